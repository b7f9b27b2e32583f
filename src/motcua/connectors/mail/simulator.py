"""A mail server for trials: takes letters on this machine, keeps them, and misbehaves on demand."""

import socketserver
import threading
from contextlib import AbstractContextManager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from types import TracebackType
from typing import Self, cast

from motcua.apps.notifications.misbehaving import Behavior, Moods

SAY_AT_DATA = {
    Behavior.BUSY: "451 4.3.2 Please try again later",
    Behavior.BREAK: "421 4.3.0 Service not available",
}


class MailSimulator(AbstractContextManager["MailSimulator"]):
    """`taken` holds the letters, the earliest first. A refused receiver is refused at once, all else at the text."""

    def __init__(self, port: int = 0) -> None:
        self.moods = Moods()
        self.taken: list[EmailMessage] = []
        self.ended = threading.Event()
        self._server = _Server(("127.0.0.1", port), _Talk)
        self._server.simulator = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def port(self) -> int:
        """Return where it listens on this machine."""
        return int(self._server.server_address[1])

    def __enter__(self) -> Self:
        """Begin to listen."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End, also what still hangs."""
        self.ended.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    simulator: MailSimulator


class _Talk(socketserver.StreamRequestHandler):
    """One conversation."""

    def handle(self) -> None:
        simulator = cast("_Server", self.server).simulator
        behavior = simulator.moods.next()
        if behavior is Behavior.HANG:
            simulator.ended.wait()
            return
        self._say("220 simulator ESMTP")
        while line := self.rfile.readline():
            word = line.decode(errors="replace").strip().upper()
            if word == "QUIT":
                self._say("221 Bye")
                return
            if word == "DATA":
                if not self._take(simulator, behavior):
                    return
            elif word.startswith("RCPT") and behavior is Behavior.REFUSE:
                self._say("550 5.1.1 No such user")
            else:
                self._say("250 OK")

    def _take(self, simulator: MailSimulator, behavior: Behavior) -> bool:
        """Read the text; tell whether the conversation goes on."""
        self._say("354 End data with a dot")
        lines = []
        while (line := self.rfile.readline()) and line != b".\r\n":
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        if behavior in SAY_AT_DATA:
            self._say(SAY_AT_DATA[behavior])
            return behavior is not Behavior.BREAK
        simulator.taken.append(message_from_bytes(b"".join(lines), policy=default))
        if behavior is Behavior.LOSE:
            simulator.ended.wait()
            return False
        self._say("250 2.0.0 Queued")
        return True

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())
