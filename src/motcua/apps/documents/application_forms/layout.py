"""From a form definition to the entries of a printed form."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from motcua.apps.documents.application_forms import words
from motcua.apps.documents.application_forms.parts import Entry, Part, TickBox
from motcua.apps.documents.application_forms.words import Names
from motcua.domain.forms import Field, FieldType, FormDefinition
from motcua.domain.forms.definition import CHOICES

Answers = Mapping[str, Any] | None
"""None for a form to write on."""

BLANK_ROWS: Final = 4
MOST_BLANK_ROWS: Final = 12
CITIZEN_ID_DIGITS: Final = 12
NOTHING: Final = "–"
"""What stands where nothing was declared, so that nothing can be written there afterwards."""

_KINDS: Final = {
    FieldType.TEXTAREA: "lines",
    FieldType.ADDRESS: "address",
    FieldType.CCCD: "cells",
    FieldType.DATE: "day",
    FieldType.PARTIAL_DATE: "day",
    FieldType.DATETIME: "moment",
    FieldType.PARTIAL_DATETIME: "moment",
    FieldType.TABLE: "table",
}


def parts(form: FormDefinition, answers: Answers, names: Names) -> tuple[Part, ...]:
    """Return the parts of a form; a filled one leaves out what was not asked."""
    numbers = iter(range(1, 1_000))
    found = (
        Part(title=section.title, entries=tuple(_entries(form, section.fields, answers, names, numbers)))
        for section in form.sections
    )
    return tuple(part for part in found if part.entries)


def _entries(
    form: FormDefinition, fields: tuple[Field, ...], answers: Answers, names: Names, numbers: Iterator[int]
) -> Iterator[Entry]:
    for field in fields:
        if answers is None:
            yield _blank(form, field, next(numbers))
        elif field.visible_when is None or field.visible_when.holds(answers):
            yield _filled(field, answers.get(field.name), names, next(numbers))


def _blank(form: FormDefinition, field: Field, number: int) -> Entry:
    ticks = _ticks(field, ())
    return Entry(
        number=number,
        kind="ticks" if ticks else _KINDS.get(field.type, "line"),
        label=field.label,
        needed=field.required,
        hint=_hint(form, field),
        cells=CITIZEN_ID_DIGITS if field.type is FieldType.CCCD else 0,
        ticks=ticks,
        columns=_columns(field),
        rows=tuple(("",) * len(field.columns) for _ in range(_blank_rows(field))),
    )


def _filled(field: Field, value: Any, names: Names, number: int) -> Entry:
    if field.type is FieldType.TABLE:
        rows = value if isinstance(value, list) else []
        cells = tuple(
            tuple(words.answer(column, row.get(column.name), names) for column in field.columns)
            for row in rows
        )
        kind, shown = ("table", "") if cells else ("line", NOTHING)
        return Entry(
            number=number, kind=kind, label=field.label, value=shown, columns=_columns(field), rows=cells
        )
    ticks = _ticks(field, _chosen(value))
    kind = "ticks" if ticks else "lines" if field.type is FieldType.TEXTAREA else "line"
    shown = words.answer(field, value, names) or NOTHING
    return Entry(number=number, kind=kind, label=field.label, value=shown, ticks=ticks)


def _columns(field: Field) -> tuple[str, ...]:
    return tuple(column.label for column in field.columns)


def _blank_rows(field: Field) -> int:
    if field.type is not FieldType.TABLE:
        return 0
    return min(field.max_rows or BLANK_ROWS, MOST_BLANK_ROWS if (field.max_rows or 0) > 20 else BLANK_ROWS)


def _chosen(value: Any) -> tuple[str, ...]:
    if isinstance(value, bool):
        return ("true" if value else "false",)
    return tuple(map(str, value)) if isinstance(value, list) else () if value is None else (str(value),)


def _ticks(field: Field, chosen: tuple[str, ...]) -> tuple[TickBox, ...]:
    if field.type is FieldType.BOOLEAN:
        return tuple(
            TickBox(label=label, ticked=value in chosen)
            for value, label in (("true", "Có"), ("false", "Không"))
        )
    if field.type not in CHOICES:
        return ()
    return tuple(TickBox(label=one.label, ticked=one.value in chosen) for one in field.choices)


def _hint(form: FormDefinition, field: Field) -> str:
    """Return what stands in small letters behind the question: when it is asked, and what helps to answer."""
    said = []
    if field.visible_when is not None:
        said.append(f"chỉ khai khi {words.condition(form, field.visible_when)}")
    if field.required_when is not None:
        said.append(f"phải khai khi {words.condition(form, field.required_when)}")
    if field.note:
        said.append(field.note)
    if field.type is FieldType.MULTISELECT:
        said.append("có thể chọn nhiều")
    if field.type in (FieldType.FILE, FieldType.IMAGE):
        said.append("gửi kèm tờ khai")
    return "; ".join(said)
