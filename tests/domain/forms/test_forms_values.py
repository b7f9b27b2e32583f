"""What people enter is kept in one spelling, or refused with a reason they can act on."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.forms import Fault, FieldType, decimal_of, form_from_data, validate
from motcua.domain.forms.numbers import kept_number, parse_number

FILED_ON = date(2026, 9, 1)
CHOICES = [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}, {"value": "c", "label": "C"}]


def check(kind, entered, **facts):
    if kind in ("radio", "select", "multiselect"):
        facts["choices"] = CHOICES
    form = form_from_data({"fields": [{"name": "x", "label": "X", "type": kind, **facts}]})
    return validate(form, {"x": entered}, filed_on=FILED_ON)


KEPT = [
    ("text", "  Lê\u00a0 An ", "Lê An", {}),
    ("text", 12, "12", {}),
    ("text", "x" * 500, "x" * 500, {}),
    ("text", "0100-1", "0100-1", {"pattern": r"^\d{4}-\d$"}),
    ("textarea", " Kính gửi \n\n Sở ", "Kính gửi\n\nSở", {}),
    ("textarea", "x" * 20_000, "x" * 20_000, {}),
    ("integer", "1.250", 1250, {}),
    ("integer", " 7 ", 7, {}),
    ("integer", 7, 7, {"min": 7, "max": 7}),
    ("integer", "2,0", 2, {}),
    ("integer", "-3", -3, {}),
    ("integer", 7.0, 7, {}),
    ("decimal", "118,4", "118,4", {}),
    ("decimal", "118.4", "118,4", {}),
    ("decimal", 118.4, "118,4", {}),
    ("decimal", Decimal("1E+3"), 1000, {}),
    ("decimal", "1.234,50", "1234,5", {}),
    ("decimal", "0,0000001", "0,0000001", {}),
    ("decimal", "1.234", 1234, {}),
    ("decimal", "1 234 567,25", "1234567,25", {}),
    ("decimal", "0,5", "0,5", {"min": 0.5, "max": 0.5}),
    ("decimal", "120,00", 120, {}),
    ("decimal", "118,4", "118,4", {"pattern": ","}),
    ("money", "50.000 đồng", 50_000, {}),
    ("money", "50.000đ", 50_000, {}),
    ("money", "50000 VND", 50_000, {}),
    ("money", 0, 0, {}),
    ("boolean", True, True, {}),
    ("boolean", False, False, {}),
    ("boolean", "on", True, {}),
    ("boolean", "Có", True, {}),
    ("boolean", "Không", False, {}),
    ("boolean", 1, True, {}),
    ("boolean", "0", False, {}),
    ("radio", "a", "a", {}),
    ("select", " b ", "b", {}),
    ("multiselect", ["c", "a", "c"], ["a", "c"], {}),
    ("multiselect", ("b",), ["b"], {}),
    ("multiselect", "b", ["b"], {}),
    ("date", "16/04/2026", "2026-04-16", {}),
    ("date", "2026-04-16", "2026-04-16", {}),
    ("date", date(2026, 4, 16), "2026-04-16", {}),
    ("date", "1/1/1800", "1800-01-01", {}),
    ("date", "31/12/2299", "2299-12-31", {}),
    ("partial_date", "__/__/1938", "1938", {}),
    ("partial_date", "09/1938", "1938-09", {}),
    ("partial_date", "1938-09-14", "1938-09-14", {}),
    ("datetime", "16/04/2026 9:05", "2026-04-16T09:05", {}),
    ("datetime", "2026-04-16T09:05", "2026-04-16T09:05", {}),
    ("datetime", datetime(2026, 4, 16, 9, 5), "2026-04-16T09:05", {}),  # noqa: DTZ001 - local civil time
    ("datetime", "9 giờ 05 phút, ngày 16/04/2026", "2026-04-16T09:05", {}),
    ("datetime", "23h59 16/04/2026", "2026-04-16T23:59", {}),
    ("datetime", "16/04/2026 0h", "2026-04-16T00:00", {}),
    ("partial_datetime", "1938", "1938", {}),
    ("partial_datetime", "09/1938", "1938-09", {}),
    ("partial_datetime", "16/04/2026", "2026-04-16", {}),
    ("partial_datetime", "03:20 16/04/2026", "2026-04-16T03:20", {}),
    ("quarter", "Quý II/2026", "2026-Q2", {}),
    ("quarter", "quý iv 2026", "2026-Q4", {}),
    ("quarter", "Q1/2026", "2026-Q1", {}),
    ("quarter", "3/2026", "2026-Q3", {}),
    ("quarter", "I-2026", "2026-Q1", {}),
    ("quarter", "III/2026", "2026-Q3", {}),
    ("quarter", "4-2026", "2026-Q4", {}),
    ("quarter", "2026-Q2", "2026-Q2", {}),
    ("cccd", "033 0 91 204 716", "033091204716", {}),
    ("mst", "0100000003-001", "0100000003-001", {}),
    ("phone", "+84 912 000 318", "0912000318", {"pattern": r"^0[35789]\d{8}$"}),
    ("email", "An@Example.VN", "An@example.vn", {}),
    ("address", " Số 27,  phường Phố Hiến ", "Số 27, phường Phố Hiến", {}),
    (
        "address",
        {"detail": " Số 27 ", "commune": "12271", "province": "33"},
        {"detail": "Số 27", "commune": "12271", "province": "33"},
        {},
    ),
    ("admin_unit", "33", "33", {"level": "tinh"}),
    ("admin_unit", "323", "323", {"level": "huyen"}),
    ("admin_unit", "12271", "12271", {"level": "xa"}),
    ("admin_unit", "323", "323", {}),
    ("admin_units", ["33", "34", "33"], ["33", "34"], {"level": "tinh"}),
    ("admin_units", "33", ["33"], {}),
    ("country", " Việt Nam ", "Việt Nam", {}),
    ("ethnicity", "Kinh", "Kinh", {}),
    ("school", "x" * 250, "x" * 250, {}),
    ("bank_account", "1903 6123-45.678", "1903612345678", {}),
    ("bank_account", "vn1234", "VN1234", {}),
    ("file", "sha256-0a.pdf", "sha256-0a.pdf", {}),
    ("file", "a" * 128, "a" * 128, {}),
    ("image", "0", "0", {}),
]


@pytest.mark.parametrize(("kind", "entered", "kept", "facts"), KEPT)
def test_entries_are_kept_in_one_spelling_and_read_back_as_themselves(kind, entered, kept, facts):
    result = check(kind, entered, **facts)

    assert (dict(result.values), dict(result.errors)) == ({"x": kept}, {})
    assert type(result.values["x"]) is type(kept)
    assert check(kind, kept, **facts).values == {"x": kept}


def test_every_type_but_tables_has_an_example():
    assert {kind for kind, *_ in KEPT} == set(FieldType) - {FieldType.TABLE}


@pytest.mark.parametrize(
    ("kind", "entered", "code", "found", "facts"),
    [
        ("text", ["a"], Fault.WRONG_SHAPE, {}, {}),
        ("text", True, Fault.WRONG_SHAPE, {}, {}),
        ("text", {"a": 1}, Fault.WRONG_SHAPE, {}, {}),
        ("text", "x" * 501, Fault.TOO_LONG, {"maximum": 500, "length": 501}, {}),
        ("text", "xxxx", Fault.TOO_LONG, {"maximum": 3, "length": 4}, {"maxlen": 3}),
        ("textarea", "x" * 20_001, Fault.TOO_LONG, {"maximum": 20_000, "length": 20_001}, {}),
        ("country", "x" * 251, Fault.TOO_LONG, {"maximum": 250, "length": 251}, {}),
        ("address", "x" * 501, Fault.TOO_LONG, {"maximum": 500, "length": 501}, {}),
        ("text", "abc", Fault.PATTERN_MISMATCH, {"pattern": r"^\d+$"}, {"pattern": r"^\d+$"}),
        ("phone", "02213862123", Fault.PATTERN_MISMATCH, {"pattern": "^0[35789]"}, {"pattern": "^0[35789]"}),
        ("integer", "ba", Fault.NOT_A_NUMBER, {}, {}),
        ("integer", "1,5", Fault.NOT_WHOLE, {}, {}),
        ("integer", "1234567890123456789", Fault.NOT_A_NUMBER, {}, {}),
        ("integer", 6, Fault.TOO_SMALL, {"minimum": "7"}, {"min": 7}),
        ("integer", 8, Fault.TOO_LARGE, {"maximum": "7"}, {"max": 7}),
        ("decimal", "0,4", Fault.TOO_SMALL, {"minimum": "0,5"}, {"min": 0.5}),
        ("decimal", "0,6", Fault.TOO_LARGE, {"maximum": "0,5"}, {"max": "0.5"}),
        ("decimal", "1,2,3", Fault.NOT_A_NUMBER, {}, {}),
        ("decimal", "118,4 m2", Fault.NOT_A_NUMBER, {}, {}),
        ("decimal", float("nan"), Fault.NOT_A_NUMBER, {}, {}),
        ("decimal", float("inf"), Fault.NOT_A_NUMBER, {}, {}),
        ("money", -1, Fault.TOO_SMALL, {"minimum": "0"}, {}),
        ("money", "đồng", Fault.NOT_A_NUMBER, {}, {}),
        ("money", "0,5", Fault.NOT_WHOLE, {}, {}),
        ("boolean", "maybe", Fault.NOT_YES_OR_NO, {}, {}),
        ("radio", "d", Fault.NOT_A_CHOICE, {"value": "d"}, {}),
        ("multiselect", ["a", "d"], Fault.NOT_A_CHOICE, {"value": "d"}, {}),
        ("multiselect", [["a"]], Fault.WRONG_SHAPE, {}, {}),
        ("date", "1938", Fault.NOT_A_DATE, {}, {}),
        ("date", "31/02/2026", Fault.NOT_A_DATE, {}, {}),
        ("date", "31/12/1799", Fault.NOT_A_DATE, {}, {}),
        ("date", "01/01/2300", Fault.NOT_A_DATE, {}, {}),
        ("partial_date", "hôm qua", Fault.NOT_A_DATE, {}, {}),
        ("datetime", "16/04/2026", Fault.NOT_A_TIME, {}, {}),
        ("datetime", "04/2026 9:00", Fault.NOT_A_DATE, {}, {}),
        ("datetime", "16/04/2026 24:00", Fault.NOT_A_TIME, {}, {}),
        ("datetime", "16/04/2026 9:60", Fault.NOT_A_TIME, {}, {}),
        ("datetime", "9:00", Fault.NOT_A_DATE, {}, {}),
        ("partial_datetime", "1938 9:00", Fault.NOT_A_DATE, {}, {}),
        ("quarter", "5/2026", Fault.NOT_A_QUARTER, {}, {}),
        ("quarter", "2026", Fault.NOT_A_QUARTER, {}, {}),
        ("cccd", "123", "identity.citizen-id-invalid", {"digits": 3}, {}),
        ("cccd", "033591204716", "identity.not-born-yet", {"birth_year": 2191}, {}),
        ("mst", "0100000004", "identity.tax-code-invalid", {"checksum": True}, {}),
        ("phone", "123", "identity.phone-invalid", {}, {}),
        ("email", "an", "identity.email-invalid", {}, {}),
        ("address", {"detail": "a", "commune": "12271"}, Fault.ADDRESS_INCOMPLETE, {"part": "province"}, {}),
        ("address", {"detail": " ", "commune": "12271", "province": "33"}, Fault.ADDRESS_INCOMPLETE, {"part": "detail"}, {}),
        ("address", {"street": "a"}, Fault.WRONG_SHAPE, {}, {}),
        ("admin_unit", "033", Fault.NOT_A_UNIT_CODE, {"level": "tinh"}, {"level": "tinh"}),
        ("admin_unit", "33", Fault.NOT_A_UNIT_CODE, {"level": "huyen"}, {"level": "huyen"}),
        ("admin_unit", "33", Fault.NOT_A_UNIT_CODE, {"level": "xa"}, {"level": "xa"}),
        ("admin_unit", "1234", Fault.NOT_A_UNIT_CODE, {"level": ""}, {}),
        ("admin_units", ["33", "x"], Fault.NOT_A_UNIT_CODE, {"level": ""}, {}),
        ("bank_account", "12345", Fault.NOT_AN_ACCOUNT, {}, {}),
        ("bank_account", "1" * 21, Fault.NOT_AN_ACCOUNT, {}, {}),
        ("file", "../etc/passwd", Fault.NOT_A_FILE, {}, {}),
        ("file", "a" * 129, Fault.NOT_A_FILE, {}, {}),
        ("image", ".a", Fault.NOT_A_FILE, {}, {}),
        ("table", "a", Fault.WRONG_SHAPE, {}, {"columns": ["a"]}),
        ("table", [1], Fault.WRONG_SHAPE, {}, {"columns": ["a"]}),
    ],
)  # fmt: skip
def test_faults_have_a_code_and_facts(kind, entered, code, found, facts):
    result = check(kind, entered, **facts)

    assert dict(result.values) == {}
    assert (result.errors["x"].code, dict(result.errors["x"].facts)) == (code, found)
    assert not result.ok


@pytest.mark.parametrize("blank", [None, "", "  ", "\u00a0\u200b", [], {}, ()])
@pytest.mark.parametrize("kind", sorted(FieldType))
def test_nothing_entered_is_nothing_kept(kind, blank):
    facts = {"columns": ["a"]} if kind == "table" else {}

    assert check(kind, blank, **facts).values == {}
    assert check(kind, blank, **facts).ok
    assert check(kind, blank, required=True, **facts).errors["x"].code == Fault.REQUIRED


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", "0"), ("1.234", "1234"), ("1.234.567", "1234567"), ("1234.567", "1234.567"), ("12.34", "12.34"),
        ("1.2345", "1.2345"), ("+7", "7"), ("-1.234,5", "-1234.5"), ("0001", "1"), ("123456789012345678", "123456789012345678"),
    ],
)  # fmt: skip
def test_dots_part_thousands_and_commas_begin_decimals(text, number):
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text", ["", "a", "1.23.456", "1,", ",5", "1.234.56", "1..2", "١٢a", "0,1234567890123456789"]
)
def test_other_texts_are_no_number(text):
    assert parse_number(text) is None


@given(st.decimals(-(10**9), 10**9, places=4))
def test_numbers_read_back_as_they_are_kept(number):
    kept = kept_number(number)

    assert decimal_of(kept) == number
    assert parse_number(str(kept)) == number
    assert isinstance(kept, int) is (number == int(number))


@given(
    st.sampled_from(sorted(set(FieldType) - {FieldType.TABLE})),
    st.text(max_size=30) | st.integers() | st.floats() | st.booleans(),
)
def test_whatever_is_entered_is_kept_stably_or_refused(kind, entered):
    result = check(kind, entered)

    assert len(result.values) + len(result.errors) <= 1
    if result.values:
        assert check(kind, result.values["x"]).values == result.values


def test_values_must_be_in_their_register_when_there_is_one():
    data = [
        {"name": "xa", "label": "Xã", "type": "admin_unit"},
        {"name": "cac_xa", "label": "Các xã", "type": "admin_units"},
        {"name": "nuoc", "label": "Nước", "type": "country"},
    ]
    registers = {FieldType.ADMIN_UNIT: {"12271"}, FieldType.ADMIN_UNITS: {"12271", "12274"}}
    form = form_from_data({"fields": data})

    good = validate(
        form, {"xa": "12271", "cac_xa": ["12274"], "nuoc": "Lào"}, filed_on=FILED_ON, registers=registers
    )
    bad = validate(
        form, {"xa": "12274", "cac_xa": ["12271", "99999"]}, filed_on=FILED_ON, registers=registers
    )

    assert good.ok
    assert {path: (error.code, error.facts) for path, error in bad.errors.items()} == {
        "xa": (Fault.NOT_IN_REGISTER, {"value": "12274"}),
        "cac_xa": (Fault.NOT_IN_REGISTER, {"value": "99999"}),
    }
