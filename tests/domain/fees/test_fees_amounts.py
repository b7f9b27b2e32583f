"""Amounts in figures and in words as a cashier writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.fees import amount_in_figures, amount_in_words

VALUES = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7, "tám": 8,
    "chín": 9,
}  # fmt: skip


def read(words: list[str]) -> int:
    """Read a number from its words: an independent way back."""
    if "tỷ" in words:
        place = len(words) - 1 - words[::-1].index("tỷ")
        return read(words[:place]) * 10**9 + read(words[place + 1 :])
    total, group = 0, 0
    for word in words:
        if word in ("triệu", "nghìn"):
            total += group * (10**6 if word == "triệu" else 1000)
            group = 0
        elif word == "trăm":
            group *= 100
        elif word == "mươi":
            group += group % 10 * 9
        elif word == "mười":
            group += 10
        elif word not in ("linh", "lẻ"):
            group += VALUES[word]
    return total + group


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Không đồng"),
        (1, "Một đồng"),
        (4, "Bốn đồng"),
        (5, "Năm đồng"),
        (10, "Mười đồng"),
        (11, "Mười một đồng"),
        (15, "Mười lăm đồng"),
        (20, "Hai mươi đồng"),
        (21, "Hai mươi mốt đồng"),
        (24, "Hai mươi bốn đồng"),
        (25, "Hai mươi lăm đồng"),
        (91, "Chín mươi mốt đồng"),
        (100, "Một trăm đồng"),
        (101, "Một trăm linh một đồng"),
        (105, "Một trăm linh năm đồng"),
        (110, "Một trăm mười đồng"),
        (111, "Một trăm mười một đồng"),
        (115, "Một trăm mười lăm đồng"),
        (1_000, "Một nghìn đồng"),
        (1_001, "Một nghìn không trăm linh một đồng"),
        (1_010, "Một nghìn không trăm mười đồng"),
        (1_050, "Một nghìn không trăm năm mươi đồng"),
        (5_000, "Năm nghìn đồng"),
        (25_000, "Hai mươi lăm nghìn đồng"),
        (50_000, "Năm mươi nghìn đồng"),
        (75_500, "Bảy mươi lăm nghìn năm trăm đồng"),
        (105_000, "Một trăm linh năm nghìn đồng"),
        (1_000_000, "Một triệu đồng"),
        (1_005_000, "Một triệu không trăm linh năm nghìn đồng"),
        (1_250_000, "Một triệu hai trăm năm mươi nghìn đồng"),
        (21_000_021, "Hai mươi mốt triệu không trăm hai mươi mốt đồng"),
        (1_000_000_000, "Một tỷ đồng"),
        (1_000_000_005, "Một tỷ không trăm linh năm đồng"),
        (2_100_000_000, "Hai tỷ một trăm triệu đồng"),
        (12_345_000_000_000, "Mười hai nghìn ba trăm bốn mươi lăm tỷ đồng"),
        (1_005_000_000_000, "Một nghìn không trăm linh năm tỷ đồng"),
        (10**18, "Một tỷ tỷ đồng"),
    ],
)
def test_amounts_in_words(amount, words):
    assert amount_in_words(amount) == words


def test_the_south_says_another_word_for_an_empty_place():
    assert amount_in_words(105_001, odd="lẻ") == "Một trăm lẻ năm nghìn không trăm lẻ một đồng"
    assert amount_in_words(3_000_000_001, odd="lẻ") == "Ba tỷ không trăm lẻ một đồng"
    assert amount_in_words(103_000_000_000, odd="lẻ") == "Một trăm lẻ ba tỷ đồng"


def test_no_receipt_has_a_negative_amount():
    with pytest.raises(ValueError, match=r"^-1$"):
        amount_in_words(-1)


@given(st.integers(0, 10**17))
def test_words_read_back_as_the_amount(amount):
    *words, currency = amount_in_words(amount).lower().split()

    assert currency == "đồng"
    assert read(words) == amount


@pytest.mark.parametrize(
    ("amount", "figures"),
    [(0, "0"), (999, "999"), (50_000, "50.000"), (1_250_000, "1.250.000"), (-5_000, "-5.000")],
)
def test_amounts_in_figures(amount, figures):
    assert amount_in_figures(amount) == figures
