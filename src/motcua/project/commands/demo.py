"""`motcua demo` and `demo-data`: a province to look at, on one machine, in one command."""

import os
import shutil
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import click
from django.conf import settings
from django.core.management import call_command
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from motcua.apps.ops import demo as province
from motcua.domain.calendar import TIMEZONE
from motcua.project import embedded
from motcua.project.commands.processes import ProcessEnded, run_together
from motcua.project.paths import VAR

console = Console(highlight=False)


@click.command()
@click.option("--port", default=8000, show_default=True)
def demo(*, port: int) -> None:
    """Serve a demo province on 127.0.0.1 until Ctrl-C; the data are kept for the next time."""
    _require_free(port)
    _prepare()
    me = [sys.executable, "-m", "motcua.project.cli"]
    try:
        run_together(
            {"web": [*me, "serve", "--port", str(port)], "worker": [*me, "worker"]},
            environment=os.environ | {"DATABASE_URL": _database_url()},
            logs=VAR / "log",
            is_ready=lambda: _answers(port),
            when_ready=lambda: _welcome(port),
        )
    except ProcessEnded as error:
        raise click.ClickException(str(error)) from error
    console.print("\nStopped; the data are kept. `make demo` goes on where you left.")


@click.command()
@click.option("--reset", is_flag=True, help="Throw everything away first.")
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Let the dossiers end on a day gone by, at 16:00; now otherwise.",
)
def demo_data(*, reset: bool, until: datetime | None) -> None:
    """Prepare the demo province without serving it."""
    end = until and until.replace(hour=16, tzinfo=TIMEZONE).astimezone(UTC)
    if end and end > datetime.now(UTC):
        raise click.ClickException("--until must be a day gone by.")
    if reset:
        _throw_away()
    with embedded.running_unless_given():
        _prepare(end)


def _prepare(until: datetime | None = None) -> None:
    with _step("Tables"):
        call_command("migrate", interactive=False, verbosity=0)
    province.prepare(settings.MOTCUA_PROVINCE, step=_step, until=until)


@contextmanager
def _step(title: str) -> Iterator[Callable[[str], None]]:
    """Show what is going on and, afterwards, how long it took; yields a function to say how far it is."""
    began = time.monotonic()
    if not console.is_terminal:
        console.print(f"{title} …")
    with console.status(f"{title} …") as status:
        yield lambda how_far: status.update(f"{title}: {how_far}")
    console.print(f"{title}: ready ({time.monotonic() - began:.1f} s)")


def _throw_away() -> None:
    if os.environ.get("DATABASE_URL"):
        raise click.ClickException("DATABASE_URL is set: drop and create that database yourself.")
    try:
        embedded.DEFAULT.remove()
    except embedded.EmbeddedPostgresFailed as error:
        raise click.ClickException(str(error)) from error
    shutil.rmtree(settings.MOTCUA_FILES, ignore_errors=True)


def _database_url() -> str:
    return os.environ.get("DATABASE_URL") or embedded.DEFAULT.url()


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise click.ClickException(
                f"Port {port} is taken. Choose another: make demo PORT={port + 80}"
            ) from error


def _answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
    except urllib.error.HTTPError as error:
        return error.code < 500
    except OSError:
        return False
    return True


def _welcome(port: int) -> None:
    accounts = province.ready_accounts()
    table = Table("Role", "Person", "User name", box=SIMPLE_HEAD)
    for account in accounts:
        table.add_row(account.role, f"{account.person}\n[dim]{account.place}[/]", account.username)
    console.print(table)
    for password in dict.fromkeys(account.password for account in accounts):
        console.print(f"Password  [bold]{password}[/]")
    for account in accounts:
        if account.code_key:
            console.print(f"Codes of {account.username}: key [bold]{account.code_key}[/]")
    console.print(f"Citizens  [bold]http://127.0.0.1:{port}/[/]")
    console.print(f"Officers  [bold]http://127.0.0.1:{port}/office/[/]")
    console.print(f"Logs in {VAR / 'log'}. Ctrl-C stops everything.", style="dim")
