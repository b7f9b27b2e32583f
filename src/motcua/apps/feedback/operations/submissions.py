"""Receiving questions and petitions, moving them on, answering, publishing (R-F60).

Sending and following are counted by `limits` before anything is looked at; every step is written down.
"""

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from motcua.apps.audit.announce import announce
from motcua.apps.audit.digests import digest
from motcua.apps.audit.operations import record
from motcua.apps.deadlines import queries as deadlines
from motcua.apps.documents import queries as documents
from motcua.apps.dossiers import queries as dossiers
from motcua.apps.feedback import limits
from motcua.apps.feedback.events import SubmissionMoved
from motcua.apps.feedback.matters import matter_of, office_of_province
from motcua.apps.feedback.models import Submission, SubmissionStep
from motcua.apps.feedback.operations.threads import FileNotStored
from motcua.apps.organization import queries as organization
from motcua.domain.access import Actor
from motcua.domain.calendar import TIMEZONE
from motcua.domain.dossier import DossierState
from motcua.domain.errors import DomainError
from motcua.domain.feedback import submissions
from motcua.domain.feedback.submissions import Act, Kind, State
from motcua.domain.feedback.threads import MOST_FILES, TooManyFiles
from motcua.domain.text import clean, clean_lines, search_key

LETTERS: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
PREFIX: Final = {Kind.QUESTION: "HD", Kind.REGULATION: "PA", Kind.CONDUCT: "PA"}
PIN_DIGITS: Final = 6
NOTHING: Final = "-" * 32
"""What no digest is equal to."""


class SubmissionNotFound(DomainError):
    """There is no such question or petition, or it is not for this reader's eyes, or the PIN is another one."""

    code = "feedback.submission-not-found"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What somebody sends. `agency_id` is whom a question is put to or a petition is about; `author` an owner key."""

    kind: Kind
    title: str
    text: str
    name: str = ""
    hide_name: bool = True
    phone: str = ""
    email: str = ""
    author: str = ""
    agency_id: int | None = None
    about: str = ""
    dossier_code: str = ""
    field_key: str = ""
    procedure_key: str = ""
    files: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the sender keeps: the code, the PIN, which is shown once, and whether it will be handled."""

    code: str
    pin: str
    state: State


def send(sent: Sent, *, asker: str, actor: Actor, at: datetime) -> Receipt:
    """Receive a question or petition, counted for its asker. Raises TooOften and what `receive` raises."""
    limits.count(limits.SENDS, asker, at=at)
    return receive(sent, actor=actor, at=at)


@transaction.atomic
def receive(sent: Sent, *, actor: Actor, at: datetime) -> Receipt:
    """Store a question or petition at the agency that receives it, with the officers it complains about kept away.

    Raises TextMissing, TextTooLong, TooManyFiles, FileNotStored.
    """
    office = office_of_province(at)
    dossier = dossiers.state_by_code(sent.dossier_code) if sent.dossier_code else None
    about = sent.agency_id or (dossier.competent_agency if dossier else None)
    if len(sent.files) > MOST_FILES:
        raise TooManyFiles(count=len(sent.files), most=MOST_FILES)
    if len(documents.file_names(list(sent.files))) != len(set(sent.files)):
        raise FileNotStored

    reachable = bool(sent.phone or sent.email or sent.author)
    state = submissions.first_state(sent.kind, name=sent.name, reachable=reachable)
    agency = submissions.first_agency(sent.kind, about, office)
    code, pin = _new_code(sent.kind, at), _new_pin()
    row = Submission.objects.create(
        code=code, pin=_pin_digest(code, pin), kind=sent.kind, state=state, agency_id=agency,
        about_agency_id=about, about=clean(sent.about)[:200], dossier_id=dossier.id if dossier else None,
        concerned=sorted(_hands_of(dossier)) if dossier and sent.kind is Kind.CONDUCT else [],
        field_key=sent.field_key, procedure_key=sent.procedure_key,
        title=submissions.checked_title(clean(sent.title)), text=submissions.checked_body(clean_lines(sent.text)),
        files=list(sent.files), name=clean(sent.name)[:200], hide_name=sent.hide_name, phone=sent.phone,
        email=sent.email, author=sent.author, received_at=at,
        forward_by=None if state is State.STORED else _forward_by(agency, at),
    )  # fmt: skip
    _step(row, "receive", note="", actor=Actor.citizen("", ()), at=at)
    return Receipt(code, pin, state)


@transaction.atomic
def forward(*, submission_id: int, to: int, note: str, actor: Actor, at: datetime) -> None:
    """Send it to the agency that is competent, which has five working days of its own.

    Raises SubmissionNotFound, NotPermitted, ActNotNow, AlreadyThere, JudgesItself.
    """
    row = _changed(submission_id, Act.FORWARD, actor, at)
    leaders = _leaders_of(to, at) if row.kind == Kind.CONDUCT else ()
    submissions.require_way(matter_of(row), to, leaders)
    row.agency_id, row.forward_by = to, _forward_by(to, at)
    _moved(row, Act.FORWARD, note, actor, at)


@transaction.atomic
def take(*, submission_id: int, actor: Actor, at: datetime) -> None:
    """Say that the own agency is competent and handles it. Raises SubmissionNotFound, NotPermitted, ActNotNow."""
    row = _changed(submission_id, Act.TAKE, actor, at)
    _moved(row, Act.TAKE, "", actor, at)


@transaction.atomic
def refuse(*, submission_id: int, reason: str, actor: Actor, at: datetime) -> None:
    """Do not accept it, with the reason that its sender reads. Raises NotPermitted, ActNotNow, TextMissing."""
    row = _changed(submission_id, Act.REFUSE, actor, at)
    row.answer, row.ended_at = submissions.checked_body(clean_lines(reason), "reason"), at
    _moved(row, Act.REFUSE, "", actor, at)


@transaction.atomic
def draft_answer(*, submission_id: int, answer: str, actor: Actor, at: datetime) -> None:
    """Write the answer that somebody else reviews. Raises NotPermitted, ActNotNow, TextMissing, TextTooLong."""
    row = _changed(submission_id, Act.DRAFT, actor, at)
    row.answer = submissions.checked_body(clean_lines(answer), "answer")
    row.drafted_by, row.reviewed_by = actor.account_id, None
    _moved(row, Act.DRAFT, "", actor, at)


@transaction.atomic
def send_back(*, submission_id: int, note: str, actor: Actor, at: datetime) -> None:
    """Ask for another draft. Raises NotPermitted, ActNotNow, TextMissing."""
    row = _changed(submission_id, Act.SEND_BACK, actor, at)
    _moved(row, Act.SEND_BACK, submissions.checked_body(clean_lines(note), "note"), actor, at)


@transaction.atomic
def approve(*, submission_id: int, actor: Actor, at: datetime) -> None:
    """Send the answer to who asked. Raises NotPermitted, ActNotNow, OwnDraft."""
    row = _changed(submission_id, Act.APPROVE, actor, at)
    row.reviewed_by, row.ended_at = actor.account_id, at
    _moved(row, Act.APPROVE, "", actor, at)


@transaction.atomic
def publish(*, submission_id: int, title: str, text: str, answer: str, actor: Actor, at: datetime) -> None:
    """Let everybody read question and answer in a wording without personal data.

    Raises NotPermitted, ActNotNow, NotPublishable, TextMissing, TextTooLong, PersonalDataLeft.
    """
    row = _changed(submission_id, Act.PUBLISH, actor, at)
    row.public_title = submissions.checked_title(clean(title))
    row.public_text = submissions.checked_body(clean_lines(text))
    row.public_answer = submissions.checked_body(clean_lines(answer), "answer")
    told = (row.public_title, row.public_text, row.public_answer)
    submissions.require_publishable(told, row.name)
    row.search, row.published_at = search_key(" ".join(told)), at
    _moved(row, Act.PUBLISH, "", actor, at)


@transaction.atomic
def unpublish(*, submission_id: int, note: str, actor: Actor, at: datetime) -> None:
    """Take a published answer back from everybody, with the reason. Raises NotPermitted, ActNotNow, TextMissing."""
    row = _changed(submission_id, Act.UNPUBLISH, actor, at)
    row.published_at = None
    _moved(row, Act.UNPUBLISH, submissions.checked_body(clean_lines(note), "note"), actor, at)


def prove(code: str, pin: str, *, asker: str, at: datetime) -> int:
    """Return the id behind a code and its PIN, counted before it is looked at.

    A wrong code costs and says the same as a wrong PIN. Raises TooOften, SubmissionNotFound.
    """
    wanted = clean(code).upper()
    limits.count(limits.TRIES, asker, at=at)
    limits.count(limits.PROOFS, wanted, at=at)
    found = Submission.objects.filter(code=wanted).values_list("id", "pin").first()
    submission_id, digest = found or (0, "")
    if not hmac.compare_digest(_pin_digest(wanted, pin), digest or NOTHING):
        raise SubmissionNotFound
    limits.forgive(limits.TRIES, asker)
    limits.forgive(limits.PROOFS, wanted)
    return submission_id


def _changed(submission_id: int, act: Act, actor: Actor, at: datetime) -> Submission:
    """Return the locked row in the state after an act that the actor may do. Raises SubmissionNotFound, NotPermitted …"""
    row = Submission.objects.select_for_update(of=("self",)).filter(pk=submission_id).first()
    if row is None:
        raise SubmissionNotFound
    matter, office = matter_of(row), office_of_province(at)
    if not submissions.may_read(actor, matter, office):
        raise SubmissionNotFound
    submissions.require_act(actor, matter, act, office)
    row.state = submissions.moved(matter, act)
    return row


def _moved(row: Submission, act: Act, note: str, actor: Actor, at: datetime) -> None:
    row.save()
    _step(row, act.value, note=note, actor=actor, at=at)
    record(
        action=f"feedback.submission-{act.value}", object_type="submission", object_id=row.code, actor=actor, at=at,
        payload={"state": row.state, "agency": row.agency_id},
    )  # fmt: skip


def _step(row: Submission, action: str, *, note: str, actor: Actor, at: datetime) -> None:
    SubmissionStep.objects.create(
        submission=row, action=action, at=at, by_account_id=actor.account_id, by_name=actor.name,
        agency_id=row.agency_id, note=clean_lines(note),
    )  # fmt: skip
    if action == "receive":
        record(
            action="feedback.submission-received", object_type="submission", object_id=row.code, actor=actor,
            at=at, payload={"kind": row.kind, "agency": row.agency_id},
        )  # fmt: skip
    moved = SubmissionMoved(row.pk, row.code, row.kind, action, row.author, row.phone, row.email)
    announce(moved, actor=actor, at=at)


def _forward_by(agency_id: int, at: datetime) -> datetime:
    calendar = deadlines.calendar(deadlines.processing_code(agency_id))
    return submissions.forward_by(at, calendar)


def _hands_of(state: DossierState) -> set[int]:
    """Return the officers through whose hands a dossier went or in whose hands it is."""
    return set(state.hands.values()) | {item.assignee for item in state.items if item.assignee is not None}


def _leaders_of(agency_id: int, at: datetime) -> set[int]:
    today = at.astimezone(TIMEZONE).date()
    officers = organization.officers_of_agency(agency_id, today)
    return {one.account_id for one in officers if one.role in submissions.OF_THE_AGENCY_CONCERNED}


def _new_code(kind: Kind, at: datetime) -> str:
    letters = "".join(secrets.choice(LETTERS) for _ in range(6))
    return f"{PREFIX[kind]}-{at.astimezone(TIMEZONE):%y%m%d}-{letters}"


def _new_pin() -> str:
    return f"{secrets.randbelow(10**PIN_DIGITS):0{PIN_DIGITS}d}"


def _pin_digest(code: str, pin: str) -> str:
    digits = "".join(letter for letter in pin if letter.isdecimal())
    return digest(f"pin:{code}:{digits}")
