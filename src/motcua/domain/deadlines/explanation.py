"""Why a dossier is due when it is, day by day, in codes that the screens put into words."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from motcua.domain.calendar import TIMEZONE, Calendar, DayKind
from motcua.domain.deadlines.clock import (
    ONE_DAY,
    MomentPause,
    Start,
    allotted_days,
    day_pauses,
    due,
    moment_pauses,
    restarted_at,
    runs_in_hours,
)
from motcua.domain.deadlines.terms import Allowance, Stop, Terms, Unit

NO_TIME = timedelta()
ONE_MINUTE = timedelta(minutes=1)


class Note(StrEnum):
    """Why a day is counted or not; days off carry the name of their kind."""

    COUNTED = "counted"
    ACCEPTED = "accepted"  # the day of acceptance does not count (R-D8)
    COUNTS_AS_ACCEPTED = "counts-as-accepted"  # accepted after the cut-off of an earlier day (R-D9)
    WEEKLY_REST = "weekly-rest"
    HOLIDAY = "holiday"
    COMPENSATORY = "compensatory"
    SWAPPED_OFF = "swapped-off"
    STOPPED = "stopped"
    GIVEN_BACK = "given-back"  # it was counted until the limit began afresh (R-D15)
    RESTARTED = "restarted"  # the complete dossier came; the limit counts afresh from the next day
    MOVED = "moved"  # not counted, but the limit ended on a day off or a stop cut its last day short (R-D6)


_DAY_OFF = {
    DayKind.WEEKLY_REST: Note.WEEKLY_REST,
    DayKind.HOLIDAY: Note.HOLIDAY,
    DayKind.COMPENSATORY: Note.COMPENSATORY,
    DayKind.SWAPPED_OFF: Note.SWAPPED_OFF,
}


@dataclass(frozen=True, slots=True)
class DayNote:
    """One day of an explanation.

    `counted` is its running number; `name` that of a holiday; `ground` that of the stop it lies in;
    `ran` the working time counted, for limits in hours.
    """

    on: date
    counted: int | None
    kind: DayKind
    note: Note
    name: str
    ground: str = ""
    ran: timedelta = NO_TIME


@dataclass(frozen=True, slots=True)
class Explanation:
    """A due moment with every day from acceptance to it.

    While a stop is open `due` is None and the days reach to the one on which the stop began, or to the
    one on which the limit had ended before it.
    """

    due: datetime | None
    days: tuple[DayNote, ...]
    accepted_on: date
    counted_from: date
    restarted: bool
    after_cutoff: bool
    open_since: datetime | None

    @property
    def due_on(self) -> date | None:
        """The local date of the due moment."""
        return self.due.astimezone(TIMEZONE).date() if self.due else None

    @property
    def days_counted(self) -> int:
        """How many days were counted."""
        return sum(day.counted is not None for day in self.days)

    @property
    def time_run(self) -> timedelta:
        """How much working time ran, for limits in hours."""
        return sum((day.ran for day in self.days), NO_TIME)

    @property
    def moved(self) -> bool:
        """True when the limit ended on a day off, or within a stop, and its last day moved (R-D6)."""
        return self.days[-1].note is Note.MOVED


def explain(
    accepted_at: datetime, terms: Terms, calendar: Calendar, stops: Sequence[Stop] = ()
) -> Explanation:
    """Return the due moment with its reasons; the last day explained is the due day.

    Raises CalendarExhausted.
    """
    closed = [stop for stop in stops if stop.until is not None]
    open_since = min((stop.since for stop in stops if stop.until is None), default=None)
    end = due(accepted_at, terms, calendar, closed)
    assert end is not None, "only an open stop hides the due moment"
    walk = (_WalkInHours if runs_in_hours(terms) else _WalkInDays)(
        accepted_on=accepted_at.astimezone(TIMEZONE).date(),
        start=Start.find(accepted_at, terms, calendar, stops),
        end=min(end, open_since or end).astimezone(TIMEZONE),
        allowance=terms.allowance,
        calendar=calendar,
        stops=stops,
    )
    return Explanation(
        due=None if open_since else end,
        days=tuple(walk.days()),
        accepted_on=walk.accepted_on,
        counted_from=walk.start.on,
        restarted=restarted_at(accepted_at, stops) > accepted_at,
        after_cutoff=walk.start.on != walk.start.received_on,
        open_since=open_since,
    )


@dataclass(frozen=True, slots=True)
class _Walk(ABC):
    """A walk over the days from acceptance to the end of the count, numbering those that count."""

    accepted_on: date
    start: Start
    end: datetime
    allowance: Allowance
    calendar: Calendar
    stops: Sequence[Stop]

    @abstractmethod
    def counts(self, on: date, numbered: int) -> bool:
        """True when a day counts, `numbered` days having counted before it."""

    @abstractmethod
    def stop_on(self, on: date) -> Stop | None:
        """Return a stop that keeps a day from being counted."""

    @abstractmethod
    def ran_on(self, on: date) -> timedelta:
        """Return the working time that ran on a day."""

    def days(self) -> Iterator[DayNote]:
        numbered, on = 0, self.accepted_on
        last = max(self.accepted_on, self.end.date())
        while on <= last:
            counted = self.counts(on, numbered)
            numbered += counted
            stop = None if counted else self.stop_on(on)
            yield DayNote(
                on=on,
                counted=numbered if counted else None,
                kind=self.calendar.day_kind(on),
                note=Note.COUNTED if counted else self._reason(on, stop),
                name=self.calendar.day_name(on),
                ground=stop.ground if stop else "",
                ran=self.ran_on(on),
            )
            on += ONE_DAY

    def _reason(self, on: date, stop: Stop | None) -> Note:
        milestones = {
            self.start.on: Note.COUNTS_AS_ACCEPTED,
            self.start.received_on: Note.RESTARTED,
            self.accepted_on: Note.ACCEPTED,
        }
        if on in milestones:
            return milestones[on]
        if stop and not self._ends_on(on):
            return Note.STOPPED
        if not self.calendar.is_working_day(on):
            return _DAY_OFF[self.calendar.day_kind(on)]
        return Note.GIVEN_BACK if on < self.start.on else Note.MOVED

    def _ends_on(self, on: date) -> bool:
        """True on the due day itself, which a stop may have moved to its own end."""
        still_open = any(stop.until is None for stop in self.stops)
        return on == self.end.date() and not still_open


class _WalkInDays(_Walk):
    """Days count whole, from the one after the start."""

    def counts(self, on: date, numbered: int) -> bool:
        if on <= self.start.on or numbered == allotted_days(self.allowance, self.start.on):
            return False
        every_day = self.allowance.unit is not Unit.WORKING_DAY
        return (every_day or self.calendar.is_working_day(on)) and self.stop_on(on) is None

    def stop_on(self, on: date) -> Stop | None:
        covering = (
            stop for stop in self.stops if any(after < on <= until for after, until in day_pauses([stop]))
        )
        return next(covering, None)

    def ran_on(self, on: date) -> timedelta:
        return NO_TIME


class _WalkInHours(_Walk):
    """A day counts when working time ran on it."""

    def counts(self, on: date, numbered: int) -> bool:
        return self.ran_on(on) > NO_TIME

    def stop_on(self, on: date) -> Stop | None:
        begins = datetime.combine(on, time.min, TIMEZONE)
        ends = begins + ONE_DAY
        touching = (
            stop for stop in self.stops if stop.since < ends and (stop.until is None or stop.until > begins)
        )
        return next(touching, None)

    def ran_on(self, on: date) -> timedelta:
        ran = NO_TIME
        for session in self.calendar.sessions_on(on):
            since = max(datetime.combine(on, session.start, TIMEZONE), self.start.at)
            until = min(datetime.combine(on, session.end, TIMEZONE), self.end)
            ran += _time_outside(moment_pauses(self.stops), since, until)
        return ran


def _time_outside(pauses: Sequence[MomentPause], since: datetime, until: datetime) -> timedelta:
    """Return how much of the time between two moments lies outside sorted pauses."""
    outside, point = NO_TIME, since
    for pause_since, pause_until in pauses:
        outside += max(min(pause_since, until) - point, NO_TIME)
        point = max(point, pause_until)
    return outside + max(until - point, NO_TIME)
