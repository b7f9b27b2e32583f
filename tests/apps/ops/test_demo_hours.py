"""People who are made up work in office hours too."""

from datetime import UTC, date

import pytest

from motcua.apps.ops.demo.chances import dice
from motcua.apps.ops.demo.hours import Hours
from motcua.domain.calendar import TIMEZONE, vietnam_calendar
from tests.factories.dossiers import at

HOURS = Hours(vietnam_calendar())


@pytest.mark.parametrize(
    ("moment", "opened"),
    [
        ("2026-11-25 09:00", "2026-11-25 09:00"),
        ("2026-11-25 11:30", "2026-11-25 11:30"),
        ("2026-11-25 12:10", "2026-11-25 13:00"),
        ("2026-11-25 19:00", "2026-11-26 07:30"),
        ("2026-11-27 17:20", "2026-11-30 07:30"),
        ("2026-11-28 10:00", "2026-11-30 07:30"),
        ("2026-08-31 18:00", "2026-09-03 07:30"),
    ],
    ids=["open", "last minute", "noon", "evening", "Friday evening", "Saturday", "before the national day"],
)
def test_what_falls_outside_waits_until_the_office_opens(moment, opened):
    found = HOURS.open_from(at(moment), dice("opens"))

    assert HOURS.within(found)
    assert 0 <= (found - at(opened)).total_seconds() <= 1500


def test_time_never_stands_still_and_never_leaves_office_hours():
    moment = at("2026-11-25 16:59")
    for minutes in (0, 0.1, 5, 300, 2000):
        later = HOURS.after(moment, minutes)
        assert later > moment
        assert HOURS.within(later)
        moment = later


def test_a_day_later_is_a_working_day_in_office_hours():
    found = HOURS.days_after(at("2026-11-27 10:00"), 1, dice("later"))

    assert found.astimezone(TIMEZONE).date() == date(2026, 11, 30)
    assert HOURS.within(found)
    assert HOURS.minutes_between(at("2026-11-27 16:00"), at("2026-11-30 08:30")) == 120
    assert HOURS.minutes_between(at("2026-11-30 08:30"), at("2026-11-27 16:00")) == 0


@pytest.mark.parametrize("minutes", [1, 75, 240, 480, 481, 2400, 7200])
def test_working_time_is_counted_as_the_calendar_counts_it(minutes):
    for start in (
        "2026-11-25 06:00",
        "2026-11-25 09:17",
        "2026-11-25 12:00",
        "2026-11-27 16:59",
        "2026-08-29 10:00",
    ):
        later = HOURS.after(at(start), minutes)
        assert later == HOURS.calendar.add_working_minutes(at(start), minutes).astimezone(UTC)
        assert HOURS.minutes_between(at(start), later) == minutes
