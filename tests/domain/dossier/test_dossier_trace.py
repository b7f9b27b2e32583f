"""The rows that follow from a journal: work items and stretches of stages."""

import pytest

from motcua.domain.dossier import Stage
from motcua.domain.dossier import commands as c
from motcua.domain.dossier import events as e
from motcua.domain.dossier.evolve import evolve, fold
from motcua.domain.dossier.trace import Interval, Trace, TracedItem, action_of, trace
from tests.domain.dossier import situations
from tests.domain.dossier.world import (
    COLLEAGUE,
    CONSULTED,
    HEAD,
    LEADER,
    RECEPTION,
    SPECIALIST,
    TIMER,
    World,
    at,
)


def traced(world):
    return trace(world.journal)


def test_a_stage_lasts_from_its_event_to_the_next():
    world = World().lodged()
    world.do(RECEPTION, c.Accept(), on="2026-11-04 09:10")
    world.do(RECEPTION, c.HandOver(item=1, action="pass"), on="2026-11-04 10:00")
    world.do(HEAD, c.AddNote(text="x"), on="2026-11-04 11:00")

    assert traced(world).intervals == {
        1: Interval(Stage.LODGED, at("2026-11-04 09:00"), 1, at("2026-11-04 09:10")),
        2: Interval(Stage.ACCEPTED, at("2026-11-04 09:10"), 2, at("2026-11-04 10:00")),
        3: Interval(Stage.PROCESSING, at("2026-11-04 10:00"), 3, None),
    }


def test_an_item_remembers_who_closed_it_when_and_by_what():
    world = World().accepted()
    opened = world.item
    world.do(RECEPTION, c.HandOver(item=1, action="pass"), on="2026-11-04 10:00")

    assert traced(world).items == {
        1: TracedItem(opened, at("2026-11-04 10:00"), RECEPTION.account_id, 3, "pass"),
        2: TracedItem(world.item),
    }


def test_an_item_is_shown_as_it_stood_when_it_was_closed():
    world = situations.working()
    world.do(SPECIALIST, c.Assign(item=3, assignee=COLLEAGUE.account_id))
    world.do(COLLEAGUE, c.SendBack(item=3, reason="x"))

    closed = traced(world).items[3]

    assert (closed.item.assignee, closed.closed_by, closed.action) == (
        COLLEAGUE.account_id,
        COLLEAGUE.account_id,
        "SentBack",
    )


def test_a_question_that_lapsed_says_so():
    world = situations.consulted()
    world.do(SPECIALIST, situations.COMMANDS[c.WriteDraft](world))
    world.do(SPECIALIST, c.HandOver(item=3, action="grant"), on="2026-12-02 08:00")

    assert {number: item.action for number, item in traced(world).items.items() if item.closed_at} == {
        1: "pass",
        2: "assign",
        3: "grant",
        4: "ConsultationLapsed",
    }


def test_acts_are_named_by_the_process_or_by_the_event():
    assert action_of(e.NoteAdded(text="x")) == "NoteAdded"
    assert (
        action_of(
            e.HandedOver(item=1, step="a", action="pass", note="", stage=Stage.PROCESSING, papers_to=None)
        )
        == "pass"
    )


def test_the_end_of_the_matter_closes_everything():
    world = situations.consulted()
    world.do(RECEPTION, c.RequestWithdrawal(reason="x"))
    world.do(LEADER, c.DecideWithdrawal(granted=True, reason="y"))

    assert {item.action for number, item in traced(world).items.items() if number > 2} == {
        "WithdrawalDecided"
    }


def test_a_trace_that_goes_on_touches_what_changes_and_nothing_else():
    world = situations.consulted()
    resumed = Trace.resume(world.state)
    assert (set(resumed.items), set(resumed.intervals)) == ({3, 4}, {3})
    told = len(world.journal)

    world.do(CONSULTED, c.Answer(item=4, opinion="x", agrees=True))
    world.do(SPECIALIST, c.AddNote(text="x"))
    for entry in world.journal[told:]:
        assert resumed.add(entry) == resumed.state

    assert (resumed.touched_items, resumed.touched_intervals) == ({4}, set())
    assert resumed.items[4] == traced(world).items[4]
    assert resumed.state == world.state


def test_a_trace_that_goes_on_ends_the_present_stage():
    world = situations.working()
    resumed, told = Trace.resume(world.state), len(world.journal)

    world.do(LEADER, c.Stop(reason="x"), on="2026-11-05 08:00")
    for entry in world.journal[told:]:
        resumed.add(entry)

    assert resumed.touched_intervals == {3, 5}
    assert {seq: resumed.intervals[seq] for seq in (3, 5)} == {
        seq: traced(world).intervals[seq] for seq in (3, 5)
    }


def test_a_stage_entered_again_is_a_new_stretch():
    world = situations.stopped()
    world.do(LEADER, c.Resume(reason="x"))

    stages = [interval.stage for interval in traced(world).intervals.values()]

    assert stages == [Stage.LODGED, Stage.ACCEPTED, Stage.PROCESSING, Stage.STOPPED, Stage.PROCESSING]


# ---- Folding ----


def test_a_journal_begins_with_a_lodging_and_has_no_gaps():
    world = World().accepted()
    with pytest.raises(AssertionError):
        fold([])
    with pytest.raises(AssertionError):
        fold(world.journal[1:])
    with pytest.raises(AssertionError):
        evolve(world.state, world.journal[1])


def test_an_event_unknown_to_the_fold_fails_loudly():
    world = World().lodged()
    for event in (e.Event(), world.journal[0].event):
        with pytest.raises(AssertionError):
            evolve(world.state, e.Recorded(seq=2, at=world.now, event=event))


@pytest.mark.parametrize(
    "event", [e.Signed(item=1, signed_by=1, post=1, mandate=None), e.ResultNumbered(item=1, number="1")]
)
def test_a_forged_signature_or_number_without_a_draft_fails_loudly(event):
    world = World().accepted()

    with pytest.raises(AssertionError):
        evolve(world.state, e.Recorded(seq=3, at=world.now, event=event))


def test_a_forged_signature_at_a_closed_item_fails_loudly():
    world = World().at_step("sign")
    event = e.Signed(item=1, signed_by=1, post=1, mandate=None)

    with pytest.raises(AssertionError):
        evolve(world.state, e.Recorded(seq=len(world.journal) + 1, at=world.now, event=event))


def test_timers_close_items_in_nobodys_name():
    world = situations.silent()
    world.do(TIMER, c.LapseConsultation(item=4))

    assert traced(world).items[4].closed_by is None
