"""Every read of drafts, and of what a person already gave or was given."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from motcua.apps.documents import queries as documents
from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.permissions import in_scope, visible_to
from motcua.apps.filing.models import DraftFile, FilingDraft, Upload
from motcua.apps.filing.values import (
    Arrived,
    Draft,
    DraftLine,
    DraftNotFound,
    GivenFile,
    UploadNotFound,
    draft_of,
)
from motcua.domain.access import Actor, Scope
from motcua.domain.calendar import TIMEZONE
from motcua.domain.dossier import DossierState
from motcua.domain.dossier.codec import decode_state
from motcua.domain.dossier.stages import Stage

MOST_EARLIER: Final = 5
MOST_IN_STORE: Final = 60
MOST_OWN: Final = 200
RESULT: Final = "result"


def draft(draft_id: UUID, person_id: int) -> Draft:
    """Return one's own draft with its files. Raises DraftNotFound, also for somebody else's."""
    row = FilingDraft.objects.filter(pk=draft_id, person_id=person_id).first()
    if row is None:
        raise DraftNotFound
    return value_of(row)


def value_of(row: FilingDraft) -> Draft:
    """Return a row with its files."""
    return draft_of(row, _by_purpose(DraftFile.objects.filter(draft=row)))


def open_drafts(person_id: int) -> tuple[DraftLine, ...]:
    """Return the drafts of a person that are not filed yet, the one touched last first."""
    rows = FilingDraft.objects.filter(person_id=person_id, filed_at=None).order_by("-saved_at", "id")
    return tuple(
        DraftLine(row.pk, row.procedure_key, row.saved_at, row.expires_at.astimezone(TIMEZONE).date())
        for row in rows[:MOST_OWN]
    )


def answer_files(dossier_id: UUID, person_id: int) -> Mapping[str, tuple[GivenFile, ...]]:
    """Return the files a person has given for the answer to a supplement request, by paper or field."""
    return _by_purpose(DraftFile.objects.filter(dossier_id=dossier_id, person_id=person_id))


def arrived(upload_id: UUID, person_id: int) -> Arrived:
    """Return how much of a file has come. Raises UploadNotFound, also for somebody else's."""
    found = Upload.objects.filter(pk=upload_id, person_id=person_id).values_list("offset", "length").first()
    if found is None:
        raise UploadNotFound
    return Arrived(*found)


def earlier_dossiers(owner: str, actor: Actor) -> tuple[DossierState, ...]:
    """Return the newest dossiers of an owner for whom the actor acts."""
    if owner not in actor.parties:
        return ()
    rows = Dossier.objects.filter(in_scope(Scope(owners=frozenset({owner})))).order_by("-lodged_at", "id")
    return tuple(decode_state(state) for state in rows.values_list("state", flat=True)[:MOST_EARLIER])


def own_dossiers(actor: Actor) -> tuple[DossierState, ...]:
    """Return the dossiers that are the matter of a citizen, the newest first."""
    rows = Dossier.objects.filter(visible_to(actor)).order_by("-lodged_at", "id")
    return tuple(decode_state(state) for state in rows.values_list("state", flat=True)[:MOST_OWN])


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file in a person's store: given in an earlier dossier, or the result of one (G.1, G.2)."""

    sha256: str
    name: str
    size: int
    paper: str
    procedure: str
    at: datetime
    issued: bool


def store_of(person_id: int, actor: Actor) -> tuple[KeptFile, ...]:
    """Return what a person may use again, results first, then the newest papers."""
    found: dict[str, KeptFile] = {}
    states = own_dossiers(actor)
    named = documents.file_names([sha256 for state in states for sha256 in files_of(state)])
    for state in states:
        for sha256, paper, issued in _with_words(state):
            if sha256 in named and sha256 not in found:
                name, size = named[sha256]
                when = (state.finished_at or state.lodged_at) if issued else state.lodged_at
                found[sha256] = KeptFile(sha256, name, size, paper, state.procedure, when, issued)
    kept = sorted(found.values(), key=lambda file: (not file.issued, -file.at.timestamp()))
    return tuple(kept[:MOST_IN_STORE])


def files_of(state: DossierState) -> tuple[str, ...]:
    """Return the hashes of the files that the applicant of a dossier may fetch: own papers, and the issued result."""
    return tuple(sha256 for sha256, _paper, _issued in _with_words(state))


def _with_words(state: DossierState) -> Iterable[tuple[str, str, bool]]:
    for paper in state.application.papers:
        for sha256 in paper.files:
            yield sha256, paper.name, False
    if (result := result_file(state)) and state.stage is Stage.RETURNED:
        yield result, RESULT, True


def result_file(state: DossierState) -> str:
    """Return the hash of the result, once it is issued; an empty text where there is no file of it."""
    if state.result is None or state.stage not in {Stage.DONE, Stage.RETURNED} or state.draft is None:
        return ""
    return state.draft.file


def _by_purpose(rows: Iterable[DraftFile]) -> Mapping[str, tuple[GivenFile, ...]]:
    files = sorted(rows, key=lambda row: row.pk)
    scans = documents.scans_of([row.sha256 for row in files]) if files else {}
    found: dict[str, list[GivenFile]] = defaultdict(list)
    for row in files:
        scan = scans.get(row.sha256, "")
        found[row.purpose].append(GivenFile(row.sha256, row.name, row.size, scan, row.reused))
    return {purpose: tuple(given) for purpose, given in found.items()}
