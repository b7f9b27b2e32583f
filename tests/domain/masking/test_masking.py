"""A mask shows what it promises and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.masking import (
    DOT,
    HIDDEN,
    mask_account,
    mask_address,
    mask_citizen_id,
    mask_email,
    mask_name,
    mask_phone,
)
from motcua.domain.text import clean

texts = st.text(max_size=40)


@pytest.mark.parametrize(
    ("mask", "text", "shown"),
    [
        pytest.param(mask_name, "Nguyễn Văn An", "N••• V••• A•••", id="name"),
        pytest.param(mask_name, "  ĐẶNG  Ánh ", "Đ••• Á•••", id="name-spaces"),
        pytest.param(mask_name, "", "", id="no-name"),
        pytest.param(mask_phone, "0912000318", "•••• ••• 318", id="phone"),
        pytest.param(mask_phone, "0912 000 318", "•••• ••• 318", id="phone-spaces"),
        pytest.param(mask_phone, "912000318", "•••• ••• 318", id="phone-nine-digits"),
        pytest.param(mask_phone, "12000318", "•••", id="short-phone"),
        pytest.param(mask_phone, "", "•••", id="no-phone"),
        pytest.param(mask_citizen_id, "033591204417", "033 5•• ••• 417", id="citizen-id"),
        pytest.param(mask_citizen_id, "033 5 91 204 417", "033 5•• ••• 417", id="citizen-id-spaced"),
        pytest.param(mask_citizen_id, "145678901", "••• ••• 901", id="old-card"),
        pytest.param(mask_citizen_id, "C12345678", "••• ••• 678", id="passport"),
        pytest.param(mask_citizen_id, "0335912044171", "••• ••• 171", id="too-long"),
        pytest.param(mask_citizen_id, "1234567", "•••", id="too-short"),
        pytest.param(mask_account, "19036 1234 5678", "••• ••• 678", id="account"),
        pytest.param(mask_account, "12345678", "••• ••• 678", id="account-eight-digits"),
        pytest.param(mask_account, "1234567", "•••", id="short-account"),
        pytest.param(mask_email, "an.nguyen@example.vn", "a•••@example.vn", id="email"),
        pytest.param(mask_email, " a@example.vn ", "a•••@example.vn", id="email-one-letter"),
        pytest.param(mask_email, "an@example", "•••", id="no-domain"),
        pytest.param(mask_email, "an nguyen@example.vn", "•••", id="space-inside"),
        pytest.param(mask_email, "a@b@example.vn", "•••", id="two-ats"),
        pytest.param(
            mask_address,
            "Số 27, TDP An Tảo, phường Phố Hiến, tỉnh Hưng Yên",
            "•••, phường Phố Hiến, tỉnh Hưng Yên",
            id="address",
        ),
        pytest.param(
            mask_address,
            "Số 27,phường Phố Hiến , Hưng Yên",
            "•••, phường Phố Hiến, Hưng Yên",
            id="three-parts",
        ),
        pytest.param(mask_address, "Số 27, Hưng Yên", "•••, Hưng Yên", id="two-parts"),
        pytest.param(mask_address, "Số 27, , Hưng Yên", "•••, Hưng Yên", id="empty-part"),
        pytest.param(mask_address, "Số 27 Nguyễn Văn Linh", "•••", id="one-part"),
        pytest.param(mask_address, "", "•••", id="no-address"),
    ],
)
def test_masks(mask, text, shown):
    assert mask(text) == shown


@given(texts)
def test_a_masked_name_shows_one_letter_a_word(name):
    words = clean(name).split()

    assert mask_name(name) == " ".join(f"{word[0]}{HIDDEN}" for word in words)


@given(texts)
def test_a_masked_number_shows_three_or_seven_digits(number):
    digits = "".join(one for one in number if one.isdecimal())

    for mask in (mask_phone, mask_account):
        assert mask(number).strip(f"{DOT} ") in {"", digits[-3:]}
    assert mask_citizen_id(number).replace(DOT, "").replace(" ", "") in {
        "",
        digits[-3:],
        digits[:4] + digits[-3:],
    }


@given(st.from_regex(r"[a-z0-9.]{1,20}@[a-z]{2,10}\.vn", fullmatch=True))
def test_a_masked_email_shows_one_letter_and_the_domain(email):
    local, _, domain = email.partition("@")

    assert mask_email(email) == f"{local[0]}{HIDDEN}@{domain}"


@given(st.lists(st.text("abc 12", min_size=1, max_size=6).filter(str.strip), min_size=1, max_size=6))
def test_a_masked_address_never_shows_its_first_part(parts):
    shown = mask_address(", ".join(parts)).split(", ")

    assert shown[0] == HIDDEN
    assert len(shown) == min(len(parts), 3)
    assert shown[1:] == [clean(part) for part in parts[1:]][-2:]


@given(texts)
def test_masking_twice_shows_no_more(text):
    for mask in (mask_name, mask_phone, mask_citizen_id, mask_account, mask_email, mask_address):
        once = mask(text)
        assert set(mask(once)) <= set(once) | {DOT}
