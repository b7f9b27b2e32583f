"""Opening and closing work items, and the clocks that run on them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from motcua.domain.calendar import TIMEZONE
from motcua.domain.deadlines import Allowance, Stop, StopRule, Terms, Unit, due, step_due
from motcua.domain.dossier.context import Context, Place, local_day
from motcua.domain.dossier.events import Moves
from motcua.domain.dossier.refusals import UnitUnknown
from motcua.domain.dossier.state import DossierState
from motcua.domain.dossier.values import Extension, ItemKind, StopGround, WorkItem
from motcua.domain.workflow import END, Process, Step, engine
from motcua.domain.workflow.definition import TimeUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who sent the items about to be opened, and whom they are meant for.

    What goes back is `returned_to` the unit it came from, even when the process would now name another one.
    """

    step: str = ""
    unit: int | None = None
    account: int | None = None
    assignee: int | None = None
    to_same_hands: bool = False
    returned_to: int | None = None


def process_of(ctx: Context) -> Process:
    """Return the process; the shell always gives one for an accepted dossier."""
    assert ctx.process is not None
    return ctx.process


def place_of(ctx: Context, reference: str) -> Place:
    """Return the unit behind a unit reference of the process. Raises UnitUnknown."""
    try:
        return ctx.places[reference]
    except KeyError:
        raise UnitUnknown(reference=reference) from None


def first_due(ctx: Context) -> datetime:
    """Return until when the papers of a dossier accepted now must leave the counter.

    The same working day; accepted after the cut-off or after office hours, the start of the next one.
    Law: R-A28
    """
    day = local_day(ctx.at)
    if ctx.calendar.is_working_day(day) and ctx.at <= _last_transfer(ctx, day):
        return ctx.calendar.end_of_day(day).astimezone(UTC)
    return ctx.calendar.start_of_day(ctx.calendar.add_working_days(day, 1)).astimezone(UTC)


def _last_transfer(ctx: Context, day: date) -> datetime:
    closing, cutoff = ctx.calendar.end_of_day(day), ctx.regime.transfer_cutoff
    return closing if cutoff is None else min(closing, datetime.combine(day, cutoff, tzinfo=TIMEZONE))


def item_due(item: WorkItem, ctx: Context, stops: Sequence[Stop]) -> datetime | None:
    """Return when an item is due; None without a clock of its own or while the dossier's clock stands."""
    if not item.allotted_minutes:
        return None
    later = [
        stop
        for stop in stops
        if stop.ground != StopGround.EXCLUDED and (stop.until is None or stop.until > item.opened_at)
    ]
    if item.calendar_time:
        return _calendar_due(item, ctx, later)
    return step_due(item.opened_at, item.allotted_minutes, ctx.calendar, later)


def _calendar_due(item: WorkItem, ctx: Context, stops: Sequence[Stop]) -> datetime | None:
    """Count every day, as for limits in days; an end outside office hours moves to their end (R-D6).

    A stop that begins when the time has run out gives none back.
    """
    allotted = timedelta(minutes=item.allotted_minutes)
    end = item.opened_at + allotted
    for stop in stops:
        if stop.until is None:
            return None
        if stop.rule == StopRule.RESTART:
            end = stop.until + allotted
        elif stop.since < end:
            end += stop.until - max(stop.since, item.opened_at)
    moment = end.astimezone(TIMEZONE)
    day = ctx.calendar.working_day_on_or_after(moment.date())
    closing = ctx.calendar.end_of_day(day)
    return (closing if day > moment.date() else min(moment, closing)).astimezone(UTC)


def dossier_due(state: DossierState, ctx: Context, stops: Sequence[Stop]) -> datetime | None:
    """Return when the law wants the result, under the dossier's own terms. None while the clock stands."""
    assert state.accepted_at is not None
    assert state.allowance is not None
    cutoff = time.fromisoformat(state.cutoff) if state.cutoff else None
    terms = Terms(allowance=state.allowance, mode=state.day_mode, cutoff=cutoff)
    return due(state.accepted_at, terms, ctx.calendar, stops)


@dataclass(frozen=True, slots=True)
class NewDue:
    """A due time, and what it would be without the re-appointment; None when there is none (R-D17)."""

    due_at: datetime
    original_due_at: datetime | None


def new_due(state: DossierState, ctx: Context, stops: Sequence[Stop]) -> NewDue:
    """Return the due time under stops that have all ended; a re-appointment never gets earlier (R-A46)."""
    lawful = dossier_due(state, ctx, stops)
    assert lawful is not None
    if state.extension is None:
        return NewDue(lawful, None)
    return NewDue(max(lawful, _promised(state.extension, ctx, stops)), lawful)


def _promised(extension: Extension, ctx: Context, stops: Sequence[Stop]) -> datetime:
    """Read a re-appointment as the working days from the day it was given; stops that CONTINUE hold them up."""
    given, promised = local_day(extension.given_at), local_day(extension.new_due_at)
    days = Terms(Allowance(ctx.calendar.working_days_between(given, promised), Unit.WORKING_DAY))
    holding = [stop for stop in stops if stop.rule == StopRule.CONTINUE]
    held_up = due(extension.given_at, days, ctx.calendar, holding)
    assert held_up is not None
    return max(held_up, extension.new_due_at)


def _open(step: Step, number: int, state: DossierState, ctx: Context, sender: Sender) -> WorkItem:
    place = place_of(ctx, step.unit)
    assignee = sender.assignee
    if assignee is None and sender.to_same_hands:
        assignee = state.hands.get(step.id)
    item = WorkItem(
        id=number,
        kind=ItemKind.STEP,
        step=step.id,
        unit_id=sender.returned_to or place.unit_id,
        agency_id=place.agency_id,
        role=step.role,
        opened_at=ctx.at,
        assignee=assignee,
        allotted_minutes=step.time.amount_minutes,
        calendar_time=step.time.unit == TimeUnit.CALENDAR,
        sent_seq=state.version + 1,
        from_step=sender.step,
        from_unit=sender.unit,
        from_account=sender.account,
    )
    return replace(item, due_at=item_due(item, ctx, ()))


def move(
    state: DossierState,
    ctx: Context,
    *,
    closed: Iterable[int],
    marking: tuple[str, ...],
    sender: Sender,
) -> Moves:
    """Close items and open one for each step that the new marking makes ready and that has none yet."""
    gone = tuple(closed)
    process = process_of(ctx)
    held = [item.step for item in state.step_items() if item.id not in gone]
    opened: list[WorkItem] = []
    ready_steps = engine.ready(process, tuple(step for step in marking if step != END))
    for step in ready_steps:
        wanted = 1 if step.joins else marking.count(step.id)
        for _ in range(wanted - held.count(step.id)):
            opened.append(_open(step, state.last_item + len(opened) + 1, state, ctx, sender))
    fork = tuple(replace(item, sent_with=len(opened)) for item in opened)
    return Moves(closed=gone, opened=fork, marking=marking)


def end_all(state: DossierState) -> Moves:
    """Close every tray: the matter has ended."""
    return Moves(closed=tuple(item.id for item in state.items), marking=(END,))


def pause_all(state: DossierState) -> Moves:
    """Take the due times off every step while the clock stands still."""
    return Moves(dues={str(item.id): None for item in state.step_items()})


def resume_all(state: DossierState, ctx: Context, stops: Sequence[Stop]) -> Moves:
    """Give every step its due time back, later by the time the clock stood still."""
    return Moves(dues={str(item.id): item_due(item, ctx, stops) for item in state.step_items()})
