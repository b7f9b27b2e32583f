"""The yardstick of acts: the SQL that an act sends, sent again by pgbench.

An act is carried out once while its statements are noted. What must be new each time (ids, codes, sequence
numbers) becomes a variable, so that the same work can be repeated by a program that does nothing else.
"""

import os
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.db import connection
from psycopg import ClientCursor

from motcua.apps.dossiers.projection import DOSSIER_COLUMNS, INTERVAL_COLUMNS, ITEM_COLUMNS
from motcua.apps.dossiers.store import BETWEEN
from motcua.apps.ops import postgres
from motcua.domain.dossier import DossierState

TWINS: Final = 40_000
SEQUENCES: Final = 9
TAIL: Final = 12
"""So many digits at the end of an id tell twins apart."""

Statement = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Script:
    """One act as a pgbench script."""

    name: str
    text: str


@contextmanager
def noting() -> Iterator[list[Statement]]:
    """Note every statement with its values; those that begin and end transactions are not among them."""
    noted: list[Statement] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, *more: Any) -> Any:
        noted.append((sql, params))
        return execute(sql, params, *more)

    with connection.execute_wrapper(note):
        yield noted


def new_dossier(name: str, noted: Sequence[Statement], state: DossierState) -> Script:
    """Return the script of an act that made a dossier: each run makes another."""
    lines = [rf"\set id random(1{'0' * (TAIL - 1)}, {'9' * TAIL})", "BEGIN;"]
    lines += [_of_twin(_text(statement), state) for statement in noted]
    return Script(name, "\n".join([*lines, "COMMIT;", ""]))


def known_dossier(name: str, noted: Sequence[Statement], before: DossierState) -> Script:
    """Return the script of an act on a dossier: each run acts on one of its twins, see `multiply`."""
    lines = [rf"\set id 1{'0' * (TAIL - 1)} + random(1, {TWINS})"]
    lines += [rf"\set n{n} random(1000, 2000000000)" for n in range(SEQUENCES)]
    lines.append("BEGIN;")
    lines += [_of_twin(_with_new_numbers(_text(statement), before), before) for statement in noted]
    return Script(name, "\n".join([*lines, "COMMIT;", ""]))


def multiply(before: DossierState) -> None:
    """Make twins of a dossier, with its open items and intervals, before an act changes it."""
    with connection.cursor() as cursor:
        for table, columns, key in (
            ("dossiers_dossier", (*DOSSIER_COLUMNS, "head", "search"), "id"),
            ("dossiers_workitem", ITEM_COLUMNS, "dossier_id"),
            ("dossiers_statusinterval", INTERVAL_COLUMNS, "dossier_id"),
        ):
            cursor.execute(*_twins_of(before.id, table, columns, key))
        cursor.execute("ANALYZE dossiers_dossier, dossiers_workitem, dossiers_statusinterval")


def _twins_of(
    dossier_id: UUID, table: str, columns: Sequence[str], key: str
) -> tuple[str, dict[str, str | int]]:
    twin = "(%(first)s + n)::text"
    other = {key: f"(left(%(id)s, %(stem)s) || {twin})::uuid", "code": f"code || '-' || {twin}"}
    values = ", ".join(other.get(column, column) for column in columns)
    sql = (
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} "  # noqa: S608 - names of our own
        f"FROM {table}, generate_series(1, %(twins)s) AS n WHERE {key} = %(id)s::uuid"
    )
    stem = 36 - TAIL
    return sql, {"id": str(dossier_id), "stem": stem, "first": 10 ** (TAIL - 1), "twins": TWINS}


def _text(statement: Statement) -> str:
    """Return a statement with its values in place; several in one message stay one message."""
    sql, values = statement
    literal = sql if values is None else ClientCursor(connection.connection).mogrify(sql, values)
    return re.sub(rf"{BETWEEN}(?=INSERT INTO )", " \\\\;\n", literal) + ";"


def _of_twin(text: str, state: DossierState) -> str:
    """Let the variable decide which dossier is meant, by its code and in both ways of writing its id."""
    for written in (str(state.id), state.id.hex):
        text = text.replace(written, f"{written[:-TAIL]}:id")
    return text.replace(state.code, f"{state.code}-:id") if state.code else text


def _with_new_numbers(text: str, before: DossierState) -> str:
    """Give every row that the act added a number of its own in each run."""
    known = {
        "dossiers_dossierevent": before.version,
        "dossiers_workitem": before.last_item,
        "dossiers_statusinterval": before.stage_seq,
    }
    parts = re.split(r"(?=INSERT INTO )", text)
    return "".join(_renumbered(part, known, before.id) for part in parts)


def _renumbered(part: str, known: Mapping[str, int], dossier_id: UUID) -> str:
    table = part.removeprefix("INSERT INTO ").split(" ", 1)[0]
    if not part.startswith("INSERT INTO ") or table not in known:
        return part

    def number(match: re.Match[str]) -> str:
        old = int(match[2])
        return match[0] if old <= known[table] else f"{match[1]}:n{(old - known[table]) % SEQUENCES},"

    return re.sub(rf"(\('{dossier_id.hex}'::uuid, )(\d+),", number, part)


def transactions_per_second(
    scripts: Sequence[Script], *, database_url: str, folder: Path, clients: int, seconds: int
) -> float:
    """Run scripts in turn by chance with pgbench; return the transactions a second of all clients."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for script in scripts:
        file = folder / f"{script.name}.sql"
        file.write_text(script.text)
        files += ["--file", str(file)]
    completed = subprocess.run(  # noqa: S603  # A program of the database's own package.
        [
            str(postgres.find("pgbench")), "--no-vacuum", "--protocol=simple", f"--client={clients}", "--jobs=2",
            f"--time={seconds}", *files, database_url,
        ],
        check=False, capture_output=True, text=True, env=os.environ | {"LC_ALL": "C"},
    )  # fmt: skip
    found = re.search(r"^tps = ([\d.]+)", completed.stdout, re.MULTILINE)
    if completed.returncode or not found or "aborted" in completed.stderr:
        raise RuntimeError(f"pgbench: {completed.stderr[-2000:]}{completed.stdout[-2000:]}")
    return float(found[1])
