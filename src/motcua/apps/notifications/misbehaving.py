"""What the simulators of carriers stand on: a list of behaviors, one for each request, then a good one."""

import threading
from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl


class Behavior(StrEnum):
    """How a simulator answers one request.

    HANG neither takes nor answers; LOSE takes the message and does not answer; BREAK answers with a fault of the
    server, PAGE with a page for browsers, REFUSE that the address is not good; BUSY asks to come again.
    """

    TAKE = "take"
    REFUSE = "refuse"
    BUSY = "busy"
    BREAK = "break"
    HANG = "hang"
    LOSE = "lose"
    PAGE = "page"


@dataclass(slots=True)
class Moods:
    """The behaviors of the next requests; thereafter `usually`."""

    usually: Behavior = Behavior.TAKE
    coming: deque[Behavior] = field(default_factory=deque)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def next(self) -> Behavior:
        """Return how to behave now."""
        with self._lock:
            return self.coming.popleft() if self.coming else self.usually

    def behave(self, *behaviors: Behavior) -> None:
        """Behave so for the next requests."""
        with self._lock:
            self.coming.extend(behaviors)


@dataclass(frozen=True, slots=True)
class Request:
    """What came in: its path without the query, its fields from query and form, its headers and raw body."""

    path: str
    fields: dict[str, str]
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back; `wait` hangs until the simulator ends."""

    status: int
    text: str
    kind: str = "text/plain; charset=utf-8"
    wait: bool = False


PAGE = Reply(
    200, "<!doctype html><title>Bảo trì</title><p>Hệ thống đang bảo trì.", "text/html; charset=utf-8"
)


class HttpSimulator(AbstractContextManager["HttpSimulator"]):
    """An HTTP server of this machine that asks `answer` for each reply; `url` is its address.

    `POST /behave` with words of `Behavior` changes how it behaves from outside.
    """

    def __init__(self, port: int = 0) -> None:
        self.moods = Moods()
        self._ended = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), _handler(self._reply, self._ended))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        """Return where it answers."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def answer(self, request: Request) -> Reply:
        """Return the reply to one request."""
        raise NotImplementedError

    def _reply(self, request: Request) -> Reply:
        if request.path == "/behave":
            self.moods.behave(*(Behavior(word) for word in request.body.decode().split()))
            return Reply(204, "")
        return self.answer(request)

    def __enter__(self) -> Self:
        """Begin to answer."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End, also what still hangs."""
        self._ended.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _handler(reply_to: Callable[[Request], Reply], ended: threading.Event) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            self._answer()

        def _answer(self) -> None:
            path, _, query = self.path.partition("?")
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            form = "x-www-form-urlencoded" in self.headers.get("Content-Type", "")
            fields = dict(parse_qsl(query, keep_blank_values=True))
            fields |= dict(parse_qsl(body.decode(), keep_blank_values=True)) if form else {}
            headers = {name.lower(): value for name, value in self.headers.items()}
            reply = reply_to(Request(path, fields, headers, body))
            if reply.wait:
                ended.wait()
                self.close_connection = True
                return
            content = reply.text.encode()
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - Its name in the library.
            """Say nothing: requests carry numbers of people."""

    return Handler
