"""Procedures of another folder that a province takes over, decided by agencies of its own.

A file says where they lie, from when they hold, and for each group who decides them:

    adopt:
      from: ../../procedures
      valid_from: 2013-01-01
      groups:
        - procedures: [gpxd-cap34-nha-o, gpxd-gia-han]
          offer: {kinds: [district_committee], received_at: [competent_agency]}
          steps:                      # only where the province has other units or other posts
            - {unit: 'unit:kinh-te', to: 'unit:kinh-te-ha-tang'}
            - {unit: 'unit:canh-sat-giao-thong', role: police_chief, to: leaders, as: leader}

What is not named stays out. Everything else of a procedure is read where it lies, mistakes too.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from motcua.apps.catalog import yaml_source
from motcua.apps.catalog.yaml_source import FileProblem, Source

ADOPT = "adopt"
_KEYS = frozenset({"from", "valid_from", "groups"})
_GROUP_KEYS = frozenset({"procedures", "offer", "steps"})
_STEP_KEYS = frozenset({"unit", "role", "to", "as"})


@dataclass(frozen=True, slots=True)
class _Change:
    """What becomes of the unit and the role of a step; an empty `role` means any."""

    unit: str
    role: str
    to: str
    to_role: str

    def of(self, step: Mapping[str, Any]) -> Mapping[str, Any] | None:
        if step.get("unit") != self.unit or (self.role and step.get("role") != self.role):
            return None
        return {**step, "unit": self.to, **({"role": self.to_role} if self.to_role else {})}


def folders_of(folder: Path) -> Iterator[Path]:
    """Return the folders from which a folder takes procedures."""
    for file in yaml_source.files_of(folder):
        written = _written(yaml_source.read(file))
        if written is not None and isinstance(written.get("from"), str):
            yield (folder / written["from"]).resolve()


def adopted(folder: Path, source: Source) -> tuple[list[Source], list[FileProblem]]:
    """Return the files that a file takes procedures from, cut to what it takes; none when it takes nothing."""
    written = _written(source)
    if written is None:
        return [], []
    problems = list(_unknown(source, ADOPT, written, _KEYS))
    sources = [yaml_source.read(file) for file in _files(folder, written.get("from"))]
    if not sources:
        problems.append(source.problem(f"{ADOPT}.from", "unknown-value", written.get("from", "")))
        return [], problems
    groups: dict[str, Mapping[str, Any]] = {}
    for number, group in enumerate(written.get("groups") or ()):
        problems += _judge(source, f"{ADOPT}.groups[{number}]", group)
        if isinstance(group, Mapping):
            groups |= dict.fromkeys(map(str, group.get("procedures") or ()), group)
    if problems:
        return [], problems
    found = {str(key) for other in sources for key in _take(other, groups, written.get("valid_from"))}
    problems += [
        source.problem(f"{ADOPT}.groups", "unknown-value", key) for key in sorted(groups.keys() - found)
    ]
    return sources, problems


def _written(source: Source) -> Mapping[str, Any] | None:
    written = source.data.get(ADOPT) if isinstance(source.data, Mapping) else None
    return written if isinstance(written, Mapping) else None


def _files(folder: Path, other: object) -> list[Path]:
    return list(yaml_source.files_of(folder / other)) if isinstance(other, str) else []


def _unknown(
    source: Source, path: str, data: Mapping[str, Any], known: frozenset[str]
) -> Iterator[FileProblem]:
    for key in data:
        if key not in known:
            yield source.problem(f"{path}.{key}", "unknown-field")


def _judge(source: Source, path: str, group: object) -> Iterator[FileProblem]:
    if not isinstance(group, Mapping):
        yield source.problem(path, "wrong-type")
        return
    yield from _unknown(source, path, group, _GROUP_KEYS)
    for key in ("procedures", "offer"):
        if not group.get(key):
            yield source.problem(f"{path}.{key}", "missing")
    for number, step in enumerate(group.get("steps") or ()):
        place = f"{path}.steps[{number}]"
        if not isinstance(step, Mapping) or not step.get("unit") or not step.get("to"):
            yield source.problem(place, "wrong-type")
        else:
            yield from _unknown(source, place, step, _STEP_KEYS)


def _take(source: Source, groups: Mapping[str, Mapping[str, Any]], valid_from: object) -> Iterator[str]:
    """Cut a file to the procedures that are taken; each keeps its place, so that mistakes find their lines."""
    if not isinstance(source.data, Mapping):
        return
    kept: list[object] = []
    for raw in source.data.get("procedures") or ():
        key = str(raw.get("key", "")) if isinstance(raw, Mapping) else ""
        kept.append(_as_here(raw, groups[key], valid_from) if key in groups else None)
        if key in groups:
            yield key
    source.data = {**source.data, "procedures": kept}


def _as_here(raw: Mapping[str, Any], group: Mapping[str, Any], valid_from: object) -> Mapping[str, Any]:
    changes = [
        _Change(step["unit"], step.get("role", ""), step["to"], step.get("as", ""))
        for step in group.get("steps") or ()
    ]
    process, branches = raw.get("process"), raw.get("branches")
    here = {**raw, "offer": group["offer"], "valid_from": valid_from}
    here.pop("valid_to", None)
    if isinstance(process, Mapping) and isinstance(process.get("steps"), list):
        here["process"] = {**process, "steps": [_changed(step, changes) for step in process["steps"]]}
    if isinstance(branches, list):
        here["branches"] = [_changed(branch, changes) for branch in branches]
    return here


def _changed(step: object, changes: Sequence[_Change]) -> object:
    if not isinstance(step, Mapping):
        return step
    return next((found for change in changes if (found := change.of(step)) is not None), step)
