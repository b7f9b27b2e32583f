"""Samples that a form should take, and samples that it should not."""

from datetime import date

import pytest

from motcua.domain.forms import FieldType, bad_sample, form_from_data, good_sample, validate
from motcua.domain.forms.samples import mistakes

ON = date(2026, 11, 25)
CHOICES = [{"value": "mot", "label": "Một"}, {"value": "hai", "label": "Hai"}]
COLUMNS = [{"name": "so", "label": "Số", "type": "integer", "required": True}, {"name": "ten", "label": "Tên", "type": "country"}]  # fmt: skip


def form(*fields):
    return form_from_data({"fields": [{"label": "X", **field} for field in fields]})


def of_type(kind, **more):
    extra = {"radio": {"choices": CHOICES}, "select": {"choices": CHOICES}, "multiselect": {"choices": CHOICES},
             "table": {"columns": COLUMNS}}.get(kind, {})  # fmt: skip
    return form({"name": "a", "type": kind, **extra, **more})


def errors(definition, sample):
    return validate(definition, sample, filed_on=ON, allow_future_birth=True).errors


@pytest.mark.parametrize("kind", [kind.value for kind in FieldType])
def test_a_good_answer_to_every_type_is_taken(kind):
    definition = of_type(kind, required=True)

    assert errors(definition, good_sample(definition, filed_on=ON)) == {}


@pytest.mark.parametrize("kind", [kind.value for kind in FieldType])
def test_a_bad_answer_to_every_type_is_refused(kind):
    definition = of_type(kind, required=True)

    assert errors(definition, bad_sample(definition))


@pytest.mark.parametrize("level", ["tinh", "huyen", "xa"])
def test_units_are_of_the_level_asked_for(level):
    for kind in ("admin_unit", "admin_units"):
        definition = of_type(kind, level=level)
        assert errors(definition, good_sample(definition, filed_on=ON)) == {}


@pytest.mark.parametrize("more", [{"min": 5}, {"max": 0}, {"min": "2,5".replace(",", "."), "max": 3}])
def test_numbers_keep_their_limits(more):
    definition = of_type("decimal", **more)

    assert errors(definition, good_sample(definition, filed_on=ON)) == {}


@pytest.mark.parametrize("rule", ["<=ngay_nop", "đủ 18 tuổi", "a>ngay_nop+7", "a<ngay_nop-60 năm"])
def test_days_keep_their_rules(rule):
    for kind in ("date", "datetime"):
        definition = of_type(kind, rule=rule)
        assert errors(definition, good_sample(definition, filed_on=ON)) == {}


def test_numbers_keep_their_rules():
    definition = form(
        {"name": "tong", "type": "money", "min": 10},
        {"name": "gop", "type": "money", "min": 10, "rule": "gop>tong"},
    )

    assert errors(definition, good_sample(definition, filed_on=ON)) == {}


def test_a_rule_that_cannot_be_kept_near_by_stays_broken():
    definition = of_type("date", rule="a>ngay_nop+90 năm")

    assert list(errors(definition, good_sample(definition, filed_on=ON))) == ["a"]


def test_what_refuses_nothing_gets_no_bad_answer():
    assert bad_sample(of_type("country")) == {}


def test_a_text_that_may_be_left_out_is_too_long():
    assert list(errors(of_type("text"), bad_sample(of_type("text")))) == ["a"]
    assert list(errors(of_type("text", maxlen=3), bad_sample(of_type("text", maxlen=3)))) == ["a"]


def test_every_mistake_is_caught_where_it_was_made():
    definition = form(
        {"name": "ten", "type": "text", "required": True, "pattern": "[A-Z]{2}"},
        {"name": "tang", "type": "integer", "min": 1, "max": 9, "rule": ">=1"},
        {"name": "cong", "type": "integer", "computed": "tang + 1"},
        {"name": "ngay", "type": "date", "rule": "<=ngay_nop"},
        {"name": "bang", "type": "table", "columns": COLUMNS},
        {"name": "them", "type": "text", "required": True, "visible_when": "tang = 3"},
    )

    found = list(mistakes(definition, filed_on=ON))

    for mistake in found:
        assert errors(definition, mistake.answers)[mistake.path].code == mistake.code
    assert {mistake.path for mistake in found} >= {"ten", "tang", "ngay", "bang", "bang[0].so"}
    assert "cong" not in {mistake.path for mistake in found}
