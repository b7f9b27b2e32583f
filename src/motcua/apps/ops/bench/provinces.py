"""The databases of the measurements: one province with few dossiers and one with many, kept for the next time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import sql

from motcua.apps.catalog import operations as catalog
from motcua.apps.dossiers import lawbook
from motcua.apps.ops import postgres
from motcua.apps.ops.loading import load_province

PROVINCE: Final = "bench_province"
SCRATCH: Final = "bench_scratch"
DRAFT: Final = "bench_draft"
GATHERED: Final = "VACUUM (ANALYZE)"

Say = Callable[[str], None]


def with_dossiers(count: int, *, at: datetime, say: Say) -> str:
    """Return the name of a database of the province with so many dossiers, made on the first call."""
    name = f"bench_{count}"
    _made(PROVINCE, None, lambda: _load(at), say)
    _made(name, PROVINCE, lambda: _fill(count), say)
    return name


@contextmanager
def scratch_copy(name: str) -> Iterator[str]:
    """Copy a database, yield the copy's name, and drop it: for what writes."""
    _drop(SCRATCH)
    _create(SCRATCH, name)
    try:
        yield SCRATCH
    finally:
        _drop(SCRATCH)


@contextmanager
def empty() -> Iterator[str]:
    """Make a database without tables, yield its name, and drop it."""
    _drop(SCRATCH)
    _create(SCRATCH, None)
    try:
        yield SCRATCH
    finally:
        _drop(SCRATCH)


@contextmanager
def connected_to(name: str) -> Iterator[None]:
    """Let this process work on a database for a while, knowing nothing of any other."""
    with postgres.connected_to(name):
        _forget()
        yield
    _forget()


def _forget() -> None:
    lawbook.forget()


def _made(name: str, template: str | None, make: Callable[[], None], say: Say) -> None:
    """Make a database unless it is there; a draft becomes it only when it is whole."""
    if _exists(name):
        with postgres.connected_to(name):
            call_command("migrate", verbosity=0, interactive=False)
        return
    say(f"making {name}")
    _drop(DRAFT)
    _create(DRAFT, template)
    with connected_to(DRAFT):
        make()
        _run(GATHERED)
    _run("ALTER DATABASE {} RENAME TO {}", DRAFT, name)


def _load(at: datetime) -> None:
    call_command("migrate", verbosity=0, interactive=False)
    load_province(settings.MOTCUA_PROVINCE, at=at)
    catalog.changed()


def _fill(count: int) -> None:
    from motcua.apps.ops.demo import bulk  # noqa: PLC0415  # Heavy, and needed only the first time.

    bulk.generate(count)


def _exists(name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return cursor.fetchone() is not None


def _create(name: str, template: str | None) -> None:
    _run("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, template or "template0")


def _drop(name: str) -> None:
    _run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _run(statement: str, *names: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)).as_string(None))
