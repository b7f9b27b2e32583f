"""Which agency offers which procedure, and where it may be handed in (R-A15)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from motcua.apps.catalog.models import Offering, ProcedureUse, ProcedureVersion, Status
from motcua.apps.organization.models import Agency, ServiceArea
from motcua.apps.organization.queries import valid_on
from motcua.domain.catalog import ReceivingRule


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureSummary:
    """A procedure as the picker shows it. `uses` counts lately at this agency, `weight` is its usual share."""

    key: str
    code: str
    name: str
    short_name: str
    field: str
    uses: int = 0
    weight: int = 0
    favorite: bool = False

    @property
    def display_name(self) -> str:
        """Return the short name where there is one."""
        return self.short_name or self.name

    @property
    def rank(self) -> int:
        """Return how far ahead it stands: what was really used counts before what is usual."""
        return self.uses * 100_000 + self.weight


@dataclass(frozen=True, slots=True)
class CompetentAgency:
    """An agency that may decide a dossier; the `likely` one is offered first."""

    id: int
    key: str
    name: str
    likely: bool


def offers_of(agency_id: int, on: date) -> tuple[ProcedureSummary, ...]:
    """Return what may be handed in at an agency on a day, what is used most first."""
    agency = Agency.objects.get(pk=agency_id)
    accepted = ProcedureVersion.objects.filter(valid_on(on), status=Status.PUBLISHED, data__accepts=True)
    offerings = _offerings_received_at(agency, on).filter(procedure_id__in=accepted.values("procedure_id"))
    used = Counter(
        dict(ProcedureUse.objects.filter(agency_id=agency_id).values_list("procedure_id", "count"))
    )
    rows = (
        offerings.order_by("procedure_id")
        .distinct("procedure_id")
        .values_list(
            "procedure_id",
            "procedure__key",
            "procedure__code",
            "procedure__name",
            "procedure__short_name",
            "procedure__field__name",
            "procedure__weight",
        )
    )
    found = [
        ProcedureSummary(
            key=key, code=code, name=name, short_name=short, field=field, uses=used[pk], weight=weight
        )
        for pk, key, code, name, short, field, weight in rows
    ]
    return tuple(sorted(found, key=lambda offer: (-offer.rank, offer.display_name)))


def competent_agencies(procedure_key: str, receiving_agency_id: int, on: date) -> tuple[CompetentAgency, ...]:
    """Return who may decide what is handed in at an agency, the likely one first.

    That is the agency itself, or else one that serves it (its police, its land registry branch), or else
    the only one there is.
    """
    receiving = Agency.objects.get(pk=receiving_agency_id)
    found = _offerings_received_at(receiving, on).filter(procedure__key=procedure_key)
    rows = list(
        found.order_by("competent_agency__identifier", "competent_agency__key").values_list(
            "competent_agency_id", "competent_agency__key", "competent_agency__name"
        )
    )
    serving = ServiceArea.objects.filter(valid_on(on), commune_id=receiving_agency_id)
    near = {receiving_agency_id, *serving.values_list("agency_id", flat=True)}
    only = len(rows) == 1
    agencies = [CompetentAgency(pk, key, name, likely=only or pk in near) for pk, key, name in rows]
    return tuple(sorted(agencies, key=lambda agency: not agency.likely))


def _offerings_received_at(agency: Agency, on: date) -> QuerySet[Offering]:
    here = Q(competent_agency=agency, received_at__contains=[ReceivingRule.COMPETENT_AGENCY.value])
    here |= Q(receiver=agency)
    if agency.kind == Agency.Kind.SERVICE_CENTER:
        here |= Q(received_at__contains=[ReceivingRule.PROVINCIAL_CENTER.value])
    if agency.kind == Agency.Kind.COMMUNE_COMMITTEE:
        here |= Q(received_at__contains=[ReceivingRule.ANY_COMMUNE.value])
    return Offering.objects.filter(valid_on(on)).filter(here)
