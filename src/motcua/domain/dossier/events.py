"""What has happened to a dossier. Events are facts: they carry every figure that was decided.

A later change of law, calendar or process never alters an event, so folding the journal gives the same
row for ever. `VERSION` grows when a field changes meaning; older versions are raised on reading
(`codec.upcast`).

Where an event sets `due_at`, `original_due_at` is what it would be without the re-appointment, and None when
there is none.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from motcua.domain.deadlines import Allowance, DayMode, Stop, StopRule
from motcua.domain.dossier.stages import Stage
from motcua.domain.dossier.values import (
    Application,
    Channel,
    CollectBy,
    Consultation,
    Delivery,
    Draft,
    Extension,
    Obligation,
    Paper,
    ResultKind,
    StopGround,
    SupplementRound,
    UnitPassed,
    WorkItem,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """How the trays change: items closed, opened and taken up, new due times, and the process marking after it.

    An item is `taken` by whoever works on it without having claimed it.
    """

    closed: tuple[int, ...] = ()
    opened: tuple[WorkItem, ...] = ()
    taken: tuple[int, ...] = ()
    dues: Mapping[str, datetime | None] = field(default_factory=dict)
    marking: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Base of all events."""

    VERSION: ClassVar[int] = 1

    moves: Moves | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lodged(Event):
    """An application was registered (stage 1)."""

    id: UUID
    procedure: str
    procedure_version: int
    case: str
    regime: str
    channel: Channel
    assisted: bool
    receiving_unit: int
    receiving_agency: int
    competent_agency: int
    application: Application
    lodged_at: datetime
    slip: str
    owner: str = ""
    obligations: tuple[Obligation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted(Event):
    """The dossier was accepted; the clock runs (stage 2). `pin` is printed on the receipt for lookups."""

    code: str
    regime: str
    procedure_version: int
    process_version: int
    allowance: Allowance
    day_mode: DayMode
    cutoff: str
    due_at: datetime
    obligations: tuple[Obligation, ...]
    pin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeRefused(Event):
    """The dossier was not received (stage 3)."""

    number: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementAsked(Event):
    """The applicant was asked to complete the dossier (stage 5)."""

    round: SupplementRound
    rule: StopRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplemented(Event):
    """The missing papers came in."""

    papers: tuple[Paper, ...]
    note: str
    due_at: datetime | None
    original_due_at: datetime | None = None
    answers: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionChanged(Event):
    """The applicant wants the result in another way."""

    collect_by: CollectBy
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed(Event):
    """An officer took an item up."""

    item: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned(Event):
    """An item was given to an officer."""

    item: int
    assignee: int
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver(Event):
    """A step was finished and the dossier sent on.

    `back` tells a hand-back for rework. `excluded` is time the law leaves out of the limit (R-A84); `due_at`
    is then the new due time.
    """

    item: int
    step: str
    action: str
    note: str
    stage: Stage
    papers_to: int | None
    back: bool = False
    excluded: Stop | None = None
    due_at: datetime | None = None
    original_due_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SentBack(Event):
    """The dossier went back to whoever had sent it."""

    item: int
    step: str
    to_step: str
    reason: str
    papers_to: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled(Event):
    """The sender took the dossier back."""

    item: int
    step: str
    to_step: str
    reason: str
    papers_to: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consulted(Event):
    """Another unit was asked."""

    consultation: Consultation


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered(Event):
    """The other unit answered."""

    item: int
    opinion: str
    agrees: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationLapsed(Event):
    """The other unit stayed silent beyond its deadline."""

    item: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentAsked(Event):
    """The applicant was asked to pay; the clock stands still (stage 6)."""

    obligation: Obligation
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentConfirmed(Event):
    """Obligations were paid; `due_at` is given when the clock goes on."""

    obligations: tuple[int, ...]
    method: str
    receipt: str
    resumed: bool
    due_at: datetime | None
    original_due_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extended(Event):
    """The applicant got an apology and a new date."""

    extension: Extension


@dataclass(frozen=True, slots=True, kw_only=True)
class Recounted(Event):
    """The calendar had changed and the due time was counted again by explicit order (R-D18).

    `was_due_at` is what had been promised until then.
    """

    order: int
    ordered_by: str
    decision: str
    reason: str
    was_due_at: datetime
    due_at: datetime
    original_due_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver(Event):
    """Agencies or units had ended and their successors took the dossier over; code and clock stay (R-0.3).

    `was_…` is who had it until then, for the figures of that time.
    """

    order: int
    ordered_by: str
    decision: str
    receiving_unit: int
    receiving_agency: int
    competent_agency: int
    was_receiving_unit: int
    was_receiving_agency: int
    was_competent_agency: int
    units: tuple[UnitPassed, ...]
    leaving: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalAsked(Event):
    """The applicant wants the dossier back (stage 7)."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalDecided(Event):
    """The withdrawal was granted (stage 8, ended) or refused."""

    granted: bool
    reason: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped(Event):
    """The clock was stopped by decision (stage 8)."""

    ground: StopGround
    reason: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed(Event):
    """The matter goes on (stage 4)."""

    reason: str
    due_at: datetime
    original_due_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed(Event):
    """The dossier was closed without a result (stage 8, ended)."""

    reason: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted(Event):
    """The answer was drafted."""

    item: int
    draft: Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed(Event):
    """The draft was signed under a post and, where held for another, a mandate."""

    item: int
    signed_by: int | None
    post: int | None
    mandate: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultNumbered(Event):
    """The result got its number."""

    item: int
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationRecorded(Event):
    """A verification was held and recorded."""

    item: int
    held_at: datetime
    place: str
    participants: str
    findings: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultIssued(Event):
    """The signed result or refusal reached the one-stop unit (stage 9); the clock ends."""

    kind: ResultKind
    number: str
    summary: str
    on_spot: bool
    signer: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultDelivered(Event):
    """The applicant has the result (stage 10)."""

    delivery: Delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersReturned(Event):
    """The applicant has the papers back (stage 10)."""

    receiver: str
    identity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersReceived(Event):
    """The paper dossier arrived in a unit."""

    unit_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One corrected field."""

    field: str
    before: object
    after: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected(Event):
    """What was typed was corrected."""

    application: Application
    changes: tuple[Change, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesAttached(Event):
    """Scanned files were attached to a paper."""

    paper: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteAdded(Event):
    """A note for colleagues."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """An event with its place in the journal. `post` and `mandate` say under what right it was done."""

    seq: int
    at: datetime
    event: Event
    actor_kind: str = "officer"
    account_id: int | None = None
    actor_name: str = ""
    post: int | None = None
    unit_id: int | None = None
    role: str = ""
    mandate: int | None = None
