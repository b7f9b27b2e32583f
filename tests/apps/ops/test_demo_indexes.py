"""Indexes that were set aside come back, whatever happens."""

import re

import pytest
from django.db import connection

from motcua.apps.ops.demo import indexes

pytestmark = pytest.mark.django_db


def there() -> list[str]:
    """Return every index and constraint, but for the casts that PostgreSQL writes one way or the other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexdef FROM pg_indexes WHERE tablename = ANY(%s) UNION ALL SELECT conname || "
            "pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = ANY(%s::regclass[])",
            [list(indexes.TABLES), list(indexes.TABLES)],
        )
        return sorted(
            re.sub(r"::(text|character varying)(\[\])?|[()]", "", row[0]) for row in cursor.fetchall()
        )


def test_indexes_and_foreign_keys_come_back_as_they_were():
    before = there()
    with indexes.set_aside():
        within = there()

    assert len(within) < len(before) - 15
    assert there() == before


def test_what_was_set_aside_when_the_machine_stopped_is_put_back_first():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_indexes WHERE tablename = 'dossiers_dossier'")
        (before,) = cursor.fetchone()
        indexes._take_away()

        with indexes.set_aside():
            pass

        cursor.execute("SELECT count(*) FROM pg_indexes WHERE tablename = 'dossiers_dossier'")
        assert cursor.fetchone() == (before,)
