"""A sheet with headings as lines of named cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from motcua.domain.errors import DomainError
from motcua.domain.spreadsheets.sheets import Sheet
from motcua.domain.text import search_key


class HeadingsMissing(DomainError):
    """The sheet has no row with the headings that are needed; `headings` names those not found."""

    code = "spreadsheets.headings-missing"

    def __init__(self, *, headings: Sequence[str]) -> None:
        super().__init__(", ".join(headings))
        self.headings = tuple(headings)


@dataclass(frozen=True, slots=True)
class Line:
    """A filled row: its number as the spreadsheet program shows it, its cells by the keys of the columns."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        """Return a cell; empty for a column that the sheet does not have."""
        return self.cells.get(key, "")


def lines(
    sheet: Sheet, columns: Mapping[str, str], *, optional: frozenset[str] = frozenset()
) -> tuple[Line, ...]:
    """Return the filled rows below the headings.

    `columns` gives the heading of each key; case, diacritics and other columns do not matter. The headings
    stand in the first row that has one of them. Raises HeadingsMissing.
    """
    at, places = _headings(sheet, {search_key(heading): key for key, heading in columns.items()})
    missing = [heading for key, heading in columns.items() if key not in places and key not in optional]
    if missing:
        raise HeadingsMissing(headings=missing)
    return tuple(
        Line(number, {key: row[place] if place < len(row) else "" for key, place in places.items()})
        for number, row in enumerate(sheet.rows[at + 1 :], at + 2)
        if any(row)
    )


def _headings(sheet: Sheet, wanted: Mapping[str, str]) -> tuple[int, dict[str, int]]:
    """Return the place of the row of headings, and in which column each key stands."""
    for at, row in enumerate(sheet.rows):
        names = [(search_key(cell), place) for place, cell in enumerate(row)]
        if places := {wanted[name]: place for name, place in names if name in wanted}:
            return at, places
    return 0, {}
