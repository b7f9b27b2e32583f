"""What a time limit says: how much time, how its days are read, and when the clock stood still."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from motcua.domain.errors import DomainError

LONGEST = 10_000
"""No limit is longer, whatever its unit; a larger number is a slip of the pen."""


class Unit(StrEnum):
    """The unit of a limit; it is stored with the amount and never converted silently (R-D12)."""

    WORKING_DAY = "WORKING_DAY"
    DAY = "DAY"
    HOUR = "HOUR"  # working hours, eight a day
    MONTH = "MONTH"


class DayMode(StrEnum):
    """How a limit in working days is read (R-D14)."""

    CIVIL = "CIVIL"  # until the end of the afternoon session of its last day
    ROLLING_HOURS = "ROLLING_HOURS"  # eight working hours a day from the minute of acceptance


class StopRule(StrEnum):
    """What happens to the clock when a stop ends (R-D15)."""

    RESTART = "RESTART"
    CONTINUE = "CONTINUE"


class AllowanceOutOfRange(DomainError):
    """A limit is negative or absurdly long."""

    code = "deadlines.allowance-out-of-range"

    def __init__(self, *, amount: int) -> None:
        super().__init__(str(amount))
        self.amount = amount
        self.longest = LONGEST


class StopReversed(DomainError):
    """A stop ends before it has begun."""

    code = "deadlines.stop-reversed"

    def __init__(self, *, since: datetime, until: datetime) -> None:
        super().__init__(f"{since.isoformat()}..{until.isoformat()}")
        self.since = since
        self.until = until


@dataclass(frozen=True, slots=True)
class Allowance:
    """An amount of time; zero working days or days means "the same day"."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if not 0 <= self.amount <= LONGEST:
            raise AllowanceOutOfRange(amount=self.amount)


@dataclass(frozen=True, slots=True)
class Stop:
    """A stretch during which the clock stood still; `until` is None while it still does.

    `ground` says why: "supplement", "payment", "stopped", or "excluded" for an interval that sector
    law leaves out of the limit, such as a consultation or a field inspection (R-A84).
    Both moments are aware.
    """

    since: datetime
    until: datetime | None
    rule: StopRule
    ground: str

    def __post_init__(self) -> None:
        if self.until is not None and self.until < self.since:
            raise StopReversed(since=self.since, until=self.until)


@dataclass(frozen=True, slots=True)
class Terms:
    """A limit as one procedure states it.

    With a `cutoff`, a dossier accepted later than that hour, or on a day without office, counts as
    accepted on the next working day. It is set only where the procedure says so (R-D9).
    """

    allowance: Allowance
    mode: DayMode = DayMode.CIVIL
    cutoff: time | None = None
