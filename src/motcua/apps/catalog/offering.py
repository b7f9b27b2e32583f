"""Offers stated by a procedure brought into line with the agencies that exist."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from motcua.apps.catalog.models import Offering, Procedure
from motcua.apps.organization.models import Agency, Unit
from motcua.domain.calendar import TIMEZONE
from motcua.domain.catalog import Offer

Period = tuple[date, date | None]


@dataclass(frozen=True, slots=True)
class Agencies:
    """The agencies and their units by key, read once."""

    by_key: Mapping[str, Agency]
    units: Mapping[str, frozenset[str]]

    @classmethod
    def now(cls) -> "Agencies":
        """Return all agencies, abolished ones too: old procedures were theirs."""
        units: dict[str, set[str]] = defaultdict(set)
        for key, code in Unit.objects.order_by("id").values_list("agency__key", "code"):
            units[key].add(code)
        agencies = {agency.key: agency for agency in Agency.objects.order_by("id")}
        return cls(agencies, {key: frozenset(codes) for key, codes in units.items()})

    def unknown(self, offer: Offer) -> Iterator[tuple[str, str]]:
        """Return the path and name of every agency and kind of an offer that does not exist."""
        for index, key in enumerate(offer.agencies):
            if key not in self.by_key:
                yield f"offer.agencies[{index}]", key
        for index, kind in enumerate(offer.kinds):
            if kind not in Agency.Kind.values:
                yield f"offer.kinds[{index}]", kind
        if offer.receiver and offer.receiver not in self.by_key:
            yield "offer.receiver", offer.receiver

    def competent(self, offer: Offer, since: date, until: date | None) -> dict[str, Period]:
        """Return the agencies that decide, each with the part of the period in which it exists."""
        found: dict[str, Period] = {}
        for agency in self.by_key.values():
            if agency.key in offer.agencies or agency.kind in offer.kinds:
                first = max(since, agency.valid_from)
                ends = [day for day in (until, agency.valid_to) if day]
                last = min(ends, default=None)
                if last is None or first < last:
                    found[agency.key] = (first, last)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a version says of who offers it, and during which period it says so."""

    offer: Offer
    since: date
    until: date | None


def bring_into_line(procedure: Procedure, said: Stated, known: Agencies, at: datetime) -> tuple[int, int]:
    """Add, change and end offers of a procedure; return how many were added and ended."""
    offer = said.offer
    receiver = known.by_key[offer.receiver] if offer.receiver else None
    rules = [rule.value for rule in offer.received_at]
    stored = {(one.competent_agency_id, one.valid_from): one for one in procedure.offerings.all()}
    fresh: list[Offering] = []
    for key, (since, until) in known.competent(offer, said.since, said.until).items():
        stated = Offering(
            procedure=procedure,
            competent_agency=known.by_key[key],
            received_at=rules,
            receiver=receiver,
            valid_from=since,
            valid_to=until,
        )
        old = stored.pop((stated.competent_agency_id, since), None)
        if old is None:
            fresh.append(stated)
        elif _facts(old) != _facts(stated):
            old.received_at, old.receiver, old.valid_to = rules, receiver, until
            old.save(update_fields=["received_at", "receiver", "valid_to"])
    replaced = {one.competent_agency_id: one.valid_from for one in fresh}
    dropped_on = max(at.astimezone(TIMEZONE).date(), said.since)
    ended = sum(_end(old, replaced.get(old.competent_agency_id, dropped_on)) for old in stored.values())
    Offering.objects.bulk_create(fresh)
    return len(fresh), ended


def _facts(offering: Offering) -> tuple[list[str], int | None, date | None]:
    return offering.received_at, offering.receiver_id, offering.valid_to


def _end(offering: Offering, on: date) -> bool:
    """End an offer that is stated no longer, unless it ends before; one that would never hold goes."""
    if offering.valid_to is not None and offering.valid_to <= on:
        return False
    if offering.valid_from < on:
        offering.valid_to = on
        offering.save(update_fields=["valid_to"])
    else:
        offering.delete()
    return True
