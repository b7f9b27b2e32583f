"""Early, on time or late: dates are compared, never hours (R-D16)."""

from datetime import date, datetime
from enum import StrEnum

from motcua.domain.calendar import TIMEZONE


class Timeliness(StrEnum):
    """How a finished dossier compares with its due date."""

    EARLY = "EARLY"
    ON_TIME = "ON_TIME"
    LATE = "LATE"


class Standing(StrEnum):
    """How a dossier stands now; the first three once it is finished."""

    EARLY = "EARLY"
    ON_TIME = "ON_TIME"
    LATE = "LATE"
    PAUSED = "PAUSED"
    IN_TIME = "IN_TIME"
    OVERDUE = "OVERDUE"

    @property
    def within_limit(self) -> bool:
        """True when reports count the dossier as in time; a paused one is (R-D16)."""
        return self not in {Standing.LATE, Standing.OVERDUE}


def classify(due_on: date, finished_on: date) -> Timeliness:
    """Compare the day on which the result reached the counter with the due day (R-D16)."""
    if finished_on == due_on:
        return Timeliness.ON_TIME
    return Timeliness.EARLY if finished_on < due_on else Timeliness.LATE


def standing(
    due: datetime | None, now: datetime, *, paused: bool = False, finished: datetime | None = None
) -> Standing:
    """Return how a dossier stands (R-D16).

    Without a due moment its clock is not running: that is a pause, and to finish then is on time.
    """
    if finished is not None:
        return Standing(classify(_day(due), _day(finished))) if due else Standing.ON_TIME
    if paused or due is None:
        return Standing.PAUSED
    return Standing.IN_TIME if _day(now) <= _day(due) else Standing.OVERDUE


def _day(at: datetime) -> date:
    return at.astimezone(TIMEZONE).date()
