"""The check against a plain one that follows every order of every branch."""

from collections import Counter

from hypothesis import assume, given
from hypothesis import strategies as st

from motcua.domain.workflow import END, FINISHED, FlawCode, Marking, Move, check, fire, initial, ready
from tests.domain.workflow.process_sketches import any_processes, sound_processes, spoiled_processes

OF_MOVEMENT = {
    FlawCode.WORK_PILES_UP,
    FlawCode.WORK_LEFT_BEHIND,
    FlawCode.JOIN_NEVER_COMPLETES,
    FlawCode.NO_WAY_TO_END,
}
MOST = 400


def contains_more(marking: Marking, earlier: Marking) -> bool:
    return len(marking) > len(earlier) and all(marking.count(held) >= earlier.count(held) for held in earlier)


def follow_everything(process):
    """Return the arrows between all markings, and whether work piles up; None when there are too many."""
    arrows: dict[Marking, dict[Move, Marking]] = {}
    chains: dict[Marking, tuple[Marking, ...]] = {initial(process): ()}
    border = [initial(process)]
    while border:
        marking = border.pop()
        if any(contains_more(marking, earlier) for earlier in chains[marking]):
            return arrows, True
        arrows[marking] = {}
        for step in ready(process, marking) if END not in marking else ():
            for action in step.actions:
                after = fire(process, marking, step.id, action.id)
                arrows[marking][step.id, action.id] = after
                if after not in chains:
                    chains[after] = (*chains[marking], marking)
                    border.append(after)
        if len(arrows) > MOST:
            return arrows, None
    return arrows, False


def all_reach_the_end(arrows):
    arriving = {FINISHED} & set(arrows)
    while new := {m for m, out in arrows.items() if arriving & set(out.values())} - arriving:
        arriving |= new
    return arriving == set(arrows)


@given(process=any_processes() | spoiled_processes())
def test_the_check_agrees_with_following_every_order(process):
    arrows, piles_up = follow_everything(process)
    assume(piles_up is not None)
    flaws = check(process)

    assert bool(OF_MOVEMENT & {flaw.code for flaw in flaws}) == (piles_up or not all_reach_the_end(arrows))


@given(process=any_processes() | spoiled_processes())
def test_in_a_process_that_ends_well_an_action_is_dead_when_no_order_allows_it(process):
    flaws = check(process)
    arrows, piles_up = follow_everything(process)
    assume(piles_up is False and not OF_MOVEMENT & {flaw.code for flaw in flaws})
    fired = {move for out in arrows.values() for move in out}
    unreached = {flaw.steps[0] for flaw in flaws if flaw.code is FlawCode.UNREACHABLE_STEP}
    dead = {(*flaw.steps, *flaw.actions) for flaw in flaws if flaw.code is FlawCode.DEAD_ACTION}

    assert dead == {
        (step.id, action.id)
        for step in process.steps
        for action in step.actions
        if (step.id, action.id) not in fired and step.id not in unreached
    }


@given(process=any_processes() | spoiled_processes())
def test_every_path_shown_can_be_walked_and_ends_in_the_marking_shown(process):
    for flaw in check(process):
        marking = initial(process)
        for step_id, action_id in flaw.path:
            marking = fire(process, marking, step_id, action_id)

        assert marking == flaw.marking or (flaw.path, flaw.marking) == ((), ())


@given(process=sound_processes())
def test_rows_choices_forks_and_returns_one_inside_the_other_are_sound(process):
    assert check(process) == ()


@given(process=sound_processes(), data=st.data())
def test_from_wherever_a_sound_process_has_come_it_still_can_end(process, data):
    marking = initial(process)
    for _ in range(data.draw(st.integers(0, 30))):
        if not (able := ready(process, marking)):
            break
        step = data.draw(st.sampled_from(able))
        marking = fire(process, marking, step.id, data.draw(st.sampled_from(step.actions)).id)

    while marking != FINISHED:
        step = ready(process, marking)[0]
        marking = fire(process, marking, step.id, step.actions[0].id)


@given(process=sound_processes(), data=st.data())
def test_whoever_never_stops_acting_ends_a_sound_process(process, data):
    marking, rounds = initial(process), Counter[str]()
    while able := ready(process, marking):
        step = data.draw(st.sampled_from(able))
        # Fair: whoever has sent work back twice lets it go on the third time.
        fair = [a for a in step.actions if not a.id.startswith("<") or rounds[step.id] < 2]
        action = data.draw(st.sampled_from(fair))
        rounds[step.id] += action.id.startswith("<")
        marking = fire(process, marking, step.id, action.id)

    assert marking == FINISHED
