"""The state of one dossier: the fold of its events, small and frozen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from motcua.domain.deadlines import Allowance, DayMode, Stop
from motcua.domain.dossier.stages import Stage
from motcua.domain.dossier.values import (
    Application,
    Channel,
    Consultation,
    Delivery,
    Draft,
    Extension,
    ItemKind,
    Obligation,
    Recounting,
    ResultKind,
    SupplementRound,
    WorkItem,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierState:
    """All that later decisions about a dossier need.

    `version` is the number of events folded. `regime`, `procedure_version` and `process_version` are
    those in force at acceptance and never change (R-0.1). `original_due_at` is the first promise made to
    the applicant, moved by the law's own stops only; `due_at` also follows a re-appointment (R-D17) and is
    None while the clock stands still or before acceptance. `hands` remembers who last finished each step, so that
    rework returns to the same person. `owner` is the account that filed online.
    """

    id: UUID
    version: int = 0
    stage: Stage
    stage_since: datetime
    stage_seq: int = 1
    procedure: str
    procedure_version: int
    process_version: int = 0
    case: str = ""
    regime: str
    channel: Channel
    assisted: bool = False
    receiving_unit: int
    receiving_agency: int
    competent_agency: int
    application: Application
    lodged_at: datetime
    slip: str = ""
    owner: str = ""
    code: str = ""
    pin: str = ""
    accepted_at: datetime | None = None
    accepted_by: int | None = None
    allowance: Allowance | None = None
    day_mode: DayMode = DayMode.CIVIL
    cutoff: str = ""
    due_at: datetime | None = None
    original_due_at: datetime | None = None
    stops: tuple[Stop, ...] = ()
    marking: tuple[str, ...] = ()
    items: tuple[WorkItem, ...] = ()
    last_item: int = 0
    obligations: tuple[Obligation, ...] = ()
    rounds: tuple[SupplementRound, ...] = ()
    consultations: tuple[Consultation, ...] = ()
    extension: Extension | None = None
    recount: Recounting | None = None
    draft: Draft | None = None
    result: ResultKind | None = None
    stage_before_withdrawal: Stage | None = None
    finished_at: datetime | None = None
    returned_at: datetime | None = None
    delivery: Delivery | None = None
    hands: Mapping[str, int] = field(default_factory=dict)
    papers_at: int | None = None
    papers_going_to: int | None = None
    units: tuple[int, ...] = field(default=())
    agencies: tuple[int, ...] = field(default=())

    @property
    def accepted(self) -> bool:
        """Tell whether the dossier has been accepted, whatever became of it."""
        return self.accepted_at is not None

    @property
    def owners(self) -> frozenset[str]:
        """Return whose matter it is: the account that filed, and the applicant by identity number or tax code."""
        applicant = self.application.applicant
        named = (self.owner, f"id:{applicant.citizen_id}", f"tax:{applicant.tax_code}")
        return frozenset(name for name in named if name and not name.endswith(":"))

    @property
    def paused(self) -> bool:
        """Tell whether the clock stands still now (R-A91)."""
        return bool(self.stops) and self.stops[-1].until is None

    @property
    def ended(self) -> bool:
        """Tell whether nothing more can be decided on the matter; papers may still be given back."""
        return self.result is not None or self.stage == Stage.NOT_ACCEPTED

    @property
    def unpaid_vnd(self) -> int:
        """Return the sum still asked of the applicant."""
        return sum(o.amount_vnd for o in self.obligations if o.state == "due")

    def item(self, item_id: int) -> WorkItem | None:
        """Return an open work item, or None when it is closed or never existed."""
        return next((item for item in self.items if item.id == item_id), None)

    def step_items(self) -> tuple[WorkItem, ...]:
        """Return the open items that stand for steps of the process."""
        return tuple(item for item in self.items if item.kind == ItemKind.STEP)

    def open_round(self) -> SupplementRound | None:
        """Return the supplement request that waits for its answer."""
        return next((r for r in self.rounds if r.answered_at is None), None)
