"""Whether a counter is open, and when it opens again (R-D13)."""

from dataclasses import dataclass
from datetime import datetime

from motcua.domain.calendar.days import TIMEZONE
from motcua.domain.calendar.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Opening:
    """A counter at a moment, in local time: open until `closes_at`, or closed until `opens_at`."""

    closes_at: datetime | None = None
    opens_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """True within a session of reception."""
        return self.closes_at is not None


def opening(calendar: Calendar, at: datetime) -> Opening:
    """Return whether the office of a calendar is open at an instant. Raises CalendarExhausted."""
    local = at.astimezone(TIMEZONE)
    for session in calendar.sessions_on(local.date()):
        start = datetime.combine(local.date(), session.start, TIMEZONE)
        end = datetime.combine(local.date(), session.end, TIMEZONE)
        if local < start:
            return Opening(opens_at=start)
        if local < end:
            return Opening(closes_at=end)
    return Opening(opens_at=calendar.start_of_day(calendar.add_working_days(local.date(), 1)))
