"""What is still to come, with dates."""

from dataclasses import replace

import pytest

from motcua.domain.dossier import commands as c
from motcua.domain.dossier.outlook import outlook
from motcua.domain.workflow import Action, ActionKind, Process, Step, StepTime
from tests.domain.dossier.world import CALENDAR, RECEPTION, SPECIALIST, World, at, lodging


def ahead(world, now=None):
    found = outlook(world.state, world.process, CALENDAR, now or world.now)
    return [(one.step.id, one.due_at) for one in found]


def test_nothing_lies_ahead_before_acceptance():
    world = World()
    world.do(RECEPTION, lodging())

    assert ahead(world) == []


def test_every_step_takes_all_its_time_after_the_one_before():
    world = World().at_step("appraise")

    assert ahead(world) == [
        ("sign", at("2026-11-12 09:00")),
        ("issue", at("2026-11-12 14:30")),
        ("return", at("2026-11-12 14:30")),
    ]


def test_a_step_held_too_long_is_taken_to_end_now():
    world = World().at_step("appraise")
    late = at("2026-11-20 08:00")

    assert ahead(world, late)[0] == ("sign", at("2026-11-23 08:00"))


def test_dates_are_unknown_while_the_clock_stands():
    world = World().at_step("appraise")
    world.do(SPECIALIST, c.RequestSupplement(item=world.item.id, lines=("Bản vẽ",), reason="Thiếu"))

    assert {due for _, due in ahead(world)} == {None}


def test_nothing_lies_ahead_of_what_has_ended():
    world = World().at_step("return")
    world.state = replace(world.state, result="granted")

    assert ahead(world) == []


def forked() -> Process:
    """Two offices side by side, then one that waits for both."""
    hours = StepTime.of_working_hours

    def step(id_, minutes, *targets, joins=False, kind=ActionKind.FORWARD, actions=True):
        way = (Action("go", "Chuyển", targets, kind),) if actions else ()
        return Step(id_, id_, "counter", "reception", hours(minutes), 4, actions=way, joins=joins)

    steps = (
        step("start", 1, "left", "right"),
        step("left", 2, "join"),
        step("right", 6, "join"),
        step("join", 1, "end", joins=True, kind=ActionKind.FINISH),
    )
    return Process("forked", 1, steps, "start")


def test_a_join_begins_when_the_last_branch_arrives():
    world = World(process=forked(), now=at("2026-11-04 07:30")).accepted()

    found = dict(ahead(world))

    start_ends = world.item.due_at
    assert found["left"] < found["right"] < found["join"]
    assert list(found) == ["left", "right", "join"]
    assert (found["join"] - found["right"]).total_seconds() == pytest.approx(3600)
    assert start_ends < found["left"]


def test_a_step_without_any_way_out_ends_the_outlook():
    process = forked()
    stuck = replace(process, steps=(*process.steps[:3], replace(process.steps[3], actions=())))
    world = World(process=stuck, now=at("2026-11-04 07:30")).accepted()

    assert [step for step, _ in ahead(world)] == ["left", "right", "join"]


def test_a_process_that_goes_round_is_walked_once():
    process = forked()
    back = Action("again", "Lại", ("start",), ActionKind.FORWARD)
    round_and_round = replace(process, steps=(*process.steps[:3], replace(process.steps[3], actions=(back,))))
    world = World(process=round_and_round, now=at("2026-11-04 07:30")).accepted()

    assert [step for step, _ in ahead(world)] == ["left", "right", "join"]
