"""The procedures of a folder of YAML files, read and judged as far as that goes without a database.

How the files are written: docs/howto/add-a-procedure.md. Nothing is raised for what an editor can repair:
every problem of every file is collected.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from motcua.apps.catalog import adoption, yaml_source
from motcua.apps.catalog.yaml_source import FileProblem, Source
from motcua.domain.catalog import (
    DataInvalid,
    Problem,
    ProcedureDefinition,
    procedure_from_data,
)
from motcua.domain.catalog.reading import Reader
from motcua.domain.workflow import (
    Process,
    ProcessDataInvalid,
    StepTime,
    StepTimeNotCountable,
    process_from_data,
)
from motcua.domain.workflow.soundness import Flaw, FlawCode, check

FILE_KEYS: Mapping[str, type] = {"fields": list, "form_blocks": dict, "procedures": list, "adopt": dict}
VERSION_KEYS = frozenset({"valid_from", "valid_to", "decision"})
TIMES = {"working_hours": StepTime.of_working_hours, "calendar_days": StepTime.of_calendar_days}

Shared = Mapping[str, tuple[Source, str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureFile:
    """One procedure of a file with its process and the period of both."""

    source: Source
    path: str
    definition: ProcedureDefinition
    process: Process
    valid_from: date
    valid_to: date | None
    decision: str

    def problem(self, path: str, problem: str, value: object = "") -> FileProblem:
        """Return a problem of this procedure with its line."""
        return self.source.problem(f"{self.path}.{path}", problem, value)


@dataclass(slots=True)
class CatalogFiles:
    """What a folder holds: the procedures that are right, and all problems."""

    procedures: list[ProcedureFile] = field(default_factory=list)
    problems: list[FileProblem] = field(default_factory=list)


def read_folder(folder: Path) -> CatalogFiles:
    """Read every YAML file of a folder."""
    files = CatalogFiles()
    sources = [yaml_source.read(file) for file in yaml_source.files_of(folder)]
    for source in sources:
        files.problems += source.problems
        _judge_file(source, files)
    for source in list(sources):
        others, problems = adoption.adopted(folder, source)
        sources += others
        files.problems += problems
    fields = _shared_fields(sources, files)
    blocks = _shared_blocks(sources, files)
    seen: dict[str, str] = {}
    for source, path, raw in _procedures(sources):
        _read_procedure(_Raw(source, path, raw), fields, blocks, files)
        _note_repeated(source, path, raw, seen, files)
    files.problems = list(dict.fromkeys(files.problems))
    return files


@dataclass(frozen=True, slots=True)
class _Raw:
    source: Source
    path: str
    data: Mapping[str, Any]

    def found(self, problem: Problem, inside: str = "") -> FileProblem:
        path = ".".join(part for part in (self.path, inside, problem.path) if part)
        return self.source.problem(path, problem.problem, problem.value)


def _judge_file(source: Source, files: CatalogFiles) -> None:
    if source.data is None:
        return
    if not isinstance(source.data, Mapping):
        files.problems.append(source.problem("", "wrong-type"))
        source.data = None
        return
    for key, value in source.data.items():
        if key not in FILE_KEYS:
            files.problems.append(source.problem(key, "unknown-field"))
        elif not isinstance(value, FILE_KEYS[key]):
            files.problems.append(source.problem(key, "wrong-type"))
    for name in ("fields", "procedures"):
        files.problems += [
            source.problem(f"{name}[{index}]", "wrong-type", value)
            for index, value in enumerate(_list(source, name))
            if not isinstance(value, Mapping)
        ]


def _entries(source: Source, name: str) -> list[tuple[str, Mapping[str, Any]]]:
    """Return the mappings of a list with their paths."""
    values = enumerate(_list(source, name))
    return [(f"{name}[{index}]", value) for index, value in values if isinstance(value, Mapping)]


def _list(source: Source, name: str) -> list[Any]:
    values = (source.data or {}).get(name)
    return values if isinstance(values, list) else []


def _procedures(sources: list[Source]) -> list[tuple[Source, str, Mapping[str, Any]]]:
    return [(source, path, raw) for source in sources for path, raw in _entries(source, "procedures")]


def _shared_fields(sources: list[Source], files: CatalogFiles) -> Shared:
    found: dict[str, tuple[Source, str, Any]] = {}
    for source in sources:
        for path, raw in _entries(source, "fields"):
            key = str(raw.get("key", ""))
            if key in found:
                files.problems.append(source.problem(f"{path}.key", "repeated", key))
            found[key] = (source, path, raw)
    return found


def _shared_blocks(sources: list[Source], files: CatalogFiles) -> Shared:
    found: dict[str, tuple[Source, str, Any]] = {}
    for source in sources:
        blocks = (source.data or {}).get("form_blocks")
        for key, raw in blocks.items() if isinstance(blocks, Mapping) else ():
            if key in found:
                files.problems.append(source.problem(f"form_blocks.{key}", "repeated"))
            found[key] = (source, f"form_blocks.{key}", raw)
    return found


def _note_repeated(
    source: Source, path: str, raw: Mapping[str, Any], seen: dict[str, str], files: CatalogFiles
) -> None:
    for name in ("key", "code"):
        if not (value := raw.get(name)):
            continue
        place = f"{name} {value}"
        if place in seen:
            files.problems.append(source.problem(f"{path}.{name}", "repeated", seen[place]))
        seen.setdefault(place, f"{source.name}:{source.line_of(f'{path}.{name}')}")


def _read_procedure(raw: _Raw, fields: Shared, blocks: Shared, files: CatalogFiles) -> None:
    before = len(files.problems)
    problems: list[Problem] = []
    period = Reader({name: raw.data.get(name) for name in VERSION_KEYS}, "", problems, known=VERSION_KEYS)
    valid_from, valid_to = period.day("valid_from"), period.day("valid_to")
    decision = period.text("decision", "") if period.has("decision") else ""
    if not period.has("valid_from"):
        problems.append(Problem("valid_from", "missing"))
    elif valid_from and valid_to and valid_to <= valid_from:
        problems.append(Problem("valid_to", "out-of-range", str(valid_to)))
    files.problems += [raw.found(problem) for problem in problems]

    definition = _definition(raw, valid_from, fields, blocks, files)
    process = _process(raw, files)
    if definition and process:
        files.problems += _flaws(raw, process, definition)
        files.problems += _lost_branches(raw, process, definition)
    if definition and process and valid_from and len(files.problems) == before:
        files.procedures.append(
            ProcedureFile(
                source=raw.source,
                path=raw.path,
                definition=definition,
                process=process,
                valid_from=valid_from,
                valid_to=valid_to,
                decision=decision,
            )
        )


def _definition(
    raw: _Raw, valid_from: date | None, fields: Shared, blocks: Shared, files: CatalogFiles
) -> ProcedureDefinition | None:
    data = {name: value for name, value in raw.data.items() if name not in VERSION_KEYS | {"process"}}
    if isinstance(name := data.get("field"), str):
        if name not in fields:
            files.problems.append(raw.found(Problem("field", "unknown-value", name)))
            return None
        data["field"] = fields[name][2]
    if isinstance(fees := data.get("fees"), list) and valid_from:
        # A fee without a period of its own holds as long as the version that states it.
        since = {"valid_from": valid_from}
        data["fees"] = [{**since, **fee} if isinstance(fee, Mapping) else fee for fee in fees]
    try:
        return procedure_from_data(data, {name: block for name, (_, _, block) in blocks.items()})
    except DataInvalid as error:
        files.problems += [_placed(raw, problem, fields, blocks) for problem in error.problems]
        return None


def _placed(raw: _Raw, problem: Problem, fields: Shared, blocks: Shared) -> FileProblem:
    """Return a problem where it stands: what procedures share stands in another file."""
    first, _, rest = problem.path.partition(".")
    shared = raw.data.get("field")
    if first == "field" and rest and isinstance(shared, str):
        source, path, _ = fields[shared]
        return source.problem(f"{path}.{rest}", problem.problem, problem.value)
    if first == "form_blocks" and (block := rest.split(".")[0]) in blocks:
        return blocks[block][0].problem(problem.path, problem.problem, problem.value)
    return raw.found(problem)


def _process(raw: _Raw, files: CatalogFiles) -> Process | None:
    data = raw.data.get("process")
    if not isinstance(data, Mapping):
        files.problems.append(raw.found(Problem("process", "wrong-type" if data else "missing")))
        return None
    problems: list[Problem] = []
    steps = data.get("steps")
    if isinstance(steps, list):
        timed = [_timed(step, f"steps[{index}]", problems) for index, step in enumerate(steps)]
        data = {**data, "steps": timed}
    try:
        process = process_from_data({"id": str(raw.data.get("key", "")), "version": 1, **data})
    except ProcessDataInvalid as error:
        problems.append(Problem(error.path, error.problem))
    files.problems += [raw.found(problem, "process") for problem in problems]
    return None if problems else process


def _timed(step: Any, path: str, problems: list[Problem]) -> Any:
    """Return a step with its time in minutes, as the domain has it."""
    if not isinstance(step, Mapping) or "time" not in step:
        return step
    harmless = {**step, "time": {"amount_minutes": 0}}
    time = step["time"]
    if not isinstance(time, Mapping) or len(time) != 1:
        problems.append(Problem(f"{path}.time", "wrong-type", str(time)))
        return harmless
    [(unit, amount)] = time.items()
    if unit not in TIMES:
        problems.append(Problem(f"{path}.time.{unit}", "unknown-field"))
        return harmless
    try:
        minutes = TIMES[unit](amount)
    except StepTimeNotCountable:
        problems.append(Problem(f"{path}.time.{unit}", "out-of-range", str(amount)))
        return harmless
    return {**step, "time": {"amount_minutes": minutes.amount_minutes, "unit": minutes.unit.value}}


def _flaws(raw: _Raw, process: Process, definition: ProcedureDefinition) -> list[FileProblem]:
    order = [step.id for step in process.steps]

    def place(flaw: Flaw) -> str:
        named = [step for step in flaw.steps if step in order]
        if flaw.code is FlawCode.OVER_LIMIT:
            return "process"  # No one step takes too long: all of them together do.
        return f"process.steps[{order.index(named[-1])}]" if named else "process"

    return [
        raw.found(Problem(place(flaw), flaw.code.value, _shown(flaw)))
        for flaw in check(process, definition.allowance)
    ]


def _shown(flaw: Flaw) -> str:
    """Return what proves a flaw: the way into it, and the time taken where that is what is wrong."""
    way = " > ".join(f"{step}/{action}" for step, action in flaw.path)
    if flaw.taken_minutes is not None:
        return f"{flaw.taken_minutes} > {flaw.allowed_minutes} min: {way}"
    return way or ", ".join((*flaw.steps, *flaw.actions))


def _lost_branches(raw: _Raw, process: Process, definition: ProcedureDefinition) -> list[FileProblem]:
    """Return the branches that begin at, or run through, a step the process does not have."""
    places = [
        (f"branches[{number}].{name}", step)
        for number, branch in enumerate(definition.branches)
        for name, step in [
            *((f"at[{index}]", step) for index, step in enumerate(branch.at)),
            *([("step", branch.step)] if branch.step else []),
        ]
    ]
    return [raw.found(Problem(path, "unknown-value", step)) for path, step in places if step not in process]
