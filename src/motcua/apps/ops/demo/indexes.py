"""Setting indexes and foreign keys aside while many rows come in, and putting them back whatever happens."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

TABLES = ("dossiers_dossier", "dossiers_dossierevent", "dossiers_workitem", "dossiers_statusinterval")
KEPT = "ops_set_aside"
MEMORY = "512MB"

_FIND = """
    SELECT 1 AS turn, conrelid::regclass::text AS place, conname::text AS name, true AS is_constraint,
        format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS again
    FROM pg_constraint WHERE conrelid = ANY(%(tables)s::regclass[]) AND contype IN ('u', 'f')
    UNION ALL
    SELECT 0, indrelid::regclass::text, indexrelid::regclass::text, false, pg_get_indexdef(indexrelid)
    FROM pg_index WHERE indrelid = ANY(%(tables)s::regclass[])
        AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)
"""


@contextmanager
def set_aside() -> Iterator[None]:
    """Drop what slows loading down, primary keys and checks excepted, and put it back afterwards.

    The definitions lie in a table meanwhile: when the machine stops, the next call puts them back first.
    """
    put_back()
    _take_away()
    try:
        yield
    finally:
        put_back()


@transaction.atomic
def _take_away() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {KEPT} AS {_FIND}", {"tables": list(TABLES)})
        cursor.execute(f"SELECT place, name, is_constraint FROM {KEPT} ORDER BY turn DESC")  # noqa: S608
        for place, name, is_constraint in cursor.fetchall():
            quoted = connection.ops.quote_name(name)
            cursor.execute(
                f"ALTER TABLE {place} DROP CONSTRAINT {quoted}" if is_constraint else f"DROP INDEX {quoted}"
            )


def put_back() -> None:
    """Make again what was set aside; nothing when nothing is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [KEPT])
        if not cursor.fetchone()[0]:
            return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL maintenance_work_mem = '{MEMORY}'")
        cursor.execute(f"SELECT again FROM {KEPT} ORDER BY turn, name")  # noqa: S608
        for (again,) in cursor.fetchall():
            cursor.execute(again)
        cursor.execute(f"DROP TABLE {KEPT}")
