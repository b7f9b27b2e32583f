"""How many parts a short message takes, and how it is written without marks.

A message of the basic alphabet (GSM 03.38) holds 160 characters, or 153 in each of several parts; with any
other letter, as Vietnamese has them, 70 and 67. Letters of the extension take two places.
"""

import unicodedata
from dataclasses import dataclass
from typing import Final

BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED: Final = frozenset("^{}\\[~]|€")
_PLAIN: Final = str.maketrans(
    {"đ": "d", "Đ": "D", "–": "-", "—": "-", "“": '"', "”": '"', "’": "'", "…": "..."}
)


@dataclass(frozen=True, slots=True)
class SmsCount:
    """The places a text takes and the parts it is sent in; `basic` tells that every letter is of the basic kind."""

    places: int
    parts: int
    basic: bool


def count_sms(text: str) -> SmsCount:
    """Return how long a text is as a short message; an empty one takes no part."""
    basic = all(letter in BASIC or letter in EXTENDED for letter in text)
    if basic:
        places = sum(2 if letter in EXTENDED else 1 for letter in text)
    else:
        places = len(text.encode("utf-16-be")) // 2
    single, several = (160, 153) if basic else (70, 67)
    parts = min(places, 1) if places <= single else -(-places // several)
    return SmsCount(places, parts, basic)


def without_marks(text: str) -> str:
    """Return a text in plain letters, capitals and punctuation kept: "Đã nhận" gives "Da nhan"."""
    decomposed = unicodedata.normalize("NFD", text.translate(_PLAIN))
    kept = "".join(letter for letter in decomposed if unicodedata.category(letter) != "Mn")
    return unicodedata.normalize("NFC", kept)
