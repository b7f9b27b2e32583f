"""All procedures of the demo province can be carried out: every way out of every step, every side way.

The officers are those of the demo data, with the posts they hold on the day. A procedure that names a unit
nobody works in, a role nobody holds or a way that leads nowhere fails here under its own name. Each test walks in
memory by the shell's own function and then writes everything it did at once.
"""

from collections import deque
from collections.abc import Iterator
from datetime import datetime

import pytest
import yaml
from django.db import transaction

from motcua.apps.catalog import snapshot
from motcua.apps.catalog.models import Procedure
from motcua.apps.catalog.queries import catalog
from motcua.apps.documents.sheets import SheetKind, to_data
from motcua.apps.dossiers import lawbook, printing
from motcua.apps.dossiers.batch import Batch
from motcua.apps.dossiers.printing.facts import facts_of
from motcua.apps.dossiers.printing.single import BUILDERS
from motcua.apps.organization import queries as organization
from motcua.domain.calendar import TIMEZONE
from motcua.domain.dossier import Stage
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.refusals import NotImmediate
from motcua.domain.dossier.values import Channel, ResultKind
from motcua.domain.workflow import END, Action, ActionKind, Outcome, Process, Step
from motcua.domain.workflow import check as flaws_of
from motcua.project.paths import CHECKOUT
from tests import database
from tests.apps.dossiers import side_ways
from tests.apps.dossiers.walking import (
    FIRST_DAY,
    Counter,
    Journey,
    Pair,
    counters,
    first_day,
    forget,
    in_memory,
    local,
    prove,
)

FOLDER = CHECKOUT / "demo" / "procedures"


def described() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Return key and case codes of each procedure, from the files alone: they name the tests."""
    for file in sorted(FOLDER.glob("*.yaml")):
        for procedure in (yaml.load(file.read_text(), yaml.CSafeLoader) or {}).get("procedures", ()):
            yield procedure["key"], tuple(str(case["code"]) for case in procedure.get("cases", ()))


PROCEDURES = dict(described())
every_procedure = pytest.mark.parametrize("key", PROCEDURES)
every_case = pytest.mark.parametrize(
    ("key", "case"), [(key, case) for key, cases in PROCEDURES.items() for case in cases or ("",)]
)


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """Copy the loaded province once for this file; each test works in a savepoint inside."""
    with django_db_blocker.unblock(), database.province_database():
        _forget()
        with transaction.atomic(), lawbook.held():
            yield
            transaction.set_rollback(True)
        _forget()


def _forget():
    snapshot.forget()
    lawbook.forget()
    forget()


@pytest.fixture(autouse=True)
def province(loaded, db):
    """Give every test the province."""


class Coverage:
    """Chooses, at each step, a way out that was not tried yet, or the next hop towards one."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.untried = {
            (step.id, action.id)
            for step in process.steps
            for action in step.actions
            if action.kind is not ActionKind.FINISH
        }

    def choose(self, step: Step) -> Action:
        """Return an untried way out, ways back first; each is then tried."""
        here = [action for action in step.actions if (step.id, action.id) in self.untried]
        action = min(here, key=_ways_back_first) if here else self._towards_untried(step)
        self.untried.discard((step.id, action.id))
        return action

    def _towards_untried(self, step: Step) -> Action:
        """Return the first hop of the shortest way to an untried action, else to the end."""
        wanted = {step_id for step_id, _ in self.untried}
        waiting: deque[tuple[str, Action]] = deque(
            (target, action) for action in step.actions for target in action.targets
        )
        seen: set[str] = set()
        towards_end = None
        while waiting:
            at, first = waiting.popleft()
            if at in wanted:
                return first
            if at == END or at in seen:
                towards_end = towards_end or (first if at == END else None)
                continue
            seen.add(at)
            waiting.extend((t, first) for a in self.process.step(at).actions for t in a.targets)
        assert towards_end is not None, f"no way from {step.id} to the end"
        return towards_end


def _ways_back_first(action: Action) -> tuple[bool, bool, str]:
    return action.kind is not ActionKind.RETURN, action.outcome is not None, action.id


def start(key: str, case: str = "", *, place: int = 0, batch: Batch | None = None) -> Journey:
    """Return a journey that begins on a morning at a counter that receives the procedure.

    There are up to three: that of the competent agency, one of a commune and the province's; 0, 1, 2.
    """
    day = first_day(key)
    receiving = counters(key, day)
    counter = receiving[min(place, len(receiving) - 1)]
    return Journey(key, counter, local(day, 8, 30), case=case, ledger=batch or in_memory())


def filled(kind: SheetKind, journey: Journey) -> dict[str, object]:
    """Return what a form says of a dossier that is in the database."""
    sheet = BUILDERS[kind](facts_of(kind, journey.state.id, actor=journey.at_the_counter()))
    return dict(to_data(sheet))


def test_the_demo_has_the_procedures_it_promises():
    keys = Procedure.objects.filter(versions__status="published", processes__status="published")
    assert set(keys.values_list("key", flat=True)) == set(PROCEDURES)
    assert len(PROCEDURES) == 85


@every_procedure
def test_the_process_is_sound(key):
    assert flaws_of(start(key).process) == ()


@every_procedure
def test_every_way_out_of_every_step_can_be_taken(key):
    batch, taken = in_memory(), set[Pair]()
    coverage = Coverage(start(key).process)

    while coverage.untried:
        journey = start(key, batch=batch)
        journey.taken = taken
        journey.accept()
        journey.walk(coverage.choose)
        assert journey.state.result in {ResultKind.GRANTED, ResultKind.REFUSED}
        journey.deliver()
        assert journey.state.marking == (END,)

    process = journey.process
    assert taken == {(step.id, action.id) for step in process.steps for action in step.actions}
    prove(batch)


@every_case
def test_every_case_keeps_its_own_promise_and_its_papers_can_be_filled(key, case):
    journey = start(key, case)
    accepted = journey.accept()
    journey.walk()
    journey.write()

    receipt = filled(SheetKind.RECEIPT, journey)
    assert receipt["due_at"] == _minute(accepted.due_at)
    assert receipt["procedure"].startswith(journey.definition.name)
    assert len(filled(SheetKind.ROUTING_SLIP, journey)["hand_overs"]) == len(journey.taken)
    assert journey.state.result == ResultKind.GRANTED
    journey.deliver()


@every_procedure
def test_the_receipt_can_be_printed(key):
    journey = start(key)
    journey.accept()
    journey.write()

    counter = journey.at_the_counter()
    sheet = printing.print_form(SheetKind.RECEIPT, journey.state.id, actor=counter, at=journey.now)

    assert sheet.number == journey.state.code
    assert sheet.size > 1_000


def _minute(at: datetime) -> str:
    return at.astimezone(TIMEZONE).strftime("%Y-%m-%dT%H:%M")


@every_procedure
def test_a_refusal_after_appraisal_reaches_the_province_center_with_its_form(key):
    journey = start(key, place=2)
    journey.accept()
    journey.walk(lambda step: _refusing(step) or journey.straight_action(step))

    assert journey.state.result == ResultKind.REFUSED
    assert journey.item().unit_id == journey.counter.unit.unit_id
    journey.write()
    sheet = filled(SheetKind.REFUSAL, journey)
    assert sheet["reason"] == "Nội dung trả lời người nộp hồ sơ"
    assert sheet["number"]
    journey.deliver()


def _refusing(step: Step) -> Action | None:
    return next((action for action in step.actions if action.outcome is Outcome.REFUSE), None)


@every_procedure
def test_everything_that_a_step_allows_can_be_done_there(key):
    journey = start(key)
    journey.accept()

    done, allowed = side_ways.walk_with_every_side_act(journey)

    assert done == allowed
    journey.deliver()
    journey.write()


@every_procedure
def test_what_is_missing_is_asked_for_before_acceptance_at_any_commune_and_then_received(key):
    journey = start(key, place=1)
    journey.lodge(_by_distance(journey))
    counter = journey.at_the_counter()

    journey.do(counter, c.RequestSupplement(lines=("Bản vẽ có chữ ký",), reason="Thiếu chữ ký"))
    assert journey.is_at(Stage.SUPPLEMENT_ASKED)
    journey.wait(days=1)
    journey.do(counter, c.Supplement(), c.Accept())

    assert journey.is_at(Stage.ACCEPTED)
    journey.walk()
    journey.deliver()
    journey.write()
    assert filled(SheetKind.SUPPLEMENT_REQUEST, journey)["items"] == ["Bản vẽ có chữ ký"]


def _by_distance(journey: Journey) -> Channel:
    """Return a way of filing that is not the counter, where the procedure knows one."""
    ways = (Channel.ONLINE, Channel.POST)
    return next((way for way in ways if way in map(str, journey.definition.channels)), Channel.COUNTER)


@every_procedure
def test_the_counter_may_refuse_to_receive(key):
    journey = start(key)
    journey.lodge()

    journey.do(journey.at_the_counter(), c.RefuseIntake(reason="Không thuộc thẩm quyền"))

    journey.write()
    assert journey.is_at(Stage.NOT_ACCEPTED)


@every_procedure
def test_an_applicant_may_withdraw_once_it_is_allowed(key):
    journey = start(key)
    journey.accept()
    journey.take(journey.straight_action(journey.process.step(journey.process.start)))
    counter, ask = journey.at_the_counter(), c.RequestWithdrawal(reason="Không còn nhu cầu")

    journey.do(counter, ask)
    journey.do(journey.leader(), c.DecideWithdrawal(granted=False, reason="Hồ sơ đã có kết quả dự thảo"))
    assert journey.is_at(Stage.PROCESSING)
    journey.do(counter, ask)
    journey.do(journey.leader(), c.DecideWithdrawal(granted=True, reason="Theo đề nghị"))
    journey.do(counter, c.ReturnPapers(receiver="Nguyễn Phước Ngọc Khuê Quỳnh"))

    journey.write()
    assert filled(SheetKind.STOP_NOTICE, journey)["number"]
    assert journey.state.result == ResultKind.WITHDRAWN
    assert journey.is_at(Stage.RETURNED)


@every_procedure
def test_a_dossier_that_is_not_supplemented_is_closed(key):
    journey = start(key)
    journey.accept()
    while (
        not (step := journey.step()).switches.may_request_supplement
        or journey.state.stage != Stage.PROCESSING
    ):
        journey.take(journey.straight_action(step))
    ask = c.RequestSupplement(
        item=journey.item().id, lines=("Bản vẽ",), reason="Thiếu", answer_by=journey.day(3)
    )
    journey.do(journey.holder(journey.item()), ask)
    journey.wait(days=6)

    journey.do(journey.at_the_counter(), c.Close(reason="Quá thời hạn bổ sung"))
    journey.do(journey.at_the_counter(), c.ReturnPapers(receiver="Nguyễn Phước Ngọc Khuê Quỳnh"))

    assert journey.state.result == ResultKind.RETURNED
    journey.write()
    assert journey.is_at(Stage.RETURNED)


@every_procedure
def test_what_may_be_answered_at_once_is_answered_at_once(key):
    journey = start(key)
    journey.accept()
    finish = c.FinishOnSpot(summary="Đã cấp bản sao", signer="Chủ tịch")

    if not journey.definition.immediate:
        with pytest.raises(NotImmediate):
            journey.do(journey.at_the_counter(), finish)
        return
    journey.do(journey.at_the_counter(), finish)
    assert journey.state.marking == (END,)
    journey.deliver()
    journey.write()


def test_every_commune_has_somebody_for_every_step_of_what_it_offers():
    communes = organization.agencies_of_kind("commune_committee", on=FIRST_DAY)
    assert len(communes) == 104
    roles = RolesHeld()
    for commune in communes:
        offers = catalog().offered_at(commune.id, FIRST_DAY)
        assert offers
        for offer in offers:
            for counter in counters(offer.key, FIRST_DAY, commune.key):
                assert roles.missing(offer.key, counter) == [], (offer.key, commune.key)


def test_every_commune_carries_out_a_procedure_in_turn():
    """Each commune walks another of those it offers, at all counters that receive it, until all had their turn."""
    walked: set[str] = set()
    offered: set[str] = set()
    for turn, commune in enumerate(organization.agencies_of_kind("commune_committee", on=FIRST_DAY)):
        offers = sorted(offer.key for offer in catalog().offered_at(commune.id, FIRST_DAY))
        key = offers[turn % len(offers)]
        _walk_at_every_counter(key, commune.key)
        walked.add(key)
        offered.update(offers)
    assert walked == offered


def _walk_at_every_counter(key: str, commune: str) -> None:
    batch = in_memory()
    for counter in counters(key, FIRST_DAY, commune):
        journey = Journey(key, counter, local(FIRST_DAY, 8, 30), ledger=batch)
        journey.accept()
        journey.walk()
        journey.deliver()
    prove(batch)


class RolesHeld:
    """Knows which roles somebody holds in which unit."""

    def __init__(self) -> None:
        self._held: dict[int, frozenset[str]] = {}

    def missing(self, key: str, counter: Counter) -> list[Pair]:
        """Return the steps, of all ways, at which nobody could act."""
        _, process = catalog().current_process(key, FIRST_DAY)
        places = catalog().unit_addresses(process, counter.unit.unit_id, counter.competent)
        return [
            (step.id, step.role)
            for step in process.steps
            if step.role not in self._roles_in(places[step.unit].unit_id)
        ]

    def _roles_in(self, unit_id: int) -> frozenset[str]:
        if unit_id not in self._held:
            self._held[unit_id] = organization.roles_in(unit_id, FIRST_DAY)
        return self._held[unit_id]
