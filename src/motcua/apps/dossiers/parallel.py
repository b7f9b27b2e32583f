"""One piece of work on many dossiers at once, in several processes."""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TypeVar

from django.db import connections

Batch = TypeVar("Batch")
Result = TypeVar("Result")

AHEAD = 3
"""How many batches wait for each process, so that none is ever idle and memory stays small."""


def all_processors() -> int:
    """Return how many processes keep this machine busy."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_order(work: Callable[[Batch], Result], batches: Iterable[Batch], *, jobs: int) -> Iterator[Result]:
    """Yield the results of batches in their order; one job works in this process and transaction."""
    if jobs == 1:
        yield from map(work, batches)
        return
    # The children of a fork know the settings of this process; a connection must not be shared with them.
    connections.close_all()
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("fork")) as pool:
        pool.submit(os.getpid)  # The first call forks them all, before `batches` connects again.
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
