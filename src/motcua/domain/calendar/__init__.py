"""Working days and working hours of the public offices."""

from motcua.domain.calendar.changes import Change, changed
from motcua.domain.calendar.days import (
    STANDARD_WEEK,
    TIMEZONE,
    DayKind,
    Session,
    SessionReversed,
    SpecialDay,
    Week,
)
from motcua.domain.calendar.opening import Opening, opening
from motcua.domain.calendar.vietnam import vietnam_calendar, vietnam_special_days
from motcua.domain.calendar.workdays import (
    Calendar,
    CalendarExhausted,
    DayListedTwice,
    DayOff,
    SessionsOverlap,
    WeekWithoutWork,
    local_moment,
)

__all__ = [
    "STANDARD_WEEK",
    "TIMEZONE",
    "Calendar",
    "CalendarExhausted",
    "Change",
    "DayKind",
    "DayListedTwice",
    "DayOff",
    "Opening",
    "Session",
    "SessionReversed",
    "SessionsOverlap",
    "SpecialDay",
    "Week",
    "WeekWithoutWork",
    "changed",
    "local_moment",
    "opening",
    "vietnam_calendar",
    "vietnam_special_days",
]
