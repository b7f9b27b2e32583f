"""Made-up worlds for questions of rights: agencies, people with all kinds of posts and mandates, dossiers anywhere.

Everything follows from one seed. Dossiers move through the operations, by whoever holds the step.
"""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from motcua.apps.dossiers import lawbook
from motcua.apps.dossiers.operations import execute
from motcua.apps.organization import queries as organization
from motcua.apps.organization.models import Agency, Assignment, Mandate, Oversight, Unit
from motcua.domain.access import Actor
from motcua.domain.calendar import TIMEZONE
from motcua.domain.dossier import DossierState
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.values import Party, ResultKind, WorkItem
from tests.factories.dossiers import POSTS, UNITS, DossierWorld
from tests.factories.organization import (
    AccountFactory,
    AgencyFactory,
    AssignmentFactory,
    MandateFactory,
    UnitFactory,
)

FAMILY = ("Đặng", "Trần", "Nguyễn", "Lê", "Phạm", "Vũ")
GIVEN = ("Ánh", "Bình", "Cúc", "Dũng", "Hoa", "Khang")
BESIDES = (
    ("specialist", "van-hoa"),
    ("division_head", "van-hoa"),
    ("specialist", "kinh-te"),
    ("clerk", "counter"),
)
ANYWHERE = ("specialist", "clerk", "leader", "reception", "division_head")
WAY_ON = {"reception": "pass", "assign": "assign", "appraise": "grant", "sign": "sign", "issue": "issue"}


@dataclass
class RightsWorld:
    """Agencies, people and dossiers of one seed. `people` act at `now`; `states` are the dossiers as they stand."""

    seed: int
    agencies_wanted: int = 3
    dossiers_wanted: int = 36
    base: DossierWorld = field(init=False)
    people: list[Actor] = field(init=False)
    states: list[DossierState] = field(init=False)
    laws: dict[UUID, lawbook.Law] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Found the world."""
        self.chance = random.Random(self.seed)
        self.base = DossierWorld()
        self.today = self.now.astimezone(TIMEZONE).date()
        self.agencies = [self.base.agency, *(self._agency() for _ in range(self.agencies_wanted - 1))]
        self.units = {
            agency.pk: {unit.code: unit for unit in Unit.objects.filter(agency=agency).order_by("id")}
            for agency in self.agencies
        }
        for agency in self.agencies:
            self._staff(agency)
        self._roam()
        self._stand_in()
        ids = Assignment.objects.order_by("account_id").values_list("account_id", flat=True).distinct()
        self._fill()
        self.people = list(organization.actors_for(sorted(set(ids)), self.now).values())

    @property
    def now(self):
        """The moment at which everything is asked."""
        return self.base.now

    def day(self, offset: int) -> date:
        """Return a day so many days from today."""
        return self.today + timedelta(days=offset)

    def _agency(self) -> Agency:
        agency = AgencyFactory()
        for code, name in {**UNITS, "van-hoa": "Phòng Văn hóa"}.items():
            UnitFactory(agency=agency, code=code, name=name)
        return agency

    def _staff(self, agency: Agency) -> None:
        """Fill the posts of an agency; some people had or will have them only."""
        if agency == self.base.agency:
            UnitFactory(agency=agency, code="van-hoa", name="Phòng Văn hóa")
            self.units[agency.pk] = {
                unit.code: unit for unit in Unit.objects.filter(agency=agency).order_by("id")
            }
        posts = BESIDES if agency == self.base.agency else (*POSTS, *BESIDES)
        for role, unit in posts:
            self._post(role, self.units[agency.pk][unit])
        gone, coming = (self.chance.choice(ANYWHERE) for _ in range(2))
        self._post(gone, self._any_unit(agency), valid_to=self.day(0))
        self._post(coming, self._any_unit(agency), valid_from=self.day(1))
        self._post("unit_admin", self.units[agency.pk]["counter"], account__administrator=True)

    def _post(self, role: str, unit: Unit, **more: object) -> Assignment:
        more.setdefault("account__agency", unit.agency)
        return AssignmentFactory(role=role, unit=unit, **more)

    def _any_unit(self, agency: Agency) -> Unit:
        return self.chance.choice([*self.units[agency.pk].values()])

    def _roam(self) -> None:
        """Add people whose posts lie in several places, or whose right reaches everywhere."""
        for agency in self.agencies:
            other = self.chance.choice(self.agencies)
            person = self._post(self.chance.choice(ANYWHERE), self._any_unit(agency)).account
            self._post(
                "reception", self.units[other.pk]["counter"], account=person, kind="secondment",
                valid_to=self.day(200),
            )  # fmt: skip
            self._post("reception", self.units[other.pk]["counter"], kind="reserve")
        home = self.units[self.agencies[0].pk]["counter"]
        for role in ("inspector", "procedure_control"):
            self._post(role, home)
        self._post("province_admin", home, account__administrator=True)
        AssignmentFactory(unit=home, account=AccountFactory(is_active=False))
        Oversight.objects.create(
            overseer=self.agencies[0], agency=self.agencies[1], basis="QĐ 7", valid_from=self.day(-9)
        )

    def _stand_in(self) -> None:
        """Grant mandates that hold, ended, were revoked, or are still to come."""
        for agency in self.agencies:
            posts = list(Assignment.objects.filter(unit__agency=agency).order_by("id"))
            for kind in ("holds", "ended", "revoked", "to come", "holds"):
                post, colleague = self.chance.sample(posts, 2)
                dates = {
                    "holds": (self.day(-3), self.day(3)), "ended": (self.day(-9), self.day(0)),
                    "revoked": (self.day(-3), self.day(3)), "to come": (self.day(1), self.day(9)),
                }[kind]  # fmt: skip
                overlapping = Mandate.objects.filter(from_assignment=post, to_account=colleague.account)
                if post.account_id == colleague.account_id or overlapping.exists():
                    continue
                MandateFactory(
                    from_assignment=post, to_account=colleague.account, valid_from=dates[0], valid_to=dates[1],
                    revoked_at=self.now - timedelta(hours=1) if kind == "revoked" else None,
                )  # fmt: skip

    def _fill(self) -> None:
        """Let dossiers come in anywhere and travel some way."""
        self.states = []
        for number in range(self.dossiers_wanted):
            receiving, competent = (self.chance.choice(self.agencies) for _ in range(2))
            state = self._lodge(receiving, competent, number)
            for _ in range(self.chance.randrange(8)):
                if (moved := self._step(state)) is None:
                    break
                state = moved
            self.states.append(state)

    def _lodge(self, receiving: Agency, competent: Agency, number: int) -> DossierState:
        name = f"{self.chance.choice(FAMILY)} Thị {self.chance.choice(GIVEN)}"
        party = Party(
            name=name, citizen_id=_citizen(self.chance), phone=f"09120{number:05d}", address="TDP An Tảo"
        )
        lodging = self.base.lodging(
            receiving_unit=self.units[receiving.pk]["counter"].pk,
            receiving_agency=receiving.pk,
            competent_agency=competent.pk,
            application=self.base.application(applicant=party),
        )
        commands = (lodging,) if self.chance.random() < 0.1 else (lodging, c.Accept())
        return execute(*commands, actor=self._holder_of("counter", "reception", receiving), at=self.now).state

    def _holder_of(self, unit: str, role: str, agency: Agency) -> Actor:
        officer = organization.officers_in(self.units[agency.pk][unit].pk, role, self.today)[0]
        return organization.actor_for(officer.account_id, self.now)

    def _step(self, state: DossierState) -> DossierState | None:
        """Move a dossier once: onward mostly, else a question to another unit or a request for papers, which it awaits."""
        if not state.step_items() or len(state.items) > 1 or state.paused:
            return None
        item = self.chance.choice(state.step_items())
        officers = organization.officers_in(item.unit_id, item.role, self.today)
        account = item.assignee or officers[0].account_id
        actor = organization.actor_for(account, self.now)
        done = execute(*self._commands(state, item), dossier_id=state.id, actor=actor, at=self.now)
        return done.state

    def _commands(self, state: DossierState, item: WorkItem) -> tuple[c.Command, ...]:
        aside = self.chance.random()
        if item.step == "appraise" and aside < 0.25:
            return (self._question(item),)
        if item.step == "appraise" and aside > 0.9:
            return (c.RequestSupplement(item=item.id, lines=("Bản vẽ",), reason="Thiếu"),)
        if item.step == "return":
            return (c.DeliverResult(receiver="Người nhận"),)
        onward = c.HandOver(item=item.id, action=WAY_ON[item.step], assignee=self._assignee(item))
        return (*self._before(item), onward)

    def _question(self, item: WorkItem) -> c.Consult:
        units = [self.units[agency.pk]["van-hoa"] for agency in self.agencies]
        unit = self.chance.choice(units)
        return c.Consult(
            item=item.id, unit_id=unit.pk, agency_id=unit.agency_id, question="?", due_on=self.day(2)
        )

    def _assignee(self, item: WorkItem) -> int | None:
        if item.step != "assign":
            return None
        return self.chance.choice(organization.officers_in(item.unit_id, "specialist", self.today)).account_id

    def _before(self, item: WorkItem) -> tuple[c.Command, ...]:
        """Return what the step asks for before it may be left."""
        match item.step:
            case "appraise":
                return (c.WriteDraft(item=item.id, kind=ResultKind.GRANTED, summary="Cấp phép"),)
            case "sign":
                return (c.Sign(item=item.id),)
            case "issue":
                return (c.NumberResult(item=item.id),)
        return ()

    def law(self, state: DossierState) -> lawbook.Law:
        """Return the law of a dossier."""
        if state.id not in self.laws:
            self.laws[state.id] = lawbook.law_of(state, self.now)
        return self.laws[state.id]


def _citizen(chance: random.Random) -> str:
    """Return a number of somebody not born yet."""
    return f"0335{chance.randrange(10**8):08d}"
