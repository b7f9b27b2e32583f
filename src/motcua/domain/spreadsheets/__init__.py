"""Tables that people prepare in a spreadsheet program: read from XLSX and CSV, written as XLSX."""

from motcua.domain.spreadsheets.lines import HeadingsMissing, Line, lines
from motcua.domain.spreadsheets.reading import (
    Sheet,
    SpreadsheetTooLarge,
    SpreadsheetUnreadable,
    read_csv,
    read_spreadsheet,
)
from motcua.domain.spreadsheets.writing import write_xlsx
from motcua.domain.spreadsheets.xlsx import read_xlsx

__all__ = [
    "HeadingsMissing",
    "Line",
    "Sheet",
    "SpreadsheetTooLarge",
    "SpreadsheetUnreadable",
    "lines",
    "read_csv",
    "read_spreadsheet",
    "read_xlsx",
    "write_xlsx",
]
