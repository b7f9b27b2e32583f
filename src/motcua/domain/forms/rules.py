"""Rules between fields, written as people write them in a catalog.

    den_ngay<=tu_ngay+12 tháng        von_gop<=tong_von        <=ngay_nop        đủ 18 tuổi

A rule that compares two terms is checked; any other text stays a note to the officer. A rule over
a partial date is broken only if no completion of the date could keep it.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from motcua.domain.forms.numbers import decimal_of
from motcua.domain.identity import parse_partial_date

FILED_ON = "ngay_nop"
"""Name under which rules know the day of filing, unless the form has a field of that name."""

_NAME = r"[a-z][a-z0-9_]*"
_TERM = rf"({_NAME})(?:\s*([+-])\s*(\d{{1,3}})\s*(ngày|tháng|năm)?)?"
_COMPARISON = re.compile(rf"(?:{_TERM})?\s*(<=|>=|<|>|=)\s*{_TERM}")
_OF_AGE = re.compile(r"đủ (\d{1,3}) tuổi")

_INVENTED = re.compile(r"21\d{2}(?:-|$)")

_Range = tuple[Decimal, Decimal]


class Unit(StrEnum):
    """What is added to a term: days also stand for plain numbers."""

    DAYS = "ngày"
    MONTHS = "tháng"
    YEARS = "năm"


@dataclass(frozen=True)
class Term:
    """A field, or the day of filing, moved by an amount."""

    name: str
    amount: int = 0
    unit: Unit = Unit.DAYS

    def range(self, values: Mapping[str, Any]) -> _Range | None:
        """Return the least and the greatest the term can be; None when the field has no value."""
        value = values.get(self.name)
        if value is None:
            return None
        if isinstance(value, int) or "," in value:
            number = decimal_of(value) + self.amount
            return (number, number)
        partial = parse_partial_date(value.partition("T")[0])
        return (self._moved(partial.earliest()), self._moved(partial.latest()))

    def _moved(self, day: date) -> Decimal:
        if self.unit is Unit.DAYS:
            return Decimal(day.toordinal() + self.amount)
        months = self.amount * (12 if self.unit is Unit.YEARS else 1)
        return Decimal(_add_months(day, months).toordinal())


@dataclass(frozen=True)
class Comparison:
    """A rule that can be checked. `text` is how it was written."""

    left: Term
    operator: str
    right: Term
    text: str

    def broken(self, values: Mapping[str, Any]) -> bool:
        """Tell whether the rule is certainly broken; while a field is missing it never is."""
        left, right = self.left.range(values), self.right.range(values)
        if left is None or right is None:
            return False
        return _BROKEN[self.operator](left, right)

    def fields(self) -> tuple[str, ...]:
        return (self.left.name, self.right.name)


def parse_rule(text: str, *, field: str) -> Comparison | None:
    """Return the rule a field carries; None when the text is a note for people."""
    if found := _OF_AGE.fullmatch(text):
        return Comparison(Term(field, int(found[1]), Unit.YEARS), "<=", Term(FILED_ON), text)
    if found := _COMPARISON.fullmatch(text):
        left, operator, right = found.groups()[:4], found[5], found.groups()[5:]
        return Comparison(_term(left, field), operator, _term(right, field), text)
    return None


def _term(groups: tuple[str | None, ...], field: str) -> Term:
    name, sign, amount, unit = groups
    return Term(name or field, int(f"{sign or ''}{amount or 0}"), Unit(unit or Unit.DAYS))


def _add_months(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def in_our_time(value: Any, *, by: date) -> Any:
    """Return a kept date of an invented person of the 22nd century moved into our time.

    Demonstration people are born a hundred or two hundred years late, so that no number can belong
    to a living person; rules about their age shall hold all the same. Other values stay as they are.
    """
    if not isinstance(value, str) or not _INVENTED.match(value):
        return value
    year = int(value[:4]) - 100
    return f"{year if year <= by.year else year - 100}{value[4:]}"


_BROKEN: Mapping[str, Callable[[_Range, _Range], bool]] = {
    "<=": lambda left, right: left[0] > right[1],
    "<": lambda left, right: left[0] >= right[1],
    ">=": lambda left, right: left[1] < right[0],
    ">": lambda left, right: left[1] <= right[0],
    "=": lambda left, right: left[0] > right[1] or left[1] < right[0],
}
