"""Read forms from plain data and write them back.

Two shapes are read: `{"sections": [{"id", "title", "fields"}]}`, which is also written, and the
catalog's `{"use": [block ids], "fields": […]}`, whose shared blocks become sections of their own.
A condition may also be written as a text (`condition_text`). Whatever is wrong is reported with its exact place: `sections[1].fields[0].type`.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from motcua.domain.forms.columns import usual_column
from motcua.domain.forms.computing import computable, parse_formula
from motcua.domain.forms.condition_text import parse_condition
from motcua.domain.forms.conditions import Condition, condition_from_data
from motcua.domain.forms.definition import (
    CHOICES,
    DATES,
    NUMBERS,
    Choice,
    Field,
    FieldType,
    FormDefinition,
    Privacy,
    Section,
    usual_privacy,
)
from motcua.domain.forms.reading import FormDataInvalid, Reader
from motcua.domain.forms.rules import FILED_ON, Comparison, parse_rule

OWN_SECTION = "noi_dung"
"""Id of the section of a procedure's own fields, behind the shared blocks."""

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_FORM_KEYS = frozenset({"form_no", "use", "fields", "sections"})
_SECTION_KEYS = frozenset({"id", "title", "fields"})
_FIELD_KEYS = frozenset(
    [
        "name",
        "label",
        "type",
        "required",
        "choices",
        "pattern",
        "min",
        "max",
        "maxlen",
        "rule",
        "computed",
        "columns",
        "max_rows",
        "prefill",
        "level",
        "visible_when",
        "required_when",
        "privacy",
    ]
)
_CHOICE_KEYS = frozenset({"value", "label"})

_Placed = tuple[str, Field]


def form_from_data(data: object, blocks: Mapping[str, object] | None = None) -> FormDefinition:
    """Return the form that data describes; `blocks` are the shared sections by id.

    Names are unique in a form; a condition may only ask about fields before its own; a rule compares
    two dates or two numbers. Raises FormDataInvalid.
    """
    reader = Reader(data, "", keys=_FORM_KEYS)
    placed: list[_Placed] = []
    if "sections" in reader.data:
        sections = [_section(item, path, placed) for path, item in reader.items("sections")]
    else:
        sections = [_block(item, path, blocks or {}, placed) for path, item in reader.items("use")]
        own = _fields(reader, placed)
        sections += [Section(OWN_SECTION, "Nội dung đề nghị", own)] if own else []
    if not placed:
        raise reader.wrong("fields", "missing")
    _check_together(placed)
    form = FormDefinition(tuple(sections), reader.text("form_no"))
    _check_formulas(form, placed)
    return form


def form_to_data(form: FormDefinition) -> dict[str, Any]:
    """Return a form as plain data that `form_from_data` reads back as the same form."""
    sections = [
        {"id": section.id, "title": section.title, "fields": [_field_data(field) for field in section.fields]}
        for section in form.sections
    ]
    return _without_blanks({"form_no": form.form_no}) | {"sections": sections}


def _section(data: object, path: str, placed: list[_Placed]) -> Section:
    reader = Reader(data, path, keys=_SECTION_KEYS)
    return Section(reader.needed_text("id"), reader.text("title"), _fields(reader, placed))


def _block(name: object, path: str, blocks: Mapping[str, object], placed: list[_Placed]) -> Section:
    if not isinstance(name, str) or name not in blocks:
        raise FormDataInvalid(path=path, fact="unknown-block", value=name)
    reader = Reader(blocks[name], f"form_blocks.{name}", keys=_SECTION_KEYS)
    return Section(name, reader.text("title"), _fields(reader, placed))


def _fields(reader: Reader, placed: list[_Placed]) -> tuple[Field, ...]:
    found = [(path, _field(item, path)) for path, item in reader.items("fields")]
    placed += found
    return tuple(field for _, field in found)


def _field(data: object, path: str) -> Field:
    reader = Reader(data, path, keys=_FIELD_KEYS)
    name = reader.needed_text("name")
    if not _NAME.fullmatch(name):
        raise reader.wrong("name", "bad-name")
    try:
        kind = FieldType(reader.needed_text("type"))
    except ValueError as cause:
        raise reader.wrong("type", "unknown-type") from cause
    text = reader.text("rule")
    rule = parse_rule(text, field=name)
    return Field(
        name=name,
        label=reader.needed_text("label"),
        type=kind,
        required=reader.flag("required"),
        choices=_choices(reader, kind),
        pattern=_pattern(reader),
        minimum=reader.number("min"),
        maximum=reader.number("max"),
        max_length=reader.count("maxlen"),
        rule=rule,
        note="" if rule else text,
        computed=reader.text("computed"),
        columns=_columns(reader, kind),
        max_rows=reader.count("max_rows"),
        prefill=reader.text("prefill"),
        level=reader.text("level"),
        visible_when=_condition(reader, "visible_when"),
        required_when=_condition(reader, "required_when"),
        privacy=_privacy(reader, kind),
    )


def _choices(reader: Reader, kind: FieldType) -> tuple[Choice, ...]:
    choices: dict[str, Choice] = {}
    for path, item in reader.items("choices"):
        one = Reader(item, path, keys=_CHOICE_KEYS)
        value = one.needed_text("value")
        if value in choices:
            raise one.wrong("value", "duplicate")
        choices[value] = Choice(value, one.needed_text("label"))
    if bool(choices) is not (kind in CHOICES):
        raise reader.wrong("choices", "not-for-this-type" if choices else "missing")
    return tuple(choices.values())


def _columns(reader: Reader, kind: FieldType) -> tuple[Field, ...]:
    placed = [
        (path, _field(usual_column(item) if isinstance(item, str) else item, path))
        for path, item in reader.items("columns")
    ]
    if bool(placed) is not (kind is FieldType.TABLE):
        raise reader.wrong("columns", "not-for-this-type" if placed else "missing")
    for path, column in placed:
        if column.type is FieldType.TABLE:
            raise FormDataInvalid(path=f"{path}.type", fact="table-in-table", value=column.name)
    _check_together(placed)
    return tuple(column for _, column in placed)


def _pattern(reader: Reader) -> str:
    pattern = reader.text("pattern")
    try:
        re.compile(pattern)
    except re.error as cause:
        raise reader.wrong("pattern", "bad-pattern") from cause
    return pattern


def _condition(reader: Reader, key: str) -> Condition | None:
    data = reader.data.get(key)
    if isinstance(data, str):
        return parse_condition(data, path=reader.at(key)) if data.strip() else None
    return None if data is None else condition_from_data(data, reader.at(key))


def _privacy(reader: Reader, kind: FieldType) -> Privacy:
    name = reader.text("privacy")
    try:
        return Privacy(name) if name else usual_privacy(kind)
    except ValueError as cause:
        raise reader.wrong("privacy", "unknown-privacy") from cause


def _check_together(placed: Sequence[_Placed]) -> None:
    """Check what fields of one form, or columns of one table, say about each other."""
    earlier: set[str] = set()
    for path, field in placed:
        if field.name in earlier:
            raise FormDataInvalid(path=f"{path}.name", fact="duplicate", value=field.name)
        for key, condition in (("visible_when", field.visible_when), ("required_when", field.required_when)):
            for name in condition.fields() if condition else ():
                if name not in earlier:
                    raise FormDataInvalid(path=f"{path}.{key}", fact="not-an-earlier-field", value=name)
        earlier.add(field.name)
    kinds = {FILED_ON: FieldType.DATE} | {field.name: field.type for _, field in placed}
    for path, field in placed:
        if field.rule:
            _check_rule(field.rule, f"{path}.rule", kinds)


def _check_formulas(form: FormDefinition, placed: Sequence[_Placed]) -> None:
    for path, field in placed:
        formula = parse_formula(field.computed) if field.computed else None
        for name in formula.names() if formula else ():
            if not computable(form, name):
                raise FormDataInvalid(path=f"{path}.computed", fact="not-computable", value=name)


def _check_rule(rule: Comparison, path: str, kinds: Mapping[str, FieldType]) -> None:
    for name in rule.fields():
        if name not in kinds:
            raise FormDataInvalid(path=path, fact="unknown-field", value=name)
    compared = {kinds[name] for name in rule.fields()}
    if not (compared <= NUMBERS or compared <= DATES):
        raise FormDataInvalid(path=path, fact="rule-mixes-types", value=rule.text)


def _field_data(field: Field) -> dict[str, Any]:
    return _without_blanks(
        {
            "name": field.name,
            "label": field.label,
            "type": field.type.value,
            "required": field.required,
            "choices": [{"value": choice.value, "label": choice.label} for choice in field.choices],
            "pattern": field.pattern,
            "min": _number_data(field.minimum),
            "max": _number_data(field.maximum),
            "maxlen": field.max_length,
            "rule": field.rule.text if field.rule else field.note,
            "computed": field.computed,
            "columns": [_field_data(column) for column in field.columns],
            "max_rows": field.max_rows,
            "prefill": field.prefill,
            "level": field.level,
            "visible_when": field.visible_when and field.visible_when.to_data(),
            "required_when": field.required_when and field.required_when.to_data(),
            "privacy": field.privacy.value if field.privacy is not usual_privacy(field.type) else "",
        }
    )


def _number_data(number: Decimal | None) -> int | str | None:
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else str(number)


def _without_blanks(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value not in (None, "", []) and value is not False}
