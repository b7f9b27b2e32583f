"""All procedures of the demo province can be carried out: every way out of every step, every side way.

The officers are those of the demo data, with the posts they hold on the day. A procedure that names a unit
nobody works in, a role nobody holds or a way that leads nowhere fails here under its own name.
"""

from collections import deque
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import yaml
from django.db import transaction

from motcua.apps.catalog.loading import load_procedures
from motcua.apps.catalog.queries import catalog
from motcua.apps.deadlines.loading import load_calendars
from motcua.apps.documents.sheets import SheetKind
from motcua.apps.dossiers import lawbook, printing
from motcua.apps.organization import queries as organization
from motcua.apps.organization.loading import load_organization
from motcua.domain.access import Actor
from motcua.domain.calendar import TIMEZONE
from motcua.domain.dossier import Stage
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.refusals import NotImmediate
from motcua.domain.dossier.values import Channel, ResultKind
from motcua.domain.workflow import END, Action, ActionKind, Outcome, Process, Step
from motcua.project.paths import CHECKOUT
from tests.apps.dossiers import side_ways
from tests.apps.dossiers.walking import FIRST_DAY, Journey, Pair, counters, first_day, forget, local

LOADED_AT = datetime(2026, 1, 2, 2, 0, tzinfo=UTC)
FOLDER = CHECKOUT / "demo" / "procedures"
OPERATOR = Actor.system("cli")


def described() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Return key and case codes of each procedure, from the files alone: they name the tests."""
    for file in sorted(FOLDER.glob("*.yaml")):
        for procedure in (yaml.load(file.read_text(), yaml.CSafeLoader) or {}).get("procedures", ()):
            yield procedure["key"], tuple(str(case["code"]) for case in procedure.get("cases", ()))


PROCEDURES = dict(described())
pytestmark = pytest.mark.deep
every_procedure = pytest.mark.parametrize("key", PROCEDURES)
every_case = pytest.mark.parametrize(
    ("key", "case"), [(key, case) for key, cases in PROCEDURES.items() for case in cases or ("",)]
)


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """Load the province once for this file; each test works in a savepoint inside."""
    with django_db_blocker.unblock(), transaction.atomic():
        lawbook.forget()
        forget()
        folder = CHECKOUT / "demo" / "hung-yen"
        load_organization(folder, actor=OPERATOR, at=LOADED_AT)
        load_calendars(folder, actor=OPERATOR, at=LOADED_AT)
        yield load_procedures(FOLDER, at=LOADED_AT)
        lawbook.forget()
        forget()
        transaction.set_rollback(True)


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


def start(key: str, case: str = "", *, place: int = 0) -> Journey:
    """Return a journey that begins on a morning at a counter that receives the procedure.

    There are up to three: that of the competent agency, one of a commune and the province's; 0, 1, 2.
    """
    day = first_day(key)
    receiving = counters(key, day)
    return Journey(key, receiving[min(place, len(receiving) - 1)], local(day, 8, 30), case=case)


def test_the_demo_has_the_procedures_it_promises(loaded):
    assert loaded.procedures == len(PROCEDURES) == 85


@every_procedure
def test_every_way_out_of_every_step_can_be_taken(key):
    coverage, taken = Coverage(start(key).process), set[Pair]()

    while coverage.untried:
        journey = start(key)
        journey.taken = taken
        journey.accept()
        journey.walk(coverage.choose)
        assert journey.state.result in {ResultKind.GRANTED, ResultKind.REFUSED}
        journey.deliver()
        assert journey.state.marking == (END,)

    process = journey.process
    assert taken == {(step.id, action.id) for step in process.steps for action in step.actions}


@every_case
def test_every_case_keeps_its_own_promise_and_its_papers_can_be_printed(key, case):
    journey = start(key, case)
    accepted = journey.accept()
    receipt = printing.print_form(
        SheetKind.RECEIPT, accepted.id, actor=journey.at_the_counter(), at=journey.now
    )
    assert receipt.data["due_at"] == _minute(accepted.due_at)
    assert receipt.data["procedure"].startswith(journey.definition.name)

    journey.walk()
    slip = printing.print_form(
        SheetKind.ROUTING_SLIP, accepted.id, actor=journey.at_the_counter(), at=journey.now
    )
    assert len(slip.data["hand_overs"]) == len(journey.taken)
    assert journey.state.result == ResultKind.GRANTED
    journey.deliver()


def _minute(at: datetime) -> str:
    return at.astimezone(TIMEZONE).strftime("%Y-%m-%dT%H:%M")


@every_procedure
def test_a_refusal_after_appraisal_reaches_the_province_center_with_its_form(key):
    journey = start(key, place=2)
    journey.accept()
    journey.walk(lambda step: _refusing(step) or journey.straight_action(step))

    assert journey.state.result == ResultKind.REFUSED
    assert journey.item().unit_id == journey.counter.unit.unit_id
    sheet = printing.print_form(
        SheetKind.REFUSAL, journey.state.id, actor=journey.at_the_counter(), at=journey.now
    )
    assert sheet.data["reason"] == "Nội dung trả lời người nộp hồ sơ"
    assert sheet.data["number"]
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
    assert printing.print_form(
        SheetKind.SUPPLEMENT_REQUEST, journey.state.id, actor=counter, at=journey.now
    ).data["items"] == ["Bản vẽ có chữ ký"]
    journey.walk()
    journey.deliver()


def _by_distance(journey: Journey) -> Channel:
    """Return a way of filing that is not the counter, where the procedure knows one."""
    ways = (Channel.ONLINE, Channel.POST)
    return next((way for way in ways if way in map(str, journey.definition.channels)), Channel.COUNTER)


@every_procedure
def test_the_counter_may_refuse_to_receive(key):
    journey = start(key)
    journey.lodge()

    journey.do(journey.at_the_counter(), c.RefuseIntake(reason="Không thuộc thẩm quyền"))

    journey.prove()
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
    notice = printing.print_form(SheetKind.STOP_NOTICE, journey.state.id, actor=counter, at=journey.now)
    journey.do(counter, c.ReturnPapers(receiver="Nguyễn Phước Ngọc Khuê Quỳnh"))

    assert notice.data["number"]
    assert journey.state.result == ResultKind.WITHDRAWN
    journey.prove()
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
    journey.prove()
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


@pytest.mark.deep
@pytest.mark.parametrize("share", range(8))
def test_every_commune_can_carry_out_what_it_offers(share):
    communes = organization.agencies_of_kind("commune_committee", on=FIRST_DAY)
    assert len(communes) == 104
    for commune in communes[share::8]:
        for offer in catalog().offered_at(commune.id, FIRST_DAY):
            for counter in counters(offer.key, FIRST_DAY, commune.key):
                journey = Journey(offer.key, counter, local(FIRST_DAY, 8, 30))
                journey.accept()
                journey.walk()
                journey.deliver()
