"""Writing to everybody of a dossier about one thing that has happened to it. Safe to repeat."""

from datetime import datetime
from uuid import UUID

from motcua.apps.dossiers.queries.history import recorded
from motcua.apps.dossiers.queries.states import state_of
from motcua.apps.notifications import happenings, recipients
from motcua.apps.notifications.operations.sending import send
from motcua.domain.access import Actor
from motcua.domain.dossier import DossierState

TELLER = Actor.system("notifications")


def tell_of_entry(dossier_id: UUID, seq: int, *, at: datetime) -> int:
    """Tell about one entry of a dossier's journal; return how many receivers there were."""
    state = state_of(dossier_id, actor=TELLER)
    entry = next(entry for entry in recorded(dossier_id) if entry.seq == seq)
    found = happenings.told(entry.event, state)
    return tell(state, found, f"dossier:{dossier_id}:{seq}", at) if found else 0


def tell(state: DossierState, told: happenings.Told, subject: str, at: datetime) -> int:
    """Tell everybody of a dossier; return how many receivers there were."""
    receivers = recipients.of_dossier(state)
    if not receivers:
        return 0
    values, about = happenings.values_of(state, told[1], at), happenings.about(state)
    for receiver in receivers:
        send(event=told[0], subject=subject, receiver=receiver, values=values, at=at, about=about)
    return len(receivers)
