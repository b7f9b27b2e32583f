"""Read plain data strictly and tell everything that is wrong with it at once.

An editor of procedures is helped by a list of all faults, not by the first one. A reader therefore notes
a problem under the path of its field and goes on with a harmless value; whoever reads the whole thing
refuses it when anything was noted.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Any, Final, TypeVar

from motcua.domain.deadlines import Allowance, Unit
from motcua.domain.errors import DomainError

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

REQUIRED: Final = object()
"""The default of a field that must not be left out."""

SAME_DAY: Final = Allowance(0, Unit.WORKING_DAY)

UNITS: Final = {
    "working_days": Unit.WORKING_DAY,
    "days": Unit.DAY,
    "hours": Unit.HOUR,
    "months": Unit.MONTH,
}
"""How a limit is written: `{working_days: 3}`."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field.

    `problem` is `missing`, `unknown-field`, `wrong-type`, `unknown-value`, `out-of-range`, `bad-format`,
    `repeated` or `empty`, or what a part of its own says of itself; `value` is what was found there.
    """

    path: str
    problem: str
    value: str = ""

    def __str__(self) -> str:
        return f"{self.path}: {self.problem}" + (f" ({self.value})" if self.value else "")


class DataInvalid(DomainError):
    """Data does not describe what it should; `problems` names every field at fault."""

    code = "catalog.data-invalid"

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = tuple(problems)


class Reader:
    """One mapping of the data, read field by field."""

    def __init__(self, data: object, path: str, problems: list[Problem], *, known: Collection[str]) -> None:
        self.path = path
        self._problems = problems
        self._data: Mapping[Any, Any] = {}
        self._judged = isinstance(data, Mapping)
        if isinstance(data, Mapping):
            self._data = data
        else:
            self._note(path, "wrong-type", data)
        for name in self._data:
            if name not in known:
                self._note(self.path_of(str(name)), "unknown-field")

    def path_of(self, name: str) -> str:
        """Return the path of a field of this mapping."""
        return f"{self.path}.{name}" if self.path else name

    def note(self, name: str, problem: str, value: object = "") -> None:
        """Note that a field of this mapping is wrong."""
        self._note(self.path_of(name), problem, value)

    def has(self, name: str) -> bool:
        """Tell whether the field is there and not empty."""
        return self._data.get(name) is not None

    def text(self, name: str, default: object = REQUIRED) -> str:
        """Return a text. One that must not be left out must not be blank either."""
        value = self._typed(name, str, default, "")
        if default is REQUIRED and not value.strip() and self.has(name):
            self.note(name, "empty")
        return value

    def coded(self, name: str, pattern: re.Pattern[str], default: object = REQUIRED) -> str:
        """Return a text of a fixed form; an empty one is as good as none."""
        value = self.text(name, default)
        if value and not pattern.fullmatch(value):
            self.note(name, "bad-format", value)
        return value

    def number(self, name: str, default: object = REQUIRED, *, least: int = 0) -> int:
        """Return a whole number that is not below the least."""
        value = self._typed(name, int, default, least)
        if value < least:
            self.note(name, "out-of-range", value)
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return a yes or no."""
        return self._typed(name, bool, default, default)

    def choice(self, name: str, among: type[E], default: object = REQUIRED) -> E:
        """Return a member of an enumeration, written as its value."""
        noted = len(self._problems)
        value = self._typed(name, str, default, "")
        if len(self._problems) > noted:
            return next(iter(among))
        return self._member(value, among, self.path_of(name))

    def choices(self, name: str, among: type[E], default: object = REQUIRED) -> tuple[E, ...]:
        """Return members of an enumeration, each once and at least one."""
        chosen = self.each(name, lambda value, path: self._member(value, among, path), default)
        if not chosen and self.has(name):
            self.note(name, "empty")
        return tuple(dict.fromkeys(chosen))

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts, empty when left out."""
        return self.each(name, self._text, ())

    def day(self, name: str) -> date | None:
        """Return a day in ISO form, or None when left out."""
        value = self._data.get(name)
        if value is None or (isinstance(value, date) and type(value) is date):
            return value
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            self.note(name, "wrong-type", value)
            return None

    def clock(self, name: str) -> time | None:
        """Return a time of day such as "15:00", or None when left out."""
        value = self._data.get(name)
        if value is None:
            return None
        try:
            return time.fromisoformat(value)
        except (TypeError, ValueError):
            self.note(name, "wrong-type", value)
            return None

    def allowance(self, name: str) -> Allowance:
        """Return a limit, written as `{working_days: 3}`; see UNITS."""
        value = self._data.get(name)
        if value is None:
            self.note(name, "missing")
            return SAME_DAY
        if not isinstance(value, Mapping) or len(value) != 1:
            self.note(name, "wrong-type", value)
            return SAME_DAY
        [(unit, amount)] = value.items()
        if unit not in UNITS:
            self.note(f"{name}.{unit}", "unknown-field")
            return SAME_DAY
        return self._amount(f"{name}.{unit}", amount, UNITS[unit])

    def each(self, name: str, read: Callable[[object, str], T], default: object = REQUIRED) -> tuple[T, ...]:
        """Return every entry of a list, read by the function given."""
        values = self._get(name, default)
        if isinstance(values, str) or not isinstance(values, Sequence):
            if values is not REQUIRED:
                self.note(name, "wrong-type", values)
            return ()
        path = self.path_of(name)
        return tuple(read(value, f"{path}[{index}]") for index, value in enumerate(values))

    def mapping(self, name: str, read: Callable[[object, str], T], default: T) -> T:
        """Return a nested mapping read by the function given, or the default when left out."""
        return read(self._data[name], self.path_of(name)) if self.has(name) else default

    def _amount(self, name: str, amount: object, unit: Unit) -> Allowance:
        if not isinstance(amount, int) or isinstance(amount, bool):
            self.note(name, "wrong-type", amount)
            return SAME_DAY
        try:
            return Allowance(amount, unit)
        except DomainError:
            self.note(name, "out-of-range", amount)
            return SAME_DAY

    def _member(self, value: object, among: type[E], path: str) -> E:
        members = {member.value: member for member in among}
        if isinstance(value, str) and value in members:
            return members[value]
        self._note(path, "unknown-value", value)
        return next(iter(among))

    def _text(self, value: object, path: str) -> str:
        if isinstance(value, str):
            return value
        self._note(path, "wrong-type", value)
        return ""

    def _typed(self, name: str, kind: type[T], default: object, harmless: T) -> T:
        value = self._get(name, default)
        # To Python a bool is an int; to a reader of the data it is not.
        if isinstance(value, kind) and not (isinstance(value, bool) and kind is not bool):
            return value
        if value is not REQUIRED:
            self.note(name, "wrong-type", value)
        return harmless

    def _get(self, name: str, default: object) -> object:
        value = self._data.get(name, default)
        if value is REQUIRED and self._judged:
            self.note(name, "missing")
        return value

    def _note(self, path: str, problem: str, value: object = "") -> None:
        self._problems.append(Problem(path, problem, str(value)))
