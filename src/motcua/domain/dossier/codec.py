"""Turn frozen values into plain JSON data and back, by their annotations.

The journal and the stored state are written this way. Fields at their default are left out, so that
old entries stay readable when a field with a default is added and small dossiers stay small. Instants
are ISO in UTC with `Z`.
"""

import dataclasses
import types
import typing
from collections.abc import Callable, Hashable, Mapping
from datetime import UTC, date, datetime, time
from enum import Enum
from functools import cache
from math import isfinite
from operator import attrgetter
from typing import Any, TypeVar
from uuid import UUID

from motcua.domain.dossier import events as e
from motcua.domain.dossier.state import DossierState

T = TypeVar("T")
Convert = Callable[[Any], Any]

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
    value: T = _decoder(kind)(data)
    return value


def encode_event(event: e.Event) -> tuple[str, int, dict[str, Any]]:
    """Return the name, the version and the payload of an event."""
    return type(event).__name__, event.VERSION, encode(event)


def decode_event(name: str, version: int, payload: Mapping[str, Any]) -> e.Event:
    """Return an event of any version, raised to the present one. Raises KeyError for an unknown name."""
    cls = EVENT_TYPES[name]
    return decode(cls, upcast(name, version, dict(payload), cls.VERSION))


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
    if at.tzinfo is None:
        raise ValueError(at)
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _kind(value: object) -> Hashable:
    kind: Any = type(value)
    return kind  # type: ignore[no-any-return]


def _same(value: Any) -> Any:
    return value


@cache
def _encoder(cls: Hashable) -> Convert:
    if dataclasses.is_dataclass(cls):
        return _dataclass_encoder(cls)
    if isinstance(cls, type) and issubclass(cls, Enum):
        return lambda value: value.value
    if cls is datetime:
        return instant_text
    if cls in {date, time}:
        return lambda value: value.isoformat()
    if cls is UUID:
        return str
    raise TypeError(cls)


_PLAIN = frozenset({str, int, bool, type(None)})


def _encode_plain(value: Any) -> Any:
    """Encode what annotations leave open (answers of a form, corrected fields)."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple or kind is list:
        return [_encode_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _encode_plain(item) for key, item in value.items()}
    if isinstance(value, float) and not isfinite(value):
        raise ValueError(value)
    if isinstance(value, str | int | float) and not isinstance(value, Enum):
        return value
    return _encoder(_kind(value))(value)


def _dataclass_encoder(cls: Any) -> Convert:
    names = tuple(f.name for f in dataclasses.fields(cls))
    defaults = tuple(_default_of(f) for f in dataclasses.fields(cls))
    items = attrgetter(*names)  # A tuple: none of our values has a single field.

    def encode_fields(value: Any) -> dict[str, Any]:
        return {
            name: _encode_plain(item)
            for name, default, item in zip(names, defaults, items(value), strict=True)
            if item is not default and item != default
        }

    return encode_fields


_NO_DEFAULT = object()


def _default_of(field: "dataclasses.Field[Any]") -> Any:
    if field.default is not dataclasses.MISSING:
        return field.default
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return _NO_DEFAULT


@cache
def _decoder(cls: Any) -> Convert:
    origin, args = typing.get_origin(cls), typing.get_args(cls)
    if origin in {types.UnionType, typing.Union}:
        return _optional_decoder(args)
    if origin is tuple:
        inner = _decoder(args[0])
        return lambda data: tuple(inner(item) for item in data)
    if origin is not None and issubclass(origin, Mapping):
        value = _decoder(args[1])
        return lambda data: {key: value(item) for key, item in data.items()}
    if dataclasses.is_dataclass(cls):
        return _dataclass_decoder(cls)
    return _scalar_decoder(cls)


def _optional_decoder(args: tuple[Any, ...]) -> Convert:
    inner = _decoder(next(arg for arg in args if arg is not type(None)))
    return lambda data: None if data is None else inner(data)


def _scalar_decoder(cls: Any) -> Convert:
    if cls in {datetime, date, time}:
        parse: Convert = cls.fromisoformat
        return parse
    if isinstance(cls, type) and (issubclass(cls, Enum) or cls is UUID):
        return cls
    return _same


def _dataclass_decoder(cls: Any) -> Convert:
    hints = typing.get_type_hints(cls)
    fields = {f.name: _decoder(hints[f.name]) for f in dataclasses.fields(cls)}

    def decode_fields(data: Mapping[str, Any]) -> Any:
        return cls(**{name: fields[name](item) for name, item in data.items()})

    return decode_fields
