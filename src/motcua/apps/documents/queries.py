"""Every read of this app that others use."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Count

from motcua.apps.documents import contents, links
from motcua.apps.documents.models import PrintedSheet, StoredFile
from motcua.apps.documents.uploads import FileInfected
from motcua.domain.errors import DomainError


class FileNotScannedYet(DomainError):
    """The file waits for the scanner and this installation hands out scanned files only."""

    code = "documents.file-not-scanned-yet"

    def __init__(self, *, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True)
class SheetSummary:
    """One printed sheet in the list of a dossier."""

    id: int
    kind: str
    number: str
    copies: int
    reprint_count: int
    printed_by_name: str
    printed_at: datetime


@dataclass(frozen=True)
class FileContent:
    """A file as it goes out."""

    name: str
    media_type: str
    sha256: str
    content: bytes


def reprint(sheet_id: int) -> bytes:
    """Return the PDF exactly as it was printed, compared with its hash.

    Raises PrintedSheet.DoesNotExist, ContentDamaged. To print it again for somebody use the operation
    of the same name, which leaves a trace.
    """
    path, sha256 = PrintedSheet.objects.values_list("path", "sha256").get(pk=sheet_id)
    return contents.fetch(path=path, sha256=sha256)


def sheet_of_dossier(sheet_id: int, *, dossier_id: UUID) -> PrintedSheet:
    """Return a sheet only if it belongs to that dossier. Raises PrintedSheet.DoesNotExist."""
    return PrintedSheet.objects.get(pk=sheet_id, dossier_id=dossier_id)


def sheets_of(dossier_id: UUID) -> Sequence[SheetSummary]:
    """Return what was printed for a dossier, oldest first."""
    sheets = (
        PrintedSheet.objects.filter(dossier_id=dossier_id)
        .annotate(reprint_count=Count("reprints"))
        .order_by("id")
        .only("id", "kind", "number", "copies", "printed_by_name", "printed_at")
    )
    return [
        SheetSummary(
            id=sheet.pk,
            kind=sheet.kind,
            number=sheet.number,
            copies=sheet.copies,
            reprint_count=sheet.reprint_count,
            printed_by_name=sheet.printed_by_name,
            printed_at=sheet.printed_at,
        )
        for sheet in sheets
    ]


def latest_sheet(dossier_id: UUID, kind: str) -> PrintedSheet | None:
    """Return the newest sheet of a kind that was printed for a dossier."""
    return PrintedSheet.objects.filter(dossier_id=dossier_id, kind=kind).order_by("-id").first()


def file_content(sha256: str) -> FileContent:
    """Return a file that may go out.

    Raises StoredFile.DoesNotExist, FileInfected, FileNotScannedYet, ContentDamaged.
    """
    stored = StoredFile.objects.get(sha256=sha256)
    if stored.scan == StoredFile.Scan.INFECTED:
        raise FileInfected(name=stored.name)
    scanned_only = settings.MOTCUA_SCANNED_FILES_ONLY
    if scanned_only and stored.scan == StoredFile.Scan.PENDING:
        raise FileNotScannedYet(name=stored.name)
    content = contents.fetch(path=stored.path, sha256=sha256)
    return FileContent(stored.name, stored.media_type, sha256, content)


def file_names(sha256s: Sequence[str]) -> dict[str, tuple[str, int]]:
    """Return name and size of files by their hash, in one query."""
    rows = StoredFile.objects.filter(sha256__in=sha256s).order_by("id").values_list("sha256", "name", "size")
    return {sha256: (name, size) for sha256, name, size in rows}


def scans_of(sha256s: Sequence[str]) -> dict[str, str]:
    """Return what the scanner said of files by their hash: pending, clean or infected, in one query."""
    rows = StoredFile.objects.filter(sha256__in=sha256s).order_by("id").values_list("sha256", "scan")
    return dict(rows)


def files_to_scan(*, limit: int) -> Sequence[str]:
    """Return the hashes of files that wait for the scanner, oldest first."""
    waiting = StoredFile.objects.filter(scan=StoredFile.Scan.PENDING).order_by("id")
    return list(waiting.values_list("sha256", flat=True)[:limit])


def download_token(sha256: str, *, reader: str, at: datetime) -> str:
    """Return a token by which one reader may fetch a file for `MOTCUA_LINK_SECONDS`."""
    lifetime = timedelta(seconds=settings.MOTCUA_LINK_SECONDS)
    return links.sign(sha256, reader=reader, at=at, lifetime=lifetime)


def file_behind(token: str, *, reader: str, at: datetime) -> FileContent:
    """Return the file behind a token. Raises LinkNotValid and what `file_content` raises."""
    return file_content(links.read(token, reader=reader, at=at))
