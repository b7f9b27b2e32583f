"""Having files scanned: at once where the scanner answers, else by the job that tries again.

Without a scanner files stay marked as waiting; nothing passes silently.
"""

from datetime import datetime
from typing import Final

import structlog

from motcua.apps.documents import contents, operations, queries
from motcua.apps.documents.models import StoredFile
from motcua.apps.documents.ports import Scanner, ScannerDown
from motcua.domain.access import Actor

SCANNER: Final = Actor.system("scanner")
AT_A_TIME: Final = 50

_log = structlog.get_logger(__name__)
_joined: list[Scanner] = []


def join(scanner: Scanner | None) -> None:
    """Use a scanner from now on, or none; called when the parts of the system are joined."""
    _joined[:] = [scanner] if scanner is not None else []


def runs() -> bool:
    """Tell whether this installation has a scanner."""
    return bool(_joined)


def scan(sha256: str, *, at: datetime) -> bool:
    """Have a file scanned that waits for it; return whether there is a verdict now.

    Raises StoredFile.DoesNotExist, ContentDamaged.
    """
    stored = StoredFile.objects.only("path", "scan").get(sha256=sha256)
    if stored.scan != StoredFile.Scan.PENDING:
        return True
    if not _joined:
        return False
    try:
        infected = _joined[0].infected(contents.fetch(path=stored.path, sha256=sha256))
    except ScannerDown as down:
        _log.warning("documents.scanner.down", reason=str(down))
        return False
    operations.record_scan(sha256=sha256, infected=infected, actor=SCANNER, at=at)
    return True


def scan_waiting(*, at: datetime) -> int:
    """Have the files scanned that wait, oldest first, until the scanner stops answering; return how many were."""
    done = 0
    for sha256 in queries.files_to_scan(limit=AT_A_TIME) if _joined else ():
        if not scan(sha256, at=at):
            break
        done += 1
    return done
