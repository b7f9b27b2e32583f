"""Processes as those who design them see them: every version, drafts included, and what they may refer to."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from motcua.apps.catalog import lines
from motcua.apps.catalog.addresses import Directory
from motcua.apps.catalog.lines import Situation, VersionLine
from motcua.apps.catalog.models import Offering, Procedure, ProcedureVersion, ProcessVersion, Status
from motcua.apps.catalog.operations.versions import VersionNotFound
from motcua.apps.catalog.values import process_of
from motcua.apps.organization.queries import valid_on
from motcua.domain.catalog import ProcedureDefinition, procedure_from_data
from motcua.domain.text import search_key
from motcua.domain.workflow import Process


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessLine:
    """A procedure with where its process stands."""

    key: str
    code: str
    name: str
    field: str
    situation: Situation


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessDetail:
    """A version with its steps, and what the procedure is called."""

    line: VersionLine
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
    versions: dict[str, list[VersionLine]] = defaultdict(list)
    for row in ProcessVersion.objects.select_related("procedure").defer("data").order_by("number"):
        versions[row.procedure.key].append(VersionLine.of(row))
    every = (_process_line(procedure, versions[procedure.key], on) for procedure in found)
    return [line for line in every if _fits(line, status)]


def versions_of(key: str) -> list[VersionLine]:
    """Return every version of a procedure's process, the newest first."""
    rows = ProcessVersion.objects.filter(procedure__key=key).select_related("procedure").defer("data")
    return [VersionLine.of(row) for row in rows.order_by("-number")]


def detail(version_id: int) -> ProcessDetail:
    """Return one version with its steps. Raises VersionNotFound."""
    row = ProcessVersion.objects.select_related("procedure").filter(pk=version_id).first()
    if row is None:
        raise VersionNotFound(version_id=version_id)
    procedure = row.procedure
    return ProcessDetail(
        line=VersionLine.of(row),
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


def before(line: VersionLine) -> VersionLine | None:
    """Return the published version that a version follows or would follow."""
    return lines.before(line, versions_of(line.key))


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


def _process_line(row: Procedure, versions: list[VersionLine], on: date) -> ProcessLine:
    situation = Situation.among(versions, on)
    return ProcessLine(
        key=row.key,
        code=row.code,
        name=row.short_name or row.name,
        field=row.field.name,
        situation=situation,
    )


def _fits(line: ProcessLine, status: str) -> bool:
    if status in (Status.DRAFT, Status.REVIEW):
        return line.situation.has_draft(status)
    if status == "none":
        return line.situation.current is None and line.situation.coming is None
    return True
