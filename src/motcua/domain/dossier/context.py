"""What a decision may know besides the dossier itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Protocol

from motcua.domain.access import Actor
from motcua.domain.calendar import TIMEZONE, Calendar
from motcua.domain.deadlines import Allowance, DayMode
from motcua.domain.deadlines.regimes import Regime
from motcua.domain.workflow import Process


def local_day(at: datetime) -> date:
    """Return the day in Vietnam on which an instant falls."""
    return at.astimezone(TIMEZONE).date()


class Place(Protocol):
    """A unit of an agency; the organization's addresses satisfy it."""

    @property
    def unit_id(self) -> int:
        """Return the unit."""
        ...

    @property
    def agency_id(self) -> int:
        """Return the agency the unit belongs to."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the catalog says of the procedure. `max_supplements` is the sector's own count (R-A44)."""

    procedure_version: int
    process_version: int
    allowance: Allowance
    day_mode: DayMode = DayMode.CIVIL
    cutoff: time | None = None
    immediate: bool = False
    max_supplements: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Who acts when, and the law, calendar, process and numbers that apply.

    `numbers` holds what `numbers_needed` asked for, taken in the same transaction. `terms` are given for
    a dossier that is lodged or accepted; later the dossier's own terms hold (R-0.1).
    """

    actor: Actor
    at: datetime
    calendar: Calendar
    regime: Regime
    process: Process | None = None
    places: Mapping[str, Place] = field(default_factory=dict)
    terms: Terms | None = None
    numbers: Mapping[str, str] = field(default_factory=dict)
