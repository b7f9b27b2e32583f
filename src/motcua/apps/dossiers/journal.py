"""Journal entries as rows: hashing, writing down, reading back."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from motcua.apps.audit import chain
from motcua.apps.dossiers.models import DossierEvent
from motcua.domain.dossier.codec import decode_event, encode_event
from motcua.domain.dossier.events import Recorded


class EventRow(NamedTuple):
    """A stored entry read without the ORM; it has the names of the columns of `DossierEvent`."""

    dossier_id: UUID
    seq: int
    type: str
    version: int
    at: datetime
    actor_kind: str
    account_id: int | None
    actor_name: str
    post_id: int | None
    unit_id: int | None
    role: str
    mandate_id: int | None
    payload: dict[str, Any]
    prev_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One journal entry ready to be stored: its envelope is what the hash covers."""

    envelope: dict[str, Any]
    prev_hash: str
    hash: str


def seal(dossier_id: UUID, recorded: Recorded, prev_hash: str) -> Entry:
    """Return an entry chained to the one before it."""
    kind, version, payload = encode_event(recorded.event)
    envelope = envelope_of(
        dossier_id=dossier_id,
        seq=recorded.seq,
        kind=kind,
        version=version,
        at=recorded.at,
        actor_kind=recorded.actor_kind,
        account_id=recorded.account_id,
        actor_name=chain.json_ready(recorded.actor_name),
        post_id=recorded.post,
        unit_id=recorded.unit_id,
        role=recorded.role,
        mandate_id=recorded.mandate,
        payload=chain.json_ready(payload),
    )
    return Entry(envelope, prev_hash, chain.link_plain(prev_hash, envelope))


def envelope_of(**fields: Any) -> dict[str, Any]:
    """Return what the hash of an entry covers: every stored column but the hashes and the request key."""
    return fields


def envelope_of_row(row: DossierEvent | EventRow) -> dict[str, Any]:
    """Return the envelope of a stored entry, for checking its hash."""
    return envelope_of(
        dossier_id=row.dossier_id,
        seq=row.seq,
        kind=row.type,
        version=row.version,
        at=row.at,
        actor_kind=row.actor_kind,
        account_id=row.account_id,
        actor_name=row.actor_name,
        post_id=row.post_id,
        unit_id=row.unit_id,
        role=row.role,
        mandate_id=row.mandate_id,
        payload=row.payload,
    )


def holds(rows: Iterable[EventRow]) -> bool:
    """Tell whether every entry follows the one before it and has the hash of its own content.

    The text that is hashed is put together from its parts in their order rather than sorted for each entry;
    `chain.first_break` tells what is wrong when something is.
    """
    head = chain.GENESIS
    for row in rows:
        if row.prev_hash != head or row.hash != hashlib.sha256((head + canonical(row)).encode()).hexdigest():
            return False
        head = row.hash
    return True


def canonical(row: EventRow) -> str:
    """Return what `chain.plain_json` makes of the envelope of a row."""
    return (
        f'{{"account_id":{_number(row.account_id)},"actor_kind":{_quoted(row.actor_kind)},'
        f'"actor_name":{_quoted(row.actor_name)},"at":"{row.at.isoformat(timespec="microseconds")}",'
        f'"dossier_id":"{_id_text(row.dossier_id)}","kind":{_quoted(row.type)},"mandate_id":{_number(row.mandate_id)},'
        f'"payload":{chain.plain_json(row.payload)},"post_id":{_number(row.post_id)},"role":{_quoted(row.role)},'
        f'"seq":{row.seq},"unit_id":{_number(row.unit_id)},"version":{row.version}}}'
    )


def _number(value: int | None) -> str:
    return "null" if value is None else str(value)


_id_text = lru_cache(maxsize=1_000)(str)
_quoted = lru_cache(maxsize=10_000)(chain.plain_json)


def read(rows: Iterable[DossierEvent | EventRow]) -> Iterator[Recorded]:
    """Return stored entries as domain values."""
    for row in rows:
        yield Recorded(
            seq=row.seq,
            at=row.at,
            event=decode_event(row.type, row.version, row.payload),
            actor_kind=row.actor_kind,
            account_id=row.account_id,
            actor_name=row.actor_name,
            post=row.post_id,
            unit_id=row.unit_id,
            role=row.role,
            mandate=row.mandate_id,
        )
