"""What a dossier costs, in figures and in words."""

from motcua.domain.fees.amounts import amount_in_figures, amount_in_words
from motcua.domain.fees.computing import (
    Channel,
    FeeKind,
    FeeLine,
    FeeLines,
    FeeRule,
    FeeRuleInvalid,
    FeeRulesOverlap,
    QuantityInvalid,
    compute,
)

__all__ = [
    "Channel",
    "FeeKind",
    "FeeLine",
    "FeeLines",
    "FeeRule",
    "FeeRuleInvalid",
    "FeeRulesOverlap",
    "QuantityInvalid",
    "amount_in_figures",
    "amount_in_words",
    "compute",
]
