"""Where the shell finds dossiers, takes numbers and keeps what was decided."""

import secrets
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Final, Protocol
from uuid import UUID

from django.db import connection, transaction

from motcua.apps.audit import announce as audit
from motcua.apps.documents import operations as documents
from motcua.apps.dossiers import store
from motcua.apps.dossiers.journal import Entry
from motcua.domain.access import Actor
from motcua.domain.dossier.codec import decode_state
from motcua.domain.dossier.trace import Trace


class Ledger(Protocol):
    """What `operations.execute` needs around the rules. One instance may serve many requests."""

    def transaction(self) -> AbstractContextManager[None]:
        """Return the block within which all of a request is kept or none."""
        ...

    def open(self, dossier_id: UUID) -> tuple[Trace, str] | None:
        """Return a dossier with the hash of its last entry, for this request alone; None when there is none."""
        ...

    def take_code_number(self, agency_id: int, day: date) -> int:
        """Return the next number of the day at an agency (R-C3)."""
        ...

    def take_document_number(self, agency_id: int, kind: str, year: int) -> int:
        """Return the next number of a kind of document of the year at an agency (R-B23)."""
        ...

    def pin(self) -> str:
        """Return six digits by chance."""
        ...

    def save(self, trace: Trace, entries: Sequence[Entry], key: str | None) -> None:
        """Keep what a request led to; a dossier whose first entry is among them is new."""
        ...

    def announce(self, event: object, *, actor: Actor, at: datetime) -> None:
        """Tell whoever reacts."""
        ...


class _Database:
    """Every request at once, in a transaction of its own."""

    def transaction(self) -> AbstractContextManager[None]:
        return transaction.atomic()

    def open(self, dossier_id: UUID) -> tuple[Trace, str] | None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT head, state::text FROM dossiers_dossier WHERE id = %s FOR UPDATE", [dossier_id]
            )
            row = cursor.fetchone()
        if row is None:
            return None
        return Trace.resume(decode_state(store.from_json(row[1]))), row[0]

    def take_code_number(self, agency_id: int, day: date) -> int:
        return store.take_code_number(agency_id, day)

    def take_document_number(self, agency_id: int, kind: str, year: int) -> int:
        return documents.next_number(agency_id, kind, year)

    def pin(self) -> str:
        return f"{secrets.randbelow(10**6):06d}"

    def save(self, trace: Trace, entries: Sequence[Entry], key: str | None) -> None:
        store.save(trace, entries, key)

    def announce(self, event: object, *, actor: Actor, at: datetime) -> None:
        audit.announce(event, actor=actor, at=at)


DATABASE: Final[Ledger] = _Database()
