"""What people choose, and what they have read."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from motcua.apps.audit.operations import record
from motcua.apps.notifications.errors import MessageNotFound, StatutoryNotice
from motcua.apps.notifications.models import InboxItem, Message, Preference, State
from motcua.domain.access import Actor
from motcua.domain.messages.routing import GROUPS, Group, Way, may_switch_off


@transaction.atomic
def set_preferences(
    *, person_id: int, wanted: Mapping[tuple[Group, Way], bool], actor: Actor, at: datetime
) -> None:
    """Keep what a person wants by which way; what waits and is no longer wanted is dropped.

    Raises StatutoryNotice for switching off what the law asks for.
    """
    for (group, way), on in wanted.items():
        if not on and not may_switch_off(group, way):
            raise StatutoryNotice
    for (group, way), on in wanted.items():
        values = {"wanted": on, "changed_at": at}
        Preference.objects.update_or_create(person_id=person_id, group=group, way=way, defaults=values)
        if not on:
            _drop_waiting(person_id, group, way, at)
    facts = {f"{group}.{way}": on for (group, way), on in sorted(wanted.items())}
    record(
        action="notifications.preferences-set", object_type="citizen", object_id=person_id, payload=facts,
        actor=actor, at=at,
    )  # fmt: skip


@transaction.atomic
def mark_read(
    *, item_id: int, at: datetime, person_id: int | None = None, account_id: int | None = None
) -> None:
    """Note that its reader has opened a notice. Raises MessageNotFound for one of somebody else."""
    row = _of(person_id, account_id)
    item = InboxItem.objects.select_for_update().filter(row, pk=item_id).first()
    if item is None:
        raise MessageNotFound
    if item.read_at is None:
        item.read_at = at
        item.save(update_fields=["read_at"])


@transaction.atomic
def mark_all_read(*, at: datetime, person_id: int | None = None, account_id: int | None = None) -> int:
    """Note that a reader has seen all notices; return how many were new."""
    unread = InboxItem.objects.filter(_of(person_id, account_id), read_at__isnull=True)
    return unread.update(read_at=at)


def _of(person_id: int | None, account_id: int | None) -> Q:
    """Return the inbox of exactly one reader."""
    if (person_id is None) == (account_id is None):
        raise ValueError("an inbox has one reader")
    return Q(person_id=person_id) if person_id is not None else Q(account_id=account_id)


def _drop_waiting(person_id: int, group: Group, way: Way, at: datetime) -> None:
    events = [event for event, of in GROUPS.items() if of is group]
    waiting = Message.objects.filter(person_id=person_id, event__in=events, way=way, state=State.WAITING)
    waiting.update(state=State.DROPPED, ended_at=at, next_try_at=None)
