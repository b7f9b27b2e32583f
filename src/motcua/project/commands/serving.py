"""`motcua serve`, `worker` and `migrate`: the long-running processes and what they stand on."""

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor

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
@click.option(
    "--urgent", default=2, show_default=True, help="Places kept free for codes and payments; 0 for none."
)
def worker(*, concurrency: int, urgent: int) -> None:
    """Do the jobs that wait in the database until stopped (SIGTERM or Ctrl-C)."""
    from procrastinate.contrib.django import app  # noqa: PLC0415  # Needs Django.

    with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]  # Django's has it.
        asyncio.run(work(concurrency=concurrency, urgent=urgent))


async def work(*, concurrency: int, urgent: int, wait: bool = True) -> None:
    """Work in two lanes: everything, and beside it what is urgent, which so never waits for a slow carrier."""
    from procrastinate.contrib.django import app  # noqa: PLC0415

    from motcua.apps.notifications.queueing import URGENT  # noqa: PLC0415

    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(concurrency + urgent + 1))
    name = f"worker-{os.getpid()}"
    async with app.open_async():
        lane = None
        if urgent:
            lane = asyncio.create_task(
                app.run_worker_async(
                    queues=[URGENT], name=f"{name}-urgent", concurrency=urgent, wait=wait,
                    install_signal_handlers=False,
                )
            )  # fmt: skip
        try:
            await app.run_worker_async(name=name, concurrency=concurrency, wait=wait)
        finally:
            if lane is not None:
                if wait:
                    lane.cancel()
                await asyncio.gather(lane, return_exceptions=True)


@click.command()
@click.option("--plan", is_flag=True, help="Show what would be done, and do nothing.")
def migrate(*, plan: bool) -> None:
    """Bring the tables to the shape of this version; safe beside running old code."""
    call_command("migrate", interactive=False, plan=plan)
