"""Load the procedures of a folder into the catalog: all of them, or none with every problem named.

Loading is safe to repeat. What has not changed is left alone; what has becomes a new published version,
because a published one is never changed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max

from motcua.apps.audit.announce import announce
from motcua.apps.audit.operations import record
from motcua.apps.catalog import addresses, offering, permissions
from motcua.apps.catalog.events import ProcedurePublished, ProcessPublished
from motcua.apps.catalog.files import CatalogFiles, ProcedureFile, read_folder
from motcua.apps.catalog.models import Procedure, ProcedureVersion, ProcessVersion, Status
from motcua.apps.catalog.operations import VersionStartsTooEarly, changed, make_room, show
from motcua.apps.catalog.values import stored_process
from motcua.apps.catalog.yaml_source import FileProblem
from motcua.domain.access import Actor
from motcua.domain.catalog import procedure_to_data
from motcua.domain.errors import DomainError

Version = TypeVar("Version", ProcedureVersion, ProcessVersion)

LOADER = Actor.system("catalog.load")


class CatalogFilesInvalid(DomainError):
    """Files of the catalog are wrong; nothing was loaded. `problems` name file, line and field."""

    code = "catalog.files-invalid"

    def __init__(self, problems: Iterable[FileProblem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.file, problem.line)))
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadReport:
    """What loading did, or would do: keys of procedures with a new version, and counts."""

    procedures: int
    new_versions: tuple[str, ...]
    new_processes: tuple[str, ...]
    offerings_added: int
    offerings_ended: int


@transaction.atomic
def load_procedures(path: Path, *, at: datetime, actor: Actor = LOADER, dry_run: bool = False) -> LoadReport:
    """Load every procedure of a folder; a dry run finds out everything and keeps nothing.

    The organization must be there already: offers name its agencies. Raises NotPermitted,
    CatalogFilesInvalid.
    """
    permissions.require(actor, "load_procedures")
    files = read_folder(path)
    known = offering.Agencies.now()
    files.problems += [problem for file in files.procedures for problem in _lost_units(file, known)]
    report = _load(files, known, actor, at)
    if files.problems:
        raise CatalogFilesInvalid(files.problems)
    if dry_run:
        transaction.set_rollback(True)
    return report


def _lost_units(file: ProcedureFile, known: offering.Agencies) -> Iterable[FileProblem]:
    """Name the agencies and units that a procedure relies on and that do not exist."""
    yield from (
        file.problem(path, "unknown-value", value) for path, value in known.unknown(file.definition.offer)
    )
    competent = known.competent(file.definition.offer, file.valid_from, file.valid_to)
    for number, step in enumerate(file.process.steps):
        if step.unit == addresses.COUNTER:
            continue
        key, code = addresses.split(step.unit)
        lacking = [
            agency for agency in ([key] if key else competent) if code not in known.units.get(agency, ())
        ]
        if lacking:
            more = f" (+{len(lacking) - 1})" if len(lacking) > 1 else ""
            yield file.problem(f"process.steps[{number}].unit", "unit-missing", f"{lacking[0]}{more}")


def _load(files: CatalogFiles, known: offering.Agencies, actor: Actor, at: datetime) -> LoadReport:
    new_versions: list[str] = []
    new_processes: list[str] = []
    added = ended = 0
    for file in files.procedures:
        definition = file.definition
        procedure = Procedure.objects.filter(key=definition.key).first()
        procedure = procedure or show(Procedure(key=definition.key), definition)
        try:
            version = _version(ProcedureVersion, procedure, procedure_to_data(definition), file, at)
            process = _version(ProcessVersion, procedure, stored_process(file.process), file, at)
        except VersionStartsTooEarly as error:
            files.problems.append(file.problem("valid_from", "starts-too-early", error.current_from))
            continue
        if version:
            show(procedure, definition)
            new_versions.append(definition.key)
            published = ProcedurePublished(definition.key, version.number, version.valid_from)
            announce(published, actor=actor, at=at)
        if process:
            new_processes.append(definition.key)
            announce(ProcessPublished(definition.key, process.number, process.valid_from), actor=actor, at=at)
        if not files.problems:
            said = offering.Stated(offer=definition.offer, since=file.valid_from, until=file.valid_to)
            counts = offering.bring_into_line(procedure, said, known, at)
            added, ended = added + counts[0], ended + counts[1]
    report = LoadReport(
        procedures=len(files.procedures),
        new_versions=tuple(new_versions),
        new_processes=tuple(new_processes),
        offerings_added=added,
        offerings_ended=ended,
    )
    if new_versions or new_processes or added or ended:
        changed()
        _record(report, actor, at)
    return report


def _version(
    model: type[Version], procedure: Procedure, data: dict[str, Any], file: ProcedureFile, at: datetime
) -> Version | None:
    """Publish a new version, or return None when the one in force says the same.

    Raises VersionStartsTooEarly.
    """
    mine = model.objects.filter(procedure=procedure)
    current = mine.filter(status=Status.PUBLISHED).order_by("-valid_from").first()
    if current and (current.data, current.valid_from, current.decision) == (
        data,
        file.valid_from,
        file.decision,
    ):
        if current.valid_to != file.valid_to:
            current.valid_to = file.valid_to
            current.save(update_fields=["valid_to"])
            changed()
        return None
    version = model(
        procedure=procedure,
        number=(mine.aggregate(last=Max("number"))["last"] or 0) + 1,
        status=Status.PUBLISHED,
        valid_from=file.valid_from,
        valid_to=file.valid_to,
        published_at=at,
        data=data,
        decision=file.decision,
    )
    make_room(version)
    version.save(force_insert=True)
    return version


def _record(report: LoadReport, actor: Actor, at: datetime) -> None:
    record(
        action="catalog.loaded",
        object_type="catalog",
        object_id="procedures",
        payload={
            "new_versions": list(report.new_versions),
            "new_processes": list(report.new_processes),
            "offerings_added": report.offerings_added,
            "offerings_ended": report.offerings_ended,
        },
        actor=actor,
        at=at,
    )
