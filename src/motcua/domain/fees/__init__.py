"""What a dossier costs, in figures and in words."""

from motcua.domain.fees.amounts import amount_in_figures, amount_in_words
from motcua.domain.fees.computing import (
    ONE_PER_DOSSIER,
    Channel,
    FeeKind,
    FeeLine,
    FeeLines,
    FeeRule,
    FeeRuleInvalid,
    FeeRulesOverlap,
    QuantityInvalid,
    compute,
    known_at_filing,
)

__all__ = [
    "ONE_PER_DOSSIER",
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
    "known_at_filing",
]
