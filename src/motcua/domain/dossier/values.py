"""The values a dossier is made of: parties, papers, work items, obligations, rounds, results.

All are frozen. Instants are UTC-aware, money is integer đồng, files are named by the SHA-256 of
their content.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Channel(StrEnum):
    """How a dossier reached the one-stop unit (R-S3)."""

    COUNTER = "counter"
    POST = "post"
    ONLINE = "online"


class CollectBy(StrEnum):
    """How the applicant wants the result (form 01, line 6)."""

    COUNTER = "counter"
    POST = "post"
    ELECTRONIC = "electronic"


class PartyKind(StrEnum):
    """A natural person or an organization."""

    PERSON = "person"
    ORGANIZATION = "organization"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An applicant or a proxy. `born_on` may be a year, a year and month, or a day, in ISO form."""

    kind: PartyKind = PartyKind.PERSON
    name: str
    citizen_id: str = ""
    tax_code: str = ""
    representative: str = ""
    born_on: str = ""
    sex: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    from_card: bool = False


class PaperSource(StrEnum):
    """Where a paper of the dossier comes from (R-G2: reuse before asking again)."""

    PAPER = "paper"
    ELECTRONIC = "electronic"
    DATABASE = "database"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One line of the list of papers (form 01, line 8)."""

    id: str
    name: str
    originals: int = 0
    copies: int = 0
    received: bool = True
    source: PaperSource = PaperSource.PAPER
    files: tuple[str, ...] = ()
    legal_basis: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """What was filed. `sets` is the number of identical sets of papers (form 01, line 9)."""

    applicant: Party
    proxy: Party | None = None
    proxy_basis: str = ""
    subject: str = ""
    answers: Mapping[str, object] = field(default_factory=dict)
    papers: tuple[Paper, ...] = ()
    sets: int = 1
    collect_by: CollectBy = CollectBy.COUNTER
    collect_address: str = ""
    priority: bool = False
    note: str = ""


class ItemKind(StrEnum):
    """What a work item asks for."""

    STEP = "step"
    CONSULTATION = "consultation"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """A task in somebody's tray: a step of the process or a consultation.

    `allotted_minutes` are working minutes, or calendar minutes when `calendar_time` is set; 0 means
    that the step has no clock of its own. `due_at` is None while the dossier's clock stands still.
    `sent_seq` is the number of the event that sent it; the `sent_with` items of one fork share it.
    """

    id: int
    kind: ItemKind
    step: str
    unit_id: int
    agency_id: int
    role: str
    opened_at: datetime
    due_at: datetime | None = None
    assignee: int | None = None
    claimed_at: datetime | None = None
    allotted_minutes: int = 0
    calendar_time: bool = False
    sent_seq: int = 0
    sent_with: int = 1
    from_step: str = ""
    from_unit: int | None = None
    from_account: int | None = None


class ObligationState(StrEnum):
    """How a financial obligation stands (R-A94)."""

    DUE = "due"
    PAID = "paid"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """A fee or another sum asked of the applicant (R-A47, R-H11). `stops_clock`: state 6 until paid."""

    id: int
    label: str
    amount_vnd: int
    state: ObligationState = ObligationState.DUE
    stops_clock: bool = False
    method: str = ""
    receipt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementRound:
    """One request to supplement (form 02), before or after acceptance (R-A44).

    `fields` and `papers` name what of the application the lines are about, where that was said.
    `late_notice`: asked later than the regime's working days after acceptance (R-A33).
    """

    number: str
    asked_at: datetime
    before_acceptance: bool
    lines: tuple[str, ...]
    reason: str
    answer_by: datetime | None = None
    answered_at: datetime | None = None
    legal_basis: str = ""
    late_notice: bool = False
    fields: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation:
    """A question put to another unit in parallel (R-A34). A late answer never blocks beyond `due_at`."""

    item: int
    asked_by_step: str
    unit_id: int
    agency_id: int
    question: str
    asked_at: datetime
    due_at: datetime
    blocking: bool = True
    answered_at: datetime | None = None
    agrees: bool | None = None
    opinion: str = ""
    silent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """The one re-appointment with apology (form 04, R-A39). `late_notice`: given after the lead time."""

    number: str
    reason: str
    given_at: datetime
    old_due_at: datetime
    new_due_at: datetime
    signed_by: int | None
    agency_id: int | None
    late_notice: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Recounting:
    """The last time the due time moved by order because the calendar had changed (R-D18)."""

    at: datetime
    was_due_at: datetime
    decision: str
    reason: str


@dataclass(frozen=True, slots=True)
class UnitPassed:
    """The work of a unit passes to another one, which may belong to another agency."""

    unit: int
    to_unit: int
    to_agency: int


class ResultKind(StrEnum):
    """How a dossier ended, apart from its stage (R-A93)."""

    GRANTED = "granted"
    REFUSED = "refused"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The drafted answer on its way to signature; a hand-back clears the signature, not the text.

    `signed_step` is the step of the last signature: where several sign, each signs at a step of their own.
    """

    kind: ResultKind
    summary: str
    file: str = ""
    drafted_by: int | None = None
    signed_by: int | None = None
    signed_post: int | None = None
    signed_mandate: int | None = None
    signed_at: datetime | None = None
    signed_step: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Who took the result, how identity or proxy was shown, and what went along (R-A40)."""

    receiver: str
    capacity: str
    identity: str = ""
    method: CollectBy = CollectBy.COUNTER
    slip: str = ""
    originals_returned: bool = False


class StopGround(StrEnum):
    """Why the clock stands still."""

    SUPPLEMENT = "supplement"
    PAYMENT = "payment"
    STOPPED = "stopped"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    EXCLUDED = "excluded"
