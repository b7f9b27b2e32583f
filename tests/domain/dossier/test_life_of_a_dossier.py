"""One dossier from the counter to the applicant's hand, step by step."""

from motcua.domain.calendar import TIMEZONE
from motcua.domain.dossier import Stage
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.codec import decode_event, decode_state, encode_event, encode_state
from motcua.domain.dossier.evolve import fold
from motcua.domain.dossier.invariants import broken
from motcua.domain.dossier.values import ResultKind
from tests.domain.dossier.world import RECEPTION, RETURN_DESK, SPECIALIST, World


def test_a_dossier_goes_from_the_counter_through_all_roles_to_the_applicant():
    world = World().at_step("return")

    world.do(RETURN_DESK, c.DeliverResult(receiver="Đặng Thị Ngọc Ánh", identity="CCCD"))

    assert world.state.stage == Stage.RETURNED
    assert world.state.result == ResultKind.GRANTED
    assert world.state.items == ()
    assert broken(world.state) == ()
    assert fold(world.journal) == world.state


def test_the_state_and_every_event_survive_being_written_down():
    world = World().at_step("return")

    again = decode_state(encode_state(world.state))

    assert again == world.state
    assert [decode_event(*encode_event(entry.event)) for entry in world.journal] == [
        r.event for r in world.journal
    ]


def test_a_supplement_restarts_the_limit_since_2018_and_continues_it_before():
    due = {}
    for regime in ("REG-2018", "REG-2015"):
        world = World(regime=regime).at_step("appraise")
        ask = c.RequestSupplement(item=world.item.id, lines=("Bản vẽ móng",), reason="Thiếu bản vẽ móng")
        paused = world.do(SPECIALIST, ask, on="2026-11-06 10:00")
        assert paused.due_at is None
        done = world.do(RECEPTION, c.Supplement(note="Đã nộp"), on="2026-11-10 10:00")
        due[regime] = done.due_at.astimezone(TIMEZONE).date().isoformat()

    assert due == {"REG-2018": "2026-11-17", "REG-2015": "2026-11-13"}  # R-D41
