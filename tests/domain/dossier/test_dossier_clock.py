"""What stops, moves or ends the clock: supplement, payment, apology, withdrawal, stop, closing."""

from dataclasses import replace
from datetime import date, time

import pytest

from motcua.domain.calendar import TIMEZONE, DayKind, SpecialDay
from motcua.domain.calendar.days import STANDARD_WEEK
from motcua.domain.calendar.vietnam import SINCE, UNTIL, vietnam_special_days
from motcua.domain.calendar.workdays import Calendar
from motcua.domain.deadlines import Allowance, Stop, StopRule, Unit
from motcua.domain.dossier import Stage
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.trays import item_due
from motcua.domain.dossier.values import ObligationState, Paper, ResultKind
from tests.domain.dossier.processes import land_division
from tests.domain.dossier.world import (
    AGENCY,
    CONSULTED,
    HEAD,
    LEADER,
    OTHER_AGENCY,
    OTHER_LEADER,
    RECEPTION,
    RETURN_DESK,
    SPECIALIST,
    SURVEYOR,
    TIMER,
    World,
    at,
    officer,
)

REASON = "Thiếu bản vẽ móng"


def local(moment):
    return moment and moment.astimezone(TIMEZONE).strftime("%Y-%m-%d %H:%M")


def day(moment):
    return moment.astimezone(TIMEZONE).date().isoformat()


def appraising(**facts):
    """A dossier accepted on Wednesday 4/11/2026 at 9:00, at the specialist's, with a limit of 5 days: 11/11."""
    return World(**facts).at_step("appraise")


def ask(world, **changes):
    facts = {"item": world.item.id, "lines": ("Bản vẽ móng",), "reason": REASON}
    return c.RequestSupplement(**(facts | changes))


# ---- Supplement (R-A33, R-A44, R-D15) ----


@pytest.mark.parametrize(
    ("regime", "due"),
    [
        ("REG-2007", "2026-11-13"),
        ("REG-2015", "2026-11-13"),
        ("REG-2018", "2026-11-17"),
        ("REG-2025", "2026-11-17"),
    ],
)
def test_a_supplement_restarts_the_limit_or_lets_it_go_on_as_the_regime_says(regime, due):
    """Table 0.4, R-D41"""
    world = appraising(regime=regime)
    paused = world.do(SPECIALIST, ask(world), on="2026-11-06 10:00")
    assert (paused.stage, paused.paused, paused.due_at) == (Stage.SUPPLEMENT_ASKED, True, None)
    assert day(paused.original_due_at) == "2026-11-11"

    done = world.do(RECEPTION, c.Supplement(note=" Đủ "), on="2026-11-10 10:00")

    assert (done.stage, done.paused) == (Stage.PROCESSING, False)
    assert (day(done.due_at), done.original_due_at) == (due, done.due_at)
    (stop,) = done.stops
    rule = StopRule.RESTART if regime in {"REG-2018", "REG-2025"} else StopRule.CONTINUE
    assert (stop.since, stop.until, stop.ground) == (
        at("2026-11-06 10:00"),
        at("2026-11-10 10:00"),
        "supplement",
    )
    assert stop.rule == rule
    assert world.journal[-1].event.note == "Đủ"


def test_the_step_stands_still_with_the_dossier():
    world = appraising()
    before = world.item.due_at
    assert world.do(SPECIALIST, ask(world), on="2026-11-06 10:00").items[0].due_at is None

    world.do(RECEPTION, c.Supplement(), on="2026-11-10 10:00")

    assert local(before) == "2026-11-11 09:00"  # 40 working hours from 9:00 on 4/11.
    assert local(world.item.due_at) == "2026-11-17 10:00"  # Afresh, as the limit itself.


@pytest.mark.parametrize(
    ("regime", "asked_on", "late"),
    [
        ("REG-2018", "2026-11-09 17:00", False),  # The third working day after 4/11.
        ("REG-2018", "2026-11-10 08:00", True),
        ("REG-2025", "2026-11-10 08:00", True),
        ("REG-2015", "2026-11-10 08:00", False),  # Within the limit, no day stated.
        ("REG-2007", "2026-11-10 08:00", False),
    ],
)
def test_a_request_later_than_three_working_days_is_marked(regime, asked_on, late):
    """R-A33"""
    world = appraising(regime=regime)

    assert world.do(SPECIALIST, ask(world), on=asked_on).rounds[0].late_notice is late


def test_after_acceptance_papers_are_asked_for_once():
    """R-A44: counted apart from the guidance before acceptance; a leader may pass it with a legal basis."""
    world = World().lodged()
    world.do(RECEPTION, c.RequestSupplement(lines=("Đơn",), reason=REASON))
    world.do(RECEPTION, c.Accept())
    world.at_step("appraise")
    state = world.do(SPECIALIST, ask(world))
    assert [r.before_acceptance for r in state.rounds] == [True, False]
    world.do(RECEPTION, c.Supplement())

    for actor, basis in ((SPECIALIST, ""), (SPECIALIST, "Điều 5"), (LEADER, " ")):
        refusal = world.refused(actor, ask(world, legal_basis=basis))
        assert (refusal.code, refusal.allowed) == ("dossier.too-many-supplements", 1)

    assert world.do(LEADER, ask(world, legal_basis=" Điều 5 ")).rounds[-1].legal_basis == "Điều 5"


def test_sector_law_sets_its_own_count():
    """R-A44"""
    none, two = appraising(max_supplements=0), appraising(max_supplements=2)
    assert none.refused(SPECIALIST, ask(none)).code == "dossier.too-many-supplements"

    for _ in range(2):
        two.do(SPECIALIST, ask(two))
        two.do(RECEPTION, c.Supplement())
    assert two.refused(SPECIALIST, ask(two)).allowed == 2


def test_a_regime_without_a_count_never_refuses(monkeypatch):
    world = appraising()
    regime = replace(world.context(SPECIALIST, ask(world)).regime, max_supplements=None)
    monkeypatch.setitem(World.regimes, world.regime, regime)
    for _ in range(3):
        world.do(SPECIALIST, ask(world))
        world.do(RECEPTION, c.Supplement())

    assert len(world.state.rounds) == 3


def test_papers_are_asked_for_at_a_step_that_may():
    world = World().at_step("sign")
    assert world.refused(LEADER, ask(world)).switch == "may_request_supplement"
    assert world.refused(LEADER, ask(world, item=None)).code == "dossier.no-such-item"
    assert world.refused(LEADER, ask(world, item=99)).item == 99


def test_after_acceptance_the_counter_does_not_ask_for_papers_itself():
    """R-A17"""
    world = appraising()

    assert world.refused(RECEPTION, ask(world)).code == "access.not-permitted"


def test_an_answer_is_due_after_now():
    world = appraising()

    refusal = world.refused(SPECIALIST, ask(world, answer_by=date(2026, 11, 4)), on="2026-11-04 17:00")

    assert (refusal.given, refusal.after) == (date(2026, 11, 4), date(2026, 11, 4))
    asked = world.do(SPECIALIST, ask(world, answer_by=date(2026, 11, 4)), on="2026-11-04 16:59")
    assert local(asked.rounds[0].answer_by) == "2026-11-04 17:00"


# ---- Payment (R-A47, R-H10) ----


def bill(world, **changes):
    facts = {
        "item": world.item.id,
        "label": " Lệ phí trước bạ ",
        "amount_vnd": 1_500_000,
        "reason": " Luật phí ",
    }
    return c.RequestPayment(**(facts | changes))


def test_an_obligation_stops_the_clock_until_it_is_paid():
    world = appraising()
    state = world.do(SPECIALIST, bill(world), on="2026-11-06 10:00")
    assert (state.stage, state.due_at, state.unpaid_vnd) == (Stage.PAYMENT_ASKED, None, 1_500_000)
    (owed,) = state.obligations
    assert (owed.id, owed.label, owed.stops_clock) == (1, "Lệ phí trước bạ", True)
    assert world.journal[-1].event.reason == "Luật phí"

    paid = c.ConfirmPayment(obligations=(1,), method=" online ", receipt=" 0000127 ")
    state = world.do(RETURN_DESK, paid, on="2026-11-10 10:00")

    (owed,) = state.obligations
    assert (owed.state, owed.method, owed.receipt) == (ObligationState.PAID, "online", "0000127")
    assert (state.stage, day(state.due_at), state.unpaid_vnd) == (Stage.PROCESSING, "2026-11-13", 0)
    assert state.original_due_at == state.due_at
    assert local(world.item.due_at) == "2026-11-13 09:00"
    assert state.stops[0].rule == StopRule.CONTINUE


def test_what_does_not_stop_the_clock_does_not_start_it_either():
    world = World().accepted(c.PaidFee(label="Lệ phí", amount_vnd=75_000, paid=False))
    world.at_step("appraise")
    world.do(SPECIALIST, bill(world))

    state = world.do(RECEPTION, c.ConfirmPayment(obligations=(1,), method="cash"))
    assert (state.stage, state.paused, state.due_at) == (Stage.PAYMENT_ASKED, True, None)

    assert world.do(RECEPTION, c.ConfirmPayment(obligations=(2,), method="cash")).stage == Stage.PROCESSING


def test_paying_a_fee_while_the_dossier_runs_moves_nothing():
    world = World().accepted(c.PaidFee(label="Lệ phí", amount_vnd=75_000, paid=False))
    world.at_step("appraise")
    before = world.state

    state = world.do(RECEPTION, c.ConfirmPayment(obligations=(1,), method="cash"))

    assert (state.due_at, state.stops, state.items, state.stage) == (
        before.due_at,
        before.stops,
        before.items,
        Stage.PROCESSING,
    )


def test_every_obligation_that_stopped_the_clock_must_be_paid():
    world = appraising()
    world.do(SPECIALIST, bill(world))
    world.do(LEADER, c.Stop(reason="Không nộp"))
    world.do(LEADER, c.Resume(reason="Tiếp tục"))
    world.do(SPECIALIST, bill(world, label="Phí"))

    assert world.do(RECEPTION, c.ConfirmPayment(obligations=(2,), method="cash")).paused
    assert not world.do(RECEPTION, c.ConfirmPayment(obligations=(1,), method="cash")).paused


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"amount_vnd": 0}, "dossier.amount-not-positive"),
        ({"amount_vnd": -5}, "dossier.amount-not-positive"),
        ({"label": " "}, "dossier.reason-missing"),
    ],
)
def test_a_bill_has_a_name_and_an_amount(changes, code):
    world = appraising()

    assert world.refused(SPECIALIST, bill(world, **changes)).code == code


def test_money_is_asked_for_at_a_step_that_may():
    world = World().at_step("sign")

    assert world.refused(LEADER, bill(world)).switch == "may_request_payment"


def test_only_what_is_owed_can_be_paid():
    world = appraising()
    world.do(SPECIALIST, bill(world))

    def refusal(*numbers, method="cash"):
        return world.refused(RECEPTION, c.ConfirmPayment(obligations=numbers, method=method))

    assert refusal(1, 2).obligation == 2
    assert (refusal().code, refusal().field) == ("dossier.reason-missing", "obligations")
    assert refusal(1, method=" ").field == "method"
    world.do(RECEPTION, c.ConfirmPayment(obligations=(1,), method="cash"))
    assert refusal(1).code == "dossier.no-such-obligation"


# ---- The one re-appointment (R-A39, R-A46, R-D17) ----


def extend(on, reason="Phải kiểm tra thực địa"):
    return c.Extend(new_due_on=date.fromisoformat(on), reason=reason)


def test_an_apology_sets_one_new_date_and_keeps_both():
    world = appraising()

    state = world.do(LEADER, extend("2026-11-14", " Chờ "), on="2026-11-10 16:00")

    given = state.extension
    assert (local(state.due_at), local(state.original_due_at)) == ("2026-11-16 17:00", "2026-11-11 17:00")
    assert (given.old_due_at, given.new_due_at) == (state.original_due_at, state.due_at)
    assert (given.given_at, given.reason, given.number) == (
        world.now,
        "Chờ",
        world.journal[-1].event.extension.number,
    )
    assert given.number.endswith("/apology")
    assert (given.signed_by, given.agency_id) == (LEADER.account_id, AGENCY)
    assert state.stage == Stage.PROCESSING


@pytest.mark.parametrize("regime", ["REG-2007", "REG-2015", "REG-2018", "REG-2025"])
def test_there_is_one_re_appointment_under_every_regime(regime):
    """R-A46; the older decrees state no number, and the stricter reading holds."""
    world = appraising(regime=regime)
    world.do(LEADER, extend("2026-11-16"))

    refusal = world.refused(LEADER, extend("2026-11-20"))

    assert (refusal.code, refusal.new_due_on) == ("dossier.already-extended", date(2026, 11, 16))


@pytest.mark.parametrize(
    ("regime", "given_on", "late"),
    [
        ("REG-2018", "2026-11-10 16:59", False),  # One day before 11/11.
        ("REG-2018", "2026-11-11 07:30", True),
        ("REG-2025", "2026-11-12 08:00", True),
        ("REG-2015", "2026-11-11 16:59", False),  # Together with the new date.
        ("REG-2015", "2026-11-12 08:00", True),
        ("REG-2007", "2026-11-11 16:59", False),
    ],
)
def test_an_apology_in_the_last_moment_is_marked(regime, given_on, late):
    world = appraising(regime=regime)

    assert world.do(LEADER, extend("2026-11-20"), on=given_on).extension.late_notice is late


@pytest.mark.parametrize(
    ("given_on", "new_date", "after"),
    [("2026-11-10 09:00", "2026-11-11", "2026-11-11"), ("2026-11-13 09:00", "2026-11-13", "2026-11-13")],
    ids=["the old date", "today"],
)
def test_the_new_date_is_later_than_the_old_one_and_than_today(given_on, new_date, after):
    refusal = appraising().refused(LEADER, extend(new_date), on=given_on)

    assert (refusal.code, refusal.given.isoformat(), refusal.after.isoformat()) == (
        "dossier.date-not-later",
        new_date,
        after,
    )


def test_an_apology_has_a_reason():
    assert appraising().refused(LEADER, extend("2026-11-20", " ")).code == "dossier.reason-missing"


def test_nobody_apologizes_while_the_clock_stands():
    world = appraising()
    world.do(SPECIALIST, ask(world))

    refusal = world.refused(LEADER, extend("2026-11-20"))

    assert (refusal.code, refusal.ground) == ("dossier.clock-stands", "supplement")


def test_the_agency_that_is_late_apologizes_by_the_post_that_leads_it():
    """R-A73"""
    world = World(process=land_division()).forked()
    two_posts = replace(OTHER_LEADER, posts=(*officer(92, 5, "specialist").posts, *OTHER_LEADER.posts))

    state = world.do(two_posts, extend("2026-11-20"))

    assert state.extension.agency_id == OTHER_AGENCY
    elsewhere = World().at_step("appraise")
    assert elsewhere.refused(OTHER_LEADER, extend("2026-11-20")).code == "access.not-permitted"


def test_a_stop_holds_up_the_new_date_and_another_stop_again():
    """R-A46: never earlier, neither by the first stop nor by the second."""
    world = appraising()
    world.do(LEADER, extend("2026-11-16"), on="2026-11-09 09:00")
    world.do(LEADER, c.Stop(reason="Chờ"), on="2026-11-10 09:00")
    first = world.do(LEADER, c.Resume(reason="Tiếp"), on="2026-11-12 09:00")
    assert local(first.due_at) == "2026-11-18 17:00"  # Two working days later.

    world.do(LEADER, c.Stop(reason="Chờ"), on="2026-11-13 09:00")
    second = world.do(LEADER, c.Resume(reason="Tiếp"), on="2026-11-13 10:00")

    assert second.due_at == first.due_at


def test_the_first_promise_follows_the_laws_own_stops_after_a_re_appointment_too():
    """R-D17: both dates are kept, and the clock stood still for both."""
    world = appraising()
    world.do(LEADER, extend("2026-11-20"), on="2026-11-09 09:00")
    world.do(LEADER, c.Stop(reason="Chờ"), on="2026-11-10 09:00")

    state = world.do(LEADER, c.Resume(reason="Tiếp"), on="2026-11-12 09:00")

    assert (day(state.original_due_at), day(state.due_at)) == (
        "2026-11-13",
        "2026-11-25",
    )  # 24/11 is a holiday.


def test_a_stop_after_the_promised_day_gives_nothing_back():
    world = appraising()
    world.do(LEADER, extend("2026-11-13"), on="2026-11-09 09:00")
    world.do(LEADER, c.Stop(reason="Chờ"), on="2026-11-16 09:00")

    state = world.do(LEADER, c.Resume(reason="Tiếp"), on="2026-11-20 09:00")

    assert (day(state.original_due_at), day(state.due_at)) == ("2026-11-11", "2026-11-13")


@pytest.mark.parametrize(("new_date", "due"), [("2026-11-13", "2026-11-17"), ("2026-11-27", "2026-11-27")])
def test_a_restart_gives_the_later_of_the_promise_and_the_fresh_limit(new_date, due):
    world = appraising()
    world.do(LEADER, extend(new_date), on="2026-11-05 09:00")
    world.do(SPECIALIST, ask(world), on="2026-11-06 10:00")

    state = world.do(RECEPTION, c.Supplement(), on="2026-11-10 10:00")

    assert (day(state.due_at), day(state.original_due_at)) == (due, "2026-11-17")


def test_payment_and_time_that_does_not_count_keep_the_re_appointment_too():
    world = World(process=land_division()).forked()
    world.do(LEADER, extend("2026-11-27"), on="2026-11-05 09:00")
    tax = world.item_at("tax")
    world.do(CONSULTED, c.RequestPayment(item=tax.id, label="Thuế", amount_vnd=1), on="2026-11-06 09:00")
    paid = world.do(RECEPTION, c.ConfirmPayment(obligations=(1,), method="cash"), on="2026-11-09 09:00")
    assert (day(paid.due_at), day(paid.original_due_at)) == ("2026-11-30", "2026-11-12")

    survey = world.item_at("survey")
    done = world.do(SURVEYOR, c.HandOver(item=survey.id, action="done"), on="2026-11-12 09:00")

    # Until 12/11 nothing ran: then come all five days of the limit, and all fifteen of the promise.
    assert (day(done.due_at), day(done.original_due_at)) == ("2026-12-04", "2026-11-19")
    assert done.stops[-1].ground == "excluded"


def test_a_promise_survives_a_day_off_declared_later():
    """A new day off never brings the re-appointed day forward; it may push it back once the clock has stood."""
    world = appraising()
    world.do(LEADER, extend("2026-11-20"), on="2026-11-09 09:00")
    mourning = SpecialDay(date(2026, 11, 20), DayKind.HOLIDAY, "Quốc tang")
    special = (*vietnam_special_days(), mourning)
    world.calendar = Calendar.build("VN", STANDARD_WEEK, special, SINCE, UNTIL)
    world.do(LEADER, c.Stop(reason="Chờ"), on="2026-11-10 09:00")

    state = world.do(LEADER, c.Resume(reason="Tiếp"), on="2026-11-10 10:00")

    assert day(state.due_at) == "2026-11-20"


# ---- Stop and resume (stage 8) ----


def test_a_decision_stops_the_clock_and_another_lets_it_go_on():
    world = appraising()
    state = world.do(LEADER, c.Stop(reason=" Chờ bản án "), on="2026-11-06 10:00")
    assert (state.stage, state.due_at, state.stops[-1].ground) == (Stage.STOPPED, None, "stopped")
    stopped = world.journal[-1].event
    assert (stopped.reason, stopped.number.split("/")[1], world.item.due_at) == ("Chờ bản án", "stop", None)

    state = world.do(LEADER, c.Resume(reason=" Có bản án "), on="2026-11-10 10:00")

    assert (state.stage, day(state.due_at), local(world.item.due_at)) == (
        Stage.PROCESSING,
        "2026-11-13",
        "2026-11-13 09:00",
    )
    assert world.journal[-1].event.reason == "Có bản án"


def test_a_dossier_that_waits_for_payment_may_be_stopped():
    """R-A90: 6 to 8. One stop follows the other without a gap."""
    world = appraising()
    world.do(SPECIALIST, bill(world), on="2026-11-05 10:00")

    state = world.do(LEADER, c.Stop(reason="Không nộp"), on="2026-11-06 10:00")

    assert [(s.ground, s.until) for s in state.stops] == [
        ("payment", at("2026-11-06 10:00")),
        ("stopped", None),
    ]
    state = world.do(LEADER, c.Resume(reason="Tiếp"), on="2026-11-09 10:00")
    assert day(state.due_at) == "2026-11-13"


@pytest.mark.parametrize("command", [c.Stop(reason=" "), c.RequestWithdrawal(reason="")])
def test_every_way_out_has_a_reason(command):
    actor = LEADER if isinstance(command, c.Stop) else RECEPTION

    assert appraising().refused(actor, command).code == "dossier.reason-missing"


def test_resuming_has_a_reason_too():
    world = appraising()
    world.do(LEADER, c.Stop(reason="Chờ"))

    assert world.refused(LEADER, c.Resume(reason=" ")).code == "dossier.reason-missing"


def test_nothing_moves_while_the_clock_stands():
    world = appraising()
    world.do(LEADER, c.Stop(reason="Chờ"))

    for command in (
        c.HandOver(item=world.item.id, action="grant"),
        c.SendBack(item=world.item.id, reason="x"),
    ):
        refusal = world.refused(SPECIALIST, command)
        assert (refusal.code, refusal.ground) == ("dossier.clock-stands", "stopped")


# ---- Withdrawal (stage 7) ----


def paused(**changes):
    world = appraising()
    world.do(SPECIALIST, ask(world, **changes))
    return world


BEFORE_WITHDRAWAL = {
    "lodged": lambda: World().lodged(),
    "accepted": lambda: World().accepted(),
    "at work": appraising,
    "paused": paused,
}


@pytest.mark.parametrize("situation", BEFORE_WITHDRAWAL)
def test_a_withdrawal_refused_leaves_everything_as_it_was(situation):
    """ADR 0002"""
    world = BEFORE_WITHDRAWAL[situation]()
    decider = LEADER if world.state.accepted else RECEPTION
    before = world.state
    asked = world.do(RECEPTION, c.RequestWithdrawal(reason="Không còn nhu cầu"))
    assert (asked.stage, asked.due_at, asked.stops) == (Stage.WITHDRAWAL_ASKED, before.due_at, before.stops)

    state = world.do(decider, c.DecideWithdrawal(granted=False, reason="Đã ký"))

    assert (state.stage, state.items, state.stops) == (before.stage, before.items, before.stops)
    assert (state.due_at, state.stage_before_withdrawal) == (before.due_at, None)
    assert world.journal[-1].event.number == ""


@pytest.mark.parametrize("situation", BEFORE_WITHDRAWAL)
def test_a_withdrawal_granted_ends_the_matter_and_gives_the_papers_back(situation):
    world = BEFORE_WITHDRAWAL[situation]()
    decider = LEADER if world.state.accepted else RECEPTION
    world.do(RECEPTION, c.RequestWithdrawal(reason="Không còn nhu cầu"), on="2026-11-10 09:00")

    state = world.do(decider, c.DecideWithdrawal(granted=True, reason=" Đồng ý "))

    assert (state.stage, state.result, state.items) == (Stage.STOPPED, ResultKind.WITHDRAWN, ())
    assert (state.finished_at, state.paused, state.stage_before_withdrawal) == (world.now, False, None)
    decided = world.journal[-1].event
    assert (decided.reason, decided.number.split("/")[1]) == ("Đồng ý", "stop")

    state = world.do(
        RETURN_DESK, c.ReturnPapers(receiver=" Chị Ánh ", identity=" CCCD "), on="2026-11-11 09:00"
    )

    assert (state.stage, state.returned_at, state.marking) == (Stage.RETURNED, world.now, ("end",))
    assert (world.journal[-1].event.receiver, world.journal[-1].event.identity) == ("Chị Ánh", "CCCD")


def test_a_withdrawal_is_decided_with_a_reason_and_by_whom_the_stage_says():
    lodged, working = World().lodged(), appraising()
    for world in (lodged, working):
        world.do(RECEPTION, c.RequestWithdrawal(reason="Không còn nhu cầu"))
    decide = c.DecideWithdrawal(granted=True, reason="Đồng ý")

    assert lodged.refused(LEADER, decide).code == "access.not-permitted"
    assert working.refused(RECEPTION, decide).code == "access.not-permitted"
    blank = c.DecideWithdrawal(granted=True, reason=" ")
    assert working.refused(LEADER, blank).code == "dossier.reason-missing"


# ---- Closing (R-A83) ----

CLOSE = c.Close(reason=" Không bổ sung ")


def test_what_is_not_supplemented_in_its_window_is_closed():
    world = paused(answer_by=date(2026, 11, 20))
    refusal = world.refused(RECEPTION, CLOSE, on="2026-11-20 17:00")
    assert (refusal.given, refusal.after) == (date(2026, 11, 20), date(2026, 11, 20))

    state = world.do(RECEPTION, CLOSE, on="2026-11-20 17:01")

    assert (state.stage, state.result, state.paused) == (Stage.STOPPED, ResultKind.RETURNED, False)
    assert (state.items, state.finished_at, state.marking) == ((), world.now, ("end",))
    closed = world.journal[-1].event
    assert (closed.reason, closed.number.split("/")[1]) == ("Không bổ sung", "stop")
    assert world.do(RECEPTION, c.ReturnPapers(receiver="Chị Ánh")).stage == Stage.RETURNED


def test_without_a_window_the_leader_decides():
    for actor in (RECEPTION, TIMER):
        assert paused().refused(actor, CLOSE).code == "access.not-permitted"

    assert paused().do(LEADER, CLOSE).result == ResultKind.RETURNED


@pytest.mark.parametrize(
    ("regime", "closes"), [("REG-2007", False), ("REG-2015", False), ("REG-2018", False), ("REG-2025", True)]
)
def test_a_dossier_closes_by_itself_only_where_the_regime_says_so(regime, closes):
    """Table 0.4"""
    world = appraising(regime=regime)
    world.do(SPECIALIST, ask(world, answer_by=date(2026, 11, 20)))

    if closes:
        assert world.do(TIMER, CLOSE, on="2026-11-23 08:00").ended
    else:
        assert world.refused(TIMER, CLOSE, on="2026-11-23 08:00").code == "access.not-permitted"


def test_closing_has_a_reason_and_an_unanswered_request():
    world = paused(answer_by=date(2026, 11, 20))
    assert (
        world.refused(RECEPTION, c.Close(reason=" "), on="2026-11-23 08:00").code == "dossier.reason-missing"
    )

    guided = World().lodged()
    guided.do(RECEPTION, c.RequestSupplement(lines=("Đơn",), reason=REASON))
    guided.do(RECEPTION, c.Supplement(papers=(Paper(id="don", name="Đơn"),)))
    assert guided.refused(RECEPTION, CLOSE).code == "dossier.nothing-asked"


def test_papers_of_a_dossier_that_may_go_on_stay():
    world = appraising()
    world.do(LEADER, c.Stop(reason="Chờ"))

    assert world.refused(RECEPTION, c.ReturnPapers(receiver="Chị Ánh")).code == "dossier.wrong-stage"


# ---- Clocks of steps ----


def test_a_calendar_step_counts_every_day_and_ends_within_office_hours():
    """R-D6, R-A84: ten days from Wednesday 4/11, 9:00, lead to Saturday 14/11."""
    world = World(process=land_division()).forked()

    assert local(world.item_at("survey").due_at) == "2026-11-16 17:00"
    assert local(world.item_at("tax").due_at) == "2026-11-06 09:00"


@pytest.mark.parametrize(
    ("taken_at", "due"),
    [
        ("2026-11-06 09:30", "2026-11-16 09:30"),
        ("2026-11-06 16:59", "2026-11-16 16:59"),
        ("2026-11-06 18:30", "2026-11-16 17:00"),  # After the office has closed.
    ],
)
def test_a_calendar_step_that_ends_on_a_working_day_ends_at_its_hour(taken_at, due):
    world = World(process=land_division(), now=at(taken_at)).forked()

    assert local(world.item_at("survey").due_at) == due


@pytest.mark.parametrize(
    ("stops", "due"),
    [
        ([("2026-11-09 09:00", "2026-11-12 09:00")], "2026-11-17 09:00"),
        (
            [("2026-11-09 09:00", "2026-11-10 09:00"), ("2026-11-11 09:00", "2026-11-13 09:00")],
            "2026-11-17 09:00",
        ),
        ([("2026-11-17 09:00", "2026-11-20 09:00")], "2026-11-16 17:00"),  # Too late to give anything back.
    ],
)
def test_stops_hold_up_a_calendar_step(stops, due):
    world = World(process=land_division()).forked()
    for since, until in stops:
        world.do(LEADER, c.Stop(reason="Chờ"), on=since)
        assert world.item_at("survey").due_at is None
        world.do(LEADER, c.Resume(reason="Tiếp"), on=until)

    assert local(world.item_at("survey").due_at) == due


def test_a_stop_from_before_a_calendar_step_began_does_not_touch_it():
    world = World(process=land_division()).accepted()
    world.do(RECEPTION, c.HandOver(item=world.item.id, action="pass"))
    world.do(LEADER, c.Stop(reason="Chờ"), on="2026-11-04 10:00")
    world.do(LEADER, c.Resume(reason="Tiếp"), on="2026-11-06 09:30")
    world.do(HEAD, c.HandOver(item=world.item.id, action="split"))
    world.do(LEADER, c.Stop(reason="Chờ"), on="2026-11-07 09:30")

    world.do(LEADER, c.Resume(reason="Tiếp"), on="2026-11-08 09:30")

    assert local(world.item_at("survey").due_at) == "2026-11-17 09:30"


def test_a_restart_gives_a_calendar_step_all_its_time_again():
    process = land_division()
    merge = replace(process.step("merge"), time=process.step("survey").time)
    world = World(
        process=replace(process, steps=tuple(merge if s.id == "merge" else s for s in process.steps))
    )
    world.forked()
    world.do(SURVEYOR, c.HandOver(item=world.item_at("survey").id, action="done"))
    world.do(CONSULTED, c.HandOver(item=world.item_at("tax").id, action="done", note="Đã tính"))
    world.do(SPECIALIST, ask(world), on="2026-11-06 09:30")

    world.do(RECEPTION, c.Supplement(), on="2026-11-10 09:30")

    assert local(world.item.due_at) == "2026-11-20 09:30"


@pytest.mark.parametrize("step", ["survey", "tax"])
def test_no_step_is_due_while_a_stop_is_open(step):
    world = World(process=land_division()).forked()
    open_stop = Stop(since=world.now, until=None, rule=StopRule.CONTINUE, ground="stopped")
    context = world.context(LEADER, c.AddNote(text="x"))

    assert item_due(world.item_at(step), context, [open_stop]) is None


def test_a_step_without_time_of_its_own_has_no_due_time():
    assert World().at_step("return").item.due_at is None


# ---- Time that does not count (R-A84) ----


def test_time_at_an_excluded_step_is_left_out_of_the_limit_once_it_is_known():
    world = World(process=land_division()).forked()
    before = world.state
    survey = world.item_at("survey")

    state = world.do(SURVEYOR, c.HandOver(item=survey.id, action="done"), on="2026-11-10 09:00")

    assert (day(before.due_at), day(state.due_at), state.original_due_at) == (
        "2026-11-11",
        "2026-11-17",
        state.due_at,
    )
    (stop,) = state.stops
    assert (stop.since, stop.until, stop.rule) == (survey.opened_at, world.now, StopRule.CONTINUE)
    assert world.item_at("tax").due_at == before.items[1].due_at  # Steps keep their own clocks.


def test_time_at_other_steps_counts():
    world = World(process=land_division()).forked()
    due = world.state.due_at

    state = world.do(CONSULTED, c.HandOver(item=world.item_at("tax").id, action="done", note="Đã tính"))

    assert (state.due_at, state.stops) == (due, ())


@pytest.mark.parametrize(
    ("facts", "due"),
    [
        ({"allowance": Allowance(7, Unit.DAY)}, "2026-11-11 17:00"),
        ({"allowance": Allowance(0, Unit.WORKING_DAY), "cutoff": time(8)}, "2026-11-05 17:00"),
        ({"allowance": Allowance(4, Unit.HOUR)}, "2026-11-04 14:30"),
        ({"allowance": Allowance(1, Unit.MONTH)}, "2026-12-04 17:00"),
    ],
)
def test_the_terms_of_the_procedure_reach_the_clock(facts, due):
    world = World(**facts).accepted()
    assert local(world.state.due_at) == due

    world.at_step("appraise")
    world.do(LEADER, c.Stop(reason="Chờ"))
    assert local(world.do(LEADER, c.Resume(reason="Tiếp")).due_at) == due
