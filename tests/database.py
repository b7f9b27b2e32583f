"""Databases for tests: each process copies one that is migrated already.

The migrated one is kept under a name that holds the hash of all migrations, so that a second run
starts at once and several runs never disturb each other.
"""

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction
from django.db.backends.postgresql.operations import DatabaseOperations
from psycopg import sql

from motcua.project import embedded, environment, paths

SERVER = embedded.Instance(paths.VAR / "postgres-test", volatile=True)
ONE_AT_A_TIME = 20_260_101
LOADED_AT = datetime(2026, 10, 1, 1, 0, tzinfo=UTC)


@contextmanager
def scratch_database() -> Iterator[None]:
    """Point Django's default connection at a fresh database, and drop it afterwards."""
    with _server() as url, psycopg.connect(url, autocommit=True) as server:
        template = _migrated(server, url)
        name = f"test_{os.getpid()}_{secrets.token_hex(4)}"
        _create(server, name, template)
        try:
            with _connected_to(url, name):
                yield
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def province_database() -> Iterator[None]:
    """Point Django's default connection at a database of its own that holds the demo's organization and catalog.

    They are loaded once and copied afterwards, until a migration or the demo's data change.
    """
    with _server() as url, psycopg.connect(url, autocommit=True) as server:
        template = _with_province(server, url, _migrated(server, url))
        name = f"test_{os.getpid()}_{secrets.token_hex(4)}"
        _create(server, name, template)
        try:
            with _connected_to(url, name):
                yield
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _with_province(server: psycopg.Connection, url: str, migrated: str) -> str:
    name = f"{migrated}_{_hash_of_demo()}"
    server.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
    try:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            draft = f"{name}_draft"
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(draft)))
            _create(server, draft, migrated)
            with _connected_to(url, draft):
                from motcua.apps.ops.loading import load_province

                load_province(paths.CHECKOUT / "demo" / "hung-yen", at=LOADED_AT)
            rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            server.execute(rename.format(sql.Identifier(draft), sql.Identifier(name)))
    finally:
        server.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])
    return name


def empty_all_tables(operations: DatabaseOperations, statements: list[str]) -> None:
    """Stand in for Django's flush: also empties append-only tables and the job queue."""
    with transaction.atomic(using=operations.connection.alias), operations.connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("SELECT tablename FROM pg_tables WHERE tablename LIKE 'procrastinate\\_%'")
        if queue := ", ".join(name for (name,) in cursor.fetchall()):
            cursor.execute(f"TRUNCATE {queue} RESTART IDENTITY CASCADE")


@contextmanager
def _server() -> Iterator[str]:
    """Yield the address of a server on which databases may be made: the given one, else our own."""
    if given := os.environ.get("DATABASE_URL"):
        yield given
    else:
        with SERVER.running():
            yield SERVER.url("postgres")


def _migrated(server: psycopg.Connection, url: str) -> str:
    name = f"template_{_hash_of_migrations()}"
    server.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
    try:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            _forget_old_ones(server)
            draft = f"{name}_draft"
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(draft)))
            _create(server, draft, "template0")
            with _connected_to(url, draft):
                call_command("migrate", verbosity=0, interactive=False)
            rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            server.execute(rename.format(sql.Identifier(draft), sql.Identifier(name)))
    finally:
        server.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])
    return name


def _forget_old_ones(server: psycopg.Connection) -> None:
    """Drop what interrupted runs and earlier migrations left behind and nobody is connected to."""
    unused = server.execute(
        "SELECT datname FROM pg_database d WHERE (datname LIKE 'test\\_%' OR datname LIKE 'template\\_%') "
        "AND NOT EXISTS (SELECT 1 FROM pg_stat_activity a WHERE a.datname = d.datname) "
        "AND (pg_stat_file('base/' || oid || '/PG_VERSION')).modification < now() - interval '2 hours'"
    )
    for (name,) in unused.fetchall():
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def _hash_of_migrations() -> str:
    source = paths.CHECKOUT / "src" / "motcua"
    files = [paths.CHECKOUT / "requirements" / "dev.txt", source / "project" / "settings.py"]
    files += sorted(source.glob("**/migrations/*.py")) + sorted(source.glob("**/*.sql"))
    digest = hashlib.sha256()
    for file in files:
        digest.update(str(file.relative_to(paths.CHECKOUT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def _hash_of_demo() -> str:
    loaders = (paths.CHECKOUT / "src" / "motcua").glob("apps/**/loading*/**/*.py")
    digest = hashlib.sha256()
    for file in sorted([*(paths.CHECKOUT / "demo").glob("**/*.yaml"), *loaders]):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:8]


def _create(server: psycopg.Connection, name: str, template: str) -> None:
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
    server.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))


@contextmanager
def _connected_to(url: str, name: str) -> Iterator[None]:
    connection = connections["default"]
    before = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(environment.database(url, pool=0) | {"NAME": name, "CONN_MAX_AGE": 0})
    settings.DATABASES["default"]["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)
