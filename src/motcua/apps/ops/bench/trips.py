"""How often pages and acts go to the database: a number that no machine makes better or worse."""

import io
import logging
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

from motcua.apps.ops.bench import acts, twin
from motcua.apps.ops.bench.cast import Commune
from motcua.apps.ops.bench.crowd import WORK_LIST, Crowd
from motcua.apps.ops.bench.figures import Figure, at_most
from motcua.apps.ops.bench.wire import HOST, Ask

MOST_OF_WORK_LIST: Final = 12
MOST_OF_ACT: Final = 8
BEGIN_AND_COMMIT: Final = 2
ASKED: Final = 12
"""So many requests of each page are looked at, each the second time: once a minute a session notes a visit."""


class PageFailed(Exception):
    """A page did not answer while its questions were counted; the message carries the status."""


def of_pages(crowd: Crowd) -> dict[str, int]:
    """Return the most questions that any request of each page puts to the database."""
    pages = WSGIHandler()
    with _unlogged():
        return {page: _most(pages, asks[:ASKED]) for page, asks in crowd.asks.items()}


@contextmanager
def _unlogged() -> Iterator[None]:
    """Keep the line that each request logs off the terminal, which shows the figures."""
    log = logging.getLogger("motcua.web")
    before = log.level
    log.setLevel(logging.WARNING)
    try:
        yield
    finally:
        log.setLevel(before)


def _most(pages: WSGIHandler, asks: Sequence[Ask]) -> int:
    for ask in asks:
        _answer(pages, ask)
    return max(_questions(pages, ask) for ask in asks)


def _questions(pages: WSGIHandler, ask: Ask) -> int:
    with twin.noting() as noted:
        _answer(pages, ask)
    return len(noted)


def _answer(pages: WSGIHandler, ask: Ask) -> None:
    """Answer a request in this process and on its connection, without a server in between. Raises PageFailed."""
    response = pages.get_response(WSGIRequest(_environment(ask)))
    if response.status_code != ask.expected:
        raise PageFailed(f"{ask.name}: {response.status_code}")


def _environment(ask: Ask) -> dict[str, Any]:
    head, _, body = ask.raw.decode().partition("\r\n\r\n")
    request, *lines = head.split("\r\n")
    method, address, protocol = request.split(" ")
    parts = urlsplit(address)
    named = (line.split(": ", 1) for line in lines)
    headers = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in named}
    return headers | {
        "REQUEST_METHOD": method, "PATH_INFO": parts.path, "QUERY_STRING": parts.query, "SERVER_PROTOCOL": protocol,
        "SERVER_NAME": HOST, "SERVER_PORT": "80", "REMOTE_ADDR": HOST, "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body.encode()), "wsgi.errors": sys.stderr,
    }  # fmt: skip


def of_acts(communes: Sequence[Commune], at: datetime) -> dict[str, int]:
    """Return the round trips of each act, with those that begin and end its transaction."""
    counted = {}
    for name in acts.NAMES:
        first, second = acts.prepare(name, communes[:1], 2, at)
        acts.do(name, first, at)
        with twin.noting() as noted:
            acts.do(name, second, at)
        counted[name] = len(noted) + BEGIN_AND_COMMIT
    return counted


def figures_of_pages(small: Mapping[str, int], large: Mapping[str, int], sizes: str) -> list[Figure]:
    """Demand as many questions in a large province as in a small one, and few for the work list."""
    return [
        at_most(
            f"{page}, questions to the database",
            MOST_OF_WORK_LIST if page == WORK_LIST else small[page],
            large[page],
            unit="",
            yardstick=f"{small[page]} → {large[page]}, {sizes}",
        )
        for page in large
    ]


def figures_of_acts(counted: Mapping[str, int]) -> list[Figure]:
    """Demand few round trips for an act."""
    return [
        at_most(
            f"{name}, round trips to the database",
            MOST_OF_ACT,
            trips,
            unit="",
            yardstick="by the shell, with begin and commit",
        )
        for name, trips in counted.items()
    ]
