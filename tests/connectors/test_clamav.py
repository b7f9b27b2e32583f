"""The client of ClamAV against a daemon that speaks INSTREAM as clamd does."""

import contextlib
import socket
import struct
import threading
from collections.abc import Iterator

import pytest

from motcua.apps.documents import operations, queries, scanning
from motcua.apps.documents.ports import ScannerDown
from motcua.apps.documents.uploads import FileInfected
from motcua.connectors.scanning.clamav import PIECE, ClamAv
from motcua.domain.access import Actor
from tests.factories.dossiers import MONDAY
from tests.factories.filing import pdf

SIGNATURE = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"
SOMEBODY = Actor.system("test")


class FakeClamd:
    """Listens on a port; finds the test signature, or answers what it is told to."""

    def __init__(self, answer: bytes = b"") -> None:
        self.answer = answer
        self.seen: list[bytes] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.listener.getsockname()[1]}"

    def close(self) -> None:
        """Stop listening; whoever waits for a caller is woken, else the port stays open."""
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                link, _address = self.listener.accept()
            except OSError:
                return
            with link, link.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                content = b""
                while length := struct.unpack(">I", stream.read(4))[0]:
                    content += stream.read(length)
                self.seen.append(content)
                found = b"stream: Eicar-Test-Signature FOUND" if SIGNATURE in content else b"stream: OK"
                link.sendall((self.answer or found) + b"\0")


@pytest.fixture
def clamd() -> Iterator[FakeClamd]:
    daemon = FakeClamd()
    yield daemon
    daemon.close()


@pytest.fixture(autouse=True)
def _no_scanner_afterwards():
    yield
    scanning.join(None)


@pytest.mark.parametrize("content", [b"harmless", b"x" * (3 * PIECE + 7), SIGNATURE])
def test_the_whole_content_is_sent_and_the_verdict_read(clamd, content):
    assert ClamAv(clamd.address).infected(content) is (content == SIGNATURE)
    assert clamd.seen == [content]


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR", b"", b"stream: ERROR"])
def test_everything_but_a_clear_answer_counts_as_down(answer):
    daemon = FakeClamd(answer or b"\0")
    with pytest.raises(ScannerDown):
        ClamAv(daemon.address).infected(b"x")
    daemon.close()


def test_nobody_at_the_address_counts_as_down(clamd):
    address = clamd.address
    clamd.close()

    with pytest.raises(ScannerDown):
        ClamAv(address, seconds=1).infected(b"x")


@pytest.mark.django_db
def test_a_file_waits_while_the_scanner_is_down_and_is_scanned_later(clamd, settings):
    settings.MOTCUA_SCANNED_FILES_ONLY = True
    scanning.join(ClamAv("127.0.0.1:1", seconds=1))
    kept = operations.store_bytes(pdf(), name="a.pdf", actor=SOMEBODY, at=MONDAY)

    assert not scanning.scan(kept.sha256, at=MONDAY)
    assert queries.scans_of([kept.sha256]) == {kept.sha256: "pending"}
    with pytest.raises(queries.FileNotScannedYet):
        queries.file_content(kept.sha256)

    scanning.join(ClamAv(clamd.address))
    assert scanning.scan_waiting(at=MONDAY) == 1
    assert queries.file_content(kept.sha256).content == pdf()


@pytest.mark.django_db
def test_an_infected_file_is_never_handed_out(clamd):
    scanning.join(ClamAv(clamd.address))
    kept = operations.store_bytes(pdf("Đơn") + SIGNATURE, name="a.pdf", actor=SOMEBODY, at=MONDAY)

    assert scanning.scan(kept.sha256, at=MONDAY)

    with pytest.raises(FileInfected):
        queries.file_content(kept.sha256)
