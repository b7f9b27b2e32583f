"""From stored rows to the calendar of the domain, and back."""

from collections.abc import Iterable, Sequence
from datetime import date, time

from motcua.apps.deadlines.models import CalendarDay, WorkingWeek
from motcua.domain.calendar import Calendar, DayKind, Session, SpecialDay, Week


def calendar_of(week: WorkingWeek, days: Iterable[CalendarDay]) -> Calendar:
    """Return the calendar that a working week and its days make; its own days come before those it follows."""
    known: dict[date, SpecialDay] = {}
    if week.follows is not None:
        known = {day.on: special_day(day) for day in week.follows.days.all()}
    known |= {day.on: special_day(day) for day in days}
    return Calendar.build(week.code, week_of(week.sessions), known.values(), week.since, week.until)


def special_day(day: CalendarDay) -> SpecialDay:
    """Return a stored day as the domain knows it."""
    return SpecialDay(day.on, DayKind(day.kind), day.name, day.decision)


def week_of(sessions: Sequence[Sequence[Sequence[str]]]) -> Week:
    """Return the week written as lists of ["07:30", "11:30"], Monday first."""
    return tuple(
        tuple(Session(time.fromisoformat(start), time.fromisoformat(end)) for start, end in day)
        for day in sessions
    )


def sessions_of(week: Week) -> list[list[list[str]]]:
    """Return a week as it is stored."""
    return [
        [[session.start.strftime("%H:%M"), session.end.strftime("%H:%M")] for session in day] for day in week
    ]
