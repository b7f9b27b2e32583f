"""The share of the way behind a dossier."""

from motcua.apps.lookup.ways import LEAST_MINUTES, Way, minutes_left
from motcua.domain.workflow import END, Action, ActionKind, Process, Step, StepTime
from tests.domain.dossier.processes import building_permit


def step(name, hours, *targets, kind=ActionKind.FORWARD, back="", **more):
    actions = [Action("back", "Trả lại", (back,), kind=ActionKind.RETURN)] if back else []
    actions.append(Action("on", "Chuyển", targets, kind=kind))
    time = StepTime.of_working_hours(hours)
    return Step(name, name, "counter", "reception", time, 4, actions=tuple(actions), **more)


def test_the_time_from_each_step_to_the_end_follows_the_usual_way():
    left = minutes_left(building_permit())

    assert left["return"] == LEAST_MINUTES
    assert left["issue"] == 240 + LEAST_MINUTES
    assert left["reception"] == (4 + 4 + 40 + 8 + 4) * 60 + LEAST_MINUTES


def test_of_a_fork_the_longest_arm_counts_and_the_token_farthest_behind():
    process = Process("p", 1, start="a", steps=(
        step("a", 1, "b", "c"), step("b", 2, "d"), step("c", 5, "d"), step("d", 1, END, joins=True),
    ))  # fmt: skip
    left = minutes_left(process)
    way = Way(left, left["a"], "Thủ tục", confidential=False)

    assert left["a"] == (1 + 5 + 1) * 60
    assert way.share(("c", "d")) == way.share(("c",)) < way.share(("b", "d"))


def test_a_way_back_and_a_circle_do_not_lengthen_the_way():
    process = Process("p", 1, start="a", steps=(
        step("a", 1, "b"), step("b", 2, "c", back="a"), step("c", 3, "b"),
    ))  # fmt: skip

    assert minutes_left(process)["a"] == (1 + 2 + 3) * 60


def test_a_day_of_the_calendar_counts_as_a_working_day():
    days = Step("a", "a", "counter", "reception", StepTime.of_calendar_days(2), 4)
    process = Process("p", 1, start="a", steps=(days,))

    assert minutes_left(process) == {"a": 2 * 480}


def test_nothing_is_behind_before_the_first_step_and_never_all_before_the_hand_over():
    left = minutes_left(building_permit())
    way = Way(left, left["reception"], "Thủ tục", confidential=False)

    assert way.share(()) == 0.0
    assert way.share((END,)) == way.share(("unknown",)) == 0.95
