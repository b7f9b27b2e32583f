"""The last hash of every journal at the end of a day: the leaves of the day's root.

A head bears the dossier's id, which it has before it has a code; the administrative journal's head bears
the name "journal", which comes after all of them. Their order is that of the names.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.db import connection

from motcua.apps.audit import operations
from motcua.apps.audit import queries as journal
from motcua.apps.audit.merkle import Head, Sibling, Tree, proof
from motcua.domain.access import Actor
from motcua.domain.calendar import TIMEZONE
from motcua.domain.errors import DomainError

CHUNK = 20_000

_HEADS = """
    SELECT {columns} FROM dossiers_dossierevent WHERE dossier_id > %(after)s AND dossier_id <= %(until)s
    GROUP BY dossier_id ORDER BY dossier_id
"""
_COLUMN = "(array_agg(hash ORDER BY seq DESC) FILTER (WHERE at < %(end{0})s))[1]"
_BOUND = """
    SELECT id FROM (SELECT id FROM dossiers_dossier WHERE id > %s ORDER BY id LIMIT %s) AS chunk
    ORDER BY id DESC LIMIT 1
"""


class DayNotOver(DomainError):
    """A day is sealed only when nothing more can happen on it."""

    code = "audit.day-not-over"

    def __init__(self, *, day: date) -> None:
        super().__init__(day.isoformat())
        self.day = day


def end_of(day: date) -> datetime:
    """Return the instant at which a day is over in Vietnam."""
    return datetime.combine(day + timedelta(days=1), time.min, TIMEZONE).astimezone(UTC)


def seal(day: date, *, actor: Actor, at: datetime) -> str:
    """Store the root over all heads at the end of a day, once and for all; return it. Raises DayNotOver."""
    if at < end_of(day):
        raise DayNotOver(day=day)
    return operations.seal_day(day=day, heads=heads_of(day), actor=actor, at=at)


def days_to_seal(at: datetime) -> list[date]:
    """Return the days that are over and follow the last sealed one; only yesterday before the first is sealed."""
    yesterday = at.astimezone(TIMEZONE).date() - timedelta(days=1)
    sealed = journal.seals()
    first = sealed[-1].day + timedelta(days=1) if sealed else yesterday
    return [first + timedelta(days=more) for more in range((yesterday - first).days + 1)]


def heads_of(day: date) -> Iterator[Head]:
    """Yield the heads at the end of a day in their order."""
    for (head,) in _heads([day]):
        if head is not None:
            yield head


def trees_of(days: Sequence[date]) -> list[Tree]:
    """Return the tree of each day over the heads at its end, reading the journals once."""
    trees = [Tree() for _ in days]
    for row in _heads(days):
        for tree, head in zip(trees, row, strict=True):
            if head is not None:
                tree.add(head)
    return trees


def proof_of(dossier_id: UUID, day: date) -> tuple[Head, tuple[Sibling, ...]] | None:
    """Return a dossier's head at the end of a day with its way to the day's root; None when it had none."""
    everything = list(heads_of(day))
    mine = next((head for head in everything if head.key == str(dossier_id)), None)
    return None if mine is None else (mine, proof(everything, mine))


def _heads(days: Sequence[date]) -> Iterator[tuple[Head | None, ...]]:
    if not days:
        return
    ends = {f"end{place}": end_of(day) for place, day in enumerate(days)}
    columns = ", ".join(["dossier_id", *(_COLUMN.format(place) for place in range(len(days)))])
    sql = _HEADS.format(columns=columns)
    for after, until in _spans():
        with connection.cursor() as cursor:
            cursor.execute(sql, {"after": after, "until": until, **ends})
            rows = cursor.fetchall()
        for dossier_id, *hashes in rows:
            yield tuple(_head(str(dossier_id), found) for found in hashes)
    yield tuple(_head("journal", journal.head_before(end)) for end in ends.values())


def _head(key: str, found: str | None) -> Head | None:
    return None if found is None else Head(key, found)


def _spans() -> Iterator[tuple[UUID, UUID]]:
    last = UUID(int=0)
    while (bound := _bound(last)) is not None:
        yield last, bound
        last = bound


def _bound(last: UUID) -> UUID | None:
    with connection.cursor() as cursor:
        cursor.execute(_BOUND, [last, CHUNK])
        row: tuple[UUID] | None = cursor.fetchone()
    return row[0] if row else None
