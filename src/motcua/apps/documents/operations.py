"""Every write of this app: numbers, printed sheets, files."""

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from motcua.apps.audit.operations import log_access
from motcua.apps.documents import contents, numbers, options, queries, rendering, uploads
from motcua.apps.documents import settings as settings_of_papers
from motcua.apps.documents.models import PrintedSheet, Sequence, StoredFile
from motcua.apps.documents.options import AnySheet
from motcua.apps.documents.sheets import TIMEZONE, Sheet, SheetKind, to_data
from motcua.domain.access import Actor
from motcua.domain.numbering.documents import DocumentNumber

NEXT_NUMBER = """
    INSERT INTO documents_sequence AS sequence (agency_id, kind, year, last) VALUES (%s, %s, %s, 1)
    ON CONFLICT (agency_id, kind, year) DO UPDATE SET last = sequence.last + 1
    RETURNING last
"""
PUT_NUMBERS = """
    WITH span AS (
        SELECT * FROM unnest(%s::bigint[], %s::text[], %s::int[], %s::int[], %s::int[])
            AS s (agency_id, kind, year, before, last)
    ),
    moved AS (
        UPDATE documents_sequence sequence SET last = span.last FROM span
        WHERE sequence.agency_id = span.agency_id AND sequence.kind = span.kind
            AND sequence.year = span.year AND sequence.last = span.before
        RETURNING 1
    ),
    begun AS (
        INSERT INTO documents_sequence (agency_id, kind, year, last)
        SELECT agency_id, kind, year, last FROM span WHERE before = 0
        ON CONFLICT DO NOTHING RETURNING 1
    )
    SELECT 1 FROM moved UNION ALL SELECT 1 FROM begun
"""


class OutsideTransaction(RuntimeError):
    """A number was asked for outside a transaction, where a failure would leave a gap."""


class Readable(Protocol):
    """Anything with bytes, such as an upload of a form."""

    def read(self, size: int = -1, /) -> bytes:
        """Return at most `size` bytes."""


def next_number(agency_id: int, kind: str, year: int) -> int:
    """Take the next number of a yearly sequence, within the caller's transaction (R-B23).

    Others who want the same sequence wait until that transaction ends: take the number late. When it
    is undone the number is free again, so there are no gaps. Raises OutsideTransaction.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(kind)
    with connection.cursor() as cursor:
        cursor.execute(NEXT_NUMBER, [agency_id, kind, year])
        return int(cursor.fetchone()[0])


def last_numbers(agency_id: int) -> dict[tuple[int, str, int], int]:
    """Return the last number of every sequence of an agency."""
    rows = Sequence.objects.filter(agency_id=agency_id).values_list("kind", "year", "last")
    return {(agency_id, kind, year): last for kind, year, last in rows}


def put_numbers(spans: Mapping[tuple[int, str, int], tuple[int, int]]) -> int:
    """Move sequences on, each from the last number it had; return how many still had it."""
    rows = [(*key, *span) for key, span in spans.items()]
    columns = zip(*rows, strict=True) if rows else ((),) * 5
    with connection.cursor() as cursor:
        cursor.execute(PUT_NUMBERS, [list(column) for column in columns])
        return int(cursor.rowcount)


def next_document_number(agency_id: int, kind: SheetKind, year: int) -> str:
    """Take the next number of a kind of document as it is printed: `05/HDHS` (R-B9)."""
    return str(DocumentNumber(next_number(agency_id, kind, year), numbers.symbol_of(kind)))


@transaction.atomic
def print_sheet(
    sheet: Sheet,
    *,
    regime: str,
    dossier_id: UUID | None,
    actor: Actor,
    at: datetime,
    copies: int | None = None,
) -> PrintedSheet:
    """Make the PDF of a sheet, keep it with what it says and who printed it (R-B2).

    Raises LettersNotPrintable, FormUnknown.
    """
    shown = _with_additions(options.current().applied_to(sheet), at)
    rendered = rendering.render(shown, regime=regime, at=at)
    kept = contents.keep(rendered.pdf, suffix=".pdf")
    printed = PrintedSheet.objects.create(
        kind=sheet.kind,
        regime=regime,
        template_version=rendered.template_version,
        dossier_id=dossier_id,
        number=sheet.reference,
        data=to_data(shown),
        copies=copies or sheet.copies,
        path=kept.path,
        sha256=kept.sha256,
        size=kept.size,
        printed_by_account_id=actor.account_id,
        printed_by_name=actor.name,
        printed_at=at,
    )
    _log(printed, "print", actor, at)
    return printed


def _with_additions(sheet: AnySheet, at: datetime) -> AnySheet:
    """Return a sheet with what its agency adds on that day; a rating slip that goes with it has the same head."""
    head = sheet.letterhead
    found = settings_of_papers.additions_for(head.agency_id, sheet.kind, on=at.astimezone(TIMEZONE).date())
    return replace(sheet, letterhead=found.applied_to(head))


@transaction.atomic
def reprint(*, sheet_id: int, actor: Actor, at: datetime) -> bytes:
    """Return the PDF of a printed sheet once more and record that it left again.

    Raises PrintedSheet.DoesNotExist, ContentDamaged.
    """
    printed = PrintedSheet.objects.get(pk=sheet_id)
    pdf = queries.reprint(sheet_id)
    printed.reprints.create(printed_by_account_id=actor.account_id, printed_by_name=actor.name, printed_at=at)
    _log(printed, "reprint", actor, at)
    return pdf


@transaction.atomic
def store_file(upload: Readable, *, name: str, actor: Actor, at: datetime) -> StoredFile:
    """Take in an uploaded file after looking at its content; the same content is kept once.

    Raises what `uploads.recognize` raises, and FileInfected when this content was found out before.
    """
    limit = settings.MOTCUA_UPLOAD_MAX_BYTES
    allowed = settings.MOTCUA_UPLOAD_TYPES or uploads.EXTENSIONS
    content = upload.read(limit + 1)
    file_format = uploads.recognize(name, content, allowed=allowed, max_bytes=limit)

    kept = contents.keep(content, suffix=f".{file_format.extensions[0]}")
    stored, _ = StoredFile.objects.get_or_create(
        sha256=kept.sha256,
        defaults={
            "size": kept.size,
            "media_type": file_format.media_type,
            "name": uploads.plain_name(name),
            "path": kept.path,
            "stored_by_account_id": actor.account_id,
            "stored_by_name": actor.name,
            "stored_at": at,
        },
    )
    if stored.scan == StoredFile.Scan.INFECTED:
        raise uploads.FileInfected(name=name)
    log_access(action="store", subject_type="file", subject_ids=[kept.sha256], actor=actor, at=at)
    return stored


def store_bytes(content: bytes, *, name: str, actor: Actor, at: datetime) -> StoredFile:
    """Take in a file that is in memory already; otherwise like `store_file`."""
    return store_file(io.BytesIO(content), name=name, actor=actor, at=at)


@transaction.atomic
def record_scan(*, sha256: str, infected: bool, actor: Actor, at: datetime) -> None:
    """Keep the verdict of the scanner on one content. Raises StoredFile.DoesNotExist."""
    stored = StoredFile.objects.select_for_update(of=("self",)).get(sha256=sha256)
    stored.scan = StoredFile.Scan.INFECTED if infected else StoredFile.Scan.CLEAN
    stored.scanned_at = at
    stored.save(update_fields=["scan", "scanned_at"])
    log_access(
        action="scan", subject_type="file", subject_ids=[sha256], actor=actor, at=at, purpose=stored.scan
    )


def _log(printed: PrintedSheet, action: str, actor: Actor, at: datetime) -> None:
    subject = ("dossier", printed.dossier_id) if printed.dossier_id else ("sheet", printed.pk)
    log_access(
        action=action,
        subject_type=subject[0],
        subject_ids=[subject[1]],
        actor=actor,
        at=at,
        purpose=printed.kind,
    )
