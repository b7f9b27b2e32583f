"""A process walked with real dates, before it is published or while a flaw is explained."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol

from motcua.domain.calendar import TIMEZONE
from motcua.domain.workflow.definition import Action, Process, Step, StepTime, TimeUnit
from motcua.domain.workflow.engine import fire, initial

_ONE_DAY = timedelta(days=1)


class WorkingCalendar(Protocol):
    """What the walk asks of a calendar; times are local."""

    def add_working_minutes(self, at: datetime, minutes: int, /) -> datetime: ...

    def working_day_on_or_after(self, day: date, /) -> date: ...

    def end_of_day(self, day: date, /) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Visit:
    """One step on the walk: when the last of its work arrived and until when it has time (UTC)."""

    step: Step
    action: Action
    entered_at: datetime
    due_at: datetime


def walk(
    process: Process,
    choices: Iterable[tuple[str, str]],
    start_at: datetime,
    calendar: WorkingCalendar,
) -> tuple[Visit, ...]:
    """Return the visits of a walk on which every step takes all the time it is given.

    The choices are steps with the action taken, in an order in which the process allows them; a path
    shown by a flaw is such a list. Branches side by side begin at the same instant and a join begins when
    the last of them arrives, so that dates need not rise from one visit to the next, but do along each
    branch. Raises UnknownStep, UnknownAction, NotAtStep, JoinWaiting.
    """
    visits: list[Visit] = []
    marking = initial(process)
    arrivals: dict[str, list[datetime]] = {process.start: [start_at.astimezone(UTC)]}
    for step_id, action_id in choices:
        marking = fire(process, marking, step_id, action_id)
        step = process.step(step_id)
        entered_at = _take_arrival(arrivals[step_id], step)
        due_at = step_end(entered_at, step.time, calendar)
        action = step.action(action_id)
        visits.append(Visit(step, action, entered_at, due_at))
        for target in action.targets:
            arrivals.setdefault(target, []).append(due_at)
    return tuple(visits)


def _take_arrival(waiting: list[datetime], step: Step) -> datetime:
    if not step.joins:
        return waiting.pop(0)
    last = max(waiting)
    waiting.clear()
    return last


def step_end(entered_at: datetime, time: StepTime, calendar: WorkingCalendar) -> datetime:
    """Return the instant (UTC) at which a step's time is used up.

    A time in calendar days ends with the last session of the working day on or after its last day (R-D6).
    """
    if not time.amount_minutes:
        return entered_at.astimezone(UTC)
    local = entered_at.astimezone(TIMEZONE)
    if time.unit is TimeUnit.WORKING:
        return calendar.add_working_minutes(local, time.amount_minutes).astimezone(UTC)
    last_day = (local + timedelta(minutes=time.amount_minutes)).date()
    end = calendar.end_of_day(calendar.working_day_on_or_after(last_day))
    if end < local:
        # Entered after the last session of the day on which a short time would end.
        end = calendar.end_of_day(calendar.working_day_on_or_after(last_day + _ONE_DAY))
    return end.astimezone(UTC)
