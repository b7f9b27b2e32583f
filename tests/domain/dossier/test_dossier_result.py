"""The answer: draft, sign, number, deliver; and what is told beside it: verification, corrections, scans, notes."""

from dataclasses import replace

import pytest

from motcua.domain.access import Post
from motcua.domain.dossier import Stage
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.values import CollectBy, Paper, Party, ResultKind
from tests.domain.dossier.processes import building_permit
from tests.domain.dossier.world import (
    AGENCY,
    CLERK_OFFICER,
    COLLEAGUE,
    CONSULTED,
    LEADER,
    LEADERS,
    RECEPTION,
    RETURN_DESK,
    SPECIALIST,
    STRANGER,
    TIMER,
    World,
    application,
    at,
)


def draft(world, **changes):
    facts = {"item": world.item.id, "kind": ResultKind.GRANTED, "summary": " Cấp phép ", "file": "ab12"}
    return c.WriteDraft(**(facts | changes))


# ---- Draft ----


def test_a_draft_says_what_the_answer_will_be():
    world = World().at_step("appraise")

    written = world.do(SPECIALIST, draft(world)).draft

    assert (written.kind, written.summary, written.file) == (ResultKind.GRANTED, "Cấp phép", "ab12")
    assert (written.drafted_by, written.number, written.signed_at) == (SPECIALIST.account_id, "", None)


@pytest.mark.parametrize("kind", [ResultKind.RETURNED, ResultKind.WITHDRAWN])
def test_a_draft_grants_or_refuses(kind):
    """R-A93: the other kinds are not decided by an answer."""
    world = World().at_step("appraise")

    refusal = world.refused(SPECIALIST, draft(world, kind=kind))

    assert (refusal.code, refusal.draft, refusal.action) == ("dossier.draft-says-otherwise", kind, "appraise")


def test_a_draft_has_a_summary():
    world = World().at_step("appraise")

    assert world.refused(SPECIALIST, draft(world, summary=" ")).field == "summary"


@pytest.mark.parametrize(("step", "actor"), [("sign", LEADER), ("issue", CLERK_OFFICER)])
def test_what_was_signed_is_not_rewritten_on_its_way_out(step, actor):
    world = World().at_step(step)

    refusal = world.refused(actor, draft(world))

    assert (refusal.code, refusal.switch, refusal.step) == ("dossier.switched-off", "must_attach_draft", step)


def test_a_new_draft_is_unsigned_and_keeps_its_number():
    """R-B23: no gaps."""
    switches = replace(building_permit().step("sign").switches, must_attach_draft=True, must_number=True)
    world = World(process=with_switches("sign", switches)).at_step("sign")
    world.do(LEADER, c.Sign(item=world.item.id))
    number = world.do(LEADER, c.NumberResult(item=world.item.id)).draft.number

    rewritten = world.do(LEADER, draft(world)).draft

    assert (rewritten.number, rewritten.signed_at, rewritten.signed_step) == (number, None, "")


# ---- Sign and number (R-A6, R-B22, R-B23) ----


def with_switches(step_id, switches):
    process = building_permit()
    steps = tuple(replace(s, switches=switches) if s.id == step_id else s for s in process.steps)
    return replace(process, steps=steps)


def test_a_signature_names_the_post_and_the_mandate_it_was_given_under():
    world = World().at_step("sign")
    deputy = replace(
        LEADER,
        account_id=33,
        posts=(Post(330, AGENCY, LEADERS, "clerk"), Post(310, AGENCY, LEADERS, "leader", 5)),
    )

    signed = world.do(deputy, c.Sign(item=world.item.id), on="2026-11-09 15:00").draft

    assert (signed.signed_by, signed.signed_post, signed.signed_mandate) == (33, 310, 5)
    assert (signed.signed_at, signed.signed_step, signed.summary) == (world.now, "sign", "Cấp phép")


def test_a_draft_is_signed_once_at_a_step_that_signs():
    drafting, signing = World().at_step("appraise"), World().at_step("sign")
    refusal = drafting.refused(SPECIALIST, c.Sign(item=drafting.item.id))
    assert (refusal.code, refusal.switch, refusal.step) == ("dossier.switched-off", "must_sign", "appraise")

    signing.do(LEADER, c.Sign(item=signing.item.id))
    assert signing.refused(LEADER, c.Sign(item=signing.item.id)).code == "dossier.nothing-changed"


def test_there_is_nothing_to_sign_without_a_draft():
    world = World(process=with_switches("appraise", building_permit().step("sign").switches)).at_step(
        "appraise"
    )

    refusal = world.refused(SPECIALIST, c.Sign(item=world.item.id))

    assert (refusal.code, refusal.missing, refusal.step) == ("dossier.step-unfinished", "draft", "appraise")


def test_a_machine_signs_for_nobody():
    world = World().at_step("sign")

    signed = world.do(TIMER, c.Sign(item=world.item.id)).draft

    assert (signed.signed_by, signed.signed_post, signed.signed_mandate) == (None, None, None)
    assert world.item.claimed_at is None


def test_the_result_is_numbered_once_where_the_process_numbers():
    world = World().at_step("issue")
    assert world.do(CLERK_OFFICER, c.NumberResult(item=world.item.id)).draft.number.endswith("/result")
    assert world.refused(CLERK_OFFICER, c.NumberResult(item=world.item.id)).code == "dossier.nothing-changed"

    signing = World().at_step("sign")
    signing.do(LEADER, c.Sign(item=signing.item.id))
    refusal = signing.refused(LEADER, c.NumberResult(item=signing.item.id))
    assert (refusal.code, refusal.switch, refusal.step) == ("dossier.switched-off", "must_number", "sign")


def test_what_is_unsigned_gets_no_number_where_somebody_signs():
    numbering = building_permit().step("issue").switches
    early = World(process=with_switches("sign", replace(numbering, must_sign=True))).at_step("sign")
    refusal = early.refused(LEADER, c.NumberResult(item=early.item.id))
    assert (refusal.code, refusal.missing, refusal.step) == ("dossier.step-unfinished", "signature", "sign")

    nobody_signs = World(process=with_switches("sign", numbering)).at_step("sign")
    assert nobody_signs.do(LEADER, c.NumberResult(item=nobody_signs.item.id)).draft.number

    undrafted = World(process=with_switches("appraise", numbering)).at_step("appraise")
    assert undrafted.refused(SPECIALIST, c.NumberResult(item=undrafted.item.id)).missing == "signature"


# ---- Verification (R-A32) ----


def test_a_verification_is_on_record_with_place_people_and_findings():
    world = World().at_step("appraise")
    record = c.RecordVerification(
        item=world.item.id,
        held_at=at("2026-11-04 08:00"),
        place=" Thửa 12 ",
        participants=" Ông A ",
        findings=" Đúng ",
    )
    for field in ("place", "participants", "findings"):
        refusal = world.refused(SPECIALIST, replace(record, **{field: " "}))
        assert (refusal.code, refusal.field) == ("dossier.reason-missing", field)

    world.do(SPECIALIST, record)

    told = world.journal[-1].event
    assert (told.item, told.held_at) == (world.item.id, at("2026-11-04 08:00"))
    assert (told.place, told.participants, told.findings) == ("Thửa 12", "Ông A", "Đúng")


# ---- Deliver (R-A40, R-A95) ----


def test_the_result_is_handed_to_somebody_who_shows_who_they_are():
    world = World().at_step("return")
    assert world.refused(RETURN_DESK, c.DeliverResult(receiver=" ")).field == "receiver"

    state = world.do(
        RETURN_DESK,
        c.DeliverResult(
            receiver=" Trần Văn Nam ", capacity="proxy", identity=" CCCD 033099000123 ", method=CollectBy.POST,
            slip=" RH000012346VN ", originals_returned=True,
        ),
        on="2026-11-12 09:00",
    )  # fmt: skip

    given = state.delivery
    assert (given.receiver, given.capacity, given.identity) == ("Trần Văn Nam", "proxy", "CCCD 033099000123")
    assert (given.method, given.slip, given.originals_returned) == (CollectBy.POST, "RH000012346VN", True)
    assert (state.stage, state.returned_at, state.items) == (Stage.RETURNED, world.now, ())
    assert (state.marking, state.papers_going_to) == (("end",), None)


def test_fees_are_settled_before_the_result_is_handed_over():
    world = World().accepted(c.PaidFee(label="Lệ phí", amount_vnd=75_000, paid=False))
    world.at_step("return")

    refusal = world.refused(RETURN_DESK, c.DeliverResult(receiver="Chị Ánh"))
    assert (refusal.code, refusal.amount_vnd) == ("dossier.fees-unpaid", 75_000)

    world.do(RETURN_DESK, c.ConfirmPayment(obligations=(1,), method="cash"))
    assert world.do(RETURN_DESK, c.DeliverResult(receiver="Chị Ánh")).stage == Stage.RETURNED


def test_papers_are_given_back_to_somebody():
    world = World().accepted()
    world.do(RECEPTION, c.RequestWithdrawal(reason="Không còn nhu cầu"))
    world.do(LEADER, c.DecideWithdrawal(granted=True, reason="Đồng ý"))

    assert world.refused(RECEPTION, c.ReturnPapers(receiver=" ")).field == "receiver"


def test_papers_on_their_way_are_no_longer_so_when_they_are_given_back():
    world = World().at_step("assign")
    world.do(RECEPTION, c.RequestWithdrawal(reason="Không còn nhu cầu"))
    state = world.do(LEADER, c.DecideWithdrawal(granted=True, reason="Đồng ý"))
    assert state.papers_going_to is not None

    assert world.do(RECEPTION, c.ReturnPapers(receiver="Chị Ánh")).papers_going_to is None


# ---- Corrections, scans, notes ----


def test_a_correction_keeps_before_and_after():
    world = World().at_step("sign")
    corrected = application(note="Đã đối chiếu", sets=2)
    assert (
        world.refused(RECEPTION, c.Correct(application=corrected, reason=" ")).code
        == "dossier.reason-missing"
    )

    state = world.do(RECEPTION, c.Correct(application=corrected, reason=" Gõ nhầm "))

    told = world.journal[-1].event
    assert [(ch.field, ch.before, ch.after) for ch in told.changes] == [
        ("sets", 1, 2),
        ("note", "", "Đã đối chiếu"),
    ]
    assert (told.reason, state.application) == ("Gõ nhầm", corrected)


def test_a_correction_that_changes_nothing_is_none():
    refusal = World().accepted().refused(RECEPTION, c.Correct(application=application(), reason="x"))

    assert refusal.code == "dossier.nothing-changed"


def test_the_holder_may_correct_others_who_take_part_may_not():
    world = World().at_step("appraise")
    renamed = c.Correct(application=application(applicant=Party(name="Đặng Thị Ngọc Anh")), reason="Sai dấu")
    for actor in (COLLEAGUE, LEADER, STRANGER):
        assert world.refused(actor, renamed).code == "access.not-permitted"

    assert world.do(SPECIALIST, renamed).application.applicant.name == "Đặng Thị Ngọc Anh"
    assert world.journal[-1].post == SPECIALIST.posts[0].assignment_id


def test_scans_are_attached_once_and_to_papers_that_exist():
    """R-G1"""
    world = World().lodged(
        application=application(papers=(Paper(id="don", name="Đơn", files=("a",)), Paper(id="x", name="X")))
    )
    assert world.refused(RECEPTION, c.AttachFiles(paper="y", files=("b",))).paper == "y"
    assert (
        world.refused(RECEPTION, c.AttachFiles(paper="don", files=("a",))).code == "dossier.nothing-changed"
    )

    state = world.do(RECEPTION, c.AttachFiles(paper="don", files=("a", "b")))

    assert [paper.files for paper in state.application.papers] == [("a", "b"), ()]
    assert world.journal[-1].event.files == ("b",)


def test_a_note_is_kept_in_the_journal_and_changes_nothing_else():
    world = World().at_step("appraise")
    before = world.state
    assert world.refused(SPECIALIST, c.AddNote(text=" ")).field == "text"
    assert world.refused(CONSULTED, c.AddNote(text="x")).code == "access.not-permitted"

    state = world.do(LEADER, c.AddNote(text=" Xem lại ranh giới "))

    assert state == replace(before, version=before.version + 1)
    assert world.journal[-1].event.text == "Xem lại ranh giới"
