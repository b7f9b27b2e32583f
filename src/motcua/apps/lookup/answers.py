"""The answer to a lookup: facts without sentences, each None where the level does not show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from motcua.apps.lookup.levels import Level
from motcua.domain.deadlines import Allowance, Explanation, Standing
from motcua.domain.dossier.stages import Stage
from motcua.domain.dossier.values import CollectBy, Recounting, ResultKind
from motcua.domain.errors import DomainError

LEGS: Final = 5
"""Filed, accepted, in progress, decided, handed over: the way as a citizen counts it."""

LEG_OF_STAGE: Final[Mapping[Stage, int]] = {
    Stage.LODGED: 1,
    Stage.NOT_ACCEPTED: 1,
    Stage.ACCEPTED: 2,
    Stage.PROCESSING: 3,
    Stage.SUPPLEMENT_ASKED: 3,
    Stage.PAYMENT_ASKED: 3,
    Stage.WITHDRAWAL_ASKED: 3,
    Stage.STOPPED: 3,
    Stage.DONE: 4,
    Stage.RETURNED: 5,
}


class NoMatch(DomainError):
    """No dossier has this code, or the proof is not its own; which of the two is never told."""

    code = "lookup.no-match"


class NextStep(StrEnum):
    """What the applicant has to do now."""

    WAIT = "wait"
    SUPPLEMENT = "supplement"
    PAY = "pay"
    COLLECT = "collect"
    PAY_AND_COLLECT = "pay_and_collect"
    AWAIT_DECISION = "await_decision"
    PAUSED = "paused"
    TAKE_PAPERS_BACK = "take_papers_back"
    ASK_US = "ask_us"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the dossier is: its leg of five and the share of the whole way, between 0 and 1."""

    leg: int
    share: float
    legs: int = LEGS


@dataclass(frozen=True, slots=True)
class Due:
    """When the result is promised; `at` is None while the clock stands still.

    `first_at` is the first promise, which a re-appointment leaves standing beside it (R-D17); `recounted`
    tells that a change of the calendar moved the day by order (R-D18).
    """

    at: datetime | None
    first_at: datetime | None
    standing: Standing
    finished_at: datetime | None
    recounted: Recounting | None = None

    @property
    def re_appointed(self) -> bool:
        """Tell whether the day was moved with an apology (R-A39)."""
        return self.at is not None and self.first_at is not None and self.at > self.first_at


@dataclass(frozen=True, slots=True)
class Passage:
    """A stage the dossier was in; the present one has no `until`."""

    stage: Stage
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class AskedPapers:
    """What is to be supplemented, why and until when (form 02)."""

    number: str
    lines: tuple[str, ...]
    reason: str
    asked_at: datetime
    answer_by: datetime | None


@dataclass(frozen=True, slots=True)
class OpenFee:
    """A sum still to be paid."""

    label: str
    amount_vnd: int


@dataclass(frozen=True, slots=True)
class Collection:
    """How the result reaches the applicant and the counter that holds it; `delivered_at` once it has."""

    by: CollectBy
    place: str
    delivered_at: datetime | None
    result: ResultKind | None


@dataclass(frozen=True, slots=True)
class Why:
    """How the promised day was counted."""

    explanation: Explanation
    allowance: Allowance


@dataclass(frozen=True, slots=True, kw_only=True)
class LookupAnswer:
    """What a level shows of one dossier; a fact that it does not show is None."""

    level: Level
    code: str
    progress: Progress
    stage: Stage | None = None
    due: Due | None = None
    next: NextStep | None = None
    procedure: str | None = None
    received_at: str | None = None
    agency: str | None = None
    divisions: tuple[str, ...] | None = None
    officers: tuple[str, ...] | None = None
    timeline: tuple[Passage, ...] | None = None
    why: Why | None = None
    papers: AskedPapers | None = None
    fees: tuple[OpenFee, ...] | None = None
    collection: Collection | None = None
