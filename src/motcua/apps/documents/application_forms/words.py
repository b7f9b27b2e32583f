"""Answers and conditions of a form as they are written on paper, in the language of the documents."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from motcua.domain.forms import (
    AllOf,
    AnyOf,
    Condition,
    Field,
    FieldType,
    Filled,
    FormDefinition,
    Not,
    OneOf,
)
from motcua.domain.identity import parse_partial_date

Names = Mapping[str, str]
"""Names of codes that registers keep: administrative units, countries."""


def answer(field: Field, value: Any, names: Names) -> str:
    """Return a kept value as paper shows it; empty where there is none."""
    if value is None or value == "":
        return ""
    if isinstance(value, list):
        return "; ".join(answer(field, one, names) for one in value)
    if isinstance(value, Mapping):
        return ", ".join(map(str, value.values()))
    if isinstance(value, bool):
        return "Có" if value else "Không"
    return _plain(field, value, names)


def _plain(field: Field, value: int | str, names: Names) -> str:
    if field.type in _WRITTEN:
        return _WRITTEN[field.type](value)
    text = str(value)
    choice = field.choice(text)
    return choice.label if choice else names.get(text, text)


def _money(value: int | str) -> str:
    return f"{_grouped(value)} đồng"


def _moment(value: int | str) -> str:
    day, _at, time = str(value).partition("T")
    written = parse_partial_date(day).written()
    return f"{time} ngày {written}" if time else written


def _quarter(value: int | str) -> str:
    year, _dash, quarter = str(value).partition("-Q")
    return f"Quý {quarter} năm {year}"


def _file(_value: int | str) -> str:
    return "Gửi kèm"


def _grouped(value: int | str) -> str:
    """Write thousands apart: `1.234,5`."""
    whole, comma, fraction = str(value).partition(",")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits):,}".replace(",", ".") + comma + fraction


def condition(form: FormDefinition, asked: Condition) -> str:
    """Return in words when a question is asked: `“Tư cách nộp” là Được ủy quyền`."""
    match asked:
        case Filled():
            return f"có điền “{_label(form, asked.field)}”"
        case OneOf():
            field = form.field(asked.field)
            values = [answer(field, one, {}) if field else str(one) for one in asked.values]
            return f"“{_label(form, asked.field)}” là {' hoặc '.join(values)}"
        case Not():
            return f"không phải {condition(form, asked.part)}"
        case AllOf():
            return " và ".join(condition(form, part) for part in asked.parts)
        case AnyOf():
            return " hoặc ".join(condition(form, part) for part in asked.parts)


def _label(form: FormDefinition, name: str) -> str:
    field = form.field(name)
    return field.label if field else name


_WRITTEN: Final[Mapping[FieldType, Callable[[int | str], str]]] = {
    FieldType.MONEY: _money,
    FieldType.INTEGER: _grouped,
    FieldType.DECIMAL: _grouped,
    FieldType.DATE: _moment,
    FieldType.PARTIAL_DATE: _moment,
    FieldType.DATETIME: _moment,
    FieldType.PARTIAL_DATETIME: _moment,
    FieldType.QUARTER: _quarter,
    FieldType.FILE: _file,
    FieldType.IMAGE: _file,
}
