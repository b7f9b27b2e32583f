"""Two versions beside each other: what was added, removed or changed, place by place.

Entries of lists are matched by what names them (id, code, name …), not by their place, so that a paper
put in between does not make all that follow look changed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

NAMED_BY: Final = ("id", "code", "name", "key", "value", "title", "label")
SHOWN_BY: Final = ("label", "title", "name", "id", "code", "key", "value")
WHOLE: Final = frozenset({"allowance", "within", "visible_when", "required_when"})
"""Mappings that say one thing and are told as one."""


class ChangeKind(StrEnum):
    """What happened to a place."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `path` names fields as the data does, and entries of lists by their names.

    `fields` is the same way without the names of entries.
    """

    path: tuple[str, ...]
    fields: tuple[str, ...]
    kind: ChangeKind
    before: Any = None
    after: Any = None


@dataclass(frozen=True, slots=True)
class _Place:
    path: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()

    def field(self, name: str) -> "_Place":
        return _Place((*self.path, name), (*self.fields, name))

    def entry(self, name: str) -> "_Place":
        return _Place((*self.path, name), self.fields)

    def change(self, before: Any, after: Any) -> Change:
        if before is None:
            return Change(self.path, self.fields, ChangeKind.ADDED, after=after)
        if after is None:
            return Change(self.path, self.fields, ChangeKind.REMOVED, before=before)
        return Change(self.path, self.fields, ChangeKind.CHANGED, before, after)


def compare(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    """Return what differs between two versions as plain data, in the order of the fields."""
    return tuple(_mappings(before, after, _Place()))


def _mappings(before: Mapping[str, Any], after: Mapping[str, Any], place: _Place) -> Iterable[Change]:
    for name in dict.fromkeys((*before, *after)):
        yield from _values(before.get(name), after.get(name), place.field(name))


def _values(before: Any, after: Any, place: _Place) -> Iterable[Change]:
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping) and place.fields[-1] not in WHOLE:
        yield from _mappings(before, after, place)
    elif _lists(before, after):
        yield from _entries(before or [], after or [], place)
    else:
        yield place.change(before, after)


def _lists(*values: Any) -> bool:
    given = [value for value in values if value is not None]
    return all(isinstance(value, Sequence) and not isinstance(value, str) for value in given)


def _entries(before: Sequence[Any], after: Sequence[Any], place: _Place) -> Iterable[Change]:
    key = _key_of([*before, *after])
    old, new = _keyed(before, key), _keyed(after, key)
    if old.keys() == new.keys() and list(old) != list(new):
        yield place.change(list(before), list(after))
        return
    for name in dict.fromkeys((*old, *new)):
        one, other = old.get(name), new.get(name)
        if one == other:
            continue
        entry = place.entry(_shown(other if other is not None else one))
        if isinstance(one, Mapping) and isinstance(other, Mapping):
            yield from _mappings(one, other, entry)
        else:
            yield entry.change(one, other)


def _key_of(entries: Sequence[Any]) -> str:
    """Return the field that names every entry, or nothing where they are plain values or have no such field."""
    if all(isinstance(entry, Mapping) for entry in entries):
        for name in NAMED_BY:
            if all(isinstance(entry.get(name), str) for entry in entries):
                return name
    return ""


def _keyed(entries: Sequence[Any], key: str) -> dict[tuple[str, int], Any]:
    """Return entries by their name; those of one name are told apart by their order."""
    found: dict[tuple[str, int], Any] = {}
    for place, entry in enumerate(entries):
        name = str(entry[key]) if key else str(place) if isinstance(entry, Mapping) else str(entry)
        found[name, sum(known == name for known, _ in found)] = entry
    return found


def _shown(entry: Any) -> str:
    if not isinstance(entry, Mapping):
        return str(entry)
    return next((str(entry[name]) for name in SHOWN_BY if entry.get(name)), "")
