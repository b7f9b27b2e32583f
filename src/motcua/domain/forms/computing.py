"""Values that a form works out by itself.

    sum(so_phi)        don_gia*so_luong        phi_co_dinh + sum(so_phi) - 1000

`sum` adds up a column of a table. Any other text is a note to people, as with rules.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from motcua.domain.forms.definition import NUMBERS, Field, FormDefinition
from motcua.domain.forms.numbers import decimal_of, kept_number
from motcua.domain.forms.values import Json

_KEPT: Final = 2_000
_FACTOR: Final = r"(?:sum\([a-z][a-z0-9_]*\)|[a-z][a-z0-9_]*|\d{1,15})"
_FORMULA: Final = re.compile(rf"\s*{_FACTOR}(?:\s*[-+*]\s*{_FACTOR})*\s*")
_PART: Final = re.compile(r"([-+*])|sum\(([a-z0-9_]+)\)|([a-z][a-z0-9_]*)|(\d+)")


@dataclass(frozen=True, slots=True)
class Factor:
    """A number, a field, or the sum of a column."""

    number: int = 0
    field: str = ""
    column: str = ""

    def value(self, values: Mapping[str, Any]) -> Decimal | None:
        """Return what the factor is; None while its field or column is not filled in."""
        if self.field:
            value = values.get(self.field)
            return None if value is None else decimal_of(value)
        if self.column:
            cells = list(_cells(values, self.column))
            return sum(map(decimal_of, cells), Decimal()) if cells else None
        return Decimal(self.number)


@dataclass(frozen=True, slots=True)
class Formula:
    """Products that are added or taken away."""

    products: tuple[tuple[int, tuple[Factor, ...]], ...]

    def value(self, values: Mapping[str, Any]) -> Decimal | None:
        """Return the result; None while something in it is not filled in."""
        total = Decimal()
        for sign, factors in self.products:
            product = Decimal(sign)
            for factor in factors:
                known = factor.value(values)
                if known is None:
                    return None
                product *= known
            total += product
        return total

    def names(self) -> tuple[str, ...]:
        """Return the fields and columns it takes."""
        found = [factor.field or factor.column for _, factors in self.products for factor in factors]
        return tuple(name for name in found if name)


@lru_cache(maxsize=_KEPT)
def parse_formula(text: str) -> Formula | None:
    """Return the formula that a text writes; None when it is a note for people."""
    if not _FORMULA.fullmatch(text):
        return None
    products: list[tuple[int, list[Factor]]] = [(1, [])]
    for sign, column, field, number in _PART.findall(text):
        if sign in ("+", "-"):
            products.append((1 if sign == "+" else -1, []))
        elif not sign:
            products[-1][1].append(Factor(int(number or 0), field, column))
    return Formula(tuple((sign, tuple(factors)) for sign, factors in products))


def computable(form: FormDefinition, name: str) -> bool:
    """Tell whether a formula can take a field of a form, or a column of one of its tables."""
    return any(field.name == name and field.type in NUMBERS for field in _all_fields(form))


def computed(form: FormDefinition, values: Mapping[str, Json]) -> dict[str, Json]:
    """Return what the computed fields of a form are, in order, as far as it can be told."""
    known = dict(values)
    found: dict[str, Json] = {}
    for field in form.fields():
        formula = parse_formula(field.computed) if field.computed else None
        result = formula.value(known) if formula else None
        if result is not None:
            found[field.name] = known[field.name] = kept_number(result)
    return found


def _all_fields(form: FormDefinition) -> Iterator[Field]:
    for field in form.fields():
        yield field
        yield from field.columns


def _cells(values: Mapping[str, Any], column: str) -> Iterator[Any]:
    for value in values.values():
        if isinstance(value, list):
            yield from (row[column] for row in value if isinstance(row, Mapping) and column in row)
