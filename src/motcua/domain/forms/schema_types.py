"""What JSON Schema can say of one answer, by the type of its field."""

from decimal import Decimal
from typing import Any, Final

from motcua.domain.forms.definition import CHOICES, NUMBERS, Field, FieldType
from motcua.domain.forms.exchange import EXACT_NUMBER
from motcua.domain.forms.values import longest

Schema = dict[str, Any]

LISTS: Final = frozenset({FieldType.MULTISELECT, FieldType.ADMIN_UNITS, FieldType.TABLE})
"""Types whose answer is a list."""

_GREATEST: Final = Decimal(10**18 - 1)
_YEAR: Final = "(1[89]|2[0-2])[0-9]{2}"
_MONTH: Final = "(0[1-9]|1[0-2])"
_DAY: Final = "(0[1-9]|[12][0-9]|3[01])"
_TIME: Final = "([01][0-9]|2[0-3]):[0-5][0-9]"
_DATE: Final = f"{_YEAR}-{_MONTH}-{_DAY}"
_NOT_BLANK: Final = r"\S"
_PATTERNS: Final = {
    FieldType.DATE: f"^{_DATE}$",
    FieldType.PARTIAL_DATE: f"^{_YEAR}(-{_MONTH}(-{_DAY})?)?$",
    FieldType.DATETIME: f"^{_DATE}T{_TIME}$",
    FieldType.PARTIAL_DATETIME: f"^{_YEAR}(-{_MONTH}(-{_DAY}(T{_TIME})?)?)?$",
    FieldType.QUARTER: "^[0-9]{4}-Q[1-4]$",
    FieldType.CCCD: "^[0-9]{12}$",
    FieldType.MST: "^([0-9]{10}(-[0-9]{3})?|[0-9]{12})$",
    FieldType.PHONE: "^0([35789][0-9]{8}|2[0-9]{9})$",
    FieldType.EMAIL: r"^[^@\s]{1,64}@([A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}$",
    FieldType.BANK_ACCOUNT: "^[0-9A-Z]{6,20}$",
    FieldType.FILE: "^[0-9A-Za-z][0-9A-Za-z._-]{0,127}$",
    FieldType.IMAGE: "^[0-9A-Za-z][0-9A-Za-z._-]{0,127}$",
}
_FORMATS: Final = {FieldType.DATE: "date", FieldType.EMAIL: "email"}
_UNIT_CODES: Final = {"tinh": "^[0-9]{2}$", "huyen": "^[0-9]{3}$", "xa": "^[0-9]{5}$"}
_ANY_UNIT_CODE: Final = "^([0-9]{2}|[0-9]{3}|[0-9]{5})$"
_LONGEST_EMAIL: Final = 254


def type_schema(field: Field) -> Schema:
    """Return what one answer to a field that is no table may look like."""
    if field.type is FieldType.BOOLEAN:
        return {"type": "boolean"}
    if field.type in NUMBERS:
        return _number(field)
    if field.type in CHOICES:
        among = _among(field)
        return _several(among) if field.type in LISTS else among
    if field.type is FieldType.ADMIN_UNITS:
        return _several(_unit(field))
    return _own_pattern(field, _TEXTS.get(field.type, _text)(field))


def _several(items: Schema) -> Schema:
    return {"type": "array", "minItems": 1, "uniqueItems": True, "items": items}


def _among(field: Field) -> Schema:
    return {"type": "string", "oneOf": [{"const": one.value, "title": one.label} for one in field.choices]}


def _unit(field: Field) -> Schema:
    return {"type": "string", "pattern": _UNIT_CODES.get(field.level, _ANY_UNIT_CODE)}


def _address(field: Field) -> Schema:
    line: Schema = {"type": "string", "maxLength": longest(field), "pattern": _NOT_BLANK}
    parts: Schema = {
        "type": "object",
        "properties": {"detail": line, "commune": line, "province": line},
        "required": ["detail", "commune", "province"],
        "additionalProperties": False,
    }
    return {"anyOf": [line, parts]}


def _number(field: Field) -> Schema:
    least = Decimal(0) if field.type is FieldType.MONEY else -_GREATEST
    bounds = {
        "minimum": _plain(max(least, field.minimum) if field.minimum is not None else least),
        "maximum": _plain(min(_GREATEST, field.maximum) if field.maximum is not None else _GREATEST),
    }
    if field.type is not FieldType.DECIMAL:
        return {"type": "integer"} | bounds
    return {"type": ["number", "string"], "pattern": EXACT_NUMBER} | bounds


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


def _text(field: Field) -> Schema:
    schema: Schema = {"type": "string"}
    if field.type in _FORMATS:
        schema["format"] = _FORMATS[field.type]
    if field.type is FieldType.EMAIL:
        schema["maxLength"] = _LONGEST_EMAIL
    if field.type in _PATTERNS:
        return schema | {"pattern": _PATTERNS[field.type]}
    return schema | {"maxLength": longest(field), "pattern": _NOT_BLANK}


def _own_pattern(field: Field, schema: Schema) -> Schema:
    """Add the pattern of the field itself, which is checked beside that of its type."""
    if not field.pattern or field.pattern == schema.get("pattern"):
        return schema
    return schema | {"allOf": [{"pattern": field.pattern}]}


_TEXTS: Final = {FieldType.ADMIN_UNIT: _unit, FieldType.ADDRESS: _address}
