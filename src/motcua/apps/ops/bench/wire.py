"""A load generator small enough not to be what is measured: one loop over kept-alive connections."""

import itertools
import selectors
import socket
import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlencode

HOST: Final = "127.0.0.1"
PATIENCE_SECONDS: Final = 20


@dataclass(frozen=True, slots=True)
class Ask:
    """One request ready to be sent, and the status that a right answer has."""

    name: str
    raw: bytes
    expected: int = 200


@dataclass(slots=True)
class Tally:
    """What came back: how long right answers took, by name of the request, and everything else."""

    elapsed: float = 0.0
    seconds: dict[str, list[float]] = field(default_factory=dict)
    failures: Counter[str] = field(default_factory=Counter)

    @property
    def answered(self) -> int:
        """Return how many right answers came."""
        return sum(map(len, self.seconds.values()))

    @property
    def rate(self) -> float:
        """Return right answers a second."""
        return self.answered / self.elapsed if self.elapsed else 0.0

    def milliseconds(self, share: float, name: str | None = None) -> float:
        """Return the time within which a share of the answers came; of one kind of request, or of all."""
        times = self.seconds.get(name, []) if name else list(itertools.chain(*self.seconds.values()))
        return percentile(times, share) * 1000


def percentile(values: Iterable[float], share: float) -> float:
    """Return the value that a share of all does not exceed; not a number for none."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else float("nan")


def get(name: str, path: str, cookies: Mapping[str, str] | None = None) -> Ask:
    """Return a request for a page."""
    return Ask(name, _raw("GET", path, cookies or {}, ""))


def post(name: str, path: str, fields: Mapping[str, str], cookies: Mapping[str, str]) -> Ask:
    """Return a form sent; the right answer to it is a redirect."""
    return Ask(name, _raw("POST", path, cookies, urlencode(fields)), expected=302)


def cookie_line(cookies: Mapping[str, str]) -> str:
    """Return the header that carries cookies."""
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


def _raw(method: str, path: str, cookies: Mapping[str, str], body: str) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}", "Accept: text/html", "Accept-Language: vi"]
    if cookies:
        lines.append(f"Cookie: {cookie_line(cookies)}")
    if body:
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


def send_all(
    port: int, asks: Iterable[Ask], *, lines: int, seconds: float, rate: float | None = None
) -> Tally:
    """Send requests over some connections until they or the time run out.

    Without a rate each connection sends again as soon as it has its answer. With one, requests fall due at
    even intervals whether or not earlier ones are answered, and their time counts from when they fell due.
    """
    load = _Load(port, iter(asks), seconds, rate)
    return load.run(lines)


class _Line:
    """One connection: what it asks now, since when, and what has come of the answer."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection((HOST, port), timeout=PATIENCE_SECONDS)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.ask: Ask | None = None
        self.since = 0.0
        self.received = bytearray()

    def send(self, ask: Ask, since: float) -> None:
        self.ask, self.since = ask, since
        self.received.clear()
        self.socket.sendall(ask.raw)

    def receive(self) -> int | None:
        """Take in what has come; return the status when the answer is whole, 0 when the line is dead."""
        data = self.socket.recv(262_144)
        if not data:
            return 0
        self.received += data
        end = self.received.find(b"\r\n\r\n")
        if end < 0:
            return None
        head = bytes(self.received[:end]).lower()
        status = int(head[9:12])
        return status if self._whole(head, end + 4, status) else None

    def _whole(self, head: bytes, body_at: int, status: int) -> bool:
        found = head.find(b"content-length:")
        if found >= 0:
            length = int(head[found + 15 :].split(b"\r\n", 1)[0])
            return len(self.received) >= body_at + length
        return status in {204, 304} or self.received.endswith(b"0\r\n\r\n")


class _Load:
    def __init__(self, port: int, asks: Iterator[Ask], seconds: float, rate: float | None) -> None:
        self.port, self.asks, self.seconds, self.rate = port, asks, seconds, rate
        self.tally = Tally()
        self.idle: deque[_Line] = deque()
        self.sent = 0
        self.over = False
        self.selector = selectors.DefaultSelector()

    def run(self, lines: int) -> Tally:
        for _ in range(lines):
            self._add_line()
        began = time.perf_counter()
        try:
            while not self.over or len(self.idle) < lines:
                self._send_due(began)
                self._take_answers(began)
        finally:
            self.tally.elapsed = time.perf_counter() - began
            for key in list(self.selector.get_map().values()):
                key.data.socket.close()
            self.selector.close()
        return self.tally

    def _add_line(self) -> None:
        line = _Line(self.port)
        self.selector.register(line.socket, selectors.EVENT_READ, line)
        self.idle.append(line)

    def _send_due(self, began: float) -> None:
        now = time.perf_counter()
        self.over = self.over or now - began > self.seconds
        while self.idle and not self.over:
            due = now if self.rate is None else began + self.sent / self.rate
            if due > now:
                return
            ask = next(self.asks, None)
            if ask is None:
                self.over = True
                return
            self.sent += 1
            self.idle.popleft().send(ask, due)

    def _take_answers(self, began: float) -> None:
        for key, _ in self.selector.select(self._pause(began)):
            line: _Line = key.data
            status = line.receive()
            if status is None:
                continue
            self._note(line, status)
            if status:
                self.idle.append(line)
            else:
                self.selector.unregister(line.socket)
                line.socket.close()
                self._add_line()

    def _pause(self, began: float) -> float:
        if self.rate is None or self.over or not self.idle:
            return 1.0
        return max(0.0, began + self.sent / self.rate - time.perf_counter())

    def _note(self, line: _Line, status: int) -> None:
        assert line.ask is not None
        if status == line.ask.expected:
            took = time.perf_counter() - line.since
            self.tally.seconds.setdefault(line.ask.name, []).append(took)
        else:
            self.tally.failures[f"{line.ask.name}: {status or 'no answer'}"] += 1
