"""The check list of papers: what is needed, what came, how often, and its scans (R-A22, R-G1, R-G2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext as _

from motcua.apps.documents import operations as documents
from motcua.apps.documents import queries as stored
from motcua.channels.office.access import OfficerRequest
from motcua.domain.catalog import ProcedureDefinition, RequiredDocument
from motcua.domain.dossier.values import Paper, PaperSource
from motcua.domain.errors import DomainError
from motcua.ui import wording
from motcua.ui.chips import Chip

BUNDLE = "bundle"
MOST_COPIES = 99


@dataclass(frozen=True, slots=True)
class Scan:
    """A file that was taken in already; the page carries its hash until the dossier holds it."""

    sha256: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRow:
    """One line of the check list. `applies` tells whether its condition holds in this case."""

    document: RequiredDocument
    applies: bool
    received: bool
    originals: str
    copies: str
    from_database: bool = False
    note: str = ""
    scans: tuple[Scan, ...] = ()
    errors: tuple[str, ...] = ()
    held: Paper | None = None

    @property
    def id(self) -> str:
        """Return the name under which the row's fields are sent."""
        return f"paper-{self.document.id}"

    @property
    def missing(self) -> bool:
        """Tell whether the dossier cannot be accepted without it."""
        return (
            self.applies and not self.received and (self.document.required or bool(self.document.condition))
        )

    @property
    def unscanned(self) -> bool:
        """Tell whether it is here and no scan of it is."""
        return (
            self.applies and self.received and not self.scans and not self.from_database and not self.by_form
        )

    @property
    def by_form(self) -> bool:
        """Tell whether the electronic form of an online filing takes its place."""
        return self.held is not None and self.held.source == PaperSource.ELECTRONIC and not self.held.files

    @property
    def chip(self) -> Chip | None:
        """Return how the paper stands."""
        if not self.applies:
            return None
        if self.missing:
            return Chip("late", "x-circle", _("Thiếu"))
        if not self.received:
            return Chip("done", "dash-lg", _("Không nộp"))
        return self._chip_of_received()

    def _chip_of_received(self) -> Chip:
        if self.from_database:
            return Chip("early", "database-check", _("Đã đối chiếu"))
        if self.scans:
            return Chip("early", "check-lg", _("Đã đủ"))
        if self.by_form:
            return Chip("early", "ui-checks", _("Điền qua mạng"))
        return Chip("soon", "exclamation-circle", _("Chưa quét"))

    def paper(self) -> Paper:
        """Return the line as the dossier keeps it."""
        return replace(
            self.held or Paper(id=self.document.id, name=self.document.name),
            originals=0 if self.from_database else _count(self.originals),
            copies=0 if self.from_database else _count(self.copies),
            received=self.received,
            source=self._source(),
            files=tuple(scan.sha256 for scan in self.scans),
            note=self.note,
        )

    def _source(self) -> PaperSource:
        """What came online stays electronic, whoever checks it."""
        if self.from_database:
            return PaperSource.DATABASE
        electronic = self.held is not None and self.held.source == PaperSource.ELECTRONIC
        return PaperSource.ELECTRONIC if electronic else PaperSource.PAPER


@dataclass(frozen=True, slots=True)
class PaperList:
    """All lines, in the order of the procedure."""

    rows: tuple[PaperRow, ...]
    bundle_errors: tuple[str, ...] = ()

    @property
    def applying(self) -> tuple[PaperRow, ...]:
        """Return the papers of this case."""
        return tuple(row for row in self.rows if row.applies)

    @property
    def others(self) -> tuple[PaperRow, ...]:
        """Return the papers whose condition does not hold."""
        return tuple(row for row in self.rows if not row.applies)

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the names of what is missing."""
        return tuple(row.document.name for row in self.rows if row.missing)

    @property
    def unscanned(self) -> tuple[str, ...]:
        """Return the names of what is here unscanned."""
        return tuple(row.document.name for row in self.rows if row.unscanned)

    @property
    def words(self) -> str:
        """Return how the list stands: "đủ 4/4, đã quét 3/4"."""
        needed, here = len(self.applying), [row for row in self.applying if row.received]
        scanned = sum(not row.unscanned for row in here)
        return _("đủ %(here)s/%(needed)s, đã quét %(scanned)s/%(needed)s") % {
            "here": len(here), "needed": needed, "scanned": scanned,
        }  # fmt: skip

    @property
    def errors(self) -> tuple[str, ...]:
        """Return every sentence about a file or a number that was not taken."""
        return (*self.bundle_errors, *(error for row in self.rows for error in row.errors))

    def papers(self) -> tuple[Paper, ...]:
        """Return the lines that the dossier keeps: what applies, and what came though it need not."""
        return tuple(row.paper() for row in self.rows if row.applies and (row.received or row.missing))


def blank(definition: ProcedureDefinition) -> PaperList:
    """Return the list before anything is ticked; papers with a condition wait aside."""
    return PaperList(tuple(_blank_row(document) for document in definition.documents))


def _blank_row(document: RequiredDocument) -> PaperRow:
    return PaperRow(
        document=document,
        applies=not document.condition,
        received=False,
        originals=str(document.originals),
        copies=str(document.copies),
    )


def of_dossier(definition: ProcedureDefinition, papers: Sequence[Paper]) -> PaperList:
    """Return the list as a dossier has it."""
    held = {paper.id: paper for paper in papers}
    names = stored.file_names([sha256 for paper in papers for sha256 in paper.files])
    rows = (_held_row(document, held.get(document.id), names) for document in definition.documents)
    return PaperList(tuple(rows))


def _held_row(
    document: RequiredDocument, paper: Paper | None, names: Mapping[str, tuple[str, int]]
) -> PaperRow:
    if paper is None:
        return _blank_row(document)
    return PaperRow(
        document=document,
        applies=True,
        received=paper.received,
        originals=str(paper.originals),
        copies=str(paper.copies),
        from_database=paper.source == PaperSource.DATABASE,
        note=paper.note,
        scans=tuple(Scan(sha256, names[sha256][0]) for sha256 in paper.files if sha256 in names),
        held=paper,
    )


def read(request: OfficerRequest, definition: ProcedureDefinition, held: Sequence[Paper] = ()) -> PaperList:
    """Return the list as it was sent. Files are taken in at once, so that no error loses them.

    `held` is what the dossier has of it already.
    """
    kept = request.POST.getlist("kept")
    names = stored.file_names([entry.partition(":")[2] for entry in kept])
    had = {paper.id: paper for paper in held}
    rows = [
        replace(_sent_row(request.POST, document, kept, names), held=had.get(document.id))
        for document in definition.documents
    ]
    files = request.FILES
    rows = [_with_files(row, files.getlist(f"{row.id}-files"), request) for row in rows]
    bundle, errors = _taken_in(files.getlist(BUNDLE), request)
    if bundle:
        rows = [replace(row, scans=bundle) if row.unscanned else row for row in rows]
    return PaperList(tuple(rows), errors)


def _sent_row(
    sent: QueryDict,
    document: RequiredDocument,
    kept: Sequence[str],
    names: Mapping[str, tuple[str, int]],
) -> PaperRow:
    prefix = f"paper-{document.id}"
    dropped = sent.get("drop_scan", "")
    mine = [
        entry.partition(":")[2] for entry in kept if entry.startswith(f"{document.id}:") and entry != dropped
    ]
    originals, copies = sent.get(f"{prefix}-originals", ""), sent.get(f"{prefix}-copies", "")
    everything = sent.get("act") == "all"
    applies = not document.condition or f"{prefix}-applies" in sent
    return PaperRow(
        document=document,
        applies=applies,
        received=applies and (everything or f"{prefix}-received" in sent),
        originals=originals,
        copies=copies,
        from_database=bool(document.replaceable_by) and f"{prefix}-database" in sent,
        note=sent.get(f"{prefix}-note", ""),
        scans=tuple(Scan(sha256, names[sha256][0]) for sha256 in mine if sha256 in names),
        errors=_bad_counts(document, originals, copies),
    )


def _bad_counts(document: RequiredDocument, *typed: str) -> tuple[str, ...]:
    if all(not text.strip() or (text.strip().isdecimal() and int(text) <= MOST_COPIES) for text in typed):
        return ()
    return (_("“%s”: số bản phải là số từ 0 đến 99.") % document.name,)


def _count(text: str) -> int:
    return int(text) if text.strip().isdecimal() else 0


def _with_files(row: PaperRow, files: Sequence["UploadedFile[Any]"], request: OfficerRequest) -> PaperRow:
    scans, errors = _taken_in(files, request)
    together = tuple(dict.fromkeys((*row.scans, *scans)))
    return replace(row, scans=together, errors=(*row.errors, *errors))


def _taken_in(
    files: Sequence["UploadedFile[Any]"], request: OfficerRequest
) -> tuple[tuple[Scan, ...], tuple[str, ...]]:
    scans, errors = [], []
    for file in files:
        name = file.name or "scan"
        try:
            kept = documents.store_file(file, name=name, actor=request.actor, at=request.at)
        except DomainError as refused:
            errors.append(wording.sentence(refused))
        else:
            scans.append(Scan(kept.sha256, kept.name))
    return tuple(scans), tuple(errors)
