"""Codes of the national procedure catalog (R-C30 to R-C36)."""

import re
from dataclasses import dataclass
from enum import StrEnum

from motcua.domain.errors import DomainError

_PROCEDURE = re.compile(
    r"(?P<national>[1-6]\.[0-9]{6})"
    r"(?:\.(?P<case>[0-9]{2})|(?:\.000\.00\.00)?\.(?P<agency>[A-Z][0-9]{2})(?:\.(?P<service>[0-9]{2}))?)?"
)
_FIELD = re.compile(r"([GH][0-9]{2})-([A-Z]{2}[0-9]{2})")
_RESULT = re.compile(r"KQ\.([GH][0-9]{2})\.([0-9]{6})")


class CatalogCodeInvalid(DomainError):
    """A text is no code of the catalog's `kind`: procedure, field or result."""

    code = "numbering.catalog-code-invalid"

    def __init__(self, *, kind: str, text: str) -> None:
        super().__init__(f"{kind}: {text}")
        self.kind = kind
        self.text = text


class SubjectType(StrEnum):
    """Who may file a procedure, with the catalog's codes (R-C36)."""

    CITIZEN = "ĐT1"
    ENTERPRISE = "ĐT2"
    RESIDENT_FOREIGNER = "ĐT3"
    FOREIGNER = "ĐT4"
    PARTY_ORGANIZATION = "ĐT6"
    FOREIGN_ORGANIZATION = "ĐT7"
    VIETNAMESE_ENTERPRISE = "ĐT8"
    OTHER_ORGANIZATION = "ĐT9"
    FOREIGN_INVESTED_ENTERPRISE = "ĐT10"


@dataclass(frozen=True)
class ProcedureCode:
    """Code of a procedure: national, one of its cases, or a local variant and its online service."""

    national: str
    case: str = ""
    agency: str = ""
    service: str = ""

    def __str__(self) -> str:
        local = f"000.00.00.{self.agency}" if self.agency else ""
        return ".".join(part for part in (self.national, self.case, local, self.service) if part)


@dataclass(frozen=True)
class FieldCode:
    """Code of a field of work: `G15-TP07`."""

    agency: str
    field: str

    def __str__(self) -> str:
        return f"{self.agency}-{self.field}"


@dataclass(frozen=True)
class ResultCode:
    """Code of a result: `KQ.G15.000033`."""

    agency: str
    number: str

    def __str__(self) -> str:
        return f"KQ.{self.agency}.{self.number}"


def parse_procedure_code(text: str) -> ProcedureCode:
    """Return the code in `1.000080`, `1.000080.01`, `1.010708.000.00.00.H56.01` or `2.000815.H55`.

    Raises CatalogCodeInvalid.
    """
    parts = _match(_PROCEDURE, "procedure", text).groupdict(default="")
    return ProcedureCode(**parts)


def parse_field_code(text: str) -> FieldCode:
    """Return the code of a field of work. Raises CatalogCodeInvalid."""
    return FieldCode(*_match(_FIELD, "field", text).groups())


def parse_result_code(text: str) -> ResultCode:
    """Return the code of a result. Raises CatalogCodeInvalid."""
    return ResultCode(*_match(_RESULT, "result", text).groups())


def _match(pattern: re.Pattern[str], kind: str, text: str) -> re.Match[str]:
    found = pattern.fullmatch("".join(text.split()).upper())
    if found is None:
        raise CatalogCodeInvalid(kind=kind, text=text)
    return found
