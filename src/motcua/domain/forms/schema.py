"""A form as a JSON Schema (2020-12), for software that fills it in.

The schema says what one answer may look like, which answers are needed and which questions are asked when. It is
exact about the answers that `exchange.answers_to_json` writes; people may type more than that. Check digits, rules
between fields and registers are beyond it: `validate` has the last word.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from motcua.domain.forms.conditions import AllOf, AnyOf, Condition, Filled, Not
from motcua.domain.forms.definition import Field, FieldType, FormDefinition
from motcua.domain.forms.exchange import number_to_json
from motcua.domain.forms.schema_types import LISTS, Schema, type_schema
from motcua.domain.forms.validation import USUAL_MAX_ROWS

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def json_schema(form: FormDefinition, *, title: str, address: str = "") -> Schema:
    """Return the schema of the answers to a form; `address` is where it is published.

    `x-sections` tells how a page may group the questions.
    """
    head: Schema = {"$schema": DIALECT} | ({"$id": address} if address else {}) | {"title": title}
    if form.form_no:
        head["description"] = form.form_no
    sections = [
        {"id": section.id, "title": section.title, "fields": [field.name for field in section.fields]}
        for section in form.sections
    ]
    return head | _object(tuple(form.fields())) | {"x-sections": sections}


def _object(fields: Sequence[Field]) -> Schema:
    kinds = {field.name: field.type for field in fields}
    schema: Schema = {
        "type": "object",
        "properties": {field.name: _property(field) for field in fields},
        "additionalProperties": False,
    }
    needed = [field.name for field in fields if field.required and field.visible_when is None]
    depending = [part for field in fields if (part := _depending(field, kinds))]
    return schema | ({"required": needed} if needed else {}) | ({"allOf": depending} if depending else {})


def _property(field: Field) -> Schema:
    schema: Schema = {"title": field.label}
    if said := " ".join(filter(None, (field.note, field.rule.text if field.rule else ""))):
        schema["description"] = said
    if field.computed:
        schema["readOnly"] = True
    if field.type is not FieldType.TABLE:
        return schema | type_schema(field)
    rows = {"type": "array", "minItems": 1, "maxItems": field.max_rows or USUAL_MAX_ROWS}
    return schema | rows | {"items": _object(field.columns)}


def _depending(field: Field, kinds: Mapping[str, FieldType]) -> Schema | None:
    """Return when a field is asked and needed, where that hangs on other fields."""
    needed: Schema = {"required": [field.name]}
    if field.required:
        then: Schema | None = needed if field.visible_when else None
    elif field.required_when:
        then = {"if": _condition(field.required_when, kinds), "then": needed}
    else:
        then = None
    if field.visible_when is None:
        return then
    unasked = {"properties": {field.name: False}}
    return (
        {"if": _condition(field.visible_when, kinds)} | ({"then": then} if then else {}) | {"else": unasked}
    )


def _condition(condition: Condition, kinds: Mapping[str, FieldType]) -> Schema | bool:
    match condition:
        case Filled():
            return {"required": [condition.field]}
        case Not():
            return {"not": _condition(condition.part, kinds)}
        case AllOf():
            return (
                {"allOf": [_condition(part, kinds) for part in condition.parts]} if condition.parts else True
            )
        case AnyOf():
            return (
                {"anyOf": [_condition(part, kinds) for part in condition.parts]} if condition.parts else False
            )
        case _:
            kind = kinds[condition.field]
            among: Schema = {"enum": list(_values(condition.values, kind))}
            held = {"type": "array", "contains": among} if kind in LISTS else among
            return {"required": [condition.field], "properties": {condition.field: held}}


def _values(values: Iterable[str | int | bool], kind: FieldType) -> Iterable[Any]:
    """Spell the values of a condition as JSON has them: to it a truth value is no number."""
    for value in values:
        if kind is FieldType.BOOLEAN:
            yield bool(value) if value in (0, 1) else value
        elif isinstance(value, bool):
            yield int(value)
        else:
            yield number_to_json(value) if kind is FieldType.DECIMAL else value
