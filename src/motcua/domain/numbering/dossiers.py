"""Dossier codes: `H30.13-211130-0001` and the older `000.00.13.H30-211130-0001` (R-C1 to R-C5)."""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date

from motcua.domain.errors import DomainError
from motcua.domain.numbering.agencies import AgencyCodeInvalid, agency_code_style, modern_agency_code

_SEQUENCE_DIGITS = 4
_CENTURY = 2000
_CODE = re.compile(r"([0-9A-Z.]+)-([0-9]{6})-([0-9]{4,})")
_TYPED = re.compile(r"([0-9A-Z.]+)-([0-9]{6})-([0-9]{1,9})")


class DossierCodeInvalid(DomainError):
    """A text is no dossier code, in neither of the two formats."""

    code = "numbering.dossier-code-invalid"

    def __init__(self, *, text: str) -> None:
        super().__init__(text)
        self.text = text


@dataclass(frozen=True)
class DossierCode:
    """Number of a dossier: receiving agency, day of acceptance, sequence of that agency and day.

    The agency's own code decides between the two formats. Raises AgencyCodeInvalid,
    DossierCodeInvalid.
    """

    agency: str
    accepted_on: date
    sequence: int

    def __post_init__(self) -> None:
        agency_code_style(self.agency)
        if self.sequence < 1 or self.accepted_on.year // 100 != _CENTURY // 100:
            raise DossierCodeInvalid(text=str(self))

    def __str__(self) -> str:
        return f"{self.agency}-{self.accepted_on:%y%m%d}-{self.sequence:0{_SEQUENCE_DIGITS}d}"

    def modern(self) -> "DossierCode":
        """Return the code as it reads under QĐ 20/2020, to compare codes across formats."""
        return replace(self, agency=modern_agency_code(self.agency))


def next_dossier_code(agency: str, *, accepted_on: date, last_sequence: int | None) -> DossierCode:
    """Return the code after the last one of an agency and day; None when there is none yet.

    The sequence restarts at 0001 every day and grows a digit beyond 9999 (R-C3, R-C4).
    Raises AgencyCodeInvalid.
    """
    return DossierCode(agency, accepted_on, (last_sequence or 0) + 1)


def parse_dossier_code(text: str) -> DossierCode:
    """Return the code written in a text, exactly as issued. Raises DossierCodeInvalid."""
    found = _CODE.fullmatch(text)
    if found is None:
        raise DossierCodeInvalid(text=text)
    agency, day, digits = found.groups()
    if len(digits) > _SEQUENCE_DIGITS and digits.startswith("0"):
        raise DossierCodeInvalid(text=text)
    try:
        accepted_on = date(_CENTURY + int(day[:2]), int(day[2:4]), int(day[4:]))
        return DossierCode(agency, accepted_on, int(digits))
    except (ValueError, AgencyCodeInvalid) as cause:
        raise DossierCodeInvalid(text=text) from cause


def normalize_dossier_code(typed: str) -> str:
    """Return the code a person meant: capitals, plain hyphens, four-digit sequence.

    Accepts lower case, any dash or spaces between the groups, and a sequence without its leading
    zeros. Raises DossierCodeInvalid.
    """
    plain = unicodedata.normalize("NFKC", typed).upper()
    dashed = "".join("-" if unicodedata.category(letter) == "Pd" else letter for letter in plain)
    joined = re.sub(r"\s*\.\s*", ".", dashed)
    found = _TYPED.fullmatch(re.sub(r"[\s-]+", "-", joined).strip("-."))
    if found is None:
        raise DossierCodeInvalid(text=typed)
    agency, day, digits = found.groups()
    return str(parse_dossier_code(f"{agency}-{day}-{int(digits):0{_SEQUENCE_DIGITS}d}"))
