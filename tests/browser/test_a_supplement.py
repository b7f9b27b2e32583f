"""Papers are missing: form 02 asks for them once, the clock stands still and starts anew (R-A33, R-D15)."""

import re

from playwright.sync_api import expect

from motcua.apps.dossiers import lawbook
from motcua.domain.deadlines import Terms, explain
from motcua.domain.dossier import Stage
from tests.browser.province import local
from tests.browser.steps import act, choose, scan, take_in, tick_all, walk_to

WANTED = "Bản vẽ mặt cắt móng có chữ ký của người thiết kế"
WHY = "Bản vẽ nộp ngày 30/11/2026 chưa có chữ ký."


def test_what_the_division_misses_is_asked_for_once_and_the_limit_begins_anew(site):
    page = site.page
    take_in(site)
    walk_to(site, "appraise")

    site.at("2026-12-02 09:00")
    site.sign_in_holder()
    site.open_dossier()
    page.keyboard.press("s")
    until = page.get_by_label("Bổ sung trước hết ngày")
    expect(until).to_have_value("04/01/2027")  # 01/01 is a holiday, 02 and 03 a weekend.
    page.get_by_label("Giấy tờ, nội dung cần bổ sung").fill(WANTED)
    page.get_by_label("Lý do").fill(WHY)
    until.fill("31/12/2026")
    site.check(page)
    page.get_by_role("button", name="Yêu cầu bổ sung").click()
    site.expect("Đã yêu cầu bổ sung; thời hạn dừng từ bây giờ.")
    site.check(page)
    form = site.sheet_text("supplement_request")
    assert "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ" in form
    assert WANTED in form
    assert WHY in form
    assert site.state.due_at is None
    site.expect_lookup("Hồ sơ đang chờ bạn bổ sung giấy tờ", "Chưa có ngày hẹn")
    site.expect_lookup_with_pin(WANTED, "31")
    site.check(site.citizen)

    site.at("2026-12-09 10:00")
    site.sign_in("reception", "counter")
    act(site, "Nhận giấy tờ bổ sung", {"Giấy tờ khác vừa nộp": WANTED})
    site.expect("Đã nhận bổ sung; thời hạn chạy tiếp.")

    state = site.state
    explained = explain(
        state.accepted_at, Terms(state.allowance), lawbook.calendar_of(state.competent_agency), state.stops
    )
    assert state.stage == Stage.PROCESSING
    assert state.due_at == explained.due == local("2026-12-24 17:00")
    page.get_by_role("link", name=re.compile("^Vì sao")).click()
    site.expect("hẹn trả")
    site.check(page)
    site.expect_lookup("Hồ sơ đang được xử lý", "thứ Năm, 24/12/2026".removeprefix("thứ Năm, "))

    site.sign_in_holder()
    site.open_dossier()
    page.keyboard.press("s")
    page.get_by_label("Giấy tờ, nội dung cần bổ sung").fill("Thêm một giấy tờ nữa")
    page.get_by_label("Lý do").fill("Nghĩ ra sau")
    page.get_by_role("button", name="Yêu cầu bổ sung").click()
    site.expect("không yêu cầu thêm được nữa")
    assert site.state.version == state.version


def test_what_is_missing_at_the_counter_is_brought_before_anything_is_promised(site):
    """R-A22a: no clock runs before the dossier is complete."""
    page = site.page
    site.at("2026-11-30 09:00")
    site.sign_in("reception", "counter")
    choose(site, "gpxd nha o", "nhà ở riêng lẻ")
    scan(site)
    page.get_by_label("Đơn đề nghị cấp giấy phép xây dựng", exact=True).check()
    page.keyboard.press("F10")
    expect(page.get_by_label("Cần bổ sung")).to_have_value(re.compile("^Giấy tờ hợp pháp về đất đai\nBản vẽ"))
    site.check(page)
    page.get_by_role("button", name="Ghi và in phiếu yêu cầu bổ sung").click()
    site.expect("Đã ghi yêu cầu bổ sung")
    assert "Bản vẽ thiết kế xây dựng" in site.sheet_text("supplement_request")
    assert (site.state.stage, site.state.code) == (Stage.SUPPLEMENT_ASKED, "")

    site.at("2026-12-03 09:00")
    site.sign_in("reception", "counter")
    site.open(f"/office/incoming/{site.row.pk}/")
    site.ready()
    tick_all(site)
    site.check(page)
    page.keyboard.press("F9")
    site.expect("Đã tiếp nhận")
    assert site.state.due_at == local("2026-12-18 17:00")
    assert "ngày 18 tháng 12 năm 2026" in site.sheet_text("receipt")
    site.expect_lookup("Hồ sơ đã được tiếp nhận")
