"""What the dossiers announce to the apps above."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.domain.dossier import DossierState, Recorded


@dataclass(frozen=True, slots=True)
class DossierMoved:
    """Something happened to a dossier: the journal entry, and the state after the whole request."""

    state: DossierState
    entry: Recorded


@dataclass(frozen=True, slots=True)
class DueSoon:
    """A running dossier is due on the next working day. Repeated on one day it says the same (R-A39)."""

    dossier_id: UUID
    code: str
    agency_id: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class RecountOrdered:
    """Due times are to be counted again by a changed calendar (R-D18)."""

    order_id: int
