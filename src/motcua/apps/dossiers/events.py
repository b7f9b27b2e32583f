"""What the dossiers announce to the apps above."""

from dataclasses import dataclass

from motcua.domain.dossier import DossierState, Recorded


@dataclass(frozen=True, slots=True)
class DossierMoved:
    """Something happened to a dossier: the journal entry, and the state after the whole request."""

    state: DossierState
    entry: Recorded
