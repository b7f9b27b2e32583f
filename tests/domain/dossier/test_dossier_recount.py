"""Due times counted again by order: as the engine says, and never on a clock that stands or has ended (R-D18)."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.calendar import TIMEZONE, DayKind, SpecialDay
from motcua.domain.deadlines import Allowance, DayMode, Terms, Unit, due, step_due
from motcua.domain.dossier import commands as c
from motcua.domain.dossier import events as e
from tests.domain.dossier import situations
from tests.domain.dossier.world import LEADER, RECEPTION, SPECIALIST, TIMER, World, at, with_days

STORM = SpecialDay(date(2026, 11, 6), DayKind.HOLIDAY, "Nghỉ phòng chống bão", "CĐ 15")
RECOUNT = c.Recount(order=3, ordered_by="Đỗ Minh Khang", decision=" CĐ 15 ", reason=" Bão số 12 ")


def local(moment):
    return moment and moment.astimezone(TIMEZONE).strftime("%Y-%m-%d %H:%M")


def engine_due(world):
    state = world.state
    cutoff = time.fromisoformat(state.cutoff) if state.cutoff else None
    terms = Terms(state.allowance, mode=state.day_mode, cutoff=cutoff)
    return due(state.accepted_at, terms, world.calendar, state.stops)


def test_a_day_off_within_the_limit_moves_dossier_and_step_and_says_why():
    world = situations.calendar_changed()

    state = world.do(TIMER, RECOUNT)

    event = world.journal[-1].event
    assert (local(event.was_due_at), local(event.due_at)) == ("2026-11-11 17:00", "2026-11-12 17:00")
    assert (event.order, event.ordered_by, event.decision, event.reason) == (
        3,
        "Đỗ Minh Khang",
        "CĐ 15",
        "Bão số 12",
    )
    assert state.due_at == state.original_due_at == event.due_at
    told = state.recount
    assert (told.at, told.was_due_at, told.decision, told.reason) == (
        world.now,
        event.was_due_at,
        "CĐ 15",
        "Bão số 12",
    )
    assert local(world.item.due_at) == "2026-11-12 09:00"
    assert world.refused(TIMER, RECOUNT).due_on == date(2026, 11, 12)


def test_a_step_may_move_alone():
    """A limit in calendar days does not feel a day off in its middle; the working hours of a step do."""
    world = World(allowance=Allowance(20, Unit.DAY)).at_step("appraise")
    before = world.state
    world.calendar = with_days(STORM)

    state = world.do(TIMER, RECOUNT)

    assert (state.due_at, state.original_due_at) == (before.due_at, before.original_due_at)
    assert state.recount is None
    assert (
        world.item.due_at
        == step_due(world.item.opened_at, world.item.allotted_minutes, world.calendar)
        > before.items[0].due_at
    )


def test_the_counters_own_tray_follows_the_transfer_rule():
    """R-A28"""
    world = World(now=at("2026-11-05 15:30")).accepted()
    assert local(world.item.due_at) == "2026-11-06 07:30"
    world.calendar = with_days(STORM)

    world.do(TIMER, RECOUNT)

    assert local(world.item.due_at) == "2026-11-09 07:30"


def test_a_promise_to_an_applicant_moves_only_off_a_day_off():
    """R-A46: what was promised with an apology stands, unless nobody will be there."""
    world = World().at_step("appraise")
    world.do(LEADER, c.Extend(new_due_on=date(2026, 11, 16), reason="Kiểm tra thực địa"))
    world.calendar = with_days(STORM)
    state = world.do(TIMER, RECOUNT)
    assert (local(state.due_at), local(state.original_due_at)) == ("2026-11-16 17:00", "2026-11-12 17:00")

    world.calendar = with_days(replace(STORM, on=date(2026, 11, 16)))
    state = world.do(TIMER, RECOUNT)

    assert (local(state.due_at), local(state.original_due_at)) == ("2026-11-17 17:00", "2026-11-11 17:00")
    assert state.extension.new_due_at == at("2026-11-16 17:00")


@pytest.mark.parametrize(
    ("situation", "code"),
    [
        ("supplement asked", "dossier.clock-stands"),
        ("payment asked", "dossier.clock-stands"),
        ("stopped", "dossier.clock-stands"),
        ("done", "dossier.already-ended"),
        ("withdrawn", "dossier.already-ended"),
        ("returned", "dossier.already-ended"),
        ("lodged", "dossier.wrong-stage"),
    ],
)
def test_clocks_that_stand_or_have_ended_are_left_alone(situation, code):
    world = situations.SITUATIONS[situation]()
    world.calendar = with_days(STORM)

    assert world.refused(TIMER, RECOUNT).code == code


def test_a_withdrawal_under_consideration_does_not_hide_the_clock():
    running = situations.withdrawal_asked()
    running.calendar = with_days(STORM)
    assert local(running.do(TIMER, RECOUNT).due_at) == "2026-11-12 17:00"

    standing = situations.supplement_asked()
    standing.do(RECEPTION, c.RequestWithdrawal(reason="Không còn nhu cầu"))
    standing.calendar = with_days(STORM)
    assert standing.refused(TIMER, RECOUNT).code == "dossier.clock-stands"

    filed = World().lodged()
    filed.do(RECEPTION, c.RequestWithdrawal(reason="Không còn nhu cầu"))
    filed.calendar = with_days(STORM)
    assert filed.refused(TIMER, RECOUNT).code == "dossier.wrong-stage"


@pytest.mark.parametrize("field", ["decision", "reason"])
def test_an_order_without_decision_or_reason_moves_nothing(field):
    world = situations.calendar_changed()

    refusal = world.refused(TIMER, replace(RECOUNT, **{field: " "}))

    assert (refusal.code, refusal.field) == ("dossier.reason-missing", field)


CHANGES = st.lists(
    st.builds(
        SpecialDay,
        st.integers(0, 60).map(lambda days: date(2026, 11, 1) + timedelta(days)),
        st.sampled_from([DayKind.HOLIDAY, DayKind.MAKE_UP, DayKind.SWAPPED_OFF, DayKind.WORKING]),
        st.just("Ngày khác"),
        st.just("CĐ 15"),
    ),
    max_size=6,
    unique_by=lambda day: day.on,
)
ALLOWANCES = st.one_of(
    st.builds(Allowance, st.integers(0, 20), st.sampled_from([Unit.WORKING_DAY, Unit.DAY, Unit.HOUR])),
    st.just(Allowance(1, Unit.MONTH)),
)


@given(
    changes=CHANGES,
    allowance=ALLOWANCES,
    regime=st.sampled_from(["REG-2007", "REG-2018", "REG-2025"]),
    day_mode=st.sampled_from(DayMode),
    cutoff=st.sampled_from([None, time(15)]),
    accepted_minute=st.integers(0, 10 * 60),
    stopped_days=st.sampled_from([None, 0, 1, 4]),
    still_stopped=st.booleans(),
)
def test_what_is_counted_again_is_what_the_engine_counts(
    changes, allowance, regime, day_mode, cutoff, accepted_minute, stopped_days, still_stopped
):
    start = at("2026-11-02 07:00") + timedelta(minutes=accepted_minute)
    world = World(regime=regime, allowance=allowance, day_mode=day_mode, cutoff=cutoff, now=start).at_step(
        "appraise"
    )
    if stopped_days is not None:
        ask = c.RequestSupplement(item=world.item.id, lines=("Bản vẽ",), reason="Thiếu")
        world.do(SPECIALIST, ask)
        world.now += timedelta(days=stopped_days, hours=2)
        if not still_stopped:
            world.do(RECEPTION, c.Supplement())
    before = world.state
    world.calendar = with_days(*changes)

    if before.paused:
        assert world.refused(TIMER, RECOUNT).code == "dossier.clock-stands"
        return
    wanted = engine_due(world)
    step = step_due(world.item.opened_at, world.item.allotted_minutes, world.calendar, before.stops)
    if (wanted, step) == (before.due_at, world.item.due_at):
        assert world.refused(TIMER, RECOUNT).code == "dossier.due-unchanged"
        return
    state = world.do(TIMER, RECOUNT)
    assert state.due_at == state.original_due_at == wanted
    assert world.item.due_at == step
    assert isinstance(world.journal[-1].event, e.Recounted)
    kept = replace(
        state,
        due_at=before.due_at,
        original_due_at=before.original_due_at,
        version=before.version,
        recount=None,
    )
    assert replace(kept, items=before.items) == before
    assert world.refused(TIMER, RECOUNT).code == "dossier.due-unchanged"
