"""Writing a dossier: few statements, whole rows, no ORM on the hot path."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg.types.json import Jsonb

from motcua.apps.dossiers.journal import Entry
from motcua.apps.dossiers.models import CodeCounter
from motcua.apps.dossiers.projection import (
    DOSSIER_COLUMNS,
    INTERVAL_COLUMNS,
    ITEM_COLUMNS,
    dossier_row,
    interval_row,
    item_row,
    search_words,
)
from motcua.domain.dossier import DossierState
from motcua.domain.dossier.trace import Trace

EVENT_COLUMNS = (
    "dossier_id", "seq", "type", "version", "at", "actor_kind", "account_id", "actor_name", "post_id",
    "unit_id", "role", "mandate_id", "payload", "key", "prev_hash", "hash",
)  # fmt: skip

_ROW = (*DOSSIER_COLUMNS, "head")
INSERT_DOSSIER = (
    f"INSERT INTO dossiers_dossier ({', '.join(_ROW)}, search) "  # noqa: S608 - fixed names
    f"VALUES ({', '.join(['%s'] * len(_ROW))}, to_tsvector('simple', %s))"
)
UPDATE_DOSSIER = (
    f"UPDATE dossiers_dossier SET {', '.join(f'{column} = %s' for column in _ROW[1:])}, "  # noqa: S608
    "search = to_tsvector('simple', %s) WHERE id = %s"
)

_PUT_CODE_NUMBERS = """
    WITH span AS (
        SELECT * FROM unnest(%s::bigint[], %s::date[], %s::int[], %s::int[]) AS s (agency_id, day, before, last)
    ),
    moved AS (
        UPDATE dossiers_codecounter counter SET last = span.last FROM span
        WHERE (counter.agency_id, counter.day, counter.last) = (span.agency_id, span.day, span.before)
        RETURNING 1
    ),
    begun AS (
        INSERT INTO dossiers_codecounter (agency_id, day, last)
        SELECT agency_id, day, last FROM span WHERE before = 0
        ON CONFLICT DO NOTHING RETURNING 1
    )
    SELECT 1 FROM moved UNION ALL SELECT 1 FROM begun
"""

BETWEEN = ";\n"
"""Stands between statements that travel together."""

Row = Mapping[str, Any]
Statement = tuple[str, Sequence[Any]]


def save(trace: Trace, entries: Sequence[Entry], key: str | None) -> None:
    """Keep a dossier, its new entries and all rows that follow from them, in one message to the database.

    The request key goes on the first entry. A dossier whose first entry is among them is new.
    """
    state = trace.state
    assert state is not None
    head = entries[-1].hash
    statements = [
        _insert_of(state, head) if entries[0].envelope["seq"] == 1 else _update_of(state, head),
        _events(entries, key),
        _items(state, trace),
        _intervals(state, trace),
    ]
    with connection.cursor() as cursor:
        # Each is put together by itself: the driver keeps the pattern of short statements, not of this whole.
        written = [cursor.mogrify(sql, values) for sql, values in filter(None, statements)]
        cursor.execute(BETWEEN.join(written))


def _insert_of(state: DossierState, head: str) -> Statement:
    return INSERT_DOSSIER, _dossier_values(state, head)


def _update_of(state: DossierState, head: str) -> Statement:
    id_, *others = _dossier_values(state, head)
    return UPDATE_DOSSIER, [*others, id_]


def _dossier_values(state: DossierState, head: str) -> list[Any]:
    row = {**dossier_row(state), "head": head}
    row["state"] = as_json(row["state"])
    return [*(row[column] for column in _ROW), search_words(state)]


def _events(entries: Sequence[Entry], key: str | None) -> Statement | None:
    rows = [event_row(entry, key if position == 0 else None) for position, entry in enumerate(entries)]
    return _insert("dossiers_dossierevent", EVENT_COLUMNS, rows)


def _items(state: DossierState, trace: Trace) -> Statement | None:
    rows = [item_row(state, trace.items[number]) for number in sorted(trace.touched_items)]
    return _insert("dossiers_workitem", ITEM_COLUMNS, rows, upsert_on=("dossier_id", "number"))


def _intervals(state: DossierState, trace: Trace) -> Statement | None:
    rows = [interval_row(state, trace.intervals[seq]) for seq in sorted(trace.touched_intervals)]
    return _insert("dossiers_statusinterval", INTERVAL_COLUMNS, rows, upsert_on=("dossier_id", "seq"))


def event_row(entry: Entry, key: str | None) -> dict[str, Any]:
    """Return the columns of a journal entry."""
    row = {**entry.envelope, "key": key, "prev_hash": entry.prev_hash, "hash": entry.hash}
    row["type"] = row.pop("kind")
    row["payload"] = as_json(row["payload"])
    return row


def take_code_number(agency_id: int, day: date) -> int:
    """Return the next number of the day at an agency; others wait until this transaction ends (R-C3)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO dossiers_codecounter (agency_id, day, last) VALUES (%s, %s, 1) "
            "ON CONFLICT (agency_id, day) DO UPDATE SET last = dossiers_codecounter.last + 1 RETURNING last",
            [agency_id, day],
        )
        (number,) = cursor.fetchone()
    return int(number)


def last_code_numbers(agency_id: int) -> dict[tuple[int, date], int]:
    """Return the last number of every day at an agency."""
    rows = CodeCounter.objects.filter(agency_id=agency_id).values_list("day", "last")
    return {(agency_id, day): last for day, last in rows}


def put_code_numbers(spans: Mapping[tuple[int, date], tuple[int, int]]) -> int:
    """Move sequences on, each from the last number it had; return how many still had it."""
    rows = [(agency, day, before, last) for (agency, day), (before, last) in spans.items()]
    agencies, days, befores, lasts = zip(*rows, strict=True) if rows else ((), (), (), ())
    with connection.cursor() as cursor:
        cursor.execute(_PUT_CODE_NUMBERS, [list(agencies), list(days), list(befores), list(lasts)])
        return int(cursor.rowcount)


def add_many(folded: Iterable[tuple[Trace, Sequence[Entry]]]) -> None:
    """Add many new dossiers with all their rows: a pipeline of inserts for the rows, a copy for the rest."""
    whole = [(trace, trace.state, entries) for trace, entries in folded if trace.state is not None]
    with connection.cursor() as cursor:
        cursor.executemany(
            INSERT_DOSSIER, [_dossier_values(state, entries[-1].hash) for _, state, entries in whole]
        )
    copy_rows(
        "dossiers_dossierevent",
        EVENT_COLUMNS,
        (event_row(entry, None) for _, _, entries in whole for entry in entries),
    )
    _copy_projections([(trace, state) for trace, state, _ in whole])


def forget_projections(ids: Sequence[UUID]) -> None:
    """Remove the items and intervals of some dossiers before they are written anew."""
    _execute("DELETE FROM dossiers_workitem WHERE dossier_id = ANY(%(ids)s)", {"ids": list(ids)})
    _execute("DELETE FROM dossiers_statusinterval WHERE dossier_id = ANY(%(ids)s)", {"ids": list(ids)})


def rewrite(folded: Sequence[tuple[Trace, str]]) -> None:
    """Write the projections of many dossiers from their traces and heads, a statement or a copy a table."""
    states = [(trace, trace.state, head) for trace, head in folded if trace.state is not None]
    with connection.cursor() as cursor:
        cursor.executemany(UPDATE_DOSSIER, [_update_of(state, head)[1] for _, state, head in states])
    _copy_projections([(trace, state) for trace, state, _ in states])


def _copy_projections(folded: Sequence[tuple[Trace, DossierState]]) -> None:
    items = [item_row(state, traced) for trace, state in folded for _, traced in sorted(trace.items.items())]
    copy_rows("dossiers_workitem", ITEM_COLUMNS, items)
    intervals = [
        interval_row(state, i) for trace, state in folded for _, i in sorted(trace.intervals.items())
    ]
    copy_rows("dossiers_statusinterval", INTERVAL_COLUMNS, intervals)


def copy_rows(table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Add many rows by COPY."""
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row([row[column] for column in columns])


def from_json(text: str) -> Any:
    """Read a JSON column fetched as text."""
    return json.loads(text)


def as_json(value: Any) -> Jsonb:
    """Return a value for a JSON column, written as short as can be."""
    return Jsonb(value, _compact)


_compact = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))


def _insert(
    table: str, columns: Sequence[str], rows: Sequence[Row], upsert_on: Sequence[str] = ()
) -> Statement | None:
    if not rows:
        return None
    group = "(" + ", ".join(["%s"] * len(columns)) + ")"
    sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([group] * len(rows))}"  # noqa: S608
    if upsert_on:
        sets = ", ".join(f"{c} = EXCLUDED.{c}" for c in columns if c not in upsert_on)
        sql += f" ON CONFLICT ({', '.join(upsert_on)}) DO UPDATE SET {sets}"
    return sql, [row[column] for row in rows for column in columns]


def _execute(sql: str, values: Mapping[str, Any] | Sequence[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
