"""From tray to tray: claim, assign, hand over, send back, recall, forks and joins, and the papers beside them."""

from dataclasses import replace

import pytest

from motcua.domain.dossier import Stage
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.values import ItemKind, ResultKind
from motcua.domain.workflow import Action, ActionKind, Outcome, Process, Step, StepTime, Switches, check
from tests.domain.dossier.processes import building_permit, land_division
from tests.domain.dossier.world import (
    AGENCY,
    CLERK,
    CLERK_OFFICER,
    COLLEAGUE,
    CONSULTED,
    COUNTER,
    DIVISION,
    HEAD,
    LEADER,
    LEADERS,
    OTHER,
    OTHER_AGENCY,
    PLACES,
    RECEPTION,
    SPECIALIST,
    SURVEYOR,
    SURVEYORS,
    TIMER,
    Spot,
    World,
    at,
    officer,
)


@pytest.mark.parametrize("process", [building_permit(), land_division()], ids=lambda process: process.id)
def test_the_processes_of_these_tests_are_sound(process):
    assert check(process) == ()


def changed(process, step_id, **changes):
    steps = tuple(replace(step, **changes) if step.id == step_id else step for step in process.steps)
    return replace(process, steps=steps)


def at_appraisal(**facts):
    return World(**facts).at_step("appraise")


def drafted(kind=ResultKind.GRANTED):
    world = at_appraisal()
    world.do(SPECIALIST, c.WriteDraft(item=world.item.id, kind=kind, summary="Nội dung"))
    return world


# ---- Claim and assign ----


def test_an_item_of_the_unit_is_taken_up_by_one_who_has_its_role():
    world = at_appraisal()
    world.do(HEAD, c.Assign(item=world.item.id, assignee=COLLEAGUE.account_id, note=" Gấp "))
    assert (world.item.assignee, world.item.claimed_at) == (COLLEAGUE.account_id, None)
    assert world.journal[-1].event.note == "Gấp"
    assert world.refused(SPECIALIST, c.Claim(item=world.item.id)).code == "access.not-permitted"

    state = world.do(COLLEAGUE, c.Claim(item=world.item.id), on="2026-11-05 08:00")

    assert (state.items[0].assignee, state.items[0].claimed_at) == (
        COLLEAGUE.account_id,
        at("2026-11-05 08:00"),
    )


def test_an_item_nobody_was_named_for_belongs_to_the_first_who_takes_it():
    world = World().at_step("sign")
    deputy = officer(32, LEADERS, "leader")
    assert world.item.assignee is None

    world.do(deputy, c.Claim(item=world.item.id))

    assert world.refused(LEADER, c.Sign(item=world.item.id)).code == "access.not-permitted"


def test_a_claimed_item_that_is_given_to_somebody_else_is_no_longer_claimed():
    world = at_appraisal()
    world.do(SPECIALIST, c.Claim(item=world.item.id))

    state = world.do(SPECIALIST, c.Assign(item=world.item.id, assignee=COLLEAGUE.account_id))

    assert (state.items[0].assignee, state.items[0].claimed_at) == (COLLEAGUE.account_id, None)


@pytest.mark.parametrize(
    "command",
    [c.Claim(item=99), c.Assign(item=99, assignee=1), c.HandOver(item=99, action="grant"), c.Recall(item=99)],
    ids=lambda command: type(command).__name__,
)
def test_an_item_that_is_closed_cannot_be_acted_on(command):
    refusal = at_appraisal().refused(SPECIALIST, command)

    assert (refusal.code, refusal.item) == ("dossier.no-such-item", 99)


@pytest.mark.parametrize(
    "command",
    [
        c.WriteDraft(kind=ResultKind.GRANTED, summary="Cấp", item=0),
        c.RecordVerification(
            held_at=at("2026-11-04 08:00"), place="Tại chỗ", participants="A", findings="B", item=0
        ),
        c.Consult(
            unit_id=OTHER, agency_id=OTHER_AGENCY, question="?", due_on=at("2026-11-09 08:00").date(), item=0
        ),
        c.RequestPayment(label="Phí", amount_vnd=1, item=0),
        c.RequestSupplement(lines=("x",), reason="y", item=0),
    ],
    ids=lambda command: type(command).__name__,
)
def test_whoever_works_on_an_item_has_taken_it_up(command):
    """So nobody can recall what is being worked on."""
    world = at_appraisal()
    number = world.item.id

    world.do(SPECIALIST, replace(command, item=number), on="2026-11-05 08:00")

    item = world.state.item(number)
    assert (item.assignee, item.claimed_at) == (SPECIALIST.account_id, at("2026-11-05 08:00"))
    assert world.journal[-1].event.moves.taken == (number,)


@pytest.mark.parametrize("step", ["sign", "issue"])
def test_signing_and_numbering_take_an_item_up(step):
    world = World().at_step(step)
    actor, command = {"sign": (LEADER, c.Sign), "issue": (CLERK_OFFICER, c.NumberResult)}[step]

    world.do(actor, command(item=world.item.id))

    assert (world.item.assignee, world.item.claimed_at) == (actor.account_id, world.now)


def test_what_was_claimed_stays_claimed_as_it_was():
    world = at_appraisal()
    world.do(SPECIALIST, c.Claim(item=world.item.id), on="2026-11-05 08:00")

    world.do(
        SPECIALIST,
        c.WriteDraft(item=world.item.id, kind=ResultKind.GRANTED, summary="Cấp"),
        on="2026-11-06 08:00",
    )

    assert world.item.claimed_at == at("2026-11-05 08:00")
    assert world.journal[-1].event.moves is None


def test_a_leader_who_asks_for_papers_does_not_take_the_item_up():
    world = at_appraisal()

    world.do(LEADER, c.RequestSupplement(item=world.item.id, lines=("x",), reason="y"))

    assert (world.item.assignee, world.item.claimed_at) == (SPECIALIST.account_id, None)


def test_a_deputy_acts_on_what_was_given_to_whom_they_stand_in_for():
    """R-A12, R-B22"""
    deputy = officer(29, DIVISION, "specialist", mandate=7)
    world = at_appraisal()

    world.do(deputy, c.WriteDraft(item=world.item.id, kind=ResultKind.GRANTED, summary="Cấp"))

    assert (world.item.assignee, world.journal[-1].post) == (deputy.account_id, 290)


# ---- Hand over ----


def test_a_hand_over_closes_one_tray_and_opens_the_next():
    """R-A27"""
    world = World().accepted()

    state = world.do(RECEPTION, c.HandOver(item=1, action="pass", note=" Đủ "), on="2026-11-04 09:30")

    assert (state.stage, state.stage_since, state.stage_seq) == (Stage.PROCESSING, world.now, 3)
    (item,) = state.items
    assert (item.id, item.step, item.unit_id, item.agency_id, item.role) == (
        2,
        "assign",
        DIVISION,
        AGENCY,
        "division_head",
    )
    assert (item.from_step, item.from_unit, item.from_account) == ("reception", COUNTER, RECEPTION.account_id)
    assert (item.opened_at, item.due_at, item.sent_seq, item.sent_with) == (
        world.now,
        at("2026-11-04 15:00"),
        3,
        1,
    )
    assert (item.allotted_minutes, item.calendar_time, item.kind) == (240, False, ItemKind.STEP)
    assert (state.units, state.agencies, state.last_item) == ((COUNTER, DIVISION), (AGENCY,), 2)
    handed = world.journal[-1].event
    assert (handed.item, handed.step, handed.action, handed.note, handed.back) == (
        1,
        "reception",
        "pass",
        "Đủ",
        False,
    )
    assert state.hands == {"reception": RECEPTION.account_id}


def test_the_sender_names_the_receiver():
    """R-A30"""
    world = World().at_step("assign")
    number = world.item.id
    refusal = world.refused(HEAD, c.HandOver(item=number, action="assign"))
    assert (refusal.code, refusal.missing, refusal.step) == ("dossier.step-unfinished", "assignee", "assign")

    world.do(HEAD, c.HandOver(item=number, action="assign", assignee=COLLEAGUE.account_id))

    assert world.item.assignee == COLLEAGUE.account_id


def test_an_unknown_way_out_is_refused():
    world = drafted()

    assert (
        world.refused(SPECIALIST, c.HandOver(item=world.item.id, action="fly")).code
        == "workflow.unknown-action"
    )


@pytest.mark.parametrize(
    ("step", "actor", "action", "missing"),
    [
        ("appraise", SPECIALIST, "grant", "draft"),
        ("sign", LEADER, "sign", "signature"),
        ("issue", CLERK_OFFICER, "issue", "number"),
    ],
)
def test_a_step_is_left_when_what_it_demands_is_there(step, actor, action, missing):
    world = World().at_step(step)

    refusal = world.refused(actor, c.HandOver(item=world.item.id, action=action))

    assert (refusal.code, refusal.missing, refusal.step) == ("dossier.step-unfinished", missing, step)


def test_a_step_may_demand_a_note():
    world = World(process=land_division()).forked()
    tax = world.item_at("tax")

    assert world.refused(CONSULTED, c.HandOver(item=tax.id, action="done", note=" ")).missing == "note"
    assert world.do(CONSULTED, c.HandOver(item=tax.id, action="done", note="Đã tính")).version == 5


@pytest.mark.parametrize(
    ("kind", "action", "agrees"),
    [
        (ResultKind.GRANTED, "grant", True),
        (ResultKind.GRANTED, "refuse", False),
        (ResultKind.REFUSED, "refuse", True),
        (ResultKind.REFUSED, "grant", False),
    ],
)
def test_the_way_out_and_the_draft_say_the_same(kind, action, agrees):
    world = drafted(kind)
    command = c.HandOver(item=world.item.id, action=action)

    if agrees:
        assert world.do(SPECIALIST, command).items[0].step == "sign"
    else:
        refusal = world.refused(SPECIALIST, command)
        assert (refusal.code, refusal.draft, refusal.action) == ("dossier.draft-says-otherwise", kind, action)


def test_a_way_out_that_says_nothing_agrees_with_every_draft():
    """Where no way out says anything, all of them want the draft that the step must attach."""
    process = changed(
        building_permit(), "appraise", actions=(Action("pass", "Trình", ("sign",)),),
    )  # fmt: skip
    world = at_appraisal(process=process)
    assert world.refused(SPECIALIST, c.HandOver(item=world.item.id, action="pass")).missing == "draft"
    world.do(
        SPECIALIST, c.WriteDraft(item=world.item.id, kind=ResultKind.REFUSED, summary="Không đủ điều kiện")
    )

    assert world.do(SPECIALIST, c.HandOver(item=world.item.id, action="pass")).items[0].step == "sign"


def test_a_way_out_for_a_visit_wants_no_draft():
    actions = (*building_permit().step("appraise").actions, Action("visit", "Kiểm tra", ("assign",)))
    world = at_appraisal(process=changed(building_permit(), "appraise", actions=actions))

    assert world.do(SPECIALIST, c.HandOver(item=world.item.id, action="visit")).items[0].step == "assign"


def test_a_return_needs_a_reason_takes_the_signature_away_and_finds_the_same_hands():
    world = World().at_step("sign")
    world.do(LEADER, c.Sign(item=world.item.id))
    rework = c.HandOver(item=world.item.id, action="rework", note=" ")
    refusal = world.refused(LEADER, rework)
    assert (refusal.code, refusal.field) == ("dossier.reason-missing", "note")

    state = world.do(LEADER, replace(rework, note="Sửa diện tích"))

    assert (world.item.step, world.item.assignee, world.item.claimed_at) == (
        "appraise",
        SPECIALIST.account_id,
        None,
    )
    draft = state.draft
    assert (draft.summary, draft.signed_at, draft.signed_by) == ("Cấp phép", None, None)
    assert (draft.signed_post, draft.signed_mandate, draft.signed_step) == (None, None, "")
    assert world.journal[-1].event.back


def test_a_return_before_anything_is_drafted_clears_nothing():
    actions = (Action("again", "Trả lại", ("assign",), kind=ActionKind.RETURN),)
    process = changed(building_permit(), "appraise", actions=actions)
    world = at_appraisal(process=process)

    assert (
        world.do(SPECIALIST, c.HandOver(item=world.item.id, action="again", note="Sai người")).draft is None
    )


def test_our_own_machines_hand_over_and_are_nobodys_hands():
    world = World().accepted()

    state = world.do(TIMER, c.HandOver(item=1, action="pass"))

    assert (state.hands, world.journal[-1].post) == ({}, None)


# ---- The result reaches the return desk (R-A40, R-A90) ----


def test_reaching_the_return_desk_issues_the_result():
    world = World().at_step("issue")
    world.do(CLERK_OFFICER, c.NumberResult(item=world.item.id))

    state = world.do(CLERK_OFFICER, c.HandOver(item=world.item.id, action="issue"), on="2026-11-10 16:00")

    handed, issued = (entry.event for entry in world.journal[-2:])
    assert (handed.stage, handed.action) == (Stage.PROCESSING, "issue")
    assert (issued.kind, issued.summary, issued.on_spot, issued.file) == (
        ResultKind.GRANTED,
        "Cấp phép",
        False,
        "",
    )
    assert issued.number == state.draft.number
    assert issued.number.endswith("/result")
    assert (state.stage, state.result, state.finished_at) == (Stage.DONE, ResultKind.GRANTED, world.now)
    assert (world.item.step, world.item.unit_id, world.item.role) == ("return", COUNTER, "return_desk")
    assert issued.moves is None


def short_process(*actions, **switches):
    """Reception and one step; no step signs."""
    return Process(
        "ngan", 1, (
            building_permit().step("reception"),
            Step("assign", "Giải quyết", "unit:kinh-te", "division_head", StepTime(60), 4,
                 switches=Switches.of(*switches), actions=actions),
            building_permit().step("return"),
        ), "reception",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("outcome", "result"),
    [(None, ResultKind.GRANTED), (Outcome.REFUSE, ResultKind.REFUSED)],
    ids=["grant", "refuse"],
)
@pytest.mark.parametrize("target", ["return", "end"])
def test_without_a_draft_the_last_way_out_says_what_the_result_is(outcome, result, target):
    kind = ActionKind.FINISH if target == "end" else ActionKind.FORWARD
    process = short_process(Action("go", "Xong", (target,), kind=kind, outcome=outcome))
    world = World(process=process).at_step("assign")

    state = world.do(HEAD, c.HandOver(item=world.item.id, action="go", note=" Đã ghi sổ "))

    assert (state.stage, state.result, len(state.items)) == (Stage.DONE, result, int(target == "return"))
    issued = world.journal[-1].event
    assert (issued.summary, issued.number, issued.file) == ("Đã ghi sổ", "", "")


def test_a_draft_leaves_unsigned_where_nobody_signs():
    process = short_process(Action("go", "Xong", ("return",), outcome=Outcome.REFUSE))
    world = World(process=process).at_step("assign")
    draft = c.WriteDraft(
        item=world.item.id, kind=ResultKind.REFUSED, summary="Không có trong sổ", file="ab12"
    )
    world.do(HEAD, draft)

    world.do(HEAD, c.HandOver(item=world.item.id, action="go", note="Xem văn bản"))

    issued = world.journal[-1].event
    assert (issued.kind, issued.summary, issued.file) == (ResultKind.REFUSED, "Không có trong sổ", "ab12")


def test_no_draft_leaves_unsigned_where_somebody_signs():
    """A way round the signature is a flaw of the process; the dossier does not take it."""
    actions = (*building_permit().step("appraise").actions, Action("short", "Tắt", ("return",)))
    world = at_appraisal(process=changed(building_permit(), "appraise", actions=actions))
    world.do(SPECIALIST, c.WriteDraft(item=world.item.id, kind=ResultKind.GRANTED, summary="Cấp"))

    refusal = world.refused(SPECIALIST, c.HandOver(item=world.item.id, action="short"))

    assert (refusal.code, refusal.missing, refusal.step) == (
        "dossier.step-unfinished",
        "signature",
        "appraise",
    )


def test_two_signers_each_sign_at_their_own_step():
    world = World(process=land_division()).forked()
    world.do(SURVEYOR, c.HandOver(item=world.item_at("survey").id, action="done"))
    world.do(CONSULTED, c.HandOver(item=world.item_at("tax").id, action="done", note="Đã tính"))
    world.do(SPECIALIST, c.WriteDraft(item=world.item.id, kind=ResultKind.GRANTED, summary="Cấp"))
    world.do(SPECIALIST, c.HandOver(item=world.item.id, action="grant"))
    world.do(HEAD, c.Sign(item=world.item.id))
    assert world.state.draft.signed_step == "endorse"
    world.do(HEAD, c.HandOver(item=world.item.id, action="pass"))

    refusal = world.refused(LEADER, c.HandOver(item=world.item.id, action="sign"))
    assert (refusal.code, refusal.missing) == ("dossier.step-unfinished", "signature")

    assert world.do(LEADER, c.Sign(item=world.item.id)).draft.signed_by == LEADER.account_id
    assert world.do(LEADER, c.HandOver(item=world.item.id, action="sign")).items[0].step == "issue"


# ---- Forks and joins (R-A36) ----


def test_a_fork_sends_to_all_at_once_and_its_units_name_the_receivers():
    world = World(process=land_division()).accepted()
    world.do(RECEPTION, c.HandOver(item=1, action="pass"))

    state = world.do(HEAD, c.HandOver(item=2, action="split", assignee=SPECIALIST.account_id))

    assert state.marking == ("survey", "tax")
    assert [(i.id, i.step, i.unit_id, i.assignee, i.sent_with, i.sent_seq) for i in state.items] == [
        (3, "survey", SURVEYORS, None, 2, 4),
        (4, "tax", OTHER, None, 2, 4),
    ]
    assert (state.last_item, state.agencies) == (4, (AGENCY, OTHER_AGENCY))
    assert [(i.calendar_time, i.allotted_minutes) for i in state.items] == [(True, 14_400), (False, 960)]


def test_a_join_waits_for_all_and_opens_once():
    world = World(process=land_division()).forked()

    state = world.do(SURVEYOR, c.HandOver(item=world.item_at("survey").id, action="done"))
    assert (state.marking, [i.step for i in state.items]) == (("merge", "tax"), ["tax"])

    state = world.do(CONSULTED, c.HandOver(item=world.item.id, action="done", note="Đã tính"))
    assert (state.marking, [i.step for i in state.items]) == (("merge", "merge"), ["merge"])


def at_merge():
    world = World(process=land_division()).forked()
    world.do(SURVEYOR, c.HandOver(item=world.item_at("survey").id, action="done"))
    world.do(CONSULTED, c.HandOver(item=world.item_at("tax").id, action="done", note="Đã tính"))
    return world


def test_a_fork_that_is_done_again_goes_to_the_same_hands():
    world = at_merge()
    world.do(SPECIALIST, c.HandOver(item=world.item.id, action="again", note="Sai ranh giới"))
    assert (world.item.step, world.item.assignee) == ("split", HEAD.account_id)

    state = world.do(HEAD, c.HandOver(item=world.item.id, action="split"))

    assert [i.assignee for i in state.items] == [SURVEYOR.account_id, CONSULTED.account_id]


def test_a_branch_that_is_sent_back_is_done_again_beside_the_others():
    world = World(process=land_division()).forked()
    state = world.do(SURVEYOR, c.SendBack(item=world.item_at("survey").id, reason="Thiếu tọa độ"))
    assert (state.marking, [i.step for i in state.items]) == (("split", "tax"), ["tax", "split"])
    assert world.item_at("split").assignee == HEAD.account_id

    state = world.do(HEAD, c.HandOver(item=world.item_at("split").id, action="split"))
    assert state.marking == ("survey", "tax", "tax")
    for item in [i for i in state.items if i.step == "tax"]:
        world.do(CONSULTED, c.HandOver(item=item.id, action="done", note="Đã tính"))
    state = world.do(SURVEYOR, c.HandOver(item=world.item.id, action="done"))

    assert (state.marking, [i.step for i in state.items]) == (("merge", "merge", "merge"), ["merge"])


def test_a_step_that_holds_two_tokens_opens_two_trays():
    process = changed(
        land_division(), "split", actions=(Action("split", "Hai lần", ("tax", "tax", "survey")),)
    )
    world = World(process=process).forked()

    assert [i.step for i in world.state.items] == ["survey", "tax", "tax"]
    assert {i.sent_with for i in world.state.items} == {3}


# ---- Send back ----


def test_sending_back_returns_to_the_sender_with_the_reason_and_takes_the_signature_away():
    """R-A45"""
    world = World(
        process=changed(building_permit(), "issue", switches=Switches.of("must_number", "may_return"))
    )
    world.at_step("issue")
    number = world.item.id

    state = world.do(CLERK_OFFICER, c.SendBack(item=number, reason=" Sai thể thức "))

    item = world.item
    assert (item.step, item.unit_id, item.assignee, item.id) == (
        "sign",
        LEADERS,
        LEADER.account_id,
        number + 1,
    )
    assert (item.from_step, item.from_unit, item.from_account) == ("", CLERK, CLERK_OFFICER.account_id)
    assert (state.draft.signed_at, state.marking) == (None, ("sign",))
    sent = world.journal[-1].event
    assert (sent.item, sent.step, sent.to_step, sent.reason) == (number, "issue", "sign", "Sai thể thức")


def test_what_was_sent_back_cannot_be_sent_back_again():
    world = at_appraisal()
    world.do(SPECIALIST, c.SendBack(item=world.item.id, reason="Không đúng lĩnh vực"))

    assert world.refused(HEAD, c.SendBack(item=world.item.id, reason="x")).code == "dossier.no-way-back"
    assert world.refused(SPECIALIST, c.Recall(item=world.item.id)).code == "dossier.no-way-back"


def test_the_counter_has_nobody_to_send_back_to():
    process = changed(building_permit(), "reception", switches=Switches.of("may_return"))
    world = World(process=process).accepted()

    assert world.refused(RECEPTION, c.SendBack(item=1, reason="x")).code == "dossier.no-way-back"


def test_sending_back_is_for_steps_that_may_and_has_a_reason():
    issuing = World().at_step("issue")
    refusal = issuing.refused(CLERK_OFFICER, c.SendBack(item=issuing.item.id, reason="x"))
    assert (refusal.code, refusal.switch, refusal.step) == ("dossier.switched-off", "may_return", "issue")

    world = at_appraisal()
    assert (
        world.refused(SPECIALIST, c.SendBack(item=world.item.id, reason=" ")).code == "dossier.reason-missing"
    )


def test_a_dossier_goes_back_to_the_very_unit_it_came_from():
    """Even when the process would now name another unit, as after a reorganization."""
    world = at_appraisal()
    world.places = {**PLACES, "unit:kinh-te": Spot(77, AGENCY)}

    world.do(SPECIALIST, c.SendBack(item=world.item.id, reason="Không đúng lĩnh vực"))

    assert (world.item.step, world.item.unit_id) == ("assign", DIVISION)


# ---- Recall ----


def test_the_sender_takes_back_what_nobody_has_taken_up():
    world = World().at_step("sign")
    number = world.item.id

    state = world.do(SPECIALIST, c.Recall(item=number, reason=" Gửi nhầm "))

    item = world.item
    assert (item.step, item.assignee, item.from_step) == ("appraise", SPECIALIST.account_id, "")
    assert (state.stage, state.marking, state.draft.summary) == (Stage.PROCESSING, ("appraise",), "Cấp phép")
    taken = world.journal[-1].event
    assert (taken.item, taken.step, taken.to_step, taken.reason) == (number, "sign", "appraise", "Gửi nhầm")
    assert world.do(SPECIALIST, c.HandOver(item=item.id, action="grant")).items[0].step == "sign"


@pytest.mark.parametrize("begun", [c.Claim, c.Sign], ids=lambda kind: kind.__name__)
def test_what_the_receiver_has_begun_stays(begun):
    world = World().at_step("sign")
    world.do(LEADER, begun(item=world.item.id))

    assert world.refused(SPECIALIST, c.Recall(item=world.item.id)).code == "dossier.not-recallable"


def test_a_recall_takes_back_the_whole_fork():
    world = World(process=land_division()).forked()

    state = world.do(HEAD, c.Recall(item=world.item_at("tax").id))

    assert (state.marking, [i.step for i in state.items]) == (("split",), ["split"])


def test_a_fork_of_which_one_branch_has_begun_or_ended_stays():
    begun = World(process=land_division()).forked()
    begun.do(SURVEYOR, c.Claim(item=begun.item_at("survey").id))
    ended = World(process=land_division()).forked()
    ended.do(SURVEYOR, c.HandOver(item=ended.item_at("survey").id, action="done"))

    for world in (begun, ended):
        assert world.refused(HEAD, c.Recall(item=world.item_at("tax").id)).code == "dossier.not-recallable"


def test_the_last_branch_may_be_recalled_from_the_join():
    world = at_merge()

    state = world.do(CONSULTED, c.Recall(item=world.item.id))

    assert (state.marking, [i.step for i in state.items]) == (("merge", "tax"), ["tax"])


def test_a_recall_is_for_steps_that_may():
    process = changed(building_permit(), "assign", switches=Switches.of("must_assign"))
    world = at_appraisal(process=process)

    refusal = world.refused(HEAD, c.Recall(item=world.item.id))

    assert (refusal.code, refusal.switch, refusal.step) == ("dossier.switched-off", "may_recall", "assign")


def test_nothing_is_recalled_once_the_result_is_out():
    world = World().at_step("return")

    assert world.refused(CLERK_OFFICER, c.Recall(item=world.item.id)).code == "dossier.already-ended"


def test_the_senders_head_may_recall_the_receivers_head_may_not():
    world = World().at_step("sign")
    number = world.item.id
    assert world.refused(LEADER, c.Recall(item=number)).code == "access.not-permitted"
    assert world.refused(COLLEAGUE, c.Recall(item=number)).code == "access.not-permitted"

    assert world.do(HEAD, c.Recall(item=number)).items[0].step == "appraise"


# ---- Papers beside the file (R-A28, R-S8) ----


def where(world):
    return world.state.papers_at, world.state.papers_going_to


def test_papers_travel_with_the_tray_and_arrive_when_the_desk_says_so():
    world = World().accepted()
    assert where(world) == (COUNTER, None)
    world.do(RECEPTION, c.HandOver(item=1, action="pass"))
    assert where(world) == (COUNTER, DIVISION)

    world.do(HEAD, c.ReceivePapers(unit_id=DIVISION))
    assert where(world) == (DIVISION, None)

    world.at_step("appraise")
    assert where(world) == (DIVISION, None)  # Inside one unit no paper moves.
    world.at_step("return")
    assert where(world) == (DIVISION, COUNTER)


def test_papers_are_acknowledged_in_ones_own_unit():
    world = World().at_step("appraise")
    for actor, unit, code in (
        (RECEPTION, DIVISION, "access.not-permitted"),
        (HEAD, LEADERS, "dossier.papers-not-coming"),
        (CONSULTED, DIVISION, "access.not-permitted"),
    ):
        assert world.refused(actor, c.ReceivePapers(unit_id=unit)).code == code

    assert world.do(TIMER, c.ReceivePapers(unit_id=DIVISION)).papers_at == DIVISION


def test_papers_go_back_with_a_dossier_that_is_sent_back():
    world = World().at_step("sign")
    world.do(HEAD, c.Recall(item=world.item.id))
    assert where(world) == (COUNTER, DIVISION)  # They never left for the leaders.
    world.do(SPECIALIST, c.ReceivePapers(unit_id=DIVISION))

    world.do(SPECIALIST, c.HandOver(item=world.item.id, action="grant"))
    world.do(LEADER, c.ReceivePapers(unit_id=LEADERS))
    world.do(SPECIALIST, c.Recall(item=world.item.id))

    assert where(world) == (LEADERS, DIVISION)


def test_papers_that_never_left_are_not_on_their_way_after_a_recall():
    world = World().accepted()
    world.do(RECEPTION, c.HandOver(item=1, action="pass"))

    world.do(RECEPTION, c.Recall(item=world.item.id))

    assert where(world) == (COUNTER, None)


@pytest.mark.parametrize("received", [True, False])
def test_papers_return_to_the_counter_with_what_is_sent_back(received):
    world = World().at_step("assign")
    if received:
        world.do(HEAD, c.ReceivePapers(unit_id=DIVISION))

    world.do(HEAD, c.SendBack(item=world.item.id, reason="Thiếu bản vẽ"))

    assert where(world) == (DIVISION if received else COUNTER, COUNTER)


def test_papers_stay_with_the_branch_that_has_them():
    world = World(process=land_division()).forked()
    assert where(world) == (COUNTER, SURVEYORS)  # With the first branch.
    world.do(SURVEYOR, c.ReceivePapers(unit_id=SURVEYORS))

    world.do(CONSULTED, c.HandOver(item=world.item_at("tax").id, action="done", note="Đã tính"))
    assert where(world) == (SURVEYORS, None)

    world.do(SURVEYOR, c.HandOver(item=world.item.id, action="done"))
    assert where(world) == (SURVEYORS, DIVISION)


def test_papers_left_with_a_finished_branch_come_to_the_join():
    world = World(process=land_division()).forked()
    world.do(SURVEYOR, c.HandOver(item=world.item_at("survey").id, action="done"))
    assert where(world) == (COUNTER, SURVEYORS)  # No tray was opened that they could go to.

    world.do(CONSULTED, c.HandOver(item=world.item.id, action="done", note="Đã tính"))

    assert where(world) == (COUNTER, DIVISION)


def test_papers_stay_where_one_branch_goes_on():
    process = changed(land_division(), "split", actions=(Action("split", "Tách", ("merge", "tax")),))
    world = World(process=changed(process, "merge", joins=False)).forked()

    assert where(world) == (COUNTER, DIVISION)
    assert [i.unit_id for i in world.state.items] == [OTHER, DIVISION]
