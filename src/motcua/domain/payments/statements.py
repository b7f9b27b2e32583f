"""Bank statements: lines in files of several makes, and what each line means for an order (R-H10)."""

import hashlib
import re
import xml.etree.ElementTree as Xml
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from motcua.domain.errors import DomainError
from motcua.domain.payments.orders import OrderFold, OrderState
from motcua.domain.spreadsheets.reading import read_spreadsheet
from motcua.domain.spreadsheets.sheets import Sheet
from motcua.domain.text import search_key

HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "day": (
        "ngay giao dich",
        "ngay hieu luc",
        "ngay gd",
        "ngay hach toan",
        "ngay",
        "transaction date",
        "date",
    ),
    "amount": (
        "so tien ghi co",
        "ghi co",
        "phat sinh co",
        "co",
        "so tien",
        "credit",
        "credit amount",
        "amount",
    ),
    "memo": ("noi dung giao dich", "noi dung", "dien giai", "mo ta", "description", "details", "remark"),
    "number": (
        "so tham chieu",
        "so but toan",
        "ma giao dich",
        "so giao dich",
        "so gd",
        "reference",
        "transaction id",
    ),
}
"""The headings banks write, without marks; of several the first that is there counts."""
NEEDED: Final = ("day", "amount", "memo")
DAY_SHAPES: Final = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%Y%m%d")
MOST_DIGITS: Final = 15


class StatementUnreadable(DomainError):
    """The file is no statement: `fact` says what is missing, `line` where (0: the whole file)."""

    code = "payments.statement-unreadable"

    def __init__(self, *, fact: str, line: int = 0) -> None:
        super().__init__(f"{fact} at {line}")
        self.fact = fact
        self.line = line


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """Money that came to the account. `key` is the same whenever the same line is read again."""

    key: str
    day: date
    amount_vnd: int
    memo: str


class Verdict(StrEnum):
    """What a line means. EXACT and PROOF settle themselves; for all others an officer decides."""

    EXACT = "exact"
    PROOF = "proof"
    UNDER = "under"
    OVER = "over"
    NOT_OWED = "not-owed"
    UNKNOWN = "unknown"


def judge(amount_vnd: int, order: OrderFold | None, *, still_due: bool) -> Verdict:
    """Say what a line means for the order whose reference it names; `order` is None when it names none, or several."""
    if order is None:
        return Verdict.UNKNOWN
    if amount_vnd == order.unproven_vnd:
        return Verdict.PROOF
    if order.state == OrderState.PAID or not still_due:
        return Verdict.NOT_OWED
    missing = order.amount_vnd - order.held_vnd
    if amount_vnd == missing:
        return Verdict.EXACT
    return Verdict.UNDER if amount_vnd < missing else Verdict.OVER


def read_statement(data: bytes) -> tuple[StatementLine, ...]:
    """Return what came in by a statement: CSV, XLSX or camt.053. Lines of money that went out are left away.

    Raises StatementUnreadable, SpreadsheetUnreadable, SpreadsheetTooLarge.
    """
    found = _camt(data) if data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<" else _sheet(read_spreadsheet(data))
    return _keyed(found)


@dataclass(frozen=True, slots=True)
class _Raw:
    number: str
    day: date
    amount_vnd: int
    memo: str


def _keyed(found: Iterable[_Raw]) -> tuple[StatementLine, ...]:
    """Name each line by the bank's own number, else by what it says and how often that was said before."""
    seen: Counter[str] = Counter()
    lines = []
    for raw in found:
        said = "|".join([raw.number, raw.day.isoformat(), str(raw.amount_vnd), " ".join(raw.memo.split())])
        seen[said] += 1
        key = hashlib.sha256(f"{said}|{seen[said]}".encode()).hexdigest()
        lines.append(StatementLine(key=key, day=raw.day, amount_vnd=raw.amount_vnd, memo=raw.memo))
    return tuple(lines)


def _sheet(sheets: Sequence[Sheet]) -> list[_Raw]:
    for sheet in sheets:
        for at, row in enumerate(sheet.rows):
            places = _places(row)
            if all(name in places for name in NEEDED):
                return [
                    raw
                    for number, cells in enumerate(sheet.rows[at + 1 :], at + 2)
                    if (raw := _row(cells, places, number)) is not None
                ]
    raise StatementUnreadable(fact="headings")


def _places(row: Sequence[str]) -> dict[str, int]:
    """Return in which column each heading stands; a heading may carry its unit: `Ghi có (VND)`."""
    names = [re.sub(r"\b(vnd|dong)\b", "", search_key(cell)).strip() for cell in row]
    places = {}
    for key, headings in HEADINGS.items():
        for heading in headings:
            if heading in names:
                places[key] = names.index(heading)
                break
    return places


def _row(cells: Sequence[str], places: Mapping[str, int], line: int) -> _Raw | None:
    """Return a row; None for one without money that came in, such as a sum or a payment out."""
    values = {name: cells[place] if place < len(cells) else "" for name, place in places.items()}
    if not values["day"] or not (amount := _amount(values["amount"], line)):
        return None
    return _Raw(values.get("number", ""), _day(values["day"], line), amount, values["memo"])


def _amount(text: str, line: int) -> int:
    """Return whole đồng; 0 for nothing and for money that went out."""
    plain = re.sub(r"[\s+₫đ]|VND", "", text, flags=re.I)
    plain = re.sub(r"[.,]0{1,2}$", "", plain)
    digits = re.sub(r"[.,](?=\d{3}(\D|$))", "", plain)
    if not digits or digits.startswith(("-", "(")):
        return 0
    if not digits.isascii() or not digits.isdigit() or len(digits) > MOST_DIGITS:
        raise StatementUnreadable(fact="amount", line=line)
    return int(digits)


def _day(text: str, line: int) -> date:
    first = re.split(r"[ T]", text.strip(), maxsplit=1)[0]
    for shape in DAY_SHAPES:
        try:
            return datetime.strptime(first, shape).date()  # noqa: DTZ007  # A day of the bank's book has no zone.
        except ValueError:
            continue
    raise StatementUnreadable(fact="day", line=line)


def _camt(data: bytes) -> list[_Raw]:
    """Read ISO 20022 camt.053. A document that declares types of its own is refused: entities could grow."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise StatementUnreadable(fact="document-type")
    try:
        root = Xml.fromstring(data)  # noqa: S314  # Without a document type there is nothing to expand.
    except Xml.ParseError as error:
        raise StatementUnreadable(fact="xml") from error
    entries = [one for one in root.iter() if _name(one) == "Ntry"]
    if not entries and not any(_name(one) == "Stmt" for one in root.iter()):
        raise StatementUnreadable(fact="statement")
    return [_entry(one, at) for at, one in enumerate(entries, 1) if _find(one, "CdtDbtInd") == "CRDT"]


def _entry(entry: Xml.Element, line: int) -> _Raw:
    booked = next((one for one in entry.iter() if _name(one) == "BookgDt"), entry)
    day = _find(booked, "Dt") or _find(booked, "DtTm")
    memo = " ".join(one.text.strip() for one in entry.iter() if _name(one) == "Ustrd" and one.text)
    number = _find(entry, "AcctSvcrRef") or _find(entry, "NtryRef")
    return _Raw(
        number, _day(day, line), _amount(_find(entry, "Amt"), line), memo or _find(entry, "AddtlNtryInf")
    )


def _find(element: Xml.Element, name: str) -> str:
    return next((one.text.strip() for one in element.iter() if _name(one) == name and one.text), "")


def _name(element: Xml.Element) -> str:
    return element.tag.rpartition("}")[2]
