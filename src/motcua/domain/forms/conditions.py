"""When a field is shown or required, in a handful of words that data can hold.

{"field": "tu_cach", "in": ["uy_quyen"]}     {"field": "email", "filled": true}
{"all": […]}     {"any": […]}     {"not": {…}}
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from motcua.domain.forms.reading import FormDataInvalid, Reader

_KEYS = frozenset({"field", "in", "is", "filled", "all", "any", "not"})


@dataclass(frozen=True)
class OneOf:
    """A field has one of some values; a field of several values has at least one of them."""

    field: str
    values: tuple[str | int | bool, ...]

    def holds(self, values: Mapping[str, Any]) -> bool:
        value = values.get(self.field)
        return any(one in self.values for one in (value if isinstance(value, list) else [value]))

    def fields(self) -> tuple[str, ...]:
        return (self.field,)

    def to_data(self) -> dict[str, Any]:
        return {"field": self.field, "in": list(self.values)}


@dataclass(frozen=True)
class Filled:
    """A field has a value."""

    field: str

    def holds(self, values: Mapping[str, Any]) -> bool:
        return self.field in values

    def fields(self) -> tuple[str, ...]:
        return (self.field,)

    def to_data(self) -> dict[str, Any]:
        return {"field": self.field, "filled": True}


@dataclass(frozen=True)
class AllOf:
    """Every part holds."""

    parts: tuple["Condition", ...]

    def holds(self, values: Mapping[str, Any]) -> bool:
        return all(part.holds(values) for part in self.parts)

    def fields(self) -> tuple[str, ...]:
        return tuple(field for part in self.parts for field in part.fields())

    def to_data(self) -> dict[str, Any]:
        return {"all": [part.to_data() for part in self.parts]}


@dataclass(frozen=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple["Condition", ...]

    def holds(self, values: Mapping[str, Any]) -> bool:
        return any(part.holds(values) for part in self.parts)

    def fields(self) -> tuple[str, ...]:
        return tuple(field for part in self.parts for field in part.fields())

    def to_data(self) -> dict[str, Any]:
        return {"any": [part.to_data() for part in self.parts]}


@dataclass(frozen=True)
class Not:
    """The part does not hold."""

    part: "Condition"

    def holds(self, values: Mapping[str, Any]) -> bool:
        return not self.part.holds(values)

    def fields(self) -> tuple[str, ...]:
        return self.part.fields()

    def to_data(self) -> dict[str, Any]:
        return {"not": self.part.to_data()}


Condition = OneOf | Filled | AllOf | AnyOf | Not


def condition_from_data(data: object, path: str) -> Condition:
    """Return the condition that data describes. Raises FormDataInvalid."""
    reader = Reader(data, path, keys=_KEYS)
    for key, kind in (("all", AllOf), ("any", AnyOf)):
        if key in reader.data:
            return kind(tuple(condition_from_data(part, place) for place, part in reader.items(key)))
    if "not" in reader.data:
        return Not(condition_from_data(reader.data["not"], reader.at("not")))
    field = reader.needed_text("field")
    if "filled" in reader.data:
        return Filled(field) if reader.flag("filled") else Not(Filled(field))
    return OneOf(field, _values(reader))


def _values(reader: Reader) -> tuple[str | int | bool, ...]:
    values = [reader.data["is"]] if "is" in reader.data else [value for _, value in reader.items("in")]
    if not values:
        raise reader.wrong("in", "missing")
    for value in values:
        if not isinstance(value, str | int):
            raise FormDataInvalid(path=reader.path, fact="not-a-value", value=value)
    return tuple(values)
