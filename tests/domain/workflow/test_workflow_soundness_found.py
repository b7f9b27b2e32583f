"""Acceptance of the check: what is spoiled on purpose is found, what is sound passes, soon enough."""

import random
import time
from dataclasses import replace

import pytest

from motcua.domain.deadlines import Allowance, Unit
from motcua.domain.workflow import (
    END,
    Action,
    ActionKind,
    FlawCode,
    Process,
    Step,
    StepTime,
    check,
    fire,
    initial,
)
from tests.domain.workflow.process_sketches import with_action, with_step

SECONDS = 0.2
STEPS = 50
LIMIT = Allowance(200, Unit.WORKING_DAY)


def step(key, *targets, joins=False):
    """Return a step with an action for each target; several targets in a tuple are a fork."""
    each = [target if isinstance(target, tuple) else (target,) for target in targets]
    actions = tuple(
        Action(f"go{n}", f"go{n}", to, ActionKind.FINISH if to == (END,) else ActionKind.FORWARD)
        for n, to in enumerate(each)
    )
    return Step(key, key, "unit:office", "specialist", StepTime(480), 4, actions=actions, joins=joins)


def sound_process(chance, steps=STEPS):
    """Return rows, choices, forks that join again and returns, built from the end to the beginning."""
    made, onward = [step(f"s{steps}", END)], f"s{steps}"
    while len(made) < steps - 4:
        number = steps - len(made)
        shape = chance.choice(["row", "row", "choice", "fork", "loop"])
        if shape == "row":
            new = [step(f"s{number}", onward)]
        elif shape == "choice":
            new = [
                step(f"s{number - 2}", f"s{number - 1}", f"s{number}"),
                step(f"s{number - 1}", onward),
                step(f"s{number}", onward),
            ]
        elif shape == "fork":
            new = [
                step(f"s{number - 3}", (f"s{number - 2}", f"s{number - 1}")),
                step(f"s{number - 2}", f"s{number}"),
                step(f"s{number - 1}", f"s{number}"),
                step(f"s{number}", onward, joins=True),
            ]
        else:
            back = Action("back", "back", (f"s{number - 1}",), ActionKind.RETURN)
            last = step(f"s{number}", onward)
            new = [step(f"s{number - 1}", f"s{number}"), replace(last, actions=(*last.actions, back))]
        made = new + made
        onward = new[0].id
    while len(made) < steps:
        made.insert(0, step(f"s{steps - len(made)}", onward))
        onward = made[0].id
    return Process("p", 1, tuple(made), onward)


def dead_end(process, chance):
    """Lead a step that is no fork to where nothing leads on."""
    trap = replace(step("trap", "s1"), actions=(Action("round", "round", ("trap",), ActionKind.RETURN),))
    one = chance.choice(
        [
            s
            for s in process.steps
            if s.actions[0].kind is ActionKind.FORWARD and len(s.actions[0].targets) == 1
        ]
    )
    spoiled = with_step(process, one.id, actions=(*one.actions, Action("astray", "astray", ("trap",))))
    return replace(spoiled, steps=(*spoiled.steps, trap))


def unreachable(process, chance):
    """Add a step that nothing leads to."""
    return replace(process, steps=(*process.steps, step("island", chance.choice(process.steps).id)))


def livelock(process, chance):
    """Let two steps send the dossier to each other for ever."""
    to_last = process.steps[-1].id
    ping = replace(step("ping", "pong"), actions=(Action("go", "go", ("pong",)),))
    pong = replace(step("pong", "ping"), actions=(Action("back", "back", ("ping",), ActionKind.RETURN),))
    one = chance.choice([s for s in process.steps if to_last in process.targets(s.id, ActionKind.FORWARD)])
    first = one.actions[0]
    spoiled = with_action(process, one.id, first.id, targets=("ping",))
    return replace(spoiled, steps=(*spoiled.steps, ping, pong))


def lost_join(process, chance):
    """Let the last step in which branches are gathered no longer wait for them; one before would be covered."""
    if not (joins := [s for s in process.steps if s.joins]):
        start = process.start
        forked = (step("f", ("l", "r")), step("l", "j"), step("r", "j"), step("j", start))
        return Process("p", 1, (*forked, *process.steps), "f")
    return with_step(process, joins[-1].id, joins=False)


def over_limit(process, chance):
    """Give a step more time than the law gives the whole."""
    return with_step(process, process.start, time=StepTime(201 * 480 + chance.randint(1, 900)))


EXPECTED = {
    dead_end: {FlawCode.NO_WAY_TO_END},
    unreachable: {FlawCode.UNREACHABLE_STEP},
    livelock: {FlawCode.NO_WAY_TO_END},
    lost_join: {FlawCode.WORK_LEFT_BEHIND, FlawCode.WORK_PILES_UP},
    over_limit: {FlawCode.OVER_LIMIT},
}


def timed_check(process):
    began = time.process_time()
    flaws = check(process, LIMIT)
    return flaws, time.process_time() - began


def assert_all_sound(seeds):
    for seed in seeds:
        flaws, seconds = timed_check(sound_process(random.Random(seed)))
        assert flaws == (), seed
        assert seconds < SECONDS, seed


def assert_all_found(seeds):
    for seed in seeds:
        chance = random.Random(seed)
        spoil = list(EXPECTED)[seed % len(EXPECTED)]
        process = spoil(sound_process(chance), chance)
        flaws, seconds = timed_check(process)
        found = [flaw for flaw in flaws if flaw.code in EXPECTED[spoil]]
        assert found, (seed, spoil.__name__, flaws)
        assert seconds < SECONDS, seed
        for flaw in found:
            assert_walkable(process, flaw)


def assert_walkable(process, flaw):
    marking = initial(process)
    for step_id, action_id in flaw.path:
        marking = fire(process, marking, step_id, action_id)
    assert marking == flaw.marking or flaw.code is FlawCode.UNREACHABLE_STEP


def test_a_sample_of_sound_processes_of_fifty_steps_passes_soon():
    """R-A60"""
    assert_all_sound(range(40))


def test_a_sample_of_every_kind_of_unsound_one_is_found_with_its_way_soon():
    """R-A60, R-A61"""
    assert_all_found(range(40))


@pytest.mark.deep
def test_five_hundred_sound_processes_pass_soon():
    assert_all_sound(range(500))


@pytest.mark.deep
def test_two_hundred_unsound_variants_are_all_found_soon():
    assert_all_found(range(200))
