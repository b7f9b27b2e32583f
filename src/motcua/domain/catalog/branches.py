"""What may happen to a dossier beside the straight way from counter to counter.

A branch says when something may begin, who answers, how long it may take and what its silence means. The
moves themselves are switches and optional steps of the process; a branch adds what those cannot say.
"""

from dataclasses import dataclass
from enum import StrEnum

from motcua.domain.deadlines import Allowance


class BranchKind(StrEnum):
    """The kinds of side ways known to the internal procedures of a province."""

    SUPPLEMENT = "supplement"
    INTAKE_REFUSAL = "intake_refusal"
    REFUSAL = "refusal"
    OVERDUE = "overdue"
    CONSULTATION = "consultation"
    VERIFICATION = "verification"
    COUNCIL = "council"
    POSTING = "posting"
    PAYMENT = "payment"
    REFERRAL = "referral"
    LOOKUP = "lookup"
    EXTENSION = "extension"
    DIALOGUE = "dialogue"
    WITHDRAWAL = "withdrawal"
    ACCEPTANCE_NOTICE = "acceptance_notice"
    CONFIDENTIAL = "confidential"
    COLLECT_REMINDER = "collect_reminder"


class OnSilence(StrEnum):
    """What follows when the time of a branch passes without an answer."""

    AGREES = "agrees"
    """The party asked is taken to agree and answers for it; the decision is not held up (R-A34, R-A84)."""
    CLOSES = "closes"
    """The dossier is closed and the applicant told (R-A83)."""
    WAITS = "waits"
    """Nothing; the branch goes on waiting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One side way of a procedure.

    `at` are the steps where it may begin and `step` the optional step that carries it, if one does.
    `partner` says in words who answers; `unit` is the unit reference of a partner inside the province, empty
    when it depends on the dossier. `within` is the time to answer or to do it. Time of a branch that does not
    `count` is excluded from the legal limit (R-A84).
    """

    id: str
    kind: BranchKind
    name: str
    at: tuple[str, ...] = ()
    step: str = ""
    partner: str = ""
    unit: str = ""
    within: Allowance | None = None
    on_silence: OnSilence = OnSilence.WAITS
    counts: bool = True
    max_times: int | None = None
    document: str = ""
    sends: str = ""
    returns: str = ""
    note: str = ""
