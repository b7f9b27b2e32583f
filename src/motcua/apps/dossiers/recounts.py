"""Due times after the calendar has changed: which would move, and moving them by explicit order (R-D18).

An order names its dossiers when it is given. The worker then asks each dossier's own rules, one transaction
a dossier, so that what has ended or stands by then is left alone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction

from motcua.apps.audit.announce import announce
from motcua.apps.audit.operations import record
from motcua.apps.deadlines import queries as deadlines
from motcua.apps.dossiers import permissions
from motcua.apps.dossiers.events import RecountOrdered
from motcua.apps.dossiers.models import Dossier, RecountLine, RecountOrder
from motcua.apps.dossiers.operations import execute
from motcua.domain.access import Actor
from motcua.domain.calendar import TIMEZONE, Calendar
from motcua.domain.deadlines import REGIMES
from motcua.domain.dossier import Context
from motcua.domain.dossier.codec import decode_state
from motcua.domain.dossier.commands import Recount
from motcua.domain.dossier.decide.recount import due_now, item_dues_now
from motcua.domain.dossier.refusals import DueUnchanged
from motcua.domain.errors import DomainError

RECOUNTER = Actor.system("recount")
Outcome = RecountLine.Outcome


class OrderIncomplete(DomainError):
    """Promises move only with a decision and a reason."""

    code = "dossier.recount-incomplete"

    def __init__(self, *, field: str) -> None:
        super().__init__(field)
        self.field = field


class NothingToRecount(DomainError):
    """Every running dossier is due when the calendar says."""

    code = "dossier.nothing-to-recount"


class RecountUnderWay(DomainError):
    """An earlier order for the same calendar has not been carried out to its end."""

    code = "dossier.recount-under-way"


@dataclass(frozen=True, slots=True)
class Shift:
    """A running dossier whose due time, or that of a step, is another by a calendar."""

    dossier_id: UUID
    code: str
    agency_id: int
    was_due_at: datetime
    due_at: datetime

    @property
    def later(self) -> bool:
        """True when the applicant would wait longer."""
        return self.due_at > self.was_due_at

    @property
    def earlier(self) -> bool:
        """True when the office would have less time than promised."""
        return self.due_at < self.was_due_at


@dataclass(frozen=True, slots=True)
class Effect:
    """What a calendar would mean for running dossiers, the earliest due first."""

    shifts: tuple[Shift, ...]

    @property
    def moved(self) -> tuple[Shift, ...]:
        """Return the dossiers that would have another due time."""
        return tuple(shift for shift in self.shifts if shift.later or shift.earlier)

    @property
    def steps_only(self) -> int:
        """Return how many dossiers would keep theirs while a step gets another."""
        return len(self.shifts) - len(self.moved)

    def ordered(self, *, earlier_too: bool) -> list[Shift]:
        """Return the dossiers of an order: those due earlier only where it says so."""
        return [shift for shift in self.shifts if earlier_too or not shift.earlier]


def effect_of(code: str, calendar: Calendar, *, at: datetime, since: date | None = None) -> Effect:
    """Return which running dossiers of a calendar's agencies would be due at another time by `calendar`.

    `since` is the first day that differs: what is due before it cannot move. Raises CalendarExhausted.
    """
    found = sorted(_shifts(code, calendar, at, since), key=lambda shift: (shift.was_due_at, shift.code))
    return Effect(tuple(found))


def _shifts(code: str, calendar: Calendar, at: datetime, since: date | None) -> Iterator[Shift]:
    rows = Dossier.objects.filter(
        due_at__isnull=False, finished_at__isnull=True, competent_agency__calendar_code=code
    )
    if since is not None:
        rows = rows.filter(due_at__gte=datetime.combine(since, time.min, TIMEZONE))
    for data in rows.order_by("id").values_list("state", flat=True).iterator(chunk_size=1000):
        state = decode_state(data)
        assert state.due_at is not None
        ctx = Context(actor=RECOUNTER, at=at, calendar=calendar, regime=REGIMES[state.regime])
        due_at = due_now(state, ctx).due_at
        if due_at != state.due_at or item_dues_now(state, ctx):
            yield Shift(state.id, state.code, state.competent_agency, state.due_at, due_at)


@transaction.atomic
def order(
    *, calendar_code: str, decision: str, reason: str, earlier_too: bool, actor: Actor, at: datetime
) -> int:
    """Order the due times of running dossiers to be counted again by the calendar as it is; return its number.

    Raises NotPermitted, CalendarNotFound, OrderIncomplete, RecountUnderWay, NothingToRecount.
    """
    permissions.require_recount(actor)
    for field, text in (("decision", decision), ("reason", reason)):
        if not text.strip():
            raise OrderIncomplete(field=field)
    if RecountOrder.objects.filter(calendar_code=calendar_code, finished_at__isnull=True).exists():
        raise RecountUnderWay
    effect = effect_of(calendar_code, deadlines.calendar(calendar_code), at=at)
    if not (chosen := effect.ordered(earlier_too=earlier_too)):
        raise NothingToRecount

    given = RecountOrder.objects.create(
        calendar_code=calendar_code,
        decision=decision.strip(),
        reason=reason.strip(),
        earlier_too=earlier_too,
        ordered_by_account_id=actor.account_id,
        ordered_by_name=actor.name,
        ordered_at=at,
    )
    RecountLine.objects.bulk_create(
        RecountLine(order=given, dossier_id=s.dossier_id, was_due_at=s.was_due_at, due_at=s.due_at)
        for s in chosen
    )
    facts = {"decision": given.decision, "reason": given.reason, "earlier_too": earlier_too}
    _record("dossiers.recount-ordered", given, {**facts, "dossiers": len(chosen)}, actor, at)
    announce(RecountOrdered(given.pk), actor=actor, at=at)
    return given.pk


def carry_out(order_id: int, *, at: datetime) -> int:
    """Move what an order names and the rules allow; return how many dossiers moved. Safe to repeat."""
    given = RecountOrder.objects.get(pk=order_id)
    command = Recount(
        order=given.pk, ordered_by=given.ordered_by_name, decision=given.decision, reason=given.reason
    )
    for line in given.lines.filter(outcome=Outcome.WAITING).order_by("id").iterator(chunk_size=500):
        _count_again(line, command, at)
    return _finish(given, at)


@transaction.atomic
def _count_again(line: RecountLine, command: Recount, at: datetime) -> None:
    key = f"recount-{command.order}-{line.dossier_id.hex}"
    try:
        state = execute(command, dossier_id=line.dossier_id, actor=RECOUNTER, at=at, key=key).state
    except DueUnchanged:
        line.outcome = Outcome.UNCHANGED
    except DomainError as refused:
        line.outcome, line.refusal = Outcome.REFUSED, refused.code
    else:
        line.outcome, line.due_at = Outcome.MOVED, state.due_at or line.due_at
    line.save(update_fields=["outcome", "refusal", "due_at"])


@transaction.atomic
def _finish(given: RecountOrder, at: datetime) -> int:
    outcomes = list(given.lines.order_by("id").values_list("outcome", flat=True))
    moved = outcomes.count(Outcome.MOVED)
    if RecountOrder.objects.filter(pk=given.pk, finished_at__isnull=True).update(finished_at=at):
        facts = {str(outcome): outcomes.count(outcome) for outcome in Outcome if outcome != Outcome.WAITING}
        _record("dossiers.recount-done", given, facts, RECOUNTER, at)
    return moved


def _record(
    action: str, given: RecountOrder, facts: Mapping[str, object], actor: Actor, at: datetime
) -> None:
    """The trail of a calendar tells its orders too."""
    payload = {"order": given.pk, **facts}
    record(
        action=action,
        object_type="calendar",
        object_id=given.calendar_code,
        payload=payload,
        actor=actor,
        at=at,
    )
