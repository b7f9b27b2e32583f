"""Conditions are written as text and read back as the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.forms import (
    AllOf,
    AnyOf,
    Filled,
    FormDataInvalid,
    Not,
    OneOf,
    condition_text,
    form_from_data,
    parse_condition,
)

NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
VALUES = st.one_of(
    st.booleans(), st.integers(-999, 999), st.text(st.characters(blacklist_characters='"'), max_size=8)
)
TESTS = st.one_of(
    st.builds(Filled, NAMES), st.builds(OneOf, NAMES, st.lists(VALUES, min_size=1, max_size=3).map(tuple))
)
CONDITIONS = st.recursive(
    TESTS,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(AllOf, st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(inner, min_size=2, max_size=3).map(tuple)),
    ),
    max_leaves=6,
)


@given(CONDITIONS)
def test_what_is_written_is_read_back_as_the_same(condition):
    assert parse_condition(condition_text(condition), path="x") == condition


@pytest.mark.parametrize(("text", "condition"), [
    ("tu_cach = uy_quyen", OneOf("tu_cach", ("uy_quyen",))),
    ('loai trong (moi, "cap lai", 3, đúng)', OneOf("loai", ("moi", "cap lai", 3, True))),
    (" email đã điền ", Filled("email")),
    ("không a = 1 và b = sai", AllOf((Not(OneOf("a", (1,))), OneOf("b", (False,))))),
    ("a đã điền hoặc b đã điền và c đã điền", AnyOf((Filled("a"), AllOf((Filled("b"), Filled("c")))))),
    ("(a đã điền hoặc b đã điền) và c đã điền", AllOf((AnyOf((Filled("a"), Filled("b"))), Filled("c")))),
])  # fmt: skip
def test_and_binds_closer_than_or(text, condition):
    assert parse_condition(text, path="x") == condition


@pytest.mark.parametrize("text", [
    "", "a", "a =", "a = và", "a trong", "a trong 1", "a trong (1", "a trong (1;2)", "= 1", "A = 1", "(a = 1",
    "a = 1 b", "a lớn", "a = 1 và", '"a" = 1', "a < 3", "a = (",
])  # fmt: skip
def test_what_is_no_condition_is_refused_with_its_place(text):
    with pytest.raises(FormDataInvalid) as refusal:
        parse_condition(text, path="fields[0].visible_when")

    assert (refusal.value.path, refusal.value.fact, refusal.value.value) == (
        "fields[0].visible_when", "bad-condition", text,
    )  # fmt: skip


def test_a_form_reads_conditions_written_as_text():
    fields = [
        {"name": "co", "label": "Có?", "type": "boolean"},
        {"name": "so", "label": "Số", "type": "text", "visible_when": "co = đúng", "required_when": " "},
    ]
    form = form_from_data({"fields": fields})

    assert form.field("so").visible_when == OneOf("co", (True,))
    assert form.field("so").required_when is None
