from decimal import Decimal

import pytest

from motcua.domain.workflow import (
    CALENDAR_DAY_MINUTES,
    END,
    WORKING_DAY_MINUTES,
    Action,
    ActionKind,
    Outcome,
    StepTime,
    StepTimeNotCountable,
    Switches,
    TimeUnit,
    UnknownAction,
    UnknownStep,
)
from tests.domain.workflow.process_sketches import sketch


def test_a_day_of_work_has_eight_hours_and_a_day_of_the_calendar_twenty_four():
    assert (WORKING_DAY_MINUTES, CALENDAR_DAY_MINUTES) == (480, 1440)


@pytest.mark.parametrize(
    ("hours", "minutes"),
    [("1.5", 90), (0.25, 15), (Decimal("15.25"), 915), (4, 240), (0, 0), (0.1, 6), ("0.5", 30)],
)
def test_working_hours_become_minutes(hours, minutes):
    assert StepTime.of_working_hours(hours) == StepTime(minutes, TimeUnit.WORKING)


@pytest.mark.parametrize(("days", "minutes"), [(1, 1440), ("0.5", 720), (30, 43200)])
def test_calendar_days_become_minutes(days, minutes):
    assert StepTime.of_calendar_days(days) == StepTime(minutes, TimeUnit.CALENDAR)


@pytest.mark.parametrize("hours", ["-1", "0.001", "one", float("nan"), "Infinity", "-Infinity", ""])
def test_a_time_that_is_no_whole_number_of_minutes_is_refused(hours):
    with pytest.raises(StepTimeNotCountable) as refused:
        StepTime.of_working_hours(hours)

    assert refused.value.code == "workflow.step-time-not-countable"


def test_the_refusal_of_a_time_says_which():
    with pytest.raises(StepTimeNotCountable, match=r"^0\.001$") as fraction:
        StepTime.of_working_hours("0.001")
    with pytest.raises(StepTimeNotCountable, match=r"^one$") as word:
        StepTime.of_calendar_days("one")
    with pytest.raises(StepTimeNotCountable) as negative:
        StepTime(-5)

    assert [error.value.amount for error in (fraction, word, negative)] == ["0.001", "one", "-5"]


def test_time_is_working_time_unless_said_otherwise():
    assert StepTime(60).unit is TimeUnit.WORKING


def test_switches_are_off_unless_named_and_are_named_in_the_order_of_the_law():
    switches = Switches.of("must_sign", "may_extend")

    assert switches == Switches(must_sign=True, may_extend=True)
    assert switches.names() == ("may_extend", "must_sign")
    assert Switches().names() == ()


def test_a_switch_of_another_name_does_not_exist():
    with pytest.raises(TypeError):
        Switches.of("may_sleep")


def test_an_action_goes_forward_says_nothing_and_is_always_offered_unless_said_otherwise():
    action = Action("go", "Go", ("b",))

    assert (action.kind, action.outcome, action.when) == (ActionKind.FORWARD, None, "")


def test_the_words_stored_for_kinds_outcomes_and_units_stay_as_they_are():
    assert [kind.value for kind in ActionKind] == ["forward", "return", "finish"]
    assert [outcome.value for outcome in Outcome] == ["grant", "refuse"]
    assert [unit.value for unit in TimeUnit] == ["working", "calendar"]
    assert END == "end"


def test_steps_and_actions_are_found_by_name():
    process = sketch({"a": "b", "b": "<a end"})

    assert process.step("b").name == "B"
    assert process.action("b", "<a").targets == ("a",)
    assert process.step("b").action("end").kind is ActionKind.FINISH
    assert "b" in process
    assert "x" not in process
    with pytest.raises(UnknownStep):
        process.action("x", "end")
    with pytest.raises(UnknownAction):
        process.action("a", "end")


def test_targets_come_once_each_by_kind_of_action():
    process = sketch({"a": "b+c c+d", "b": "c <a end", "c": "d", "d": "end"})

    assert process.targets("a", ActionKind.FORWARD) == ("b", "c", "d")
    assert process.targets("b", ActionKind.RETURN, ActionKind.FINISH) == ("a", END)
    assert process.targets("a", ActionKind.RETURN) == ()


def test_what_leads_to_a_step_is_found_once_and_kept():
    process = sketch({"a": "b", "b": "c <a", "c": "end"})

    assert process.on_the_way_to("c") == {"a", "b"}
    assert process.on_the_way_to("c") is process.on_the_way_to("c")


def test_asking_a_process_does_not_change_what_it_is_equal_to():
    asked, fresh = (sketch({"a": "b", "b": "end"}) for _ in range(2))
    asked.on_the_way_to("b")

    assert asked == fresh
    assert hash(asked) == hash(fresh)
