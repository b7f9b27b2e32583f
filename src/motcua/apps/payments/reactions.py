"""What payments do when a dossier moves."""

from datetime import datetime

from motcua.apps.dossiers.events import DossierMoved
from motcua.apps.payments.journal import is_ours
from motcua.apps.payments.models import PaymentOrder
from motcua.apps.payments.operations import drop_stale, open_order, settle_at_counter
from motcua.domain.access import Actor
from motcua.domain.dossier import DossierState
from motcua.domain.dossier import events as e
from motcua.domain.dossier.values import ObligationState

FIRST_ACCEPTANCE = 2
"""The entry of an acceptance that follows its filing at once: nothing was paid between them."""


def follow_dossier(moved: DossierMoved, *, actor: Actor, at: datetime) -> None:
    """Keep what an officer took in, give up orders for what is no longer owed, open one for what is owed online."""
    event, state = moved.entry.event, moved.state
    if is_ours(actor) or not state.obligations:
        return
    _follow_money(moved, actor=actor, at=at)
    if state.owner and isinstance(event, e.Lodged | e.Accepted | e.PaymentAsked):
        due = tuple(one.id for one in state.obligations if one.state == ObligationState.DUE)
        if due:
            open_order(dossier_id=state.id, obligations=due, payer=state.owner, at=at)


def _follow_money(moved: DossierMoved, *, actor: Actor, at: datetime) -> None:
    event, state = moved.entry.event, moved.state
    if isinstance(event, e.PaymentConfirmed):
        numbers = event.obligations
    elif isinstance(event, e.Accepted):
        numbers = _newly_paid(state, moved.entry.seq)
    else:
        return
    if numbers:
        settle_at_counter(state=state, obligations=numbers, seq=moved.entry.seq, actor=actor, at=at)
    elif moved.entry.seq > FIRST_ACCEPTANCE:
        drop_stale(state=state, actor=actor, at=at)


def _newly_paid(state: DossierState, seq: int) -> tuple[int, ...]:
    """Return what was paid at acceptance and not between filing and acceptance."""
    paid = [one.id for one in state.obligations if one.state == ObligationState.PAID]
    if seq == FIRST_ACCEPTANCE or not paid:
        return tuple(paid)
    before = PaymentOrder.objects.filter(dossier_id=state.id, state="paid").values_list("lines", flat=True)
    known = {line["id"] for lines in before for line in lines}
    return tuple(number for number in paid if number not in known)
