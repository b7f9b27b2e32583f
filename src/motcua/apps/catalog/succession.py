"""Offers after agencies have ended: their successors decide what they decided (R-A15)."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Q

from motcua.apps.catalog.models import Offering, ProcedureVersion, Status
from motcua.apps.organization.models import Agency
from motcua.domain.catalog import Offer, procedure_from_data


def offer_as_their_kind(keys: Sequence[str], on: date) -> int:
    """Let agencies that begin decide what procedures give to their kind; return how many offers that makes."""
    founded = list(Agency.objects.filter(key__in=keys).order_by("id"))
    if not founded:
        return 0
    fresh = []
    versions = ProcedureVersion.objects.filter(status=Status.PUBLISHED).exclude(valid_to__lte=on)
    for version in versions.order_by("procedure_id", "valid_from"):
        offer = procedure_from_data(version.data).offer
        for agency in founded:
            if agency.kind in offer.kinds:
                since = max(on, version.valid_from)
                fresh.append(_offering(version, offer, agency.pk, since))
    return _add(fresh)


def pass_offers(heirs: Mapping[int, Sequence[int]], on: date) -> int:
    """End the offers of agencies that have ended and let each successor decide the same; return how many."""
    receivers = {agency: successors[0] for agency, successors in heirs.items()}
    found = Offering.objects.exclude(valid_to__lte=on).filter(
        Q(competent_agency_id__in=heirs) | Q(receiver_id__in=heirs)
    )
    ended = list(found.order_by("id"))
    fresh = [
        _passed(old, successor, receivers, on)
        for old in ended
        for successor in heirs.get(old.competent_agency_id, (old.competent_agency_id,))
    ]
    for old in ended:
        if old.valid_from < on:
            old.valid_to = on
            old.save(update_fields=["valid_to"])
        else:
            old.delete()
    return _add(fresh)


def _passed(old: Offering, successor: int, receivers: Mapping[int, int], on: date) -> Offering:
    receiver = receivers.get(old.receiver_id, old.receiver_id) if old.receiver_id else None
    return Offering(
        procedure_id=old.procedure_id,
        competent_agency_id=successor,
        received_at=old.received_at,
        receiver_id=None if receiver == successor else receiver,
        valid_from=max(on, old.valid_from),
        valid_to=old.valid_to,
    )


def _offering(version: ProcedureVersion, offer: Offer, agency_id: int, since: date) -> Offering:
    receiver = Agency.objects.filter(key=offer.receiver).first() if offer.receiver else None
    return Offering(
        procedure_id=version.procedure_id,
        competent_agency_id=agency_id,
        received_at=[rule.value for rule in offer.received_at],
        receiver=receiver,
        valid_from=since,
        valid_to=version.valid_to,
    )


def _add(fresh: Sequence[Offering]) -> int:
    """Add offers but for those that would meet one that is there: who decides already goes on as before."""
    places = {(one.procedure_id, one.competent_agency_id) for one in fresh}
    taken: dict[tuple[int, int], list[tuple[date, date | None]]] = {}
    for procedure, agency, since, until in (
        Offering.objects.filter(competent_agency_id__in={agency for _procedure, agency in places})
        .order_by("id")
        .values_list("procedure_id", "competent_agency_id", "valid_from", "valid_to")
    ):
        taken.setdefault((procedure, agency), []).append((since, until))
    added = []
    for one in fresh:
        periods = taken.setdefault((one.procedure_id, one.competent_agency_id), [])
        if not any(_meet((one.valid_from, one.valid_to), period) for period in periods):
            periods.append((one.valid_from, one.valid_to))
            added.append(one)
    Offering.objects.bulk_create(added)
    return len(added)


def _meet(one: tuple[date, date | None], other: tuple[date, date | None]) -> bool:
    return (one[1] is None or other[0] < one[1]) and (other[1] is None or one[0] < other[1])
