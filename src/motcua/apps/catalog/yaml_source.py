"""YAML files read with the place of every value, so that an error can name its line.

Only plain data is read. A key written twice in one mapping is a slip that YAML itself would hide; it is
reported here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

_LAST_PART = re.compile(r"(\[\d+\]|\.?[^.\[\]]+)$")
_SCALARS = yaml.CSafeLoader("")


@dataclass(frozen=True, slots=True)
class FileProblem:
    """What is wrong in a file: the line, the path of the field, and what."""

    file: str
    line: int
    field: str
    problem: str
    value: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}: {self.field}" if self.field else f"{self.file}:{self.line}"
        return f"{place}: {self.problem}" + (f" ({self.value})" if self.value else "")


@dataclass(slots=True)
class Source:
    """One file: its data, the line of every path in it, and what is wrong with its form."""

    name: str
    data: Any = None
    lines: dict[str, int] = field(default_factory=dict)
    problems: list[FileProblem] = field(default_factory=list)

    def line_of(self, path: str) -> int:
        """Return the line of a path, or of the nearest thing around it that is there."""
        while path and path not in self.lines:
            path = _LAST_PART.sub("", path)
        return self.lines.get(path, 1)

    def problem(self, path: str, problem: str, value: object = "") -> FileProblem:
        """Return a problem with the line of its path."""
        return FileProblem(self.name, self.line_of(path), path, problem, str(value))


def read(file: Path) -> Source:
    """Return what a file holds. What is no YAML has no data and one problem."""
    source = Source(file.name)
    loader = yaml.CSafeLoader(file.read_text(encoding="utf-8"))
    try:
        root = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        source.problems.append(FileProblem(file.name, line, "", "not-yaml", error.problem or ""))
        return source
    finally:
        loader.dispose()
    if root is not None:
        source.data = _build(root, "", source)
    return source


def files_of(folder: Path) -> Iterator[Path]:
    """Return the YAML files of a folder in the order of their names."""
    return iter(sorted(folder.glob("*.yaml")))


def _build(node: yaml.Node, path: str, source: Source) -> Any:
    source.lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return _build_mapping(node, path, source)
    if isinstance(node, yaml.SequenceNode):
        return [_build(value, f"{path}[{index}]", source) for index, value in enumerate(node.value)]
    return _SCALARS.construct_object(node)


def _build_mapping(node: yaml.MappingNode, path: str, source: Source) -> dict[str, Any]:
    built: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        place = f"{path}.{key}" if path else key
        if key in built:
            line = key_node.start_mark.line + 1
            source.problems.append(FileProblem(source.name, line, place, "repeated"))
        built[key] = _build(value_node, place, source)
        # The key says where a field is; its value may begin lines below.
        source.lines[place] = key_node.start_mark.line + 1
    return built
