"""The work that waits when the history ends: for every account that is ready to sign in, some of each kind."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from random import Random

from motcua.apps.catalog import addresses
from motcua.apps.ops.demo.arrivals import Arrivals, Filing
from motcua.apps.ops.demo.chances import dice
from motcua.apps.ops.demo.handling import straight_way
from motcua.apps.ops.demo.hours import Hours
from motcua.apps.ops.demo.plans import Hold, Plan, Where
from motcua.apps.ops.demo.tables import OTHER, Waiting
from motcua.apps.ops.demo.world import Body, Offered, World
from motcua.apps.organization.loading import DemoAccount
from motcua.apps.organization.models import Agency
from motcua.domain.calendar import TIMEZONE, Calendar
from motcua.domain.catalog import ReceivingRule
from motcua.domain.deadlines import Allowance, Unit
from motcua.domain.dossier import Stage
from motcua.domain.dossier.values import Channel
from motcua.domain.workflow import Step, TimeUnit, step_end

FIRST_NUMBER = 1_000_000
TRIES = 40
LEAST_MINUTES = 25
"""What it takes to bring a dossier to a step."""
WITHOUT_TRAYS = frozenset({"unit_admin", "province_admin", "procedure_control", "inspector", "post_operator"})
AT_THE_COUNTER = frozenset({Where.FILED, Where.FILED_SUPPLEMENT, Where.RECEIVED, Where.RESULT, Where.PAPERS})
DAYS_TO_DUE = {"overdue": (-6, -1), "today": (0, 0), "soon": (1, 3), "later": (4, 12), "": (1, 8)}
"""How many working days from today the step is due, by the words of the table."""

Situation = tuple[Filing, Plan]
Moments = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A procedure that could bring about a situation, the counter that receives it, and the step concerned."""

    offered: Offered
    receiving: Body
    unit: int
    step: Step

    @property
    def allowance(self) -> Allowance:
        """Return the limit of the procedure's first case."""
        return self.offered.definition.allowance_for(self.case)

    @property
    def case(self) -> str:
        """Return the code of the first case, if there are cases."""
        cases = self.offered.definition.cases
        return cases[0].code if cases else ""


class Stock:
    """Makes the situations of `demo/dossiers.yaml` for ready accounts."""

    def __init__(self, world: World, arrivals: Arrivals, hours: Hours, *, until: datetime, seed: str) -> None:
        self._world = world
        self._arrivals = arrivals
        self._hours = hours
        self._until = until
        self._seed = seed
        self._number = FIRST_NUMBER
        self._named: dict[str, frozenset[str]] = {}
        self._known: dict[tuple[Where, int, str], Sequence[Candidate]] = {}

    def of(self, accounts: Iterable[DemoAccount]) -> Iterator[Situation]:
        """Yield what waits for each account."""
        lines = self._world.habits.waiting
        for account in accounts:
            if account.role in WITHOUT_TRAYS:
                continue
            places = [
                (unit, role) for unit, role in self._world.posts_of(account.username) if role == account.role
            ]
            for unit, role in places[:1]:
                for place, line in enumerate(lines.get(role, lines[OTHER])):
                    yield from self._situations(account.username, unit, role, place, line)

    def _situations(
        self, username: str, unit: int, role: str, place: int, line: Waiting
    ) -> Iterator[Situation]:
        known = Where(line.where), unit, role
        if known not in self._known:
            self._known[known] = self._candidates(*known)
        candidates = self._known[known]
        weights = [candidate.offered.definition.weight**0.5 + 1 for candidate in candidates]
        account = self._world.account(username)
        for copy in range(line.dossiers if candidates else 0):
            chance = dice(self._seed, "waiting", username, place, copy)
            for _ in range(TRIES):
                chosen = chance.choices(candidates, weights)[0]
                made = self._situation(chance, chosen, line, account, unit, role)
                if made is not None:
                    self._number += 1
                    yield made
                    break

    # Which procedures could

    def _candidates(self, where: Where, unit: int, role: str) -> Sequence[Candidate]:
        if where is Where.CONSULTATION:
            return [c for c in self._asking if c.offered.competent.key != self._world.place_of(unit)[0]]
        if where in AT_THE_COUNTER or (where in {Where.SUPPLEMENT, Where.PAYMENT} and role in {"reception"}):
            return [c for c in self._received_at(unit) if self._suits(where, c)]
        return [c for c in self._lying_at(unit, role) if self._suits(where, c)]

    def _suits(self, where: Where, candidate: Candidate) -> bool:
        switches = candidate.step.switches
        if where is Where.SUPPLEMENT:
            return switches.may_request_supplement
        if where is Where.PAYMENT:
            return switches.may_request_payment and "tax" not in "".join(
                s.id for s in candidate.offered.process.steps
            )
        return True

    @cached_property
    def _asking(self) -> list[Candidate]:
        """Procedures of departments and favored communes whose officers may consult others."""
        return [
            Candidate(offered, offered.competent, unit, step)
            for offered in self._world.offers
            if offered.competent.key in self._world.habits.favored
            and (unit := self._world.receiving_unit(offered, offered.competent)) is not None
            for step in offered.process.steps
            if step.switches.may_consult
        ]

    def _received_at(self, unit: int) -> list[Candidate]:
        """Procedures that this counter receives, each with the steps behind the counter."""
        key, _ = self._world.place_of(unit)
        receiving = self._world.bodies[key]
        return [
            Candidate(offered, receiving, unit, step)
            for offered in self._world.offers
            if self._receives(receiving, offered) and self._world.receiving_unit(offered, receiving) == unit
            for step in offered.process.steps
            if step.id != offered.process.start and step.stage < Stage.DONE
        ]

    def _receives(self, receiving: Body, offered: Offered) -> bool:
        competent = offered.competent
        if offered.receiver:
            return offered.receiver == receiving.key
        if receiving.kind == Agency.Kind.SERVICE_CENTER:
            return not competent.area and ReceivingRule.PROVINCIAL_CENTER.value in offered.received_at
        if competent.kind == Agency.Kind.LAND_BRANCH and receiving.kind == Agency.Kind.COMMUNE_COMMITTEE:
            return receiving.area == competent.key
        return receiving.key == competent.key

    def _lying_at(self, unit: int, role: str) -> list[Candidate]:
        """Procedures with a step in a tray."""
        key, _ = self._world.place_of(unit)
        return [
            Candidate(offered, offered.competent, received, step)
            for offered in self._world.offers
            if offered.competent.key == key or key in self._named_in(offered)
            if (received := self._world.receiving_unit(offered, offered.competent)) is not None
            for step in offered.process.steps
            if step.role == role
            and step.id != offered.process.start
            and self._world.unit_behind(offered, step.unit, received) == unit
        ]

    def _named_in(self, offered: Offered) -> frozenset[str]:
        """Return the keys of agencies that a process names, found once for each procedure."""
        key = offered.definition.key
        if key not in self._named:
            self._named[key] = frozenset(addresses.split(step.unit)[0] for step in offered.process.steps)
        return self._named[key]

    # When it must have come in

    def _situation(
        self, chance: Random, chosen: Candidate, line: Waiting, account: int, unit: int, role: str
    ) -> Situation | None:
        where = Where(line.where)
        if where in {Where.FILED, Where.FILED_SUPPLEMENT}:
            return self._filed(chance, chosen, line, where)
        moments = self._moments(chance, chosen, line, where)
        if moments is None or not moments[0] < moments[1] <= self._until:
            return None
        accepted_at, arrive_at = moments
        mine = (
            where is Where.TRAY
            or (where is Where.SUPPLEMENT and role not in {"reception"})
            or where is Where.RECEIVED
        )
        hold = Hold(
            where=where,
            arrive_at=arrive_at,
            step="" if where in {Where.RECEIVED, Where.RESULT} else chosen.step.id,
            account=account if mine else None,
            claimed=line.claimed or where in {Where.SUPPLEMENT, Where.PAYMENT, Where.CONSULTATION},
            asked=(unit, role) if where is Where.CONSULTATION else None,
        )
        online = Channel.ONLINE.value in chosen.offered.definition.channels and chance.random() < 0.4
        channel = Channel.ONLINE if online else Channel.COUNTER
        return self._filing(chosen, channel, accepted_at, assisted=online), Plan(hold=hold)

    def _filing(self, chosen: Candidate, channel: Channel, at: datetime, *, assisted: bool) -> Filing:
        return Filing(
            self._number, chosen.offered, chosen.receiving, chosen.unit, channel, assisted, at, chosen.case
        )

    def _filed(self, chance: Random, chosen: Candidate, line: Waiting, where: Where) -> Situation | None:
        """A filing by post or online that came in lately, or some days ago and lacks papers."""
        channel = Channel(line.channel)
        if channel.value not in chosen.offered.definition.channels:
            return None
        today = self._today
        if where is Where.FILED_SUPPLEMENT:
            day = self._hours.calendar.add_working_days(today, -chance.randint(2, 5))
            at = self._hours.on(day, chance) - timedelta(hours=1)
        elif channel == Channel.ONLINE:
            at = self._until - timedelta(minutes=chance.randint(12, 900))
        else:
            at = self._hours.on(self._hours.calendar.add_working_days(today, -chance.randint(0, 1)), chance)
        if at >= self._until:
            return None
        plan = Plan(supplement_before=where is Where.FILED_SUPPLEMENT, hold=Hold(where, self._until))
        return self._filing(chosen, channel, at, assisted=False), plan

    def _moments(self, chance: Random, chosen: Candidate, line: Waiting, where: Where) -> Moments | None:
        """Return when a dossier must have been accepted and have arrived where it waits, if that can be."""
        if where is Where.RECEIVED:
            yesterday = self._hours.calendar.add_working_days(self._today, -1)
            return self._early_on(yesterday if line.due == "overdue" else self._today, chance), self._until
        if where in {Where.RESULT, Where.PAPERS}:
            return self._ended_lately(chance, chosen, line)
        return self._lying_at_step(chance, chosen, line)

    def _ended_lately(self, chance: Random, chosen: Candidate, line: Waiting) -> Moments:
        calendar = self._hours.calendar
        day = calendar.add_working_days(self._today, -(line.days or chance.randint(1, 3)))
        days = max(_working_days(chosen.allowance) * 2 // 3, 1)
        return self._hours.on(calendar.add_working_days(day, -days), chance), self._hours.on(day, chance)

    def _lying_at_step(self, chance: Random, chosen: Candidate, line: Waiting) -> Moments | None:
        calendar, process = self._hours.calendar, chosen.offered.process
        wanted = calendar.add_working_days(self._today, chance.randint(*DAYS_TO_DUE[line.due]))
        arrive_at = self._opened_for(wanted, chosen.step, chance)
        if arrive_at is None:
            return None
        before = straight_way(process, process.start, chosen.step.id)
        span = sum(_days_of(step) for step in before) * chance.uniform(0.5, 1.0)
        day = calendar.add_working_days(arrive_at.astimezone(TIMEZONE).date(), -round(span))
        accepted_at = self._early_on(day, chance)
        if self._hours.minutes_between(accepted_at, arrive_at) < LEAST_MINUTES:
            accepted_at = self._early_on(calendar.add_working_days(day, -1), chance)
        return accepted_at, arrive_at

    def _opened_for(self, wanted: date, step: Step, chance: Random) -> datetime | None:
        """Return a moment at which a step must begin to be due on a day; None when none is found."""
        calendar = self._hours.calendar
        about = _days_of(step)
        fitting = []
        for back in range(max(int(about * 0.8) - 1, 0), int(about * 1.1) + 3):
            opened_at = self._hours.on(calendar.add_working_days(wanted, -back), chance)
            if opened_at < self._until and _due_day(step, opened_at, calendar) == wanted:
                fitting.append(opened_at)
        return chance.choice(fitting) if fitting else None

    def _early_on(self, day: date, chance: Random) -> datetime:
        """Return a moment of a day, so early that the dossier can have got somewhere."""
        opening = self._hours.calendar.start_of_day(day).astimezone(UTC)
        minutes = self._hours.minutes_between(opening, min(self._until, self._hours.end_of(day)))
        return self._hours.after(opening, minutes * chance.uniform(0.05, 0.5))

    @property
    def _today(self) -> date:
        """Return the day that is a working day, today or the last one."""
        local = self._until.astimezone(TIMEZONE)
        calendar = self._hours.calendar
        opened = calendar.is_working_day(local.date()) and local > calendar.start_of_day(local.date())
        return local.date() if opened else calendar.add_working_days(local.date(), -1)


def _working_days(allowance: Allowance) -> int:
    """Return about how many working days a limit is."""
    if allowance.unit is Unit.WORKING_DAY:
        return allowance.amount
    return max(allowance.amount * {Unit.DAY: 5, Unit.MONTH: 150, Unit.HOUR: 1}[allowance.unit] // 7, 1)


def _days_of(step: Step) -> float:
    """Return about how many working days a step is given."""
    return step.time.amount_minutes / (480 if step.time.unit is TimeUnit.WORKING else 2016)


def _due_day(step: Step, opened_at: datetime, calendar: Calendar) -> date:
    """Return the day on which a step is due that begins at a moment; a step without a time of its own, the next."""
    if not step.time.amount_minutes:
        return calendar.add_working_days(opened_at.astimezone(TIMEZONE).date(), 1)
    return step_end(opened_at, step.time, calendar).astimezone(TIMEZONE).date()
