"""Time limits: when a dossier is due, why, and how it stands."""

from motcua.domain.deadlines.clock import due, step_due, working_time_left
from motcua.domain.deadlines.explanation import DayNote, Explanation, Note, explain
from motcua.domain.deadlines.regimes import REGIMES, NoRegime, Regime, regime_on
from motcua.domain.deadlines.standing import Standing, Timeliness, classify, standing
from motcua.domain.deadlines.terms import (
    Allowance,
    AllowanceOutOfRange,
    DayMode,
    Stop,
    StopReversed,
    StopRule,
    Terms,
    Unit,
)

__all__ = [
    "REGIMES",
    "Allowance",
    "AllowanceOutOfRange",
    "DayMode",
    "DayNote",
    "Explanation",
    "NoRegime",
    "Note",
    "Regime",
    "Standing",
    "Stop",
    "StopReversed",
    "StopRule",
    "Terms",
    "Timeliness",
    "Unit",
    "classify",
    "due",
    "explain",
    "regime_on",
    "standing",
    "step_due",
    "working_time_left",
]
