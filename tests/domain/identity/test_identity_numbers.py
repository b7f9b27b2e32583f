"""Numbers of people and organizations are read as they are typed and refused when they cannot be."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.identity import (
    CitizenId,
    CitizenIdInvalid,
    Mismatch,
    NotBornYet,
    OldIdentityCard,
    OldIdentityCardInvalid,
    PartialDate,
    Passport,
    PassportInvalid,
    Sex,
    TaxCode,
    TaxCodeInvalid,
    mismatches,
    parse_citizen_id,
    parse_identity_number,
    parse_old_identity_card,
    parse_passport,
    parse_tax_code,
    require_born,
)

WOMAN = CitizenId("033591204716")
WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
digits12 = st.text("0123456789", min_size=12, max_size=12)


@pytest.mark.parametrize(
    "typed",
    ["033591204716", " 033 5 91 204 716 ", "033.591.204.716", "033-591204-716", "033\u00a0591204\u2013716"],
)
def test_a_citizen_id_is_read_through_its_spacing(typed):
    assert parse_citizen_id(typed) == WOMAN


def test_a_citizen_id_says_where_when_and_who():
    assert (WOMAN.province_code, WOMAN.century, WOMAN.sex, WOMAN.birth_year) == ("033", 22, Sex.FEMALE, 2191)
    assert str(WOMAN) == "033591204716"
    assert WOMAN.spaced() == "033 5 91 204 716"


@pytest.mark.parametrize(
    ("digit", "century", "sex", "birth_year"),
    [
        ("0", 20, Sex.MALE, 1907),
        ("1", 20, Sex.FEMALE, 1907),
        ("2", 21, Sex.MALE, 2007),
        ("3", 21, Sex.FEMALE, 2007),
        ("4", 22, Sex.MALE, 2107),
        ("5", 22, Sex.FEMALE, 2107),
        ("8", 24, Sex.MALE, 2307),
        ("9", 24, Sex.FEMALE, 2307),
    ],
)
def test_the_fourth_digit_gives_century_and_sex(digit, century, sex, birth_year):
    citizen_id = parse_citizen_id(f"001{digit}07000000")

    assert (citizen_id.century, citizen_id.sex, citizen_id.birth_year) == (century, sex, birth_year)


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        pytest.param("03359120471", 11, id="short"),
        pytest.param("0335912047160", 13, id="long"),
        pytest.param("O33591204716", 11, id="letter"),
        pytest.param("٠٣٣٥٩١٢٠٤٧١٦", 12, id="other-digits"),
        pytest.param("", 0, id="empty"),
    ],
)
def test_anything_but_twelve_digits_is_no_citizen_id(typed, digits):
    with pytest.raises(CitizenIdInvalid) as refusal:
        parse_citizen_id(typed)

    assert refusal.value.code == "identity.citizen-id-invalid"
    assert refusal.value.digits == digits
    assert str(refusal.value) == f"{digits} digits"


@given(digits12)
def test_a_citizen_id_survives_its_own_spacing(number):
    citizen_id = parse_citizen_id(number)

    assert parse_citizen_id(citizen_id.spaced()) == citizen_id
    assert str(citizen_id.birth_year)[2:] == number[4:6]


def test_someone_not_born_yet_is_refused_unless_invented_people_are_welcome():
    with pytest.raises(NotBornYet) as refusal:
        require_born(WOMAN, by=date(2190, 12, 31), allow_future_birth=False)

    assert (refusal.value.code, refusal.value.birth_year) == ("identity.not-born-yet", 2191)
    assert str(refusal.value) == "2191"
    require_born(WOMAN, by=date(2191, 1, 1), allow_future_birth=False)
    require_born(WOMAN, by=date(2026, 1, 1), allow_future_birth=True)


@pytest.mark.parametrize(
    ("declared", "found"),
    [
        pytest.param({}, (), id="nothing-declared"),
        pytest.param({"sex": Sex.FEMALE, "born_on": date(2191, 9, 14)}, (), id="agrees"),
        pytest.param({"born_on": PartialDate(2191)}, (), id="year-only"),
        pytest.param({"sex": Sex.MALE}, (Mismatch.SEX,), id="sex"),
        pytest.param({"born_on": date(1991, 9, 14)}, (Mismatch.BIRTH_YEAR,), id="year"),
        pytest.param(
            {"sex": Sex.MALE, "born_on": PartialDate(2190)}, (Mismatch.SEX, Mismatch.BIRTH_YEAR), id="both"
        ),
    ],
)
def test_what_is_declared_must_agree_with_the_number(declared, found):
    assert mismatches(WOMAN, **declared) == found


def test_old_cards_have_nine_digits():
    assert parse_old_identity_card(" 145 678 901 ") == OldIdentityCard("145678901")
    assert str(OldIdentityCard("145678901")) == "145678901"
    assert parse_identity_number("145.678.901") == OldIdentityCard("145678901")
    assert parse_identity_number("033591204716") == WOMAN


@pytest.mark.parametrize("typed", ["14567890", "1456789012", "14567890A", ""])
def test_other_numbers_are_no_old_card(typed):
    with pytest.raises(OldIdentityCardInvalid) as refusal:
        parse_old_identity_card(typed)
    with pytest.raises(CitizenIdInvalid):
        parse_identity_number(typed)

    assert refusal.value.code == "identity.old-card-invalid"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("c1234567", "C1234567"),
        (" P 1234 5678 ", "P12345678"),
        ("123456", "123456"),
        ("AB1234567890", "AB1234567890"),
    ],
)
def test_passports_are_read_in_capitals(typed, number):
    assert parse_passport(typed) == Passport(number)
    assert str(Passport(number)) == number


@pytest.mark.parametrize("typed", ["C1234", "ABCDEFG", "AB12345678901", "C12345_7", ""])
def test_other_texts_are_no_passport(typed):
    with pytest.raises(PassportInvalid) as refusal:
        parse_passport(typed)

    assert refusal.value.code == "identity.passport-invalid"


@pytest.mark.parametrize(
    ("typed", "tax_code", "written"),
    [
        pytest.param("0100000003", TaxCode("0100000003"), "0100000003", id="company"),
        pytest.param("0100000003-001", TaxCode("0100000003", "001"), "0100000003-001", id="branch"),
        pytest.param("01 0000 0003 001", TaxCode("0100000003", "001"), "0100000003-001", id="run-together"),
        pytest.param("033591204716", TaxCode("033591204716"), "033591204716", id="citizen"),
    ],
)
def test_tax_codes_are_read(typed, tax_code, written):
    assert parse_tax_code(typed) == tax_code
    assert str(tax_code) == written


def test_a_household_business_has_its_owner_s_number_as_tax_code():
    assert TaxCode("033591204716").personal is True
    assert TaxCode("0100000003").personal is False


def is_tax_code(text):
    try:
        parse_tax_code(text)
    except TaxCodeInvalid:
        return False
    return True


@given(st.text("0123456789", min_size=9, max_size=9))
def test_exactly_one_check_digit_fits_or_none(serial):
    remainder = sum(int(digit) * weight for digit, weight in zip(serial, WEIGHTS, strict=True)) % 11
    fitting = [digit for digit in "0123456789" if is_tax_code(serial + digit)]

    assert fitting == ([] if remainder == 0 else [str(10 - remainder)])


@pytest.mark.parametrize(
    ("typed", "checksum"),
    [
        ("0100000000", True),
        ("010000000", False),
        ("01000000031", False),
        ("0100000003-01", False),
        ("", False),
    ],
)
def test_other_numbers_are_no_tax_code(typed, checksum):
    with pytest.raises(TaxCodeInvalid) as refusal:
        parse_tax_code(typed)

    assert (refusal.value.code, refusal.value.checksum) == ("identity.tax-code-invalid", checksum)
    assert str(refusal.value) == ("check digit" if checksum else "shape")
