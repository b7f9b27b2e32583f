"""Everything a person, a timer or a partner may ask of one dossier.

A command says what is wanted and carries no time, no actor and no permission: these come with the
context. `item` is the number of the work item the actor holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from motcua.domain.dossier.values import Application, Channel, CollectBy, Paper, ResultKind, UnitPassed


class Command:
    """Base of all commands; only for type annotations."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidFee:
    """A fee line asked or settled while filing or accepting."""

    label: str
    amount_vnd: int
    paid: bool = False
    method: str = ""
    receipt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lodge(Command):
    """Register an application that came by post or online, before it is checked (stage 1, R-D10, R-H6).

    `owner` is the account that files online, such as "citizen:12" or "company:5". `fees` are known at filing and may
    be paid before acceptance, which settles the amounts (R-H11).
    """

    id: UUID
    procedure: str
    case: str = ""
    channel: Channel
    assisted: bool = False
    receiving_unit: int
    receiving_agency: int
    competent_agency: int
    application: Application
    lodged_at: datetime
    slip: str = ""
    owner: str = ""
    fees: tuple[PaidFee, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Accept(Command):
    """Accept a lodged dossier: code, receipt (form 01), clock (R-A22c, R-A24).

    `fees` are all that the dossier costs. What was paid since filing counts; none says that those of the filing stand.
    """

    fees: tuple[PaidFee, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseIntake(Command):
    """Refuse to receive, with the reason (form 03, R-A22b)."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSupplement(Command):
    """Ask to complete the dossier, with everything that is missing and why (form 02, R-A22a, R-A33).

    `legal_basis` lets a leader pass the limit on the number of requests (R-A44). `item` is None before
    acceptance. `fields` of the form and `papers` say where exactly the lines belong, so that who filed online is
    led there.
    """

    lines: tuple[str, ...]
    reason: str
    item: int | None = None
    answer_by: date | None = None
    legal_basis: str = ""
    fields: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplement(Command):
    """Take in what was asked for; the clock restarts or goes on as the regime says (R-D15).

    `answers` are the form's fields that now say something else.
    """

    papers: tuple[Paper, ...] = ()
    note: str = ""
    answers: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Command):
    """Take a work item of the unit into one's own hands."""

    item: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Assign(Command):
    """Give a work item to an officer (R-A30)."""

    item: int
    assignee: int
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver(Command):
    """Finish a step by one of its actions and send the dossier on (R-A27, R-A28)."""

    item: int
    action: str
    note: str = ""
    assignee: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SendBack(Command):
    """Return the dossier to whoever sent it, with the reason."""

    item: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall(Command):
    """Take back what one has sent, while no receiver has taken it up."""

    item: int
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consult(Command):
    """Ask another unit in parallel, with a deadline (R-A34)."""

    item: int
    unit_id: int
    agency_id: int
    question: str
    due_on: date
    role: str = "specialist"
    blocking: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Command):
    """Answer a consultation."""

    item: int
    opinion: str
    agrees: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LapseConsultation(Command):
    """Record that a consultation's deadline passed in silence (R-A34)."""

    item: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPayment(Command):
    """Ask the applicant for a financial obligation; the clock stands still until paid (stage 6)."""

    item: int
    label: str
    amount_vnd: int
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmPayment(Command):
    """Record that obligations were paid, in cash, by transfer or online (R-H10).

    Without the number of a receipt the next of the receiving agency is taken (R-H12).
    """

    obligations: tuple[int, ...]
    method: str
    receipt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extend(Command):
    """Apologize and set the one new date (form 04, R-A39, R-A46)."""

    new_due_on: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recount(Command):
    """Count the due time again by the calendar as it is now, as was ordered for all open dossiers (R-D18).

    `order` is the number of that order, `ordered_by` who gave it.
    """

    order: int
    ordered_by: str
    decision: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOver(Command):
    """Let the successors of units that have ended take the dossier over (R-0.3).

    `order` is the number of the plan by which they ended. Who decides on the dossier now is `competent_agency`.
    Officers in `leaving` do not go along: what they held is free for their colleagues.
    """

    order: int
    ordered_by: str
    decision: str
    competent_agency: int
    units: tuple[UnitPassed, ...]
    leaving: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeCollection(Command):
    """Let the result be given in another way: at the counter, by post, electronically (form 01, line 6)."""

    collect_by: CollectBy
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestWithdrawal(Command):
    """Record that the applicant wants the dossier back (stage 7)."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideWithdrawal(Command):
    """Grant or refuse the withdrawal."""

    granted: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop(Command):
    """Stop the clock by a decision of the agency (stage 8)."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume(Command):
    """Go on after a stop."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Close(Command):
    """Close a dossier that was not supplemented in its window (R-A83)."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteDraft(Command):
    """Draft the answer: what it says and the file that says it."""

    item: int
    kind: ResultKind
    summary: str
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign(Command):
    """Sign the draft under the post or mandate one holds (R-A6, R-B22)."""

    item: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberResult(Command):
    """Give the signed result its number of the year (R-B23)."""

    item: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordVerification(Command):
    """Enter the record of a verification: when, where, who, what was found (R-A32)."""

    item: int
    held_at: datetime
    place: str
    participants: str
    findings: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishOnSpot(Command):
    """Finish an immediate-result procedure at the counter (R-A25, R-A26)."""

    summary: str
    kind: ResultKind = ResultKind.GRANTED
    signer: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverResult(Command):
    """Hand the result over: to whom, on what proof, what went back with it (R-A40)."""

    receiver: str
    capacity: str = "applicant"
    identity: str = ""
    method: CollectBy = CollectBy.COUNTER
    slip: str = ""
    originals_returned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnPapers(Command):
    """Give the papers of a stopped, closed or withdrawn dossier back (8 to 10)."""

    receiver: str
    identity: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivePapers(Command):
    """Acknowledge at the desk that the paper dossier has arrived in this unit (R-S8)."""

    unit_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct(Command):
    """Correct what was typed, with the reason; before and after are kept (design: corrections are events)."""

    application: Application
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachFiles(Command):
    """Attach scanned files to a paper of the dossier (R-G1)."""

    paper: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddNote(Command):
    """Leave a note for colleagues; the applicant never sees it."""

    text: str
