"""Numbers of documents: `05/HDHS`, `05/QĐ-UBND`, one sequence a year (R-B9, R-B21, R-B23)."""

import re
from dataclasses import dataclass

from motcua.domain.errors import DomainError
from motcua.domain.text import clean

_NUMBER = re.compile(r"(?:SỐ\s*:?\s*)?([0-9]{1,9})\s*/\s*(?:([0-9]{4})\s*/\s*)?(\S+)")
_SYMBOL = re.compile(r"[0-9A-ZĂÂĐÊÔƠƯ][0-9A-ZĂÂĐÊÔƠƯ.&-]*")


class DocumentNumberInvalid(DomainError):
    """A text is no number and symbol of a document."""

    code = "numbering.document-number-invalid"

    def __init__(self, *, text: str) -> None:
        super().__init__(text)
        self.text = text


@dataclass(frozen=True)
class DocumentNumber:
    """Number and symbol of a document; `year` is written only in `05/2026/QĐ-UBND`.

    Raises DocumentNumberInvalid.
    """

    sequence: int
    symbol: str
    year: int | None = None

    def __post_init__(self) -> None:
        if self.sequence < 1 or not _SYMBOL.fullmatch(self.symbol):
            raise DocumentNumberInvalid(text=str(self))

    def __str__(self) -> str:
        year = "" if self.year is None else f"{self.year}/"
        return f"{self.sequence:02d}/{year}{self.symbol}"


def next_document_number(symbol: str, *, year: int, last: tuple[int, int] | None) -> DocumentNumber:
    """Return the number after `last`, the (year, sequence) given last; a new year starts at 01.

    Raises DocumentNumberInvalid.
    """
    last_year, last_sequence = last or (year, 0)
    return DocumentNumber(last_sequence + 1 if last_year == year else 1, symbol)


def parse_document_number(text: str) -> DocumentNumber:
    """Return the number in a text such as `Số: 05/HDHS`. Raises DocumentNumberInvalid."""
    found = _NUMBER.fullmatch(clean(text).upper())
    if found is None:
        raise DocumentNumberInvalid(text=text)
    sequence, year, symbol = found.groups()
    return DocumentNumber(int(sequence), symbol, int(year) if year else None)
