"""Calendar days are data, changed by the provincial administrator with a decision and a trace (R-D18)."""

from datetime import UTC, date, datetime

import pytest

from motcua.apps.audit import queries as audit
from motcua.apps.audit.announce import only_these_reactions
from motcua.apps.deadlines import operations, queries
from motcua.apps.deadlines.events import CalendarChanged
from motcua.domain.access import Actor, ActorKind, Post
from motcua.domain.access.policy import NotPermitted
from motcua.domain.calendar import (
    STANDARD_WEEK,
    CalendarExhausted,
    DayKind,
    SpecialDay,
    WeekWithoutWork,
    vietnam_special_days,
)
from tests.factories.deadlines import CalendarFactory

AT = datetime(2026, 5, 4, 2, 0, tzinfo=UTC)
MONDAY = date(2026, 6, 8)
FLOOD = SpecialDay(MONDAY, DayKind.HOLIDAY, "Nghỉ phòng chống bão", "Công điện 15/CĐ-UBND")

pytestmark = pytest.mark.django_db


def person(role):
    return Actor(ActorKind.OFFICER, "Đỗ Minh Khang", 7, (Post(1, 1, 1, role),))


ADMIN = person("province_admin")


def test_the_national_calendar_is_what_the_domain_seeds():
    CalendarFactory(national_days=True)

    calendar = queries.calendar("vn")

    assert calendar.special_days == vietnam_special_days()
    assert calendar.week == STANDARD_WEEK
    assert calendar.add_working_days(date(2026, 4, 29), 1) == date(2026, 5, 4)


def test_a_decided_day_stops_counting_at_once_and_leaves_a_trace():
    CalendarFactory()
    assert queries.calendar("vn").is_working_day(MONDAY)

    operations.decide_day(calendar_code="vn", day=FLOOD, actor=ADMIN, at=AT)

    assert not queries.calendar("vn").is_working_day(MONDAY)
    assert queries.calendar("vn").day_name(MONDAY) == "Nghỉ phòng chống bão"
    (act,) = audit.acts_on(object_type="calendar", object_id="vn")
    assert act.action == "deadlines.day-decided"
    assert act.payload["before"] is None
    assert act.payload["after"] == {
        "on": "2026-06-08",
        "kind": "HOLIDAY",
        "name": "Nghỉ phòng chống bão",
        "decision": "Công điện 15/CĐ-UBND",
    }


def test_a_day_decided_again_keeps_what_it_was_in_the_journal():
    CalendarFactory()
    operations.decide_day(calendar_code="vn", day=FLOOD, actor=ADMIN, at=AT)
    again = SpecialDay(MONDAY, DayKind.WORKING, "Làm việc bình thường", "Công điện 16/CĐ-UBND")

    operations.decide_day(calendar_code="vn", day=again, actor=ADMIN, at=AT)

    assert queries.calendar("vn").is_working_day(MONDAY)
    latest = audit.acts_on(object_type="calendar", object_id="vn")[0]
    assert latest.payload["before"]["kind"] == "HOLIDAY"


def test_a_withdrawn_day_follows_the_week_again():
    CalendarFactory()
    operations.decide_day(calendar_code="vn", day=FLOOD, actor=ADMIN, at=AT)

    operations.withdraw_day(calendar_code="vn", on=MONDAY, decision="Công điện 17", actor=ADMIN, at=AT)

    assert queries.calendar("vn").is_working_day(MONDAY)
    with pytest.raises(operations.DayNotSpecial):
        operations.withdraw_day(calendar_code="vn", on=MONDAY, decision="Công điện 17", actor=ADMIN, at=AT)


def test_a_day_needs_a_decision():
    CalendarFactory()
    with pytest.raises(operations.DecisionMissing):
        operations.decide_day(
            calendar_code="vn", day=SpecialDay(MONDAY, DayKind.HOLIDAY, "Nghỉ", " "), actor=ADMIN, at=AT
        )
    with pytest.raises(operations.DecisionMissing):
        operations.withdraw_day(calendar_code="vn", on=MONDAY, decision="", actor=ADMIN, at=AT)


@pytest.mark.parametrize("role", ["unit_admin", "chairman", "reception"])
def test_nobody_but_the_provincial_administrator_changes_days(role):
    CalendarFactory()
    for act in (
        lambda: operations.decide_day(calendar_code="vn", day=FLOOD, actor=person(role), at=AT),
        lambda: operations.withdraw_day(
            calendar_code="vn", on=MONDAY, decision="x", actor=person(role), at=AT
        ),
        lambda: operations.change_week(
            calendar_code="vn", week=STANDARD_WEEK, decision="x", actor=person(role), at=AT
        ),
    ):
        with pytest.raises(NotPermitted):
            act()
    assert audit.acts_on(object_type="calendar", object_id="vn") == []


def test_days_outside_the_calendar_and_unknown_calendars_are_refused():
    CalendarFactory()
    far = SpecialDay(date(2031, 1, 1), DayKind.HOLIDAY, "Tết Dương lịch", "Bộ luật Lao động")
    with pytest.raises(CalendarExhausted):
        operations.decide_day(calendar_code="vn", day=far, actor=ADMIN, at=AT)
    with pytest.raises(queries.CalendarNotFound):
        operations.decide_day(calendar_code="none", day=FLOOD, actor=ADMIN, at=AT)
    with pytest.raises(queries.CalendarNotFound):
        queries.calendar("none")


def test_other_hours_count_from_then_on_and_impossible_ones_are_refused():
    CalendarFactory()
    saturday_too = (*STANDARD_WEEK[:5], STANDARD_WEEK[0][:1], ())

    operations.change_week(calendar_code="vn", week=saturday_too, decision="QĐ 5", actor=ADMIN, at=AT)

    assert queries.calendar("vn").is_working_day(date(2026, 6, 13))
    with pytest.raises(WeekWithoutWork):
        operations.change_week(calendar_code="vn", week=((),) * 7, decision="QĐ 6", actor=ADMIN, at=AT)


def test_a_change_is_announced_in_its_transaction():
    CalendarFactory()
    heard = []

    def hear(event, /, *, actor, at):
        heard.append((event, actor.name, at))

    with only_these_reactions({CalendarChanged: (hear,)}):
        operations.decide_day(calendar_code="vn", day=FLOOD, actor=ADMIN, at=AT)

    assert heard == [(CalendarChanged("vn", (MONDAY,)), "Đỗ Minh Khang", AT)]


def test_loading_again_adds_only_what_is_new_and_keeps_what_was_decided():
    facts = {"calendar_code": "vn", "name": "Lịch", "week": STANDARD_WEEK, "actor": ADMIN, "at": AT}
    year = {"since": date(2026, 1, 1), "until": date(2027, 1, 1)}
    operations.put_calendar(days=[], **facts, **year)
    operations.decide_day(calendar_code="vn", day=FLOOD, actor=ADMIN, at=AT)
    seed = [
        SpecialDay(MONDAY, DayKind.WORKING, "Khác", "QĐ"),
        SpecialDay(date(2027, 1, 1), DayKind.HOLIDAY, "Tết Dương lịch", "BLLĐ"),
    ]

    added = operations.put_calendar(days=seed, since=date(2026, 1, 1), until=date(2028, 1, 1), **facts)
    again = operations.put_calendar(days=seed, since=date(2026, 1, 1), until=date(2028, 1, 1), **facts)

    assert (added, again) == (1, 0)
    assert queries.calendar("vn").day_name(MONDAY) == "Nghỉ phòng chống bão"
    assert not queries.calendar("vn").is_working_day(date(2027, 1, 1))
    assert [day.on for day in queries.special_days("vn", 2027)] == [date(2027, 1, 1)]


def test_asking_again_costs_one_query(django_assert_num_queries):
    CalendarFactory(national_days=True)
    queries.calendar("vn")
    with django_assert_num_queries(1):
        queries.calendar("vn")
