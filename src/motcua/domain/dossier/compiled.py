"""Functions that read, write and copy one frozen class, put together from its fields once and run many times.

A journal of a million dossiers holds tens of millions of values: what is known of a class before (its fields, their
defaults, how each is converted) is not asked again for each of them. The standard library makes the constructors
of data classes in the same way.
"""

import dataclasses
from collections.abc import Callable, Hashable, Mapping
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")
Put = Callable[[Any, Any], None]
Convert = Callable[[Any], Any]
Names = dict[str, Any]

PLAIN = frozenset({str, int, bool, type(None)})
"""Classes whose values JSON keeps as they are."""

_ABSENT = object()


@dataclasses.dataclass(frozen=True, slots=True)
class Reading:
    """How one field is read: by which function, if any, and whether None stays None."""

    convert: Convert | None = None
    optional: bool = False

    def of(self, name: str) -> str:
        """Return the expression that reads the field from `data`; `name` is that of the function."""
        item = f"data[{name!r}]"
        if self.convert is None:
            return item
        if self.optional:
            return f"(None if (item := {item}) is None else convert_{name}(item))"
        return f"convert_{name}({item})"


def reader(cls: Any, readings: Mapping[str, Reading]) -> Convert:
    """Return a function from plain data to a value; it raises KeyError for a name too many, TypeError for one missing."""
    fields = dataclasses.fields(cls)
    names: Names = {
        "cls": cls,
        "new": object.__new__,
        "known": frozenset(field.name for field in fields),
        "needed": frozenset(field.name for field in fields if _usual(field) is _ABSENT),
        "refuse": _refuse,
    }
    lines = [
        "def read(data):",
        "    if not needed <= data.keys() <= known:",
        "        refuse(data, needed, known)",
        "    value = new(cls)",
    ]
    for field in fields:
        name, reading = field.name, readings[field.name]
        names |= {f"put_{name}": putter(cls, name), f"convert_{name}": reading.convert}
        names |= {f"usual_{name}": field.default, f"make_{name}": field.default_factory}
        found = reading.of(name)
        if field.default is not dataclasses.MISSING:
            found = f"{found} if {name!r} in data else usual_{name}"
        elif field.default_factory is not dataclasses.MISSING:
            found = f"{found} if {name!r} in data else make_{name}()"
        lines.append(f"    put_{name}(value, {found})")
    return _function("read", [*lines, *_check(cls), "    return value"], names)


def writer(cls: Any, convert: Convert) -> Convert:
    """Return a function from a value to plain data without fields at their default; `convert` turns a field plain."""
    names: Names = {"plain": PLAIN, "convert": convert}
    lines = ["def write(value):", "    data = {}"]
    for field in dataclasses.fields(cls):
        name, usual = field.name, _usual(field)
        names[f"usual_{name}"] = usual
        lines += [f"    item = value.{name}", f"    if {_differs(name, usual)}:"]
        lines.append(f"        data[{name!r}] = item if type(item) in plain else convert(item)")
    return _function("write", [*lines, "    return data"], names)


def changed(value: T, /, **changes: object) -> T:
    """Return a frozen value with others in some fields. Raises KeyError for a field that it does not have.

    The same as `dataclasses.replace`, several times as fast.
    """
    result: T = _copier(_kind(value))(value)
    amend(result, changes)
    if hasattr(result, "__post_init__"):
        result.__post_init__()
    return result


def amend(value: object, changes: Mapping[str, object]) -> None:
    """Change a value that nobody else knows yet in its place. Raises KeyError for a field that it does not have."""
    puts = _putters(_kind(value))
    for name, item in changes.items():
        puts[name](value, item)


def _kind(value: object) -> Hashable:
    kind: Any = type(value)
    return kind  # type: ignore[no-any-return]


@cache
def _putters(cls: Any) -> Mapping[str, Put]:
    return {field.name: putter(cls, field.name) for field in dataclasses.fields(cls)}


@cache
def _copier(cls: Any) -> Convert:
    puts = {f"put_{name}": put for name, put in _putters(cls).items()}
    lines = [f"    put_{name}(result, value.{name})" for name in _putters(cls)]
    names: Names = {"cls": cls, "new": object.__new__, **puts}
    return _function(
        "copy", ["def copy(value):", "    result = new(cls)", *lines, "    return result"], names
    )


def putter(cls: Any, name: str) -> Put:
    """Return how a field of a value that nobody else knows yet is set; a frozen class refuses every other way."""
    put = getattr(getattr(cls, name, None), "__set__", None)
    return put or (lambda value, item: object.__setattr__(value, name, item))


def _usual(field: "dataclasses.Field[Any]") -> Any:
    """Return what a field holds when nothing is said; a mark of our own when something must be."""
    if field.default is not dataclasses.MISSING:
        return field.default
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return _ABSENT


def _check(cls: Any) -> list[str]:
    """Return the line that lets a value object to what it was given, as its constructor does."""
    return ["    value.__post_init__()"] if hasattr(cls, "__post_init__") else []


def _differs(name: str, usual: Any) -> str:
    """Return the condition under which a field is written down."""
    if usual is _ABSENT:
        return "True"
    return "item is not None" if usual is None else f"item is not usual_{name} and item != usual_{name}"


def _refuse(data: Mapping[str, Any], needed: frozenset[str], known: frozenset[str]) -> None:
    if unknown := sorted(data.keys() - known):
        raise KeyError(*unknown)
    raise TypeError(f"missing: {', '.join(sorted(needed - data.keys()))}")


def _function(name: str, lines: list[str], names: Names) -> Convert:
    exec("\n".join(lines), names)  # noqa: S102  # Names of fields of our own classes, and nothing else.
    function: Convert = names[name]
    return function
