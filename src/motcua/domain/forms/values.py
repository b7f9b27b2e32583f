"""Turn what people enter into what forms keep: plain JSON values in one spelling each.

Dates are kept as ISO text in local time, whole numbers as integers, other numbers as text with a
comma, several values as lists. A kept value is read back as itself.
"""

import re
from collections.abc import Callable, Container, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from motcua.domain.forms.definition import Field, FieldType
from motcua.domain.forms.numbers import kept_number, parse_number
from motcua.domain.identity import (
    PartialDate,
    PartialDateInvalid,
    parse_citizen_id,
    parse_email,
    parse_partial_date,
    parse_phone,
    parse_tax_code,
)
from motcua.domain.text import clean, clean_lines, search_key

Json = str | int | bool | list[Any] | dict[str, Any]
"""What forms keep: nothing but JSON, so that it can be stored, hashed and exchanged as it is."""

Registers = Mapping[FieldType, Container[str]]
"""Which values exist, for the types whose values are kept elsewhere (units, countries, schools …)."""


class Fault(StrEnum):
    """What can be wrong with a value; the errors of `identity` come beside these."""

    REQUIRED = "forms.required"
    WRONG_SHAPE = "forms.wrong-shape"
    TOO_LONG = "forms.too-long"
    PATTERN_MISMATCH = "forms.pattern-mismatch"
    NOT_A_NUMBER = "forms.not-a-number"
    NOT_WHOLE = "forms.not-whole"
    TOO_SMALL = "forms.too-small"
    TOO_LARGE = "forms.too-large"
    NOT_YES_OR_NO = "forms.not-yes-or-no"
    NOT_A_CHOICE = "forms.not-a-choice"
    NOT_A_DATE = "forms.not-a-date"
    NOT_A_TIME = "forms.not-a-time"
    NOT_A_QUARTER = "forms.not-a-quarter"
    NOT_A_UNIT_CODE = "forms.not-a-unit-code"
    NOT_IN_REGISTER = "forms.not-in-register"
    NOT_AN_ACCOUNT = "forms.not-an-account"
    NOT_A_FILE = "forms.not-a-file"
    ADDRESS_INCOMPLETE = "forms.address-incomplete"
    TOO_MANY_ROWS = "forms.too-many-rows"
    UNKNOWN_FIELD = "forms.unknown-field"
    RULE_BROKEN = "forms.rule-broken"


class Refused(Exception):
    """A value has a fault; caught by the validation, which knows the field."""

    def __init__(self, fault: Fault, **facts: str | int) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.facts = facts


_FIRST_YEAR, _LAST_YEAR = 1800, 2299
_MAX_LENGTH = {FieldType.TEXTAREA: 20_000, FieldType.ADDRESS: 500, FieldType.TEXT: 500}
_USUAL_MAX_LENGTH = 250
_YES = frozenset({"true", "1", "on", "yes", "co"})
_NO = frozenset({"false", "0", "off", "no", "khong"})
_CURRENCY = re.compile(r"\s*(?:đồng|đ|₫|VND|VNĐ)\.?$", re.IGNORECASE)
_TIME = re.compile(r"(\d{1,2})\s*(?::|h|giờ)\s*(?:(\d{2})(?::\d{2})?)?(?:\s*phút)?")
_QUARTER = re.compile(r"(?:quy |q)?([1-4]|iv|i{1,3})[ -](\d{4})|(\d{4})[ -]q([1-4])")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_UNIT_CODES = {"tinh": re.compile(r"\d{2}"), "huyen": re.compile(r"\d{3}"), "xa": re.compile(r"\d{5}")}
_ANY_UNIT_CODE = re.compile(r"\d{2}|\d{3}|\d{5}")
_ACCOUNT = re.compile(r"[0-9A-Z]{6,20}")
_FILE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,127}")
_ADDRESS_PARTS = ("detail", "commune", "province")


def is_blank(raw: object) -> bool:
    """Tell whether nothing was entered."""
    return raw is None or raw in ([], {}, ()) or (isinstance(raw, str) and not clean(raw))


def keep(field: Field, raw: object, registers: Registers) -> Json:
    """Return what is kept of an entry that is not blank. Raises Refused or an error of `identity`."""
    kept = _KEEPERS[field.type](field, raw)
    if isinstance(kept, str) and not field.allows(kept):
        raise Refused(Fault.PATTERN_MISMATCH, pattern=field.pattern)
    register = registers.get(field.type)
    for value in kept if isinstance(kept, list) else [kept]:
        if register is not None and value not in register:
            raise Refused(Fault.NOT_IN_REGISTER, value=str(value))
    return kept


def _text(raw: object) -> str:
    """Return an entry as text: numbers and dates of an API are written as people write them."""
    if isinstance(raw, bool) or not isinstance(raw, str | int | float | Decimal | date):
        raise Refused(Fault.WRONG_SHAPE)
    if isinstance(raw, float | Decimal):
        return format(Decimal(str(raw)), "f").replace(".", ",")
    return raw.isoformat() if isinstance(raw, date) else str(raw)


def _line(field: Field, raw: object) -> str:
    return _fitting(field, clean(_text(raw)))


def _lines(field: Field, raw: object) -> str:
    return _fitting(field, clean_lines(_text(raw)))


def _fitting(field: Field, text: str) -> str:
    most = longest(field)
    if len(text) > most:
        raise Refused(Fault.TOO_LONG, maximum=most, length=len(text))
    return text


def longest(field: Field) -> int:
    """Return how many letters a text in a field may have."""
    return field.max_length or _MAX_LENGTH.get(field.type, _USUAL_MAX_LENGTH)


def _decimal(field: Field, raw: object) -> int | str:
    return kept_number(_within(field, _number(_text(raw))))


def _integer(field: Field, raw: object) -> int:
    number = _within(field, _number(_text(raw)))
    if number != number.to_integral_value():
        raise Refused(Fault.NOT_WHOLE)
    return int(number)


def _money(field: Field, raw: object) -> int:
    amount = _integer(field, _CURRENCY.sub("", clean(_text(raw))))
    if amount < 0:
        raise Refused(Fault.TOO_SMALL, minimum="0")
    return amount


def _number(text: str) -> Decimal:
    number = parse_number(clean(text))
    if number is None:
        raise Refused(Fault.NOT_A_NUMBER)
    return number


def _within(field: Field, number: Decimal) -> Decimal:
    if field.minimum is not None and number < field.minimum:
        raise Refused(Fault.TOO_SMALL, minimum=str(kept_number(field.minimum)))
    if field.maximum is not None and number > field.maximum:
        raise Refused(Fault.TOO_LARGE, maximum=str(kept_number(field.maximum)))
    return number


def _boolean(_: Field, raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    answer = search_key(_text(raw))
    if answer not in _YES | _NO:
        raise Refused(Fault.NOT_YES_OR_NO)
    return answer in _YES


def _choice(field: Field, raw: object) -> str:
    value = clean(_text(raw))
    if field.choice(value) is None:
        raise Refused(Fault.NOT_A_CHOICE, value=value)
    return value


def _choices(field: Field, raw: object) -> list[str]:
    chosen = {_choice(field, one) for one in _several(raw)}
    return [choice.value for choice in field.choices if choice.value in chosen]


def _several(raw: object) -> list[Any]:
    """Return entries as a list; a single one counts as a list of one."""
    return list(raw) if isinstance(raw, list | tuple) else [raw]


def _date(_: Field, raw: object) -> str:
    partial = _partial(_text(raw))
    if partial.full() is None:
        raise Refused(Fault.NOT_A_DATE)
    return str(partial)


def _partial_date(_: Field, raw: object) -> str:
    return str(_partial(_text(raw)))


def _partial(text: str) -> PartialDate:
    try:
        partial = parse_partial_date(clean(text))
    except PartialDateInvalid as cause:
        raise Refused(Fault.NOT_A_DATE) from cause
    if not _FIRST_YEAR <= partial.year <= _LAST_YEAR:
        raise Refused(Fault.NOT_A_DATE)
    return partial


def _datetime(_: Field, raw: object) -> str:
    day, moment = _day_and_time(_text(raw))
    if day.full() is None:
        raise Refused(Fault.NOT_A_DATE)
    if not moment:
        raise Refused(Fault.NOT_A_TIME)
    return f"{day}T{moment}"


def _partial_datetime(_: Field, raw: object) -> str:
    day, moment = _day_and_time(_text(raw))
    if moment and day.full() is None:
        raise Refused(Fault.NOT_A_DATE)
    return f"{day}T{moment}" if moment else str(day)


def _day_and_time(text: str) -> tuple[PartialDate, str]:
    """Return the date and the time, `""` when there is none, of a text with both in any order."""
    found = _TIME.search(text)
    if found is None:
        return _partial(text), ""
    hour, minute = int(found[1]), int(found[2] or 0)
    if hour > 23 or minute > 59:
        raise Refused(Fault.NOT_A_TIME)
    rest = text[: found.start()] + text[found.end() :]
    return _partial(re.sub(r"[Tt,]|ngày", " ", rest)), f"{hour:02d}:{minute:02d}"


def _quarter(_: Field, raw: object) -> str:
    found = _QUARTER.fullmatch(search_key(_text(raw)))
    if found is None:
        raise Refused(Fault.NOT_A_QUARTER)
    quarter, year = found[1] or found[4], found[2] or found[3]
    return f"{year}-Q{_ROMAN.get(quarter, quarter)}"


def _unit(field: Field, raw: object) -> str:
    code = clean(_text(raw))
    if not _UNIT_CODES.get(field.level, _ANY_UNIT_CODE).fullmatch(code):
        raise Refused(Fault.NOT_A_UNIT_CODE, level=field.level)
    return code


def _units(field: Field, raw: object) -> list[str]:
    return list(dict.fromkeys(_unit(field, one) for one in _several(raw)))


def _address(field: Field, raw: object) -> str | dict[str, str]:
    """Keep one line of text, or detail, commune and province of today's two tiers."""
    if not isinstance(raw, Mapping):
        return _line(field, raw)
    if not set(raw) <= set(_ADDRESS_PARTS):
        raise Refused(Fault.WRONG_SHAPE)
    for part in _ADDRESS_PARTS:
        if is_blank(raw.get(part)):
            raise Refused(Fault.ADDRESS_INCOMPLETE, part=part)
    return {part: _line(field, raw[part]) for part in _ADDRESS_PARTS}


def _account(_: Field, raw: object) -> str:
    number = re.sub(r"[\s.-]", "", _text(raw)).upper()
    if not _ACCOUNT.fullmatch(number):
        raise Refused(Fault.NOT_AN_ACCOUNT)
    return number


def _file(_: Field, raw: object) -> str:
    """Keep the reference of an uploaded file."""
    reference = clean(_text(raw))
    if not _FILE.fullmatch(reference):
        raise Refused(Fault.NOT_A_FILE)
    return reference


def _by(parse: Callable[[str], object]) -> Callable[[Field, object], str]:
    """Return a keeper that spells a value as a parser of `identity` does."""
    return lambda _, raw: str(parse(_text(raw)))


_KEEPERS: Mapping[FieldType, Callable[[Field, Any], Json]] = {
    FieldType.TEXT: _line,
    FieldType.TEXTAREA: _lines,
    FieldType.INTEGER: _integer,
    FieldType.DECIMAL: _decimal,
    FieldType.MONEY: _money,
    FieldType.BOOLEAN: _boolean,
    FieldType.RADIO: _choice,
    FieldType.SELECT: _choice,
    FieldType.MULTISELECT: _choices,
    FieldType.DATE: _date,
    FieldType.PARTIAL_DATE: _partial_date,
    FieldType.DATETIME: _datetime,
    FieldType.PARTIAL_DATETIME: _partial_datetime,
    FieldType.QUARTER: _quarter,
    FieldType.CCCD: _by(parse_citizen_id),
    FieldType.MST: _by(parse_tax_code),
    FieldType.PHONE: _by(parse_phone),
    FieldType.EMAIL: _by(parse_email),
    FieldType.ADDRESS: _address,
    FieldType.ADMIN_UNIT: _unit,
    FieldType.ADMIN_UNITS: _units,
    FieldType.COUNTRY: _line,
    FieldType.ETHNICITY: _line,
    FieldType.SCHOOL: _line,
    FieldType.BANK_ACCOUNT: _account,
    FieldType.FILE: _file,
    FieldType.IMAGE: _file,
}
