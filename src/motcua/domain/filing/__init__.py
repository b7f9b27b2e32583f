"""What an online dossier needs before it can be filed, and what it is called once it is."""

from motcua.domain.filing.checking import Finding, FindingKind, Prepared, findings_of
from motcua.domain.filing.numbers import filing_number
from motcua.domain.filing.papers import Mark, PaperState, paper_states, papers_of

__all__ = [
    "Finding",
    "FindingKind",
    "Mark",
    "PaperState",
    "Prepared",
    "filing_number",
    "findings_of",
    "paper_states",
    "papers_of",
]
