"""Writing the journal."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from motcua.apps.audit import chain, merkle
from motcua.apps.audit.models import AccessLog, AuditEntry, MerkleRoot
from motcua.domain.access import Actor

CHAIN_LOCK = 0x6D6F_7463_7561  # "motcua": one writer at a time extends the chain.


@transaction.atomic
def record(
    *,
    action: str,
    object_type: str,
    object_id: object,
    actor: Actor,
    at: datetime,
    payload: Mapping[str, Any] | None = None,
) -> str:
    """Add one administrative act to the journal and return its hash.

    Acts wait for each other until their transactions end: nothing that officers do all day long
    belongs here, dossiers have journals of their own.
    """
    _lock_chain()
    head = AuditEntry.objects.order_by("-id").values_list("hash", flat=True).first() or chain.GENESIS
    entry = AuditEntry(
        at=at,
        actor_kind=actor.kind.value,
        actor_name=actor.name,
        actor_account_id=actor.account_id,
        action=action,
        object_type=object_type,
        object_id=str(object_id),
        payload=chain.json_ready(payload or {}),
        prev_hash=head,
    )
    entry.hash = chain.link(head, envelope(entry))
    entry.save(force_insert=True)
    return entry.hash


def envelope(entry: AuditEntry) -> dict[str, Any]:
    """Return what the hash of an entry covers."""
    return {
        "at": entry.at,
        "actor_kind": entry.actor_kind,
        "actor_name": entry.actor_name,
        "actor_account_id": entry.actor_account_id,
        "action": entry.action,
        "object_type": entry.object_type,
        "object_id": entry.object_id,
        "payload": entry.payload,
    }


def log_access(
    *,
    action: str,
    subject_type: str,
    subject_ids: Iterable[object],
    actor: Actor,
    at: datetime,
    channel: str = "",
    address: str | None = None,
    purpose: str = "",
) -> None:
    """Remember that the actor looked at personal data; one row for each subject (R-I18)."""
    AccessLog.objects.bulk_create(
        AccessLog(
            at=at,
            actor_kind=actor.kind.value,
            actor_name=actor.name,
            actor_account_id=actor.account_id,
            action=action,
            subject_type=subject_type,
            subject_id=str(subject_id),
            channel=channel,
            address=address,
            purpose=purpose,
        )
        for subject_id in subject_ids
    )


@transaction.atomic
def seal_day(*, day: date, heads: Iterable[merkle.Head], actor: Actor, at: datetime) -> str:
    """Store the root over all journal heads of a day, given in the order of their keys, and return it.

    A day that is sealed already keeps its root, which is returned. Raises ValueError for heads out of order.
    """
    sealed = MerkleRoot.objects.filter(day=day).values_list("root", flat=True).first()
    if sealed is not None:
        return sealed
    tree = merkle.Tree()
    for head in heads:
        tree.add(head)
    _lock_chain()  # Only now: reading a million heads takes a while.
    values = {"root": tree.root(), "heads_count": tree.count, "created_at": at}
    seal, new = MerkleRoot.objects.get_or_create(day=day, defaults=values)
    if new:
        facts = {"root": seal.root, "heads": seal.heads_count}
        record(action="audit.day-sealed", object_type="day", object_id=day, payload=facts, actor=actor, at=at)
    return seal.root


def _lock_chain() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
