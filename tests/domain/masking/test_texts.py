"""Personal data in a free text is found; sums, dates and codes are not taken for it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.masking import find_personal, mask_text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("gọi 0912 000 318, hay a.b@example.vn.", "gọi •••• ••• 318, hay a•••@example.vn."),
        ("CCCD 033591204716", "CCCD 033 5•• ••• 716"),
        ("CCCD 033 591 204 716", "CCCD 033 5•• ••• 716"),
        ("số tài khoản 19034567890123 nhé", "số tài khoản ••• ••• 123 nhé"),
        ("+84912000318", "•••• ••• 318"),
        ("CMND 145678901", "CMND ••• ••• 901"),
    ],
)
def test_numbers_of_people_are_masked(text, masked):
    assert mask_text(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "phí 150.000.000 đồng",
        "ngày 16/04/2026",
        "H31.100-260410-0002",
        "thủ tục 1.013225",
        "Điều 12, khoản 3",
        "",
    ],
)
def test_sums_dates_and_codes_are_let_be(text):
    assert find_personal(text) == ()
    assert mask_text(text) == text


@given(before=st.text("abc đ,. \n", max_size=20), number=st.from_regex(r"0[35789]\d{8}", fullmatch=True))
def test_a_phone_number_never_stays_whole(before, number):
    assert number not in mask_text(f"{before} {number} cảm ơn")


@given(text=st.text(max_size=200))
def test_what_is_found_stands_in_order_without_overlap(text):
    found = find_personal(text)

    assert all(a.end <= b.start for a, b in pairwise(found))
