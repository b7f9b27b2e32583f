"""Plain tables of values for `ui/table.html`: columns, rows, a total."""

from collections.abc import Sequence
from dataclasses import dataclass

MANY = 9


@dataclass(frozen=True, slots=True)
class Column:
    """A heading; figures stand right with equal digits (`css="num"`)."""

    label: str
    css: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value in words, and where its figure leads."""

    text: str
    url: str = ""
    label: str = ""
    css: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells or plain words, as wide as `columns`; `total` is the stronger last line."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell | str]]
    total: Sequence[Cell | str] = ()

    @property
    def many(self) -> bool:
        """Tell whether the columns are so many that their headings break into lines."""
        return len(self.columns) > MANY

    @property
    def body(self) -> list[list[Cell]]:
        """The rows as cells that know their column."""
        return [self._cells(row) for row in self.rows]

    @property
    def total_cells(self) -> list[Cell]:
        """The last line as cells that know their column."""
        return self._cells(self.total)

    def _cells(self, row: Sequence[Cell | str]) -> list[Cell]:
        return [_placed(cell, column) for cell, column in zip(row, self.columns, strict=True)]


def _placed(cell: Cell | str, column: Column) -> Cell:
    if isinstance(cell, str):
        return Cell(cell, label=column.label, css=column.css)
    return Cell(cell.text, cell.url, column.label, cell.css or column.css)
