"""A dossier whose agency has ended: the successor has it, the applicant notices nothing (R-0.3)."""

from dataclasses import replace

from motcua.domain.dossier import commands as c
from motcua.domain.dossier.invariants import broken
from motcua.domain.dossier.trace import trace
from motcua.domain.dossier.values import UnitPassed
from tests.domain.dossier import situations
from tests.domain.dossier.world import (
    AGENCY,
    CLERK,
    COUNTER,
    DIVISION,
    HEAD,
    LEADERS,
    OTHER,
    OTHER_AGENCY,
    RECEPTION,
    SPECIALIST,
    TIMER,
    Spot,
    World,
    officer,
)

NEW = 300
NEW_COUNTER, NEW_DIVISION, NEW_LEADERS, NEW_CLERK = 301, 302, 303, 304
PASSED = (
    UnitPassed(COUNTER, NEW_COUNTER, NEW),
    UnitPassed(DIVISION, NEW_DIVISION, NEW),
    UnitPassed(LEADERS, NEW_LEADERS, NEW),
    UnitPassed(CLERK, NEW_CLERK, NEW),
)
NEW_PLACES = {
    "counter": Spot(NEW_COUNTER, NEW),
    "unit:kinh-te": Spot(NEW_DIVISION, NEW),
    "leaders": Spot(NEW_LEADERS, NEW),
    "clerk": Spot(NEW_CLERK, NEW),
}


def order(**changes):
    facts = {
        "order": 5,
        "ordered_by": "Đỗ Minh Khang",
        "decision": " NQ 1 ",
        "competent_agency": NEW,
        "units": PASSED,
    }
    return c.TakeOver(**{**facts, **changes})  # fmt: skip


def test_everything_moves_but_code_clock_and_due_date():
    world = situations.working()
    before = world.state

    state = world.do(TIMER, order())

    assert (state.receiving_unit, state.receiving_agency, state.competent_agency) == (NEW_COUNTER, NEW, NEW)
    assert (state.code, state.stage, state.due_at, state.original_due_at, state.marking) == (
        before.code,
        before.stage,
        before.due_at,
        before.original_due_at,
        before.marking,
    )
    (item,), (was,) = state.items, before.items
    assert item == replace(was, unit_id=NEW_DIVISION, agency_id=NEW, from_unit=item.from_unit)
    assert item.from_unit != was.from_unit
    assert NEW_DIVISION in {state.papers_going_to, state.papers_at}
    assert {NEW_COUNTER, NEW_DIVISION, COUNTER, DIVISION} <= set(state.units)
    assert {AGENCY, NEW} <= set(state.agencies)
    assert broken(state) == ()
    event = world.journal[-1].event
    assert (event.was_competent_agency, event.was_receiving_unit, event.decision) == (AGENCY, COUNTER, "NQ 1")
    assert trace(world.journal).items[item.id].item == item
    assert world.refused(TIMER, order()).code == "dossier.nothing-to-take-over"


def test_who_goes_along_keeps_what_they_hold_and_who_leaves_does_not():
    world = situations.working()
    world.do(SPECIALIST, c.Claim(item=world.item.id))

    stays = world.state.items[0].assignee
    world.do(TIMER, order(leaving=(999,)))
    assert world.item.assignee == stays
    assert world.journal[-1].event.leaving == ()

    again = (UnitPassed(NEW_DIVISION, 402, 400),)
    gone = tuple(world.state.hands.values())
    world.do(TIMER, order(units=again, competent_agency=400, leaving=(stays, *gone)))
    assert (world.item.assignee, world.item.claimed_at, world.item.unit_id) == (None, None, 402)
    assert dict(world.state.hands) == {}


def test_work_goes_on_at_the_successor():
    world = situations.working()
    world.do(TIMER, order())
    world.places = NEW_PLACES

    specialist = officer(22, NEW_DIVISION, "specialist", NEW)
    world.do(specialist, c.Claim(item=world.item.id))
    assert (
        world.refused(SPECIALIST, c.SendBack(item=world.item.id, reason="x")).code == "access.not-permitted"
    )
    back = world.do(specialist, c.SendBack(item=world.item.id, reason="Thiếu bản vẽ"))

    assert back.items[0].unit_id in {NEW_COUNTER, NEW_DIVISION}


def test_a_unit_that_was_asked_is_asked_at_its_successor():
    world = situations.consulted()

    state = world.do(TIMER, order(competent_agency=AGENCY, units=(UnitPassed(OTHER, 401, 400),)))

    assert (state.consultations[0].unit_id, state.consultations[0].agency_id) == (401, 400)
    assert (state.items[-1].unit_id, state.competent_agency) == (401, AGENCY)
    assert 400 in state.agencies


def test_an_answer_given_stays_where_it_was_given():
    world = situations.consulted()
    world.do(officer(91, OTHER, "specialist", OTHER_AGENCY), c.Answer(item=world.state.items[-1].id, opinion="x", agrees=True))  # fmt: skip

    state = world.do(TIMER, order(competent_agency=AGENCY, units=(UnitPassed(OTHER, 401, 400),)))

    assert state.consultations[0].unit_id == OTHER
    assert 401 in state.units


def test_only_the_agency_may_pass():
    world = World().lodged()
    state = world.do(TIMER, order(units=()))

    assert (state.competent_agency, state.receiving_agency) == (NEW, AGENCY)
    assert world.refused(TIMER, order(decision=" ", competent_agency=7)).code == "dossier.reason-missing"


def test_a_result_waits_at_the_successors_counter_and_what_is_over_stays():
    world = World().at_step("return")
    state = world.do(TIMER, order())
    assert state.receiving_unit == NEW_COUNTER
    assert state.items[0].unit_id == NEW_COUNTER
    desk = officer(12, NEW_COUNTER, "return_desk", NEW)
    world.do(desk, c.DeliverResult(receiver="Chị Ánh"))

    assert world.refused(TIMER, order(competent_agency=9)).code == "dossier.wrong-stage"


def test_nobody_orders_it_by_hand():
    world = situations.working()
    for actor in (HEAD, RECEPTION):
        assert world.refused(actor, order()).code == "access.not-permitted"
