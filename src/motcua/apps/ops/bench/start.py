"""What our own code takes of `make demo`: tables, province, dossiers, and the server until a page answers."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.management import call_command

from motcua.apps.ops import demo
from motcua.apps.ops.bench import provinces, server, wire
from motcua.apps.ops.bench.figures import Figure, at_most

MOST_SECONDS: Final = 20
TABLES, FIRST_PAGE = "Tables", "First page"


def figure(url: Callable[[str], str], *, logs: Path, at: datetime, say: provinces.Say) -> Figure:
    """Prepare the demo province in an empty database, serve it, and tell how long each part took."""
    watch = Watch(say)
    with provinces.empty() as name, provinces.connected_to(name):
        with watch.step(TABLES):
            call_command("migrate", verbosity=0, interactive=False)
        demo.prepare(settings.MOTCUA_PROVINCE, step=watch.step, until=at)
        with watch.step(FIRST_PAGE), server.serving(url(name), logs=logs) as port:
            wire.send_all(port, iter([wire.get(FIRST_PAGE, "/")]), lines=1, seconds=wire.PATIENCE_SECONDS)
    return at_most(
        "make demo, what our own code takes",
        MOST_SECONDS,
        sum(watch.seconds.values()),
        unit="s",
        yardstick=", ".join(f"{title} {took:.1f} s" for title, took in watch.seconds.items()),
    )


class Watch:
    """Times steps as they go by."""

    def __init__(self, say: provinces.Say) -> None:
        self._say = say
        self.seconds: dict[str, float] = {}

    @contextmanager
    def step(self, title: str) -> Iterator[Callable[[str], None]]:
        """Time one step; what it tells of itself is passed on."""
        self._say(title)
        began = time.perf_counter()
        yield lambda how_far: self._say(f"{title}: {how_far}")
        self.seconds[title] = time.perf_counter() - began
