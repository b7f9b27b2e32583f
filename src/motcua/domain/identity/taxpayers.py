"""Tax codes: ten digits with a check digit, a branch behind a hyphen, or a citizen id."""

import re
from dataclasses import dataclass

from motcua.domain.errors import DomainError

_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_TAX_CODE = re.compile(r"([0-9]{10})(?:-?([0-9]{3}))?")
_CITIZEN_ID = re.compile(r"[0-9]{12}")


class TaxCodeInvalid(DomainError):
    """A text is no tax code; `checksum` when only the check digit is wrong."""

    code = "identity.tax-code-invalid"

    def __init__(self, *, checksum: bool) -> None:
        super().__init__("check digit" if checksum else "shape")
        self.checksum = checksum


@dataclass(frozen=True)
class TaxCode:
    """A tax code; `branch` is the three digits of a branch, dependant or site."""

    number: str
    branch: str = ""

    def __str__(self) -> str:
        return f"{self.number}-{self.branch}" if self.branch else self.number

    @property
    def personal(self) -> bool:
        """Whether the number is a citizen id, as for household businesses since 1 July 2025."""
        return len(self.number) == 12


def parse_tax_code(text: str) -> TaxCode:
    """Return the tax code in a text; spaces are ignored. Raises TaxCodeInvalid."""
    plain = "".join(text.split())
    if _CITIZEN_ID.fullmatch(plain):
        return TaxCode(plain)
    found = _TAX_CODE.fullmatch(plain)
    if found is None:
        raise TaxCodeInvalid(checksum=False)
    number, branch = found.groups(default="")
    if int(number[9]) != _check_digit(number):
        raise TaxCodeInvalid(checksum=True)
    return TaxCode(number, branch)


def _check_digit(number: str) -> int:
    """Return the tenth digit the first nine ask for; 10 when no code may begin like this."""
    return 10 - sum(int(digit) * weight for digit, weight in zip(number[:9], _WEIGHTS, strict=True)) % 11
