"""A value of any frozen class of the domain with every field filled, made from its annotations."""

import dataclasses
import types
import typing
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from enum import Enum
from typing import Any
from uuid import UUID

PLAIN = {
    str: "Bổ sung “bản vẽ” đủ kích thước; 12,5 m² \\ \n dòng hai",
    int: 20,
    bool: True,
    float: 1.5,
    datetime: datetime(2026, 11, 4, 3, 30, 15, 250_001, tzinfo=UTC),
    date: date(2026, 11, 4),
    time: time(15, 0),
    UUID: UUID("01a199c5-3280-7000-b371-d28dde5b0796"),
}


def sample(kind: Any) -> Any:
    """Return a value of a class: no field empty, every choice of the last kind, every list of one."""
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin in {types.UnionType, typing.Union}:
        return sample(next(arg for arg in args if arg is not type(None)))
    if origin is tuple:
        return (sample(args[0]),)
    if origin is not None and issubclass(origin, Mapping):
        return {"muc": sample(args[1])}
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return kind(**{field.name: sample(hints[field.name]) for field in dataclasses.fields(kind)})  # type: ignore[operator]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return list(kind)[-1]
    return PLAIN.get(kind, "bất kỳ")
