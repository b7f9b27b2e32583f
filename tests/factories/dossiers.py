"""A commune at work: its units, officers, calendar and one procedure, and dossiers at any step.

Everything is done through the operations, by officers who hold the posts, at moments that the test names.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from motcua.apps.catalog import operations as catalog_operations
from motcua.apps.catalog.models import Field, Offering, Procedure, ProcedureVersion, ProcessVersion, Status
from motcua.apps.dossiers import lawbook
from motcua.apps.dossiers.operations import Outcome, execute, new_id
from motcua.apps.organization.models import Agency, Unit
from motcua.apps.organization.queries import actor_for
from motcua.domain.access import Actor
from motcua.domain.calendar import TIMEZONE
from motcua.domain.catalog import (
    Authority,
    Branch,
    BranchKind,
    FieldOfWork,
    Level,
    Offer,
    OnSilence,
    ProcedureDefinition,
    RequiredDocument,
    Subject,
    procedure_to_data,
)
from motcua.domain.catalog import (
    ResultKind as ResultPaper,
)
from motcua.domain.deadlines import Allowance
from motcua.domain.deadlines import Unit as TimeUnit
from motcua.domain.dossier import DossierState
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.values import Application, Channel, Paper, Party, ResultKind, WorkItem
from motcua.domain.workflow import Process, process_to_data
from tests.domain.dossier.world import building_permit
from tests.factories.deadlines import CalendarFactory
from tests.factories.organization import AccountFactory, AgencyFactory, AssignmentFactory, UnitFactory

PROCEDURE = "gpxd-mau"
UNITS = {
    "counter": "Trung tâm Phục vụ hành chính công",
    "kinh-te": "Phòng Kinh tế",
    "leaders": "Lãnh đạo Ủy ban nhân dân",
    "clerk": "Văn thư",
}
POSTS = (
    ("reception", "counter"),
    ("return_desk", "counter"),
    ("division_head", "kinh-te"),
    ("specialist", "kinh-te"),
    ("leader", "leaders"),
    ("clerk", "clerk"),
)


def at(text: str) -> datetime:
    """Return a local time such as "2026-11-04 09:00" as an instant."""
    return datetime.fromisoformat(text).replace(tzinfo=TIMEZONE).astimezone(UTC)


MONDAY = at("2026-11-02 08:00")


def definition(**changes: object) -> ProcedureDefinition:
    """Return a small building permit: two papers, five working days."""
    facts: dict[str, object] = {
        "key": PROCEDURE,
        "code": "1.999001",
        "name": "Cấp giấy phép xây dựng nhà ở riêng lẻ (mẫu)",
        "short_name": "Cấp giấy phép xây dựng nhà ở riêng lẻ",
        "field": FieldOfWork("hoat-dong-xay-dung", "Hoạt động xây dựng"),
        "levels": (Level.COMMUNE,),
        "subjects": (Subject.CITIZEN,),
        "authority": Authority(decides="Ủy ban nhân dân cấp xã"),
        "offer": Offer(kinds=("commune_committee",)),
        "allowance": Allowance(5, TimeUnit.WORKING_DAY),
        "results": (ResultPaper("Giấy phép xây dựng"),),
        "documents": (
            RequiredDocument(id="don", name="Đơn đề nghị cấp giấy phép xây dựng", originals=1),
            RequiredDocument(id="ban-ve", name="Bản vẽ thiết kế xây dựng", originals=2),
        ),
    }
    return ProcedureDefinition(**{**facts, **changes})  # type: ignore[arg-type]


def closing_after(window: Allowance | None) -> tuple[Branch, ...]:
    """Return the branch of a procedure that closes what is not supplemented within a window (R-A83)."""
    closing = OnSilence.CLOSES if window else OnSilence.WAITS
    return (
        Branch(
            id="supplement", kind=BranchKind.SUPPLEMENT, name="Bổ sung", within=window, on_silence=closing
        ),
    )


def publish(
    procedure: ProcedureDefinition, process: Process, competent: Agency, *, received_at: tuple[str, ...]
) -> None:
    """Put a procedure and its process in force, offered by one agency."""
    work, _ = Field.objects.get_or_create(key=procedure.field.key, defaults={"name": procedure.field.name})
    row = Procedure.objects.create(
        key=procedure.key,
        code=procedure.code,
        name=procedure.name,
        short_name=procedure.short_name,
        field=work,
    )
    validity = {
        "number": 1,
        "status": Status.PUBLISHED,
        "valid_from": date(2013, 1, 1),
        "published_at": MONDAY,
    }
    ProcedureVersion.objects.create(procedure=row, data=procedure_to_data(procedure), **validity)
    data = {k: v for k, v in process_to_data(process).items() if k not in {"id", "version"}}
    ProcessVersion.objects.create(procedure=row, data=data, **validity)
    Offering.objects.create(
        procedure=row, competent_agency=competent, received_at=list(received_at), valid_from=date(2013, 1, 1)
    )
    catalog_operations.changed()


@dataclass
class DossierWorld:
    """One commune. `officer("leader")` acts; `accepted()`, `at_step("sign")` make dossiers.

    `now` is the moment at which the next thing happens; `later(days=1)` moves it.
    """

    now: datetime = MONDAY
    procedure: ProcedureDefinition = field(default_factory=definition)
    process: Process = field(default_factory=building_permit)
    agency: Agency = field(init=False)
    units: dict[str, Unit] = field(init=False)
    accounts: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        """Found the commune."""
        lawbook.forget()
        CalendarFactory(national_days=True)
        self.agency = AgencyFactory(name="Ủy ban nhân dân phường Phố Mẫu", short_name="Phường Phố Mẫu")
        self.units = {
            code: UnitFactory(agency=self.agency, code=code, name=name) for code, name in UNITS.items()
        }
        self.accounts = {}
        for role, unit in POSTS:
            self.accounts[role] = self.hire(role, unit)
        publish(self.procedure, self.process, self.agency, received_at=("competent_agency",))

    def hire(self, role: str, unit: str) -> int:
        """Return the account of one more officer."""
        account = AccountFactory(full_name=f"Trần Thị {role.replace('_', ' ').title()}")
        AssignmentFactory(account=account, unit=self.units[unit], role=role)
        return int(account.pk)

    def officer(self, role: str) -> Actor:
        """Return the first officer of a role, with the posts held now."""
        return actor_for(self.accounts[role], self.now)

    def later(self, **time: float) -> "DossierWorld":
        """Let time pass."""
        self.now += timedelta(**time)
        return self

    def application(self, **changes: object) -> Application:
        """Return what a synthetic person files."""
        facts: dict[str, object] = {
            "applicant": Party(
                name="Đặng Thị Ngọc Ánh", citizen_id="033591204716", phone="0912000318",
                address="TDP An Tảo, phường Phố Mẫu",
            ),
            "papers": tuple(
                Paper(id=d.id, name=d.name, originals=d.originals, copies=d.copies)
                for d in self.procedure.documents
            ),
        }  # fmt: skip
        return Application(**{**facts, **changes})  # type: ignore[arg-type]

    def lodging(self, **changes: object) -> c.Lodge:
        """Return the command that files it at this commune's counter."""
        facts: dict[str, object] = {
            "id": new_id(self.now),
            "procedure": self.procedure.key,
            "channel": Channel.COUNTER,
            "receiving_unit": self.units["counter"].pk,
            "receiving_agency": self.agency.pk,
            "competent_agency": self.agency.pk,
            "application": self.application(),
            "lodged_at": self.now,
        }
        return c.Lodge(**{**facts, **changes})  # type: ignore[arg-type]

    def lodged(self, **changes: object) -> DossierState:
        """Return a filing that waits to be checked."""
        return execute(self.lodging(**changes), actor=self.officer("reception"), at=self.now).state

    def accepted(self, *, fees: tuple[c.PaidFee, ...] = (), **changes: object) -> DossierState:
        """Return a dossier just accepted; it lies in the counter's own tray."""
        lodge = self.lodging(**changes)
        return execute(lodge, c.Accept(fees=fees), actor=self.officer("reception"), at=self.now).state

    def do(self, role: str, state: DossierState, *commands: c.Command) -> DossierState:
        """Let an officer act."""
        return self.outcome(role, state, *commands).state

    def outcome(self, role: str, state: DossierState, *commands: c.Command) -> Outcome:
        """Let an officer act; return what the shell says."""
        return execute(*commands, dossier_id=state.id, actor=self.officer(role), at=self.now)

    def at_step(self, wanted: str, state: DossierState | None = None) -> DossierState:
        """Walk a dossier along the way to a permit until a step holds it."""
        state = state or self.accepted()
        while (item := only_item(state)).step != wanted:
            state = self._pass(state, item)
        return state

    def finished(self, **changes: object) -> DossierState:
        """Return a dossier whose result waits at the return desk."""
        return self.at_step("return", self.accepted(**changes) if changes else None)

    def returned(self, **changes: object) -> DossierState:
        """Return a dossier whose applicant has the result."""
        state = self.finished(**changes)
        return self.do("return_desk", state, c.DeliverResult(receiver=state.application.applicant.name))

    def _pass(self, state: DossierState, item: WorkItem) -> DossierState:
        number = item.id
        match item.step:
            case "reception":
                return self.do("reception", state, c.HandOver(item=number, action="pass"))
            case "assign":
                assign = c.HandOver(item=number, action="assign", assignee=self.accounts["specialist"])
                return self.do("division_head", state, assign)
            case "appraise":
                draft = c.WriteDraft(item=number, kind=ResultKind.GRANTED, summary="Cấp giấy phép xây dựng")
                return self.do("specialist", state, draft, c.HandOver(item=number, action="grant"))
            case "sign":
                return self.do("leader", state, c.Sign(item=number), c.HandOver(item=number, action="sign"))
            case _:
                issue = c.HandOver(item=number, action="issue")
                return self.do("clerk", state, c.NumberResult(item=number), issue)


def only_item(state: DossierState) -> WorkItem:
    """Return the one open step item of a dossier."""
    (item,) = state.step_items()
    return item
