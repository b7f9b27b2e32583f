"""The table of rules: what applies at which stage, and who may do it."""

from dataclasses import replace

import pytest

from motcua.domain.access import Actor
from motcua.domain.dossier import RULES, Stage, applies, numbers_needed
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.stages import FINAL, NEXT, PAUSED
from motcua.domain.dossier.values import Channel, CollectBy
from tests.domain.dossier import situations
from tests.domain.dossier.situations import COMMANDS, SITUATIONS
from tests.domain.dossier.world import (
    CLERK_OFFICER,
    COLLEAGUE,
    CONSULTED,
    DIVISION,
    HEAD,
    LEADER,
    OTHER_LEADER,
    RECEPTION,
    RETURN_DESK,
    SPECIALIST,
    STRANGER,
    TIMER,
    World,
    application,
    lodging,
    officer,
)

LAW = {  # R-A90, the column "next allowed"; ADR 0002 adds 7 to 2. A withdrawal refused goes back where it came from.
    1: {2, 3, 5, 6, 7},
    2: {4, 9, 7},
    3: set(),
    4: {5, 6, 7, 8, 9},
    5: {4, 2, 7, 8, 3},  # 3: refused at the counter after guidance.
    6: {4, 2, 8},
    7: {8, 4, 1, 2, 5},
    8: {4, 10},
    9: {10},
    10: set(),
}


def test_stages_follow_each_other_as_the_national_list_says():
    assert {int(stage): set(map(int, after)) for stage, after in NEXT.items()} == LAW
    assert {5, 6, 8} == PAUSED  # R-A91
    assert {stage for stage, after in LAW.items() if not after} == FINAL


UNTIL_IT_IS_OVER = {c.TakeOver}
ANYTIME = {c.ReceivePapers, c.Correct, c.AttachFiles, c.AddNote}
WAITING = {c.ChangeCollection}
TRAYS = {c.Claim, c.Assign, *WAITING}
OPEN = {*TRAYS, c.Answer, c.LapseConsultation, c.ConfirmPayment}
ONWARD = {c.HandOver, c.SendBack, c.Extend, c.RequestWithdrawal, c.Recount}
APPLIES = {
    "lodged": {*WAITING, c.Accept, c.ConfirmPayment, c.RefuseIntake, c.RequestSupplement, c.RequestWithdrawal},
    "guided": {*OPEN, c.Accept, c.RefuseIntake, c.Supplement, c.RequestWithdrawal, c.Close},
    "not accepted": set(),
    "accepted": {*OPEN, *ONWARD, c.FinishOnSpot},
    "processing": {
        *OPEN, *ONWARD, c.RequestSupplement, c.RequestPayment, c.Consult, c.Recall, c.Stop, c.WriteDraft, c.Sign,
        c.NumberResult, c.RecordVerification,
    },
    "supplement asked": {*OPEN, c.Supplement, c.RequestWithdrawal, c.Close},
    "payment asked": {*OPEN, c.Stop},
    "withdrawal asked": {*OPEN, c.DecideWithdrawal, c.Recount},
    "stopped": {*OPEN, c.Resume, c.ReturnPapers},
    "withdrawn": {*TRAYS, c.ConfirmPayment, c.ReturnPapers},
    "done": {*TRAYS, c.ConfirmPayment, c.DeliverResult},
    "returned": set(),
}  # fmt: skip
"""At stage 5 a filing not yet accepted differs from a dossier that is, at stage 8 one that ended from one that may
go on. What needs a tray applies wherever there may be one."""


def test_the_situations_cover_every_stage_and_every_command():
    assert {SITUATIONS[name]().state.stage for name in SITUATIONS} == set(Stage)
    assert set(COMMANDS) == set(RULES)


@pytest.mark.parametrize("situation", SITUATIONS)
def test_each_command_applies_at_its_stages_only(situation):
    world = SITUATIONS[situation]()
    applying = {kind for kind in COMMANDS if applies(world.state, kind)}

    over = world.state.stage in FINAL
    assert applying == APPLIES[situation] | ANYTIME | (set() if over else UNTIL_IT_IS_OVER)


@pytest.mark.parametrize("situation", SITUATIONS)
def test_what_does_not_apply_is_refused_whoever_asks(situation):
    world = SITUATIONS[situation]()
    for kind, command in COMMANDS.items():
        if applies(world.state, kind) or (not world.state.items and hasattr(kind, "item")):
            continue

        refusal = world.refused(TIMER, command(world))

        if world.state.ended and not RULES[kind].after_end:
            result = world.state.result.value if world.state.result else "not-accepted"
            assert (refusal.code, refusal.result) == ("dossier.already-ended", result), kind
        elif world.state.paused and kind in {c.HandOver, c.SendBack, c.Extend, c.Recount}:
            assert (refusal.code, refusal.ground) == ("dossier.clock-stands", world.state.stops[-1].ground), (
                kind
            )
        else:
            assert (refusal.code, refusal.command, refusal.stage) == (
                "dossier.wrong-stage",
                kind.__name__,
                world.state.stage,
            )


def test_what_was_accepted_is_not_accepted_or_refused_again():
    world = situations.supplement_asked()
    for command in (c.Accept(), c.RefuseIntake(reason="x")):
        refusal = world.refused(RECEPTION, command)
        assert (refusal.code, refusal.stage) == ("dossier.wrong-stage", Stage.SUPPLEMENT_ASKED)


# ---- Who may ----

APPLICANT = Actor.citizen("Đặng Thị Ngọc Ánh", {"citizen:12", f"id:{application().applicant.citizen_id}"})
DEPUTY = officer(29, DIVISION, "specialist", mandate=7)
OTHER_COUNTER = officer(19, 8, "reception")
PEOPLE = {
    "reception": RECEPTION,
    "return desk": RETURN_DESK,
    "head": HEAD,
    "specialist": SPECIALIST,
    "colleague": COLLEAGUE,
    "deputy": DEPUTY,
    "leader": LEADER,
    "clerk": CLERK_OFFICER,
    "consulted": CONSULTED,
    "their leader": OTHER_LEADER,
    "another counter": OTHER_COUNTER,
    "admin": officer(71, DIVISION, "unit_admin"),
    "inspector": officer(72, 99, "inspector", 999),
    "applicant": APPLICANT,
    "another citizen": Actor.citizen("Lê Thị Khác", {"citizen:13"}),
    "timer": TIMER,
}
COUNTER_PEOPLE = "reception, return desk"
COUNTER_OR_OWNER = f"{COUNTER_PEOPLE}, applicant"
HOLDER = "specialist, deputy"
IN_THE_UNITS = "reception, return desk, head, specialist, colleague, deputy, leader, clerk, inspector"

MAY = [  # The specialist holds the item; sign, issue and return lie with the leader, the clerk and the return desk.
    (c.Accept, "lodged", COUNTER_PEOPLE),
    (c.RefuseIntake, "lodged", COUNTER_PEOPLE),
    (c.RequestSupplement, "lodged", COUNTER_PEOPLE),
    (c.FinishOnSpot, "accepted", COUNTER_PEOPLE),
    (c.HandOver, "accepted", "reception"),
    (c.RequestSupplement, "processing", f"{HOLDER}, leader"),
    (c.Supplement, "supplement asked", COUNTER_OR_OWNER),
    (c.Claim, "processing", HOLDER),
    (c.Assign, "processing", f"{HOLDER}, head, leader"),
    (c.SendBack, "processing", HOLDER),
    (c.Recall, "processing", "head"),
    (c.Consult, "processing", HOLDER),
    (c.Answer, situations.consulted, "consulted, their leader"),
    (c.LapseConsultation, situations.silent, "specialist"),
    (c.RequestPayment, "processing", HOLDER),
    (c.ConfirmPayment, situations.owing, COUNTER_PEOPLE),
    (c.Extend, "processing", "leader"),
    (c.Recount, situations.calendar_changed, "timer"),
    (c.TakeOver, situations.consulted, "timer"),
    (c.ChangeCollection, "processing", "applicant"),
    (c.RequestWithdrawal, "processing", COUNTER_OR_OWNER),
    (c.DecideWithdrawal, "withdrawal asked", "leader"),
    (c.Stop, "processing", "leader"),
    (c.Resume, "stopped", "leader"),
    (c.Close, situations.closable, f"{COUNTER_PEOPLE}, leader"),
    (c.WriteDraft, "processing", HOLDER),
    (c.RecordVerification, "processing", HOLDER),
    (c.Sign, lambda: World().at_step("sign"), "leader"),
    (c.NumberResult, lambda: World().at_step("issue"), "clerk"),
    (c.DeliverResult, "done", COUNTER_PEOPLE),
    (c.ReturnPapers, "withdrawn", COUNTER_PEOPLE),
    (c.ReceivePapers, "processing", "head, specialist, colleague, deputy"),
    (c.Correct, "processing", f"{COUNTER_PEOPLE}, {HOLDER}"),
    (c.AttachFiles, "done", IN_THE_UNITS),
    (c.AddNote, "done", IN_THE_UNITS),
]


def test_the_table_of_rights_names_every_command():
    assert {kind for kind, _, _ in MAY} == set(RULES)


@pytest.mark.parametrize(
    ("kind", "situation", "allowed"), MAY, ids=[f"{kind.__name__}-{n}" for n, (kind, _, _) in enumerate(MAY)]
)
def test_who_may_do_it_and_who_may_not(kind, situation, allowed):
    make = SITUATIONS.get(situation, situation)
    for name, actor in PEOPLE.items():
        world = make()
        command = COMMANDS[kind](world)
        if name in {*allowed.split(", "), "timer"}:
            world.do(actor, command)
            assert world.journal[-1].post == (actor.posts[0].assignment_id if actor.posts else None), name
        else:
            refusal = world.refused(actor, command)
            assert (refusal.code, refusal.action) == ("access.not-permitted", kind.__name__), name


def test_rights_are_asked_before_the_stage():
    """Nobody learns where a dossier is by trying."""
    assert situations.returned().refused(STRANGER, c.Accept()).code == "access.not-permitted"


@pytest.mark.parametrize("owner", ["", "citizen:13", "company:5"])
def test_a_citizen_files_for_nobody_else(owner):
    refusal = World().refused(APPLICANT, lodging(channel=Channel.ONLINE, owner=owner))

    assert refusal.code == "access.not-permitted"


def test_a_citizen_files_online_and_nowhere_else():
    filed = lodging(channel=Channel.ONLINE, owner="citizen:12")
    world = World()

    assert world.refused(APPLICANT, replace(filed, channel=Channel.COUNTER)).code == "access.not-permitted"
    state = world.do(APPLICANT, filed)

    assert (state.owner, world.journal[0].post) == ("citizen:12", None)
    assert {"citizen:12", f"id:{state.application.applicant.citizen_id}"} <= state.owners


def test_a_result_on_paper_is_handed_over_by_people_only():
    world = World().at_step("return")
    deliver = c.DeliverResult(receiver="Đặng Thị Ngọc Ánh", method=CollectBy.ELECTRONIC)
    assert world.refused(APPLICANT, deliver).code == "access.not-permitted"

    world.do(APPLICANT, c.ChangeCollection(collect_by=CollectBy.ELECTRONIC))
    assert world.refused(APPLICANT, replace(deliver, method=CollectBy.COUNTER)).code == "access.not-permitted"
    state = world.do(APPLICANT, deliver)

    assert (state.stage, state.delivery.method) == (Stage.RETURNED, CollectBy.ELECTRONIC)


def test_another_way_to_get_the_result_is_another_one_and_has_an_address():
    world = situations.working()
    assert world.refused(APPLICANT, c.ChangeCollection(collect_by=CollectBy.POST)).field == "address"

    change = c.ChangeCollection(collect_by=CollectBy.POST, address=" Số 9 phố Nhuế ")
    state = world.do(APPLICANT, change)

    assert (state.application.collect_by, state.application.collect_address) == ("post", "Số 9 phố Nhuế")
    assert world.refused(APPLICANT, change).code == "dossier.nothing-changed"


def test_a_supplement_corrects_fields_and_leaves_the_others():
    world = World().lodged(application=replace(application(), answers={"floors": 2, "area": 80}))
    asked = c.RequestSupplement(lines=("Số tầng",), reason="Khác bản vẽ", fields=("floors",), papers=("don",))
    state = world.do(RECEPTION, asked)
    assert (state.rounds[0].fields, state.rounds[0].papers) == (("floors",), ("don",))

    state = world.do(APPLICANT, c.Supplement(answers={"floors": 3}))

    assert state.application.answers == {"floors": 3, "area": 80}


NUMBERS = {
    c.Accept: ("code", "pin"),
    c.RefuseIntake: ("refusal",),
    c.FinishOnSpot: ("result",),
    c.RequestSupplement: ("supplement",),
    c.Extend: ("apology",),
    c.DecideWithdrawal: ("stop",),
    c.Stop: ("stop",),
    c.Close: ("stop",),
    c.ConfirmPayment: ("fee_receipt",),
    c.NumberResult: ("result",),
}


def test_numbers_are_taken_by_what_uses_them():
    """R-B23. `World.do` checks that each number taken is also used."""
    world = situations.working()
    for kind, command in COMMANDS.items():
        assert numbers_needed(world.state, command(world)) == NUMBERS.get(kind, ()), kind
    assert numbers_needed(world.state, c.DecideWithdrawal(granted=False, reason="x")) == ()
    assert numbers_needed(None, lodging()) == ()
