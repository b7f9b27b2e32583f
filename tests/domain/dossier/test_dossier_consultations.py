"""Questions to other units, in parallel, with a deadline; silence does not block beyond it (R-A34)."""

from dataclasses import replace
from datetime import date

import pytest

from motcua.domain.dossier import Stage
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.values import ItemKind, ResultKind
from tests.domain.dossier.world import (
    CLERK_OFFICER,
    COLLEAGUE,
    CONSULTED,
    HEAD,
    LEADER,
    OTHER,
    OTHER_AGENCY,
    OTHER_LEADER,
    SPECIALIST,
    TIMER,
    World,
    at,
)

DUE = at("2026-11-09 17:00")


def ask(world, **changes):
    facts = {
        "item": world.item.id, "unit_id": OTHER, "agency_id": OTHER_AGENCY, "question": " Đất có quy hoạch? ",
        "due_on": date(2026, 11, 7),
    }  # fmt: skip
    return c.Consult(**(facts | changes))


def asked(**changes):
    """A question of Wednesday 4/11; its deadline, Saturday, moves to the end of Monday (R-D6)."""
    world = World().at_step("appraise")
    world.do(SPECIALIST, ask(world, **changes))
    return world


def question(world):
    return next(item for item in world.state.items if item.kind == ItemKind.CONSULTATION)


def hand_over(world):
    if world.state.draft is None:
        world.do(SPECIALIST, c.WriteDraft(item=world.item.id, kind=ResultKind.GRANTED, summary="Cấp"))
    return c.HandOver(item=world.item.id, action="grant")


def test_a_question_lies_in_the_other_units_tray_beside_the_step():
    world = asked()

    item, (put,) = question(world), world.state.consultations
    assert (item.step, item.unit_id, item.agency_id, item.role) == (
        "appraise",
        OTHER,
        OTHER_AGENCY,
        "specialist",
    )
    assert (item.due_at, item.opened_at, item.sent_seq, item.id) == (DUE, world.now, 5, 4)
    assert (item.from_step, item.from_unit, item.from_account) == ("appraise", 2, SPECIALIST.account_id)
    assert (put.item, put.question, put.asked_by_step, put.blocking) == (
        item.id,
        "Đất có quy hoạch?",
        "appraise",
        True,
    )
    assert (put.asked_at, put.due_at, put.unit_id, put.agency_id) == (world.now, DUE, OTHER, OTHER_AGENCY)
    assert (put.answered_at, put.silent, put.agrees) == (None, False, None)
    assert (world.state.stage, world.state.last_item) == (Stage.PROCESSING, 4)
    assert OTHER in world.state.units
    assert OTHER_AGENCY in world.state.agencies


def test_an_answer_is_kept_with_the_question_and_closes_the_tray():
    world = asked()
    answer = c.Answer(item=question(world).id, opinion=" Không trùng ", agrees=True)
    assert world.refused(SPECIALIST, answer).code == "access.not-permitted"
    assert world.refused(CONSULTED, replace(answer, opinion=" ")).field == "opinion"

    state = world.do(CONSULTED, answer, on="2026-11-06 09:00")

    (put,) = state.consultations
    assert (put.opinion, put.agrees, put.answered_at, put.silent) == ("Không trùng", True, world.now, False)
    assert state.items == state.step_items()
    assert world.do(SPECIALIST, hand_over(world)).items[0].step == "sign"


def test_the_head_of_the_unit_that_was_asked_may_answer_too():
    world = asked()

    assert (
        world.do(OTHER_LEADER, c.Answer(item=question(world).id, opinion="Trùng", agrees=False))
        .consultations[0]
        .agrees
        is False
    )


def test_an_answer_may_come_while_the_clock_stands():
    world = asked()
    world.do(LEADER, c.Stop(reason="Chờ"))
    assert question(world).due_at == DUE  # The other unit's deadline is its own.

    world.do(CONSULTED, c.Answer(item=question(world).id, opinion="Không trùng", agrees=True))

    assert world.do(LEADER, c.Resume(reason="Tiếp")).consultations[0].opinion == "Không trùng"


def test_a_question_blocks_until_its_deadline_and_no_longer():
    world = asked()
    refusal = world.refused(SPECIALIST, hand_over(world), on="2026-11-09 17:00")
    assert (refusal.code, refusal.due_on) == ("dossier.consultation-open", date(2026, 11, 9))
    number = question(world).id

    state = world.do(SPECIALIST, hand_over(world), on="2026-11-09 17:01")

    lapsed, handed = (entry.event for entry in world.journal[-2:])
    assert (lapsed.item, lapsed.moves.closed, handed.moves.closed) == (number, (number,), (3,))
    (put,) = state.consultations
    assert (put.silent, put.answered_at) == (True, world.now)
    assert [i.step for i in state.items] == ["sign"]


def test_a_question_that_does_not_block_stays_open_until_its_own_deadline():
    world = asked(blocking=False)

    state = world.do(SPECIALIST, hand_over(world))

    assert (state.consultations[0].silent, len(state.items)) == (False, 2)
    state = world.do(CONSULTED, c.Answer(item=question(world).id, opinion="Không trùng", agrees=True))
    assert state.consultations[0].opinion == "Không trùng"


def test_a_question_of_another_step_does_not_block_this_one():
    world = asked()
    world.do(SPECIALIST, c.SendBack(item=world.item.id, reason="Không đúng lĩnh vực"))

    handed = c.HandOver(item=world.item_at("assign").id, action="assign", assignee=COLLEAGUE.account_id)

    assert world.do(HEAD, handed).stage == Stage.PROCESSING


def test_a_return_waits_for_no_answer():
    world = World().at_step("sign")
    switches = replace(world.process.step("sign").switches, may_consult=True)
    steps = tuple(replace(s, switches=switches) if s.id == "sign" else s for s in world.process.steps)
    world.process = replace(world.process, steps=steps)
    world.do(LEADER, ask(world))

    state = world.do(LEADER, c.HandOver(item=world.item_at("sign").id, action="rework", note="Sửa"))

    assert state.consultations[0].answered_at is None


def test_no_question_outlives_the_result():
    world = asked(blocking=False)
    world.do(SPECIALIST, hand_over(world))
    for actor, commands in (
        (LEADER, lambda i: (c.Sign(item=i), c.HandOver(item=i, action="sign"))),
        (CLERK_OFFICER, lambda i: (c.NumberResult(item=i), c.HandOver(item=i, action="issue"))),
    ):
        for command in commands(world.item.id):
            world.do(actor, command)

    assert [i.step for i in world.state.items] == ["return"]
    assert world.state.consultations[0].answered_at is None
    assert world.journal[-1].event.moves.closed == (4,)


def test_what_lapsed_is_not_closed_twice_when_the_result_goes_out():
    """From the step that asked straight to the return desk."""
    world = asked()
    process = world.process
    actions = tuple(replace(a, targets=("return",)) for a in process.step("appraise").actions)
    steps = tuple(
        replace(s, actions=actions)
        if s.id == "appraise"
        else replace(s, switches=replace(s.switches, must_sign=False))
        for s in process.steps
    )
    world.process = replace(process, steps=steps)
    world.do(SPECIALIST, ask(world, blocking=False, due_on=date(2026, 11, 20)))

    world.do(SPECIALIST, hand_over(world), on="2026-11-10 08:00")

    lapsed, _handed, issued = (entry.event for entry in world.journal[-3:])
    assert (lapsed.moves.closed, issued.moves.closed) == ((4,), (5,))


def test_silence_is_recorded_by_the_timer_or_the_asker_once_the_time_is_over():
    world = asked()
    lapse = c.LapseConsultation(item=question(world).id)
    refusal = world.refused(TIMER, lapse, on="2026-11-09 17:00")
    assert (refusal.code, refusal.due_on) == ("dossier.consultation-still-runs", date(2026, 11, 9))
    assert world.refused(COLLEAGUE, lapse).code == "access.not-permitted"

    state = world.do(SPECIALIST, lapse, on="2026-11-09 17:01")

    assert (state.consultations[0].silent, len(state.items)) == (True, 1)


def test_one_answer_leaves_the_other_questions_open():
    world = asked()
    world.do(SPECIALIST, ask(world, unit_id=7))
    first, second = (item.id for item in world.state.items if item.kind == ItemKind.CONSULTATION)

    state = world.do(CONSULTED, c.Answer(item=first, opinion="Không trùng", agrees=True))

    assert [put.answered_at is None for put in state.consultations] == [False, True]
    assert [item.id for item in state.items] == [3, second]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"question": " "}, "dossier.reason-missing"),
        ({"due_on": date(2026, 11, 4)}, "dossier.date-not-later"),
    ],
)
def test_a_question_has_words_and_a_later_day(changes, code):
    world = World().at_step("appraise")

    assert world.refused(SPECIALIST, ask(world, **changes)).code == code


def test_questions_are_asked_at_steps_that_may():
    world = World().at_step("sign")

    assert world.refused(LEADER, ask(world)).switch == "may_consult"


def test_a_question_is_not_a_step_nor_a_step_a_question():
    world = asked()
    number, step = question(world).id, world.item.id
    for actor, command in (
        (CONSULTED, c.HandOver(item=number, action="grant")),
        (CONSULTED, c.SendBack(item=number, reason="x")),
        (SPECIALIST, c.Recall(item=number)),
        (SPECIALIST, c.Answer(item=step, opinion="x", agrees=True)),
        (TIMER, c.LapseConsultation(item=step)),
    ):
        refusal = world.refused(actor, command)
        assert (refusal.code, refusal.item) == ("dossier.wrong-kind-of-item", command.item)


def test_a_question_may_be_claimed_and_assigned_where_it_lies():
    world = asked()
    number = question(world).id

    world.do(OTHER_LEADER, c.Assign(item=number, assignee=CONSULTED.account_id))
    world.do(CONSULTED, c.Claim(item=number))

    assert question(world).claimed_at == world.now
