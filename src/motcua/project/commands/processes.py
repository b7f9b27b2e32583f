"""Several processes that live and die together."""

import contextlib
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

SECONDS_TO_END = 10
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class ProcessEnded(Exception):
    """One of the processes ended by itself; carries its name and the end of its log."""

    def __init__(self, *, name: str, log: Path) -> None:
        super().__init__(f"{name} ended unexpectedly; the end of {log}:\n{log.read_text()[-2000:]}")


def run_together(
    commands: Mapping[str, Sequence[str]],
    *,
    environment: Mapping[str, str],
    logs: Path,
    is_ready: Callable[[], bool],
    when_ready: Callable[[], None],
) -> None:
    """Run commands side by side until a signal says stop; all have ended when this returns.

    They share our process group, so that a signal to the group reaches each of them too. Raises
    ProcessEnded when one of them ends by itself.
    """
    stop = threading.Event()
    announced = False
    with _signals_set(stop), ExitStack() as stack:
        running = {
            name: stack.enter_context(_running(command, logs / f"{name}.log", environment))
            for name, command in commands.items()
        }
        while not stop.wait(0.2):
            for name, process in running.items():
                # A signal to the whole group may reach them a moment before it reaches us.
                if process.poll() is not None and not stop.wait(1):
                    raise ProcessEnded(name=name, log=logs / f"{name}.log")
            if not announced and is_ready():
                announced = True
                when_ready()


@contextmanager
def _signals_set(stop: threading.Event) -> Iterator[None]:
    before = {number: signal.signal(number, lambda *_: stop.set()) for number in STOPPING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _running(
    command: Sequence[str], log: Path, environment: Mapping[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as words:
        process = subprocess.Popen(  # noqa: S603  # Our own command.
            command, stdin=subprocess.DEVNULL, stdout=words, stderr=subprocess.STDOUT, env=environment
        )
        try:
            yield process
        finally:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(SECONDS_TO_END)
            process.kill()
            process.wait()
