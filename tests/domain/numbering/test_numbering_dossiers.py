"""Dossier codes are issued in order, read in both formats and forgiven small typing faults."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.numbering import (
    AgencyCodeInvalid,
    AgencyCodeStyle,
    DossierCode,
    DossierCodeInvalid,
    agency_code_style,
    modern_agency_code,
    next_dossier_code,
    normalize_dossier_code,
    parse_agency_code,
    parse_dossier_code,
)

DAY = date(2021, 11, 30)
agencies = st.sampled_from(
    ["H31", "H31.01", "H44.100", "000.00.13.H30", "000.05.13.H30", "Z01.0123456789", "G22"]
)
codes = st.builds(
    DossierCode, agencies, st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(1, 99_999)
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("000.00.13.H30-211130-0001", DossierCode("000.00.13.H30", DAY, 1), id="R-C1"),
        pytest.param("H30.13-211130-0001", DossierCode("H30.13", DAY, 1), id="R-C2"),
        pytest.param("H30-211130-9999", DossierCode("H30", DAY, 9999), id="province"),
        pytest.param("H30.13-211130-10000", DossierCode("H30.13", DAY, 10_000), id="R-C4"),
        pytest.param("H31-000101-0001", DossierCode("H31", date(2000, 1, 1), 1), id="first-day"),
        pytest.param("H31-991231-0001", DossierCode("H31", date(2099, 12, 31), 1), id="last-day"),
    ],
)
def test_a_code_is_read_and_written_in_its_own_format(text, code):
    assert parse_dossier_code(text) == code
    assert str(code) == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("H30.13-211130", id="no-sequence"),
        pytest.param("H30.13-211130-001", id="three-digits"),
        pytest.param("H30.13-211130-00001", id="needless-zero"),
        pytest.param("H30.13-211130-0000", id="zero"),
        pytest.param("H30.13-211330-0001", id="month-13"),
        pytest.param("H30.13-210229-0001", id="no-such-day"),
        pytest.param("h30.13-211130-0001", id="lower-case"),
        pytest.param("30.13-211130-0001", id="no-agency"),
        pytest.param("000.00.H30-211130-0001", id="three-groups"),
        pytest.param(f"H30.{'A' * 10}.{'B' * 10}.{'C' * 10}-211130-0001", id="agency-too-long"),
        pytest.param(" H30.13-211130-0001", id="space"),
    ],
)
def test_anything_else_is_no_code(text):
    with pytest.raises(DossierCodeInvalid) as refusal:
        parse_dossier_code(text)

    assert refusal.value.code == "numbering.dossier-code-invalid"
    assert refusal.value.text in {text, str(refusal.value)}


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        pytest.param(None, "H31.01-260901-0001", id="first-of-the-day"),
        pytest.param(41, "H31.01-260901-0042", id="next"),
        pytest.param(9998, "H31.01-260901-9999", id="last-of-four-digits"),
        pytest.param(9999, "H31.01-260901-10000", id="wider-R-C4"),
    ],
)
def test_codes_follow_each_other_without_gap_or_wrap(last, expected):
    assert str(next_dossier_code("H31.01", accepted_on=date(2026, 9, 1), last_sequence=last)) == expected


def test_a_code_needs_an_agency_a_day_of_this_century_and_a_sequence():
    with pytest.raises(AgencyCodeInvalid):
        DossierCode("31", DAY, 1)
    with pytest.raises(DossierCodeInvalid, match=r"^H31-211130-0000$"):
        DossierCode("H31", DAY, 0)
    for day in (date(1999, 12, 31), date(2100, 1, 1)):
        with pytest.raises(DossierCodeInvalid):
            DossierCode("H31", day, 1)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("h30.13-211130-0001", "H30.13-211130-0001"),
        ("  H30.13 211130 0001 ", "H30.13-211130-0001"),
        ("H30.13 - 211130 - 1", "H30.13-211130-0001"),
        ("H30 .13–211130—0012.", "H30.13-211130-0012"),
        ("Ｈ30.13-211130-0001", "H30.13-211130-0001"),
        ("H30.13--211130-0001-", "H30.13-211130-0001"),
        ("000.00.13.h30\u00a0211130\t0001", "000.00.13.H30-211130-0001"),
        ("H30.13-211130-00012", "H30.13-211130-0012"),
        ("H30.13-211130-10000", "H30.13-211130-10000"),
    ],
)
def test_people_may_type_codes_carelessly(typed, meant):
    assert normalize_dossier_code(typed) == meant


@pytest.mark.parametrize(
    "typed", ["", "H30", "H30.13-211130", "H30.13-2111-0001", "H30.13-211130-A", "H30.13-211130-1234567890"]
)
def test_what_cannot_be_meant_is_refused_as_typed(typed):
    with pytest.raises(DossierCodeInvalid) as refusal:
        normalize_dossier_code(typed)

    assert refusal.value.text == typed


@given(codes)
def test_codes_read_back_and_normalizing_changes_nothing(code):
    assert parse_dossier_code(str(code)) == code
    assert normalize_dossier_code(str(code)) == str(code)
    assert normalize_dossier_code(str(code).lower().replace("-", " ")) == str(code)


@given(codes)
def test_the_next_code_is_another_one_of_the_same_day(code):
    following = next_dossier_code(code.agency, accepted_on=code.accepted_on, last_sequence=code.sequence)

    assert (following.agency, following.accepted_on) == (code.agency, code.accepted_on)
    assert following.sequence == code.sequence + 1
    assert str(following) != str(code)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("000.00.13.H53", "H53.13", id="R-C11"),
        pytest.param("000.00.00.H30", "H30", id="province"),
        pytest.param("000.05.13.H30", "H30.13.05", id="third-level"),
        pytest.param("012.05.13.H30", "H30.13.05.012", id="fourth-level"),
        pytest.param("H30.13", "H30.13", id="already-new"),
    ],
)
def test_an_old_agency_code_has_a_modern_one(old, new):
    assert modern_agency_code(old) == new
    assert DossierCode(old, DAY, 1).modern() == DossierCode(new, DAY, 1)


@pytest.mark.parametrize(
    ("code", "style"),
    [
        ("000.00.13.H30", AgencyCodeStyle.QCVN_2016),
        ("H30.13", AgencyCodeStyle.QD_2020),
        ("H30", AgencyCodeStyle.QD_2020),
        (f"Z01.{'1' * 10}.{'2' * 10}.{'3' * 9}", AgencyCodeStyle.QD_2020),
    ],
)
def test_agency_codes_tell_their_style(code, style):
    assert agency_code_style(code) is style


def test_agency_codes_are_read_in_capitals():
    assert parse_agency_code(" h30. 13 ") == "H30.13"


@pytest.mark.parametrize(
    "code",
    [
        "",
        "H3",
        "H30.",
        "H30..13",
        "H30-13",
        "30.H13",
        "H30.12345678901",
        f"Z01.{'1' * 10}.{'2' * 10}.{'3' * 10}",
    ],
)
def test_other_texts_are_no_agency_code(code):
    with pytest.raises(AgencyCodeInvalid) as refusal:
        parse_agency_code(code)

    assert (refusal.value.code, refusal.value.text) == ("numbering.agency-code-invalid", code)
    assert str(refusal.value) == code
