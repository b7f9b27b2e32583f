"""Personal data shown to those who need to recognize it but not to read it (R-I31, R-I36).

Every mask says what it still shows and shows nothing else, not even the length of a word; a text
that does not look as expected is hidden as a whole.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from motcua.domain.text import clean

DOT = "•"
HIDDEN = DOT * 3

_DIGITS = re.compile(r"\d")
_EMAIL = re.compile(r"([^@\s])[^@\s]*@([^@\s]+\.[^@\s.]+)")


def mask_name(name: str) -> str:
    """Show the first letter of each word: `N••• V••• A•••`."""
    return " ".join(word[0] + HIDDEN for word in clean(name).split())


def mask_phone(phone: str) -> str:
    """Show the last three digits: `•••• ••• 318`."""
    return _last_three(phone, f"{DOT * 4} {HIDDEN} ", at_least=9)


def mask_citizen_id(number: str) -> str:
    """Show the first four digits (province, century and sex) and the last three: `033 5•• ••• 417`.

    Of a number that has not 12 digits, such as an old card's, only the last three.
    """
    digits = "".join(_DIGITS.findall(number))
    if len(digits) == 12:
        return f"{digits[:3]} {digits[3]}{DOT * 2} {HIDDEN} {digits[-3:]}"
    return _last_three(number, f"{HIDDEN} {HIDDEN} ", at_least=8)


def mask_account(number: str) -> str:
    """Show the last three digits of a bank account: `••• ••• 417`."""
    return _last_three(number, f"{HIDDEN} {HIDDEN} ", at_least=8)


def mask_email(email: str) -> str:
    """Show the first letter and the domain: `a•••@example.vn`."""
    found = _EMAIL.fullmatch(email.strip())
    return f"{found[1]}{HIDDEN}@{found[2]}" if found else HIDDEN


def mask_address(address: str) -> str:
    """Show what follows the house and street: of three parts or more the last two, of two the last."""
    parts = [part for part in clean(address).split(",") if part.strip()]
    shown = parts[-2:] if len(parts) > 2 else parts[1:]
    return ", ".join([HIDDEN, *(part.strip() for part in shown)])


@dataclass(frozen=True, slots=True)
class PersonalData:
    """A stretch of a free text that looks like personal data, and what may stand in its place."""

    start: int
    end: int
    kind: str
    masked: str


def find_personal(text: str) -> tuple[PersonalData, ...]:
    """Return what looks like an e-mail address, a phone, identity or account number in a free text, in order.

    Names and addresses are not found: people look for those. Sums, dates and codes of dossiers are let be.
    """
    found: list[PersonalData] = []
    for kind, pattern, mask in _IN_TEXTS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if all(end <= other.start or other.end <= start for other in found):
                found.append(PersonalData(start, end, kind, mask(match[0])))
    return tuple(sorted(found, key=lambda one: one.start))


def mask_text(text: str) -> str:
    """Return a free text with everything that `find_personal` finds masked."""
    parts, place = [], 0
    for one in find_personal(text):
        parts += [text[place : one.start], one.masked]
        place = one.end
    return "".join([*parts, text[place:]])


def _last_three(text: str, hidden: str, *, at_least: int) -> str:
    digits = "".join(_DIGITS.findall(text))
    return hidden + digits[-3:] if len(digits) >= at_least else HIDDEN


_GAP = r"[ .\-]?"
_IN_TEXTS: Final[tuple[tuple[str, re.Pattern[str], Callable[[str], str]], ...]] = (
    ("email", re.compile(r"[^\s@,;:<>()]+@[^\s@,;:<>()]+\.[^\W\d_]{2,}"), mask_email),
    (
        "phone",
        re.compile(rf"(?<![\w.\-/])(?:\+?84|0){_GAP}[235789](?:{_GAP}\d){{8}}(?![\w/])"),
        mask_phone,
    ),
    (
        "citizen-id",
        re.compile(rf"(?<![\w.\-/])\d(?:{_GAP}\d){{11}}(?![\w/])"),
        mask_citizen_id,
    ),
    ("account", re.compile(r"(?<![\w.\-/])\d{9,19}(?![\w/])"), mask_account),
)
