"""Queueing a message: row and job in the caller's transaction, so that both exist exactly when the act does."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from motcua.apps.notifications import carriers, queries, queueing
from motcua.apps.notifications.models import InboxItem, Message, State
from motcua.apps.notifications.texts import About, Composed, compose
from motcua.domain.calendar import TIMEZONE
from motcua.domain.messages import MessageEvent
from motcua.domain.messages.routing import (
    GROUPS,
    PRIORITIES,
    Reach,
    Route,
    Way,
    dedupe_key,
    masked,
    only,
    routes,
)
from motcua.domain.messages.timing import not_before

NOWHERE: Final = About()
NO_CARRIER: Final = "no-carrier"


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who is written to: where they are reached, and their account here if they have one."""

    reach: Reach
    person_id: int | None = None


@transaction.atomic
def send(
    *,
    event: MessageEvent,
    subject: str,
    receiver: Receiver,
    values: Mapping[str, str],
    at: datetime,
    about: About = NOWHERE,
    expires_at: datetime | None = None,
    ways: Collection[Way] | None = None,
) -> tuple[int, ...]:
    """Queue what an event leads to for one receiver; return the new messages, none for what was queued before.

    `subject` names what happened, such as a dossier and the number of its journal entry: the same subject is
    told the same receiver once by each way. `ways` restricts the ways. A notice for the inbox is there at once.
    A way without a carrier leaves a dead message, so that officers see what did not go out.
    """
    choices = queries.choices_of(receiver.person_id) if receiver.person_id else {}
    found = routes(event, receiver.reach, choices)
    if ways is not None:
        found = only(found, ways)
    queued = []
    for route in found:
        said = compose(event, about, values, route.way, at.astimezone(TIMEZONE).date())
        key = dedupe_key(event, subject, route.way, route.address or f"person:{receiver.person_id}")
        if route.way is Way.INBOX:
            _put_into_inbox(event, said, about, key, at, person_id=receiver.person_id)
        elif (new := _queue(event, route, said, about, receiver.person_id, key, at, expires_at)) is not None:
            queued.append(new)
    return tuple(queued)


@transaction.atomic
def remind_officer(
    *,
    account_id: int,
    event: str,
    title: str,
    text: str,
    subject: str,
    dossier_id: UUID,
    code: str,
    at: datetime,
) -> bool:
    """Put a notice into an officer's list, once for each subject; tell whether it is new."""
    key = hashlib.sha256(f"officer\x1f{account_id}\x1f{subject}".encode()).hexdigest()
    values = {
        "account_id": account_id, "event": event, "title": title, "text": text, "dossier_id": dossier_id,
        "dossier_code": code, "at": at,
    }  # fmt: skip
    return InboxItem.objects.get_or_create(dedupe_key=key, defaults=values)[1]


def _put_into_inbox(
    event: MessageEvent, said: Composed, about: About, key: str, at: datetime, *, person_id: int | None
) -> None:
    values = {
        "person_id": person_id, "event": event, "title": said.title, "text": said.text,
        "dossier_id": about.dossier_id, "dossier_code": about.code, "at": at,
    }  # fmt: skip
    InboxItem.objects.get_or_create(dedupe_key=key, defaults=values)


def _queue(
    event: MessageEvent,
    route: Route,
    said: Composed,
    about: About,
    person_id: int | None,
    key: str,
    at: datetime,
    expires_at: datetime | None,
) -> int | None:
    """Keep one message with its job; None when it was kept before."""
    priority = PRIORITIES[GROUPS[event]]
    ways = [route.way, *route.otherwise]
    carried = bool(carriers.of(ways))
    first = not_before(priority, at)
    values = {
        "event": event, "way": route.way, "ways": ways, "priority": priority, "person_id": person_id,
        "address": route.address, "masked": masked(route.way, route.address), "title": said.title,
        "text": said.text, "text_hash": hashlib.sha256(said.text.encode()).hexdigest(), "data": said.data,
        "dossier_id": about.dossier_id, "dossier_code": about.code, "agency_id": about.agency_id,
        "state": State.WAITING if carried else State.DEAD, "last_code": "" if carried else NO_CARRIER,
        "next_try_at": first if carried else None, "ended_at": None if carried else at,
        "created_at": at, "expires_at": expires_at,
    }  # fmt: skip
    row, new = Message.objects.get_or_create(dedupe_key=key, defaults=values)
    if not new:
        return None
    if carried:
        queueing.enqueue(row.pk, priority, after=first if first > at else None)
    return row.pk
