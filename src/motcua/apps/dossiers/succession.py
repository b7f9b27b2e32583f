"""Dossiers of agencies and units that end: what a plan would do to them, and passing them on (R-0.3).

A plan that was applied names the units whose work passes. The worker then asks each dossier's own rules,
one transaction a dossier; whoever stops it may start it again.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import structlog
from django.db import connection
from django.db.models import Q

from motcua.apps.catalog.models import Offering
from motcua.apps.documents import operations as documents
from motcua.apps.dossiers.models import CodeCounter, Dossier, WorkItem
from motcua.apps.dossiers.operations import execute
from motcua.apps.organization.models import Agency, Assignment, Mandate, Unit
from motcua.apps.organization.queries import LOCAL, actors_for, valid_on
from motcua.apps.organization.reform import operations as reforms
from motcua.apps.organization.reform.queries import Ways, passing, reform, ways_of
from motcua.apps.organization.reform.structure import structure_now
from motcua.domain.access import Actor
from motcua.domain.dossier import DossierState
from motcua.domain.dossier.codec import decode_state
from motcua.domain.dossier.commands import TakeOver
from motcua.domain.dossier.decide.succession import accounts_of, units_of
from motcua.domain.dossier.refusals import NothingToTakeOver
from motcua.domain.dossier.stages import FINAL
from motcua.domain.dossier.values import UnitPassed
from motcua.domain.errors import DomainError
from motcua.domain.succession import (
    Address,
    Bearing,
    Burden,
    Effects,
    Matter,
    Plan,
    Sequence,
    Structure,
    effects,
)
from motcua.domain.text import search_key

log = structlog.get_logger()

PASSER = Actor.system("succession")
BATCH = 200


# ---- What a plan would do ----


def burden_of(plan: Plan, structure: Structure, on: date) -> Burden:
    """Return what lies in the agencies and units that a plan ends: dossiers, posts, mandates, offers, numbers."""
    ending = set(plan.ending())
    leaving = {Address(*each) for each in plan.leaving}
    places = _places()
    units = {pk for pk, address in places.items() if address.agency in ending or address in leaving}
    agencies = {
        pk: key for pk, key in Agency.objects.order_by("id").values_list("id", "key") if key in ending
    }
    held = Assignment.objects.filter(valid_on(on), unit_id__in=units).order_by("id")
    mandates = Mandate.objects.filter(
        valid_on(on), from_assignment__unit_id__in=units, revoked_at__isnull=True
    )
    offers = Offering.objects.filter(valid_on(on), competent_agency_id__in=agencies).order_by("id")
    return Burden(
        matters=tuple(_matters(units, agencies, places, _communes_by_name(plan, structure))),
        posts=Counter(places[unit] for unit in held.values_list("unit_id", flat=True)),
        mandates=Counter(
            places[unit]
            for unit in mandates.order_by("id").values_list("from_assignment__unit_id", flat=True)
        ),
        offers=Counter(agencies[pk] for pk in offers.values_list("competent_agency_id", flat=True)),
        sequences={key: _sequences(pk, on.year) for pk, key in agencies.items()},
    )


def effects_of(plan: Plan, on: date) -> Effects:
    """Return what a plan would do to what lies in the agencies. Raises ReformFlawed."""
    reforms.check(plan)
    structure = structure_now()
    return effects(structure, plan, burden_of(plan, structure, on))


def _places() -> dict[int, Address]:
    rows = Unit.objects.order_by("id").values_list("id", "agency__key", "code")
    return {pk: Address(key, code) for pk, key, code in rows}


def _sequences(agency_id: int, year: int) -> tuple[Sequence, ...]:
    found = documents.last_numbers(agency_id).items()
    return tuple(
        Sequence(kind, of_year, last) for (_agency, kind, of_year), last in sorted(found) if of_year == year
    )


def _matters(
    units: set[int],
    agencies: Mapping[int, str],
    places: Mapping[int, Address],
    communes: Mapping[str, frozenset[str]],
) -> Iterator[Matter]:
    keys = dict(Agency.objects.order_by("id").values_list("id", "key"))
    alike: Counter[tuple[int, int, tuple[int, ...], frozenset[str]]] = Counter()
    for competent, receiving, trays, address in _open_rows(units, set(agencies)):
        alike[competent, receiving, tuple(sorted(trays)), communes_in(address, communes)] += 1
    for (competent, receiving, lying, named), count in alike.items():
        yield Matter(
            competent=keys[competent],
            receiving=places[receiving],
            trays=tuple(places[unit] for unit in lying),
            communes=named,
            count=count,
        )


_CONCERNED = """
    SELECT id FROM dossiers_dossier
    WHERE stage <> ALL(%(final)s) AND (
        receiving_unit_id = ANY(%(units)s) OR competent_agency_id = ANY(%(agencies)s)
        OR papers_at = ANY(%(units)s) OR papers_going_to = ANY(%(units)s)
    )
    UNION
    SELECT dossier_id FROM dossiers_workitem WHERE closed_at IS NULL AND unit_id = ANY(%(units)s)
"""
_OPEN = f"""
    SELECT dossier.competent_agency_id, dossier.receiving_unit_id,
        array_remove(array_agg(item.unit_id), NULL), dossier.state #>> '{{application,applicant,address}}'
    FROM dossiers_dossier dossier
    LEFT JOIN dossiers_workitem item ON item.dossier_id = dossier.id AND item.closed_at IS NULL
    WHERE dossier.id IN ({_CONCERNED})
    GROUP BY dossier.id
"""  # noqa: S608 - a query of our own


def _open_rows(units: set[int], agencies: set[int]) -> list[tuple[int, int, list[int], str | None]]:
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, _values(units, agencies))
        return list(cursor.fetchall())


def _values(units: Iterable[int], agencies: Iterable[int]) -> dict[str, list[int]]:
    return {
        "units": sorted(units), "agencies": sorted(agencies), "final": sorted(int(stage) for stage in FINAL),
    }  # fmt: skip


def _communes_by_name(plan: Plan, structure: Structure) -> dict[str, frozenset[str]]:
    """Return the communes that decide in the splits of a plan, by their names as addresses have them."""
    return _named_communes(
        structure[key].short_name and (structure[key].short_name, key)
        for key in sorted(plan_communes(plan))
        if key in structure
    )


def plan_communes(plan: Plan) -> set[str]:
    """Return the communes whose dossiers go their own way when an agency is split."""
    split = [each for successions in plan.ending().values() if len(successions) > 1 for each in successions]
    if not split:
        return set()
    named = {key for each in split for key in each.communes}
    return named | {key for each in plan.successions for key in (*each.predecessors, each.successor)}


def _named_communes(pairs: Iterable[tuple[str, str] | str]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for pair in pairs:
        if isinstance(pair, tuple):
            words = search_key(pair[0])
            found[words] = found.get(words, frozenset()) | {pair[1]}
    return found


def communes_in(address: str | None, communes: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return the communes that an address names."""
    if not address or not communes:
        return frozenset()
    text = " ".join("".join(ch if ch.isalnum() else " " for ch in search_key(address)).split())
    found = [keys for words, keys in communes.items() if f" {words} " in f" {text} "]
    return frozenset().union(*found)


# ---- Passing dossiers on ----


class IdentifierInUse(DomainError):
    """Dossiers of that day bear the identifier already: the agency that begins would give out the same codes (R-C3)."""

    code = "dossier.identifier-in-use"

    def __init__(self, *, identifier: str) -> None:
        super().__init__(identifier)
        self.identifier = identifier


def require_fresh_codes(ways: Ways) -> None:
    """Refuse that an identifier passes on a day on which codes were given out with it. Raises IdentifierInUse."""
    on = ways.facts.on
    begun = Agency.objects.filter(valid_from=on).exclude(identifier="").values("identifier")
    counted = CodeCounter.objects.filter(agency_id__in=ways.ended, agency__identifier__in=begun, day__gte=on)
    if (found := counted.values_list("agency__identifier", flat=True).first()) is not None:
        raise IdentifierInUse(identifier=found)


def waiting(ways: Ways, *, after: UUID | None = None, limit: int | None = None) -> list[UUID]:
    """Return the open dossiers that still lie where a plan has ended something, in the order of their ids."""
    sql = f"SELECT id FROM ({_CONCERNED}) AS concerned WHERE id > %(after)s ORDER BY id"  # noqa: S608
    values: dict[str, Any] = {**_values(ways.left, ways.ended), "after": after or UUID(int=0)}
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} LIMIT {limit}" if limit else sql, values)
        return [row[0] for row in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class Passing:
    """How many dossiers of a batch passed and were refused, and the last one of it; None at the end."""

    passed: int
    refused: int
    last: UUID | None


def pass_batch(reform_id: int, *, at: datetime, after: UUID | None = None, limit: int = BATCH) -> Passing:
    """Pass the next dossiers after one on to the successors. Safe to repeat, and to begin again."""
    ways = ways_of(reform_id)
    ids = waiting(ways, after=after, limit=limit)
    guide = _Guide(ways)
    passed = sum(guide.pass_on(dossier_id, at) for dossier_id in ids)
    refused = len(ids) - passed
    last = ids[-1] if len(ids) == limit else None
    left = 0 if last else len(waiting(ways))
    reforms.note_passed(
        reform_id=reform_id, dossiers=passed, refused=left, finished=last is None and not left, at=at
    )
    return Passing(passed, refused, last)


def passing_of(plan: Plan) -> list[int]:
    """Return where this plan was applied already and dossiers have not all passed."""
    return [reform_id for reform_id in passing() if reform(reform_id).plan == plan]


def pass_all(reform_id: int, *, at: datetime) -> int:
    """Pass every dossier on that still lies where a plan has ended something; return how many passed."""
    done, after = 0, None
    while True:
        batch = pass_batch(reform_id, at=at, after=after)
        done += batch.passed
        if (after := batch.last) is None:
            return done


class _Guide:
    """Knows the ways of one plan and finds that of a dossier."""

    def __init__(self, ways: Ways) -> None:
        self._ways = ways
        self._keys = {pk: key for key, pk in ways.agencies.items()}
        self._places = {pk: address for address, pk in ways.units.items()}
        short = Agency.objects.order_by("id").values_list("short_name", "key")
        communes = plan_communes(ways.facts.plan)
        self._communes = _named_communes(pair for pair in short if pair[1] in communes)
        self._homes = dict(Unit.objects.order_by("id").values_list("id", "agency_id"))

    def pass_on(self, dossier_id: UUID, at: datetime) -> bool:
        """Let a dossier be taken over; tell whether it is where it belongs now."""
        state = decode_state(Dossier.objects.values_list("state", flat=True).get(pk=dossier_id))
        try:
            execute(self._command(state, at), dossier_id=dossier_id, actor=PASSER, at=at)
        except NothingToTakeOver:
            return True
        except DomainError as refused:
            log.warning("dossiers.succession.refused", code=refused.code, dossier=str(dossier_id))
            return False
        return True

    def _command(self, state: DossierState, at: datetime) -> TakeOver:
        units = {*units_of(state), *state.units, *(each.unit_id for each in state.consultations)}
        held = frozenset(self._places[item.unit_id] for item in state.items)
        receiving = self._places[state.receiving_unit]
        named = communes_in(state.application.applicant.address, self._communes)
        bearing = Bearing(communes=named | {receiving.agency}, units=held)
        heirs = {unit: self._ways.routes.unit(self._places[unit], bearing) for unit in sorted(units)}
        passed = tuple(
            UnitPassed(unit, self._ways.units[heir], self._homes[self._ways.units[heir]])
            for unit, heir in heirs.items()
            if heir != self._places[unit]
        )
        competent = self._ways.routes.agency(self._keys[state.competent_agency], bearing)
        facts = self._ways.facts
        return TakeOver(
            order=facts.id,
            ordered_by=facts.approved_by_name,
            decision=facts.decision,
            competent_agency=self._ways.agencies[competent],
            units=passed,
            leaving=_leaving(state, passed, at),
        )


def _leaving(state: DossierState, passed: Iterable[UnitPassed], at: datetime) -> tuple[int, ...]:
    """Return the officers of a dossier who hold no post where it lies from now on."""
    heirs = {each.unit: each.to_unit for each in passed}
    places = {heirs.get(unit, unit) for unit in (*state.units, *units_of(state))}
    accounts = accounts_of(state)
    actors = actors_for(accounts, at)
    staying = {
        account
        for account, actor in actors.items()
        if not places.isdisjoint(post.unit_id for post in actor.posts)
    }
    return tuple(account for account in accounts if account not in staying)


def apply_due(*, at: datetime) -> list[int]:
    """Apply the approved plans whose day has come; return those that were applied.

    What the agencies no longer allow is logged and stays approved, so that it does not hold up the others.
    """
    applied = []
    for reform_id in reforms.due_reforms(at):
        try:
            reforms.apply_reform(reform_id=reform_id, actor=PASSER, at=at)
        except DomainError as refused:
            log.warning("organization.reform.refused", code=refused.code, reform=reform_id, why=str(refused))
        else:
            applied.append(reform_id)
    return applied


# ---- Nothing without a holder ----


def without_holder(at: datetime) -> list[UUID]:
    """Return the open dossiers whose counter, deciding agency or any open tray belongs to nobody today."""
    today = at.astimezone(LOCAL).date()
    ended = Q(valid_to__lte=today)
    units = Unit.objects.filter(ended | Q(agency__valid_to__lte=today)).values("id")
    agencies = Agency.objects.filter(ended).values("id")
    dossiers = Dossier.objects.exclude(stage__in=[int(stage) for stage in FINAL]).filter(
        Q(receiving_unit__in=units)
        | Q(receiving_agency__in=agencies)
        | Q(competent_agency__in=agencies)
        | Q(pk__in=WorkItem.objects.filter(closed_at__isnull=True, unit__in=units).values("dossier_id"))
    )
    return list(dossiers.order_by("id").values_list("id", flat=True))
