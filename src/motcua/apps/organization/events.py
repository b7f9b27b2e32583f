"""What this app announces."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UnitsChanged:
    """Agencies or units were added, renamed, closed or handed over: addresses kept elsewhere are outdated.

    `agency_id` is None when it concerns the province as a whole.
    """

    agency_id: int | None
