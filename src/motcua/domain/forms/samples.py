"""Sample answers to a form: ones that should be taken, and ones that should not.

They are what an editor of forms tries a form with, and what tests try every form with: always the same for the same
form and day. Every person in them is invented.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from motcua.domain.forms.computing import parse_formula
from motcua.domain.forms.definition import CHOICES, DATES, NUMBERS, Field, FieldType, FormDefinition
from motcua.domain.forms.numbers import kept_number
from motcua.domain.forms.rules import FILED_ON, Comparison
from motcua.domain.forms.validation import FieldError, validate
from motcua.domain.forms.values import Fault

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
_SHAPES: Final = (
    *("1234567890123456"[:length] for length in range(1, 16)),
    *(
        f"{letters}{gap}{digits}"
        for letters in ("A", "AB", "ABC")
        for gap in ("", " ")
        for digits in ("123456", "1234567")
    ),
)
"""Texts to find one among that keeps a pattern."""
_UNITS: Final[Mapping[str, str]] = {"tinh": "33", "huyen": "331", "xa": "12345"}
_SHIFTS: Final = (0, 1, 7, 30, 400, 8_000, -1, -7, -30, -400, -8_000, -30_000)
_WRONG: Final = "?"
_LONGEST: Final = 20_001


def good_sample(form: FormDefinition, *, filed_on: date) -> dict[str, Any]:
    """Return answers that fit the types, limits and rules of a form as far as a machine can guess.

    Texts keep patterns of digits and capitals; a field with another pattern may be refused.
    """
    return _answers(tuple(form.fields()), filed_on)


@dataclass(frozen=True, slots=True)
class Mistake:
    """A good sample with one thing wrong: the answers, where they are wrong, and the code of the error."""

    answers: Mapping[str, Any]
    path: str
    code: str


def mistakes(form: FormDefinition, *, filed_on: date) -> Iterator[Mistake]:
    """Return for every field what happens when it is missing, of the wrong shape, or breaks its pattern or rule.

    Only mistakes that a field can be caught making: a note that nobody can check catches none, and what a form works
    out by itself cannot be wrong.
    """
    good = good_sample(form, filed_on=filed_on)
    for field in (field for field in form.fields() if not parse_formula(field.computed)):
        if field.required and field.visible_when is None:
            missing = {name: answer for name, answer in good.items() if name != field.name}
            yield Mistake(missing, field.name, Fault.REQUIRED)
        for column in field.columns:
            row = good[field.name][0]
            if column.required and column.visible_when is None and len(row) > 1:
                rest = {name: answer for name, answer in row.items() if name != column.name}
                yield Mistake({**good, field.name: [rest]}, f"{field.name}[0].{column.name}", Fault.REQUIRED)
        seen: set[str] = set()
        for wrong in _wrong_ones(field, filed_on):
            answers = {**good, field.name: wrong}
            errors = _errors(form, answers, filed_on)
            if set(errors) == {field.name} and errors[field.name].code not in seen:
                seen.add(errors[field.name].code)
                yield Mistake(answers, field.name, errors[field.name].code)


def _wrong_ones(field: Field, filed_on: date) -> Iterator[Any]:
    """Return answers that may be wrong in one way each: shape, length, pattern, limit, rule."""
    yield {"la": 1} if field.type is not FieldType.TABLE else "la"
    yield "x" * _LONGEST
    if field.pattern:
        yield _WRONG
    if field.minimum is not None:
        yield kept_number(field.minimum - 1)
    if field.maximum is not None:
        yield kept_number(field.maximum + 1)
    if field.rule and field.type in NUMBERS | DATES:
        yield from _candidates(field, filed_on)


def _errors(form: FormDefinition, answers: Mapping[str, Any], filed_on: date) -> Mapping[str, FieldError]:
    return validate(form, answers, filed_on=filed_on, allow_future_birth=True).errors


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
    if field.pattern and field.type in (FieldType.TEXT, FieldType.TEXTAREA):
        return next((text for text in _SHAPES if field.allows(text)), "Mẫu")
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
