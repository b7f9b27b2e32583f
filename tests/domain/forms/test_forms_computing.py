"""Computed values follow what was filled in; what is no formula stays a note."""

import pytest

from motcua.domain.forms import FormDataInvalid, computed, form_from_data, parse_formula

FORM = {
    "fields": [
        {"name": "don_gia", "label": "Đơn giá", "type": "money"},
        {"name": "so_luong", "label": "Số lượng", "type": "decimal"},
        {"name": "phi", "label": "Phí", "type": "money", "computed": "don_gia*so_luong - 1000"},
        {
            "name": "dong", "label": "Các dòng", "type": "table",
            "columns": [{"name": "so_phi", "label": "Số phí", "type": "money"}],
        },
        {"name": "tong", "label": "Tổng", "type": "money", "computed": "phi + sum(so_phi)"},
    ]
}  # fmt: skip


def test_values_are_worked_out_in_order():
    values = {"don_gia": 2000, "so_luong": "2,5", "dong": [{"so_phi": 10}, {}, {"so_phi": 5}]}

    assert computed(form_from_data(FORM), values) == {"phi": 4000, "tong": 4015}


def test_what_is_not_filled_in_leaves_a_value_open():
    form = form_from_data(FORM)

    assert computed(form, {"don_gia": 2000}) == {}
    assert computed(form, {"don_gia": 2000, "so_luong": 1}) == {"phi": 1000}


@pytest.mark.parametrize("text", ["tinh_phi(a,b)", "f=a+b", "a+", "a / b", "theo biểu phí", ""])
def test_other_texts_are_notes_to_people(text):
    assert parse_formula(text) is None


def test_a_note_computes_nothing():
    fields = [{"name": "phi", "label": "Phí", "type": "money", "computed": "theo biểu phí"}]

    assert computed(form_from_data({"fields": fields}), {}) == {}


@pytest.mark.parametrize("formula", ["khong_co*2", "sum(ten)", "ten + 1"])
def test_a_formula_takes_numbers_of_the_form_only(formula):
    fields = [
        {"name": "ten", "label": "Tên", "type": "text"},
        {"name": "phi", "label": "Phí", "type": "money", "computed": formula},
    ]
    with pytest.raises(FormDataInvalid) as refusal:
        form_from_data({"fields": fields})

    assert (refusal.value.path, refusal.value.fact) == ("fields[1].computed", "not-computable")
