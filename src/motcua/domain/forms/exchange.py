"""Answers as other software sends and gets them, and back without any loss.

Everything is as forms keep it but numbers with a fraction: JSON has numbers of its own, and only where a number
is too long for what most software can hold it is a text, with a dot: `118.4`, `"0.1234567890123456789"`.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from motcua.domain.forms.definition import Field, FieldType, FormDefinition
from motcua.domain.forms.numbers import decimal_of, kept_number

EXACT_NUMBER: Final = r"^-?[0-9]{1,18}\.[0-9]{1,18}$"
"""How a number is written that is too long for a JSON number."""

_EXACT: Final = re.compile(EXACT_NUMBER)
_KEPT: Final = re.compile(r"-?\d+,\d+")

_Turn = Callable[[Any], Any]


def answers_to_json(form: FormDefinition, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return kept values of a form as JSON that `schema.json_schema` describes."""
    return _turned(tuple(form.fields()), values, number_to_json)


def answers_from_json(form: FormDefinition, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what `answers_to_json` made of kept values as those values again.

    Anything else is left as it is, for `validate` to judge.
    """
    return _turned(tuple(form.fields()), data, _number_from_json)


def number_to_json(value: Any) -> Any:
    """Return a kept number as a JSON number, or as a text where that would lose digits."""
    if not isinstance(value, str) or not _KEPT.fullmatch(value):
        return value
    number = decimal_of(value)
    near = float(number)
    return near if Decimal(repr(near)) == number else format(number, "f")


def _number_from_json(value: Any) -> Any:
    if isinstance(value, float | Decimal):
        number = Decimal(repr(value)) if isinstance(value, float) else value
        return kept_number(number) if number.is_finite() else str(value)
    if isinstance(value, str) and _EXACT.fullmatch(value):
        return kept_number(Decimal(value))
    return value


def _turned(fields: Iterable[Field], data: Mapping[str, Any], turn: _Turn) -> dict[str, Any]:
    kinds = {field.name: field for field in fields}
    return {name: _one(kinds[name], value, turn) if name in kinds else value for name, value in data.items()}


def _one(field: Field, value: Any, turn: _Turn) -> Any:
    if field.type is FieldType.DECIMAL:
        return turn(value)
    if field.type is FieldType.TABLE and isinstance(value, list | tuple):
        return [_turned(field.columns, row, turn) if isinstance(row, Mapping) else row for row in value]
    return value
