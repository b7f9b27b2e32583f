"""`motcua bench`: the speed budgets of docs/performance.md, on a server of their own with durable settings."""

import os
import shlex
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from rich.console import Console

from motcua.project.embedded import Instance
from motcua.project.paths import CHECKOUT, VAR

FOLDER = VAR / "bench"
DOCUMENT = CHECKOUT / "docs" / "performance.md"
PARTS = ("rules", "start", "engines", "trips", "acts", "pages")
QUESTIONS_OF_ONE_ADDRESS = "asks=0"  # Thousands of citizens ask from the one address of the load generator.

console = Console(highlight=False, stderr=True)


@click.command()
@click.option(
    "--dossiers",
    type=click.IntRange(min=20_000),
    default=1_000_000,
    show_default=True,
    help="Of the large province.",
)
@click.option(
    "--seconds", type=click.IntRange(min=2), default=10, show_default=True, help="For each measurement."
)
@click.option(
    "--only", "parts", type=click.Choice(PARTS), multiple=True, help="Measure this part; may be repeated."
)
@click.option("--write", is_flag=True, help="Put the figures of the measured parts into docs/performance.md.")
def bench(*, dossiers: int, seconds: int, parts: tuple[str, ...], write: bool) -> None:  # fmt: skip
    """Measure every budget beside a yardstick of the same run. The provinces are kept in var/bench.

    \b
    rules    soundness of a long process, due dates
    start    what our own code takes of `make demo`
    engines  receipts, rebuilding, verifying
    trips    questions that pages and acts put to the database
    acts     accepting, handing over, returning: shell and HTTP beside pgbench
    pages    lookup, work list, dossier page, search: beside a bare view, at 235/s, and their growth
    """
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: sys.exit(128 + number))
    server = Instance(FOLDER / "postgres")
    with server.running() as url:
        os.environ |= {
            "DATABASE_URL": url,
            "MOTCUA_FILES": str(FOLDER / "files"),
            "MOTCUA_LOOKUP_LIMITS": QUESTIONS_OF_ONE_ADDRESS,
            "DJANGO_SETTINGS_MODULE": "motcua.project.settings",
        }
        _measure(server, dossiers, seconds, parts or PARTS, write=write)


def _measure(server: Instance, dossiers: int, seconds: int, parts: tuple[str, ...], *, write: bool) -> None:
    import django  # noqa: PLC0415  # The database must be named first.

    django.setup()
    from django.utils import timezone  # noqa: PLC0415

    from motcua.apps.ops.bench import report, run  # noqa: PLC0415

    before, at = run.load_average(), timezone.now()
    plan = run.Plan(
        parts=[run.Part(part) for part in parts],
        dossiers=dossiers, seconds=seconds, url=server.url, folder=FOLDER, at=at, step=_step,
    )  # fmt: skip
    measured = run.measure(plan)
    machine = report.machine(before)
    click.echo(f"{machine}\n\n{report.table([figure for each in measured.values() for figure in each])}")
    if write:
        command = shlex.join(["motcua", *sys.argv[1:]])
        parts_of = {part.value: figures for part, figures in measured.items()}
        report.write(DOCUMENT, parts_of, on=machine, command=command, at=timezone.localtime(at))


@contextmanager
def _step(title: str) -> Iterator[Callable[[str], None]]:
    began = time.monotonic()
    with console.status(f"{title} …") as status:
        yield lambda what: status.update(f"{title}: {what}")
    console.print(f"{title}: done ({time.monotonic() - began:.1f} s)")
