"""How far a long command is, on standard error, so that its answer alone is on standard output."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

console = Console(highlight=False, stderr=True)


@contextmanager
def step(title: str) -> Iterator[Callable[[str], None]]:
    """Show what is going on and, afterwards, how long it took; yields a function to say how far it is."""
    began = time.monotonic()
    with console.status(f"{title} …") as status:
        yield lambda how_far: status.update(f"{title}: {how_far}")
    console.print(f"{title}: ready ({time.monotonic() - began:.1f} s)")


@contextmanager
def bar(title: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show a bar; yields a function that is told how many are done."""
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    # No thread that redraws: processes are forked meanwhile.
    with Progress(*columns, console=console, auto_refresh=False) as progress:
        task = progress.add_task(title, total=total)

        def show(done: int) -> None:
            progress.update(task, completed=done)
            progress.refresh()

        yield show
