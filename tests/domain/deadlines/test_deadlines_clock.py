"""Edges of the due moment in November 2026, when only Tuesday 24 is a holiday; 1 November is a Sunday."""

from datetime import UTC, date, datetime, time

import pytest

from motcua.domain.calendar import TIMEZONE, CalendarExhausted, vietnam_calendar
from motcua.domain.deadlines import (
    Allowance,
    AllowanceOutOfRange,
    DayMode,
    Stop,
    StopReversed,
    StopRule,
    Terms,
    Unit,
    due,
    step_due,
    working_time_left,
)

CALENDAR = vietnam_calendar()
WORKING_DAY, DAY, HOUR, MONTH = Unit.WORKING_DAY, Unit.DAY, Unit.HOUR, Unit.MONTH


def november(text):
    """Return the moment of "5 09:00", or the closing time of "5"."""
    day, _, clock = text.partition(" ")
    return datetime.combine(date(2026, 11, int(day)), time.fromisoformat(clock or "17:00"), TIMEZONE)


def stop(text, rule=StopRule.CONTINUE):
    since, until = text.split(" - ")
    return Stop(november(since), november(until), rule, "payment")


def due_in_november(accepted, amount, unit, *stops, mode=DayMode.CIVIL, cutoff=None):
    terms = Terms(Allowance(amount, unit), mode=mode, cutoff=cutoff)
    return due(november(accepted), terms, CALENDAR, [*stops])


@pytest.mark.parametrize(
    ("accepted", "amount", "unit", "expected"),
    [
        ("5 09:00", 0, WORKING_DAY, "5"),
        ("5 16:59", 0, WORKING_DAY, "5"),
        ("5 17:00", 0, WORKING_DAY, "6"),
        ("6 17:00", 0, WORKING_DAY, "9"),
        ("7 09:00", 0, WORKING_DAY, "9"),
        ("7 18:00", 0, DAY, "9"),
        ("5 09:00", 0, MONTH, "5"),
        ("5 23:59", 1, WORKING_DAY, "6"),
        ("6 09:00", 1, WORKING_DAY, "9"),
        ("7 09:00", 1, WORKING_DAY, "9"),
        ("5 09:00", 1, DAY, "6"),
        ("5 09:00", 2, DAY, "9"),
        ("5 09:00", 4, DAY, "9"),
        ("5 09:00", 5, DAY, "10"),
        ("5 09:00", 0, HOUR, "5 09:00"),
        ("5 20:00", 0, HOUR, "5 20:00"),
        ("5 09:00", 2, HOUR, "5 11:00"),
        ("5 09:00", 4, HOUR, "5 14:30"),
        ("5 16:00", 2, HOUR, "6 08:30"),
        ("5 20:00", 8, HOUR, "6 17:00"),
    ],
)
def test_each_unit_ends_where_the_law_says(accepted, amount, unit, expected):
    assert due_in_november(accepted, amount, unit) == november(expected)


@pytest.mark.parametrize(
    ("accepted", "months", "expected"),
    [
        ("2026-01-31", 1, "2026-03-02"),
        ("2025-12-31", 2, "2026-03-02"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-10-15", 3, "2027-01-15"),
        ("2026-12-10", 1, "2027-01-11"),
        ("2026-11-30", 12, "2027-11-30"),
        ("2026-01-05", 11, "2026-12-07"),
    ],
)
def test_months_end_on_the_same_numbered_day_or_the_last_of_the_month(accepted, months, expected):
    accepted_at = datetime.combine(date.fromisoformat(accepted), time(9), TIMEZONE)

    found = due(accepted_at, Terms(Allowance(months, MONTH)), CALENDAR)

    assert found == datetime.combine(date.fromisoformat(expected), time(17), TIMEZONE)


@pytest.mark.parametrize(
    ("accepted", "amount", "unit", "expected"),
    [
        ("5 10:00", 1, WORKING_DAY, "6 10:00"),
        ("6 10:00", 1, WORKING_DAY, "9 10:00"),
        ("5 12:00", 1, WORKING_DAY, "6 11:30"),
        ("7 10:00", 1, WORKING_DAY, "9 17:00"),
        ("5 10:00", 0, WORKING_DAY, "5"),
        ("5 10:00", 2, HOUR, "5 13:30"),
        ("5 10:00", 1, DAY, "6"),
        ("5 10:00", 1, MONTH, "5"),
    ],
)
def test_rolling_hours_read_a_working_day_as_eight_hours_and_nothing_else(accepted, amount, unit, expected):
    found = due_in_november(accepted, amount, unit, mode=DayMode.ROLLING_HOURS)

    wanted = november(expected).replace(month=12, day=7) if unit is MONTH else november(expected)
    assert found == wanted


@pytest.mark.parametrize(
    ("accepted", "amount", "unit", "mode", "expected"),
    [
        ("5 15:00", 0, WORKING_DAY, DayMode.CIVIL, "5"),
        ("5 15:01", 0, WORKING_DAY, DayMode.CIVIL, "6"),
        ("5 15:01", 1, WORKING_DAY, DayMode.CIVIL, "9"),
        ("6 15:01", 1, WORKING_DAY, DayMode.CIVIL, "10"),
        ("7 09:00", 1, WORKING_DAY, DayMode.CIVIL, "10"),
        ("7 09:00", 0, WORKING_DAY, DayMode.CIVIL, "9"),
        ("5 15:01", 3, DAY, DayMode.CIVIL, "9"),
        ("5 15:00", 1, HOUR, DayMode.CIVIL, "5 16:00"),
        ("5 15:01", 1, HOUR, DayMode.CIVIL, "6 08:30"),
        ("5 15:01", 1, WORKING_DAY, DayMode.ROLLING_HOURS, "6"),
    ],
)
def test_after_the_cutoff_a_dossier_counts_as_accepted_on_the_next_working_day(
    accepted, amount, unit, mode, expected
):
    assert due_in_november(accepted, amount, unit, mode=mode, cutoff=time(15)) == november(expected)


@pytest.mark.parametrize(
    ("amount", "unit", "stops", "expected"),
    [
        (3, WORKING_DAY, ["5 08:00 - 5 16:00"], "9"),
        (3, WORKING_DAY, ["5 23:00 - 6 01:00"], "10"),
        (3, WORKING_DAY, ["4 10:00 - 6 10:00"], "11"),
        (3, WORKING_DAY, ["6 10:00 - 8 10:00"], "9"),
        (3, WORKING_DAY, ["5 10:00 - 9 10:00", "9 15:00 - 10 09:00"], "12"),
        (3, WORKING_DAY, ["5 10:00 - 10 10:00", "6 10:00 - 9 09:00"], "12"),
        (3, WORKING_DAY, ["6 10:00 - 10 10:00", "5 10:00 - 9 09:00"], "12"),
        (3, WORKING_DAY, ["9 10:00 - 20 10:00"], "20"),
        (3, WORKING_DAY, ["9 16:59 - 11 10:00"], "11"),
        (3, WORKING_DAY, ["9 17:00 - 11 10:00"], "9"),
        (3, WORKING_DAY, ["9 10:00 - 14 10:00"], "16"),
        (3, WORKING_DAY, ["9 10:00 - 9 16:00"], "9"),
        (3, WORKING_DAY, ["9 10:00 - 11 10:00", "11 11:00 - 12 10:00"], "12"),
        (1, DAY, ["5 10:00 - 11 10:00"], "11"),
        (3, WORKING_DAY, ["10 10:00 - 20 10:00"], "9"),
        (3, WORKING_DAY, ["2 10:00 - 3 10:00"], "9"),
        (3, WORKING_DAY, ["2 10:00 - 5 10:00"], "10"),
        (0, WORKING_DAY, ["2 10:00 - 5 10:00"], "6"),
        (0, WORKING_DAY, ["4 10:00 - 6 10:00"], "6"),
        (5, DAY, ["5 08:00 - 6 16:00"], "10"),
        (3, DAY, ["6 10:00 - 8 10:00"], "9"),
        (3, DAY, ["7 10:00 - 10 10:00"], "11"),
        (3, DAY, ["8 10:00 - 10 10:00", "10 10:00 - 11 10:00"], "12"),
        (8, HOUR, ["5 08:00 - 5 09:00"], "5 10:00"),
        (8, HOUR, ["4 11:00 - 4 14:00", "5 08:00 - 5 09:00"], "5 11:30"),
        (8, HOUR, ["4 11:00 - 4 14:00", "4 13:30 - 4 14:30"], "5 11:00"),
        (8, HOUR, ["5 09:00 - 6 09:00"], "5 09:00"),
        (8, HOUR, ["5 08:59 - 6 09:00"], "6 09:01"),
        (0, HOUR, ["4 08:00 - 4 10:00"], "4 10:00"),
        (0, HOUR, ["4 09:00 - 4 10:00"], "4 09:00"),
    ],
)
def test_time_inside_a_stop_is_left_out_once(amount, unit, stops, expected):
    assert due_in_november("4 09:00", amount, unit, *map(stop, stops)) == november(expected)


def test_a_month_with_a_stop_keeps_the_number_of_its_days():
    found = due_in_november("2 09:00", 1, MONTH, stop("3 10:00 - 7 10:00"))

    assert found == datetime(2026, 12, 7, 10, 0, tzinfo=UTC)
    assert due_in_november("2 09:00", 1, MONTH) == datetime(2026, 12, 2, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("mode", "expected"),
    [(DayMode.CIVIL, "17"), (DayMode.ROLLING_HOURS, "17 10:00")],
    ids=["civil", "rolling"],
)
def test_the_last_restart_after_acceptance_is_where_the_count_begins(mode, expected):
    stops = [
        stop("10 09:00 - 12 10:00", StopRule.RESTART),
        stop("5 09:00 - 9 10:00", StopRule.RESTART),
        stop("2 09:00 - 3 10:00", StopRule.RESTART),
        stop("4 10:00 - 6 10:00"),
    ]

    assert due_in_november("4 09:00", 3, WORKING_DAY, *stops, mode=mode) == november(expected)


def test_a_same_day_limit_restarts_on_the_day_of_completion():
    restart = stop("5 09:00 - 6 10:00", StopRule.RESTART)

    assert due_in_november("4 09:00", 0, WORKING_DAY, restart) == november("6")
    assert due_in_november("4 09:00", 0, HOUR, restart) == november("6 10:00")


def test_a_restart_before_acceptance_changes_nothing():
    before = stop("2 09:00 - 3 10:00", StopRule.RESTART)

    assert due_in_november("4 09:00", 3, WORKING_DAY, before) == november("9")


def test_a_dossier_completed_after_the_cutoff_counts_from_the_next_working_day():
    late = stop("5 09:00 - 6 15:01", StopRule.RESTART)

    assert due_in_november("4 09:00", 1, WORKING_DAY, late, cutoff=time(15)) == november("10")


@pytest.mark.parametrize("rule", StopRule)
@pytest.mark.parametrize("since", ["2 09:00", "6 09:00", "30 09:00"], ids=["before", "during", "after"])
def test_nothing_is_due_while_a_stop_is_open(rule, since):
    still_open = Stop(november(since), None, rule, "supplement")

    assert due_in_november("4 09:00", 3, WORKING_DAY, stop("5 09:00 - 6 09:00"), still_open) is None
    assert step_due(november("4 09:00"), 60, CALENDAR, [still_open]) is None
    assert step_due(november("4 09:00"), Allowance(1, DAY), CALENDAR, [still_open]) is None


@pytest.mark.parametrize("unit", Unit)
def test_due_moments_are_in_utc(unit):
    for found in [due_in_november("4 09:00", 3, unit), step_due(november("4 09:00"), 3, CALENDAR)]:
        assert found is not None
        assert found.tzinfo is UTC


@pytest.mark.parametrize("amount", [0, 3])
def test_a_naive_moment_is_refused(amount):
    naive = datetime.fromisoformat("2026-11-04T09:00")

    with pytest.raises(ValueError, match="2026-11-04 09:00:00"):
        due(naive, Terms(Allowance(amount, WORKING_DAY)), CALENDAR)
    with pytest.raises(ValueError, match="2026-11-04 09:00:00"):
        step_due(naive, 60, CALENDAR)


@pytest.mark.parametrize(
    ("limit", "stops", "expected"),
    [
        (0, [], "4 15:00"),
        (90, [], "4 16:30"),
        (240, [], "5 09:30"),
        (90, [stop("4 16:00 - 5 08:00")], "5 08:30"),
        (90, [stop("4 15:30 - 6 08:00", StopRule.RESTART)], "6 09:30"),
        (Allowance(4, HOUR), [], "5 09:30"),
        (Allowance(3, DAY), [], "9"),
        (Allowance(2, WORKING_DAY), [stop("5 08:00 - 6 08:00")], "9"),
    ],
)
def test_a_step_has_its_own_clock(limit, stops, expected):
    assert step_due(november("4 15:00"), limit, CALENDAR, stops) == november(expected)


def test_working_time_left_turns_negative_once_the_due_moment_has_passed():
    assert working_time_left(november("5 16:00"), november("6 08:30"), CALENDAR) == 120
    assert working_time_left(november("6 08:30"), november("5 16:00"), CALENDAR) == -120


@pytest.mark.parametrize(
    ("amount", "unit"), [(1_050, WORKING_DAY), (1_600, DAY), (50, MONTH), (9_000, HOUR), (10_000, MONTH)]
)
def test_a_due_date_beyond_the_calendar_is_not_guessed(amount, unit):
    with pytest.raises(CalendarExhausted):
        due_in_november("4 09:00", amount, unit)


@pytest.mark.parametrize("accepted", ["2012-12-31T23:00+07:00", "2031-01-01T00:00+07:00"])
@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("amount", [0, 1])
def test_an_acceptance_outside_the_calendar_is_refused(accepted, unit, amount):
    with pytest.raises(CalendarExhausted) as caught:
        due(datetime.fromisoformat(accepted), Terms(Allowance(amount, unit)), CALENDAR)

    assert caught.value.asked_on == date.fromisoformat(accepted[:10])


def test_a_stop_that_ends_beyond_the_calendar_exhausts_it_in_any_unit():
    endless = Stop(
        november("5 09:00"), datetime(9999, 12, 31, 12, 0, tzinfo=UTC), StopRule.CONTINUE, "payment"
    )

    for unit in Unit:
        with pytest.raises(CalendarExhausted) as caught:
            due_in_november("4 09:00", 30, unit, endless)
        assert caught.value.asked_on == date(9999, 12, 31)


@pytest.mark.parametrize("amount", [-1, 10_001])
def test_an_absurd_limit_is_refused(amount):
    with pytest.raises(AllowanceOutOfRange, match=str(amount)) as caught:
        Allowance(amount, WORKING_DAY)

    assert (caught.value.code, caught.value.amount, caught.value.longest) == (
        "deadlines.allowance-out-of-range",
        amount,
        10_000,
    )


def test_a_stop_may_be_empty_but_not_reversed():
    since, until = november("5 09:00"), november("5 08:59")

    assert Stop(since, since, StopRule.CONTINUE, "stopped").until == since
    with pytest.raises(
        StopReversed, match=r"2026-11-05T09:00:00\+07:00\.\.2026-11-05T08:59:00\+07:00"
    ) as caught:
        Stop(since, until, StopRule.CONTINUE, "stopped")
    assert (caught.value.code, caught.value.since, caught.value.until) == (
        "deadlines.stop-reversed",
        since,
        until,
    )


def test_terms_are_civil_and_without_cutoff_unless_the_procedure_says_more():
    terms = Terms(Allowance(3, WORKING_DAY))

    assert (terms.mode, terms.cutoff) == (DayMode.CIVIL, None)
