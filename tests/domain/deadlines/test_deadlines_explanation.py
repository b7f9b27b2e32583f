"""Explanations day by day; in November 2026 only Tuesday 24 is a holiday, and 1 November is a Sunday."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from motcua.domain.calendar import TIMEZONE, DayKind, vietnam_calendar
from motcua.domain.deadlines import (
    Allowance,
    DayMode,
    DayNote,
    Explanation,
    Note,
    Stop,
    StopRule,
    Terms,
    Unit,
    explain,
)

WORKING_DAY, DAY, HOUR, MONTH = Unit.WORKING_DAY, Unit.DAY, Unit.HOUR, Unit.MONTH


def november(text):
    day, clock = text.split()
    return datetime.combine(date(2026, 11, int(day)), time.fromisoformat(clock), TIMEZONE)


def stop(text, rule=StopRule.CONTINUE, ground="payment"):
    since, until = text.split(" - ")
    return Stop(november(since), november(until) if until != "open" else None, rule, ground)


def explain_november(accepted, amount, unit, *stops, mode=DayMode.CIVIL, cutoff=None):
    terms = Terms(Allowance(amount, unit), mode=mode, cutoff=cutoff)
    return explain(november(accepted), terms, vietnam_calendar(), [*stops])


def in_short(explanation):
    """Return "day:number" for the days that count and "day:reason" for the others."""
    return " ".join(f"{note.on.day}:{note.counted or note.note}" for note in explanation.days)


def test_each_day_off_is_named_with_its_kind():
    accepted = datetime(2026, 8, 21, 9, 0, tzinfo=TIMEZONE)

    explanation = explain(accepted, Terms(Allowance(7, WORKING_DAY)), vietnam_calendar())

    assert explanation.days[0] == DayNote(date(2026, 8, 21), None, DayKind.WORKING, Note.ACCEPTED, "")
    assert explanation.days[1] == DayNote(
        date(2026, 8, 22), 1, DayKind.MAKE_UP, Note.COUNTED, "Làm bù cho ngày 31/08/2026"
    )
    assert explanation.days[2] == DayNote(date(2026, 8, 23), None, DayKind.WEEKLY_REST, Note.WEEKLY_REST, "")
    assert explanation.days[10] == DayNote(
        date(2026, 8, 31),
        None,
        DayKind.SWAPPED_OFF,
        Note.SWAPPED_OFF,
        "Nghỉ hoán đổi, làm bù ngày 22/08/2026",
    )
    assert explanation.days[11] == DayNote(
        date(2026, 9, 1), None, DayKind.HOLIDAY, Note.HOLIDAY, "Quốc khánh"
    )
    assert explanation.days[-1] == DayNote(date(2026, 9, 3), 7, DayKind.WORKING, Note.COUNTED, "")


def test_a_day_in_lieu_is_named():
    accepted = datetime(2026, 4, 24, 9, 0, tzinfo=TIMEZONE)

    explanation = explain(accepted, Terms(Allowance(1, WORKING_DAY)), vietnam_calendar())

    assert [note.note for note in explanation.days] == [
        Note.ACCEPTED,
        Note.WEEKLY_REST,
        Note.HOLIDAY,
        Note.COMPENSATORY,
        Note.COUNTED,
    ]


@pytest.mark.parametrize(
    ("accepted", "amount", "unit", "stops", "expected"),
    [
        ("5 09:00", 0, WORKING_DAY, [], "5:accepted"),
        ("7 09:00", 0, WORKING_DAY, [], "7:accepted 8:weekly-rest 9:moved"),
        ("5 18:00", 0, DAY, [], "5:accepted 6:moved"),
        ("6 09:00", 2, WORKING_DAY, [], "6:accepted 7:weekly-rest 8:weekly-rest 9:1 10:2"),
        ("5 09:00", 2, DAY, [], "5:accepted 6:1 7:2 8:weekly-rest 9:moved"),
        ("20 09:00", 4, DAY, [], "20:accepted 21:1 22:2 23:3 24:4 25:moved"),
        (
            "4 09:00",
            5,
            WORKING_DAY,
            ["6 16:00 - 10 08:00"],
            "4:accepted 5:1 6:2 7:stopped 8:stopped 9:stopped 10:stopped 11:3 12:4 13:5",
        ),
        (
            "4 09:00",
            3,
            DAY,
            ["7 10:00 - 9 10:00"],
            "4:accepted 5:1 6:2 7:3 8:stopped 9:stopped 10:moved",
        ),
        ("4 15:00", 6, HOUR, ["5 08:00 - 5 09:00"], "4:1 5:2"),
        ("5 16:00", 2, HOUR, [], "5:1 6:2"),
        ("5 18:00", 2, HOUR, [], "5:accepted 6:1"),
        ("6 16:00", 2, HOUR, [], "6:1 7:weekly-rest 8:weekly-rest 9:2"),
        ("4 16:00", 2, HOUR, ["5 07:00 - 5 20:00"], "4:1 5:stopped 6:2"),
        ("6 16:00", 2, HOUR, ["7 00:00 - 9 07:30"], "6:1 7:stopped 8:stopped 9:2"),
        ("6 16:00", 2, HOUR, ["7 23:00 - 8 00:00"], "6:1 7:stopped 8:weekly-rest 9:2"),
        ("6 16:00", 2, HOUR, ["8 00:00 - 8 01:00"], "6:1 7:weekly-rest 8:stopped 9:2"),
        ("5 20:00", 0, HOUR, [], "5:accepted"),
    ],
)
def test_each_day_is_numbered_or_says_why_not(accepted, amount, unit, stops, expected):
    assert in_short(explain_november(accepted, amount, unit, *map(stop, stops))) == expected


def test_days_counted_before_a_restart_are_given_back():
    restart = stop("6 16:00 - 10 08:00", StopRule.RESTART, "supplement")

    explanation = explain_november("3 09:00", 2, WORKING_DAY, restart)

    assert in_short(explanation) == (
        "3:accepted 4:given-back 5:given-back 6:given-back 7:stopped 8:stopped 9:stopped 10:restarted 11:1 12:2"
    )
    assert [note.ground for note in explanation.days] == ["", "", "", "", *["supplement"] * 4, "", ""]
    assert explanation.restarted
    assert explanation.counted_from == date(2026, 11, 10)


def test_rest_before_a_restart_stays_rest():
    restart = stop("9 10:00 - 9 16:00", StopRule.RESTART, "supplement")

    assert in_short(explain_november("5 09:00", 1, WORKING_DAY, restart)) == (
        "5:accepted 6:given-back 7:weekly-rest 8:weekly-rest 9:restarted 10:1"
    )


def test_hours_before_a_restart_are_given_back():
    restart = stop("6 16:00 - 9 10:00", StopRule.RESTART, "supplement")

    explanation = explain_november("4 09:00", 1, HOUR, restart)

    assert in_short(explanation) == "4:accepted 5:given-back 6:stopped 7:stopped 8:stopped 9:1"
    assert explanation.time_run == timedelta(hours=1)


def test_a_restart_on_the_day_of_acceptance_is_not_told_apart():
    restart = stop("5 10:00 - 5 11:00", StopRule.RESTART)

    explanation = explain_november("5 09:00", 1, WORKING_DAY, restart)

    assert in_short(explanation) == "5:accepted 6:1"
    assert explanation.restarted


def test_a_restart_at_the_moment_of_acceptance_restarts_nothing():
    assert not explain_november(
        "5 09:00", 1, WORKING_DAY, stop("4 10:00 - 5 09:00", StopRule.RESTART)
    ).restarted


def test_a_late_acceptance_and_a_late_completion_count_as_the_next_working_day():
    restart = stop("9 10:00 - 13 16:00", StopRule.RESTART)

    accepted_late = explain_november("6 15:30", 1, WORKING_DAY, cutoff=time(15))
    completed_late = explain_november("6 10:00", 1, WORKING_DAY, restart, cutoff=time(15))

    assert in_short(accepted_late) == "6:accepted 7:weekly-rest 8:weekly-rest 9:counts-as-accepted 10:1"
    assert accepted_late.after_cutoff
    assert not accepted_late.restarted
    assert accepted_late.counted_from == date(2026, 11, 9)
    assert in_short(completed_late) == (
        "6:accepted 7:weekly-rest 8:weekly-rest 9:given-back 10:stopped 11:stopped 12:stopped "
        "13:restarted 14:weekly-rest 15:weekly-rest 16:counts-as-accepted 17:1"
    )
    assert completed_late.after_cutoff
    assert completed_late.restarted


@pytest.mark.parametrize(
    ("unit", "amount", "stops", "expected"),
    [
        (WORKING_DAY, 5, ["6 10:00 - open"], "4:accepted 5:1 6:2"),
        (WORKING_DAY, 5, ["9 10:00 - open", "6 10:00 - open"], "4:accepted 5:1 6:2"),
        (WORKING_DAY, 5, ["4 10:00 - open"], "4:accepted"),
        (WORKING_DAY, 5, ["2 10:00 - open"], "4:accepted"),
        (
            WORKING_DAY,
            5,
            ["5 10:00 - 6 10:00", "9 10:00 - open"],
            "4:accepted 5:1 6:stopped 7:weekly-rest 8:weekly-rest 9:2",
        ),
        (WORKING_DAY, 1, ["9 10:00 - open"], "4:accepted 5:1"),
        (DAY, 3, ["9 10:00 - open"], "4:accepted 5:1 6:2 7:3 8:weekly-rest 9:moved"),
        (DAY, 4, ["9 10:00 - open"], "4:accepted 5:1 6:2 7:3 8:4 9:moved"),
        (HOUR, 20, ["5 10:00 - open"], "4:1 5:2"),
        (HOUR, 20, ["6 07:00 - open"], "4:1 5:2 6:stopped"),
        (HOUR, 2, ["6 07:00 - open"], "4:1"),
    ],
)
def test_while_a_stop_is_open_the_days_reach_to_it_or_to_the_end_of_the_limit(unit, amount, stops, expected):
    explanation = explain_november("4 09:00", amount, unit, *map(stop, stops))

    assert in_short(explanation) == expected
    assert (explanation.due, explanation.due_on) == (None, None)
    assert explanation.open_since == min(stop(text).since for text in stops if text.endswith("open"))


def test_the_working_time_of_each_day_is_told_for_limits_in_hours():
    stops = [stop("5 08:00 - 5 09:00"), stop("5 08:30 - 5 10:00"), stop("5 14:00 - 5 14:30")]

    explanation = explain_november("4 10:30", 2, WORKING_DAY, *stops, mode=DayMode.ROLLING_HOURS)

    assert [note.ran / timedelta(minutes=1) for note in explanation.days] == [300, 330, 330]
    assert explanation.time_run == timedelta(hours=16)
    assert explanation.due == november("6 14:30")
    assert explanation.days_counted == 3


def test_a_month_counts_every_day():
    explanation = explain_november("2 09:00", 1, MONTH)

    assert [note.counted for note in explanation.days] == [None, *range(1, 31)]
    assert explanation.days_counted == 30
    assert not explanation.moved


def test_an_explanation_sums_itself_up():
    explanation = explain_november("5 09:00", 2, DAY)

    assert explanation == Explanation(
        due=datetime(2026, 11, 9, 10, 0, tzinfo=UTC),
        days=explanation.days,
        accepted_on=date(2026, 11, 5),
        counted_from=date(2026, 11, 5),
        restarted=False,
        after_cutoff=False,
        open_since=None,
    )
    assert explanation.due_on == date(2026, 11, 9)
    assert (explanation.days_counted, explanation.time_run, explanation.moved) == (2, timedelta(0), True)


def test_the_due_day_is_the_local_one():
    before_dawn = Explanation(
        due=datetime(2026, 11, 5, 18, 0, tzinfo=UTC),
        days=(),
        accepted_on=date(2026, 11, 5),
        counted_from=date(2026, 11, 5),
        restarted=False,
        after_cutoff=False,
        open_since=None,
    )

    assert before_dawn.due_on == date(2026, 11, 6)


def test_the_day_of_acceptance_is_the_local_one():
    explanation = explain(
        datetime(2026, 11, 4, 18, 0, tzinfo=UTC), Terms(Allowance(1, WORKING_DAY)), vietnam_calendar()
    )

    assert in_short(explanation) == "5:accepted 6:1"


def test_the_last_day_of_the_calendar_can_be_explained():
    accepted = datetime(2030, 12, 30, 16, 0, tzinfo=TIMEZONE)

    for amount, unit in [(9, HOUR), (1, WORKING_DAY), (1, DAY)]:
        explanation = explain(accepted, Terms(Allowance(amount, unit)), vietnam_calendar())
        assert explanation.due_on == date(2030, 12, 31)
