"""What this app announces."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CalendarChanged:
    """Working time has changed on some days. Due dates already promised stay as they are (R-D18)."""

    calendar_code: str
    days: tuple[date, ...]
