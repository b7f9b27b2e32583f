import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.workflow import (
    FINISHED,
    JoinWaiting,
    NotAtStep,
    UnknownAction,
    UnknownStep,
    fire,
    initial,
    ready,
    waiting_for,
)
from tests.domain.workflow.process_sketches import any_processes, sketch, sound_processes

CONSULTING = sketch({"a": "b+c", "b": "j <b", "c": "d", "d": "j <c", "j": "end <a"}, joins="j")


def ready_ids(process, marking):
    return [step.id for step in ready(process, marking)]


def test_a_dossier_begins_with_one_token_on_the_first_step():
    assert initial(sketch({"a": "b", "b": "end"}, start="b")) == ("b",)


@pytest.mark.parametrize(
    ("marking", "step_id", "action_id", "after"),
    [
        pytest.param(("a",), "a", "b+c", ("b", "c"), id="fork"),
        pytest.param(("b", "c"), "c", "d", ("b", "d"), id="one-branch-moves"),
        pytest.param(("b", "d"), "b", "j", ("d", "j"), id="one-branch-arrives"),
        pytest.param(("d", "j"), "d", "<c", ("c", "j"), id="return-inside-a-branch"),
        pytest.param(("d", "j"), "d", "j", ("j", "j"), id="all-have-arrived"),
        pytest.param(("j", "j"), "j", "end", FINISHED, id="join-takes-all"),
        pytest.param(("j", "j"), "j", "<a", ("a",), id="join-returns-one"),
        pytest.param(("j", "j", "j"), "j", "<a", ("a",), id="join-takes-three"),
        pytest.param(("b", "b"), "b", "j", ("b", "j"), id="a-plain-step-takes-one"),
    ],
)
def test_an_action_moves_tokens(marking, step_id, action_id, after):
    assert fire(CONSULTING, marking, step_id, action_id) == after


def test_markings_are_sorted_whatever_the_order_of_the_targets():
    assert fire(sketch({"a": "z+b+m"}), ("a",), "a", "z+b+m") == ("b", "m", "z")


def test_nothing_moves_where_the_dossier_is_not():
    with pytest.raises(NotAtStep) as refused:
        fire(CONSULTING, ("b", "c"), "a", "b+c")

    assert (refused.value.step_id, refused.value.marking) == ("a", ("b", "c"))
    assert refused.value.code == "workflow.not-at-step"
    assert str(refused.value) == "a not in ('b', 'c')"


def test_a_join_does_not_act_before_the_last_branch_has_arrived():
    with pytest.raises(JoinWaiting) as refused:
        fire(CONSULTING, ("d", "j"), "j", "end")

    assert (refused.value.step_id, refused.value.waiting_for) == ("j", ("d",))
    assert refused.value.code == "workflow.join-waiting"
    assert str(refused.value) == "j waits for ('d',)"


def test_an_unknown_step_or_action_is_refused_by_name():
    with pytest.raises(UnknownStep) as no_step:
        fire(CONSULTING, ("a",), "x", "end")
    with pytest.raises(UnknownAction) as no_action:
        fire(CONSULTING, ("a",), "a", "end")

    assert (no_step.value.process_id, no_step.value.step_id) == ("p", "x")
    assert str(no_step.value) == "p: x"
    assert no_step.value.code == "workflow.unknown-step"
    assert (no_action.value.step_id, no_action.value.action_id) == ("a", "end")
    assert str(no_action.value) == "a: end"
    assert no_action.value.code == "workflow.unknown-action"


@pytest.mark.parametrize(
    ("marking", "able"),
    [
        (("a",), ["a"]),
        (("b", "c"), ["b", "c"]),
        (("d", "j"), ["d"]),
        (("j", "j"), ["j"]),
        (("b", "b"), ["b"]),
        (FINISHED, []),
    ],
)
def test_ready_steps_come_once_each_in_the_order_of_the_process(marking, able):
    assert ready_ids(CONSULTING, marking) == able


def test_a_join_names_each_step_it_waits_for_once():
    assert waiting_for(CONSULTING, ("b", "b", "d", "j"), "j") == ("b", "d")
    assert waiting_for(CONSULTING, ("b", "c"), "b") == ()


def test_a_join_waits_only_for_work_that_leads_to_it_by_forward_actions():
    process = sketch({"a": "b+c", "b": "j", "c": "x <b", "x": "end", "j": "end"}, joins="j")

    assert waiting_for(process, ("c", "j"), "j") == ()


def test_an_inner_join_and_an_outer_join_wait_for_their_own_branches():
    process = sketch(
        {"a": "b+c", "b": "d+e", "d": "i", "e": "i", "i": "o", "c": "o", "o": "end"}, joins="i o"
    )

    assert ready_ids(process, ("c", "d", "i")) == ["d", "c"]
    assert ready_ids(process, ("c", "i", "i")) == ["i", "c"]
    assert waiting_for(process, ("c", "i", "i", "o"), "o") == ("c", "i")
    assert ready_ids(process, ("o", "o")) == ["o"]


def test_work_that_must_pass_a_join_again_to_come_back_is_not_on_the_way_to_it():
    process = sketch({"a": "j", "j": "b", "b": "j end"}, joins="j")

    assert process.on_the_way_to("j") == {"a", "b"}
    assert process.on_the_way_to("b") == {"a", "j"}
    assert process.on_the_way_to("a") == frozenset()


@given(process=any_processes(), data=st.data())
def test_no_action_changes_a_marking_without_its_token(process, data):
    ids = [step.id for step in process.steps]
    step = data.draw(st.sampled_from(process.steps))
    others = [step_id for step_id in ids if step_id != step.id]
    marking = tuple(sorted(data.draw(st.lists(st.sampled_from(others), max_size=4))))

    with pytest.raises(NotAtStep):
        fire(process, marking, step.id, step.actions[0].id)


@given(process=sound_processes(), data=st.data())
def test_an_action_takes_the_tokens_of_its_step_and_leaves_all_others(process, data):
    marking = initial(process)
    while able := ready(process, marking):
        step = data.draw(st.sampled_from(able))
        action = data.draw(st.sampled_from([a for a in step.actions if not a.id.startswith("<")]))
        after = fire(process, marking, step.id, action.id)

        taken = marking.count(step.id) if step.joins else 1
        assert len(after) == len(marking) - taken + len(action.targets)
        for held in set(marking) - {step.id}:
            assert after.count(held) == marking.count(held) + action.targets.count(held)
        marking = after

    assert marking == FINISHED
