"""Files that arrive in pieces: begun, gone on with after any interruption, and taken in once they are whole."""

import io
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction

from motcua.apps.audit.operations import log_access
from motcua.apps.documents import uploads
from motcua.apps.filing.models import Upload, UploadPart
from motcua.apps.filing.operations.files import Target, add_file, require
from motcua.apps.filing.values import Arrived, OffsetWrong, TooManyFiles, UploadNotFound
from motcua.domain.access import Actor
from motcua.domain.errors import DomainError

KEPT: Final = timedelta(days=1)
MOST_AT_ONCE: Final = 40


@transaction.atomic
def begin_upload(*, target: Target, name: str, length: int, actor: Actor, at: datetime) -> UUID:
    """Expect a file of so many bytes; return its id.

    Raises FileEmpty, FileTooLarge before a byte has come, TooManyFiles for somebody who leaves many unfinished,
    DraftNotFound, DraftFiled, DossierNotFound.
    """
    require(target, actor)
    plain, limit = uploads.plain_name(name), settings.MOTCUA_UPLOAD_MAX_BYTES
    if length < 1:
        raise uploads.FileEmpty(name=plain)
    if length > limit:
        raise uploads.FileTooLarge(name=plain, size=length, limit=limit)
    if Upload.objects.filter(person_id=target.person_id, expires_at__gt=at).count() >= MOST_AT_ONCE:
        raise TooManyFiles(limit=MOST_AT_ONCE)
    row = Upload.objects.create(
        draft_id=target.draft_id, dossier_id=target.dossier_id, person_id=target.person_id,
        purpose=target.purpose, name=plain, length=length, begun_at=at, expires_at=at + KEPT,
    )  # fmt: skip
    log_access(action="begin-upload", subject_type="upload", subject_ids=[row.pk], actor=actor, at=at)
    return row.pk


def append(
    *, upload_id: UUID, person_id: int, offset: int, content: bytes, actor: Actor, at: datetime
) -> Arrived:
    """Keep a piece that begins at an offset; with the last one the file is taken in like any other.

    Raises UploadNotFound, OffsetWrong when the piece does not follow the others, and for a whole file what
    `add_file` raises; then nothing of it is kept.
    """
    arrived = _keep_piece(upload_id, person_id, offset, content, at)
    if arrived.offset < arrived.length:
        return arrived
    row = Upload.objects.filter(pk=upload_id).first()
    if row is None:  # Another request has just taken the whole file in.
        return arrived
    whole = b"".join(bytes(part) for part in row.parts.order_by("offset").values_list("content", flat=True))
    target = Target(person_id, row.purpose, draft_id=row.draft_id, dossier_id=row.dossier_id)
    try:
        sha256 = add_file(io.BytesIO(whole), target=target, name=row.name, actor=actor, at=at)
    except DomainError:
        row.delete()
        raise
    row.delete()
    return Arrived(arrived.offset, arrived.length, sha256)


@transaction.atomic
def _keep_piece(upload_id: UUID, person_id: int, offset: int, content: bytes, at: datetime) -> Arrived:
    row = _locked(upload_id, person_id)
    if offset != row.offset or offset + len(content) > row.length:
        raise OffsetWrong(expected=row.offset, given=offset)
    if content:
        UploadPart.objects.create(upload=row, offset=offset, content=content)
        row.offset, row.expires_at = offset + len(content), at + KEPT
        row.save(update_fields=["offset", "expires_at"])
    return Arrived(row.offset, row.length)


@transaction.atomic
def abandon_upload(*, upload_id: UUID, person_id: int, actor: Actor, at: datetime) -> None:
    """Forget a file that is not whole yet. Raises UploadNotFound."""
    _locked(upload_id, person_id).delete()
    log_access(action="abandon-upload", subject_type="upload", subject_ids=[upload_id], actor=actor, at=at)


def _locked(upload_id: UUID, person_id: int) -> Upload:
    rows = Upload.objects.select_for_update(of=("self",))
    row = rows.filter(pk=upload_id, person_id=person_id).first()
    if row is None:
        raise UploadNotFound
    return row
