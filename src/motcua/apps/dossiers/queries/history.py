"""The journal as people read it: who did what, when, under which right."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.apps.dossiers import journal
from motcua.apps.dossiers.models import DossierEvent
from motcua.apps.organization import queries as organization
from motcua.domain.dossier.events import Event, NoteAdded, Recorded


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One journal entry with the names that screens and papers show."""

    seq: int
    at: datetime
    event: Event
    actor_name: str
    unit_name: str
    agency_name: str
    role: str
    mandate: int | None

    @property
    def name(self) -> str:
        """Return the event's type name; the wording table turns it into Vietnamese."""
        return type(self.event).__name__

    @property
    def internal(self) -> bool:
        """Tell whether the applicant never sees this entry."""
        return isinstance(self.event, NoteAdded)


def history(dossier_id: UUID) -> tuple[HistoryEntry, ...]:
    """Return the whole journal of a dossier in order. The caller has checked the right to read it."""
    return _named(tuple(journal.read(_rows(dossier_id))))


def changes_since(dossier_id: UUID, version: int) -> tuple[HistoryEntry, ...]:
    """Return what has happened after a version that somebody looked at."""
    return _named(tuple(journal.read(row for row in _rows(dossier_id) if row.seq > version)))


def recorded(dossier_id: UUID) -> tuple[Recorded, ...]:
    """Return the journal as domain values, for folding."""
    return tuple(journal.read(_rows(dossier_id)))


def _rows(dossier_id: UUID) -> Sequence[DossierEvent]:
    return list(DossierEvent.objects.filter(dossier_id=dossier_id).order_by("seq"))


def _named(entries: tuple[Recorded, ...]) -> tuple[HistoryEntry, ...]:
    places = organization.addresses(e.unit_id for e in entries if e.unit_id is not None)
    return tuple(
        HistoryEntry(
            seq=entry.seq,
            at=entry.at,
            event=entry.event,
            actor_name=entry.actor_name,
            unit_name=places[entry.unit_id].unit_name if entry.unit_id in places else "",
            agency_name=places[entry.unit_id].agency_name if entry.unit_id in places else "",
            role=entry.role,
            mandate=entry.mandate,
        )
        for entry in entries
    )
