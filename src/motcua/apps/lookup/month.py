"""The figures of a month as everybody may read them, numerators with their bases, a few minutes old at most."""

import time
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from motcua.apps.dossiers.queries import figures
from motcua.apps.dossiers.queries.figures import Counts
from motcua.apps.organization.queries import LOCAL

KEEP_SECONDS: Final = 300


@dataclass(frozen=True, slots=True)
class Month:
    """The counts from the first day of a month to a moment."""

    counts: Counts
    as_of: datetime


_kept: dict[tuple[int | None, int], tuple[float, Month]] = {}


def month_so_far(agency_id: int | None, at: datetime) -> Month:
    """Return the figures of this month, of one agency or (None) of the province."""
    today = at.astimezone(LOCAL).date()
    key, now = (agency_id, today.month), time.monotonic()
    kept = _kept.get(key)
    if kept is None or kept[0] < now:
        agencies = None if agency_id is None else [agency_id]
        found = figures.period_figures(agencies, today.replace(day=1), today, at)
        kept = _kept[key] = (now + KEEP_SECONDS, Month(found.total, at))
    return kept[1]


def forget() -> None:
    """Count anew next time; for tests."""
    _kept.clear()
