"""What officers confirm at the counter becomes an order, ledger lines and a receipt as well."""

from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.apps.payments.journal import append_event, folded
from motcua.apps.payments.models import CashShift, PaymentOrder
from motcua.apps.payments.operations.orders import new_order
from motcua.domain.access import Actor
from motcua.domain.dossier import DossierState
from motcua.domain.dossier.values import ObligationState
from motcua.domain.payments import orders as o
from motcua.domain.payments.ledger import Account

CASH = "cash"
PAID_ELSEWHERE = "Khoản này đã được nộp theo cách khác."
NO_LONGER_ASKED = "Khoản phải nộp đã thay đổi."


@transaction.atomic
def settle_at_counter(
    *, state: DossierState, obligations: tuple[int, ...], seq: int, actor: Actor, at: datetime
) -> PaymentOrder | None:
    """Keep a payment that an officer has confirmed to the dossier in its entry `seq`.

    Cash belongs to the officer's open shift. Another way is a transfer on the officer's word, which a statement line
    proves later. Repeated it changes nothing; None when no money was involved.
    """
    paid = [one for one in state.obligations if one.id in obligations and one.amount_vnd > 0]
    if not paid:
        return None
    lines = [{"id": one.id, "label": one.label, "amount_vnd": one.amount_vnd} for one in paid]
    row = _order_for(state, lines, actor=actor, at=at)
    amount = sum(one.amount_vnd for one in paid)
    cash = paid[0].method == CASH
    money = o.Received(
        Account.CASH if cash else Account.BANK, f"counter:{state.id}:{seq}", amount, claimed=not cash
    )
    shift = open_shift_of(actor.account_id) if cash else None
    append_event(
        row,
        o.decide_money(folded(row), money, still_due=True),
        actor=actor,
        at=at,
        shift=shift,
        confirmed=(seq, paid[0].receipt),
    )
    drop_stale(state=state, actor=actor, at=at)
    return row


def _order_for(
    state: DossierState, lines: list[dict[str, Any]], *, actor: Actor, at: datetime
) -> PaymentOrder:
    """Return the waiting order that asks for exactly this, else a new one."""
    waiting = PaymentOrder.objects.select_for_update(of=("self",)).filter(dossier_id=state.id, lines=lines)
    found = waiting.exclude(state__in=["paid", "cancelled"]).order_by("created_at").first()
    return found or new_order(state.id, state.receiving_agency, lines, payer=state.owner, actor=actor, at=at)


@transaction.atomic
def drop_stale(*, state: DossierState, actor: Actor, at: datetime) -> None:
    """Cancel the waiting orders of a dossier that ask for what it does not owe now; their money is held."""
    due = {one.id: one.amount_vnd for one in state.obligations if one.state == ObligationState.DUE}
    paid = {one.id for one in state.obligations if one.state == ObligationState.PAID}
    waiting = PaymentOrder.objects.select_for_update(of=("self",)).filter(dossier_id=state.id)
    for row in waiting.exclude(state__in=["paid", "cancelled"]).order_by("created_at"):
        asked = {line["id"]: line["amount_vnd"] for line in row.lines}
        if not asked.items() <= due.items():
            reason = PAID_ELSEWHERE if paid & asked.keys() else NO_LONGER_ASKED
            append_event(row, o.decide_cancel(folded(row), reason), actor=actor, at=at)


def open_shift_of(account_id: int | None) -> CashShift | None:
    """Return an officer's open till, kept from closing until this transaction ends."""
    shifts = CashShift.objects.select_for_update(of=("self",))
    return shifts.filter(account_id=account_id, closed_at__isnull=True).first() if account_id else None
