"""Reading data files so that every mistake is found at once and named by file, line and field."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml
from django.utils.translation import gettext as _

from motcua.domain.errors import DomainError


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in a data file."""

    file: str
    line: int
    field: str
    what: str

    def __str__(self) -> str:
        """Return the form in which the operator reads it."""
        return f"{self.file}:{self.line}: {self.field}: {self.what}"


class DataRefused(DomainError):
    """Data files hold mistakes; nothing was loaded."""

    code = "organization.data-refused"

    def __init__(self, *, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


class Entry:
    """One mapping of a file. A missing or wrong value is noted as a problem, and a stand-in returned."""

    def __init__(self, file: str, node: yaml.Node, problems: list[Problem], field: str = "") -> None:
        self.file = file
        self.problems = problems
        self.field = field
        self.line = node.start_mark.line + 1
        self._values: dict[str, yaml.Node] = {}
        if isinstance(node, yaml.MappingNode):
            self._read(node)
        else:
            self._note(self.line, field, _("phải là các cặp tên: giá trị"))

    def problem(self, key: str, what: str) -> None:
        """Note a mistake in the value of a key, or in the entry when it lacks the key."""
        node = self._values.get(key)
        self._note(node.start_mark.line + 1 if node else self.line, self._path(key), what)

    def only(self, *allowed: str) -> None:
        """Note every key that means nothing here."""
        for key in self._values.keys() - set(allowed):
            self.problem(key, _("không có mục này"))

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; required unless there is a default."""
        node = self._values.get(key)
        if node is None and default is not None:
            return default
        if isinstance(node, yaml.ScalarNode) and node.value.strip():
            return str(node.value).strip()
        self.problem(key, _("thiếu giá trị"))
        return default or ""

    def day(self, key: str) -> date:
        """Return a day written 2025-07-01."""
        return self.day_or_none(key) or self._missing_day(key)

    def day_or_none(self, key: str) -> date | None:
        """Return a day, or None when it is not given."""
        if key not in self._values:
            return None
        try:
            return date.fromisoformat(self.text(key))
        except ValueError:
            self.problem(key, _("ngày phải viết như 2025-07-01"))
            return date.min

    def number(self, key: str, default: int) -> int:
        """Return a positive whole number."""
        text = self.text(key, str(default))
        if text.isdigit() and int(text):
            return int(text)
        self.problem(key, _("phải là số nguyên dương"))
        return default

    def flag(self, key: str) -> bool:
        """Return true or false; false when not given."""
        return self.choice(key, ("true", "false"), "false") == "true"

    def choice(self, key: str, allowed: Sequence[str], default: str | None = None) -> str:
        """Return one of some words."""
        word = self.text(key, default)
        if word not in allowed:
            self.problem(key, _("phải là một trong: %s") % ", ".join(sorted(allowed)))
        return word

    def words(self, key: str) -> list[str]:
        """Return a list of words; empty when not given."""
        return [node.value for node in self._items(key) if isinstance(node, yaml.ScalarNode)]

    def entries(self, key: str) -> list["Entry"]:
        """Return a list of mappings; empty when not given."""
        return [
            Entry(self.file, node, self.problems, f"{self._path(key)}[{number}]")
            for number, node in enumerate(self._items(key))
        ]

    def mappings(self, key: str) -> list["Entry"]:
        """Return those of a list that are mappings and not single words; empty when not given."""
        return [
            Entry(self.file, node, self.problems, f"{self._path(key)}[{number}]")
            for number, node in enumerate(self._items(key))
            if not isinstance(node, yaml.ScalarNode)
        ]

    def entry(self, key: str) -> "Entry | None":
        """Return a mapping within this one; None when not given."""
        node = self._values.get(key)
        return None if node is None else Entry(self.file, node, self.problems, self._path(key))

    def __iter__(self) -> Iterator[str]:
        """Yield the keys in the order of the file."""
        return iter(self._values)

    def _read(self, node: yaml.MappingNode) -> None:
        for key, value in node.value:
            name = str(key.value)
            if name in self._values:
                self._note(key.start_mark.line + 1, self._path(name), _("ghi hai lần"))
            self._values[name] = value

    def _items(self, key: str) -> list[yaml.Node]:
        node = self._values.get(key)
        if node is None:
            return []
        if isinstance(node, yaml.SequenceNode):
            return list(node.value)
        self.problem(key, _("phải là danh sách"))
        return []

    def _missing_day(self, key: str) -> date:
        self.problem(key, _("thiếu giá trị"))
        return date.min

    def _path(self, key: str) -> str:
        return f"{self.field}.{key}" if self.field else key

    def _note(self, line: int, field: str, what: str) -> None:
        self.problems.append(Problem(self.file, line, field, what))


def read_mapping(path: Path, problems: list[Problem]) -> Entry | None:
    """Return the mapping that a file holds; None after noting why it cannot be read."""
    node = _compose(path, problems)
    return None if node is None else Entry(path.name, node, problems)


def read_text(name: str, text: str, problems: list[Problem]) -> Entry | None:
    """Return the mapping that a text holds; None after noting why it cannot be read."""
    node = _parsed(name, text, problems)
    return None if node is None else Entry(name, node, problems)


def read_list(path: Path, problems: list[Problem]) -> list[Entry]:
    """Return the mappings that a file lists; empty after noting why it cannot be read."""
    node = _compose(path, problems)
    if node is None:
        return []
    if not isinstance(node, yaml.SequenceNode):
        problems.append(Problem(path.name, 1, "", _("phải là danh sách")))
        return []
    return [Entry(path.name, item, problems, f"[{number}]") for number, item in enumerate(node.value)]


def _compose(path: Path, problems: list[Problem]) -> yaml.Node | None:
    try:
        return _parsed(path.name, path.read_text(), problems)
    except FileNotFoundError:
        problems.append(Problem(path.name, 1, "", _("không thấy tệp này")))
        return None


def _parsed(name: str, text: str, problems: list[Problem]) -> yaml.Node | None:
    try:
        node: yaml.Node | None = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problems.append(Problem(name, line, "", str(error.problem)))
        return None
    if node is None:
        problems.append(Problem(name, 1, "", _("tệp trống")))
    return node
