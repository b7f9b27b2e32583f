"""The reference by which money is told: ten letters and digits that survive a bank's memo line.

Two letters `MC`, seven by chance, one that checks them. Letters that are read for digits (I, L, O, U) are not used.
"""

import re
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PREFIX: Final = "MC"
CHANCE_LENGTH: Final = 7
CHOICES: Final = len(ALPHABET) ** CHANCE_LENGTH
LENGTH: Final = len(PREFIX) + CHANCE_LENGTH + 1
_SHAPE: Final = re.compile(f"(?={PREFIX}([{ALPHABET}]{{{CHANCE_LENGTH + 1}}}))")
_PRIME: Final = 31


def reference_of(number: int) -> str:
    """Return the reference of a number below `CHOICES`. Raises ValueError."""
    if not 0 <= number < CHOICES:
        raise ValueError(number)
    body = ""
    for _ in range(CHANCE_LENGTH):
        number, digit = divmod(number, len(ALPHABET))
        body = ALPHABET[digit] + body
    return PREFIX + body + _check(body)


def references_in(text: str) -> tuple[str, ...]:
    """Return every true reference in a memo, whatever spaces, dots or small letters a bank has made of it."""
    plain = re.sub(r"[^0-9A-Z]", "", text.upper())
    found = (match.group(1) for match in _SHAPE.finditer(plain))
    return tuple(dict.fromkeys(PREFIX + body for body in found if _check(body[:-1]) == body[-1]))


def attempt_reference(reference: str, attempt: int) -> str:
    """Return the reference of one attempt at the platform, which wants each of them to be new."""
    return f"{reference}-{attempt}"


def order_reference(reference: str) -> str:
    """Return the order's own reference in that of an attempt."""
    return reference.partition("-")[0]


def _check(body: str) -> str:
    """Weighted so that a wrong letter and two swapped neighbors are seen."""
    total = sum(ALPHABET.index(letter) * weight for weight, letter in enumerate(body, start=2))
    return ALPHABET[total % _PRIME]
