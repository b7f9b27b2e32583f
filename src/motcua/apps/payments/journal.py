"""The shell of an order: lock, fold, append, and let the dossier know in the same transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection

from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.operations import execute
from motcua.apps.payments.models import CashShift, LedgerLine, OrderEvent, PaymentOrder
from motcua.apps.payments.receipts import issue
from motcua.domain.access import Actor, ActorKind
from motcua.domain.dossier import DossierState, applies
from motcua.domain.dossier.codec import decode_state
from motcua.domain.dossier.commands import ConfirmPayment
from motcua.domain.dossier.events import PaymentConfirmed
from motcua.domain.dossier.values import ObligationState
from motcua.domain.errors import DomainError
from motcua.domain.payments import orders as o
from motcua.domain.payments.codec import decode, encode
from motcua.domain.payments.ledger import Account, Line

PAYMENTS: Final = Actor.system("Hệ thống thanh toán")
"""Who confirms to a dossier what the platform or the bank has shown."""

METHODS: Final = {Account.PLATFORM: "platform", Account.BANK: "transfer", Account.CASH: "cash"}


class OrderNotFound(DomainError):
    """There is no such order, or the actor may not know of it."""

    code = "payments.order-not-found"


def lock_dossier(dossier_id: UUID) -> None:
    """Lock the dossier first, as officers' acts do: whoever locks an order has locked its dossier."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM dossiers_dossier WHERE id = %s FOR UPDATE", [dossier_id])


def locked(order_id: UUID) -> PaymentOrder:
    """Return an order nobody else changes until this transaction ends. Raises OrderNotFound."""
    dossier_id = PaymentOrder.objects.filter(pk=order_id).values_list("dossier_id", flat=True).first()
    if dossier_id is None:
        raise OrderNotFound
    lock_dossier(dossier_id)
    return PaymentOrder.objects.select_for_update(of=("self",)).get(pk=order_id)


def folded(row: PaymentOrder) -> o.OrderFold:
    """Return where an order stands by its events."""
    events = row.events.order_by("seq").values_list("kind", "payload")
    return o.fold(o.open_order(row.pk, row.amount_vnd), (decode(kind, data) for kind, data in events))


def state_of(dossier_id: UUID) -> DossierState:
    """Return a dossier, whoever asks; callers decide what they show."""
    return decode_state(Dossier.objects.values_list("state", flat=True).get(pk=dossier_id))


def still_due(row: PaymentOrder, state: DossierState) -> bool:
    """Tell whether the dossier owes exactly what the order asks and may take its payment now."""
    due = {one.id: one.amount_vnd for one in state.obligations if one.state == ObligationState.DUE}
    asked = {line["id"]: line["amount_vnd"] for line in row.lines}
    return applies(state, ConfirmPayment) and asked.items() <= due.items()


def append_event(
    row: PaymentOrder,
    events: Sequence[o.OrderEvent],
    *,
    actor: Actor,
    at: datetime,
    shift: CashShift | None = None,
    confirmed: tuple[int, str] | None = None,
) -> o.OrderFold:
    """Keep what was decided on a locked order, with its ledger lines, its receipt and the dossier's own entry.

    `confirmed`: the dossier's entry and receipt number when an officer has confirmed the payment there already.
    """
    order = folded(row)
    for event in events:
        row.version += 1
        kind, payload = encode(event)
        kept = OrderEvent.objects.create(
            order=row,
            seq=row.version,
            at=at,
            kind=kind,
            payload=payload,
            actor_kind=actor.kind.value,
            actor_name=actor.name,
            account_id=actor.account_id,
        )
        _post(row, kept, o.lines_of(order, event), shift)
        order = o.evolve(order, event)
        if isinstance(event, o.Paid):
            row.paid_at = at
            issue(row, event.channel, *(confirmed or _confirm(row, event, at)), at=at)
    _summarize(row, order)
    return order


def _post(row: PaymentOrder, event: OrderEvent, lines: Sequence[Line], shift: CashShift | None) -> None:
    LedgerLine.objects.bulk_create(
        LedgerLine(
            order=row,
            event=event,
            agency_id=row.agency_id,
            at=event.at,
            debit=line.debit.value,
            credit=line.credit.value,
            amount_vnd=line.amount_vnd,
            shift=shift if Account.CASH in {line.debit, line.credit} else None,
        )
        for line in lines
    )


def _confirm(row: PaymentOrder, paid: o.Paid, at: datetime) -> tuple[int, str]:
    """Tell the dossier; return its entry and the receipt's number."""
    command = ConfirmPayment(obligations=row.obligations, method=METHODS[paid.channel])
    outcome = execute(command, dossier_id=row.dossier_id, actor=PAYMENTS, at=at)
    entry = outcome.recorded[0]
    assert isinstance(entry.event, PaymentConfirmed)
    return entry.seq, entry.event.receipt


def _summarize(row: PaymentOrder, order: o.OrderFold) -> None:
    row.state = order.state.value
    row.held_vnd = order.held_vnd
    row.overpaid_vnd = max(order.overpaid_vnd - order.refunding_vnd, 0)
    row.refunding_vnd = order.refunding_vnd
    if not unheard(order):
        row.ask_at = None
    if order.state == o.OrderState.PAID:
        row.trouble = ""
    row.save()


def unheard(order: o.OrderFold) -> tuple[str, ...]:
    """Return the attempts of which neither success nor failure has been told."""
    return tuple(
        reference
        for reference in order.references
        if f"platform:{reference}" not in order.keys and reference not in order.failed_references
    )


def is_ours(actor: Actor) -> bool:
    """Tell whether a dossier's entry was caused by this app."""
    return actor.kind is ActorKind.SYSTEM and actor.name == PAYMENTS.name
