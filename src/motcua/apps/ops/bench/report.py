"""The table of all figures, for the terminal and for docs/performance.md."""

import os
import platform
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

import django
from django.db import connection

from motcua.apps.ops.bench.figures import Figure

TOLD: Final = ("server_version", "fsync", "synchronous_commit", "full_page_writes", "shared_buffers")
QUIET: Final = 1.5


def machine(load_before: float) -> str:
    """Return on what and how quietly the figures were measured."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores ({_processor()}), {memory:.0f} GiB; Python {platform.python_version()}, "
        f"Django {django.get_version()}; PostgreSQL {', '.join(_database())}; load before {load_before:.2f}"
        f"{'' if load_before <= QUIET else ' (the machine was busy with other work: the ratios suffer too)'}"
    )


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as a table in Markdown."""
    rows = [(f.what, f.budget, f.measured, f.verdict.value, f.yardstick) for f in figures]
    lines = ["| what | budget | measured | verdict | beside |", "| --- | --- | --- | --- | --- |"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def write(
    document: Path, parts: Mapping[str, Sequence[Figure]], *, on: str, command: str, at: datetime
) -> None:
    """Put the figures of each part between its marks in a document, in place of those of an earlier run.

    Parts that were not measured this time keep theirs. Raises ValueError for a part that the document has no place for.
    """
    text = document.read_text()
    for part, figures in parts.items():
        begin, end = marks(part)
        before, found, rest = text.partition(begin)
        _, closed, after = rest.partition(end)
        if not (found and closed):
            raise ValueError(begin)
        measured = f"`{command}`, {at:%d/%m/%Y}. {on}.\n\n{table(figures)}"
        text = f"{before}{begin}\n{measured}\n{end}{after}"
    document.write_text(text)


def marks(part: str) -> tuple[str, str]:
    """Return between which marks the figures of a part stand."""
    return f"<!-- measured: {part} -->", f"<!-- /measured: {part} -->"


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    found = re.search(
        r"^model name\s*:\s*(.+)$", cpuinfo.read_text() if cpuinfo.exists() else "", re.MULTILINE
    )
    return found[1] if found else platform.processor()


def _database() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, setting || coalesce(' × ' || unit, '') FROM pg_settings WHERE name = ANY(%s)",
            [list(TOLD)],
        )
        known = dict(cursor.fetchall())
    return [known[name] if name == "server_version" else f"{name} {known[name]}" for name in TOLD]
