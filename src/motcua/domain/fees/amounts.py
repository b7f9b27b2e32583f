"""Amounts as receipts write them (R-H12)."""

from typing import Literal

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", " nghìn", " triệu")
_BILLION = 10**9


def amount_in_figures(amount_vnd: int) -> str:
    """Return an amount with a dot between thousands: `1.250.000`."""
    return f"{amount_vnd:,}".replace(",", ".")


def amount_in_words(amount_vnd: int, *, odd: Literal["linh", "lẻ"] = "linh") -> str:
    """Return an amount in Vietnamese words with a capital: `Một trăm linh năm nghìn đồng`.

    `odd` is the word for an empty place of tens: linh in the north, lẻ in the south.
    Raises ValueError for a negative amount: no receipt has one.
    """
    if amount_vnd < 0:
        raise ValueError(amount_vnd)
    words = " ".join([*_number(amount_vnd, odd), "đồng"])
    return words[0].upper() + words[1:]


def _number(number: int, odd: str) -> list[str]:
    """Return the words of a number; billions repeat: nghìn tỷ, triệu tỷ, tỷ tỷ."""
    billions, rest = divmod(number, _BILLION)
    words = [*_number(billions, odd), "tỷ"] if billions else []
    for power in (2, 1, 0):
        group = rest // 1000**power % 1000
        if group:
            words.append(_group(group, odd, full=bool(words)) + _GROUPS[power])
    return words or [_DIGITS[0]]


def _group(group: int, odd: str, *, full: bool) -> str:
    """Return three digits in words; `full` reads a missing hundred as `không trăm`."""
    hundreds, rest = divmod(group, 100)
    tens, units = divmod(rest, 10)
    words = [f"{_DIGITS[hundreds]} trăm"] if hundreds or full else []
    if tens == 0 and units and words:
        words.append(odd)
    elif tens == 1:
        words.append("mười")
    elif tens:
        words.append(f"{_DIGITS[tens]} mươi")
    if units:
        words.append(_unit(units, tens))
    return " ".join(words)


def _unit(units: int, tens: int) -> str:
    if units == 1 and tens > 1:
        return "mốt"
    if units == 5 and tens:
        return "lăm"
    return _DIGITS[units]
