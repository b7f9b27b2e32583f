"""One piece of work on many dossiers at once, in several processes."""

import importlib
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any, TypeVar

from django.db import connections

Batch = TypeVar("Batch")
Result = TypeVar("Result")

FRESH = "motcua.apps.dossiers.fresh"
AHEAD = 3
"""How many batches wait for each process, so that none is ever idle and memory stays small."""


def all_processors() -> int:
    """Return how many processes keep this machine busy."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_order(
    work: Callable[[Batch], Result], batches: Iterable[Batch], *, jobs: int, inherit: bool = False
) -> Iterator[Result]:
    """Yield the results of batches in their order; one job works in this process and transaction.

    With `inherit` the processes find every value of this one as it is now; only for commands of the console.
    """
    if jobs == 1:
        yield from map(work, batches)
        return
    connections.close_all()  # A connection must not be shared with children.
    with _pool(jobs, inherit=inherit) as pool:
        pool.submit(os.getpid)  # The first call starts them all, before `batches` connects again.
        waiting: deque[Future[Result]] = deque()
        try:
            for batch in batches:
                waiting.append(pool.submit(work, batch))
                if len(waiting) > AHEAD * jobs:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for unfinished in waiting:
                unfinished.cancel()


def _pool(jobs: int, *, inherit: bool) -> ProcessPoolExecutor:
    """Return processes that are forks of this one, or fresh ones where other threads run beside this one.

    A fork inherits what is loaded, and every lock that another thread holds at that moment: its owner is
    not among the children, who would wait for ever.
    """
    if inherit or threading.active_count() == 1:
        return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("fork"))
    fresh = multiprocessing.get_context("forkserver")
    fresh.set_forkserver_preload([FRESH])
    database = connections["default"].settings_dict
    return ProcessPoolExecutor(jobs, mp_context=fresh, initializer=_begin, initargs=(database,))


def _begin(database: dict[str, Any]) -> None:
    """Let a fresh process work on the database of the process that started it."""
    importlib.import_module(FRESH)
    connections["default"].settings_dict.update(database)
