"""Reading a file whatever program wrote it: XLSX by its signature, else text in columns."""

import csv
import io

from motcua.domain.spreadsheets.sheets import (
    MOST_BYTES,
    MOST_ROWS,
    Sheet,
    SpreadsheetTooLarge,
    SpreadsheetUnreadable,
    within_limits,
)
from motcua.domain.spreadsheets.xlsx import read_xlsx

__all__ = ["Sheet", "SpreadsheetTooLarge", "SpreadsheetUnreadable", "read_csv", "read_spreadsheet"]

ZIP_SIGNATURE = b"PK\x03\x04"
DELIMITERS = ";,\t"


def read_spreadsheet(data: bytes) -> tuple[Sheet, ...]:
    """Return the sheets of a file; a CSV file has one. Raises SpreadsheetUnreadable, SpreadsheetTooLarge."""
    if len(data) > MOST_BYTES:
        raise SpreadsheetTooLarge(rows=MOST_ROWS)
    return read_xlsx(data) if data.startswith(ZIP_SIGNATURE) else (read_csv(data),)


def read_csv(data: bytes) -> Sheet:
    """Return text in columns, parted by semicolons, commas or tabs as its first line is.

    UTF-8 or UTF-16 with a mark, as spreadsheet programs save them. Raises SpreadsheetUnreadable,
    SpreadsheetTooLarge.
    """
    text = _decoded(data)
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        rows = [
            tuple(cell.strip() for cell in row) for row in csv.reader(io.StringIO(text), delimiter=delimiter)
        ]
    except csv.Error as error:
        raise SpreadsheetUnreadable from error
    within_limits(len(rows), max(map(len, rows), default=0))
    return Sheet("", tuple(rows))


def _decoded(data: bytes) -> str:
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = data.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise SpreadsheetUnreadable from error
    if "\0" in text:
        raise SpreadsheetUnreadable
    return text
