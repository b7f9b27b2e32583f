"""Phone numbers and e-mail addresses get one spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.identity import EmailInvalid, PhoneInvalid, is_mobile, parse_email, parse_phone

OLD_AND_NEW = {
    "0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078", "0123": "083", "0124": "084",
    "0125": "085", "0127": "081", "0129": "082", "0162": "032", "0163": "033", "0164": "034", "0165": "035",
    "0166": "036", "0167": "037", "0168": "038", "0169": "039", "0186": "056", "0188": "058", "0199": "059",
}  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "phone"),
    [
        ("0912 000 318", "0912000318"),
        ("0912.000.318", "0912000318"),
        ("(0912) 000-318", "0912000318"),
        ("+84 912 000 318", "0912000318"),
        ("84912000318", "0912000318"),
        ("0084912000318", "0912000318"),
        ("0912\u2013000\u2013318", "0912000318"),
        ("0221 3862 123", "02213862123"),
        ("+84 24 3825 1234", "02438251234"),
        ("0358400000", "0358400000"),
        ("+841680000318", "0380000318"),
    ],
)
def test_phones_are_read_as_typed(typed, phone):
    assert parse_phone(typed) == phone


@pytest.mark.parametrize(("old", "new"), OLD_AND_NEW.items())
def test_eleven_digit_mobiles_became_ten_in_2018(old, new):
    assert parse_phone(f"{old}0000318") == f"{new}0000318"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "091200031",
        "09120003188",
        "0112000318",
        "0612000318",
        "01300000318",
        "0221386212",
        "022138621234",
        "0912 abc 318",
        "+85 912000318",
        "8491200031",
    ],
)
def test_other_numbers_are_no_phone(typed):
    with pytest.raises(PhoneInvalid) as refusal:
        parse_phone(typed)

    assert refusal.value.code == "identity.phone-invalid"


def test_only_mobiles_receive_text_messages():
    assert is_mobile("0912000318") is True
    assert is_mobile("02213862123") is False


@given(st.from_regex(r"0[35789][0-9]{8}", fullmatch=True))
def test_a_phone_reads_back_from_every_notation(phone):
    assert parse_phone(phone) == phone
    assert parse_phone("+84" + phone[1:]) == phone
    assert parse_phone("0084 " + phone[1:]) == phone


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (" An.Nguyen+1@Example.VN ", "An.Nguyen+1@example.vn"),
        ("a@b.vn", "a@b.vn"),
        ("x_y@mail-1.hungyen.gov.vn", "x_y@mail-1.hungyen.gov.vn"),
        (f"{'a' * 64}@example.vn", f"{'a' * 64}@example.vn"),
        (
            f"a@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.{'f' * 5}.vn",
            f"a@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.{'f' * 5}.vn",
        ),
    ],
)
def test_addresses_keep_their_name_and_lower_their_domain(typed, address):
    assert parse_email(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        "", "an", "an@", "@example.vn", "an@example", "an@exa mple.vn", "a n@example.vn", "a..n@example.vn",
        "an@-example.vn", "an@example-.vn", "an@example.v", "an@example.v1", "ấn@example.vn", "a@b@example.vn",
        f"{'a' * 65}@example.vn", f"a@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.{'f' * 6}.vn",
    ],
)  # fmt: skip
def test_other_texts_are_no_address(typed):
    with pytest.raises(EmailInvalid) as refusal:
        parse_email(typed)

    assert refusal.value.code == "identity.email-invalid"
