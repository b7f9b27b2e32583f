"""A year seeded from the library: compared, approved by a person, one decision for all of it (R-D22, R-D18)."""

from datetime import UTC, date, datetime

import pytest

from motcua.apps.audit import queries as audit
from motcua.apps.deadlines import operations, proposals, queries
from motcua.apps.deadlines.proposals import Finding
from motcua.domain.access import Actor, ActorKind, Post
from motcua.domain.access.policy import NotPermitted
from motcua.domain.calendar import DayKind, SpecialDay
from tests.factories.deadlines import CalendarFactory

AT = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
NOTICE = "Thông báo 100/TB-BNV"

pytestmark = pytest.mark.django_db


def person(role):
    return Actor(ActorKind.OFFICER, "Đỗ Minh Khang", 7, (Post(1, 1, 1, role),))


ADMIN = person("province_admin")


def kinds(year):
    return {day.on: day.kind for day in proposals.known_days(year)}


def test_the_library_knows_holidays_days_in_lieu_and_swaps():
    known = kinds(2026)
    assert known[date(2026, 11, 24)] is DayKind.HOLIDAY
    assert known[date(2026, 4, 27)] is DayKind.COMPENSATORY
    assert known[date(2026, 8, 31)] is DayKind.SWAPPED_OFF
    assert known[date(2026, 8, 22)] is DayKind.MAKE_UP
    names = {day.on: day.name for day in proposals.known_days(2026)}
    assert names[date(2026, 4, 27)] == "Ngày Giỗ Tổ Hùng Vương"


def test_where_library_and_calendar_agree_nothing_is_proposed():
    """R-D30..R-D38 rest on these years; the library and our own table know the same kinds."""
    CalendarFactory(national_days=True)
    for year in range(2020, 2028):
        differing = [day for day in proposals.proposal("vn", year) if day.finding is not Finding.SAME]
        assert differing == [], year


def test_a_comparison_names_every_difference():
    CalendarFactory(national_days=True)
    flood = SpecialDay(date(2027, 6, 7), DayKind.HOLIDAY, "Nghỉ phòng chống bão", "CĐ 15")
    working = SpecialDay(date(2027, 9, 3), DayKind.WORKING, "Làm việc", "CĐ 16")
    for day in (flood, working):
        operations.decide_day(calendar_code="vn", day=day, actor=ADMIN, at=AT)
    operations.withdraw_day(calendar_code="vn", on=date(2027, 11, 24), decision="x", actor=ADMIN, at=AT)

    found = {day.on: day for day in proposals.proposal("vn", 2027) if day.finding is not Finding.SAME}

    assert {on: day.finding for on, day in found.items()} == {
        date(2027, 6, 7): Finding.ONLY_HERE,
        date(2027, 9, 3): Finding.OTHER,
        date(2027, 11, 24): Finding.NEW,
    }
    assert found[date(2027, 9, 3)].present == working
    assert found[date(2027, 6, 7)].proposed is None


def test_an_approved_year_bears_its_notice_and_reaches_to_its_end():
    CalendarFactory(national_days=True, until=date(2031, 1, 1))
    assert queries.expected_years("vn") == [2027, 2028, 2029, 2030]
    assert not proposals.is_covered(queries.calendar("vn"), 2031)
    days = [day.proposed for day in proposals.proposal("vn", 2031)]

    touched = operations.decide_days(
        calendar_code="vn", days=days, withdrawn=(), decision=f" {NOTICE} ", actor=ADMIN, at=AT
    )

    assert touched == len(days) == 14
    calendar = queries.calendar("vn")
    assert proposals.is_covered(calendar, 2031)
    assert not calendar.is_working_day(date(2031, 1, 23))
    assert {day.decision for day in queries.special_days("vn", 2031)} == {NOTICE}
    assert queries.expected_years("vn") == [2027, 2028, 2029, 2030]


def test_approving_replaces_confirms_and_withdraws_in_one_entry():
    CalendarFactory(national_days=True)
    flood = SpecialDay(date(2027, 6, 7), DayKind.HOLIDAY, "Nghỉ phòng chống bão", "CĐ 15")
    operations.decide_day(calendar_code="vn", day=flood, actor=ADMIN, at=AT)
    days = [day.proposed for day in proposals.proposal("vn", 2027) if day.proposed]

    operations.decide_days(
        calendar_code="vn", days=days, withdrawn=(flood.on, date(2027, 6, 8)), decision=NOTICE, actor=ADMIN,
        at=AT,
    )  # fmt: skip

    assert queries.calendar("vn").is_working_day(flood.on)
    assert 2027 not in queries.expected_years("vn")
    act = audit.acts_on(object_type="calendar", object_id="vn")[0]
    assert (act.action, act.payload["decision"]) == ("deadlines.days-decided", NOTICE)
    assert {"on": "2027-06-07", "kind": "HOLIDAY", "name": flood.name, "decision": "CĐ 15"} in act.payload[
        "before"
    ]
    assert len(act.payload["after"]) == len(days)


def test_nobody_approves_without_right_or_notice():
    CalendarFactory()
    with pytest.raises(NotPermitted):
        operations.decide_days(
            calendar_code="vn", days=(), withdrawn=(), decision=NOTICE, actor=person("unit_admin"), at=AT
        )
    with pytest.raises(operations.NoDecision):
        operations.decide_days(calendar_code="vn", days=(), withdrawn=(), decision="  ", actor=ADMIN, at=AT)
