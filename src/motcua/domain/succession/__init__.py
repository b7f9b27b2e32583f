"""How agencies and units change on a day, and who takes over what from whom."""

from motcua.domain.succession.checking import Flaw, flaws
from motcua.domain.succession.effects import (
    Burden,
    Effects,
    Ending,
    Matter,
    Passage,
    Sequence,
    effects,
)
from motcua.domain.succession.plan import (
    Closing,
    Founding,
    Move,
    NewUnit,
    Plan,
    Renaming,
    Succession,
    UnitMove,
    UnitRenaming,
)
from motcua.domain.succession.routing import Bearing, Routes, Share, routes_of
from motcua.domain.succession.structure import Address, Body, Structure, after

__all__ = [
    "Address",
    "Bearing",
    "Body",
    "Burden",
    "Closing",
    "Effects",
    "Ending",
    "Flaw",
    "Founding",
    "Matter",
    "Move",
    "NewUnit",
    "Passage",
    "Plan",
    "Renaming",
    "Routes",
    "Sequence",
    "Share",
    "Structure",
    "Succession",
    "UnitMove",
    "UnitRenaming",
    "after",
    "effects",
    "flaws",
    "routes_of",
]
