"""A small world for dossiers: two agencies, two processes, their officers and a calendar."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time
from typing import Any, ClassVar
from uuid import UUID

import pytest

from motcua.domain.access import Actor, ActorKind, Post
from motcua.domain.calendar import TIMEZONE, Calendar, SpecialDay, vietnam_calendar
from motcua.domain.deadlines import REGIMES, Allowance, DayMode, Regime, Unit
from motcua.domain.dossier import Context, DossierState, Recorded, Terms, decide, evolve, numbers_needed
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.values import Application, Channel, Paper, Party, ResultKind, WorkItem
from motcua.domain.errors import DomainError
from motcua.domain.workflow import Process
from tests.domain.dossier.processes import building_permit

__all__ = ["building_permit"]  # Other tests find the process here.

COUNTER, DIVISION, LEADERS, CLERK, SURVEYORS, OTHER = 1, 2, 3, 4, 5, 9
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
    "unit:do-dac": Spot(SURVEYORS, AGENCY),
    "agency:thue/thu": Spot(OTHER, OTHER_AGENCY),
}


def with_days(*days: SpecialDay) -> Calendar:
    """Return the national calendar with other days of its own; a day listed in both is as given here."""
    known = {day.on: day for day in CALENDAR.special_days} | {day.on: day for day in days}
    return Calendar.build("VN", CALENDAR.week, known.values(), CALENDAR.since, CALENDAR.until)


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
SURVEYOR = officer(51, SURVEYORS, "specialist")
CONSULTED = officer(91, OTHER, "specialist", OTHER_AGENCY)
OTHER_LEADER = officer(92, OTHER, "leader", OTHER_AGENCY)
STRANGER = officer(99, OTHER, "specialist", OTHER_AGENCY)
EVERYBODY = (RECEPTION, RETURN_DESK, HEAD, SPECIALIST, COLLEAGUE, LEADER, CLERK_OFFICER, CONSULTED)
TIMER = Actor.system("timer")


def at(text: str) -> datetime:
    """Return a local time such as "2026-11-04 09:00" as an instant."""
    return datetime.fromisoformat(text).replace(tzinfo=TIMEZONE).astimezone(UTC)


def application(**changes: Any) -> Application:
    filed = Application(
        applicant=Party(name="Đặng Thị Ngọc Ánh", citizen_id="033591204716", phone="0912000318"),
        papers=(
            Paper(id="don", name="Đơn đề nghị", originals=1),
            Paper(id="ban-ve", name="Bản vẽ", originals=2),
        ),
    )
    return replace(filed, **changes)


def lodging(**changes: Any) -> c.Lodge:
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


class Numbers(dict[str, str]):
    """Numbers taken for a command; remembers which of them it used (R-B23: no gaps)."""

    def __init__(self, kinds: tuple[str, ...], serial: int) -> None:
        super().__init__({kind: f"{serial:02d}/{kind}" for kind in kinds})
        self.used: set[str] = set()

    def __getitem__(self, kind: str) -> str:
        self.used.add(kind)
        return super().__getitem__(kind)


@dataclass
class World:
    """One dossier on its way; `do` decides, folds and keeps the journal, `refused` tells why not."""

    regime: str = "REG-2018"
    allowance: Allowance = field(default_factory=lambda: Allowance(5, Unit.WORKING_DAY))
    process: Process = field(default_factory=building_permit)
    immediate: bool = False
    day_mode: DayMode = DayMode.CIVIL
    cutoff: time | None = None
    max_supplements: int | None = None
    regimes: ClassVar[dict[str, Regime]] = dict(REGIMES)
    calendar: Calendar = CALENDAR
    places: Mapping[str, Spot] = field(default_factory=lambda: PLACES)
    now: datetime = field(default_factory=lambda: at("2026-11-04 09:00"))
    state: DossierState | None = None
    journal: list[Recorded] = field(default_factory=list)

    def context(self, actor: Actor, command: c.Command) -> Context:
        return Context(
            actor=actor,
            at=self.now,
            calendar=self.calendar,
            regime=self.regimes[self.regime],
            process=self.process,
            places=self.places,
            terms=Terms(
                procedure_version=1,
                process_version=1,
                allowance=self.allowance,
                day_mode=self.day_mode,
                cutoff=self.cutoff,
                immediate=self.immediate,
                max_supplements=self.max_supplements,
            ),
            numbers=Numbers(numbers_needed(self.state, command), len(self.journal) + 1),
        )

    def do(self, actor: Actor, command: c.Command, on: str | None = None) -> DossierState:
        if on is not None:
            self.now = at(on)
        context = self.context(actor, command)
        numbers = context.numbers
        assert isinstance(numbers, Numbers)
        needed = set(numbers_needed(self.state, command))
        decision = decide(self.state, command, context)
        assert numbers.used == needed
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

    def refused(self, actor: Actor, command: c.Command, on: str | None = None) -> DomainError:
        """Return why a command is refused, having seen that nothing changed."""
        before, events = self.state, len(self.journal)
        with pytest.raises(DomainError) as caught:
            self.do(actor, command, on)
        assert self.state is before
        assert len(self.journal) == events
        return caught.value

    def lodged(self, **changes: Any) -> "World":
        self.do(RECEPTION, lodging(lodged_at=self.now, **changes))
        return self

    def accepted(self, *fees: c.PaidFee) -> "World":
        self.lodged()
        self.do(RECEPTION, c.Accept(fees=fees))
        return self

    def at_step(self, wanted: str) -> "World":
        """Walk the grant path until a step holds the dossier."""
        if self.state is None:
            self.accepted()
        walk: dict[str, Callable[[int], list[tuple[Actor, c.Command]]]] = {
            "reception": lambda i: [(RECEPTION, c.HandOver(item=i, action="pass"))],
            "assign": lambda i: [(HEAD, c.HandOver(item=i, action="assign", assignee=SPECIALIST.account_id))],
            "appraise": lambda i: [
                (SPECIALIST, c.WriteDraft(item=i, kind=ResultKind.GRANTED, summary="Cấp phép")),
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

    def forked(self) -> "World":
        """Walk a land division to its fork."""
        self.accepted()
        self.do(RECEPTION, c.HandOver(item=self.item.id, action="pass"))
        self.do(HEAD, c.HandOver(item=self.item.id, action="split"))
        return self

    @property
    def item(self) -> WorkItem:
        """Return the one open step item."""
        assert self.state is not None
        (item,) = self.state.step_items()
        return item

    def item_at(self, step: str) -> WorkItem:
        """Return the open item of a step."""
        assert self.state is not None
        return next(item for item in self.state.step_items() if item.step == step)
