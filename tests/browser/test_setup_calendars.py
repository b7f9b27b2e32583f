"""A storm closes the offices: the administrator sees what that means, decides, orders; the applicant is told why."""

import re

from playwright.sync_api import expect

from motcua.apps.deadlines import queries as deadlines
from motcua.apps.dossiers import recounts
from motcua.apps.dossiers.models import RecountOrder
from motcua.apps.organization.models import Agency
from motcua.domain.calendar import TIMEZONE
from tests.browser.province import WARD, local
from tests.browser.steps import accept_one

MORNING = "2026-11-30 09:00"
PROCEDURE = "gpxd-cap34-nha-o"
CALENDAR = "/office/setup/calendars/vn/"


def day_of(moment):
    return moment.astimezone(TIMEZONE).strftime("%d/%m/%Y")


def test_a_holiday_is_added_with_its_effect_and_promises_move_by_order(site):
    page = site.page
    site.at(MORNING)
    state = accept_one(local(MORNING))
    assert day_of(state.due_at) == "15/12/2026"
    site.sign_in("province_admin", "trung-tam-chuyen-doi-so", "so-khcn")

    site.open("/office/setup/calendars/")
    site.expect("Lịch giải quyết hồ sơ")
    site.check(page)
    site.picture("setup-calendars")
    site.open(f"{CALENDAR}?year=2026")
    site.check(page)
    site.picture("setup-calendar-year")

    site.press("Quyết định một ngày")
    page.get_by_label("Ngày", exact=True).fill("15/12/2026")
    page.get_by_label("Tên gọi").fill("Nghỉ phòng chống bão số 12")
    site.press("Xem ảnh hưởng")
    expect(page.get_by_text("Hãy điền “Văn bản quyết định”.").first).to_be_visible()
    expect(page.get_by_label("Tên gọi")).to_have_value("Nghỉ phòng chống bão số 12")
    site.check(page)
    page.get_by_label("Văn bản quyết định").fill("Công điện 15/CĐ-UBND ngày 29/11/2026")
    site.press("Xem ảnh hưởng")

    site.expect("1 hồ sơ đang giải quyết")
    page.get_by_text("Từng hồ sơ").click()
    site.expect(f"{state.code}")
    site.expect("16/12/2026")
    site.check(page)
    site.picture("setup-calendar-review")
    site.press("Xác nhận thay đổi lịch")
    site.expect("giữ nguyên cho đến khi có lệnh tính lại")
    assert day_of(site.state.due_at) == "15/12/2026"

    order_promises_to_move(site)

    site.sign_in("reception", "counter")
    site.open_dossier()
    site.expect("Tính lại theo lịch làm việc mới, trước đó hẹn 15/12/2026")
    site.check(page)
    site.open(f"/tra-cuu/{state.code}")
    site.expect("Ngày hẹn ghi trên giấy hẹn là thứ Ba, 15/12/2026")
    site.expect("Nghỉ phòng chống bão số 12 (Công điện 15/CĐ-UBND ngày 29/11/2026)")
    site.check(page)


def order_promises_to_move(site):
    """Order apart from the change, watch it being carried out, and find it in the trail."""
    page = site.page
    site.press("Ngày hẹn không còn khớp")
    site.expect("1 lùi lại")
    page.get_by_label("Căn cứ").fill("Công điện 15/CĐ-UBND ngày 29/11/2026")
    page.get_by_label("Lý do").fill("Nghỉ phòng chống bão số 12")
    page.get_by_label("Tôi hiểu").check()
    site.check(page)
    site.picture("setup-calendar-recount")
    site.press("Ra lệnh tính lại")
    site.expect("0/1 hồ sơ")
    recounts.carry_out(RecountOrder.objects.get().pk, at=local("2026-11-30 09:05"))  # The worker's part.
    site.expect("1/1 hồ sơ: 1 đã tính lại")
    site.check(page)
    site.picture("setup-calendar-order")
    site.open(f"{CALENDAR}history/")
    site.expect("Ra lệnh tính lại ngày hẹn")
    site.check(page)
    site.picture("setup-calendar-history")
    assert day_of(site.state.due_at) == "16/12/2026"


def test_a_year_is_compared_with_the_library_and_regimes_say_their_sources(site):
    page = site.page
    site.at(MORNING)
    site.sign_in("province_admin", "trung-tam-chuyen-doi-so", "so-khcn")
    site.open(f"{CALENDAR}year/2027/")
    site.check(page)
    site.picture("setup-calendar-proposal")
    page.get_by_label("Thông báo hằng năm").fill("Thông báo 1234/TB-BNV ngày 25/11/2026")
    site.press("Xem ảnh hưởng")
    site.expect("Xác nhận")
    site.check(page)
    site.press("Xác nhận thay đổi lịch")
    site.expect("Thông báo 1234/TB-BNV")
    assert 2027 not in deadlines.expected_years("vn")

    site.open("/office/setup/calendars/regimes/")
    site.expect("Nghị định 61/2018/NĐ-CP, Điều 18 khoản 2")
    site.check(page)
    site.picture("setup-regimes")


def test_a_ward_opens_on_saturday_mornings_of_its_own(site):
    page = site.page
    site.at(MORNING)
    site.sign_in("unit_admin", "van-phong", WARD)
    site.open("/office/setup/calendars/")
    mine = page.locator("main").get_by_role("link", name=re.compile("Phố Hiến"))
    expect(mine).to_have_count(1)
    mine.click()
    page.locator("#id_day5").fill("sáng")
    page.get_by_label("Văn bản quyết định").fill("Kế hoạch 5/KH-UBND")
    site.press("Tiếp tục")
    expect(page.get_by_text("Viết giờ như 07:30-11:30").first).to_be_visible()
    site.check(page)
    page.locator("#id_day5").fill("07:00-11:00")
    site.picture("setup-counter-hours")
    site.press("Tiếp tục")
    site.expect("Đã ghi vào lịch tiếp nhận")
    site.check(page)
    ward = Agency.objects.get(key=WARD)
    found = deadlines.counter_now(ward.pk, local("2026-12-05 10:45"))
    assert found.closes_at == local("2026-12-05 11:00")
