"""What others get to see of drafts: plain values, fully read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from motcua.apps.filing.models import FilingDraft
from motcua.domain.errors import DomainError
from motcua.domain.filing import Finding, Mark
from motcua.domain.forms import FieldError


class DraftNotFound(DomainError):
    """There is no such draft, or it is somebody else's."""

    code = "filing.draft-not-found"


class DraftFiled(DomainError):
    """The draft has been filed; what it led to is changed elsewhere."""

    code = "filing.draft-filed"

    def __init__(self, *, dossier_id: UUID, number: str) -> None:
        super().__init__(number)
        self.dossier_id = dossier_id
        self.number = number


class NotFiledOnline(DomainError):
    """The procedure is not received online, or not now."""

    code = "filing.not-filed-online"


class DeclarationMissing(DomainError):
    """Who files has not declared to be answerable for what is declared (R-S21)."""

    code = "filing.declaration-missing"


class NotReady(DomainError):
    """Something must be mended before filing."""

    code = "filing.not-ready"

    def __init__(self, *, findings: tuple[Finding, ...]) -> None:
        super().__init__(", ".join(f"{finding.kind}:{finding.subject}" for finding in findings))
        self.findings = findings
        self.count = len(findings)


class NothingToAnswer(DomainError):
    """Nothing is asked of the applicant now: it has been answered, or the matter went on."""

    code = "filing.nothing-to-answer"


class AnswerIncomplete(DomainError):
    """The answer to a supplement request lacks something, or something in it is wrong."""

    code = "filing.answer-incomplete"

    def __init__(self, *, errors: Mapping[str, FieldError], papers: tuple[str, ...]) -> None:
        super().__init__(", ".join((*errors, *papers)))
        self.errors = errors
        self.papers = papers


class FileNotYours(DomainError):
    """The file is none of those that the person has given or been given before."""

    code = "filing.file-not-yours"


class TooManyFiles(DomainError):
    """No more files are taken for one paper."""

    code = "filing.too-many-files"

    def __init__(self, *, limit: int) -> None:
        super().__init__(str(limit))
        self.limit = limit


class UploadNotFound(DomainError):
    """There is no such upload: it is whole, given up, too old, or somebody else's."""

    code = "filing.upload-not-found"


class OffsetWrong(DomainError):
    """A piece of a file does not follow the pieces that have come."""

    code = "filing.offset-wrong"

    def __init__(self, *, expected: int, given: int) -> None:
        super().__init__(f"{given}, expected {expected}")
        self.expected = expected
        self.given = given


@dataclass(frozen=True, slots=True)
class Arrived:
    """How much of a file has come; `sha256` once it is whole and was taken in."""

    offset: int
    length: int
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Filed:
    """What filing led to. `repeated`: it had been filed before; nothing was done."""

    dossier_id: UUID
    number: str
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file given for a paper or a field."""

    sha256: str
    name: str
    size: int
    scan: str
    reused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One draft as its pages show it. `files` are by paper or field; `typed` is by the names of the form."""

    id: UUID
    person_id: int
    procedure: str
    acting_for: str
    case: str
    place: str
    typed: Mapping[str, Any]
    marks: Mapping[str, Mark]
    files: Mapping[str, tuple[GivenFile, ...]]
    collect_by: str
    collect_address: str
    phone: str
    email: str
    done: tuple[str, ...]
    saved_at: datetime
    expires_at: datetime
    filed: Filed | None

    @property
    def hashes(self) -> Mapping[str, tuple[str, ...]]:
        """Return the hashes of the files by paper or field."""
        return {purpose: tuple(file.sha256 for file in files) for purpose, files in self.files.items()}


def draft_of(row: FilingDraft, files: Mapping[str, tuple[GivenFile, ...]]) -> Draft:
    """Return a row as a value."""
    filed = Filed(row.dossier_id, row.number or "") if row.dossier_id else None
    return Draft(
        id=row.pk,
        person_id=row.person_id,
        procedure=row.procedure_key,
        acting_for=row.acting_for,
        case=row.case,
        place=row.place,
        typed=row.typed,
        marks={paper: Mark(bool(mark.get("applies"))) for paper, mark in row.papers.items()},
        files=files,
        collect_by=row.collect_by,
        collect_address=row.collect_address,
        phone=row.phone,
        email=row.email,
        done=tuple(row.done),
        saved_at=row.saved_at,
        expires_at=row.expires_at,
        filed=filed,
    )


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft in the list of one's own."""

    id: UUID
    procedure: str
    saved_at: datetime
    kept_until: date
