"""The web server of the product, as `motcua serve` runs it, on a database and settings of our choice."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from motcua.apps.ops.bench import wire

SECONDS_TO_START: Final = 60
SECONDS_TO_END: Final = 10
PRODUCT: Final = "motcua.project.settings"
BARE: Final = "motcua.apps.ops.bench.bare.settings"


class ServerSilent(Exception):
    """The server did not begin to answer; the message carries the end of its log."""


@contextmanager
def serving(database_url: str, *, logs: Path, settings: str = PRODUCT) -> Iterator[int]:
    """Run the server with two workers and yield its port."""
    port = _free_port()
    command = [sys.executable, "-m", "motcua.project.cli", "serve", "--port", str(port)]
    environment = os.environ | {"DATABASE_URL": database_url, "DJANGO_SETTINGS_MODULE": settings}
    logs.mkdir(parents=True, exist_ok=True)
    log = logs / f"{settings}.log"
    with log.open("wb") as words:
        process = subprocess.Popen(  # noqa: S603  # Our own command.
            command, stdin=subprocess.DEVNULL, stdout=words, stderr=subprocess.STDOUT, env=environment
        )
        try:
            _wait_for(port, process, log)
            yield port
        finally:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(SECONDS_TO_END)
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((wire.HOST, 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection((wire.HOST, port), timeout=1):
            return
        time.sleep(0.2)
    raise ServerSilent(f"no answer on port {port}; the end of {log}:\n{log.read_text()[-2000:]}")
