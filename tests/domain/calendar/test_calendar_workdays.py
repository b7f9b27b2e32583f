from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.calendar import (
    STANDARD_WEEK,
    TIMEZONE,
    Calendar,
    CalendarExhausted,
    DayKind,
    DayListedTwice,
    DayOff,
    Session,
    SessionsOverlap,
    SpecialDay,
    WeekWithoutWork,
    local_moment,
    vietnam_calendar,
)

VIETNAM = vietnam_calendar()
MORNING, AFTERNOON = STANDARD_WEEK[0]
OFFICE_DAY = STANDARD_WEEK[0]

# Two weeks: Monday 2 to Sunday 15 March 2026. Friday 6 is off and made up on Saturday 7; Monday 9 is a
# holiday, Tuesday 10 in lieu of one.
SINCE, UNTIL = date(2026, 3, 2), date(2026, 3, 16)
FORTNIGHT = Calendar.build(
    "X",
    STANDARD_WEEK,
    [
        SpecialDay(date(2026, 3, 10), DayKind.COMPENSATORY, "Nghỉ bù"),
        SpecialDay(date(2026, 3, 6), DayKind.SWAPPED_OFF, "Nghỉ hoán đổi"),
        SpecialDay(date(2026, 3, 7), DayKind.MAKE_UP, "Làm bù"),
        SpecialDay(date(2026, 3, 9), DayKind.HOLIDAY, "Lễ", "QĐ 1"),
    ],
    SINCE,
    UNTIL,
)


def march(day, hour=0, minute=0, second=0):
    return datetime.combine(date(2026, 3, day), time(hour, minute, second))


def test_a_calendar_is_a_value():
    again = Calendar.build("X", STANDARD_WEEK, reversed(FORTNIGHT.special_days), SINCE, UNTIL)

    assert again == FORTNIGHT
    assert hash(again) == hash(FORTNIGHT)
    assert again != Calendar.build("X", STANDARD_WEEK, [], SINCE, UNTIL)
    assert again != Calendar.build("Y", STANDARD_WEEK, FORTNIGHT.special_days, SINCE, UNTIL)
    assert "_working" not in repr(again)


def test_days_outside_the_range_of_a_calendar_are_left_out():
    days = [SpecialDay(on, DayKind.HOLIDAY, "Lễ") for on in (date(2026, 3, 1), SINCE, UNTIL)]

    calendar = Calendar.build("X", STANDARD_WEEK, days, SINCE, UNTIL)

    assert [day.on for day in calendar.special_days] == [SINCE]


def test_the_sessions_of_a_day_are_put_in_order():
    calendar = Calendar.build("X", [[AFTERNOON, MORNING], *STANDARD_WEEK[1:]], [], SINCE, UNTIL)

    assert calendar.week == STANDARD_WEEK


@pytest.mark.parametrize(
    "week", [STANDARD_WEEK[:6], [*STANDARD_WEEK, ()], [()] * 7], ids=["six days", "eight days", "no work"]
)
def test_a_week_has_seven_days_and_some_work(week):
    with pytest.raises(WeekWithoutWork) as caught:
        Calendar.build("X", week, [], SINCE, UNTIL)

    assert caught.value.code == "calendar.week-without-work"


def test_sessions_of_one_day_may_touch_but_not_overlap():
    touching = [[MORNING, Session(time(11, 30), time(12))], *STANDARD_WEEK[1:]]
    overlapping = [*STANDARD_WEEK[:5], [MORNING, Session(time(11, 29), time(12))], ()]

    assert Calendar.build("X", touching, [], SINCE, UNTIL).end_of_day(SINCE).time() == time(12)
    with pytest.raises(SessionsOverlap, match=r"^5$") as caught:
        Calendar.build("X", overlapping, [], SINCE, UNTIL)
    assert (caught.value.code, caught.value.weekday) == ("calendar.sessions-overlap", 5)


def test_a_day_may_be_special_once_only():
    twice = [SpecialDay(date(2026, 3, 9), kind, "Lễ") for kind in (DayKind.HOLIDAY, DayKind.COMPENSATORY)]

    with pytest.raises(DayListedTwice, match=r"^2026-03-09$") as caught:
        Calendar.build("X", STANDARD_WEEK, twice, SINCE, UNTIL)

    assert (caught.value.code, caught.value.on) == ("calendar.day-listed-twice", date(2026, 3, 9))


@pytest.mark.parametrize(
    ("day", "kind", "name", "works"),
    [
        (2, DayKind.WORKING, "", True),
        (6, DayKind.SWAPPED_OFF, "Nghỉ hoán đổi", False),
        (7, DayKind.MAKE_UP, "Làm bù", True),
        (8, DayKind.WEEKLY_REST, "", False),
        (9, DayKind.HOLIDAY, "Lễ", False),
        (10, DayKind.COMPENSATORY, "Nghỉ bù", False),
        (15, DayKind.WEEKLY_REST, "", False),
    ],
)
def test_each_day_says_what_it_is(day, kind, name, works):
    on = date(2026, 3, day)

    assert FORTNIGHT.day_kind(on) is kind
    assert FORTNIGHT.day_name(on) == name
    assert FORTNIGHT.is_working_day(on) is works
    assert FORTNIGHT.sessions_on(on) == (OFFICE_DAY if works else ())


def test_a_make_up_day_keeps_its_own_hours_or_takes_those_of_the_first_working_weekday():
    short, long = (Session(time(8), time(10)),), (Session(time(9), time(18)),)
    week = [(), short, long, (), (), (MORNING,), ()]
    made_up = [SpecialDay(date(2026, 3, day), DayKind.MAKE_UP, "Làm bù") for day in (7, 8)]

    calendar = Calendar.build("X", week, made_up, SINCE, UNTIL)

    assert calendar.sessions_on(date(2026, 3, 7)) == (MORNING,)
    assert calendar.sessions_on(date(2026, 3, 8)) == short


@pytest.mark.parametrize("on", [date(2026, 3, 1), date(2026, 3, 16)], ids=["before", "after"])
def test_nothing_is_known_about_a_day_outside_the_calendar(on):
    at = datetime.combine(on, time(9))
    inside = march(3, 9)
    questions = [
        lambda: FORTNIGHT.day_kind(on),
        lambda: FORTNIGHT.day_name(on),
        lambda: FORTNIGHT.is_working_day(on),
        lambda: FORTNIGHT.sessions_on(on),
        lambda: FORTNIGHT.start_of_day(on),
        lambda: FORTNIGHT.end_of_day(on),
        lambda: FORTNIGHT.working_day_on_or_after(on),
        lambda: FORTNIGHT.add_working_days(on, 0),
        lambda: FORTNIGHT.add_working_days(on, 1),
        lambda: FORTNIGHT.add_days(on, 1),
        lambda: FORTNIGHT.working_days_between(on, SINCE),
        lambda: FORTNIGHT.working_days_between(SINCE, on),
        lambda: FORTNIGHT.add_working_minutes(at, 1),
        lambda: FORTNIGHT.working_minutes_between(at, inside),
        lambda: FORTNIGHT.working_minutes_between(inside, at),
    ]

    for question in questions:
        with pytest.raises(CalendarExhausted, match=f"^{on}$") as caught:
            question()
        assert (caught.value.code, caught.value.asked_on) == ("calendar.exhausted", on)


@pytest.mark.parametrize(
    ("on", "days", "expected"),
    [
        (2, 0, 2),
        (2, 1, 3),
        (5, 1, 7),
        (6, 1, 7),
        (7, 1, 11),
        (8, 0, 8),
        (8, 1, 11),
        (2, 7, 13),
        (15, -1, 13),
        (13, -1, 12),
        (11, -1, 7),
        (8, -1, 7),
        (13, -7, 2),
    ],
)
def test_the_nth_working_day_is_counted_from_the_next_day(on, days, expected):
    assert FORTNIGHT.add_working_days(date(2026, 3, on), days) == date(2026, 3, expected)


@pytest.mark.parametrize(
    ("on", "days", "asked_on"),
    [(2, 8, UNTIL), (13, 1, UNTIL), (2, -1, date(2026, 3, 1)), (13, -8, date(2026, 3, 1))],
)
def test_a_working_day_beyond_the_calendar_is_not_guessed(on, days, asked_on):
    with pytest.raises(CalendarExhausted) as caught:
        FORTNIGHT.add_working_days(date(2026, 3, on), days)

    assert caught.value.asked_on == asked_on


def test_a_day_off_moves_to_the_next_working_day():
    moved = [FORTNIGHT.working_day_on_or_after(date(2026, 3, day)).day for day in range(2, 14)]

    assert moved == [2, 3, 4, 5, 7, 7, 11, 11, 11, 11, 12, 13]


@pytest.mark.parametrize(
    ("after", "until", "expected"), [(2, 2, 0), (2, 3, 1), (5, 8, 1), (2, 15, 7), (7, 10, 0), (13, 2, -7)]
)
def test_working_days_between_leave_out_the_first_and_take_the_last(after, until, expected):
    assert FORTNIGHT.working_days_between(date(2026, 3, after), date(2026, 3, until)) == expected


def test_calendar_days_take_no_notice_of_rest():
    assert FORTNIGHT.add_days(date(2026, 3, 5), 3) == date(2026, 3, 8)
    assert FORTNIGHT.add_days(date(2026, 3, 15), 2) == date(2026, 3, 17)
    assert FORTNIGHT.days_between(date(2026, 3, 5), date(2026, 3, 8)) == 3


def test_a_working_day_opens_and_closes_at_local_hours():
    assert FORTNIGHT.start_of_day(date(2026, 3, 7)) == datetime(2026, 3, 7, 0, 30, tzinfo=UTC)
    assert FORTNIGHT.end_of_day(date(2026, 3, 7)) == datetime(2026, 3, 7, 10, 0, tzinfo=UTC)
    assert FORTNIGHT.end_of_day(date(2026, 3, 7)).tzinfo is TIMEZONE
    assert FORTNIGHT.start_of_day(date(2026, 3, 7)).tzinfo is TIMEZONE


@pytest.mark.parametrize("hours", [FORTNIGHT.start_of_day, FORTNIGHT.end_of_day], ids=["start", "end"])
def test_a_day_off_has_no_hours(hours):
    with pytest.raises(DayOff, match=r"^2026-03-09$") as caught:
        hours(date(2026, 3, 9))

    assert (caught.value.code, caught.value.asked_on) == ("calendar.day-off", date(2026, 3, 9))


@pytest.mark.parametrize(
    ("at", "minutes", "expected"),
    [
        (march(2, 6), 0, march(2, 6)),
        (march(2, 6), 1, march(2, 7, 31)),
        (march(2, 9), 60, march(2, 10)),
        (march(2, 9), 150, march(2, 11, 30)),
        (march(2, 9), 151, march(2, 13, 1)),
        (march(2, 12), 240, march(2, 17)),
        (march(2, 12), 241, march(3, 7, 31)),
        (march(2, 9, 0, 30), 480, march(3, 9, 0, 30)),
        (march(5, 16, 59), 2, march(7, 7, 31)),
        (march(8, 23), 480, march(11, 17)),
        (march(2, 7, 30), 8 * 480, march(13, 17)),
    ],
)
def test_working_minutes_run_during_sessions_only(at, minutes, expected):
    assert FORTNIGHT.add_working_minutes(at, minutes) == expected


def test_a_calendar_measures_time_from_the_moment_it_is_built():
    short = Session(time(8), time(10))
    calendar = Calendar.build("X", [[short]] * 7, [], SINCE, UNTIL)

    assert calendar.working_minutes_between(march(2, 8), march(4, 9)) == 300
    assert calendar.add_working_minutes(march(2, 9), 121) == march(3, 9, 1)


def test_time_beyond_the_last_working_day_is_not_guessed():
    with pytest.raises(CalendarExhausted) as caught:
        FORTNIGHT.add_working_minutes(march(2, 7, 30), 8 * 480 + 1)

    assert caught.value.asked_on == UNTIL


def test_working_time_is_never_taken_away():
    with pytest.raises(ValueError, match="-1 day, 23:59:00"):
        FORTNIGHT.add_working_minutes(march(2, 9), -1)


@pytest.mark.parametrize("minutes", [0, 1], ids=["none", "some"])
def test_an_aware_moment_gives_a_local_aware_one(minutes):
    at = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)

    found = FORTNIGHT.add_working_minutes(at, minutes)

    assert found == at + timedelta(minutes=minutes)
    assert found.tzinfo is TIMEZONE
    assert FORTNIGHT.add_working_minutes(march(2, 9), minutes).tzinfo is None


def test_moments_are_read_in_local_time():
    assert local_moment(datetime(2026, 3, 2, 20, 0, tzinfo=UTC)) == march(3, 3)
    assert local_moment(march(3, 3)) == march(3, 3)


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (march(2, 9), march(2, 9), 0),
        (march(2, 9), march(2, 10), 60),
        (march(2, 6), march(2, 7, 30), 0),
        (march(2, 11), march(2, 13, 30), 60),
        (march(2, 16), march(3, 8, 30), 120),
        (march(5, 17), march(11, 7, 30), 480),
        (march(2, 0), march(15, 23), 8 * 480),
        (march(2, 9, 0, 30), march(2, 9, 2), 1),
        (march(2, 9, 2), march(2, 9, 0, 30), -1),
        (march(3, 8, 30), march(2, 16), -120),
    ],
)
def test_working_minutes_between_two_moments(since, until, expected):
    assert FORTNIGHT.working_minutes_between(since, until) == expected


some_days = st.dates(date(2013, 1, 1), date(2029, 12, 31))
some_moments = st.builds(datetime.combine, some_days, st.times())


@given(on=some_days, days=st.integers(1, 200))
def test_counting_forth_and_measuring_agree(on, days):
    end = VIETNAM.add_working_days(on, days)

    assert VIETNAM.is_working_day(end)
    assert VIETNAM.working_days_between(on, end) == days
    assert not VIETNAM.is_working_day(on) or VIETNAM.add_working_days(end, -days) == on


@given(at=some_moments, minutes=st.integers(1, 20_000))
def test_adding_time_and_measuring_it_agree(at, minutes):
    end = VIETNAM.add_working_minutes(at, minutes)

    assert VIETNAM.working_time_between(at, end) == timedelta(minutes=minutes)
    assert VIETNAM.working_time_between(at, end - timedelta(microseconds=1)) < timedelta(minutes=minutes)


@given(first=some_moments, second=some_moments, third=some_moments)
def test_working_time_adds_up(first, second, third):
    whole = VIETNAM.working_time_between(first, third)

    assert VIETNAM.working_time_between(first, second) + VIETNAM.working_time_between(second, third) == whole
