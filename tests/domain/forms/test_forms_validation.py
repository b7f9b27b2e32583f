"""A form is checked as a whole: what is shown, what is required, tables, and rules between fields."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.forms import (
    AllOf,
    AnyOf,
    Comparison,
    Fault,
    Filled,
    Not,
    OneOf,
    Term,
    form_from_data,
    validate,
    validate_draft,
)
from motcua.domain.forms.rules import Unit, in_our_time, parse_rule

FILED_ON = date(2026, 9, 1)
FORM = form_from_data(
    {
        "fields": [
            {"name": "ho_ten", "label": "Họ tên", "type": "text", "required": True},
            {
                "name": "tu_cach",
                "label": "Tư cách",
                "type": "select",
                "required": True,
                "choices": [
                    {"value": "chinh_chu", "label": "Chính chủ"},
                    {"value": "uy_quyen", "label": "Ủy quyền"},
                ],
            },
            {
                "name": "so_giay",
                "label": "Số giấy ủy quyền",
                "type": "text",
                "required": True,
                "visible_when": {"field": "tu_cach", "is": "uy_quyen"},
            },
            {
                "name": "ghi_chu",
                "label": "Ghi chú",
                "type": "text",
                "required_when": {"field": "so_giay", "filled": True},
            },
            {
                "name": "nguoi",
                "label": "Người cùng",
                "type": "table",
                "max_rows": 2,
                "columns": [
                    {"name": "ten", "label": "Tên", "type": "text", "required": True},
                    {"name": "tuoi", "label": "Tuổi", "type": "integer"},
                    {
                        "name": "giam_ho",
                        "label": "Giám hộ",
                        "type": "text",
                        "visible_when": {"field": "tuoi", "filled": True},
                    },
                ],
            },
        ]
    }
)
OWN = {"ho_ten": "Lê An", "tu_cach": "chinh_chu"}


def check(entered, form=FORM, **options):
    return validate(form, entered, filed_on=FILED_ON, **options)


def codes(result):
    return {path: error.code for path, error in result.errors.items()}


def test_a_complete_form_is_kept():
    result = check(OWN)

    assert result.ok
    assert result.values == OWN


def test_what_is_missing_is_named():
    assert codes(check({})) == {"ho_ten": Fault.REQUIRED, "tu_cach": Fault.REQUIRED}
    assert check({}).errors["ho_ten"].facts == {}


def test_a_draft_may_lack_anything_but_not_be_wrong():
    entered = {"tu_cach": "khac", "nguoi": [{"tuoi": "ba"}]}

    draft = validate_draft(FORM, entered, filed_on=FILED_ON)

    assert codes(draft) == {"tu_cach": Fault.NOT_A_CHOICE, "nguoi[0].tuoi": Fault.NOT_A_NUMBER}
    assert validate_draft(FORM, {}, filed_on=FILED_ON).ok


def test_a_hidden_field_is_neither_required_nor_kept():
    result = check({**OWN, "so_giay": "12"})

    assert result.ok
    assert "so_giay" not in result.values


def test_a_shown_field_is_required_and_makes_others_required():
    by_proxy = {**OWN, "tu_cach": "uy_quyen"}

    assert codes(check(by_proxy)) == {"so_giay": Fault.REQUIRED}
    assert codes(check({**by_proxy, "so_giay": "12"})) == {"ghi_chu": Fault.REQUIRED}
    assert check({**by_proxy, "so_giay": "12", "ghi_chu": "x"}).ok


def test_good_values_are_kept_beside_faults():
    result = check({**OWN, "tu_cach": "khac"})

    assert result.values == {"ho_ten": "Lê An"}
    assert codes(result) == {"tu_cach": Fault.NOT_A_CHOICE}


def test_an_entry_for_no_field_is_refused():
    result = check({**OWN, "la": 1, "nguoi": [{"ten": "A", "la": 2}]})

    assert codes(result) == {"la": Fault.UNKNOWN_FIELD, "nguoi[0].la": Fault.UNKNOWN_FIELD}


def test_rows_are_checked_one_by_one_and_blank_rows_left_out():
    rows = [
        {"ten": " ", "tuoi": ""},
        {"ten": "Bà", "tuoi": "70", "giam_ho": "Con"},
        {},
        {"tuoi": "x", "giam_ho": "ẩn"},
    ]

    result = check({**OWN, "nguoi": rows})

    assert result.values["nguoi"] == [{"ten": "Bà", "tuoi": 70, "giam_ho": "Con"}, {}]
    assert codes(result) == {"nguoi[3].ten": Fault.REQUIRED, "nguoi[3].tuoi": Fault.NOT_A_NUMBER}


def test_a_table_has_room_for_so_many_rows():
    rows = [{"ten": "A"}, {}, {"ten": "B"}]

    assert check({**OWN, "nguoi": rows}).values["nguoi"] == [{"ten": "A"}, {"ten": "B"}]
    full = check({**OWN, "nguoi": [*rows, {"ten": "C"}]})
    assert (codes(full), full.errors["nguoi"].facts) == ({"nguoi": Fault.TOO_MANY_ROWS}, {"maximum": 2})


def test_a_table_without_a_limit_has_two_hundred_rows_and_may_be_required():
    form = form_from_data(
        {"fields": [{"name": "t", "label": "T", "type": "table", "required": True, "columns": ["ten"]}]}
    )

    assert len(check({"t": [{"ten": "A"}] * 200}, form).values["t"]) == 200
    assert check({"t": [{"ten": "A"}] * 201}, form).errors["t"].facts == {"maximum": 200}
    assert codes(check({"t": [{}, {"ten": ""}]}, form)) == {"t": Fault.REQUIRED}
    assert codes(check({"t": 5}, form)) == {"t": Fault.WRONG_SHAPE}


@pytest.mark.parametrize(
    ("condition", "values", "holds"),
    [
        (OneOf("a", ("x", "y")), {"a": "y"}, True),
        (OneOf("a", ("x",)), {"a": "y"}, False),
        (OneOf("a", ("x",)), {}, False),
        (OneOf("a", (True,)), {"a": True}, True),
        (OneOf("a", ("x",)), {"a": ["w", "x"]}, True),
        (OneOf("a", ("x",)), {"a": ["w"]}, False),
        (Filled("a"), {"a": False}, True),
        (Filled("a"), {"b": 1}, False),
        (Not(Filled("a")), {}, True),
        (AllOf((Filled("a"), Filled("b"))), {"a": 1}, False),
        (AllOf((Filled("a"), Filled("b"))), {"a": 1, "b": 2}, True),
        (AnyOf((Filled("a"), Filled("b"))), {"b": 1}, True),
        (AnyOf((Filled("a"), Filled("b"))), {}, False),
    ],
)
def test_conditions_hold_or_not(condition, values, holds):
    assert condition.holds(values) is holds


def test_conditions_know_the_fields_they_ask_about():
    condition = AllOf((AnyOf((OneOf("a", ("x",)), Filled("b"))), Not(Filled("c"))))

    assert condition.fields() == ("a", "b", "c")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("den<=tu+12 tháng", Comparison(Term("den"), "<=", Term("tu", 12, Unit.MONTHS), "den<=tu+12 tháng")),
        ("a >= b - 7", Comparison(Term("a"), ">=", Term("b", -7), "a >= b - 7")),
        ("a+2 năm<b", Comparison(Term("a", 2, Unit.YEARS), "<", Term("b"), "a+2 năm<b")),
        ("a>b+3 ngày", Comparison(Term("a"), ">", Term("b", 3), "a>b+3 ngày")),
        ("a=b", Comparison(Term("a"), "=", Term("b"), "a=b")),
        ("<=ngay_nop", Comparison(Term("x"), "<=", Term("ngay_nop"), "<=ngay_nop")),
        ("đủ 18 tuổi", Comparison(Term("x", 18, Unit.YEARS), "<=", Term("ngay_nop"), "đủ 18 tuổi")),
        ("den<=tu+15 (băng-rôn)", None),
        ("từ đủ 75 tuổi", None),
        ("a<=b+1000", None),
        ("a<=5", None),
        ("", None),
    ],
)
def test_rules_are_read_or_stay_notes(text, rule):
    assert parse_rule(text, field="x") == rule


def dated(rule, kind="date", **values):
    fields = [{"name": name, "label": name, "type": kind} for name in ("a", "b")]
    form = form_from_data({"fields": [fields[0] | {"rule": rule}, fields[1]]})
    return check(values, form)


@pytest.mark.parametrize(
    ("rule", "a", "b", "kept"),
    [
        ("a<=b", "02/09/2026", "02/09/2026", True),
        ("a<=b", "03/09/2026", "02/09/2026", False),
        ("a<b", "01/09/2026", "02/09/2026", True),
        ("a<b", "02/09/2026", "02/09/2026", False),
        ("a>=b", "02/09/2026", "02/09/2026", True),
        ("a>=b", "01/09/2026", "02/09/2026", False),
        ("a>b", "03/09/2026", "02/09/2026", True),
        ("a>b", "02/09/2026", "02/09/2026", False),
        ("a=b", "02/09/2026", "02/09/2026", True),
        ("a=b", "01/09/2026", "02/09/2026", False),
        ("a=b", "03/09/2026", "02/09/2026", False),
        ("a<=b+12 tháng", "01/09/2027", "01/09/2026", True),
        ("a<=b+12 tháng", "02/09/2027", "01/09/2026", False),
        ("a<=b+1 tháng", "28/02/2026", "31/01/2026", True),
        ("a<=b+1 tháng", "01/03/2026", "31/01/2026", False),
        ("a<=b+11 tháng", "30/11/2026", "31/12/2025", True),
        ("a<=b+11 tháng", "01/12/2026", "31/12/2025", False),
        ("a<=b+2 năm", "28/02/2026", "29/02/2024", True),
        ("a<=b+2 năm", "01/03/2026", "29/02/2024", False),
        ("a>=b-1 tháng", "01/08/2026", "01/09/2026", True),
        ("a>=b-1 tháng", "31/07/2026", "01/09/2026", False),
        ("a>=b+7", "08/09/2026", "01/09/2026", True),
        ("a>=b+7", "07/09/2026", "01/09/2026", False),
        ("a>=ngay_nop+7", "08/09/2026", "", True),
        ("a>=ngay_nop+7", "07/09/2026", "", False),
        ("<=ngay_nop", "01/09/2026", "", True),
        ("<=ngay_nop", "02/09/2026", "", False),
        ("đủ 18 tuổi", "01/09/2008", "", True),
        ("đủ 18 tuổi", "02/09/2008", "", False),
        ("a<=b", "", "01/09/2026", True),
        ("a<=b", "01/09/2026", "", True),
    ],
)
def test_rules_between_dates(rule, a, b, kept):
    result = dated(rule, a=a, b=b)

    assert result.ok is kept
    if not kept:
        assert (result.errors["a"].code, result.errors["a"].facts) == (Fault.RULE_BROKEN, {"rule": rule})


@pytest.mark.parametrize(
    ("rule", "a", "b", "kept"),
    [
        ("a<=b", "2026", "09/2026", True),
        ("a<=b", "10/2026", "09/2026", False),
        ("a<b", "2026", "2026", True),
        ("a>b", "2026", "2026", True),
        ("a>b", "2026", "31/12/2026", False),
        ("a>=b", "2025", "2026", False),
        ("a=b", "2026", "09/2026", True),
        ("a=b", "08/2026", "09/2026", False),
        ("đủ 18 tuổi", "2008", "", True),
        ("đủ 18 tuổi", "10/2008", "", False),
        ("đủ 18 tuổi", "2009", "", False),
    ],
)
def test_a_partial_date_breaks_a_rule_only_for_certain(rule, a, b, kept):
    assert dated(rule, "partial_date", a=a, b=b).ok is kept


@pytest.mark.parametrize(
    ("rule", "a", "b", "kept"),
    [
        ("a<=b", "100", "100,5", True),
        ("a<=b", "100,5", "100,5", True),
        ("a<=b", "100,6", "100,5", False),
        ("a<=b", "1938", "500", False),
        ("a<=b+10", "510", "500", True),
        ("a<=b+10", "511", "500", False),
        ("a<=b-10", "491", "500", False),
    ],
)
def test_rules_between_numbers(rule, a, b, kept):
    assert dated(rule, "decimal", a=a, b=b).ok is kept


def test_rules_compare_the_days_of_moments():
    assert dated("a<=b", "datetime", a="01/09/2026 23:00", b="01/09/2026 08:00").ok
    assert not dated("a<=b", "datetime", a="02/09/2026 00:00", b="01/09/2026 08:00").ok


def test_a_fault_of_its_own_comes_before_the_rule_of_a_field():
    assert codes(dated("a<=b", a="x", b="01/09/2026")) == {"a": Fault.NOT_A_DATE}


def test_a_form_s_own_field_of_that_name_is_its_day_of_filing():
    fields = [
        {"name": "ngay_nop", "label": "Ngày nộp", "type": "date"},
        {"name": "a", "label": "A", "type": "date", "rule": "a<=ngay_nop"},
    ]
    form = form_from_data({"fields": fields})

    assert check({"ngay_nop": "05/09/2026", "a": "05/09/2026"}, form).ok
    assert not check({"a": "05/09/2026"}, form).ok


def test_rules_in_tables_compare_the_cells_of_one_row():
    columns = [
        {"name": "tu", "label": "Từ", "type": "date"},
        {"name": "den", "label": "Đến", "type": "date", "rule": "den>tu"},
    ]
    form = form_from_data({"fields": [{"name": "t", "label": "T", "type": "table", "columns": columns}]})
    good, bad = {"tu": "01/01/2026", "den": "02/01/2026"}, {"tu": "02/01/2026", "den": "01/01/2026"}

    assert codes(check({"t": [good, bad]}, form)) == {"t[1].den": Fault.RULE_BROKEN}


def test_invented_people_are_welcome_only_where_asked_for():
    fields = [
        {"name": "so", "label": "Số", "type": "cccd"},
        {"name": "sinh", "label": "Sinh", "type": "date", "rule": "đủ 18 tuổi"},
        {"name": "tre", "label": "Trẻ sinh", "type": "date", "rule": "<=ngay_nop"},
    ]
    form = form_from_data({"fields": fields})
    people = {"so": "033591204716", "sinh": "14/09/2191", "tre": "31/08/2126"}

    assert check(people, form, allow_future_birth=True).ok
    assert validate_draft(form, people, filed_on=FILED_ON, allow_future_birth=True).ok
    assert codes(check(people, form)) == {
        "so": "identity.not-born-yet",
        "sinh": Fault.RULE_BROKEN,
        "tre": Fault.RULE_BROKEN,
    }
    assert codes(validate_draft(form, people, filed_on=FILED_ON)) == codes(check(people, form))
    child = check({"sinh": "02/09/2108", "tre": "02/09/2126"}, form, allow_future_birth=True)
    assert codes(child) == {"sinh": Fault.RULE_BROKEN, "tre": Fault.RULE_BROKEN}


def test_invented_people_do_not_move_dates_compared_with_each_other():
    fields = [
        {"name": "a", "label": "A", "type": "date"},
        {"name": "b", "label": "B", "type": "date", "rule": "b>a"},
    ]
    form = form_from_data({"fields": fields})

    assert check({"a": "01/01/2126", "b": "01/01/2127"}, form, allow_future_birth=True).ok


@pytest.mark.parametrize(
    ("value", "moved"),
    [
        ("2126-09-01", "2026-09-01"),
        ("2127", "1927"),
        ("2199-12", "1999-12"),
        ("2099-01-01", "2099-01-01"),
        ("2200", "2200"),
        ("21000", "21000"),
        (2150, 2150),
        ("2150,5", "2150,5"),
        ("2150", "1950"),
        (["2150"], ["2150"]),
    ],
)
def test_dates_of_the_22nd_century_are_moved_into_ours(value, moved):
    assert in_our_time(value, by=FILED_ON) == moved


entries = st.dictionaries(
    st.sampled_from(["ho_ten", "tu_cach", "so_giay", "ghi_chu", "nguoi", "la"]),
    st.none() | st.text(max_size=8) | st.sampled_from(["uy_quyen", "chinh_chu"]) | st.lists(st.dictionaries(st.sampled_from(["ten", "tuoi", "giam_ho"]), st.text("a1 ", max_size=3)), max_size=4),
    max_size=6,
)  # fmt: skip


@given(entries)
def test_what_is_kept_is_kept_again_and_drafts_ask_for_less(entered):
    result, draft = check(entered), validate_draft(FORM, entered, filed_on=FILED_ON)

    assert draft.values == result.values
    assert set(draft.errors) <= set(result.errors)
    assert check(result.values).values == result.values or any(
        path.startswith("nguoi[") for path in result.errors
    )
    if result.ok:
        assert check(result.values).ok
