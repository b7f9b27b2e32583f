"""Processes that live and die together."""

import os
import signal
import sys
import threading
import time

import pytest

from motcua.project.commands.processes import ProcessEnded, run_together

SLEEPS = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(60)"]
FAILS = [sys.executable, "-c", "import sys; sys.exit('the port is taken')"]


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def run(commands, tmp_path, when_ready=lambda: None):
    up = [tmp_path / f"{name}.log" for name in commands]
    run_together(
        commands,
        environment=os.environ,
        logs=tmp_path,
        is_ready=lambda: all("up" in log.read_text() for log in up),
        when_ready=when_ready,
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_all_of_them(tmp_path, number):
    writes_pid = [
        sys.executable,
        "-c",
        "import os, time; print('up', os.getpid(), flush=True); time.sleep(60)",
    ]

    run({"one": writes_pid, "two": writes_pid}, tmp_path, lambda: os.kill(os.getpid(), number))

    pids = [int((tmp_path / f"{name}.log").read_text().split()[1]) for name in ("one", "two")]
    assert not any(alive(pid) for pid in pids)


def test_when_one_ends_by_itself_the_others_end_and_its_words_are_told(tmp_path):
    began = time.monotonic()

    with pytest.raises(ProcessEnded, match="the port is taken"):
        run({"web": FAILS, "worker": SLEEPS}, tmp_path)

    assert time.monotonic() - began < 10


def test_the_handlers_of_before_are_restored(tmp_path):
    before = signal.getsignal(signal.SIGTERM)
    threading.Timer(0.5, os.kill, [os.getpid(), signal.SIGTERM]).start()

    run({"one": SLEEPS}, tmp_path)

    assert signal.getsignal(signal.SIGTERM) is before
