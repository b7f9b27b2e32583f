"""A year's days as the library `holidays` knows them: a proposal that a person approves, never more (R-D22)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import holidays

from motcua.apps.deadlines import queries
from motcua.domain.calendar import Calendar, CalendarExhausted, DayKind, SpecialDay

IN_LIEU = "(nghỉ bù)"
SWAPPED = "Ngày nghỉ (thay cho"
MAKE_UP_NAME = "Làm bù theo lịch hoán đổi"


class Finding(StrEnum):
    """How a day of the proposal stands to the calendar."""

    NEW = "new"
    OTHER = "other"  # the calendar knows the day as another kind
    SAME = "same"
    ONLY_HERE = "only-here"  # the calendar has a day that the library does not know


@dataclass(frozen=True, slots=True)
class ProposedDay:
    """One day of the comparison: as proposed, and as the calendar has it now; one of the two may be missing."""

    on: date
    finding: Finding
    proposed: SpecialDay | None
    present: SpecialDay | None


def known_days(year: int) -> list[SpecialDay]:
    """Return the special days of a year as the library knows them, in order."""
    known = holidays.country_holidays("VN", years=year, language="vi")
    days = [SpecialDay(on, _kind(name), name.removesuffix(IN_LIEU).strip()) for on, name in known.items()]
    worked = [
        SpecialDay(on, DayKind.MAKE_UP, MAKE_UP_NAME) for on in known.weekend_workdays if on.year == year
    ]
    return sorted([*days, *worked], key=lambda day: day.on)


def _kind(name: str) -> DayKind:
    if name.startswith(SWAPPED):
        return DayKind.SWAPPED_OFF
    return DayKind.COMPENSATORY if name.endswith(IN_LIEU) else DayKind.HOLIDAY


def proposal(code: str, year: int) -> list[ProposedDay]:
    """Compare a calendar with what the library knows of a year, day by day. Raises CalendarNotFound."""
    proposed = {day.on: day for day in known_days(year)}
    present = {day.on: day for day in queries.calendar(code).special_days if day.on.year == year}
    return [
        ProposedDay(on, _finding(proposed.get(on), present.get(on)), proposed.get(on), present.get(on))
        for on in sorted(proposed.keys() | present.keys())
    ]


def _finding(proposed: SpecialDay | None, present: SpecialDay | None) -> Finding:
    if present is None:
        return Finding.NEW
    if proposed is None:
        return Finding.ONLY_HERE
    return Finding.SAME if proposed.kind is present.kind else Finding.OTHER


def is_covered(calendar: Calendar, year: int) -> bool:
    """Tell whether a calendar answers for the whole of a year."""
    try:
        calendar.day_kind(date(year, 1, 1))
        calendar.day_kind(date(year, 12, 31))
    except CalendarExhausted:
        return False
    return True
