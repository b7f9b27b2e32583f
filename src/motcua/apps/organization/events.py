"""What this app announces."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class UnitsChanged:
    """Agencies or units were added, renamed, closed or handed over: addresses kept elsewhere are outdated.

    `agency_id` is None when it concerns the province as a whole.
    """

    agency_id: int | None


@dataclass(frozen=True, slots=True)
class AgenciesSucceeded:
    """A plan was applied: agencies were `founded`, or ended and handed their dossiers and powers over (R-0.3)."""

    reform_id: int
    on: date
    founded: tuple[str, ...]
