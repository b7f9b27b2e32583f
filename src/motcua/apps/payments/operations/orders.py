"""Orders: opened, sent to the platform, answered, given up."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import structlog
from django.db import transaction

from motcua.apps.audit.operations import log_access
from motcua.apps.payments import bills, journal, ports
from motcua.apps.payments.accounts import partner
from motcua.apps.payments.journal import PAYMENTS, append_event, folded, locked
from motcua.apps.payments.models import GatewayTalk, PaymentOrder
from motcua.domain.access import Actor
from motcua.domain.dossier.values import ObligationState
from motcua.domain.errors import DomainError
from motcua.domain.payments import orders as o
from motcua.domain.payments import payplat, references
from motcua.domain.payments.ledger import Account
from motcua.domain.payments.payplat import Outcome

FIRST_QUESTION: Final = timedelta(minutes=2)
LONGEST_PAUSE: Final = timedelta(hours=2)
GIVE_UP_AFTER: Final = timedelta(hours=24)
SAME_ADDRESS: Final = timedelta(minutes=10)
log = structlog.get_logger(__name__)


class NothingDue(DomainError):
    """The dossier does not owe these obligations, or owes nothing."""

    code = "payments.nothing-due"


class NoPlatform(DomainError):
    """This province takes no payments online."""

    code = "payments.no-platform"


@transaction.atomic
def open_order(*, dossier_id: UUID, obligations: tuple[int, ...], payer: str, at: datetime) -> PaymentOrder:
    """Return the order for some obligations that a dossier owes; asked again, the one that waits. Raises NothingDue.

    `payer` is the owner's key, such as "citizen:12".
    """
    journal.lock_dossier(dossier_id)
    state = journal.state_of(dossier_id)
    due = {one.id: one for one in state.obligations if one.state == ObligationState.DUE}
    if not obligations or not set(obligations) <= due.keys():
        raise NothingDue
    lines = [
        {"id": due[number].id, "label": due[number].label, "amount_vnd": due[number].amount_vnd}
        for number in sorted(set(obligations))
    ]
    waiting = PaymentOrder.objects.filter(dossier_id=dossier_id, lines=lines)
    row = waiting.exclude(state__in=["paid", "cancelled"]).order_by("created_at").first()
    return row or new_order(dossier_id, state.receiving_agency, lines, payer=payer, actor=PAYMENTS, at=at)


def new_order(
    dossier_id: UUID, agency_id: int, lines: list[dict[str, Any]], *, payer: str, actor: Actor, at: datetime
) -> PaymentOrder:
    """Open an order under a reference of its own; the caller holds the dossier."""
    row = PaymentOrder.objects.create(
        dossier_id=dossier_id,
        agency_id=agency_id,
        payer=payer,
        reference=references.reference_of(secrets.randbelow(references.CHOICES)),
        lines=lines,
        amount_vnd=sum(line["amount_vnd"] for line in lines),
        created_at=at,
    )
    append_event(row, (o.Opened(),), actor=actor, at=at)
    return row


def pay_by_platform(*, order_id: UUID, address: str, at: datetime) -> str:
    """Send the payer to the platform; return where. Asked again within minutes, the address is the same.

    An attempt whose end is not known is asked about first, so that nobody pays twice. Raises NoPlatform, OrderClosed,
    GatewayUnavailable, GatewayRefused.
    """
    gateway = ports.gateway()
    if gateway is None:
        raise NoPlatform
    row = PaymentOrder.objects.get(pk=order_id)
    if row.state == o.OrderState.SENT:
        if row.gateway_url and row.sent_at and at - row.sent_at < SAME_ADDRESS:
            return row.gateway_url
        ask_platform(order_id=order_id, at=at)
    row, reference = _begin_attempt(order_id=order_id, at=at)
    bill = bills.bill_of(row)
    try:
        url = gateway.begin(
            bill, reference=reference, description=f"Nop phi {row.reference}", address=address, at=at
        )
    except ports.GatewayRefused:
        _end_attempt(order_id=order_id, reference=reference, outcome="refused", at=at)
        raise
    except ports.GatewayUnavailable:
        _end_attempt(order_id=order_id, reference=reference, outcome="unavailable", at=at)
        raise
    _end_attempt(order_id=order_id, reference=reference, outcome="begun", url=url, at=at)
    return url


@transaction.atomic
def _begin_attempt(*, order_id: UUID, at: datetime) -> tuple[PaymentOrder, str]:
    row = locked(order_id)
    order = folded(row)
    if not journal.still_due(row, journal.state_of(row.dossier_id)):
        raise o.OrderClosed(state=order.state)
    reference = references.attempt_reference(row.reference, len(order.references) + 1)
    row.gateway_url, row.sent_at = "", at
    row.asked_times, row.ask_at = 0, at + FIRST_QUESTION
    append_event(row, o.decide_send(order, reference), actor=PAYMENTS, at=at)
    return row, reference


@transaction.atomic
def _end_attempt(*, order_id: UUID, reference: str, outcome: str, at: datetime, url: str = "") -> None:
    row = locked(order_id)
    _note(row, "INIT", reference, outcome, at)
    row.gateway_url = url
    failed = o.decide_failure(folded(row), reference) if outcome == "refused" else ()
    append_event(row, failed, actor=PAYMENTS, at=at)


@transaction.atomic
def take_confirmation(*, message: Mapping[str, Any], at: datetime) -> dict[str, str]:
    """Take in a CONFIRM and return what is answered: `00` once it is taken in, also again, else `99`.

    A message that is forged, of another sum or for no order of ours changes nothing but the log of talks.
    """
    me = partner()
    reference = str(message.get("MaThamChieu") or "")[:40]
    try:
        told = payplat.read_confirmation(message, me)
    except payplat.NotGenuine:
        _note(None, "CONFIRM", reference, "not-genuine", at, incoming=True)
        log.warning("payments.confirmation.not_genuine")
        return payplat.reply(me, reference=reference, accepted=False, words="Sai ma xac thuc", at=at)
    known = PaymentOrder.objects.filter(reference=references.order_reference(told.reference)).first()
    if known is None or told.reference not in folded(known).references:
        _note(None, "CONFIRM", reference, "unknown", at, incoming=True)
        return payplat.reply(me, reference=reference, accepted=False, words="Khong co giao dich", at=at)
    outcome = Outcome.SUCCESS if told.paid else Outcome.FAILED
    answer = ports.Told(outcome, told.amount_vnd, told.transaction)
    accepted = _take_in(locked(known.pk), told.reference, answer, kind="CONFIRM", at=at)
    words = "Thanh cong" if accepted else "Sai so tien"
    return payplat.reply(me, reference=reference, accepted=accepted, words=words, at=at)


def _take_in(row: PaymentOrder, reference: str, told: ports.Told, *, kind: str, at: datetime) -> bool:
    """Take in what the platform says of an attempt; tell whether it was believed."""
    order = folded(row)
    incoming = kind == "CONFIRM"
    events: o.Events = ()
    if told.outcome is Outcome.FAILED:
        events = o.decide_failure(order, reference)
    elif told.outcome is Outcome.SUCCESS:
        money = o.Received(Account.PLATFORM, f"platform:{reference}", told.amount_vnd)
        due = journal.still_due(row, journal.state_of(row.dossier_id))
        try:
            events = o.decide_platform_money(order, money, still_due=due)
        except o.AmountDiffers:
            _note(row, kind, reference, "amount-differs", at, incoming=incoming)
            row.trouble = "amount-differs"
            row.save(update_fields=["trouble"])
            return False
    _note(
        row, kind, reference, told.outcome.value if events else f"{told.outcome}-again", at, incoming=incoming
    )
    append_event(row, events, actor=PAYMENTS, at=at)
    return True


def ask_platform(*, order_id: UUID, at: datetime, actor: Actor = PAYMENTS) -> str:
    """Ask how the attempts stand whose end is not known; return the last outcome. Unanswered, it is asked again later.

    Raises NoPlatform.
    """
    gateway = ports.gateway()
    if gateway is None:
        raise NoPlatform
    outcome = "nothing-open"
    for reference in journal.unheard(folded(PaymentOrder.objects.get(pk=order_id))):
        told: ports.Told | None = None
        try:
            told = gateway.ask(reference, at=at)
            outcome = told.outcome.value
        except ports.GatewayUnavailable:
            outcome = "unavailable"
        except ports.GatewayRefused:
            outcome = "refused"
        _hear(order_id=order_id, reference=reference, told=told, outcome=outcome, actor=actor, at=at)
    return outcome


@transaction.atomic
def _hear(
    *, order_id: UUID, reference: str, told: ports.Told | None, outcome: str, actor: Actor, at: datetime
) -> None:
    row = locked(order_id)
    if actor is not PAYMENTS:
        log_access(action="ask", subject_type="order", subject_ids=[order_id], actor=actor, at=at)
    row.asked_times += 1
    row.ask_at = at + min(FIRST_QUESTION * 2 ** min(row.asked_times, 8), LONGEST_PAUSE)
    if told is None:
        _note(row, "QUERY", reference, outcome, at)
    else:
        _take_in(row, reference, told, kind="QUERY", at=at)
    over = row.sent_at is not None and at - row.sent_at > GIVE_UP_AFTER
    append_event(row, o.decide_expiry(folded(row)) if over else (), actor=PAYMENTS, at=at)
    if over and row.ask_at is not None:
        row.ask_at = None
        row.save(update_fields=["ask_at"])


@transaction.atomic
def cancel_order(*, order_id: UUID, reason: str, actor: Actor, at: datetime) -> None:
    """Give an order up. Money that comes later still counts. Raises OrderClosed, ReasonMissing, OrderNotFound."""
    row = locked(order_id)
    append_event(row, o.decide_cancel(folded(row), reason), actor=actor, at=at)


def _note(
    row: PaymentOrder | None, kind: str, reference: str, outcome: str, at: datetime, *, incoming: bool = False
) -> None:
    GatewayTalk.objects.create(
        order=row, at=at, kind=kind, incoming=incoming, reference=reference, outcome=outcome[:40]
    )
