"""A calendar as it would be: only what is named changes (R-D18)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.calendar import (
    STANDARD_WEEK,
    CalendarExhausted,
    Change,
    DayKind,
    SpecialDay,
    WeekWithoutWork,
    changed,
    vietnam_calendar,
)

CALENDAR = vietnam_calendar()
STORM = SpecialDay(date(2026, 11, 6), DayKind.HOLIDAY, "Nghỉ phòng chống bão", "CĐ 15")
DAYS = st.integers(0, 1000).map(lambda days: date(2025, 1, 1) + timedelta(days))


def test_days_are_decided_replaced_and_withdrawn():
    culture = SpecialDay(date(2026, 11, 24), DayKind.WORKING, "Làm việc", "CĐ 16")

    after = changed(CALENDAR, Change(days=(STORM, culture), withdrawn=(date(2026, 9, 1),)))

    assert not after.is_working_day(STORM.on)
    assert after.is_working_day(culture.on)
    assert after.is_working_day(date(2026, 9, 1))
    assert CALENDAR.is_working_day(STORM.on)
    assert (after.code, after.since, after.until) == (CALENDAR.code, CALENDAR.since, CALENDAR.until)


def test_another_week_keeps_the_days():
    saturday_too = (*STANDARD_WEEK[:5], STANDARD_WEEK[0][:1], ())

    after = changed(CALENDAR, Change(week=saturday_too))

    assert after.is_working_day(date(2026, 11, 7))
    assert after.special_days == CALENDAR.special_days
    with pytest.raises(WeekWithoutWork):
        changed(CALENDAR, Change(week=((),) * 7))


def test_a_day_of_a_later_year_makes_the_calendar_answer_for_that_year():
    new_year = SpecialDay(date(2031, 1, 1), DayKind.HOLIDAY, "Tết Dương lịch", "TB 1")
    with pytest.raises(CalendarExhausted):
        CALENDAR.is_working_day(new_year.on)

    after = changed(CALENDAR, Change(days=(new_year,)))

    assert not after.is_working_day(new_year.on)
    assert after.is_working_day(date(2031, 12, 31))


def test_the_first_day_that_changes_is_known_unless_the_week_changes():
    assert Change(days=(STORM,), withdrawn=(date(2026, 9, 1),)).since == date(2026, 9, 1)
    assert Change(days=(STORM,), week=STANDARD_WEEK).since is None
    assert Change().since is None


@given(decided=st.sets(DAYS, max_size=8), withdrawn=st.sets(DAYS, max_size=8), kind=st.sampled_from(DayKind))
def test_every_other_day_stays_what_it_was(decided, withdrawn, kind):
    days = tuple(SpecialDay(on, kind, "Ngày khác", "CĐ 15") for on in sorted(decided))

    after = changed(CALENDAR, Change(days=days, withdrawn=tuple(withdrawn)))

    for n in range(1000):
        on = date(2025, 1, 1) + timedelta(n)
        if on in decided:
            assert after.day_kind(on) is kind
        elif on in withdrawn:
            assert after.is_working_day(on) == bool(STANDARD_WEEK[on.weekday()])
        else:
            assert after.day_kind(on) is CALENDAR.day_kind(on)
