"""What a printed application form is made of: plain values, whose layout the template decides."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from motcua.apps.documents.sheets import Letterhead


@dataclass(frozen=True, kw_only=True)
class TickBox:
    """One answer to tick."""

    label: str
    ticked: bool = False


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One question with its answer, or with the room to write one.

    `kind` is `line`, `lines`, `cells` (one box for each of so many signs), `day`, `ticks` or `table`. A filled entry
    has its `value`; a table its `columns` and `rows`, which are empty where people write.
    """

    number: int
    kind: str
    label: str
    needed: bool = False
    value: str = ""
    hint: str = ""
    cells: int = 0
    ticks: tuple[TickBox, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Part:
    """Entries under one title."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, kw_only=True)
class ApplicationForm:
    """Tờ khai: a whole form. `filled` tells an answered form from one to write on.

    `slip` is the number of the filing.
    """

    kind: ClassVar[str] = "application_form"

    letterhead: Letterhead
    procedure: str
    code: str
    form_no: str
    filled: bool
    parts: tuple[Part, ...]
    papers: tuple[str, ...] = ()
    slip: str = ""
    addressee: str = ""
    place: str = ""
    filed_on: date | None = None
    applicant: str = ""
