"""Dossiers of real procedures walked by real officers of the demo province, one act at a time.

The acts of a test are kept in memory and written together. After each act every invariant is checked and the
promise is compared with its explanation; once written, the rows are compared with the journal.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, cached_property
from random import Random

from django.db import transaction

from motcua.apps.catalog.models import Offering, ProcedureVersion
from motcua.apps.catalog.queries import catalog
from motcua.apps.dossiers import evidence, lawbook
from motcua.apps.dossiers.batch import Batch, CountedNumbers
from motcua.apps.dossiers.ledger import DATABASE, Ledger
from motcua.apps.dossiers.operations import execute, new_id
from motcua.apps.organization import queries as organization
from motcua.apps.organization.queries import UnitAddress
from motcua.domain.access import Actor
from motcua.domain.access.policy import LEADER_ROLES
from motcua.domain.calendar import TIMEZONE, Calendar
from motcua.domain.catalog import ProcedureDefinition, ReceivingRule
from motcua.domain.deadlines import Terms, explain
from motcua.domain.dossier import DossierState, Stage
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.decide.movement import needs_draft
from motcua.domain.dossier.invariants import broken
from motcua.domain.dossier.values import Application, Channel, ItemKind, Paper, Party, ResultKind, WorkItem
from motcua.domain.workflow import Action, ActionKind, Outcome, Process, Step

PATIENCE = 300
"""Acts after which a walk is taken to go round in circles."""

FIRST_DAY = date(2026, 3, 2)
COMMUNE = "phuong-pho-hien"
CENTER = "ttpvhcc"
Pair = tuple[str, str]


@dataclass(frozen=True)
class Counter:
    """Where a dossier is handed in, and who is competent for it."""

    unit: UnitAddress
    competent: int


def local(day: date, hour: int, minute: int = 0) -> datetime:
    """Return an instant by the clock on the wall."""
    return datetime.combine(day, time(hour, minute), tzinfo=TIMEZONE).astimezone(UTC)


@cache
def first_day(key: str) -> date:
    """Return a working day on which a procedure is in force and offered, and stays so for a while."""
    version = ProcedureVersion.objects.get(procedure__key=key)
    offering = Offering.objects.filter(procedure__key=key).order_by("-valid_from").first()
    assert offering is not None, f"{key} is offered nowhere"
    ends = [end for end in (version.valid_to, offering.valid_to) if end]
    day = min([FIRST_DAY, *(end - timedelta(days=200) for end in ends)])
    day = max(day, version.valid_from, offering.valid_from)
    return lawbook.calendar_of(offering.competent_agency_id).working_day_on_or_after(day)


@cache
def counters(key: str, on: date, commune: str = COMMUNE) -> list[Counter]:
    """Return one counter for each rule by which a procedure may be handed in (R-A15)."""
    _, definition = catalog().published_procedure(key, on)
    _, process = catalog().current_process(key, on)
    offer = definition.offer
    agencies = []
    if offer.receiver:
        agencies.append(_agency(offer.receiver))
    elif ReceivingRule.COMPETENT_AGENCY in offer.received_at:
        agencies.append(competent_near(key, commune, on))
    if ReceivingRule.ANY_COMMUNE in offer.received_at:
        agencies.append(_agency(commune))
    if ReceivingRule.PROVINCIAL_CENTER in offer.received_at:
        agencies.append(_agency(CENTER))
    competent = competent_near(key, commune, on)
    return [Counter(_receiving_unit(process, agency), competent) for agency in dict.fromkeys(agencies)]


def competent_near(key: str, commune: str, on: date) -> int:
    """Return who decides for somebody who lives in a commune."""
    _, definition = catalog().published_procedure(key, on)
    home, offered = _agency(commune), _offering(key, on)
    near = [home]
    for kind in definition.offer.kinds:
        near += _serving(home, kind, on)
    return next((agency for agency in near if agency in offered), min(offered))


@cache
def _agency(key: str) -> int:
    return organization.agency_by_key(key).id


@cache
def _serving(home: int, kind: str, on: date) -> list[int]:
    return list(organization.agencies_serving(home, kind, on))


@cache
def _offering(key: str, on: date) -> set[int]:
    offerings = Offering.objects.filter(organization.valid_on(on), procedure__key=key)
    return set(offerings.values_list("competent_agency_id", flat=True))


def _receiving_unit(process: Process, agency_id: int) -> UnitAddress:
    """The counter, unless the process begins at a reception of its own such as that for complaints."""
    reference = process.step(process.start).unit
    return _unit(agency_id, reference.rpartition("/")[2].removeprefix("unit:"))


@cache
def _unit(agency_id: int, code: str) -> UnitAddress:
    return organization.address_of(organization.units_of(agency_id)[code])


@cache
def holder_of(unit_id: int, role: str, on: date) -> int:
    """Return somebody who holds a role in a unit on a day."""
    held = organization.officers_in(unit_id, role, on)
    assert held, f"nobody is {role} in {organization.address_of(unit_id)} on {on}"
    return held[0].account_id


@cache
def leader_of(agency_id: int, on: date) -> int:
    """Return somebody who leads an agency on a day."""
    posts = organization.officers_of_agency(agency_id, on)
    leaders = [post.account_id for post in posts if post.role in LEADER_ROLES]
    assert leaders, f"nobody leads agency {agency_id} on {on}"
    return leaders[0]


@cache
def officer_on(account_id: int, on: date) -> Actor:
    """Return an officer with the posts held on a day."""
    return organization.actor_for(account_id, local(on, 12))


def forget() -> None:
    """Forget the province: another one is loaded, or none."""
    known = (first_day, counters, _agency, _serving, _offering, _unit, holder_of, leader_of, officer_on)
    for each in known:
        each.cache_clear()


def in_memory() -> Batch:
    """Return a ledger for the journeys of one test."""
    return Batch(CountedNumbers(Random(1)))


@dataclass
class Journey:
    """One dossier on its way. `taken` collects the ways out of steps that were used."""

    key: str
    counter: Counter
    now: datetime
    case: str = ""
    ledger: Ledger = field(default_factory=in_memory)
    taken: set[Pair] = field(default_factory=set)
    acts: int = 0
    _state: DossierState | None = None

    @property
    def state(self) -> DossierState:
        """The dossier as it stands."""
        assert self._state is not None
        return self._state

    @cached_property
    def definition(self) -> ProcedureDefinition:
        """What the catalog says."""
        return catalog().published_procedure(self.key, self._today())[1]

    @cached_property
    def calendar(self) -> Calendar:
        """The calendar of the competent agency."""
        return lawbook.calendar_of(self.counter.competent)

    @cached_property
    def process(self) -> Process:
        """The way inside."""
        return catalog().current_process(self.key, self._today())[1]

    def _today(self) -> date:
        return self.now.astimezone(TIMEZONE).date()

    # ---- people ----

    def officer(self, unit_id: int, role: str) -> Actor:
        """Return somebody who holds a role in a unit today."""
        return self.account(holder_of(unit_id, role, self._today()))

    def account(self, account_id: int) -> Actor:
        """Return an officer with the posts held today."""
        return officer_on(account_id, self._today())

    def at_the_counter(self, role: str = "reception") -> Actor:
        """Return an officer of the counter that received the dossier."""
        return self.officer(self.counter.unit.unit_id, role)

    def leader(self) -> Actor:
        """Return who leads the competent agency."""
        return self.account(leader_of(self.counter.competent, self._today()))

    def holder(self, item: WorkItem) -> Actor:
        """Return who acts on an item: its assignee, else anybody with its role in its unit."""
        if item.assignee is not None:
            return self.account(item.assignee)
        return self.officer(item.unit_id, item.role)

    # ---- acts ----

    def do(self, actor: Actor, *commands: c.Command) -> DossierState:
        """Act, check what must always hold, and let a quarter of an hour of work pass."""
        self.acts += 1
        assert self.acts < PATIENCE, f"{self.key} goes round in circles: {self.state.marking}"
        dossier_id = self._state.id if self._state else None
        outcome = execute(*commands, dossier_id=dossier_id, actor=actor, at=self.now, ledger=self.ledger)
        self._state = outcome.state
        assert broken(self.state) == ()
        self._promise_is_explained()
        self.wait(minutes=15)
        return self.state

    def wait(self, *, minutes: int = 0, days: int = 0) -> None:
        """Let working time pass."""
        local_now = self.now.astimezone(TIMEZONE)
        self.now = self.calendar.add_working_minutes(local_now, minutes + days * 480).astimezone(UTC)

    def _promise_is_explained(self) -> None:
        state = self.state
        if state.accepted_at is None or state.ended or state.due_at is None:
            return
        assert state.allowance is not None
        cutoff = time.fromisoformat(state.cutoff) if state.cutoff else None
        terms = Terms(allowance=state.allowance, mode=state.day_mode, cutoff=cutoff)
        lawful = explain(state.accepted_at, terms, self.calendar, state.stops).due
        assert lawful is not None
        if state.extension is None:
            assert state.due_at == state.original_due_at == lawful
        else:
            assert state.due_at >= lawful

    def lodging(self, channel: Channel = Channel.COUNTER) -> c.Lodge:
        """Return the filing of a synthetic person who lives far from every other test."""
        return c.Lodge(
            id=new_id(self.now),
            procedure=self.key,
            case=self.case,
            channel=channel,
            receiving_unit=self.counter.unit.unit_id,
            receiving_agency=self.counter.unit.agency_id,
            competent_agency=self.counter.competent,
            application=self.application(),
            lodged_at=self.now,
            slip="RH000012345VN" if channel == Channel.POST else "",
        )

    def application(self) -> Application:
        """Return everything the procedure asks for."""
        papers = tuple(
            Paper(id=d.id, name=d.name, originals=d.originals, copies=d.copies)
            for d in self.definition.documents
        )
        applicant = Party(
            name="Nguyễn Phước Ngọc Khuê Quỳnh",
            citizen_id="033591204716",
            phone="0912000318",
            address="Số 12, ngõ 45 phố Nguyễn Thị Minh Khai, phường Phố Hiến, tỉnh Hưng Yên",
        )
        return Application(applicant=applicant, papers=papers)

    def lodge(self, channel: Channel = Channel.COUNTER) -> DossierState:
        """File without accepting."""
        return self.do(self.at_the_counter(), self.lodging(channel))

    def accept(self) -> DossierState:
        """File and accept at once, with a fee that is still to be paid."""
        fee = c.PaidFee(label="Phí, lệ phí", amount_vnd=30_000, paid=False)
        state = self.do(self.at_the_counter(), self.lodging(), c.Accept(fees=(fee,)))
        assert state.allowance == self.definition.allowance_for(self.case)
        return state

    def item(self) -> WorkItem:
        """Return the first open step; consultations lie beside it."""
        return next(item for item in self.state.items if item.kind == ItemKind.STEP)

    def is_at(self, stage: Stage) -> bool:
        """Tell whether the dossier stands at a stage of the law."""
        return self.state.stage == stage

    def step(self) -> Step:
        """Return the step at which the dossier is."""
        return self.process.step(self.item().step)

    def day(self, working_days: int) -> date:
        """Return the day that many working days from today."""
        return self.calendar.add_working_days(self._today(), working_days)

    def take(self, action: Action) -> DossierState:
        """Leave the present step by one of its actions, having done what the step demands."""
        item = self.item()
        step = self.process.step(item.step)
        holder = self.holder(item)
        demanded = [] if action.kind is ActionKind.RETURN else list(self._demanded(item, step, action))
        note = "" if action.kind is ActionKind.FORWARD else "Làm rõ thêm nội dung"
        hand_over = c.HandOver(
            item=item.id,
            action=action.id,
            note=note or ("Đã xem" if step.switches.must_note else ""),
            assignee=self._assignee(action) if step.switches.must_assign else None,
        )
        self.taken.add((step.id, action.id))
        return self.do(holder, *demanded, hand_over)

    def _demanded(self, item: WorkItem, step: Step, action: Action) -> Iterator[c.Command]:
        draft = self.state.draft
        kind = ResultKind.REFUSED if action.outcome is Outcome.REFUSE else ResultKind.GRANTED
        says_otherwise = draft is None or (action.outcome is not None and draft.kind != kind)
        writes = says_otherwise and (action.outcome is not None or needs_draft(step, action))
        if writes:
            yield c.WriteDraft(item=item.id, kind=kind, summary="Nội dung trả lời người nộp hồ sơ")
        if step.switches.must_sign and (writes or draft is None or draft.signed_at is None):
            yield c.Sign(item=item.id)
        if step.switches.must_number and not (draft and draft.number):
            yield c.NumberResult(item=item.id)

    def _assignee(self, action: Action) -> int:
        step = self.process.step(action.targets[0])
        state = self.state
        places = catalog().unit_addresses(self.process, state.receiving_unit, state.competent_agency)
        account = self.officer(places[step.unit].unit_id, step.role).account_id
        assert account is not None
        return account

    def straight_action(self, step: Step) -> Action:
        """Return the action that brings the result nearer."""
        return next(
            a for a in step.actions if a.kind is not ActionKind.RETURN and a.outcome is not Outcome.REFUSE
        )

    def walk(self, choose: Callable[[Step], Action] | None = None) -> DossierState:
        """Go on until the result waits at the return desk."""
        choose = choose or self.straight_action
        while self.state.stage in {Stage.ACCEPTED, Stage.PROCESSING}:
            self.take(choose(self.step()))
        return self.state

    def deliver(self) -> DossierState:
        """Settle what is unpaid and hand the result over."""
        due = tuple(o.id for o in self.state.obligations if o.state == "due")
        desk = self.at_the_counter("return_desk")
        if due:
            self.do(desk, c.ConfirmPayment(obligations=due, method="cash"))
        waiting = self.state.step_items()
        self.taken |= {(item.step, a.id) for item in waiting for a in self.process.step(item.step).actions}
        self.do(desk, c.DeliverResult(receiver=self.state.application.applicant.name))
        assert self.is_at(Stage.RETURNED)
        return self.state

    def write(self) -> None:
        """Put what was kept in memory into the database, where this dossier then goes on."""
        assert isinstance(self.ledger, Batch)
        prove(self.ledger)
        self.ledger = DATABASE


def prove(batch: Batch) -> None:
    """Write all journeys of a test, and compare the rows with the journals."""
    with transaction.atomic():
        assert batch.write() == len(batch.kept)
    assert evidence.first_divergence(sorted(batch.kept))[1] is None
