"""The dossier: its state, its commands and events, and the rules between them."""

from motcua.domain.dossier.context import Context, Place, Terms
from motcua.domain.dossier.decide import RULES, Decision, applies, decide, numbers_needed
from motcua.domain.dossier.events import Event, Recorded
from motcua.domain.dossier.evolve import evolve, fold
from motcua.domain.dossier.stages import Stage
from motcua.domain.dossier.state import DossierState

__all__ = [
    "RULES",
    "Context",
    "Decision",
    "DossierState",
    "Event",
    "Place",
    "Recorded",
    "Stage",
    "Terms",
    "applies",
    "decide",
    "evolve",
    "fold",
    "numbers_needed",
]
