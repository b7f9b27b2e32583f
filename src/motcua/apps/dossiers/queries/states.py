"""Reading one dossier's state."""

from uuid import UUID

from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.operations import DossierNotFound
from motcua.domain.access import Actor, may_see
from motcua.domain.dossier import DossierState
from motcua.domain.dossier.codec import decode_state
from motcua.domain.dossier.decide.checks import places_of
from motcua.domain.numbering import DossierCodeInvalid, normalize_dossier_code


def state_of(dossier_id: UUID, *, actor: Actor) -> DossierState:
    """Return a dossier the actor may see. Raises DossierNotFound, also for one that may not be seen (R-I37)."""
    data = Dossier.objects.filter(pk=dossier_id).values_list("state", flat=True).first()
    if data is None:
        raise DossierNotFound
    state = decode_state(data)
    if not may_see(actor, places_of(state)):
        raise DossierNotFound
    return state


def state_by_code(code: str) -> DossierState | None:
    """Return the dossier of a code as typed or scanned, whoever asks; None when there is none.

    For lookups, which decide themselves how much they show.
    """
    normal = _normal(code)
    data = Dossier.objects.filter(code=normal).values_list("state", flat=True).first() if normal else None
    return None if data is None else decode_state(data)


def find_id_by_code(code: str) -> UUID | None:
    """Return the id of the dossier of a code as typed or scanned; rights are checked when it is opened."""
    normal = _normal(code)
    return Dossier.objects.filter(code=normal).values_list("id", flat=True).first() if normal else None


def _normal(code: str) -> str | None:
    try:
        return normalize_dossier_code(code)
    except DossierCodeInvalid:
        return None
