"""A sheet as rows of texts, and why a file gives none."""

from dataclasses import dataclass
from typing import Final

from motcua.domain.errors import DomainError

MOST_BYTES: Final = 30_000_000
MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 200


class SpreadsheetUnreadable(DomainError):
    """The file is neither an XLSX workbook nor text in columns."""

    code = "spreadsheets.unreadable"


class SpreadsheetTooLarge(DomainError):
    """The file holds more than people prepare by hand."""

    code = "spreadsheets.too-large"

    def __init__(self, *, rows: int) -> None:
        super().__init__(str(rows))
        self.rows = rows


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: `rows[0]` is row 1. Every cell is a text without blanks around it; days are 2026-11-30."""

    name: str
    rows: tuple[tuple[str, ...], ...]


def within_limits(rows: int, columns: int = 0) -> None:
    """Raise SpreadsheetTooLarge for a place beyond what is read."""
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        raise SpreadsheetTooLarge(rows=MOST_ROWS)
