"""When a counter is open (R-D13)."""

from datetime import UTC, date, datetime

import pytest

from motcua.domain.calendar import (
    STANDARD_WEEK,
    TIMEZONE,
    Calendar,
    CalendarExhausted,
    DayKind,
    SpecialDay,
    opening,
)

SATURDAY_TOO = (*STANDARD_WEEK[:5], STANDARD_WEEK[0][:1], ())
FLOOD = SpecialDay(date(2026, 11, 9), DayKind.HOLIDAY, "Nghỉ phòng chống bão", "CĐ 15")
COUNTER = Calendar.build("counter", SATURDAY_TOO, [FLOOD], date(2026, 1, 1), date(2027, 1, 1))


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=TIMEZONE).astimezone(UTC)


def local(moment):
    return moment and moment.astimezone(TIMEZONE).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("moment", "closes", "opens"),
    [
        ("2026-11-06 07:29", None, "2026-11-06 07:30"),
        ("2026-11-06 07:30", "2026-11-06 11:30", None),
        ("2026-11-06 11:30", None, "2026-11-06 13:00"),
        ("2026-11-06 16:59", "2026-11-06 17:00", None),
        ("2026-11-06 17:00", None, "2026-11-07 07:30"),
        ("2026-11-07 09:00", "2026-11-07 11:30", None),  # Saturday morning.
        ("2026-11-07 11:30", None, "2026-11-10 07:30"),  # Beyond Sunday and the flood.
        ("2026-11-09 09:00", None, "2026-11-10 07:30"),
    ],
)
def test_a_counter_is_open_within_its_sessions(moment, closes, opens):
    found = opening(COUNTER, at(moment))

    assert (local(found.closes_at), local(found.opens_at)) == (closes, opens)
    assert found.is_open == (closes is not None)


def test_nothing_is_said_beyond_the_calendar():
    with pytest.raises(CalendarExhausted):
        opening(COUNTER, at("2026-12-31 18:00"))
