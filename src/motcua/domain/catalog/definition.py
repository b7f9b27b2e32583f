"""What the law and the province say about one procedure, as one frozen value per version.

Law: R-C30 to R-C40; R-E5 for the service level; R-H11 for the fees.
"""

from dataclasses import dataclass
from datetime import time
from enum import IntEnum, StrEnum
from typing import Final

from motcua.domain.catalog.branches import Branch, BranchKind, OnSilence
from motcua.domain.catalog.service import OnlineScope, ServiceFlags, ServiceLevel
from motcua.domain.deadlines import Allowance, Unit
from motcua.domain.errors import DomainError
from motcua.domain.fees import Channel, FeeRule
from motcua.domain.forms import Condition, FormDefinition


class Level(StrEnum):
    """The tier of government that handles a procedure (R-C38); districts until 30/6/2025."""

    MINISTRY = "ministry"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class Subject(StrEnum):
    """Who may file."""

    CITIZEN = "citizen"
    ORGANIZATION = "organization"
    FOREIGNER = "foreigner"

    @property
    def national_codes(self) -> tuple[str, ...]:
        """Return the codes of the national catalogue that this subject stands for (R-C36)."""
        return _SUBJECT_CODES[self]


_SUBJECT_CODES = {
    Subject.CITIZEN: ("ĐT1",),
    Subject.ORGANIZATION: ("ĐT2", "ĐT8", "ĐT9"),
    Subject.FOREIGNER: ("ĐT3", "ĐT4"),
}


class ClockStart(StrEnum):
    """What sets the legal limit running."""

    VALID_DOSSIER = "valid_dossier"
    FILING = "filing"
    DECLARATION = "declaration"
    CASE_OPENED = "case_opened"


class ReceivingRule(StrEnum):
    """Where a dossier may be handed in, apart from who decides it (R-A15)."""

    COMPETENT_AGENCY = "competent_agency"
    PROVINCIAL_CENTER = "provincial_center"
    ANY_COMMUNE = "any_commune"


class Urgency(IntEnum):
    """How soon a procedure wants its officer, from the limit alone; the smaller comes first."""

    ON_THE_SPOT = 0
    SAME_DAY = 1
    SHORT = 2
    ORDINARY = 3


CASE_NAME: Final = "ma_truong_hop"
"""Name under which the condition of a paper knows the case of a dossier."""

INFORMATION_ONLY = ServiceFlags()
"""The service of a procedure that says nothing of it."""


class UnknownCase(DomainError):
    """The procedure has no case of that code."""

    code = "catalog.unknown-case"

    def __init__(self, *, procedure_key: str, case: str) -> None:
        super().__init__(f"{procedure_key}: {case}")
        self.procedure_key = procedure_key
        self.case = case


@dataclass(frozen=True, slots=True)
class FieldOfWork:
    """A field of administration (lĩnh vực). `code` is the national one where it is known (R-C33)."""

    key: str
    name: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A case inside a procedure with a limit of its own (R-C31). `code` is its two digits."""

    code: str
    label: str
    allowance: Allowance


@dataclass(frozen=True, slots=True)
class CaseAnswer:
    """One answer to a question that leads applicants to their case, and the codes of cases it leaves possible.

    Rows with the same question belong together; `leading.lead` asks them in order.
    """

    question: str
    answer: str
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredDocument:
    """One line of the list of papers (R-C40).

    A paper with a `condition` is required only where it holds, which an officer judges; `needed_when` says it in
    terms of the form and of the case (`ma_truong_hop`), where they tell. `replaceable_by` names the database that saves
    the applicant from handing it in (R-E20).
    """

    id: str
    name: str
    originals: int = 0
    copies: int = 0
    form_no: str = ""
    condition: str = ""
    needed_when: Condition | None = None
    replaceable_by: str = ""
    required: bool = True


@dataclass(frozen=True, slots=True)
class ResultKind:
    """What the applicant goes home with. `code` is the national one where it is known (R-C34)."""

    name: str
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """Who decides, in words, today and before the reorganization of 1/7/2025."""

    decides: str
    receives: str = ""
    handled_by: str = ""
    handled_before: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Which agencies decide a procedure, named ones and all of a kind, and where it may be handed in.

    `receiver` is an agency that receives for them although it is none of the usual places.
    """

    agencies: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    received_at: tuple[ReceivingRule, ...] = (ReceivingRule.COMPETENT_AGENCY,)
    receiver: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureDefinition:
    """A version of one administrative procedure (R-C39).

    An `immediate` procedure may be answered on the spot, without a receipt unless one is asked for (R-A25,
    R-A26). `cutoff` is the time of day after which the day of acceptance counts as the next working day
    (R-D9). `weight` is its usual number of dossiers in 100,000 of the province.
    """

    key: str
    code: str = ""
    name: str
    short_name: str = ""
    field: FieldOfWork
    levels: tuple[Level, ...]
    subjects: tuple[Subject, ...]
    authority: Authority
    offer: Offer
    allowance: Allowance
    cutoff: time | None = None
    clock_start: ClockStart = ClockStart.VALID_DOSSIER
    immediate: bool = False
    accepts: bool = True
    channels: tuple[Channel, ...] = (Channel.COUNTER, Channel.POST)
    service: ServiceFlags = INFORMATION_ONLY
    cases: tuple[Case, ...] = ()
    case_answers: tuple[CaseAnswer, ...] = ()
    documents: tuple[RequiredDocument, ...] = ()
    fees: tuple[FeeRule, ...] = ()
    results: tuple[ResultKind, ...] = ()
    form: FormDefinition | None = None
    branches: tuple[Branch, ...] = ()
    partners: tuple[str, ...] = ()
    legal_basis: tuple[str, ...] = ()
    publishing_decision: str = ""
    notes: tuple[str, ...] = ()
    weight: int = 0

    @property
    def display_name(self) -> str:
        """Return the short name where there is one: official names run to several lines."""
        return self.short_name or self.name

    @property
    def service_level(self) -> ServiceLevel:
        """Return the derived level 1 to 4 (R-E5)."""
        return self.service.level

    @property
    def online_scope(self) -> OnlineScope:
        """Return whether the service is fully, partly or not at all online (R-E10, R-E11)."""
        return self.service.scope

    @property
    def same_day(self) -> bool:
        """Tell whether the result is due on the day of acceptance (R-D9)."""
        return self.allowance.amount == 0

    @property
    def urgency(self) -> Urgency:
        """Return how the desk ranks a dossier of this procedure before its dates are known."""
        if self.immediate:
            return Urgency.ON_THE_SPOT
        if self.same_day:
            return Urgency.SAME_DAY
        short = self.allowance.unit is Unit.HOUR or (
            self.allowance.unit is not Unit.MONTH and self.allowance.amount <= 3
        )
        return Urgency.SHORT if short else Urgency.ORDINARY

    @property
    def confidential(self) -> bool:
        """Tell whether only the officers assigned may see who files."""
        return any(branch.kind is BranchKind.CONFIDENTIAL for branch in self.branches)

    @property
    def max_supplements(self) -> int | None:
        """Return how often a supplement may be asked for, or None where the regime decides (R-A44)."""
        return next((b.max_times for b in self.branches_of(BranchKind.SUPPLEMENT)), None)

    @property
    def supplement_within(self) -> Allowance | None:
        """Return how long an applicant may take to supplement before the dossier is closed (R-A83)."""
        closing = (b for b in self.branches_of(BranchKind.SUPPLEMENT) if b.on_silence is OnSilence.CLOSES)
        return next((branch.within for branch in closing), None)

    def branches_of(self, *kinds: BranchKind) -> tuple[Branch, ...]:
        """Return the branches of these kinds."""
        return tuple(branch for branch in self.branches if branch.kind in kinds)

    def branches_at(self, step_id: str, *kinds: BranchKind) -> tuple[Branch, ...]:
        """Return the branches that may begin at a step, of these kinds or of any."""
        return tuple(
            branch for branch in self.branches if step_id in branch.at and (not kinds or branch.kind in kinds)
        )

    def case(self, code: str) -> Case:
        """Return the case of that code. Raises UnknownCase."""
        for case in self.cases:
            if case.code == code:
                return case
        raise UnknownCase(procedure_key=self.key, case=code)

    def allowance_for(self, case: str = "") -> Allowance:
        """Return the limit of a case, or the general one where no case is named. Raises UnknownCase."""
        return self.case(case).allowance if case else self.allowance

    def national_case_code(self, case: str) -> str:
        """Return the code of a case in the national catalogue, or an empty text without one (R-C31)."""
        return f"{self.code}.{self.case(case).code}" if self.code else ""
