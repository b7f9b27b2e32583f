"""Reading XLSX workbooks: a zip of XML parts, of which cells, shared texts and day formats matter here."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final
from xml.etree import ElementTree as Xml

from motcua.domain.spreadsheets.sheets import MOST_BYTES, Sheet, SpreadsheetUnreadable, within_limits

MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
DAY_FORMATS: Final = frozenset({*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)})
QUOTED_OR_COLOR: Final = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
FIRST_DAY: Final = date(1899, 12, 30)
DAYS: Final = (1, 2_958_465)
"""The serial numbers of 1/1/1900 and of 31/12/9999."""


def read_xlsx(data: bytes) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook in their order. Raises SpreadsheetUnreadable, SpreadsheetTooLarge."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return tuple(_Workbook(package).sheets())
    except (zipfile.BadZipFile, KeyError, ValueError, IndexError, Xml.ParseError, RuntimeError) as error:
        raise SpreadsheetUnreadable from error


class _Workbook:
    """One opened package with its shared texts and the styles that mean days."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self._names = set(package.namelist())
        self._left = MOST_BYTES
        self._texts = [_text(item) for item in self._part("xl/sharedStrings.xml").iter(f"{MAIN}si")]
        self._days = _day_styles(self._part("xl/styles.xml"))

    def sheets(self) -> Iterator[Sheet]:
        targets = {
            relation.get("Id"): str(relation.get("Target"))
            for relation in self._part("xl/_rels/workbook.xml.rels", required=True)
        }
        for sheet in self._part("xl/workbook.xml", required=True).iter(f"{MAIN}sheet"):
            target = targets[sheet.get(RELATION)]
            path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
            yield Sheet(str(sheet.get("name")), tuple(self._rows(self._part(path, required=True))))

    def _rows(self, root: Xml.Element) -> Iterator[tuple[str, ...]]:
        written = 0
        for row in root.iter(f"{MAIN}row"):
            number = int(row.get("r") or written + 1)
            within_limits(number)
            yield from ((),) * (number - written - 1)
            yield self._cells(row)
            written = number

    def _cells(self, row: Xml.Element) -> tuple[str, ...]:
        cells: list[str] = []
        for cell in row.iter(f"{MAIN}c"):
            place = _column(cell.get("r")) or len(cells) + 1
            within_limits(0, place)
            cells += [""] * (place - len(cells))
            cells[place - 1] = self._value(cell).strip()
        return tuple(cells)

    def _value(self, cell: Xml.Element) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _text(cell)
        value = cell.findtext(f"{MAIN}v") or ""
        if kind == "s":
            return self._texts[int(value)]
        if kind == "n" and value:
            return _number(float(value), day=int(cell.get("s", "0")) in self._days)
        return value

    def _part(self, path: str, *, required: bool = False) -> Xml.Element:
        if path not in self._names and not required:
            return Xml.Element("absent")
        with self._package.open(path) as part:
            data = part.read(self._left + 1)
        self._left -= len(data)
        if self._left < 0 or b"<!DOCTYPE" in data:
            raise ValueError(path)
        return Xml.fromstring(data)  # noqa: S314  # Without a document type there are no entities to expand.


def _text(element: Xml.Element) -> str:
    """Return the text of runs, without the reading aids of East Asian programs."""
    return "".join(part.text or "" for part in element.iter(f"{MAIN}t"))


def _column(reference: str | None) -> int:
    """Return the number of a cell's column: "C7" is 3; 0 when nothing is said."""
    number = 0
    for letter in (reference or "").rstrip("0123456789"):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _number(value: float, *, day: bool) -> str:
    if day and DAYS[0] <= value <= DAYS[1]:
        return (FIRST_DAY + timedelta(days=int(value))).isoformat()
    return str(int(value)) if value.is_integer() else repr(value)


def _day_styles(styles: Xml.Element) -> frozenset[int]:
    """Return the numbers of the cell styles that show a number as a day."""
    custom = {
        int(each.get("numFmtId", "0")): QUOTED_OR_COLOR.sub("", each.get("formatCode", "")).lower()
        for each in styles.iter(f"{MAIN}numFmt")
    }
    days = DAY_FORMATS | {number for number, shape in custom.items() if "d" in shape or "y" in shape}
    uses = styles.find(f"{MAIN}cellXfs")
    formats = () if uses is None else tuple(uses)
    return frozenset(place for place, each in enumerate(formats) if int(each.get("numFmtId", "0")) in days)
