"""A calendar as it would be after a change: to see what the change means before anybody decides it (R-D18)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from motcua.domain.calendar.days import SpecialDay, Week
from motcua.domain.calendar.workdays import Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Days decided, days that follow the week again, and another week; whatever is left out stays."""

    days: tuple[SpecialDay, ...] = ()
    withdrawn: tuple[date, ...] = ()
    week: Week | None = None

    @property
    def since(self) -> date | None:
        """Return the first day that changes; None when any may, or none does."""
        named = [*(day.on for day in self.days), *self.withdrawn]
        return None if self.week is not None else min(named, default=None)


def changed(calendar: Calendar, change: Change) -> Calendar:
    """Return a calendar after a change; it answers for whole years as far as the days decided reach.

    Raises WeekWithoutWork, SessionsOverlap, DayListedTwice.
    """
    last_year = max((day.on.year for day in change.days), default=date.min.year)
    until = max(calendar.until, date(last_year + 1, 1, 1))
    week = calendar.week if change.week is None else change.week
    return Calendar.build(calendar.code, week, _days(calendar, change), calendar.since, until)


def _days(calendar: Calendar, change: Change) -> Iterator[SpecialDay]:
    replaced = {day.on for day in change.days} | set(change.withdrawn)
    yield from (day for day in calendar.special_days if day.on not in replaced)
    yield from change.days
