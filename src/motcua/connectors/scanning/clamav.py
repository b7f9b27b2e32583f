"""ClamAV's daemon, spoken to by INSTREAM over TCP (`host:port`) or a socket in the file system (`/run/…`)."""

import socket
import struct
from dataclasses import dataclass
from typing import Final

from motcua.apps.documents.ports import ScannerDown

PIECE: Final = 64 * 1024
SECONDS: Final = 15.0
LONGEST_ANSWER: Final = 4096
CLEAN: Final = b"stream: OK"
FOUND: Final = b" FOUND"


@dataclass(frozen=True, slots=True)
class ClamAv:
    """A client for one content at a time; a connection each, as the daemon closes it after the answer."""

    address: str
    seconds: float = SECONDS

    def infected(self, content: bytes) -> bool:
        """Tell whether the daemon found something. Raises ScannerDown for everything but a clear answer."""
        try:
            answer = self._ask(content)
        except (OSError, ValueError) as failed:
            raise ScannerDown(str(failed)) from failed
        if answer == CLEAN:
            return False
        if answer.startswith(b"stream: ") and answer.endswith(FOUND):
            return True
        raise ScannerDown(answer.decode("ascii", "replace")[:200])

    def _ask(self, content: bytes) -> bytes:
        with self._connect() as link:
            link.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), PIECE):
                piece = content[start : start + PIECE]
                link.sendall(struct.pack(">I", len(piece)) + piece)
            link.sendall(struct.pack(">I", 0))
            return self._answer(link)

    def _answer(self, link: socket.socket) -> bytes:
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
            piece = link.recv(LONGEST_ANSWER)
            if not piece:
                break
            answer += piece
        return answer.rstrip(b"\0\n")

    def _connect(self) -> socket.socket:
        if self.address.startswith("/"):
            link = socket.socket(socket.AF_UNIX)
            link.settimeout(self.seconds)
            link.connect(self.address)
            return link
        host, _colon, port = self.address.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), timeout=self.seconds)
