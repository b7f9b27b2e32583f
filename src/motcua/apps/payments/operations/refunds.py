"""Money on its way back, and receipts that were wrong: recorded acts of two people (R-H14, R-H16)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.apps.audit.operations import log_access
from motcua.apps.payments.journal import append_event, folded, locked
from motcua.apps.payments.models import Receipt
from motcua.apps.payments.operations.counter import open_shift_of
from motcua.apps.payments.permissions import require_agency
from motcua.domain.access import Actor
from motcua.domain.errors import DomainError
from motcua.domain.payments import orders as o
from motcua.domain.payments.ledger import Account


class ReceiptNotOpen(DomainError):
    """The receipt is cancelled already, or nobody asked for that."""

    code = "payments.receipt-not-open"


@transaction.atomic
def ask_refund(*, order_id: UUID, amount_vnd: int, reason: str, actor: Actor, at: datetime) -> int:
    """Ask that money go back to the payer; return the number of the refund.

    Raises OrderNotFound, NotPermitted, NothingToRefund, ReasonMissing.
    """
    row = locked(order_id)
    require_agency(actor, row.agency_id, "ask_refund")
    events = o.decide_refund(folded(row), amount_vnd, reason=reason, asked_by=_person(actor))
    return append_event(row, events, actor=actor, at=at).refunds[-1].number


@transaction.atomic
def pay_refund(
    *, order_id: UUID, number: int, account: Account, proof: str, actor: Actor, at: datetime
) -> None:
    """Record, as a second person, that a refund was paid out; cash comes from the own open shift.

    Raises OrderNotFound, NotPermitted, RefundNotOpen, SecondPersonNeeded, ReasonMissing.
    """
    row = locked(order_id)
    require_agency(actor, row.agency_id, "pay_refund")
    events = o.decide_refund_done(folded(row), number, account, proof=proof, done_by=_person(actor))
    shift = open_shift_of(actor.account_id) if account == Account.CASH else None
    append_event(row, events, actor=actor, at=at, shift=shift)


@transaction.atomic
def decline_refund(*, order_id: UUID, number: int, reason: str, actor: Actor, at: datetime) -> None:
    """Decline a refund as a second person. Raises like `pay_refund`."""
    row = locked(order_id)
    require_agency(actor, row.agency_id, "decline_refund")
    events = o.decide_refund_declined(folded(row), number, reason=reason, declined_by=_person(actor))
    append_event(row, events, actor=actor, at=at)


@transaction.atomic
def ask_to_cancel_receipt(*, receipt_id: int, reason: str, actor: Actor, at: datetime) -> None:
    """Ask that a wrong receipt be cancelled. Raises ReceiptNotOpen, NotPermitted, ReasonMissing."""
    receipt = _open_receipt(receipt_id, actor)
    if not reason.strip():
        raise o.ReasonMissing
    if receipt.cancel_asked_by:
        raise ReceiptNotOpen
    receipt.cancel_reason, receipt.cancel_asked_by = reason.strip()[:300], _person(actor)
    receipt.save(update_fields=["cancel_reason", "cancel_asked_by"])
    log_access(action="ask-cancel", subject_type="receipt", subject_ids=[receipt_id], actor=actor, at=at)


@transaction.atomic
def cancel_receipt(*, receipt_id: int, actor: Actor, at: datetime) -> None:
    """Cancel a receipt as a second person; its number stays taken.

    Raises ReceiptNotOpen, NotPermitted, SecondPersonNeeded.
    """
    receipt = _open_receipt(receipt_id, actor)
    if not receipt.cancel_asked_by:
        raise ReceiptNotOpen
    if receipt.cancel_asked_by == _person(actor):
        raise o.SecondPersonNeeded
    receipt.cancelled_at, receipt.cancelled_by = at, actor.name
    receipt.save(update_fields=["cancelled_at", "cancelled_by"])
    log_access(action="cancel", subject_type="receipt", subject_ids=[receipt_id], actor=actor, at=at)


def _open_receipt(receipt_id: int, actor: Actor) -> Receipt:
    receipt = Receipt.objects.select_for_update(of=("self",)).filter(pk=receipt_id).first()
    if receipt is None or receipt.cancelled_at is not None:
        raise ReceiptNotOpen
    require_agency(actor, receipt.agency_id, "cancel_receipt")
    return receipt


def _person(actor: Actor) -> str:
    """Name a person so that two of the same name differ."""
    return f"{actor.name} ({actor.account_id})"
