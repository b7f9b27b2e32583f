"""Sample answers to a form: ones that should be taken, and ones that should not.

They are what an editor of forms tries a form with. Every person in them is invented.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from motcua.domain.forms.definition import CHOICES, DATES, NUMBERS, Field, FieldType, FormDefinition
from motcua.domain.forms.numbers import kept_number
from motcua.domain.forms.rules import FILED_ON, Comparison

_USUAL: Final[Mapping[FieldType, Any]] = {
    FieldType.BOOLEAN: True,
    FieldType.QUARTER: "1/2026",
    FieldType.CCCD: "033591204716",
    FieldType.MST: "9999900006",
    FieldType.PHONE: "0912 000 318",
    FieldType.EMAIL: "mau@vidu.vn",
    FieldType.ADDRESS: "Số 1, xã Mẫu, tỉnh Mẫu",
    FieldType.COUNTRY: "Việt Nam",
    FieldType.ETHNICITY: "Kinh",
    FieldType.SCHOOL: "Trường Mẫu",
    FieldType.BANK_ACCOUNT: "0123456789",
    FieldType.FILE: "mau.pdf",
    FieldType.IMAGE: "mau.jpg",
    FieldType.TEXT: "Mẫu",
    FieldType.TEXTAREA: "Mẫu",
}
_UNITS: Final[Mapping[str, str]] = {"tinh": "33", "huyen": "331", "xa": "12345"}
_SHIFTS: Final = (0, 1, 7, 30, 400, -1, -7, -30, -400, -8_000, -30_000)
_WRONG: Final = "?"
_LONGEST: Final = 20_001


def good_sample(form: FormDefinition, *, filed_on: date) -> dict[str, Any]:
    """Return answers that fit the types, limits and rules of a form as far as a machine can guess.

    Patterns are beyond that; a field with one may well be refused.
    """
    return _answers(tuple(form.fields()), filed_on)


def bad_sample(form: FormDefinition) -> dict[str, Any]:
    """Return an answer to every field that should be refused, where the field refuses anything at all."""
    return {field.name: wrong for field in form.fields() if (wrong := _wrong(field)) is not None}


def _answers(fields: tuple[Field, ...], filed_on: date) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for field in fields:
        answers[field.name] = _answer(field, filed_on)
    for field in fields:
        if field.rule and field.type in NUMBERS | DATES:
            answers[field.name] = _fitting(field, field.rule, answers, filed_on)
    return answers


def _answer(field: Field, filed_on: date) -> Any:
    if field.type in CHOICES:
        return [field.choices[0].value] if field.type is FieldType.MULTISELECT else field.choices[0].value
    if field.type in NUMBERS:
        return kept_number(_number(field))
    if field.type in DATES:
        return _day(field, filed_on)
    if field.type is FieldType.TABLE:
        return [_answers(field.columns, filed_on)]
    unit = _UNITS.get(field.level, "12345")
    return {FieldType.ADMIN_UNIT: unit, FieldType.ADMIN_UNITS: [unit], **_USUAL}[field.type]


def _number(field: Field) -> Decimal:
    number = Decimal(1)
    if field.minimum is not None:
        number = max(number, field.minimum)
    return number if field.maximum is None else min(number, field.maximum)


def _day(field: Field, day: date) -> str:
    timed = field.type in (FieldType.DATETIME, FieldType.PARTIAL_DATETIME)
    return f"{day.isoformat()}T08:00" if timed else day.isoformat()


def _fitting(field: Field, rule: Comparison, answers: Mapping[str, Any], filed_on: date) -> Any:
    """Return the first answer near by that keeps a rule; the one there was when none does."""
    for candidate in _candidates(field, filed_on):
        if not rule.broken({FILED_ON: filed_on.isoformat(), **answers, field.name: candidate}):
            return candidate
    return answers[field.name]


def _candidates(field: Field, filed_on: date) -> Iterator[Any]:
    for shift in _SHIFTS:
        if field.type in DATES:
            yield _day(field, filed_on + timedelta(days=shift))
        else:
            yield kept_number(_number(field) + shift)


def _wrong(field: Field) -> Any:
    if field.type is FieldType.TABLE:
        return [{column.name: wrong for column in field.columns if (wrong := _wrong(column)) is not None}]
    if field.type in (FieldType.TEXT, FieldType.TEXTAREA, FieldType.ADDRESS):
        return "" if field.required else "x" * ((field.max_length or _LONGEST) + 1)
    if field.type in (FieldType.COUNTRY, FieldType.ETHNICITY, FieldType.SCHOOL):
        return "" if field.required else None
    return _WRONG
