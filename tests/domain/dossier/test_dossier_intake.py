"""At the counter: lodge, accept, guide, refuse, finish on the spot (R-A20..R-A28)."""

from datetime import time

import pytest

from motcua.domain.access import Actor
from motcua.domain.calendar import TIMEZONE
from motcua.domain.deadlines import Allowance, DayMode, Unit
from motcua.domain.dossier import Stage
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.values import Channel, ItemKind, ObligationState, Paper, ResultKind
from tests.domain.dossier.world import (
    AGENCY,
    COUNTER,
    LEADER,
    OTHER_AGENCY,
    RECEPTION,
    RETURN_DESK,
    SPECIALIST,
    World,
    application,
    at,
    lodging,
)


def local(moment):
    return moment.astimezone(TIMEZONE).strftime("%Y-%m-%d %H:%M")


def test_a_filing_keeps_when_and_how_it_came_and_has_no_clock():
    """R-D10, R-D11, R-H6"""
    world = World()
    state = world.do(
        RECEPTION,
        lodging(channel=Channel.POST, lodged_at=at("2026-11-03 16:40"), slip="RH000012345VN", assisted=True),
    )

    assert (state.stage, state.version, state.regime) == (Stage.LODGED, 1, "REG-2018")
    assert (state.channel, state.slip, state.assisted) == (Channel.POST, "RH000012345VN", True)
    assert local(state.lodged_at) == "2026-11-03 16:40"
    assert local(state.stage_since) == "2026-11-04 09:00"
    assert (state.due_at, state.code, state.accepted) == (None, "", False)
    assert (state.papers_at, state.units, state.agencies) == (COUNTER, (COUNTER,), (AGENCY,))


def test_whoever_is_competent_may_look_at_a_filing_from_the_start():
    """R-A15: received anywhere, competent elsewhere."""
    world = World().lodged(competent_agency=OTHER_AGENCY)

    assert world.state.agencies == (AGENCY, OTHER_AGENCY)


def test_the_counter_alone_lodges():
    assert World().refused(SPECIALIST, lodging()).code == "access.not-permitted"


def test_nothing_happens_to_a_dossier_that_does_not_exist():
    refusal = World().refused(RECEPTION, c.Accept())

    assert (refusal.code, refusal.stage) == ("dossier.wrong-stage", 0)


def test_a_dossier_is_lodged_once():
    refusal = World().lodged().refused(RECEPTION, lodging())

    assert (refusal.code, refusal.command, refusal.stage) == ("dossier.wrong-stage", "Lodge", Stage.LODGED)


def test_accepting_gives_a_code_a_pin_and_a_promise_and_puts_the_papers_in_the_counters_own_tray():
    """R-A22c, R-A24"""
    state = World().accepted().state

    assert (state.stage, state.code, state.pin) == (Stage.ACCEPTED, "02/code", "02/pin")
    assert (local(state.due_at), state.original_due_at) == ("2026-11-11 17:00", state.due_at)
    assert (local(state.accepted_at), state.accepted_by) == ("2026-11-04 09:00", RECEPTION.account_id)
    (tray,) = state.items
    assert (tray.id, tray.kind, tray.step, tray.unit_id) == (1, ItemKind.STEP, "reception", COUNTER)
    assert (tray.assignee, tray.claimed_at, tray.role) == (
        RECEPTION.account_id,
        state.accepted_at,
        "reception",
    )
    assert (tray.agency_id, tray.opened_at, tray.sent_seq) == (AGENCY, state.accepted_at, 2)
    assert state.marking == ("reception",)


def test_a_dossier_keeps_the_law_under_which_it_was_accepted():
    """R-0.1"""
    world = World(
        allowance=Allowance(2, Unit.MONTH), day_mode=DayMode.ROLLING_HOURS, cutoff=time(15), regime="REG-2025"
    )
    state = world.accepted().state

    assert (state.allowance, state.day_mode) == (Allowance(2, Unit.MONTH), DayMode.ROLLING_HOURS)
    assert (state.cutoff, state.regime) == ("15:00", "REG-2025")
    assert (state.procedure_version, state.process_version) == (1, 1)


def test_a_filing_is_accepted_under_the_regime_of_that_day():
    world = World(regime="REG-2018").lodged()
    world.regime = "REG-2025"

    assert world.do(RECEPTION, c.Accept()).regime == "REG-2025"


def test_papers_that_are_missing_are_named():
    """R-A22a"""
    papers = (Paper(id="don", name="Đơn đề nghị"), Paper(id="ban-ve", name="Bản vẽ", received=False))
    refusal = World().lodged(application=application(papers=papers)).refused(RECEPTION, c.Accept())

    assert (refusal.code, refusal.names) == ("dossier.papers-missing", ("Bản vẽ",))


def test_the_unit_of_the_first_step_must_exist():
    refusal = World(places={}).lodged().refused(RECEPTION, c.Accept())

    assert (refusal.code, refusal.reference) == ("dossier.unit-unknown", "counter")


def test_fees_are_paid_at_once_or_owed():
    """R-H11: a fee owed keeps no trace of a payment."""
    state = (
        World()
        .accepted(
            c.PaidFee(label="Lệ phí", amount_vnd=75_000, paid=True, method="cash", receipt="0000121"),
            c.PaidFee(label="Phí thẩm định", amount_vnd=30_000, paid=False, method="cash", receipt="x"),
        )
        .state
    )

    lines = [(o.id, o.label, o.amount_vnd, o.state, o.method, o.receipt) for o in state.obligations]
    assert lines == [
        (1, "Lệ phí", 75_000, ObligationState.PAID, "cash", "0000121"),
        (2, "Phí thẩm định", 30_000, ObligationState.DUE, "", ""),
    ]
    assert state.unpaid_vnd == 30_000


@pytest.mark.parametrize(
    ("regime", "accepted", "leaves"),
    [
        ("REG-2018", "2026-11-04 09:00", "2026-11-04 17:00"),
        ("REG-2018", "2026-11-04 15:00", "2026-11-04 17:00"),  # Not yet after 15:00.
        ("REG-2018", "2026-11-04 15:01", "2026-11-05 07:30"),
        ("REG-2025", "2026-11-06 16:00", "2026-11-09 07:30"),  # Over the weekend.
        ("REG-2018", "2026-11-07 09:00", "2026-11-09 07:30"),  # Taken in on a Saturday.
        ("REG-2015", "2026-11-04 16:59", "2026-11-04 17:00"),  # The same day, no hour stated.
        ("REG-2007", "2026-11-04 17:00", "2026-11-04 17:00"),
        ("REG-2015", "2026-11-04 17:01", "2026-11-05 07:30"),
    ],
)
def test_papers_leave_the_counter_the_same_day_or_early_the_next(regime, accepted, leaves):
    """R-A28"""
    world = World(regime=regime, now=at(accepted)).accepted()

    assert local(world.item.due_at) == leaves


def test_refusing_to_receive_needs_a_reason_and_ends_the_matter():
    """R-A22b, R-A45, form 03"""
    world = World().lodged()
    refusal = world.refused(RECEPTION, c.RefuseIntake(reason="  "))
    assert (refusal.code, refusal.field) == ("dossier.reason-missing", "reason")

    state = world.do(RECEPTION, c.RefuseIntake(reason=" Không thuộc thẩm quyền "))

    assert (state.stage, state.ended, state.result) == (Stage.NOT_ACCEPTED, True, None)
    assert (world.journal[-1].event.number, world.journal[-1].event.reason) == (
        "02/refusal",
        "Không thuộc thẩm quyền",
    )
    assert world.refused(RECEPTION, c.Accept()).code == "dossier.already-ended"


def ask(**changes):
    facts = {"lines": (" Bản vẽ móng ", ""), "reason": "Thiếu bản vẽ móng"}
    return c.RequestSupplement(**(facts | changes))


def test_an_incomplete_filing_is_guided_once_without_a_clock():
    """R-A22a, R-A23, form 02"""
    world = World().lodged()

    state = world.do(RECEPTION, ask(answer_by=at("2026-11-21 08:00").date()))

    (asked,) = state.rounds
    assert (state.stage, state.stops, state.due_at) == (Stage.SUPPLEMENT_ASKED, (), None)
    assert (asked.number, asked.lines, asked.before_acceptance) == ("02/supplement", ("Bản vẽ móng",), True)
    assert local(asked.answer_by) == "2026-11-23 17:00"  # From Saturday to Monday (R-D6).
    assert not asked.late_notice
    assert state.open_round() == asked


def test_what_was_asked_for_replaces_what_was_there():
    world = World().lodged()
    world.do(RECEPTION, ask())
    brought = (Paper(id="ban-ve", name="Bản vẽ", originals=3), Paper(id="mong", name="Bản vẽ móng"))

    state = world.do(RECEPTION, c.Supplement(papers=brought, note=" Đủ "), on="2026-11-05 09:00")

    assert [(p.id, p.originals) for p in state.application.papers] == [("don", 1), ("ban-ve", 3), ("mong", 0)]
    assert state.rounds[0].answered_at == at("2026-11-05 09:00")
    assert (state.stage, state.due_at, state.open_round()) == (Stage.SUPPLEMENT_ASKED, None, None)
    assert world.journal[-1].event.note == "Đủ"
    assert world.do(RECEPTION, c.Accept()).accepted_at == at("2026-11-05 09:00")  # R-D10: when complete.


def test_a_guided_filing_may_be_accepted_or_refused_as_it_is():
    world = World().lodged()
    world.do(RECEPTION, ask())
    later = World(state=world.state, journal=[*world.journal])

    assert world.do(RECEPTION, c.Accept()).rounds[0].answered_at == world.now
    assert later.do(RECEPTION, c.RefuseIntake(reason="Không bổ sung")).stage == Stage.NOT_ACCEPTED


def test_nothing_was_asked_so_nothing_is_supplemented():
    world = World().lodged()
    world.do(RECEPTION, ask())
    world.do(RECEPTION, c.Supplement())

    assert world.refused(RECEPTION, c.Supplement()).code == "dossier.nothing-asked"


def test_guidance_is_given_once_and_in_full():
    """R-A44: the regime allows one request before acceptance; sector law may allow more."""
    world = World().lodged()
    world.do(RECEPTION, ask())
    assert world.refused(RECEPTION, ask()).code == "dossier.wrong-stage"  # An answer is awaited.
    world.do(RECEPTION, c.Supplement())

    refusal = world.refused(RECEPTION, ask(legal_basis="Điều 5 Luật mẫu"))
    assert (refusal.code, refusal.allowed) == ("dossier.too-many-supplements", 1)

    world.max_supplements = 2
    assert len(world.do(RECEPTION, ask()).rounds) == 2


@pytest.mark.parametrize(
    ("changes", "field"), [({"lines": (" ",)}, "lines"), ({"reason": ""}, "reason")], ids=["lines", "reason"]
)
def test_guidance_says_what_is_missing_and_why(changes, field):
    """R-A45"""
    refusal = World().lodged().refused(RECEPTION, ask(**changes))

    assert (refusal.code, refusal.field) == ("dossier.reason-missing", field)


def test_an_answer_is_not_asked_for_by_a_day_that_is_over():
    refusal = World().lodged().refused(RECEPTION, ask(answer_by=at("2026-11-03 08:00").date()))

    assert (refusal.code, refusal.given.isoformat(), refusal.after.isoformat()) == (
        "dossier.date-not-later",
        "2026-11-03",
        "2026-11-04",
    )


def test_an_immediate_procedure_is_finished_at_the_counter():
    """R-A25, R-A26"""
    world = World(immediate=True).accepted()

    done = c.FinishOnSpot(summary=" Bản sao trích lục ", signer="Trần Văn Bình", file="ab12")
    state = world.do(RECEPTION, done, on="2026-11-04 09:20")

    assert (state.stage, state.result, state.items) == (Stage.DONE, ResultKind.GRANTED, ())
    assert (state.marking, state.finished_at) == (("end",), at("2026-11-04 09:20"))
    draft = state.draft
    assert (draft.summary, draft.number, draft.file) == ("Bản sao trích lục", "03/result", "ab12")
    assert (draft.kind, draft.drafted_by) == (ResultKind.GRANTED, RECEPTION.account_id)
    assert world.journal[-1].event.signer == "Trần Văn Bình"
    assert world.do(RETURN_DESK, c.DeliverResult(receiver="Chị Ánh")).stage == Stage.RETURNED


def test_an_immediate_procedure_may_be_refused_on_the_spot():
    world = World(immediate=True).accepted()

    state = world.do(RECEPTION, c.FinishOnSpot(summary="Không có trong sổ gốc", kind=ResultKind.REFUSED))

    assert state.result == ResultKind.REFUSED


@pytest.mark.parametrize(
    ("immediate", "kind"),
    [(False, ResultKind.GRANTED), (True, ResultKind.WITHDRAWN)],
    ids=["slow", "withdrawn"],
)
def test_only_an_immediate_procedure_ends_on_the_spot_and_only_by_an_answer(immediate, kind):
    world = World(immediate=immediate).accepted()

    assert world.refused(RECEPTION, c.FinishOnSpot(summary="x", kind=kind)).code == "dossier.not-immediate"


def test_what_was_done_on_the_spot_is_named():
    refusal = World(immediate=True).accepted().refused(RECEPTION, c.FinishOnSpot(summary=" "))

    assert (refusal.code, refusal.field) == ("dossier.reason-missing", "summary")


def test_the_counter_is_not_the_leader():
    assert World().lodged().refused(LEADER, c.Accept()).code == "access.not-permitted"


def filed_with(*fees: c.PaidFee) -> World:
    world = World()
    owner = Actor.citizen("Trần Thị Mẫu", {"citizen:12"})
    world.do(owner, lodging(channel=Channel.ONLINE, owner="citizen:12", fees=fees))
    return world


def owed(state):
    return [(o.id, o.label, o.amount_vnd, o.state.value) for o in state.obligations]


def test_a_fee_known_at_filing_is_paid_before_acceptance_and_counts():
    world = filed_with(c.PaidFee(label="Lệ phí", amount_vnd=50_000), c.PaidFee(label="Phí", amount_vnd=8_000))
    state = world.do(Actor.system("payments"), c.ConfirmPayment(obligations=(1,), method="platform"))
    assert (state.stage, state.unpaid_vnd) == (Stage.LODGED, 8_000)

    state = world.do(RECEPTION, c.Accept())

    assert owed(state) == [(1, "Lệ phí", 50_000, "paid"), (2, "Phí", 8_000, "due")]


def test_acceptance_settles_what_the_fees_are():
    world = filed_with(c.PaidFee(label="Lệ phí", amount_vnd=50_000), c.PaidFee(label="Phí", amount_vnd=8_000))
    world.do(Actor.system("payments"), c.ConfirmPayment(obligations=(1,), method="platform"))
    fees = (
        c.PaidFee(label="Lệ phí", amount_vnd=75_000, paid=True, method="cash"),
        c.PaidFee(label="Phí bản sao", amount_vnd=5_000),
    )

    state = world.do(RECEPTION, c.Accept(fees=fees))

    assert owed(state) == [
        (1, "Lệ phí", 50_000, "paid"), (2, "Phí", 8_000, "cancelled"), (3, "Phí bản sao", 5_000, "due"),
        (4, "Lệ phí", 25_000, "paid"),
    ]  # fmt: skip
    assert state.obligations[3].receipt.endswith("fee_receipt")
    assert state.obligations[3].receipt != state.obligations[0].receipt


def test_a_filing_pays_nothing_by_its_own_word():
    owner = Actor.citizen("Trần Thị Mẫu", {"citizen:12"})
    fee = c.PaidFee(label="Lệ phí", amount_vnd=50_000, paid=True, method="platform")

    World().refused(owner, lodging(channel=Channel.ONLINE, owner="citizen:12", fees=(fee,)))


def test_acceptance_takes_the_money_for_what_filing_promised():
    world = filed_with(c.PaidFee(label="Lệ phí", amount_vnd=50_000))

    state = world.do(
        RECEPTION, c.Accept(fees=(c.PaidFee(label="Lệ phí", amount_vnd=50_000, paid=True, method="cash"),))
    )

    assert owed(state) == [(1, "Lệ phí", 50_000, "paid")]
    assert state.obligations[0].receipt
