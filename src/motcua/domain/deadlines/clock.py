"""When a dossier or a step is due.

How the law is read here
- The day of acceptance never counts (R-D3, R-D8). A working-day limit counts working days; limits in
  days and months count calendar days and, ending on a day off, move to the next working day (R-D6).
- A month limit is laid out first, same-numbered day or the last of the month (R-D5), and then is that
  many calendar days.
- Zero days means the same day: the first working day, from that of acceptance on, whose office hours
  are not over at the moment of acceptance.
- Hours are working hours from the moment of acceptance (R-D2). ROLLING_HOURS reads one working day as
  eight of them; it does not touch days and months, which the civil code ends with their last day (R-D4).

How stops are read (R-D15, R-D41)
- RESTART: the limit is counted afresh from the end of the last such stop, exactly as if the dossier
  had been accepted at that moment. Nothing before it matters.
- CONTINUE, counting days: a stop covers the days after the one on which it begins, up to and including
  the one on which it ends. The day on which it begins was still used; the day on which the dossier
  comes back is, like a day of acceptance, not counted. A stop that begins and ends on one day covers
  nothing. One that begins on the last day, before its office hours are over, moves the last day to the
  one on which it ends: what was left of the last day is given back. Later ones move nothing.
- CONTINUE, counting hours: working time within the stop, to the second, does not run. Zero hours are
  due at once or, begun within a stop, when it ends.
- Stops may overlap, touch or contain one another: covered time is left out once. A limit in days or
  months whose last day is a day off and would move into a stop moves beyond it.

So a stop never brings a due date forward, with one exception that is the law's own: a month that
restarts may be shorter than the month it replaces (from 1 February instead of 1 January).
"""

from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Generic, Self, TypeVar

from motcua.domain.calendar import TIMEZONE, Calendar
from motcua.domain.deadlines.terms import Allowance, DayMode, Stop, StopRule, Terms, Unit

HOURS_A_DAY = 8
ONE_DAY = timedelta(days=1)


def due(
    accepted_at: datetime, terms: Terms, calendar: Calendar, stops: Sequence[Stop] = ()
) -> datetime | None:
    """Return the UTC moment until which the result is on time; None while a stop is open.

    Law: R-D2..R-D9, R-D14, R-D15. Raises CalendarExhausted.
    """
    if any(stop.until is None for stop in stops):
        return None
    start = Start.find(accepted_at, terms, calendar, stops)
    continuing = [stop for stop in stops if stop.rule is StopRule.CONTINUE]
    if runs_in_hours(terms):
        moment = _time_ends_at(start.at, _hours(terms.allowance), calendar, continuing)
    else:
        last = _due_day(start, terms.allowance, calendar, day_pauses(continuing))
        moment = calendar.end_of_day(_last_day_given_back(last, moment_pauses(continuing), calendar))
    return moment.astimezone(UTC)


def step_due(
    started_at: datetime, limit: int | Allowance, calendar: Calendar, stops: Sequence[Stop] = ()
) -> datetime | None:
    """Return the UTC moment at which one step is due; None while a stop is open.

    The limit is a number of working minutes (R-A61: as little as half a day) or an allowance, which is
    read as for a dossier in CIVIL mode. Stops act as they do on the dossier.
    """
    if isinstance(limit, Allowance):
        return due(started_at, Terms(limit), calendar, stops)
    if any(stop.until is None for stop in stops):
        return None
    start = restarted_at(started_at, stops)
    return _time_ends_at(start, timedelta(minutes=limit), calendar, stops).astimezone(UTC)


def working_time_left(now: datetime, due_at: datetime, calendar: Calendar) -> int:
    """Return the working minutes from now to the due moment; negative once it has passed."""
    return calendar.working_minutes_between(now, due_at)


def runs_in_hours(terms: Terms) -> bool:
    """True when the limit is counted in working time rather than in days."""
    rolling = terms.mode is DayMode.ROLLING_HOURS and terms.allowance.amount > 0
    return terms.allowance.unit is Unit.HOUR or (rolling and terms.allowance.unit is Unit.WORKING_DAY)


def restarted_at(accepted_at: datetime, stops: Sequence[Stop]) -> datetime:
    """Return, in local time, the moment from which the count that matters begins.

    That is the end of the last RESTART stop, if it came after acceptance. Raises ValueError for naive
    moments: a due date must not depend on the time zone of the machine.
    """
    ends = [stop.until for stop in stops if stop.rule is StopRule.RESTART and stop.until is not None]
    moment = max([accepted_at, *ends])
    if moment.tzinfo is None:
        raise ValueError(moment)
    return moment.astimezone(TIMEZONE)


@dataclass(frozen=True, slots=True)
class Start:
    """Where the count begins: hours run from `at`, days from the one after `on`.

    `received_on` is the day on which the dossier came, or came back complete; it differs from `on`
    when the cut-off moved the start.
    """

    at: datetime
    on: date
    received_on: date

    @classmethod
    def find(cls, accepted_at: datetime, terms: Terms, calendar: Calendar, stops: Sequence[Stop]) -> Self:
        """Return the start of the count, moved to the next working day by the cut-off (R-D9)."""
        at = restarted_at(accepted_at, stops)
        on = at.date()
        works = calendar.is_working_day(on)
        if terms.cutoff is None or (works and at.time() <= terms.cutoff):
            return cls(at=at, on=on, received_on=on)
        next_on = calendar.add_working_days(on, 1)
        return cls(at=calendar.start_of_day(next_on), on=next_on, received_on=on)


def allotted_days(allowance: Allowance, start_on: date) -> int:
    """Return how many days a limit that is not counted in hours allots to a count from `start_on`."""
    if allowance.unit is not Unit.MONTH:
        return allowance.amount
    year, month = divmod(start_on.year * 12 + start_on.month - 1 + allowance.amount, 12)
    _, length = monthrange(year, month + 1)
    return (date(year, month + 1, min(start_on.day, length)) - start_on).days


# Pauses. A pause (after, until) says that nothing later than `after` and not later than `until` is
# counted. Lists of pauses are sorted; pauses may overlap.

DayPause = tuple[date, date]
MomentPause = tuple[datetime, datetime]


def moment_pauses(stops: Sequence[Stop]) -> list[MomentPause]:
    """Return the stretches of local time that closed stops cover."""
    return sorted(
        (stop.since.astimezone(TIMEZONE), stop.until.astimezone(TIMEZONE))
        for stop in stops
        if stop.until is not None
    )


def day_pauses(stops: Sequence[Stop]) -> list[DayPause]:
    """Return the stretches of days that closed stops cover; the head of this module says which."""
    return [(since.date(), until.date()) for since, until in moment_pauses(stops)]


# Counting. A ruler measures with its own unit; one walk serves them all.

Point = TypeVar("Point", date, datetime)
Amount = TypeVar("Amount", int, timedelta)


@dataclass(frozen=True)
class _Ruler(Generic[Point, Amount]):
    add: Callable[[Point, Amount], Point]
    between: Callable[[Point, Point], Amount]


def _advance(
    ruler: _Ruler[Point, Amount], start: Point, amount: Amount, pauses: Sequence[tuple[Point, Point]]
) -> Point:
    """Return where an amount counted from a point ends: one step per pause, none per day."""
    point, left = start, amount
    for after, until in pauses:
        if (reached := ruler.add(point, left)) <= after:
            return reached
        if point < after:
            left -= ruler.between(point, after)
        point = max(point, until)
    return ruler.add(point, left)


def _time_ends_at(start: datetime, time: timedelta, calendar: Calendar, stops: Sequence[Stop]) -> datetime:
    ruler = _Ruler(add=calendar.add_working_time, between=calendar.working_time_between)
    return _advance(ruler, start, time, moment_pauses(stops))


def _hours(allowance: Allowance) -> timedelta:
    return timedelta(hours=allowance.amount * (1 if allowance.unit is Unit.HOUR else HOURS_A_DAY))


def _due_day(start: Start, allowance: Allowance, calendar: Calendar, pauses: Sequence[DayPause]) -> date:
    if allowance.amount == 0:
        last = _day_still_open(start.at, start.on, calendar)
    elif allowance.unit is Unit.WORKING_DAY:
        ruler = _Ruler(add=calendar.add_working_days, between=calendar.working_days_between)
        last = _advance(ruler, start.on, allowance.amount, pauses)
    else:
        ruler = _Ruler(add=calendar.add_days, between=calendar.days_between)
        last = _advance(ruler, start.on, allotted_days(allowance, start.on), pauses)
    return _working_day_outside(pauses, last, calendar)


def _day_still_open(at: datetime, on: date, calendar: Calendar) -> date:
    day = calendar.working_day_on_or_after(on)
    return day if at < calendar.end_of_day(day) else calendar.add_working_days(day, 1)


def _working_day_outside(pauses: Sequence[DayPause], on: date, calendar: Calendar) -> date:
    """Return the first working day from `on` on that no pause covers (R-D6)."""
    day = calendar.working_day_on_or_after(on)
    for after, until in pauses:
        if after < day <= until:
            day = calendar.add_working_days(until, 1)
    return day


def _last_day_given_back(on: date, pauses: Sequence[MomentPause], calendar: Calendar) -> date:
    """Return the last day, or the day on which the stop ends that cut its office hours short (R-D15)."""
    day = on
    for since, until in pauses:
        if since < calendar.end_of_day(day) and until.date() > day:
            day = calendar.working_day_on_or_after(until.date())
    return day
