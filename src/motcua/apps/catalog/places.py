"""Where an online dossier goes: who decides for a place, and whose counter receives it (R-A15)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from motcua.apps.catalog.models import Offering
from motcua.apps.organization.models import Agency, Assignment, ServiceArea, Unit
from motcua.apps.organization.queries import valid_on
from motcua.domain.catalog import ReceivingRule

RECEPTION = "reception"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivingPlace:
    """A place an applicant may choose, with the agency that decides for it and the counter that receives.

    `label` is what people call the place: a commune, or the agency where only one decides for all.
    """

    label: str
    competent_agency: int
    competent_name: str
    receiving_agency: int
    receiving_name: str
    receiving_unit: int

    @property
    def key(self) -> str:
        """Return what names the place in a form."""
        return f"{self.competent_agency}-{self.receiving_unit}"


@dataclass(frozen=True, slots=True)
class _Counters:
    """The receiving units by their agency, and the provincial center."""

    units: Mapping[int, int]
    center: Agency | None

    def of(self, agency: Agency | None) -> tuple[Agency, int] | None:
        if agency is None or agency.pk not in self.units:
            return None
        return agency, self.units[agency.pk]


def receiving_places(procedure_key: str, on: date) -> tuple[ReceivingPlace, ...]:
    """Return the places for which a procedure can be filed online on a day, by their names."""
    offerings = (
        Offering.objects.filter(valid_on(on), procedure__key=procedure_key)
        .filter(valid_on(on, "competent_agency__"))
        .select_related("competent_agency", "receiver")
        .order_by("competent_agency__identifier", "competent_agency__key")
    )
    counters, areas = _counters(on), _areas(on)
    found: dict[str, ReceivingPlace] = {}
    for offering in offerings:
        for place in _places_of(offering, counters, areas):
            found.setdefault(place.key + place.label, place)
    return tuple(sorted(found.values(), key=lambda place: place.label))


def _places_of(
    offering: Offering, counters: _Counters, areas: Mapping[int, list[Agency]]
) -> Iterator[ReceivingPlace]:
    agency = offering.competent_agency
    served = areas.get(agency.pk, [])
    for area in served or [agency]:
        received = _receiver(offering, area if served else None, counters)
        if received is not None:
            receiver, unit = received
            yield ReceivingPlace(
                label=(area.short_name or area.name) if served or _is_commune(agency) else agency.name,
                competent_agency=agency.pk,
                competent_name=agency.name,
                receiving_agency=receiver.pk,
                receiving_name=receiver.name,
                receiving_unit=unit,
            )


def _receiver(offering: Offering, area: Agency | None, counters: _Counters) -> tuple[Agency, int] | None:
    """Return whose counter receives: the province's agencies receive at the center, the others themselves."""
    agency, rules = offering.competent_agency, set(offering.received_at)
    own = agency if ReceivingRule.COMPETENT_AGENCY.value in rules else None
    center = counters.center if ReceivingRule.PROVINCIAL_CENTER.value in rules else None
    near = area if ReceivingRule.ANY_COMMUNE.value in rules else None
    if agency.level == Agency.Level.PROVINCE and area is None:
        order = (offering.receiver, center, own, near)
    else:
        order = (offering.receiver, own, near, center)
    return next((found for one in order if (found := counters.of(one))), None)


def _is_commune(agency: Agency) -> bool:
    return agency.kind == Agency.Kind.COMMUNE_COMMITTEE


def _counters(on: date) -> _Counters:
    posts = Assignment.objects.filter(valid_on(on), role=RECEPTION).values("unit_id")
    units = Unit.objects.filter(valid_on(on), pk__in=posts).order_by("-id").values_list("agency_id", "id")
    center = Agency.objects.filter(valid_on(on), kind=Agency.Kind.SERVICE_CENTER).order_by("id").first()
    return _Counters(dict(units), center)


def _areas(on: date) -> Mapping[int, list[Agency]]:
    found: dict[int, list[Agency]] = defaultdict(list)
    rows = ServiceArea.objects.filter(valid_on(on)).select_related("commune").order_by("commune__identifier")
    for area in rows:
        found[area.agency_id].append(area.commune)
    return found
