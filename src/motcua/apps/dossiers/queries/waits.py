"""How long people have waited for a procedure, from dossiers whose result was handed over."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import connection

FEWEST: Final = 20
"""Below so many dossiers of an agency nothing is told: chance, and people who could be recognized."""
LOOKED_BACK: Final = timedelta(days=365)
KEEP_SECONDS: Final = 600

_WAITS: Final = """
SELECT competent_agency_id, count(*), percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (
    ORDER BY extract(epoch FROM finished_at - accepted_at) / 86400
)
FROM dossiers_dossier
WHERE procedure_key = %s AND returned_at >= %s AND returned_at < %s AND result IN ('granted', 'refused')
    AND finished_at IS NOT NULL
GROUP BY competent_agency_id HAVING count(*) >= %s
"""


@dataclass(frozen=True, slots=True)
class Wait:
    """In how many days of the calendar, from acceptance to the result, half and nine tenths were done."""

    dossiers: int
    half: float
    most: float


_kept: dict[str, tuple[float, Mapping[int, Wait]]] = {}


def waits(procedure_key: str, at: datetime) -> Mapping[int, Wait]:
    """Return the waits of the last year by agency, ten minutes old at most; agencies with few dossiers are left out."""
    now = time.monotonic()
    kept = _kept.get(procedure_key)
    if kept is None or kept[0] < now:
        kept = _kept[procedure_key] = (now + KEEP_SECONDS, _read(procedure_key, at))
    return kept[1]


def forget() -> None:
    """Read anew next time; for tests."""
    _kept.clear()


def _read(procedure_key: str, at: datetime) -> Mapping[int, Wait]:
    with connection.cursor() as cursor:
        cursor.execute(_WAITS, [procedure_key, at - LOOKED_BACK, at, FEWEST])
        return {agency: Wait(count, half, most) for agency, count, (half, most) in cursor.fetchall()}
