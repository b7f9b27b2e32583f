"""What becomes of a message afterwards: reports of carriers, sending again by hand, forgetting."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q

from motcua.apps.audit.operations import record
from motcua.apps.notifications import permissions, queueing
from motcua.apps.notifications.delivering import forget_secret
from motcua.apps.notifications.errors import MessageForgotten, MessageNotDead, MessageNotFound
from motcua.apps.notifications.models import Delivery, Message, Outcome, State
from motcua.domain.access import Actor
from motcua.domain.messages.routing import Priority

KEPT: Final = timedelta(days=90)
"""How long addresses and texts stay after the end of a message, for questions and sending again."""
BATCH: Final = 5_000


@transaction.atomic
def note_report(*, reference: str, carrier: str, delivered: bool, code: str, at: datetime) -> bool:
    """Keep what a carrier reports about a message; tell whether it says anything new.

    Reports come late, twice and in any order: what was delivered stays delivered. Raises MessageNotFound.
    """
    message = Message.objects.select_for_update().filter(reference=reference).first()
    if message is None:
        raise MessageNotFound
    outcome = Outcome.DELIVERED if delivered else Outcome.UNDELIVERED
    if message.deliveries.filter(provider=carrier, outcome=outcome, code=code[:40]).exists():
        return False
    Delivery.objects.create(message=message, provider=carrier, at=at, outcome=outcome, code=code[:40])
    if message.state == State.DELIVERED or (not delivered and message.state != State.SENT):
        return True
    message.state = State.DELIVERED if delivered else State.DEAD
    message.provider, message.last_code, message.in_doubt = carrier, code[:40], ""
    message.sent_at, message.ended_at = message.sent_at or at, at
    message.next_try_at = message.lease_until = None
    forget_secret(message)
    message.save()
    return True


@transaction.atomic
def resend(*, message_id: int, actor: Actor, at: datetime) -> None:
    """Try a message that was given up once more, as if it were new.

    Raises MessageNotFound, NotPermitted, MessageNotDead, MessageForgotten.
    """
    message = Message.objects.select_for_update().filter(pk=message_id).first()
    if message is None or not permissions.may_read(actor, message.agency_id):
        raise MessageNotFound
    permissions.require(actor, "resend_message", message.agency_id)
    if message.state != State.DEAD:
        raise MessageNotDead
    if not message.address or not message.text or (message.expires_at and message.expires_at <= at):
        raise MessageForgotten
    message.state, message.tries, message.next_try_at = State.WAITING, 0, at
    message.ended_at, message.in_doubt = None, ""
    message.save()
    queueing.enqueue(message.pk, Priority(message.priority))
    facts = {"event": message.event, "way": message.way, "dossier": message.dossier_code}
    record(
        action="notifications.message-resent", object_type="message", object_id=message.pk, payload=facts,
        actor=actor, at=at,
    )  # fmt: skip


@transaction.atomic
def forget(*, at: datetime) -> int:
    """Empty the addresses and texts of messages that ended long ago; return how many, a batch at most."""
    old = Message.objects.filter(~Q(address=""), ended_at__lt=at - KEPT).order_by("ended_at", "id")
    keys = list(old.values_list("pk", flat=True)[:BATCH])
    return Message.objects.filter(pk__in=keys).update(address="", text="", data={})
