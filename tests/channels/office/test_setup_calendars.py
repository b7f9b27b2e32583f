"""The calendars in the setup: who finds them, what a change says before it is done, and the order apart (R-D18)."""

import re
from datetime import date

import pytest
import time_machine
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

from motcua.apps.deadlines import operations, queries
from motcua.apps.deadlines.proposals import known_days
from motcua.apps.dossiers import recounts
from motcua.apps.dossiers.models import RecountOrder
from motcua.apps.dossiers.queries import state_by_code
from motcua.domain.access import Actor
from motcua.domain.calendar import STANDARD_WEEK, TIMEZONE, DayKind, SpecialDay
from tests.channels.office.officers import Screens
from tests.factories.dossiers import DossierWorld
from tests.factories.organization import AccountFactory, AgencyFactory, AssignmentFactory, UnitFactory

pytestmark = pytest.mark.django_db

CALENDARS = "/office/setup/calendars/"
SYSTEM = Actor.system("test")
STORM = SpecialDay(date(2026, 11, 6), DayKind.HOLIDAY, "Nghỉ phòng chống bão", "CĐ 15")
DAY = {
    "on": "06/11/2026",
    "kind": "HOLIDAY",
    "name": "Nghỉ phòng chống bão",
    "make_up_on": "",
    "decision": "CĐ 15",
}


@pytest.fixture
def world():
    """Dossiers accepted on Monday 2/11/2026 are due on Monday 9/11."""
    return DossierWorld()


class Desk:
    """An administrator at the screen, with the second factor shown."""

    def __init__(self, world, role, unit=None):
        account = AccountFactory(full_name="Đỗ Minh Khang", administrator=role != "procedure_control")
        AssignmentFactory(account=account, unit=unit or world.units["leaders"], role=role)
        self.screen = Screens(world).of_account(account.pk)
        device = TOTPDevice.objects.create(user=account, confirmed=True)
        with time_machine.travel(world.now, tick=False):
            session = self.screen.client.session
            session[DEVICE_ID_SESSION_KEY] = device.persistent_id
            session.save()

    def get(self, path="", **query):
        return self.screen.get(CALENDARS + path, query)

    def post(self, path, data):
        return self.screen.post(CALENDARS + path, data)


@pytest.fixture
def province(world):
    return Desk(world, "province_admin")


def words(response, status=200):
    assert response.status_code == status, response.status_code
    page = re.sub(r"<(script|style|head).*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def day(moment):
    return moment.astimezone(TIMEZONE).date().isoformat()


# ---- Who finds what ----


@pytest.mark.parametrize("role", ["specialist", "leader", "reception", "clerk"])
def test_officers_at_work_find_no_calendars(world, role):
    for path in ("", "vn/", "vn/day/", "regimes/", "vn/recount/"):
        assert Screens(world).of(role).get(CALENDARS + path).status_code == 403


def test_control_officers_read_and_change_nothing(world):
    desk = Desk(world, "procedure_control")

    assert "Lịch làm việc hành chính" in words(desk.get())
    page = desk.get("vn/", year="2026").content.decode()
    assert "Quyết định một ngày" not in page
    assert "Lịch sử thay đổi" in page
    for path in ("vn/day/", "vn/hours/", "vn/year/2027/", "vn/recount/", "vn/withdraw/2026-09-02/"):
        assert desk.get(path).status_code == 403, path
    assert desk.post("vn/day/", {**DAY, "confirm": "1"}).status_code == 403
    assert queries.calendar("vn").is_working_day(STORM.on)


def test_a_unit_administrator_keeps_the_own_counter_only(world):
    desk = Desk(world, "unit_admin")
    other = AgencyFactory()
    UnitFactory(agency=other, code="counter")
    operations.put_reception_week(
        agency_id=other.pk, week=STANDARD_WEEK, decision="KH 1", actor=SYSTEM, at=world.now
    )

    shown = words(desk.get())
    assert "Ủy ban nhân dân phường Phố Mẫu" in shown
    assert other.name not in shown
    assert desk.get(f"counter-{other.pk}/").status_code == 404
    assert desk.get(f"counters/{other.pk}/").status_code == 403
    assert desk.get("vn/day/").status_code == 403
    assert desk.get("vn/").status_code == 200

    hours = {f"day{n}": "07:30-11:30, 13:00-17:00" if n < 5 else "" for n in range(7)}
    saturday = {**hours, "day5": "7h30-11h30", "decision": "KH 5/KH-UBND"}
    response = desk.post(f"counters/{world.agency.pk}/", saturday)

    assert response.status_code == 302
    assert queries.reception_calendar(world.agency.pk).is_working_day(date(2026, 11, 7))
    own = f"counter-{world.agency.pk}/"
    assert "không làm đổi ngày hẹn" not in words(desk.post(f"{own}day/", DAY))
    desk.post(f"{own}day/", {**DAY, "confirm": "1"})
    assert not queries.reception_calendar(world.agency.pk).is_working_day(STORM.on)
    assert queries.calendar("vn").is_working_day(STORM.on)
    assert desk.get(f"{own}recount/").status_code == 403

    assert "Hãy ghi số" in words(desk.post(f"{own}hours/", {**hours, "decision": "", "drop": "1"}))
    assert desk.post(f"{own}hours/", {**hours, "decision": "KH 6", "drop": "1"}).status_code == 302
    assert queries.reception_calendar(world.agency.pk).code == "vn"


# ---- A year ----


def test_a_year_shows_its_days_their_decisions_and_what_is_only_expected(province):
    shown = words(province.get("vn/", year="2026"))
    assert "Năm 2026: 249 ngày làm việc" in shown
    assert "24/11/2026 Ngày nghỉ Ngày Văn hóa Việt Nam NQ 28/2026/QH16" in shown
    assert "mới là dự kiến" not in shown
    assert "mới là dự kiến" in words(province.get("vn/", year="2028"))
    beyond = words(province.get("vn/", year="2031"))
    assert "Lịch chưa có năm 2031" in beyond
    assert words(province.get("vn/", year="x")).count("Năm 2026")
    assert province.get("none/").status_code == 404


def test_counters_are_found_without_diacritics_and_say_whether_they_are_open(province, world):
    shown = words(province.get(q="pho mau"))
    assert "Ủy ban nhân dân phường Phố Mẫu" in shown
    assert "Đang mở đến 11:30" in shown
    assert "Không có quầy nào khớp" in words(province.get(q="không có đâu"))


# ---- A day: form, review, confirmation ----


def test_a_day_is_reviewed_with_its_effect_before_anything_changes(province, world):
    state = world.accepted()

    review = words(province.post("vn/day/", DAY))

    assert "Thứ Sáu, 06/11/2026: Ngày nghỉ (Nghỉ phòng chống bão)" in review
    assert "1 hồ sơ đang giải quyết" in review
    assert "Ủy ban nhân dân phường Phố Mẫu 1 0" in review
    assert f"{state.code} 17:00 09/11/2026 17:00 10/11/2026" in review
    assert "Ngày hẹn đã ghi trên giấy hẹn giữ nguyên" in review
    assert queries.calendar("vn").is_working_day(STORM.on)
    assert "06/11/2026" in province.post("vn/day/", {**DAY, "edit": "1"}).content.decode()

    response = province.post("vn/day/", {**DAY, "confirm": "1"})

    assert response.status_code == 302
    assert not queries.calendar("vn").is_working_day(STORM.on)
    assert state_by_code(state.code) == state
    trail = words(province.get("vn/history/"))
    assert "06/11/2026: Ngày nghỉ (Nghỉ phòng chống bão) Căn cứ: CĐ 15" in trail
    assert "Quyết định một ngày" in trail
    assert "Đỗ Minh Khang" in trail


def test_a_swap_decides_both_its_days(province):
    swap = {**DAY, "kind": "SWAPPED_OFF", "name": "Nghỉ hoán đổi", "make_up_on": "07/11/2026"}
    assert "Làm bù cho ngày 06/11/2026" in words(province.post("vn/day/", swap))

    province.post("vn/day/", {**swap, "confirm": "1"})

    calendar = queries.calendar("vn")
    assert calendar.day_kind(date(2026, 11, 6)) is DayKind.SWAPPED_OFF
    assert calendar.day_kind(date(2026, 11, 7)) is DayKind.MAKE_UP


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"on": ""}, "Hãy điền “Ngày”."),
        ({"on": "31/11/2026"}, "Viết ngày như 06/11/2026."),
        ({"name": ""}, "Hãy điền “Tên gọi”."),
        ({"decision": " "}, "Hãy điền “Văn bản quyết định”."),
        ({"make_up_on": "07/11/2026"}, "Chỉ ngày nghỉ hoán đổi mới có ngày làm bù."),
        ({"kind": "SWAPPED_OFF", "make_up_on": "06/11/2026"}, "Ngày làm bù phải khác ngày nghỉ."),
        ({"on": "06/11/2031"}, "Lịch làm việc chưa có ngày 06/11/2031."),
    ],
)
def test_bad_input_is_answered_beside_the_field_and_nothing_typed_is_lost(province, changes, sentence):
    typed = {**DAY, "name": "Tên đã gõ", **changes}

    response = province.post("vn/day/", {**typed, "confirm": "1"})

    assert sentence in words(response)
    if typed["name"]:
        assert "Tên đã gõ" in response.content.decode()
    assert queries.calendar("vn").is_working_day(STORM.on)


def test_a_day_may_follow_the_week_again(province, world):
    state = world.accepted()
    operations.decide_day(calendar_code="vn", day=STORM, actor=SYSTEM, at=world.now)
    form = province.get("vn/withdraw/2026-11-06/")
    assert "Nghỉ phòng chống bão" in words(form)
    review = words(province.post("vn/withdraw/2026-11-06/", {"decision": "CĐ 16"}))
    assert "Không hồ sơ nào đang giải quyết có ngày hẹn khác." in review

    province.post("vn/withdraw/2026-11-06/", {"decision": "CĐ 16", "confirm": "1"})

    assert queries.calendar("vn").is_working_day(STORM.on)
    assert province.get("vn/withdraw/2026-11-06/").status_code == 404
    assert province.get("vn/withdraw/not-a-day/").status_code == 404
    assert "Bỏ 06/11/2026" in words(province.get("vn/history/"))
    assert state_by_code(state.code) == state


# ---- Hours ----


def test_other_hours_are_reviewed_day_by_day(province, world):
    state = world.accepted()
    hours = {f"day{n}": "07:30-11:30, 13:00-17:00" if n < 5 else "" for n in range(7)}
    typed = {**hours, "day5": "07:30-11:30", "decision": "QĐ 5/QĐ-UBND"}

    review = words(province.post("vn/hours/", typed))
    assert "Thứ Bảy: từ nghỉ thành 07:30-11:30" in review
    assert f"{state.code} 17:00 09/11/2026 11:30 07/11/2026" in review
    assert "1 đến sớm hơn" in review

    assert province.post("vn/hours/", {**typed, "confirm": "1"}).status_code == 302
    assert queries.calendar("vn").is_working_day(date(2026, 11, 7))
    assert "Thứ Bảy: nghỉ → 07:30-11:30" in words(province.get("vn/history/"))


@pytest.mark.parametrize(
    ("hours", "sentence"),
    [
        ("sáng", "Viết giờ như 07:30-11:30"),
        ("11:30-07:30", "Buổi làm việc phải kết thúc sau khi bắt đầu."),
        ("07:30-25:00", "Giờ phải từ 00:00 đến 23:59."),
        ("07:30-11:30, 11:00-17:00", "bị chồng giờ"),
    ],
)
def test_impossible_hours_are_answered(province, hours, sentence):
    typed = {**{f"day{n}": "" for n in range(7)}, "day0": hours, "decision": "QĐ 5"}

    response = province.post("vn/hours/", typed)

    assert sentence in words(response)
    assert hours in response.content.decode()


# ---- A year approved ----


def test_a_year_is_compared_ticked_and_approved(province, world):
    operations.decide_day(
        calendar_code="vn", day=SpecialDay(date(2027, 6, 7), DayKind.HOLIDAY, "Nghỉ bão", "x"), actor=SYSTEM,
        at=world.now,
    )  # fmt: skip
    operations.withdraw_day(
        calendar_code="vn", on=date(2027, 11, 24), decision="x", actor=SYSTEM, at=world.now
    )
    shown = words(province.get("vn/year/2027/"))
    assert "thứ Tư, 24/11/2027 Thêm Ngày nghỉ: Ngày Văn hóa Việt Nam –" in shown
    assert "Chỉ có ở đây – Ngày nghỉ: Nghỉ bão" in shown
    typed = {
        "days": ["2027-01-01", "2027-11-24"], "withdrawn": ["2027-06-07"], "decision": "TB 100/TB-BNV",
    }  # fmt: skip

    review = words(province.post("vn/year/2027/", typed))
    assert "Thứ Tư, 24/11/2027: Ngày nghỉ (Ngày Văn hóa Việt Nam)" in review
    assert "Bỏ: Thứ Hai, 07/06/2027" in review
    assert "Xác nhận 1 ngày đã có trong lịch" in review

    assert province.post("vn/year/2027/", {**typed, "confirm": "1"}).status_code == 302
    calendar = queries.calendar("vn")
    assert not calendar.is_working_day(date(2027, 11, 24))
    assert calendar.is_working_day(date(2027, 6, 7))
    decisions = {d.on: d.decision for d in queries.special_days("vn", 2027)}
    assert decisions[date(2027, 1, 1)] == "TB 100/TB-BNV"
    assert decisions[date(2027, 4, 30)] != "TB 100/TB-BNV"
    assert "Quyết định nhiều ngày" in words(province.get("vn/history/"))


def test_a_year_beyond_the_calendar_opens_with_its_approval_and_strange_ones_do_not_exist(province):
    world_days = [d.on.isoformat() for d in known_days(2031)]
    response = province.post("vn/year/2031/", {"days": world_days, "decision": "TB 1", "confirm": "1"})
    assert response.status_code == 302
    assert not queries.calendar("vn").is_working_day(date(2031, 1, 1))
    assert "Hãy điền “Thông báo hằng năm”." in words(province.post("vn/year/2027/", {"days": []}))
    for year in (1999, 2040):
        assert province.get(f"vn/year/{year}/").status_code == 404
    strange = {"days": ["2027-03-03"], "decision": "x", "confirm": "1"}
    assert province.post("vn/year/2027/", strange).status_code == 200
    assert queries.calendar("vn").is_working_day(date(2027, 3, 3))


# ---- The order ----


ORDER = {"decision": "Công điện 15", "reason": "Bão số 12", "meant": "on"}


def test_moving_promises_is_an_order_of_its_own(province, world):
    state = world.accepted()
    assert "Không hồ sơ nào" in words(province.get("vn/recount/"))
    operations.decide_day(calendar_code="vn", day=STORM, actor=SYSTEM, at=world.now)
    assert f"{state.code} 17:00 09/11/2026 17:00 10/11/2026" in words(province.get("vn/recount/"))
    refused = province.post("vn/recount/", {**ORDER, "meant": ""})
    assert "Hãy đánh dấu" in words(refused)
    assert "Bão số 12" in refused.content.decode()
    assert not RecountOrder.objects.exists()

    response = province.post("vn/recount/", ORDER)

    (given,) = RecountOrder.objects.all()
    assert response["Location"] == f"{CALENDARS}orders/{given.pk}/"
    waiting = province.get(f"orders/{given.pk}/")
    assert "0/1 hồ sơ" in words(waiting)
    assert 'hx-trigger="every 2s"' in waiting.content.decode()
    assert "đang được thực hiện" in words(province.post("vn/recount/", ORDER))

    recounts.carry_out(given.pk, at=world.now)

    assert day(state_by_code(state.code).due_at) == "2026-11-10"
    finished = province.get(f"orders/{given.pk}/")
    assert "1/1 hồ sơ: 1 đã tính lại." in words(finished)
    assert "every 2s" not in finished.content.decode()
    part = province.screen.get(f"{CALENDARS}orders/{given.pk}/", headers={"HX-Request": "true"})
    assert part.content.decode().lstrip().startswith('<div class="stack" id="progress"')
    assert f"Số {given.pk}" in words(province.get("vn/"))
    trail = words(province.get("vn/history/"))
    assert f"Lệnh số {given.pk}: 1 hồ sơ đổi ngày hẹn, 0 để nguyên" in trail
    assert province.get("orders/999999/").status_code == 404
    reader = Screens(world).of("reception")
    assert "trước đó hẹn 09/11/2026 (Công điện 15)" in words(reader.get(f"/office/dossiers/{state.id}/"))


def test_earlier_promises_need_the_tick(province, world):
    state = world.accepted()
    saturday = SpecialDay(date(2026, 11, 7), DayKind.MAKE_UP, "Làm bù", "TB 3")
    operations.decide_day(calendar_code="vn", day=saturday, actor=SYSTEM, at=world.now)
    assert "không có gì để tính lại" in words(province.post("vn/recount/", ORDER))

    province.post("vn/recount/", {**ORDER, "earlier_too": "on"})
    recounts.carry_out(RecountOrder.objects.get().pk, at=world.now)

    assert day(state_by_code(state.code).due_at) == "2026-11-07"


def test_what_stays_as_it_is_says_why(province, world):
    state = world.accepted()
    operations.decide_day(calendar_code="vn", day=STORM, actor=SYSTEM, at=world.now)
    province.post("vn/recount/", ORDER)
    world.at_step("return", state)
    order_id = RecountOrder.objects.get().pk
    recounts.carry_out(order_id, at=world.now)

    assert "Để nguyên hồ sơ đã có kết quả" in words(province.get(f"orders/{order_id}/"))


# ---- Regimes ----


def test_regimes_show_their_parameters_sources_and_dossiers(province, world):
    world.accepted()
    shown = words(province.get("regimes/"))

    assert "Vì sao không sửa được?" in shown
    assert "từ 01/07/2025" in shown
    assert "1 hồ sơ, 1 đang giải quyết" in shown
    assert "15:00 Nghị định 61/2018/NĐ-CP, Điều 18 khoản 2" in shown
    assert "không quy định giờ Quyết định 93/2007/QĐ-TTg không quy định" in shown
    assert "cùng lúc với ngày hẹn mới" in shown
