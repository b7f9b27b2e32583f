"""Bank statements: imported, reconciled by reference, settled line by line (R-H10)."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.apps.audit.operations import log_access
from motcua.apps.payments.journal import PAYMENTS, append_event, folded, locked, state_of, still_due
from motcua.apps.payments.models import PaymentOrder, Statement, StatementEntry
from motcua.apps.payments.permissions import require_agency
from motcua.domain.access import Actor
from motcua.domain.errors import DomainError
from motcua.domain.payments import orders as o
from motcua.domain.payments.ledger import Account
from motcua.domain.payments.references import references_in
from motcua.domain.payments.statements import StatementLine, Verdict, judge, read_statement

BY_ITSELF = "Hệ thống"
BOOKED, ASIDE = "booked", "aside"


class EntryNotOpen(DomainError):
    """The line is settled, or is not of this agency."""

    code = "payments.entry-not-open"


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import has led to."""

    statement_id: int
    new: int
    known: int
    booked: int
    open: int


@transaction.atomic
def import_statement(*, data: bytes, name: str, agency_id: int, actor: Actor, at: datetime) -> Imported:
    """Read a statement of an agency's account; lines that fit their order exactly are booked at once.

    The same file, or another with the same lines, changes nothing. Raises NotPermitted and what
    `read_statement` raises.
    """
    require_agency(actor, agency_id, "import_statement")
    lines = read_statement(data)
    statement, _ = Statement.objects.get_or_create(
        agency_id=agency_id,
        sha256=hashlib.sha256(data).hexdigest(),
        defaults={"name": name[:200], "imported_at": at, "imported_by": actor.name},
    )
    known = set(
        StatementEntry.objects.filter(agency_id=agency_id, key__in=[line.key for line in lines])
        .values_list("key", flat=True)
    )  # fmt: skip
    fresh = [line for line in lines if line.key not in known]
    entries = [_take_in(statement, line, at=at) for line in fresh]
    log_access(action="import", subject_type="statement", subject_ids=[statement.pk], actor=actor, at=at)
    booked = sum(entry.settled == BOOKED for entry in entries)
    return Imported(statement.pk, len(fresh), len(known), booked, len(fresh) - booked)


def _take_in(statement: Statement, line: StatementLine, *, at: datetime) -> StatementEntry:
    row = _order_named(line.memo, statement.agency_id)
    due = row is not None and still_due(row, state_of(row.dossier_id))
    verdict = judge(line.amount_vnd, folded(row) if row else None, still_due=due)
    entry = StatementEntry.objects.create(
        statement=statement,
        agency_id=statement.agency_id,
        key=line.key,
        day=line.day,
        amount_vnd=line.amount_vnd,
        memo=line.memo[:500],
        order=row,
        verdict=verdict.value,
    )
    if row is not None and verdict in {Verdict.EXACT, Verdict.PROOF}:
        _book(entry, row, actor=PAYMENTS, by=BY_ITSELF, at=at)
    return entry


def _order_named(memo: str, agency_id: int) -> PaymentOrder | None:
    """Return the one order of the agency that a memo names, locked; None for none or several."""
    named = PaymentOrder.objects.filter(reference__in=references_in(memo), agency_id=agency_id)
    ids = list(named.order_by("created_at").values_list("pk", flat=True)[:2])
    return locked(ids[0]) if len(ids) == 1 else None


def _book(
    entry: StatementEntry, row: PaymentOrder, *, actor: Actor, by: str, at: datetime, note: str = ""
) -> None:
    money = o.Received(Account.BANK, f"bank:{entry.agency_id}:{entry.key}", entry.amount_vnd)
    due = still_due(row, state_of(row.dossier_id))
    append_event(row, o.decide_money(folded(row), money, still_due=due), actor=actor, at=at)
    _settle(entry, BOOKED, by=by, at=at, note=note)


def _settle(entry: StatementEntry, how: str, *, by: str, at: datetime, note: str) -> None:
    entry.settled, entry.settled_at, entry.settled_by, entry.note = how, at, by, note[:300]
    entry.save()


@transaction.atomic
def book_entry(*, entry_id: int, reference: str, note: str, actor: Actor, at: datetime) -> UUID:
    """Book a line to the order of this reference, as an officer decides; too much is held to go back.

    Raises EntryNotOpen, OrderNotFound as EntryNotOpen when there is no such order at the agency.
    """
    entry = _open_entry(entry_id, actor)
    row = _order_named(reference, entry.agency_id)
    if row is None:
        raise EntryNotOpen
    entry.order = row
    _book(entry, row, actor=actor, by=actor.name, at=at, note=note)
    return row.pk


@transaction.atomic
def set_entry_aside(*, entry_id: int, note: str, actor: Actor, at: datetime) -> None:
    """Say that a line is no payment of a dossier, with the reason. Raises EntryNotOpen, ReasonMissing."""
    entry = _open_entry(entry_id, actor)
    if not note.strip():
        raise o.ReasonMissing
    _settle(entry, ASIDE, by=actor.name, at=at, note=note.strip())
    log_access(action="set-aside", subject_type="statement", subject_ids=[entry_id], actor=actor, at=at)


def _open_entry(entry_id: int, actor: Actor) -> StatementEntry:
    entry = StatementEntry.objects.select_for_update(of=("self",)).filter(pk=entry_id, settled="").first()
    if entry is None:
        raise EntryNotOpen
    require_agency(actor, entry.agency_id, "settle_entry")
    return entry
