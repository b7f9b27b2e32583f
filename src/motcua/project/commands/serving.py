"""`motcua serve`, `worker` and `migrate`: the long-running processes and what they stand on."""

import os

import click
from django.conf import settings
from django.core.management import call_command


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=2, show_default=True, help="Web processes; one per core is a good start.")
@click.option("--threads", default=4, show_default=True, help="Requests that one process handles at a time.")
def serve(*, host: str, port: int, workers: int, threads: int) -> None:
    """Answer requests of browsers and partners until stopped (SIGTERM or Ctrl-C)."""
    from granian.constants import Interfaces  # noqa: PLC0415  # Loads a compiled server.
    from granian.server import Server  # noqa: PLC0415

    if settings.PRODUCTION:
        call_command("collectstatic", interactive=False, verbosity=0)
    Server(
        "motcua.project.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        backpressure=threads * 32,
        respawn_failed_workers=True,
        # Ctrl-C reaches a worker twice, from the terminal and from its parent; some then forget to end.
        workers_kill_timeout=3,
        websockets=False,
        log_dictconfig=settings.LOGGING,
    ).serve()


@click.command()
@click.option("--concurrency", default=4, show_default=True, help="Jobs done at a time.")
def worker(*, concurrency: int) -> None:
    """Do the jobs that wait in the database until stopped (SIGTERM or Ctrl-C)."""
    call_command("procrastinate", "worker", f"--name=worker-{os.getpid()}", f"--concurrency={concurrency}")


@click.command()
@click.option("--plan", is_flag=True, help="Show what would be done, and do nothing.")
def migrate(*, plan: bool) -> None:
    """Bring the tables to the shape of this version; safe beside running old code."""
    call_command("migrate", interactive=False, plan=plan)
