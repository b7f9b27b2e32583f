"""The seed data against the table of law.md D.2."""

from collections import Counter
from datetime import date

import pytest

from motcua.domain.calendar import (
    STANDARD_WEEK,
    DayKind,
    SpecialDay,
    vietnam_calendar,
    vietnam_special_days,
)

WEEKDAYS_OFF = {
    2024: "1/1 8/2 9/2 12/2 13/2 14/2 18/4 29/4 30/4 1/5 2/9 3/9",
    2025: "1/1 27/1 28/1 29/1 30/1 31/1 7/4 30/4 1/5 2/5 1/9 2/9",
    2026: "1/1 16/2 17/2 18/2 19/2 20/2 27/4 30/4 1/5 31/8 1/9 2/9 24/11",
    2027: "1/1 4/2 5/2 8/2 9/2 10/2 16/4 30/4 3/5 2/9 3/9 24/11",
}
MAKE_UP_DAYS = [
    date(2013, 5, 4),
    date(2014, 4, 26),
    date(2014, 9, 6),
    date(2014, 12, 27),
    date(2015, 2, 14),
    date(2015, 4, 25),
    date(2019, 1, 5),
    date(2019, 5, 4),
    date(2024, 5, 4),
    date(2025, 4, 26),
    date(2026, 8, 22),
]


def days_of(*kinds):
    return [day.on for day in vietnam_special_days() if day.kind in kinds]


@pytest.mark.parametrize("year", WEEKDAYS_OFF)
def test_the_weekdays_off_are_those_of_the_law_table(year):
    off = [
        f"{day.on.day}/{day.on.month}"
        for day in vietnam_special_days()
        if day.on.year == year and day.kind is not DayKind.MAKE_UP and day.on.weekday() < 5
    ]

    assert " ".join(off) == WEEKDAYS_OFF[year]


def test_every_make_up_day_is_a_saturday_that_pays_for_one_day_off():
    swapped = [day for day in vietnam_special_days() if day.kind is DayKind.SWAPPED_OFF]
    made_up = [day for day in vietnam_special_days() if day.kind is DayKind.MAKE_UP]

    assert [day.on for day in made_up] == MAKE_UP_DAYS
    assert {day.on.weekday() for day in made_up} == {5}
    assert {day.name[-10:] for day in swapped} == {f"{day.on:%d/%m/%Y}" for day in made_up}
    assert {day.name[-10:] for day in made_up} == {f"{day.on:%d/%m/%Y}" for day in swapped}


def test_the_unconfirmed_swap_of_january_2026_is_left_out():
    calendar = vietnam_calendar()

    assert calendar.day_kind(date(2026, 1, 2)) is DayKind.WORKING
    assert calendar.day_kind(date(2026, 1, 10)) is DayKind.WEEKLY_REST


def test_days_in_lieu_and_swapped_days_are_weekdays():
    assert {on.weekday() for on in days_of(DayKind.COMPENSATORY, DayKind.SWAPPED_OFF)} <= set(range(5))


def test_each_year_has_its_fixed_holidays():
    fixed = Counter((on.day, on.month) for on in days_of(DayKind.HOLIDAY))

    assert {fixed[day] for day in [(1, 1), (30, 4), (1, 5), (2, 9)]} == {18}
    assert fixed[(24, 11)] == 5


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2013, 1, 1), (DayKind.HOLIDAY, "Tết Dương lịch", "Bộ luật Lao động")),
        (date(2026, 4, 27), (DayKind.COMPENSATORY, "Nghỉ bù Giỗ Tổ Hùng Vương", "Bộ luật Lao động")),
        (
            date(2026, 8, 31),
            (
                DayKind.SWAPPED_OFF,
                "Nghỉ hoán đổi, làm bù ngày 22/08/2026",
                "Thông báo nghỉ lễ hằng năm",
            ),
        ),
        (
            date(2026, 8, 22),
            (DayKind.MAKE_UP, "Làm bù cho ngày 31/08/2026", "Thông báo nghỉ lễ hằng năm"),
        ),
        (date(2026, 11, 24), (DayKind.HOLIDAY, "Ngày Văn hóa Việt Nam", "NQ 28/2026/QH16")),
        (date(2027, 1, 1), (DayKind.HOLIDAY, "Tết Dương lịch", "Dự kiến, chờ thông báo hằng năm")),
        (
            date(2030, 11, 25),
            (
                DayKind.COMPENSATORY,
                "Nghỉ bù Ngày Văn hóa Việt Nam",
                "Dự kiến, chờ thông báo hằng năm",
            ),
        ),
    ],
    ids=["first", "in lieu", "swapped", "make-up", "culture day", "first computed", "last"],
)
def test_each_day_names_what_it_is_and_who_decided(on, expected):
    [day] = [day for day in vietnam_special_days() if day.on == on]

    assert day == SpecialDay(on, *expected)


def test_the_calendar_covers_2013_to_2030_with_the_standard_week():
    calendar = vietnam_calendar()

    assert (calendar.code, calendar.week) == ("VN", STANDARD_WEEK)
    assert (calendar.since, calendar.until) == (date(2013, 1, 1), date(2031, 1, 1))
    assert calendar.special_days == vietnam_special_days()
    assert len(vietnam_special_days()) == 267
