"""One dossier in the hands of officers: its clock, its agenda, and the way through its process."""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from motcua.apps.dossiers import lawbook
from motcua.apps.dossiers.lawbook import Law
from motcua.apps.dossiers.ledger import Ledger
from motcua.apps.dossiers.operations import execute
from motcua.apps.ops.demo.arrivals import Filing
from motcua.apps.ops.demo.hours import Hours
from motcua.apps.ops.demo.lodging import Lodgings
from motcua.apps.ops.demo.plans import Plan
from motcua.apps.ops.demo.tables import EARLY, LATE, Habits
from motcua.apps.ops.demo.world import World
from motcua.domain.access import Actor
from motcua.domain.calendar import TIMEZONE
from motcua.domain.dossier import DossierState, Stage
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.values import WorkItem
from motcua.domain.workflow import ActionKind, Process, Step

MOMENT = timedelta(seconds=20)
SHORTEST_MINUTES = 20
LONGEST_DELAY_DAYS = 90
RUNNING = frozenset({Stage.ACCEPTED, Stage.PROCESSING})
TIMELESS_STEP = 120
"""Minutes that a step without a time of its own is taken to need."""


class Stays(Exception):
    """The history of a dossier ends here, whatever is left to do."""


class Over(Exception):
    """The matter has ended without an answer."""


@dataclass(frozen=True, slots=True)
class Office:
    """What all histories share."""

    world: World
    habits: Habits
    lodgings: Lodgings
    hours: Hours
    ledger: Ledger
    portal: Actor = field(default_factory=lambda: Actor.system("portal"))
    _ways: dict[tuple[str, int, str, str], tuple[Step, ...]] = field(default_factory=dict)

    def way(self, process: Process, step_id: str, end: str) -> tuple[Step, ...]:
        """Return the straight way from a step on, found once for each version of a process."""
        key = process.id, process.version, step_id, end
        if key not in self._ways:
            self._ways[key] = straight_way(process, step_id, end)
        return self._ways[key]


class Handling:
    """A dossier and the moment at which it is; `until` lets time pass, `do` lets somebody act."""

    def __init__(self, office: Office, filing: Filing, plan: Plan, chance: Random) -> None:
        self.office = office
        self.filing = filing
        self.plan = plan
        self.chance = chance
        self.now = filing.at - MOMENT
        self.target = filing.at
        self.taken: set[str] = set()
        self._lodge: c.Lodge | None = None
        self._state: DossierState | None = None
        self._law: Law | None = None
        self._agenda: list[tuple[datetime, int, Callable[[], None]]] = []
        self._planned = 0

    @property
    def lodge(self) -> c.Lodge:
        """Return the command that files the dossier, made when it is first needed."""
        if self._lodge is None:
            self._lodge = self.office.lodgings.command(self.filing, self.chance)
        return self._lodge

    @property
    def begun(self) -> bool:
        """Tell whether the dossier has come in."""
        return self._state is not None

    @property
    def state(self) -> DossierState:
        """Return the dossier, which exists."""
        assert self._state is not None
        return self._state

    @property
    def law(self) -> Law:
        """Return the law of the accepted dossier."""
        if self._law is None:
            self._law = lawbook.law_of(self.state, self.now)
        return self._law

    @property
    def process(self) -> Process:
        """Return the process of the accepted dossier."""
        return self.law.process

    def do(self, actor: Actor, *commands: c.Command) -> DossierState:
        """Let somebody act now."""
        target = None if self._state is None else self._state.id
        outcome = execute(*commands, dossier_id=target, actor=actor, at=self.now, ledger=self.office.ledger)
        self._state = outcome.state
        return outcome.state

    def until(self, at: datetime) -> Iterator[datetime]:
        """Let time pass, and whatever is on the agenda happen. Raises Over when that ends the matter."""
        while self._agenda and (self._agenda[0][0] <= at or self._blocked()):
            due, _, act = heapq.heappop(self._agenda)
            yield from self._pass(due)
            ended = self.state.ended
            act()
            if self.state.ended and not ended:
                raise Over
        if self._blocked():
            raise Stays
        yield from self._pass(at)

    def plan_act(self, at: datetime, act: Callable[[], None]) -> None:
        """Put something on the agenda; it must find out itself whether it still applies."""
        self._planned += 1
        heapq.heappush(self._agenda, (at, self._planned, act))

    def _pass(self, at: datetime) -> Iterator[datetime]:
        earliest = self.now + MOMENT
        self.now = at if at >= earliest else self.office.hours.open_from(earliest, self.chance)
        yield self.now

    def _blocked(self) -> bool:
        """Tell whether somebody must decide before work goes on."""
        state = self._state
        waiting = {Stage.WITHDRAWAL_ASKED, Stage.STOPPED}
        return state is not None and state.stage in waiting and not state.ended

    def aim(self) -> None:
        """Choose the moment at which the result shall be there, by how punctual this one is to be."""
        hold, hours, chance = self.plan.hold, self.office.hours, self.chance
        due = self.state.due_at
        assert due is not None
        if hold is not None:
            self.target = hold.arrive_at
        elif self.plan.punctuality == EARLY:
            minutes = hours.minutes_between(self.now, due) * chance.betavariate(2.0, 1.6)
            self.target = min(hours.after(self.now, max(minutes, SHORTEST_MINUTES)), due)
        elif self.plan.punctuality == LATE:
            days = min(chance.lognormvariate(1.1, 1.0), LONGEST_DELAY_DAYS)
            self.target = hours.after(due, days * 480)
        else:
            start = max(self.now, hours.calendar.start_of_day(due.astimezone(TIMEZONE).date()))
            self.target = hours.after(start, hours.minutes_between(start, due) * chance.uniform(0.05, 0.97))

    def take_up(self, number: int) -> None:
        """Let an officer take an item into hand, with the papers that came along."""
        item = self.state.item(number)
        if item is not None and item.claimed_at is None and self.state.stage in RUNNING:
            self.do(self.holder(item), *self.taking_up(item))

    def taking_up(self, item: WorkItem) -> Iterator[c.Command]:
        """Yield what is done when an item is taken into hand, with the papers that came along."""
        if item.claimed_at is None:
            if self.state.papers_going_to == item.unit_id:
                yield c.ReceivePapers(unit_id=item.unit_id)
            yield c.Claim(item=item.id)

    # People

    def officer(self, unit_id: int, role: str) -> Actor:
        """Return whoever acts for a role of a unit. Raises Stays when nobody holds it."""
        account = self.office.world.officer(self.chance, unit_id, role, self.now)
        if account is None:
            raise Stays
        return self.office.world.actor(account, self.now)

    def holder(self, item: WorkItem) -> Actor:
        """Return the officer in whose hands an item is, or who takes it up next."""
        if item.assignee is not None:
            return self.office.world.actor(item.assignee, self.now)
        return self.officer(item.unit_id, item.role)

    def clerk_at_counter(self, *roles: str) -> Actor:
        """Return an officer of the counter, by the first role that somebody holds there."""
        unit = self.filing.receiving_unit
        for role in (*roles, "reception", "return_desk"):
            if self.office.world.holds(unit, role):
                return self.officer(unit, role)
        raise Stays

    def leader(self) -> Actor:
        """Return a leader of the agency that decides. Raises Stays when it has none."""
        unit = self.office.world.units.get((self.filing.offered.competent.key, "leaders"))
        for role in ("chairman", "leader", "land_head", "police_chief"):
            if unit is not None and self.office.world.holds(unit, role):
                return self.officer(unit, role)
        raise Stays

    def text(self, name: str) -> str:
        """Return one of the usual reasons for something."""
        return self.chance.choice(self.office.habits.reasons[name])


def straight_way(process: Process, step_id: str, end: str) -> tuple[Step, ...]:
    """Return the steps of the straight way from a step on, to the return desk or before the step `end`."""
    way: list[Step] = []
    current = step_id
    while current in process and current != end:
        step = process.step(current)
        if step.stage >= Stage.DONE or step in way:
            break
        way.append(step)
        onward = [a for a in step.actions if a.kind is not ActionKind.RETURN] or list(step.actions)
        usual = [a for a in onward if not a.when] or onward
        current = usual[0].targets[0]
    return tuple(way)


def minutes_of(step: Step) -> float:
    """Return how long a step is thought to take, as a weight among its siblings."""
    return float(step.time.amount_minutes or TIMELESS_STEP)
