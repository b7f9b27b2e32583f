"""The calendar of an office: which days it works, and how much working time lies between two moments.

A calendar is a value built once from data. It keeps the ordinals of its working days and the working
time before each of them in sorted arrays, so every question is answered by bisection, whatever the
distance asked about.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import accumulate, pairwise
from typing import Self

from motcua.domain.calendar.days import TIMEZONE, DayKind, Session, SpecialDay, Week
from motcua.domain.errors import DomainError

ONE_DAY = timedelta(days=1)
ONE_MINUTE = timedelta(minutes=1)
NO_TIME = timedelta()


class CalendarExhausted(DomainError):
    """The calendar knows nothing about the day that was asked for: it must be extended first."""

    code = "calendar.exhausted"

    def __init__(self, *, asked_on: date) -> None:
        super().__init__(asked_on.isoformat())
        self.asked_on = asked_on


class DayOff(DomainError):
    """Office hours were asked for a day on which the office does not work."""

    code = "calendar.day-off"

    def __init__(self, *, asked_on: date) -> None:
        super().__init__(asked_on.isoformat())
        self.asked_on = asked_on


class DayListedTwice(DomainError):
    """Two exceptions speak about the same day."""

    code = "calendar.day-listed-twice"

    def __init__(self, *, on: date) -> None:
        super().__init__(on.isoformat())
        self.on = on


class SessionsOverlap(DomainError):
    """Two sessions of a weekday (0 = Monday) run into each other."""

    code = "calendar.sessions-overlap"

    def __init__(self, *, weekday: int) -> None:
        super().__init__(str(weekday))
        self.weekday = weekday


class WeekWithoutWork(DomainError):
    """The week must name its seven days and work on at least one of them."""

    code = "calendar.week-without-work"


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days and hours of one office over `[since, until)`; make one with `build`.

    Law: R-D7 (what a working day is), R-D13 (hours), R-D18 (days are data). Days and moments outside
    the range raise CalendarExhausted: a due date is never guessed.
    """

    code: str
    week: Week
    special_days: tuple[SpecialDay, ...]
    since: date
    until: date
    _specials: Mapping[date, SpecialDay] = field(init=False, repr=False, compare=False)
    _working: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _worked: tuple[timedelta, ...] = field(init=False, repr=False, compare=False)

    @classmethod
    def build(
        cls,
        code: str,
        week: Sequence[Sequence[Session]],
        special_days: Iterable[SpecialDay],
        since: date,
        until: date,
    ) -> Self:
        """Return the calendar of a week (Monday first) with its exceptions, over `[since, until)`.

        Exceptions outside the range are left out. A make-up day keeps the hours of its own weekday or,
        when that is a day of rest, those of the first working weekday.
        Raises WeekWithoutWork, SessionsOverlap, DayListedTwice.
        """
        days = tuple(tuple(sorted(sessions)) for sessions in week)
        within = sorted((day for day in special_days if since <= day.on < until), key=lambda day: day.on)
        return cls(code=code, week=days, special_days=tuple(within), since=since, until=until)

    def __post_init__(self) -> None:
        _check_week(self.week)
        for earlier, later in pairwise(self.special_days):
            if earlier.on == later.on:
                raise DayListedTwice(on=later.on)
        object.__setattr__(self, "_specials", {day.on: day for day in self.special_days})
        ordinals = range(self.since.toordinal(), self.until.toordinal())
        working = tuple(n for n in ordinals if self.day_kind(date.fromordinal(n)).works)
        object.__setattr__(self, "_working", working)
        lengths = (_length(self.sessions_on(date.fromordinal(n))) for n in working)
        object.__setattr__(self, "_worked", tuple(accumulate(lengths, initial=NO_TIME)))

    # Single days

    def day_kind(self, on: date) -> DayKind:
        """Return what kind of day a date is."""
        self._check(on)
        if special := self._specials.get(on):
            return special.kind
        return DayKind.WORKING if self.week[on.weekday()] else DayKind.WEEKLY_REST

    def is_working_day(self, on: date) -> bool:
        """True when the office works on a date (R-D7)."""
        return self.day_kind(on).works

    def day_name(self, on: date) -> str:
        """Return the name of a special day ("Quốc khánh"); empty for an ordinary day."""
        self._check(on)
        special = self._specials.get(on)
        return special.name if special else ""

    def sessions_on(self, on: date) -> tuple[Session, ...]:
        """Return the working sessions of a date, in order; none on a day off."""
        if not self.is_working_day(on):
            return ()
        return self.week[on.weekday()] or next(sessions for sessions in self.week if sessions)

    def start_of_day(self, on: date) -> datetime:
        """Return the local moment at which the office opens. Raises DayOff."""
        return datetime.combine(on, self._hours(on)[0].start, TIMEZONE)

    def end_of_day(self, on: date) -> datetime:
        """Return the local moment at which the last session ends (R-D14). Raises DayOff."""
        return datetime.combine(on, self._hours(on)[-1].end, TIMEZONE)

    # Counting days

    def add_working_days(self, on: date, days: int) -> date:
        """Return the n-th working day after a date, which itself never counts (R-D8).

        Zero gives the date itself, working day or not; a negative number counts backwards.
        """
        self._check(on)
        if days == 0:
            return on
        if days > 0:
            index = bisect_right(self._working, on.toordinal()) + days - 1
        else:
            index = bisect_left(self._working, on.toordinal()) + days
        if index < 0:
            raise CalendarExhausted(asked_on=self.since - ONE_DAY)
        if index >= len(self._working):
            raise CalendarExhausted(asked_on=self.until)
        return date.fromordinal(self._working[index])

    def working_day_on_or_after(self, on: date) -> date:
        """Return the date itself when the office works on it, else its next working day (R-D6)."""
        return on if self.is_working_day(on) else self.add_working_days(on, 1)

    def working_days_between(self, after: date, until: date) -> int:
        """Count the working days later than `after` and not later than `until`; negative if reversed."""
        self._check(after)
        self._check(until)
        return bisect_right(self._working, until.toordinal()) - bisect_right(self._working, after.toordinal())

    def add_days(self, on: date, days: int) -> date:
        """Return the date so many calendar days later, which may lie beyond the calendar."""
        self._check(on)
        return on + days * ONE_DAY

    def days_between(self, after: date, until: date) -> int:
        """Count the calendar days later than `after` and not later than `until`; negative if reversed."""
        return (until - after).days

    # Counting time

    def add_working_time(self, at: datetime, time: timedelta) -> datetime:
        """Return the earliest moment by which so much working time has run since `at` (R-D2).

        A naive moment is local and gives a naive answer; an aware one gives local aware time.
        No time to add gives the moment itself. Raises ValueError for negative time.
        """
        if time < NO_TIME:
            raise ValueError(time)
        local = local_moment(at)
        if time:
            local = self._moment_after(self._worked_until(local) + time)
        return local if at.tzinfo is None else local.replace(tzinfo=TIMEZONE)

    def add_working_minutes(self, at: datetime, minutes: int) -> datetime:
        """Return the earliest moment by which so many working minutes have run; see add_working_time."""
        return self.add_working_time(at, minutes * ONE_MINUTE)

    def working_time_between(self, since: datetime, until: datetime) -> timedelta:
        """Return the working time from one moment to another; negative if reversed."""
        return self._worked_until(local_moment(until)) - self._worked_until(local_moment(since))

    def working_minutes_between(self, since: datetime, until: datetime) -> int:
        """Return the whole working minutes between two moments, cut toward zero; negative if reversed."""
        return int(self.working_time_between(since, until) / ONE_MINUTE)

    # Inside

    def _check(self, on: date) -> None:
        if not self.since <= on < self.until:
            raise CalendarExhausted(asked_on=on)

    def _hours(self, on: date) -> tuple[Session, ...]:
        sessions = self.sessions_on(on)
        if not sessions:
            raise DayOff(asked_on=on)
        return sessions

    def _worked_until(self, local: datetime) -> timedelta:
        """Return the working time from the first day of the calendar to a naive local moment."""
        on = local.date()
        worked = self._worked[bisect_left(self._working, on.toordinal())]
        for session in self.sessions_on(on):
            start, end = datetime.combine(on, session.start), datetime.combine(on, session.end)
            worked += max(min(local, end) - start, NO_TIME)
        return worked

    def _moment_after(self, worked: timedelta) -> datetime:
        """Return the first naive local moment by which so much (more than none) has been worked."""
        index = bisect_left(self._worked, worked) - 1
        if index == len(self._working):
            raise CalendarExhausted(asked_on=self.until)
        on = date.fromordinal(self._working[index])
        rest = worked - self._worked[index]
        sessions = self.sessions_on(on)
        ends = list(accumulate(_length((session,)) for session in sessions))
        number = bisect_left(ends, rest)
        return datetime.combine(on, sessions[number].end) - (ends[number] - rest)


def local_moment(at: datetime) -> datetime:
    """Return a moment as naive local time; a naive one is taken to be local already."""
    return at if at.tzinfo is None else at.astimezone(TIMEZONE).replace(tzinfo=None)


def _length(sessions: Iterable[Session]) -> timedelta:
    lengths = (datetime.combine(date.min, s.end) - datetime.combine(date.min, s.start) for s in sessions)
    return sum(lengths, NO_TIME)


def _check_week(week: Week) -> None:
    if len(week) != 7 or not any(week):
        raise WeekWithoutWork
    for weekday, sessions in enumerate(week):
        if any(later.start < earlier.end for earlier, later in pairwise(sessions)):
            raise SessionsOverlap(weekday=weekday)
