"""When counters are open, apart from when time limits run (R-D13), and who may say so (R-S10)."""

from datetime import UTC, date, datetime

import pytest

from motcua.apps.audit import queries as audit
from motcua.apps.deadlines import operations, queries
from motcua.apps.deadlines.models import CalendarDay, WorkingWeek
from motcua.domain.access import Actor, ActorKind, Post
from motcua.domain.access.policy import NotPermitted
from motcua.domain.calendar import STANDARD_WEEK, TIMEZONE, DayKind, SpecialDay, WeekWithoutWork
from tests.factories.deadlines import CalendarFactory
from tests.factories.organization import AgencyFactory

AT = datetime(2026, 5, 4, 2, 0, tzinfo=UTC)
SATURDAY = date(2026, 6, 13)
SATURDAY_TOO = (*STANDARD_WEEK[:5], STANDARD_WEEK[0][:1], ())
FLOOD = SpecialDay(date(2026, 6, 12), DayKind.HOLIDAY, "Nghỉ phòng chống bão", "Công điện 15/CĐ-UBND")

pytestmark = pytest.mark.django_db


def person(role, agency_id=1):
    return Actor(ActorKind.OFFICER, "Đỗ Minh Khang", 7, (Post(1, agency_id, 1, role),))


ADMIN = person("province_admin")


@pytest.fixture
def vn():
    return CalendarFactory(national_days=True)


def province_reception(vn):
    operations.put_calendar(
        calendar_code="vn-reception", name="Lịch tiếp nhận", week=SATURDAY_TOO, days=(), since=vn.since,
        until=vn.until, follows="vn", actor=ADMIN, at=AT,
    )  # fmt: skip


def test_a_reception_calendar_takes_the_days_of_the_one_it_follows(vn):
    province_reception(vn)
    assert queries.calendar("vn-reception").is_working_day(SATURDAY)
    assert not queries.calendar("vn-reception").is_working_day(date(2026, 9, 2))
    assert queries.calendar("vn-reception").is_working_day(FLOOD.on)

    operations.decide_day(calendar_code="vn", day=FLOOD, actor=ADMIN, at=AT)

    assert not queries.calendar("vn-reception").is_working_day(FLOOD.on)
    assert queries.calendar("vn-reception").day_name(FLOOD.on) == "Nghỉ phòng chống bão"


def test_its_own_days_come_first(vn):
    province_reception(vn)
    operations.decide_day(calendar_code="vn", day=FLOOD, actor=ADMIN, at=AT)
    open_all_the_same = SpecialDay(FLOOD.on, DayKind.WORKING, "Trực tiếp nhận", "KH 3")

    operations.decide_day(calendar_code="vn-reception", day=open_all_the_same, actor=ADMIN, at=AT)

    assert queries.calendar("vn-reception").is_working_day(FLOOD.on)
    assert not queries.calendar("vn").is_working_day(FLOOD.on)


def test_a_counter_keeps_the_hours_of_the_province_until_it_has_its_own(vn):
    ward, other = AgencyFactory(), AgencyFactory()
    assert queries.reception_calendar(ward.pk).code == "vn"
    province_reception(vn)
    assert queries.reception_calendar(ward.pk).code == "vn-reception"

    actor = person("unit_admin", ward.pk)
    code = operations.put_reception_week(
        agency_id=ward.pk, week=STANDARD_WEEK, decision="KH 5/KH-UBND", actor=actor, at=AT
    )

    assert queries.reception_calendar(ward.pk).code == code
    assert not queries.reception_calendar(ward.pk).is_working_day(SATURDAY)
    assert not queries.reception_calendar(ward.pk).is_working_day(date(2026, 9, 2))
    assert queries.reception_calendar(other.pk).code == "vn-reception"
    again = operations.put_reception_week(
        agency_id=ward.pk, week=SATURDAY_TOO, decision="KH 6/KH-UBND", actor=actor, at=AT
    )
    assert again == code
    assert queries.reception_calendar(ward.pk).is_working_day(SATURDAY)
    acts = [act.action for act in audit.acts_on(object_type="calendar", object_id=code)]
    assert acts == ["deadlines.week-changed", "deadlines.reception-begun"]

    operations.drop_reception(agency_id=ward.pk, decision="KH 7/KH-UBND", actor=actor, at=AT)

    assert queries.reception_calendar(ward.pk).code == "vn-reception"
    assert audit.acts_on(object_type="calendar", object_id=code)[0].payload["before"]["sessions"]
    with pytest.raises(queries.CalendarNotFound):
        operations.drop_reception(agency_id=ward.pk, decision="KH 7/KH-UBND", actor=actor, at=AT)


def test_an_agency_speaks_for_its_own_counter_only(vn):
    ward, other = AgencyFactory(), AgencyFactory()
    own = person("unit_admin", ward.pk)
    code = operations.put_reception_week(
        agency_id=ward.pk, week=SATURDAY_TOO, decision="KH 5", actor=own, at=AT
    )
    operations.decide_day(calendar_code=code, day=FLOOD, actor=own, at=AT)
    stranger = person("unit_admin", other.pk)

    for act in (
        lambda: operations.put_reception_week(
            agency_id=ward.pk, week=SATURDAY_TOO, decision="x", actor=stranger, at=AT
        ),
        lambda: operations.decide_day(calendar_code=code, day=FLOOD, actor=stranger, at=AT),
        lambda: operations.withdraw_day(
            calendar_code=code, on=FLOOD.on, decision="x", actor=stranger, at=AT
        ),
        lambda: operations.drop_reception(agency_id=ward.pk, decision="x", actor=stranger, at=AT),
        lambda: operations.decide_day(calendar_code="vn", day=FLOOD, actor=own, at=AT),
        lambda: operations.change_week(
            calendar_code=code, week=SATURDAY_TOO, decision="x", actor=person("procedure_control", ward.pk),
            at=AT,
        ),
    ):  # fmt: skip
        with pytest.raises(NotPermitted):
            act()


def test_hours_need_a_decision_and_must_be_possible(vn):
    ward = AgencyFactory()
    for decision, week, refusal in (
        (" ", SATURDAY_TOO, operations.NoDecision),
        ("KH 5", ((),) * 7, WeekWithoutWork),
    ):
        with pytest.raises(refusal):
            operations.put_reception_week(agency_id=ward.pk, week=week, decision=decision, actor=ADMIN, at=AT)
    with pytest.raises(operations.NoDecision):
        operations.drop_reception(agency_id=ward.pk, decision=" ", actor=ADMIN, at=AT)
    with pytest.raises(operations.NoDecision):
        operations.change_week(calendar_code="vn", week=SATURDAY_TOO, decision="", actor=ADMIN, at=AT)
    assert not WorkingWeek.objects.filter(agency=ward).exists()


def test_a_counter_says_whether_it_is_open(vn):
    ward = AgencyFactory()
    province_reception(vn)
    morning = datetime(2026, 6, 13, 9, 0, tzinfo=TIMEZONE)

    found = queries.counter_now(ward.pk, morning)

    assert found.closes_at == datetime(2026, 6, 13, 11, 30, tzinfo=TIMEZONE)
    assert queries.counter_now(ward.pk, datetime(2040, 1, 1, 9, 0, tzinfo=TIMEZONE)) is None


def test_what_calendars_there_are(vn):
    ward = AgencyFactory(name="Ủy ban nhân dân xã Mẫu")
    province_reception(vn)
    operations.put_reception_week(agency_id=ward.pk, week=SATURDAY_TOO, decision="KH 5", actor=ADMIN, at=AT)

    found = [(facts.code, facts.reception, facts.agency_id, facts.follows) for facts in queries.calendars()]

    assert found == [
        ("vn", False, None, ""),
        (f"counter-{ward.pk}", True, ward.pk, "vn"),
        ("vn-reception", True, None, "vn"),
    ]
    assert queries.facts_of(f"counter-{ward.pk}").name == "Ủy ban nhân dân xã Mẫu"
    with pytest.raises(queries.CalendarNotFound):
        queries.facts_of("none")


def test_a_calendar_of_processing_follows_nothing(vn):
    from django.db import IntegrityError, transaction

    for wrong in ({"kind": "processing", "follows": vn}, {"kind": "reception"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CalendarFactory(code="wrong", **wrong)
    assert not CalendarDay.objects.filter(calendar__code="wrong").exists()
