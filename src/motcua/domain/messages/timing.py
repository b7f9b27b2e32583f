"""When a message is tried, tried again, and given up; and when a supplier is left alone for a while."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Final

from motcua.domain.calendar import TIMEZONE
from motcua.domain.messages.routing import Priority

QUIET_FROM: Final = time(21)
QUIET_UNTIL: Final = time(7)

_MINUTES: Final = (1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 720, 1440, 1440)
BACK_OFF: Final = tuple(timedelta(minutes=number) for number in _MINUTES)
"""Waits after the first, second … failed try: given up after more than three days."""
BACK_OFF_CODE: Final = tuple(timedelta(seconds=number) for number in (3, 5, 10, 15, 20, 30, 30, 30, 30, 30))
"""A code is worth nothing in ten minutes."""
GRACE: Final = timedelta(seconds=60)
GRACE_CODE: Final = timedelta(seconds=15)


def not_before(priority: Priority, at: datetime) -> datetime:
    """Return the first moment at which a message may go out: bulk waits for the day, the rest does not."""
    local = at.astimezone(TIMEZONE)
    if priority is not Priority.BULK or QUIET_UNTIL <= local.time() < QUIET_FROM:
        return at
    day = local.date() + timedelta(days=1 if local.time() >= QUIET_FROM else 0)
    return datetime.combine(day, QUIET_UNTIL, tzinfo=TIMEZONE).astimezone(at.tzinfo)


def next_try(
    priority: Priority, tries: int, at: datetime, expires_at: datetime | None = None
) -> datetime | None:
    """Return when to try again after `tries` failed ones; None when it is given up or would come too late."""
    waits = BACK_OFF_CODE if priority is Priority.CODE else BACK_OFF
    if not 0 < tries <= len(waits):
        return None
    then = not_before(priority, at + waits[tries - 1])
    return None if expires_at is not None and then >= expires_at else then


def grace(priority: Priority) -> timedelta:
    """Return how long a report is waited for when a supplier was asked and its answer got lost.

    Asking again at once would often send the message twice.
    """
    return GRACE_CODE if priority is Priority.CODE else GRACE


WINDOW: Final = timedelta(seconds=60)
ENOUGH: Final = 5
"""Failures within the window before a supplier is left alone: a single one says nothing."""
SHORTEST_REST: Final = timedelta(seconds=30)
LONGEST_REST: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Circuit:
    """How a supplier has done lately. While it is open nobody asks it; then one answer decides.

    It opens when at least five and at least half of the tries of a minute failed, for 30 seconds, doubled each
    time in a row up to ten minutes.
    """

    since: datetime | None = None
    good: int = 0
    bad: int = 0
    open_until: datetime | None = None
    openings: int = 0

    def allows(self, at: datetime) -> bool:
        """Tell whether the supplier may be asked now."""
        return self.open_until is None or at >= self.open_until

    def after(self, at: datetime, *, good: bool) -> "Circuit":
        """Return the circuit after one more answer (`good`) or failure."""
        if self.open_until is not None:
            if at < self.open_until:  # An answer to what was asked before it opened.
                return self
            return Circuit(since=at, good=1) if good else self._opened(at)
        fresh = self.since is None or at - self.since >= WINDOW
        begun = Circuit(since=at, openings=self.openings) if fresh else self
        counted = replace(begun, good=begun.good + good, bad=begun.bad + (not good))
        if good or counted.bad < ENOUGH or counted.bad < counted.good:
            return counted
        return counted._opened(at)  # noqa: SLF001 - Its own class.

    def _opened(self, at: datetime) -> "Circuit":
        rest = min(SHORTEST_REST * 2 ** min(self.openings, 10), LONGEST_REST)
        return Circuit(since=at, open_until=at + rest, openings=self.openings + 1)
