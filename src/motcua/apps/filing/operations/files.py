"""Files given for papers: taken in whole, taken again from one's own store, taken away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from motcua.apps.audit.operations import log_access
from motcua.apps.documents import operations as documents
from motcua.apps.documents import queries as stored
from motcua.apps.documents import scanning, uploads
from motcua.apps.documents.operations import Readable
from motcua.apps.dossiers.queries import state_of
from motcua.apps.filing import queries
from motcua.apps.filing.models import DraftFile
from motcua.apps.filing.operations.drafts import locked
from motcua.apps.filing.values import FileNotYours, TooManyFiles
from motcua.domain.access import Actor

MOST_FILES: Final = 20


@dataclass(frozen=True, slots=True)
class Target:
    """What a file is for: a paper or field (`purpose`) of a draft, or of the answer of a dossier."""

    person_id: int
    purpose: str
    draft_id: UUID | None = None
    dossier_id: UUID | None = None


def add_file(upload: Readable, *, target: Target, name: str, actor: Actor, at: datetime) -> str:
    """Take a file in after looking at its content, have it scanned, and keep it for a paper; return its hash.

    A scanner that does not answer leaves the file waiting, which every page about it shows. Raises what
    `documents.store_file` raises, DraftNotFound, DraftFiled, DossierNotFound, TooManyFiles.
    """
    kept = documents.store_file(upload, name=name, actor=actor, at=at)
    scanning.scan(kept.sha256, at=at)
    if stored.scans_of([kept.sha256]).get(kept.sha256) == "infected":
        raise uploads.FileInfected(name=uploads.plain_name(name))
    _keep(target, kept.sha256, uploads.plain_name(name), kept.size, actor=actor, at=at)
    return kept.sha256


@transaction.atomic
def _keep(
    target: Target, sha256: str, name: str, size: int, *, actor: Actor, at: datetime, reused: bool = False
) -> None:
    require(target, actor)
    rows = DraftFile.objects.filter(
        draft_id=target.draft_id, dossier_id=target.dossier_id, person_id=target.person_id
    )
    if rows.filter(purpose=target.purpose).count() >= MOST_FILES:
        raise TooManyFiles(limit=MOST_FILES)
    rows.get_or_create(
        purpose=target.purpose,
        sha256=sha256,
        defaults={
            "draft_id": target.draft_id, "dossier_id": target.dossier_id, "person_id": target.person_id,
            "name": name, "size": size, "reused": reused, "added_at": at,
        },
    )  # fmt: skip


@transaction.atomic
def reuse_files(*, target: Target, sha256s: Sequence[str], actor: Actor, at: datetime) -> None:
    """Give files again that the person has given or been given before (G.1, G.2). Raises FileNotYours, TooManyFiles."""
    store = {file.sha256: file for file in queries.store_of(target.person_id, actor)}
    for sha256 in sha256s:
        if sha256 not in store:
            raise FileNotYours
        file = store[sha256]
        _keep(target, sha256, file.name, file.size, actor=actor, at=at, reused=True)
    log_access(action="reuse", subject_type="file", subject_ids=sha256s, actor=actor, at=at)


@transaction.atomic
def drop_file(*, target: Target, sha256: str, actor: Actor, at: datetime) -> None:
    """Take a file away again; its content stays where another paper has it. Raises DraftNotFound, DraftFiled."""
    require(target, actor)
    rows = DraftFile.objects.filter(
        draft_id=target.draft_id, dossier_id=target.dossier_id, person_id=target.person_id
    )
    rows.filter(purpose=target.purpose, sha256=sha256).delete()
    log_access(action="drop", subject_type="file", subject_ids=[sha256], actor=actor, at=at)


def require(target: Target, actor: Actor) -> None:
    """Let a person change the own draft alone, or the answer of a dossier that is theirs.

    Raises DraftNotFound, DraftFiled, DossierNotFound.
    """
    if target.draft_id is not None:
        locked(target.draft_id, target.person_id)
    else:
        assert target.dossier_id is not None
        state_of(target.dossier_id, actor=actor)
