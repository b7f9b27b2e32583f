"""Writing a dossier: few statements, whole rows, no ORM on the hot path."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg.types.json import Jsonb

from motcua.apps.dossiers.journal import Entry
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

Row = Mapping[str, Any]


def insert_dossier(state: DossierState, head: str) -> None:
    """Add the row of a new dossier."""
    columns = (*DOSSIER_COLUMNS, "head", "search")
    places = ", ".join(
        [*(f"%({c})s" for c in (*DOSSIER_COLUMNS, "head")), "to_tsvector('simple', %(search)s)"]
    )
    sql = f"INSERT INTO dossiers_dossier ({', '.join(columns)}) VALUES ({places})"  # noqa: S608 - fixed names
    _execute(sql, _dossier_values(state, head))


def update_dossier(state: DossierState, head: str) -> None:
    """Write the row of a dossier anew."""
    sets = ", ".join(f"{column} = %({column})s" for column in (*DOSSIER_COLUMNS[1:], "head"))
    sql = (
        f"UPDATE dossiers_dossier SET {sets}, search = to_tsvector('simple', %(search)s) "  # noqa: S608
        "WHERE id = %(id)s"
    )
    _execute(sql, _dossier_values(state, head))


def _dossier_values(state: DossierState, head: str) -> dict[str, Any]:
    row = dossier_row(state)
    return {**row, "state": Jsonb(row["state"]), "head": head, "search": search_words(state)}


def insert_events(entries: Sequence[Entry], key: str | None) -> None:
    """Append journal entries; the request key goes on the first."""
    rows = [event_row(entry, key if position == 0 else None) for position, entry in enumerate(entries)]
    _insert("dossiers_dossierevent", EVENT_COLUMNS, rows)


def event_row(entry: Entry, key: str | None) -> dict[str, Any]:
    """Return the columns of a journal entry."""
    row = {**entry.envelope, "key": key, "prev_hash": entry.prev_hash, "hash": entry.hash}
    row["type"] = row.pop("kind")
    row["payload"] = Jsonb(row["payload"])
    return row


def save_trace(trace: Trace) -> None:
    """Add or rewrite the items and intervals that the trace touched."""
    state = trace.state
    assert state is not None
    items = [item_row(state, trace.items[number]) for number in sorted(trace.touched_items)]
    _insert("dossiers_workitem", ITEM_COLUMNS, items, upsert_on=("dossier_id", "number"))
    intervals = [interval_row(state, trace.intervals[seq]) for seq in sorted(trace.touched_intervals)]
    _insert("dossiers_statusinterval", INTERVAL_COLUMNS, intervals, upsert_on=("dossier_id", "seq"))


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


def forget_projections(ids: Sequence[UUID]) -> None:
    """Remove the items and intervals of some dossiers before they are written anew."""
    _execute("DELETE FROM dossiers_workitem WHERE dossier_id = ANY(%(ids)s)", {"ids": list(ids)})
    _execute("DELETE FROM dossiers_statusinterval WHERE dossier_id = ANY(%(ids)s)", {"ids": list(ids)})


def rewrite(folded: Sequence[tuple[Trace, str]]) -> None:
    """Write the projections of many dossiers from their traces and heads, a statement or a copy a table."""
    states = [(trace, trace.state, head) for trace, head in folded if trace.state is not None]
    columns = (*DOSSIER_COLUMNS[1:], "head")
    sets = ", ".join(f"{column} = %({column})s" for column in columns)
    sql = (
        f"UPDATE dossiers_dossier SET {sets}, search = to_tsvector('simple', %(search)s) "  # noqa: S608
        "WHERE id = %(id)s"
    )
    with connection.cursor() as cursor:
        cursor.executemany(sql, [_dossier_values(state, head) for _, state, head in states])
    items = [
        item_row(state, traced) for trace, state, _ in states for _, traced in sorted(trace.items.items())
    ]
    copy_rows("dossiers_workitem", ITEM_COLUMNS, items)
    intervals = [
        interval_row(state, i) for trace, state, _ in states for _, i in sorted(trace.intervals.items())
    ]
    copy_rows("dossiers_statusinterval", INTERVAL_COLUMNS, intervals)


def copy_rows(table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
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


def _insert(table: str, columns: Sequence[str], rows: Sequence[Row], upsert_on: Sequence[str] = ()) -> None:
    if not rows:
        return
    group = "(" + ", ".join(["%s"] * len(columns)) + ")"
    sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([group] * len(rows))}"  # noqa: S608
    if upsert_on:
        sets = ", ".join(f"{c} = EXCLUDED.{c}" for c in columns if c not in upsert_on)
        sql += f" ON CONFLICT ({', '.join(upsert_on)}) DO UPDATE SET {sets}"
    _execute(sql, [row[column] for row in rows for column in columns])


def _execute(sql: str, values: Mapping[str, Any] | Sequence[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
