"""The parts of which several forms are made."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """The two-column head of a form (R-B9); `sample` prints MẪU on each page (R-B6).

    `agency_id` names whose own settings apply; they may add a line `above`, a `footer` and a `note` at the end.
    """

    agency: str
    counter: str
    place: str
    on: date
    sample: bool = False
    agency_id: int | None = None
    above: str = ""
    footer: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Applicant:
    """The person or organization whose dossier it is; `identity` may come masked or empty."""

    name: str
    address: str = ""
    phone: str = ""
    email: str = ""
    identity: str = ""
    identity_label: str = "Số CCCD"


@dataclass(frozen=True, kw_only=True)
class Signer:
    """Who signs for an agency and under which authority: TM., KT., TL., TUQ. (R-B22)."""

    name: str = ""
    title: str = ""
    authority: str = ""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One line of the list of papers."""

    name: str
    originals: int = 0
    copies: int = 0
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Fee:
    """One fee in đồng."""

    label: str
    amount_vnd: int
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class HandOver:
    """One double row of the routing slip; a moment still unknown is left to be written by hand."""

    sender: str = ""
    recipient: str = ""
    sent_by: str = ""
    received_by: str = ""
    at: datetime | None = None
    result: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class RegisterEntry:
    """One dossier in the register."""

    number: int
    code: str
    procedure: str
    sets: int
    applicant: str
    contact: str
    handled_by: str
    received_on: date
    due_on: date | None
    returned_on: date | None = None
    delivery: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Participant:
    """Somebody who took part in a verification."""

    name: str
    title: str = ""
    body: str = ""


@dataclass(frozen=True, kw_only=True)
class PostItem:
    """One dossier handed over by the post, with the number of its slip (R-H5)."""

    slip_number: str
    sender: str
    procedure: str
    papers: int
    complete: bool
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class HandedDossier:
    """One dossier in a hand-over of papers between units."""

    code: str
    applicant: str
    procedure: str
    papers: str
    due_on: date | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """What one of several agencies has to do, and until when (R-A35)."""

    body: str
    work: str
    time_limit: str
    due_on: date | None = None
