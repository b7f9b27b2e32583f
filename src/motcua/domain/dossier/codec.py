"""Turn frozen values into plain JSON data and back, by their annotations.

The journal and the stored state are written this way. Fields at their default are left out, so that
old entries stay readable when a field with a default is added and small dossiers stay small. Instants
are ISO in UTC with `Z`. How each class is read and written is put together once (`compiled`).
"""

import dataclasses
import types
import typing
from collections.abc import Callable, Hashable, Mapping
from datetime import UTC, date, datetime, time
from enum import Enum
from functools import cache
from math import isfinite
from typing import Any, TypeVar
from uuid import UUID

from motcua.domain.dossier import events as e
from motcua.domain.dossier.compiled import PLAIN, Convert, Reading, reader, writer
from motcua.domain.dossier.state import DossierState

T = TypeVar("T")

EVENT_TYPES: Mapping[str, type[e.Event]] = {
    name: cls
    for name, cls in vars(e).items()
    if isinstance(cls, type) and issubclass(cls, e.Event) and cls is not e.Event
}
"""Every event by the name under which the journal keeps it."""

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]
UPCASTERS: dict[tuple[str, int], Upcaster] = {}
"""How to raise a payload of (type, version) to the next version; empty while every event is at version 1."""


def encode(value: object) -> dict[str, Any]:
    """Return a frozen value as plain data. Raises TypeError or ValueError for what JSON cannot keep."""
    data: dict[str, Any] = _encoder(_kind(value))(value)
    return data


def decode(cls: type[T], data: Mapping[str, Any]) -> T:
    """Return the value again. Raises KeyError, TypeError or ValueError for data that is not one."""
    kind: Any = cls
    value: T = _reader(kind)(data)
    return value


def encode_event(event: e.Event) -> tuple[str, int, dict[str, Any]]:
    """Return the name, the version and the payload of an event."""
    return type(event).__name__, event.VERSION, encode(event)


def decode_event(name: str, version: int, payload: Mapping[str, Any]) -> e.Event:
    """Return an event of any version, raised to the present one. Raises KeyError for an unknown name."""
    cls = EVENT_TYPES[name]
    if version != cls.VERSION:
        payload = upcast(name, version, dict(payload), cls.VERSION)
    return decode(cls, payload)


def upcast(name: str, version: int, payload: dict[str, Any], wanted: int) -> dict[str, Any]:
    """Raise a payload step by step. Raises KeyError when a step is missing or the version is yet to come."""
    if version > wanted:
        raise KeyError((name, version))
    while version < wanted:
        payload = UPCASTERS[name, version](payload)
        version += 1
    return payload


def encode_state(state: DossierState) -> dict[str, Any]:
    """Return the state as it is stored in one JSONB column."""
    return encode(state)


def decode_state(data: Mapping[str, Any]) -> DossierState:
    """Return the stored state."""
    return decode(DossierState, data)


def instant_text(at: datetime) -> str:
    """Return an instant as the journal writes it. Raises ValueError for one without its time zone."""
    if at.tzinfo is not UTC:
        if at.tzinfo is None:
            raise ValueError(at)
        at = at.astimezone(UTC)
    return f"{at.isoformat()[:-6]}Z"


# ---- Writing ----


def _kind(value: object) -> Hashable:
    kind: Any = type(value)
    return kind  # type: ignore[no-any-return]


def _written(value: Any) -> Any:
    return value if type(value) in PLAIN else _encoder(_kind(value))(value)


@cache
def _encoder(cls: Any) -> Convert:
    """Return how values of a class are written; those of a form's answers and corrected fields may be of any."""
    if dataclasses.is_dataclass(cls):
        return writer(cls, _written)
    if issubclass(cls, Enum):
        return lambda value: value.value
    if issubclass(cls, tuple | list):
        return lambda value: [_written(item) for item in value]
    if issubclass(cls, Mapping):
        return lambda value: {key: _written(item) for key, item in value.items()}
    return _scalar_encoder(cls)


def _scalar_encoder(cls: Any) -> Convert:
    if cls is datetime:
        return instant_text
    if cls in {date, time}:
        return lambda value: value.isoformat()
    if cls is UUID:
        return str
    if issubclass(cls, float):
        return _finite
    if issubclass(cls, str | int):
        return _same
    raise TypeError(cls)


def _finite(value: float) -> float:
    if not isfinite(value):
        raise ValueError(value)
    return value


def _same(value: Any) -> Any:
    return value


# ---- Reading ----


@cache
def _reader(cls: Any) -> Convert:
    hints = typing.get_type_hints(cls)
    return reader(cls, {field.name: _reading(hints[field.name]) for field in dataclasses.fields(cls)})


@cache
def _reading(annotation: Any) -> Reading:
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in {types.UnionType, typing.Union}:
        return dataclasses.replace(
            _reading(next(arg for arg in args if arg is not type(None))), optional=True
        )
    if origin is tuple:
        return Reading(_tuple_of(_each(args[0])))
    if origin is not None and issubclass(origin, Mapping):
        return Reading(_mapping_of(_each(args[1])))
    kind: Any = annotation
    if dataclasses.is_dataclass(annotation):
        return Reading(_reader(kind))
    return Reading(_scalar_decoder(annotation))


def _each(annotation: Any) -> Convert | None:
    reading = _reading(annotation)
    convert = reading.convert
    if convert is None or not reading.optional:
        return convert
    return lambda data: None if data is None else convert(data)


def _tuple_of(convert: Convert | None) -> Convert:
    return tuple if convert is None else lambda data: tuple(map(convert, data))


def _mapping_of(convert: Convert | None) -> Convert:
    return dict if convert is None else lambda data: {key: convert(item) for key, item in data.items()}


def _scalar_decoder(cls: Any) -> Convert | None:
    if cls in {datetime, date, time}:
        parse: Convert = cls.fromisoformat
        return parse
    if cls is UUID:
        return UUID
    if isinstance(cls, type) and issubclass(cls, Enum):
        return _Members(cls).__getitem__
    return None


class _Members(dict[Any, Any]):
    """The members of an enumeration by value; a value that none has raises ValueError, as the class would."""

    def __init__(self, cls: type[Enum]) -> None:
        super().__init__((member.value, member) for member in cls)
        self._cls = cls

    def __missing__(self, value: Any) -> Any:
        return self._cls(value)
