"""What one day is: its kind, its sessions, and the dated exceptions of a calendar (R-D7, R-D13, R-D18)."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from motcua.domain.errors import DomainError

TIMEZONE = ZoneInfo("Asia/Ho_Chi_Minh")


class DayKind(StrEnum):
    """Why a day is or is not a working day (R-D7)."""

    WORKING = "WORKING"
    WEEKLY_REST = "WEEKLY_REST"
    HOLIDAY = "HOLIDAY"
    COMPENSATORY = "COMPENSATORY"  # a day off in lieu of a holiday on a rest day (R-D20)
    SWAPPED_OFF = "SWAPPED_OFF"  # a weekday off that a make-up day pays for (R-D21)
    MAKE_UP = "MAKE_UP"

    @property
    def works(self) -> bool:
        """True when the office works on such a day."""
        return self in {DayKind.WORKING, DayKind.MAKE_UP}


class SessionReversed(DomainError):
    """A working session ends before it has begun."""

    code = "calendar.session-reversed"

    def __init__(self, *, start: time, end: time) -> None:
        super().__init__(f"{start:%H:%M}-{end:%H:%M}")
        self.start = start
        self.end = end


@dataclass(frozen=True, slots=True, order=True)
class Session:
    """One stretch of work within a day, in local time: `start` included, `end` not."""

    start: time
    end: time

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise SessionReversed(start=self.start, end=self.end)


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that departs from the ordinary week, with the decision that says so (R-D18)."""

    on: date
    kind: DayKind
    name: str
    decision: str = ""


Week = tuple[tuple[Session, ...], ...]

_OFFICE_DAY = (Session(time(7, 30), time(11, 30)), Session(time(13, 0), time(17, 0)))

STANDARD_WEEK: Week = (*(_OFFICE_DAY,) * 5, (), ())
"""Monday to Friday, eight hours a day (R-D13); the rest of the week is free."""
