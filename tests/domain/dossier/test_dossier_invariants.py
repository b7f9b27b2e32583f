"""Every breach of what must always hold is noticed, and nothing that is lawful is taken for one."""

from dataclasses import replace

import pytest

from motcua.domain.deadlines import Stop, StopRule
from motcua.domain.dossier import Stage
from motcua.domain.dossier.invariants import broken
from motcua.domain.dossier.values import Draft, ResultKind
from tests.domain.dossier import situations
from tests.domain.dossier.processes import land_division
from tests.domain.dossier.world import LEADER, World, at

MOMENT = at("2026-11-05 08:00")
OPEN = Stop(since=MOMENT, until=None, rule=StopRule.CONTINUE, ground="stopped")


def moved(state, **changes):
    return replace(state, items=(replace(state.items[0], **changes), *state.items[1:]))


BREACHES = {
    "a code exactly when accepted": [
        ("processing", lambda s: replace(s, code="")),
        ("lodged", lambda s: replace(s, code="H31")),
    ],
    "at most one stop is open": [("stopped", lambda s: replace(s, stops=(*s.stops, OPEN)))],
    "a paused dossier has an open stop": [
        (situation, lambda s: replace(s, stops=(), due_at=MOMENT, original_due_at=MOMENT))
        for situation in ("supplement asked", "payment asked", "stopped")
    ],
    "a running dossier has no open stop": [
        (situation, lambda s: replace(s, stops=(OPEN,), due_at=None)) for situation in ("accepted", "processing")
    ],
    "a due time exactly while the clock runs": [
        ("processing", lambda s: replace(s, due_at=None)),
        ("stopped", lambda s: replace(s, due_at=MOMENT, original_due_at=MOMENT)),
        ("withdrawal asked", lambda s: replace(s, due_at=None)),
    ],
    "due after acceptance": [
        ("processing", lambda s: replace(s, due_at=at("2026-11-04 08:59"), original_due_at=at("2026-11-04 08:59"))),
    ],
    "a re-appointment is never earlier than the first promise": [
        ("processing", lambda s: replace(s, due_at=at("2026-11-11 16:59"))),
        ("processing", lambda s: replace(s, original_due_at=None)),
    ],
    "an ended dossier has no open stop": [
        ("withdrawn", lambda s: replace(s, stops=(OPEN,))),
        ("done", lambda s: replace(s, stops=(OPEN,))),
    ],
    "no tray of an ended dossier is open": [
        (situation, lambda s: replace(s, items=situations.working().state.items, marking=("appraise",)))
        for situation in ("returned", "not accepted", "withdrawn")
    ],
    "somebody always holds a running dossier": [
        ("processing", lambda s: replace(s, items=())),
        ("stopped", lambda s: replace(s, items=())),
    ],
    "trays stand where the tokens are": [
        ("processing", lambda s: replace(s, marking=("sign",))),
        ("processing", lambda s: replace(s, items=(*s.items, replace(s.items[0], id=9)))),
    ],
    "a result waits at the return desk": [("done", lambda s: replace(s, items=()))],
    "item numbers are unique": [
        ("processing", lambda s: replace(s, items=(*s.items, *s.items), marking=(*s.marking, *s.marking))),
    ],
    "nothing is signed before acceptance": [
        ("lodged", lambda s: replace(s, draft=Draft(kind=ResultKind.GRANTED, summary="x", signed_at=MOMENT))),
    ],
    "what is returned has ended": [
        ("returned", lambda s: replace(s, returned_at=None)),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "situation", "spoil"),
    [(name, situation, spoil) for name, cases in BREACHES.items() for situation, spoil in cases],
    ids=[f"{name} ({situation})" for name, cases in BREACHES.items() for situation, _ in cases],
)
def test_a_breach_is_called_by_its_name(name, situation, spoil):
    state = situations.SITUATIONS[situation]().state
    assert broken(state) == ()

    assert broken(spoil(state)) == (name,)


def test_no_situation_is_a_breach():
    for name, make in situations.SITUATIONS.items():
        assert broken(make().state) == (), name


@pytest.mark.parametrize(
    "state",
    [
        lambda: situations.consulted().state,  # A question beside a step.
        lambda: World(process=land_division()).forked().state,
        lambda: World(immediate=True).accepted().state,
        lambda: replace(
            situations.SITUATIONS["done"]().state, items=(), marking=("end",)
        ),  # Finished on the spot.
        lambda: replace(
            situations.working().state, draft=Draft(kind=ResultKind.GRANTED, summary="x", signed_at=MOMENT)
        ),
        lambda: replace(
            situations.SITUATIONS["lodged"]().state, draft=Draft(kind=ResultKind.GRANTED, summary="x")
        ),
    ],
)
def test_what_is_lawful_is_none(state):
    assert broken(state()) == ()


def test_a_withdrawal_may_be_asked_for_while_the_clock_stands():
    world = situations.supplement_asked()
    world.do(situations.RECEPTION, situations.c.RequestWithdrawal(reason="x"))

    assert (world.state.stage, broken(world.state)) == (Stage.WITHDRAWAL_ASKED, ())


def test_several_breaches_are_all_named():
    world = situations.working()
    world.do(LEADER, situations.c.AddNote(text="x"))

    assert set(broken(replace(world.state, code="", items=()))) == {
        "a code exactly when accepted",
        "somebody always holds a running dossier",
    }
    assert "what is returned has ended" in broken(replace(situations.returned().state, result=None))
