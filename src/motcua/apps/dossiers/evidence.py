"""One dossier as the database holds it, beside what its journal says it should be.

`motcua audit verify` compares the two, `motcua rebuild` writes the second over the first.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from motcua.apps.audit.chain import GENESIS, Link, first_break
from motcua.apps.dossiers import journal
from motcua.apps.dossiers.models import Dossier, DossierEvent, StatusInterval, WorkItem
from motcua.apps.dossiers.projection import (
    DOSSIER_COLUMNS,
    INTERVAL_COLUMNS,
    ITEM_COLUMNS,
    dossier_row,
    interval_row,
    item_row,
)
from motcua.domain.dossier.invariants import broken
from motcua.domain.dossier.trace import Trace, trace

BATCH = 500


@dataclass(frozen=True, slots=True)
class Divergence:
    """The first thing about a dossier that does not hold.

    `where` is "event", "row", "work item", "interval" or "rule"; `position` the sequence number of the event or
    the number of the item.
    """

    dossier_id: UUID
    code: str
    where: str
    position: int | None
    field: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Stored:
    """Everything the tables hold of one dossier."""

    row: Mapping[str, Any]
    events: Sequence[DossierEvent]
    items: Sequence[Mapping[str, Any]]
    intervals: Sequence[Mapping[str, Any]]


def stored(ids: Sequence[UUID]) -> Iterator[Stored]:
    """Return dossiers with all their rows, in the order of ids; four queries for any number of them."""
    wanted = list(ids)
    events: dict[UUID, list[DossierEvent]] = {key: [] for key in wanted}
    for event in DossierEvent.objects.filter(dossier_id__in=wanted).order_by("dossier_id", "seq"):
        events[event.dossier_id].append(event)
    items = _grouped(WorkItem.objects.filter(dossier_id__in=wanted).order_by("number").values(*ITEM_COLUMNS))
    intervals = _grouped(
        StatusInterval.objects.filter(dossier_id__in=wanted).order_by("seq").values(*INTERVAL_COLUMNS)
    )
    rows = Dossier.objects.filter(pk__in=wanted).order_by("pk").values(*DOSSIER_COLUMNS, "head")
    for row in rows:
        key = row["id"]
        yield Stored(row, events[key], items.get(key, []), intervals.get(key, []))


def _grouped(rows: Any) -> dict[UUID, list[Mapping[str, Any]]]:
    grouped: dict[UUID, list[Mapping[str, Any]]] = {}
    for row in rows:
        grouped.setdefault(row["dossier_id"], []).append(row)
    return grouped


def all_ids(*, after: UUID | None = None) -> Iterator[list[UUID]]:
    """Return the ids of all dossiers in batches, in their order, without holding a transaction open."""
    last = after or UUID(int=0)
    while batch := list(
        Dossier.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        yield batch
        last = batch[-1]


def sampled_ids(count: int) -> list[UUID]:
    """Return about `count` dossiers chosen by chance."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT greatest(reltuples, 1)::bigint FROM pg_class WHERE relname = 'dossiers_dossier'"
        )
        total = max(cursor.fetchone()[0], 1)
        share = min(100.0, 150.0 * count / total)
        cursor.execute(
            "SELECT id FROM dossiers_dossier TABLESAMPLE BERNOULLI (%s) ORDER BY id LIMIT %s", [share, count]
        )
        return [row[0] for row in cursor.fetchall()]


def expected(kept: Stored) -> tuple[Trace, str]:
    """Return what the journal says: the trace of its fold and the hash it ends with."""
    folded = trace(journal.read(kept.events))
    return folded, kept.events[-1].hash


def divergence(kept: Stored) -> Divergence | None:
    """Return the first thing that does not hold: chain, fold, row, items, intervals, rules."""
    return _in_chain(kept) or _in_projections(kept)


def _in_chain(kept: Stored) -> Divergence | None:
    if not kept.events:
        return _found(kept, "event", 1, "seq", expected="1", found="no event")
    for position, event in enumerate(kept.events, start=1):
        if event.seq != position:
            return _found(kept, "event", position, "seq", expected=str(position), found=str(event.seq))
    links = (Link(e.seq, journal.envelope_of_row(e), e.prev_hash, e.hash) for e in kept.events)
    if (torn := first_break(links, after=GENESIS)) is not None:
        field = "prev_hash" if torn.kind == "unlinked" else "hash"
        return _found(kept, "event", torn.position, field, expected=torn.expected, found=torn.found)
    return None


def _in_projections(kept: Stored) -> Divergence | None:
    try:
        folded, head = expected(kept)
    except (AssertionError, KeyError, TypeError, ValueError) as error:
        return _found(kept, "event", None, "fold", expected="a journal that folds", found=repr(error))
    state = folded.state
    assert state is not None
    row = {**dossier_row(state), "head": head}
    if difference := _differs(row, kept.row):
        return _found(kept, "row", None, *difference)
    items = [item_row(state, folded.items[number]) for number in sorted(folded.items)]
    if found := _rows_differ(kept, "work item", "number", items, kept.items):
        return found
    intervals = [interval_row(state, folded.intervals[seq]) for seq in sorted(folded.intervals)]
    if found := _rows_differ(kept, "interval", "seq", intervals, kept.intervals):
        return found
    for name in broken(state):
        return _found(kept, "rule", state.version, name, expected="holds", found="broken")
    return None


def _rows_differ(
    kept: Stored,
    where: str,
    key: str,
    wanted: Sequence[Mapping[str, Any]],
    found: Sequence[Mapping[str, Any]],
) -> Divergence | None:
    for mine, theirs in zip(wanted, found, strict=False):
        if difference := _differs(mine, theirs):
            return _found(kept, where, mine[key], *difference)
    if len(wanted) != len(found):
        return _found(kept, where, None, "count", str(len(wanted)), str(len(found)))
    return None


def _differs(wanted: Mapping[str, Any], found: Mapping[str, Any]) -> tuple[str, str, str] | None:
    for field, value in wanted.items():
        if value != found[field]:
            return field, _text(value), _text(found[field])
    return None


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _found(
    kept: Stored, where: str, position: int | None, field: str, expected: str, found: str
) -> Divergence:
    return Divergence(kept.row["id"], kept.row["code"] or "", where, position, field, expected, found)
