"""Electronic identifiers of agencies, old and new (R-C10, R-C11)."""

import re
from enum import StrEnum

from motcua.domain.errors import DomainError

LONGEST_AGENCY_CODE = 35

_OLD = re.compile(r"[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2}")
_NEW = re.compile(r"[A-Z][0-9]{2}(\.[0-9A-Z]{1,10})*")


class AgencyCodeStyle(StrEnum):
    """Which decision an identifier follows."""

    QCVN_2016 = "qcvn-2016"
    """`000.00.13.H30`: four groups, the province or ministry at the right."""

    QD_2020 = "qd-2020"
    """`H30.13`: the province or ministry first, deeper levels appended."""


class AgencyCodeInvalid(DomainError):
    """A text is no electronic identifier of an agency."""

    code = "numbering.agency-code-invalid"

    def __init__(self, *, text: str) -> None:
        super().__init__(text)
        self.text = text


def parse_agency_code(text: str) -> str:
    """Return an identifier in capitals without spaces. Raises AgencyCodeInvalid."""
    code = "".join(text.split()).upper()
    agency_code_style(code)
    return code


def agency_code_style(code: str) -> AgencyCodeStyle:
    """Tell which style an identifier has. Raises AgencyCodeInvalid."""
    if _OLD.fullmatch(code):
        return AgencyCodeStyle.QCVN_2016
    if len(code) <= LONGEST_AGENCY_CODE and _NEW.fullmatch(code):
        return AgencyCodeStyle.QD_2020
    raise AgencyCodeInvalid(text=code)


def modern_agency_code(code: str) -> str:
    """Return the identifier of today for an old one: groups reversed, zero groups dropped (R-C11)."""
    if agency_code_style(code) is AgencyCodeStyle.QD_2020:
        return code
    return ".".join(group for group in reversed(code.split(".")) if group.strip("0"))
