"""A small world for dossiers: one agency, one process, its officers and a calendar."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from uuid import UUID

from motcua.domain.access import Actor, ActorKind, Post
from motcua.domain.calendar import TIMEZONE, vietnam_calendar
from motcua.domain.deadlines import REGIMES, Allowance, Unit
from motcua.domain.dossier import Context, DossierState, Recorded, Terms, decide, evolve, numbers_needed
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.values import Application, Channel, Paper, Party
from motcua.domain.workflow import Action, ActionKind, Outcome, Process, Step, StepTime, Switches

COUNTER, DIVISION, LEADERS, CLERK, OTHER = 1, 2, 3, 4, 9
AGENCY, OTHER_AGENCY = 100, 200
CALENDAR = vietnam_calendar()
DOSSIER = UUID(int=7)


@dataclass(frozen=True)
class Spot:
    unit_id: int
    agency_id: int


PLACES = {
    "counter": Spot(COUNTER, AGENCY),
    "unit:kinh-te": Spot(DIVISION, AGENCY),
    "leaders": Spot(LEADERS, AGENCY),
    "clerk": Spot(CLERK, AGENCY),
}


def officer(account: int, unit: int, role: str, agency: int = AGENCY, mandate: int | None = None) -> Actor:
    post = Post(assignment_id=account * 10, agency_id=agency, unit_id=unit, role=role, mandate_id=mandate)
    return Actor(kind=ActorKind.OFFICER, name=f"Cán bộ {account}", account_id=account, posts=(post,))


RECEPTION = officer(11, COUNTER, "reception")
RETURN_DESK = officer(12, COUNTER, "return_desk")
HEAD = officer(21, DIVISION, "division_head")
SPECIALIST = officer(22, DIVISION, "specialist")
COLLEAGUE = officer(23, DIVISION, "specialist")
LEADER = officer(31, LEADERS, "leader")
CLERK_OFFICER = officer(41, CLERK, "clerk")
CONSULTED = officer(91, OTHER, "specialist", OTHER_AGENCY)
STRANGER = officer(99, OTHER, "specialist", OTHER_AGENCY)
EVERYBODY = (RECEPTION, RETURN_DESK, HEAD, SPECIALIST, COLLEAGUE, LEADER, CLERK_OFFICER, CONSULTED)


def building_permit() -> Process:
    """Return a process with rework, refusal, signature and number, as the chairman's decisions have it."""
    hours = StepTime.of_working_hours
    return Process(
        id="gpxd",
        version=1,
        start="reception",
        steps=(
            Step(
                "reception",
                "Tiếp nhận",
                "counter",
                "reception",
                hours(4),
                2,
                switches=Switches.of("may_recall"),
                actions=(Action("pass", "Chuyển xử lý", ("assign",)),),
            ),
            Step(
                "assign",
                "Phân công",
                "unit:kinh-te",
                "division_head",
                hours(4),
                4,
                switches=Switches.of("must_assign", "may_return", "may_assign", "may_recall"),
                actions=(Action("assign", "Giao thụ lý", ("appraise",)),),
            ),
            Step(
                "appraise",
                "Thẩm tra",
                "unit:kinh-te",
                "specialist",
                hours(40),
                4,
                switches=Switches.of(
                    "must_attach_draft",
                    "may_consult",
                    "may_request_supplement",
                    "may_request_payment",
                    "may_return",
                    "may_refuse",
                    "may_recall",
                ),
                actions=(
                    Action("grant", "Trình cấp", ("sign",), outcome=Outcome.GRANT),
                    Action("refuse", "Trình từ chối", ("sign",), outcome=Outcome.REFUSE),
                ),
            ),
            Step(
                "sign",
                "Ký",
                "leaders",
                "leader",
                hours(8),
                4,
                switches=Switches.of("must_sign", "may_recall"),
                actions=(
                    Action("sign", "Ký", ("issue",)),
                    Action("rework", "Trả lại", ("appraise",), kind=ActionKind.RETURN),
                ),
            ),
            Step(
                "issue",
                "Phát hành",
                "clerk",
                "clerk",
                hours(4),
                4,
                switches=Switches.of("must_number", "may_recall"),
                actions=(Action("issue", "Phát hành", ("return",)),),
            ),
            Step(
                "return",
                "Trả kết quả",
                "counter",
                "return_desk",
                hours(0),
                9,
                actions=(Action("done", "Đã trả", ("end",), kind=ActionKind.FINISH),),
            ),
        ),
    )


def at(text: str) -> datetime:
    """Return a local time such as "2026-11-04 09:00" as an instant."""
    return datetime.fromisoformat(text).replace(tzinfo=TIMEZONE).astimezone(UTC)


def application(**changes: object) -> Application:
    filed = Application(
        applicant=Party(name="Đặng Thị Ngọc Ánh", citizen_id="033591204716", phone="0912000318"),
        papers=(
            Paper(id="don", name="Đơn đề nghị", originals=1),
            Paper(id="ban-ve", name="Bản vẽ", originals=2),
        ),
    )
    return replace(filed, **changes)


def lodging(**changes: object) -> c.Lodge:
    lodge = c.Lodge(
        id=DOSSIER,
        procedure="gpxd",
        channel=Channel.COUNTER,
        receiving_unit=COUNTER,
        receiving_agency=AGENCY,
        competent_agency=AGENCY,
        application=application(),
        lodged_at=at("2026-11-04 09:00"),
    )
    return replace(lodge, **changes)


@dataclass
class World:
    """One dossier on its way; `do` decides, folds and keeps the journal."""

    regime: str = "REG-2018"
    allowance: Allowance = field(default_factory=lambda: Allowance(5, Unit.WORKING_DAY))
    process: Process = field(default_factory=building_permit)
    immediate: bool = False
    now: datetime = field(default_factory=lambda: at("2026-11-04 09:00"))
    state: DossierState | None = None
    journal: list[Recorded] = field(default_factory=list)

    def context(self, actor: Actor, command: c.Command) -> Context:
        return Context(
            actor=actor,
            at=self.now,
            calendar=CALENDAR,
            regime=REGIMES[self.regime],
            process=self.process,
            places=PLACES,
            terms=Terms(
                procedure_version=1, process_version=1, allowance=self.allowance, immediate=self.immediate
            ),
            numbers={kind: f"{len(self.journal) + 1:02d}/{kind}" for kind in numbers_needed(command)},
        )

    def do(self, actor: Actor, command: c.Command, on: str | None = None) -> DossierState:
        if on is not None:
            self.now = at(on)
        decision = decide(self.state, command, self.context(actor, command))
        for event in decision.events:
            entry = Recorded(
                seq=len(self.journal) + 1,
                at=self.now,
                event=event,
                account_id=actor.account_id,
                actor_name=actor.name,
                post=decision.post.assignment_id if decision.post else None,
            )
            self.journal.append(entry)
            self.state = evolve(self.state, entry)
        assert self.state is not None
        return self.state

    def accepted(self) -> "World":
        self.do(RECEPTION, lodging(lodged_at=self.now))
        self.do(RECEPTION, c.Accept())
        return self

    def at_step(self, wanted: str) -> "World":
        """Walk the grant path until a step holds the dossier."""
        if self.state is None:
            self.accepted()
        walk = {
            "reception": lambda i: [(RECEPTION, c.HandOver(item=i, action="pass"))],
            "assign": lambda i: [(HEAD, c.HandOver(item=i, action="assign", assignee=SPECIALIST.account_id))],
            "appraise": lambda i: [
                (SPECIALIST, c.WriteDraft(item=i, kind="granted", summary="Cấp phép")),
                (SPECIALIST, c.HandOver(item=i, action="grant")),
            ],
            "sign": lambda i: [(LEADER, c.Sign(item=i)), (LEADER, c.HandOver(item=i, action="sign"))],
            "issue": lambda i: [
                (CLERK_OFFICER, c.NumberResult(item=i)),
                (CLERK_OFFICER, c.HandOver(item=i, action="issue")),
            ],
        }
        while (item := self.item).step != wanted:
            for actor, command in walk[item.step](item.id):
                self.do(actor, command)
        return self

    @property
    def item(self) -> object:
        """Return the one open step item."""
        assert self.state is not None
        (item,) = self.state.step_items()
        return item
