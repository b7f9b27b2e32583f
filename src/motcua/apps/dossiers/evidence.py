"""Dossiers as the database holds them, beside what their journals say they should be.

`motcua audit verify` compares the two, `motcua rebuild` writes the second over the first.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db import connection

from motcua.apps.audit.chain import GENESIS, Link, first_break
from motcua.apps.dossiers import journal, tables
from motcua.apps.dossiers.journal import EventRow
from motcua.apps.dossiers.models import Dossier, DossierEvent
from motcua.apps.dossiers.projection import (
    INTERVAL_COLUMNS,
    ITEM_COLUMNS,
    dossier_row,
    interval_values,
    item_values,
    search_words,
)
from motcua.domain.dossier import DossierState
from motcua.domain.dossier.invariants import broken
from motcua.domain.dossier.trace import Trace, trace

BATCH = 500
UNFOLDABLE = (AssertionError, AttributeError, LookupError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Divergence:
    """The first thing about a dossier that does not hold.

    `where` is "event", "row", "work item", "interval" or "rule"; `position` the sequence number of the event or
    interval, or the number of the item.
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
    """Everything the tables hold of one dossier; items and intervals in the order of their columns."""

    row: Mapping[str, Any]
    events: Sequence[EventRow]
    items: Sequence[list[Any]]
    intervals: Sequence[list[Any]]


def stored(ids: Sequence[UUID]) -> Iterator[Stored]:
    """Return dossiers with all their rows, in the order of ids; four queries for any number of them."""
    wanted = list(ids)
    events = {
        key: list(map(EventRow._make, rows)) for key, rows in _by_dossier(tables.EVENTS, wanted).items()
    }
    items = _by_dossier(tables.ITEMS, wanted)
    intervals = _by_dossier(tables.INTERVALS, wanted)
    for row in tables.DOSSIERS.rows(wanted):
        key = row["id"]
        yield Stored(row, events.get(key, []), items.get(key, []), intervals.get(key, []))


def _by_dossier(table: tables.Table, ids: Sequence[UUID]) -> dict[UUID, list[list[Any]]]:
    """Return the rows of each dossier, whose id is in the first column."""
    return {key: list(rows) for key, rows in groupby(table.values(ids), itemgetter(0))}


def count() -> int:
    """Return how many dossiers there are."""
    return Dossier.objects.count()


def count_events() -> int:
    """Return how many journal entries there are."""
    return DossierEvent.objects.count()


def all_ids(*, after: UUID | None = None) -> Iterator[list[UUID]]:
    """Return the ids of all dossiers in batches, in their order, without holding a transaction open."""
    last = after or UUID(int=0)
    while batch := list(
        Dossier.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        yield batch
        last = batch[-1]


def sampled_ids(count: int) -> list[UUID]:
    """Return `count` dossiers chosen by chance, or all when there are fewer; in the order of ids."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT greatest(reltuples, 1)::bigint FROM pg_class WHERE relname = 'dossiers_dossier'"
        )
        share = 100.0
        if (total := cursor.fetchone()[0]) > 20 * count:
            share = 500.0 * count / total
        cursor.execute(
            "SELECT id FROM (SELECT id FROM dossiers_dossier TABLESAMPLE BERNOULLI (%s) "
            "ORDER BY random() LIMIT %s) AS chosen ORDER BY id",
            [share, count],
        )
        chosen = [row[0] for row in cursor.fetchall()]
    if len(chosen) < count:  # The statistics speak of a table that has shrunk since.
        return list(Dossier.objects.order_by("pk").values_list("pk", flat=True)[:count])
    return chosen


def expected(kept: Stored) -> tuple[Trace, str]:
    """Return what the journal says: the trace of its fold and the hash it ends with."""
    folded = trace(journal.read(kept.events))
    return folded, kept.events[-1].hash


def divergence(kept: Stored) -> Divergence | None:
    """Return the first thing that does not hold: chain, fold, row, items, intervals, rules.

    The search column needs the database; `first_divergence` looks at it as well.
    """
    return _examined(kept)[0]


def outdated(ids: Sequence[UUID]) -> tuple[int, list[tuple[Trace, str]]]:
    """Return how many of some dossiers there are, and the fold and head of those whose rows say anything else."""
    examined = 0
    differing: list[tuple[Trace, str]] = []
    agreeing: dict[UUID, tuple[Trace, str]] = {}
    for kept in stored(ids):
        examined += 1
        folded, head = expected(kept)
        if _in_rows(kept, folded, head):
            differing.append((folded, head))
        else:
            agreeing[kept.row["id"]] = folded, head
    words = {key: search_words(folded.state) for key, (folded, _) in agreeing.items() if folded.state}
    return examined, [*differing, *(agreeing[key] for key in tables.misfiled(words))]


def first_divergence(ids: Sequence[UUID]) -> tuple[int, Divergence | None]:
    """Return how many events some dossiers have, and the first thing about them that does not hold."""
    events = 0
    sound: list[tuple[Stored, DossierState]] = []
    for kept in stored(ids):
        found, state = _examined(kept)
        if found is not None:
            return events, _misfiled(sound) or found
        assert state is not None
        events += len(kept.events)
        sound.append((kept, state))
    return events, _misfiled(sound)


def _misfiled(sound: Sequence[tuple[Stored, DossierState]]) -> Divergence | None:
    """Return a dossier whose search column finds or hides it wrongly."""
    words = {state.id: search_words(state) for _, state in sound}
    wrong = tables.misfiled(words)
    for kept, state in sound:
        if state.id in wrong:
            return _found(kept, "row", None, "search", words[state.id], wrong[state.id])
    return None


def _examined(kept: Stored) -> tuple[Divergence | None, DossierState | None]:
    if torn := _in_chain(kept):
        return torn, None
    try:
        folded, head = expected(kept)
    except UNFOLDABLE as error:
        return _found(kept, "event", None, "fold", expected="a journal that folds", found=repr(error)), None
    return _in_rows(kept, folded, head) or _in_rules(kept, folded), folded.state


def _in_chain(kept: Stored) -> Divergence | None:
    if not kept.events:
        return _found(kept, "event", 1, "seq", expected="1", found="no event")
    for position, event in enumerate(kept.events, start=1):
        if event.seq != position:
            return _found(kept, "event", position, "seq", expected=str(position), found=str(event.seq))
    if journal.holds(kept.events):
        return None
    links = (Link(e.seq, journal.envelope_of_row(e), e.prev_hash, e.hash) for e in kept.events)
    if (torn := first_break(links, after=GENESIS)) is not None:
        field = "prev_hash" if torn.kind == "unlinked" else "hash"
        return _found(kept, "event", torn.position, field, expected=torn.expected, found=torn.found)
    return None


def _in_rows(kept: Stored, folded: Trace, head: str) -> Divergence | None:
    state = folded.state
    assert state is not None
    row = {**dossier_row(state), "head": head}
    if difference := _differs(row, kept.row):
        return _found(kept, "row", None, *difference)
    items = [item_values(state, folded.items[number]) for number in sorted(folded.items)]
    if found := _rows_differ(kept, "work item", ITEM_COLUMNS, items, kept.items):
        return found
    intervals = [interval_values(state, folded.intervals[seq]) for seq in sorted(folded.intervals)]
    return _rows_differ(kept, "interval", INTERVAL_COLUMNS, intervals, kept.intervals)


def _in_rules(kept: Stored, folded: Trace) -> Divergence | None:
    assert folded.state is not None
    for name in broken(folded.state):
        return _found(kept, "rule", folded.state.version, name, expected="holds", found="broken")
    return None


def _rows_differ(
    kept: Stored,
    where: str,
    columns: Sequence[str],
    wanted: Sequence[list[Any]],
    found: Sequence[list[Any]],
) -> Divergence | None:
    """Compare rows in the order of their second column, which is their number within the dossier."""
    if wanted == found:
        return None
    for mine, theirs in zip(wanted, found, strict=False):
        rows = dict(zip(columns, mine, strict=True)), dict(zip(columns, theirs, strict=True))
        if difference := _differs(*rows):
            return _found(kept, where, mine[1], *difference)
    if len(wanted) != len(found):
        return _found(kept, where, None, "count", str(len(wanted)), str(len(found)))
    return None


def _differs(wanted: Mapping[str, Any], found: Mapping[str, Any]) -> tuple[str, str, str] | None:
    for field, value in wanted.items():
        if value != found[field]:
            return _innermost(field, value, found[field])
    return None


def _innermost(path: str, wanted: Any, found: Any) -> tuple[str, str, str]:
    """Return the first place inside two values at which they differ, in the order of names."""
    if isinstance(wanted, Mapping) and isinstance(found, Mapping):
        for name in sorted({*wanted, *found}):
            mine, theirs = wanted.get(name), found.get(name)
            if mine != theirs:
                return _innermost(f"{path}.{name}", mine, theirs)
    if isinstance(wanted, list) and isinstance(found, list) and len(wanted) == len(found):
        for position, (mine, theirs) in enumerate(zip(wanted, found, strict=True)):
            if mine != theirs:
                return _innermost(f"{path}[{position}]", mine, theirs)
    return path, _text(wanted), _text(found)


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _found(
    kept: Stored, where: str, position: int | None, field: str, expected: str, found: str
) -> Divergence:
    return Divergence(kept.row["id"], kept.row["code"] or "", where, position, field, expected, found)
