"""One try to send one message: claim it, ask the carriers in turn, keep what they said.

The carriers are asked outside every transaction. A worker that dies in between leaves a lease that runs out, after
which `jobs.look_after` has the message tried again: at least once, never lost.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import structlog
from django.core import signing
from django.db import transaction

from motcua.apps.notifications import carriers, circuits, queueing
from motcua.apps.notifications.models import Delivery, Message, Outcome, State
from motcua.apps.notifications.ports import AnswerLost, Carrier, NotTaken, Outgoing
from motcua.domain.messages.events import MessageEvent
from motcua.domain.messages.routing import Priority
from motcua.domain.messages.timing import SHORTEST_REST, grace, next_try, not_before

LEASE: Final = timedelta(minutes=3)
"""Longer than all carriers together may take to answer."""
SALT: Final = "motcua.notifications.report"
EXPIRED: Final = "expired"
ANSWERS: Final = {
    Outcome.TAKEN: True,
    Outcome.REFUSED: True,
    Outcome.FAILED: False,
    Outcome.LOST: False,
}
"""Whether an outcome speaks for the carrier: a refused number is an answer."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a carrier said."""

    carrier: str
    outcome: Outcome
    code: str
    reference: str = ""


def attempt(message_id: int, *, at: datetime) -> State | None:
    """Try to send a message if it is its time; return its state afterwards, None when there was nothing to do."""
    message = _claim(message_id, at)
    if message is None:
        return None
    answers = []
    for carrier in carriers.of(message.ways):
        if not circuits.of(carrier.name).allows(at):
            continue
        answers.append(_ask(carrier, message, at))
        circuits.note(carrier.name, good=ANSWERS[answers[-1].outcome], code=answers[-1].code, at=at)
        if answers[-1].outcome in {Outcome.TAKEN, Outcome.LOST}:
            break
    return _settle(message.pk, answers, at)


def report_token(message: Message) -> str:
    """Return what a carrier gives back when it reports about a message; nobody can make one up."""
    return signing.Signer(salt=SALT).sign(message.reference.hex)


def reference_in(token: str) -> str | None:
    """Return the reference in a token; None for one that is not ours."""
    try:
        return signing.Signer(salt=SALT).unsign(token)
    except signing.BadSignature:
        return None


@transaction.atomic
def _claim(message_id: int, at: datetime) -> Message | None:
    """Take a message that is due; None while another worker has it, when it is over or not yet its time."""
    rows = Message.objects.select_for_update(skip_locked=True)
    message = rows.filter(pk=message_id, state__in=[State.WAITING, State.SENDING]).first()
    if message is None or (message.next_try_at and message.next_try_at > at):
        return None
    if message.state == State.SENDING and message.lease_until and message.lease_until > at:
        return None
    priority = Priority(message.priority)
    if message.expires_at and at >= message.expires_at:
        _end(message, State.DEAD, EXPIRED, at)
        return None
    if (then := not_before(priority, at)) > at:
        _again(message, then)
        return None
    message.state, message.lease_until = State.SENDING, at + LEASE
    message.save(update_fields=["state", "lease_until"])
    return message


def _ask(carrier: Carrier, message: Message, at: datetime) -> Answer:
    outgoing = Outgoing(
        reference=message.reference.hex, event=message.event, address=message.address, title=message.title,
        text=message.text, at=at, data=message.data, report_token=report_token(message),
    )  # fmt: skip
    try:
        taken = carrier.send(outgoing)
    except NotTaken as refused:
        outcome = Outcome.REFUSED if refused.for_good else Outcome.FAILED
        return Answer(carrier.name, outcome, refused.code)
    except AnswerLost as lost:
        return Answer(carrier.name, Outcome.LOST, lost.code)
    except Exception as broken:  # noqa: BLE001 - A carrier that breaks must not stop the others.
        log.error(  # noqa: TRY400 - A traceback with its values would show numbers of people.
            "notifications.carrier.broke", carrier=carrier.name, error=type(broken).__name__
        )
        return Answer(carrier.name, Outcome.FAILED, type(broken).__name__)
    return Answer(carrier.name, Outcome.TAKEN, taken.code, taken.reference)


@transaction.atomic
def _settle(message_id: int, answers: list[Answer], at: datetime) -> State:
    """Keep what the carriers said and decide how it goes on."""
    message = Message.objects.select_for_update().get(pk=message_id)
    Delivery.objects.bulk_create(
        Delivery(message=message, provider=a.carrier, at=at, outcome=a.outcome, code=a.code[:40])
        for a in answers
    )
    if message.state != State.SENDING:  # A report came first.
        return State(message.state)
    last = answers[-1] if answers else None
    if last is None:
        _again(message, at + SHORTEST_REST)  # Every carrier rests: that is no try.
    elif last.outcome == Outcome.TAKEN:
        _sent(message, last, at)
    elif all(answer.outcome == Outcome.REFUSED for answer in answers) and len(answers) == len(
        carriers.of(message.ways)
    ):
        message.tries += 1
        _end(message, State.DEAD, last.code, at)
    else:
        _failed(message, last, at)
    return State(message.state)


def _sent(message: Message, answer: Answer, at: datetime) -> None:
    message.state, message.sent_at, message.ended_at = State.SENT, at, at
    message.tries += 1
    message.provider, message.provider_reference = answer.carrier, answer.reference[:100]
    message.in_doubt, message.last_code, message.next_try_at, message.lease_until = (
        "",
        answer.code[:40],
        None,
        None,
    )
    forget_secret(message)
    message.save()


def _failed(message: Message, answer: Answer, at: datetime) -> None:
    message.tries += 1
    message.last_code = answer.code[:40]
    priority = Priority(message.priority)
    then = next_try(priority, message.tries, at, message.expires_at)
    if then is None:
        _end(message, State.DEAD, answer.code, at)
        return
    if answer.outcome == Outcome.LOST:
        message.in_doubt = answer.carrier
        then = max(then, at + grace(priority))
    _again(message, then)


def _again(message: Message, then: datetime) -> None:
    message.state, message.next_try_at, message.lease_until = State.WAITING, then, None
    message.save()
    queueing.enqueue(message.pk, Priority(message.priority), after=then)


def _end(message: Message, state: State, code: str, at: datetime) -> None:
    message.state, message.ended_at, message.last_code = state, at, code[:40]
    message.next_try_at = message.lease_until = None
    forget_secret(message)
    message.save()
    log.warning(
        "notifications.message.given_up",
        message=message.pk,
        message_event=message.event,
        code=message.last_code,
    )


def forget_secret(message: Message) -> None:
    """Empty the text of a code: once a carrier has it, or nobody wants it, it is kept nowhere."""
    if message.event == MessageEvent.ONE_TIME_CODE:
        message.text = ""
