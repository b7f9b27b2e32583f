"""Several dossiers that come together: what one postman hands over is registered as a whole or not at all (R-H5)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from motcua.apps.dossiers.operations import execute
from motcua.domain.access import Actor
from motcua.domain.dossier import DossierState
from motcua.domain.dossier.commands import Lodge


@transaction.atomic
def lodge_together(
    lodgings: Sequence[Lodge], *, actor: Actor, at: datetime, key: str
) -> tuple[tuple[DossierState, ...], bool]:
    """Register all dossiers of one record; the same key again registers nothing more and tells so.

    Raises what the rules say of any of them; then none is registered.
    """
    states: list[DossierState] = []
    for number, lodge in enumerate(lodgings):
        outcome = execute(lodge, actor=actor, at=at, key=f"{key}/{number}")
        if outcome.repeated:
            return (outcome.state,), True
        states.append(outcome.state)
    return tuple(states), False
