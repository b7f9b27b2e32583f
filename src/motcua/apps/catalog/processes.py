"""Processes as those who design them see them: every version, drafts included, and what they may refer to."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from motcua.apps.catalog.addresses import Directory
from motcua.apps.catalog.models import Offering, Procedure, ProcedureVersion, ProcessVersion, Status
from motcua.apps.catalog.operations.versions import VersionNotFound
from motcua.apps.catalog.values import process_of
from motcua.apps.organization.queries import valid_on
from motcua.domain.catalog import ProcedureDefinition, procedure_from_data
from motcua.domain.text import search_key
from motcua.domain.workflow import Process


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessVersionLine:
    """One version of a process without its steps."""

    id: int
    key: str
    number: int
    status: str
    valid_from: date
    valid_to: date | None
    published_at: datetime | None
    decision: str
    reason: str
    remarks: str
    author: str
    reviewer: str
    revision: int
    writers: frozenset[int] = frozenset()

    def holds(self, on: date) -> bool:
        """Tell whether it is in force on a day."""
        published = self.status == Status.PUBLISHED
        return published and self.valid_from <= on and (self.valid_to is None or on < self.valid_to)

    @property
    def open(self) -> bool:
        """Tell whether it is still being worked on."""
        return self.status in (Status.DRAFT, Status.REVIEW)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessLine:
    """A procedure with where its process stands."""

    key: str
    code: str
    name: str
    field: str
    current: ProcessVersionLine | None
    coming: ProcessVersionLine | None
    draft: ProcessVersionLine | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessDetail:
    """A version with its steps, and what the procedure is called."""

    line: ProcessVersionLine
    name: str
    code: str
    process: Process
    definition: ProcedureDefinition | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A unit reference that steps of a process may use, with its name."""

    reference: str
    name: str


def find(text: str, status: str, on: date) -> list[ProcessLine]:
    """Return procedures with their processes by name; words fit without marks and in any order."""
    found = Procedure.objects.select_related("field").order_by("name", "id")
    for word in search_key(text).split():
        found = found.filter(search__contains=word)
    versions: dict[str, list[ProcessVersionLine]] = defaultdict(list)
    for row in ProcessVersion.objects.select_related("procedure").defer("data").order_by("number"):
        versions[row.procedure.key].append(_line(row))
    lines = [_process_line(procedure, versions[procedure.key], on) for procedure in found]
    return [line for line in lines if _fits(line, status)]


def versions_of(key: str) -> list[ProcessVersionLine]:
    """Return every version of a procedure's process, the newest first."""
    rows = ProcessVersion.objects.filter(procedure__key=key).select_related("procedure").defer("data")
    return [_line(row) for row in rows.order_by("-number")]


def detail(version_id: int) -> ProcessDetail:
    """Return one version with its steps. Raises VersionNotFound."""
    row = ProcessVersion.objects.select_related("procedure").filter(pk=version_id).first()
    if row is None:
        raise VersionNotFound(version_id=version_id)
    procedure = row.procedure
    return ProcessDetail(
        line=_line(row),
        name=procedure.short_name or procedure.name,
        code=procedure.code,
        process=process_of(procedure.key, row.number, row.data),
        definition=definition_of(procedure.key),
    )


def definition_of(key: str) -> ProcedureDefinition | None:
    """Return what was published last of a procedure; its limit binds the process (R-A61)."""
    rows = ProcedureVersion.objects.filter(procedure__key=key, status=Status.PUBLISHED)
    row = rows.order_by("-valid_from").first()
    return procedure_from_data(row.data) if row else None


def name_of(key: str) -> str:
    """Return what a procedure is called; empty when there is none."""
    row = Procedure.objects.filter(key=key).first()
    return (row.short_name or row.name) if row else ""


def before(line: ProcessVersionLine) -> ProcessVersionLine | None:
    """Return the published version that a version follows or would follow."""
    earlier = [
        one
        for one in versions_of(line.key)
        if one.status == Status.PUBLISHED and one.id != line.id and one.valid_from <= line.valid_from
    ]
    return max(earlier, key=lambda one: one.valid_from, default=None)


def units_for(key: str, process: Process, on: date) -> list[UnitChoice]:
    """Return the units of the agencies that decide a procedure, and those that the process names already."""
    directory = Directory.read()
    decide = Offering.objects.filter(valid_on(on), procedure__key=key).order_by("id")
    agencies = list(decide.values_list("competent_agency_id", flat=True))
    named: dict[str, str] = {}
    for agency in agencies:
        for code, address in directory.agencies.get(agency, {}).items():
            reference = code if code in ("counter", "leaders", "clerk") else f"unit:{code}"
            named.setdefault(reference, address.unit_name)
    for step in process.steps:
        named.setdefault(step.unit, _named_elsewhere(directory, step.unit))
    return [UnitChoice(reference, name) for reference, name in named.items()]


def agencies_for(key: str, on: date) -> list[tuple[int, str]]:
    """Return the agencies that decide a procedure: whose calendar a trial may follow."""
    decide = Offering.objects.filter(valid_on(on), procedure__key=key).select_related("competent_agency")
    rows: Iterable[Offering] = decide.order_by("competent_agency__identifier", "id")
    return [(row.competent_agency_id, row.competent_agency.name) for row in rows]


def _named_elsewhere(directory: Directory, reference: str) -> str:
    if reference.startswith("agency:"):
        key, _, code = reference.removeprefix("agency:").partition("/")
        found = directory.places.get((key, code))
        return f"{found.unit_name}, {found.agency_name}" if found else reference
    code = reference.removeprefix("unit:")
    return next((one.unit_name for one in directory.units.values() if one.unit_code == code), reference)


def _line(row: ProcessVersion) -> ProcessVersionLine:
    author = {row.author_account_id} if row.author_account_id is not None else set()
    return ProcessVersionLine(
        id=row.pk,
        key=row.procedure.key,
        number=row.number,
        status=row.status,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        published_at=row.published_at,
        decision=row.decision,
        reason=row.reason,
        remarks=row.remarks,
        author=row.author_name,
        reviewer=row.reviewer_name,
        revision=row.revision,
        writers=frozenset(author | set(row.editor_ids)),
    )


def _process_line(row: Procedure, versions: list[ProcessVersionLine], on: date) -> ProcessLine:
    published = [line for line in versions if line.status == Status.PUBLISHED]
    return ProcessLine(
        key=row.key,
        code=row.code,
        name=row.short_name or row.name,
        field=row.field.name,
        current=next((line for line in published if line.holds(on)), None),
        coming=next((line for line in published if line.valid_from > on), None),
        draft=next((line for line in versions if line.open), None),
    )


def _fits(line: ProcessLine, status: str) -> bool:
    if status in (Status.DRAFT, Status.REVIEW):
        return line.draft is not None and line.draft.status == status
    if status == "none":
        return line.current is None and line.coming is None
    return True
