"""Numbers as people in Vietnam write them: `1.234,5`.

A number entered is kept as an integer when it is whole, else as text with a comma (`118,4`): so a
stored number reads back as itself, and text never takes a dot for the wrong thing.
"""

import re
from decimal import Decimal

_GROUPED = re.compile(r"([+-]?\d{1,3}(?:[. ]\d{3})+)(?:,(\d+))?")
_PLAIN = re.compile(r"([+-]?\d+)(?:[.,](\d+))?")
_MOST_DIGITS = 18


def decimal_of(value: int | str) -> Decimal:
    """Return the value of a number kept in a form."""
    return Decimal(value) if isinstance(value, int) else Decimal(value.replace(",", "."))


def parse_number(text: str) -> Decimal | None:
    """Return the number in a text, or None. A single dot before three digits parts thousands."""
    found = _GROUPED.fullmatch(text) or _PLAIN.fullmatch(text)
    if found is None or sum(map(str.isdigit, text)) > _MOST_DIGITS:
        return None
    whole, fraction = found.groups(default="0")
    return Decimal(f"{re.sub('[. ]', '', whole)}.{fraction}")


def kept_number(number: Decimal) -> int | str:
    """Return a number as forms keep it."""
    if number == number.to_integral_value():
        return int(number)
    return format(number.normalize(), "f").replace(".", ",")
