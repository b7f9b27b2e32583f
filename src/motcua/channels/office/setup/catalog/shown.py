"""The parts of a section as the page shows them: what stands there, what may be chosen, what is wrong."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from motcua.apps.catalog import registry
from motcua.channels.office.setup.catalog.schema import Input, Kind, Rows, Section
from motcua.domain.catalog import Problem
from motcua.ui import procedure_parts as parts

Options = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One input with all that the template writes."""

    name: str
    id: str
    kind: str
    label: str
    optional: bool
    wide: bool
    help: str
    value: str = ""
    unit: str = ""
    checked: bool = False
    chosen: Sequence[str] = ()
    options: Options = ()
    errors: Sequence[str] = ()
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class RowLines:
    """One row of a table."""

    place: str
    number: int
    lines: Sequence[Line]
    errors: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLines:
    """A table with its rows."""

    path: str
    id: str
    label: str
    help: str
    add: str
    rows: Sequence[RowLines]
    errors: Sequence[str]


class Choosing:
    """What may be chosen, asked for once a page."""

    def __init__(self, on: date) -> None:
        self._on = on
        self._known: dict[str, Options] = {}

    def options(self, name: str) -> Options:
        """Return the choices of a list by its name."""
        if name not in self._known:
            self._known[name] = self._read(name)
        return self._known[name]

    def _read(self, name: str) -> Options:
        if name == "agencies":
            return registry.agencies(self._on)
        if name in ("fields", "kinds"):
            return registry.fields() if name == "fields" else registry.kinds()
        return [(value, str(words)) for value, words in parts.CHOICES[name].items()]


@dataclass(frozen=True, slots=True)
class Page:
    """What a section shows: data, problems by place, choices."""

    data: Mapping[str, Any]
    problems: Sequence[Problem]
    choosing: Choosing

    def parts(self, section: Section, extra: str = "") -> list[Line | TableLines]:
        """Return the parts of a section; the table at `extra` gets one blank row more."""
        return [
            self._table(part, extra)
            if isinstance(part, Rows)
            else self._line(part, part.path, self.at(part.path))
            for part in section.parts
        ]

    def at(self, path: str) -> Any:
        """Return what stands at a place."""
        found: Any = self.data
        for name in path.split("."):
            found = found.get(name) if isinstance(found, Mapping) else None
        return found

    def _table(self, part: Rows, extra: str) -> TableLines:
        stored = self.at(part.path)
        values = list(stored) if isinstance(stored, list) else []
        if extra == part.path or not values:
            values.append("" if part.plain else {})
        return TableLines(
            path=part.path,
            id=_id(part.path),
            label=parts.label(part.path.split(".")),
            help=str(part.help),
            add=str(part.add),
            rows=[self._row(part, index, value) for index, value in enumerate(values)],
            errors=self._errors(part.path, part.path, exact=True),
        )

    def _row(self, part: Rows, index: int, value: Any) -> RowLines:
        place = f"{part.path}[{index}]"
        if part.plain:
            return RowLines(place, index + 1, [self._line(part.columns[0], place, value)], ())
        given = dict(value) if isinstance(value, Mapping) else {}
        if given.get("condition"):
            given.setdefault("required", False)  # What a condition says where nothing else is said.
        lines = [
            self._line(column, f"{place}.{column.path}", given.get(column.path)) for column in part.columns
        ]
        return RowLines(place, index + 1, lines, self._errors(place, part.path, exact=True))

    def _line(self, part: Input, name: str, value: Any) -> Line:
        label = parts.label(_fields(name)) if part.path else _("Cơ quan")
        amount, unit = _allowance(value) if part.kind is Kind.ALLOWANCE else ("", "")
        flag = part.default if value is None else value is True
        return Line(
            name=name,
            id=_id(name),
            kind=part.kind.value,
            label=label,
            optional=part.optional,
            wide=part.wide,
            help=str(part.help),
            value=amount if part.kind is Kind.ALLOWANCE else _text(part, value),
            unit=unit,
            checked=part.kind is Kind.FLAG and flag,
            chosen=[str(one) for one in value] if isinstance(value, list) else (),
            options=self._options(part, value),
            errors=self._errors(name, name),
            fresh=part.choices == "fields",
        )

    def _options(self, part: Input, value: Any) -> Options:
        if part.kind is Kind.ALLOWANCE:
            return [(unit, str(words)) for unit, words in parts.UNIT_NAMES.items()]
        if not part.choices:
            return ()
        options = self.choosing.options(part.choices)
        known = {key for key, _words in options}
        text = _text(part, value)
        if part.kind is Kind.CHOICE and text and text not in known:
            return [*options, (text, _new_name(value))]
        return options

    def _errors(self, path: str, label: str, *, exact: bool = False) -> list[str]:
        return [
            sentence(problem)
            for problem in self.problems
            if problem.path == path or (not exact and problem.path.startswith((f"{path}.", f"{path}[")))
        ]


def sentence(problem: Problem) -> str:
    """Return what is wrong, in the words of its place."""
    fields = _fields(problem.path)
    name = fields[-1] if fields else ""
    return parts.problem(problem.problem, name=name, label=parts.label(fields), value=problem.value)


def _fields(path: str) -> list[str]:
    """Return the names of the fields that lead to a place: `documents[2].copies` is documents, copies."""
    return [part.partition("[")[0] for part in path.split(".")]


def _id(name: str) -> str:
    return "f-" + "".join(letter if letter.isalnum() else "-" for letter in name)


def _text(part: Input, value: Any) -> str:
    if value is None or isinstance(value, bool):
        return ""
    if part.choices == "fields" and isinstance(value, Mapping):
        return str(value.get("key", ""))
    if part.kind is Kind.LINES and isinstance(value, list):
        return "\n".join(map(str, value))
    if part.kind is Kind.CONDITION:
        return parts.condition(value)
    if part.kind is Kind.DAY:
        return shown_day(str(value))
    return "" if isinstance(value, list | Mapping) else str(value)


def shown_day(text: str) -> str:
    """Return a day as people write it; what is none stays as it was typed."""
    try:
        return date.fromisoformat(text).strftime("%d/%m/%Y")
    except ValueError:
        return text


def _allowance(value: Any) -> tuple[str, str]:
    if not isinstance(value, Mapping) or len(value) != 1:
        return "", "working_days"
    [(unit, amount)] = value.items()
    return str(amount), str(unit)


def _new_name(value: Any) -> str:
    return str(value.get("name", "")) if isinstance(value, Mapping) else str(value)


SENTENCES_SHOWN: Final = 30


def summary(problems: Iterable[Problem], section: Section) -> list[tuple[str, str]]:
    """Return the problems of a section as links to their places: id of the input and sentence."""
    paths = [part.path for part in section.parts]
    mine = [p for p in problems if any(p.path == x or p.path.startswith((f"{x}.", f"{x}[")) for x in paths)]
    return [(_id(_typed_at(p, section)), sentence(p)) for p in mine][:SENTENCES_SHOWN]


def _typed_at(problem: Problem, section: Section) -> str:
    """Return the name of the input at which a problem shows: that of the whole limit for its unit."""
    for part in section.parts:
        if isinstance(part, Input) and problem.path.startswith((f"{part.path}.", f"{part.path}[")):
            return part.path
    head, dot, _rest = problem.path.rpartition("].")
    return problem.path if not dot else f"{head}].{problem.path[len(head) + 2 :].partition('.')[0]}"
