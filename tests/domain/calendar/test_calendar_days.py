from datetime import date, time

import pytest

from motcua.domain.calendar import STANDARD_WEEK, TIMEZONE, DayKind, Session, SessionReversed, SpecialDay


def test_only_ordinary_and_make_up_days_are_worked():
    assert {kind for kind in DayKind if kind.works} == {DayKind.WORKING, DayKind.MAKE_UP}


def test_the_standard_week_has_eight_hours_from_monday_to_friday():
    morning = Session(time(7, 30), time(11, 30))
    afternoon = Session(time(13, 0), time(17, 0))

    assert ((morning, afternoon),) * 5 + ((), ()) == STANDARD_WEEK


def test_offices_keep_the_time_of_ho_chi_minh_city():
    assert TIMEZONE.key == "Asia/Ho_Chi_Minh"


@pytest.mark.parametrize("end", [time(7, 30), time(7, 29)], ids=["empty", "reversed"])
def test_a_session_must_end_after_it_begins(end):
    with pytest.raises(SessionReversed, match=f"^07:30-{end:%H:%M}$") as caught:
        Session(time(7, 30), end)

    assert (caught.value.code, caught.value.start, caught.value.end) == (
        "calendar.session-reversed",
        time(7, 30),
        end,
    )


def test_a_special_day_needs_no_decision():
    assert SpecialDay(date(2026, 11, 24), DayKind.HOLIDAY, "Ngày Văn hóa Việt Nam").decision == ""
