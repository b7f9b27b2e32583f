"""The codec written in the plainest way: each value looks at its own annotations, every time."""

import dataclasses
import types
import typing
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from enum import Enum
from uuid import UUID


def encode(value):
    if dataclasses.is_dataclass(value):
        return {
            field.name: encode(item)
            for field in dataclasses.fields(value)
            if not is_usual(field, item := getattr(value, field.name))
        }
    if isinstance(value, Mapping):
        return {key: encode(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [encode(item) for item in value]
    return encode_scalar(value)


def encode_scalar(value):
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def is_usual(field, item):
    if field.default_factory is not dataclasses.MISSING:
        return item == field.default_factory()
    return field.default is not dataclasses.MISSING and item == field.default


def decode(cls, data):
    origin, args = typing.get_origin(cls), typing.get_args(cls)
    if origin in {types.UnionType, typing.Union}:
        kind = next(arg for arg in args if arg is not type(None))
        return None if data is None else decode(kind, data)
    if origin is tuple:
        return tuple(decode(args[0], item) for item in data)
    if origin is not None and issubclass(origin, Mapping):
        return {key: decode(args[1], item) for key, item in data.items()}
    if dataclasses.is_dataclass(cls):
        hints = typing.get_type_hints(cls)
        return cls(**{name: decode(hints[name], item) for name, item in data.items()})
    if cls in {datetime, date, time}:
        return cls.fromisoformat(data)
    return cls(data) if isinstance(cls, type) and issubclass(cls, Enum | UUID) else data
