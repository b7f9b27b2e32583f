"""The JSON Schema of a form says the same as the check of the form, as far as a schema can."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from motcua.domain.forms import (
    FieldType,
    answers_from_json,
    answers_to_json,
    form_from_data,
    good_sample,
    json_schema,
    validate,
    validate_draft,
)
from tests.domain.forms.form_strategies import WRONG, field_data, forms_and_answers

ON = date(2026, 11, 25)


def schema_of(form):
    schema = json_schema(form, title="Mẫu")
    Draft202012Validator.check_schema(schema)
    return schema


def accepts(form, data):
    return Draft202012Validator(schema_of(form)).is_valid(data)


def kept(form, entered):
    return validate_draft(form, entered, filed_on=ON, allow_future_birth=True).values


def is_fileable(form, entered):
    return validate(form, entered, filed_on=ON, allow_future_birth=True).ok


def of_type(kind, **more):
    return form_from_data({"fields": [field_data("a", kind, **more)]})


@given(forms_and_answers())
def test_schema_and_check_agree_on_every_form_and_answers_come_back_equal(case):
    form, entered = case
    values = kept(form, entered)

    data = json.loads(json.dumps(answers_to_json(form, values)))

    assert answers_from_json(form, data) == values
    assert accepts(form, data) is is_fileable(form, values)


@pytest.mark.parametrize(
    ("kind", "wrong"), [(kind, wrong) for kind, all_wrong in WRONG.items() for wrong in all_wrong]
)
def test_a_single_mistake_is_refused_by_both(kind, wrong):
    form = of_type(kind, required=True)

    assert not accepts(form, {"a": wrong})
    assert not is_fileable(form, answers_from_json(form, {"a": wrong}))


@pytest.mark.parametrize("kind", list(FieldType))
def test_a_missing_answer_and_an_unknown_one_are_refused_by_both(kind):
    form = of_type(kind, required=True)
    good = answers_to_json(form, kept(form, good_sample(form, filed_on=ON)))

    assert accepts(form, good)
    for data in ({}, good | {"la": "x"}):
        assert not accepts(form, data)
        assert not is_fileable(form, answers_from_json(form, data))


@pytest.mark.parametrize(
    ("kind", "limits", "wrong"),
    [
        (FieldType.TEXT, {"maxlen": 3}, "bốn!"),
        (FieldType.TEXT, {"pattern": "^[A-Z]{2}$"}, "A1"),
        (FieldType.CCCD, {"pattern": "^0"}, "133591204716"),
        (FieldType.INTEGER, {"min": 5}, 4),
        (FieldType.INTEGER, {"max": 5}, 6),
        (FieldType.DECIMAL, {"min": "0.5"}, 0.25),
        (FieldType.DECIMAL, {"max": "0.5"}, 0.75),
        (FieldType.MONEY, {"max": 1000}, 1001),
        (FieldType.ADMIN_UNIT, {"level": "xa"}, "33"),
        (FieldType.TABLE, {"max_rows": 1}, [{"cot": 1}, {"cot": 2}]),
        (FieldType.TABLE, {}, [{"cot": "một"}]),
        (FieldType.TABLE, {}, [{"khac": 1}]),
    ],
)
def test_limits_of_a_field_are_refused_by_both(kind, limits, wrong):
    form = of_type(kind, **limits)

    assert not accepts(form, {"a": wrong})
    assert not is_fileable(form, answers_from_json(form, {"a": wrong}))


@pytest.mark.parametrize(
    ("stored", "sent"),
    [
        ("118,4", 118.4),
        ("-0,5", -0.5),
        ("1,234", 1.234),
        ("0,123456789012345678", "0.123456789012345678"),
        (7, 7),
    ],
)
def test_fractions_are_numbers_for_others_and_texts_for_us(stored, sent):
    form = of_type(FieldType.DECIMAL)

    assert answers_to_json(form, {"a": stored}) == {"a": sent}
    assert answers_from_json(form, {"a": sent}) == {"a": stored}
    assert answers_from_json(form, {"a": Decimal(str(sent))}) == {"a": stored}


def test_a_question_that_is_not_asked_must_not_be_answered():
    form = form_from_data(
        {
            "fields": [
                field_data("co", FieldType.BOOLEAN),
                field_data("vi_sao", FieldType.TEXT, required=True, visible_when={"field": "co", "is": True}),
            ]
        }
    )

    assert accepts(form, {"co": False})
    assert accepts(form, {"co": True, "vi_sao": "vì thế"})
    assert not accepts(form, {"co": True})
    assert not accepts(form, {"co": False, "vi_sao": "vì thế"})


def test_titles_choices_notes_and_sections_are_told():
    form = form_from_data(
        {
            "form_no": "Mẫu số 01",
            "sections": [
                {
                    "id": "nguoi",
                    "title": "Người nộp",
                    "fields": [
                        field_data("ten", FieldType.TEXT, rule="ghi chữ in hoa"),
                        field_data("loai", FieldType.SELECT),
                        field_data("tong", FieldType.MONEY, computed="1 + 2"),
                    ],
                }
            ],
        }
    )

    schema = json_schema(form, title="Đơn", address="https://vidu.vn/form.schema.json")

    assert (schema["$id"], schema["title"], schema["description"]) == (
        "https://vidu.vn/form.schema.json",
        "Đơn",
        "Mẫu số 01",
    )
    assert schema["properties"]["ten"]["title"] == "ten"
    assert schema["properties"]["ten"]["description"] == "ghi chữ in hoa"
    assert {"const": "hai", "title": "Hai"} in schema["properties"]["loai"]["oneOf"]
    assert schema["properties"]["tong"]["readOnly"] is True
    assert schema["x-sections"] == [{"id": "nguoi", "title": "Người nộp", "fields": ["ten", "loai", "tong"]}]
