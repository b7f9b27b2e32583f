"""A building permit at a ward, from the identity card on the scanner to the applicant's signature."""

import json
import re
from datetime import timedelta

import pytest
from click.testing import CliRunner
from playwright.sync_api import expect

from motcua.apps.dossiers import lawbook
from motcua.domain.calendar import TIMEZONE
from motcua.domain.deadlines import Terms, explain
from motcua.domain.dossier import Stage
from tests.browser.province import CARD

pytestmark = pytest.mark.deep


def follow(site, words):
    """Look the dossier up as its applicant does, in a window of its own."""
    page = site.page.context.browser.new_page()
    page.goto(f"{site.url}/tra-cuu/{site.state.code}")
    expect(page.locator("main")).to_contain_text(words)
    assert site.state.application.applicant.name not in page.content()
    page.close()


def test_a_building_permit_goes_from_the_desk_through_all_roles_to_the_applicant(site):
    page = site.page
    site.at("2026-11-30 09:00")
    site.sign_in("reception", "counter")
    site.open("/office/intake/")

    page.keyboard.press("F2")
    page.keyboard.type("gpxd nha o", delay=20)
    expect(page.get_by_role("option").first).to_contain_text("nhà ở riêng lẻ")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Người nộp").first).to_be_visible()
    page.locator("input[name=scan]").first.fill(CARD)
    page.locator("input[name=scan]").first.press("Enter")
    expect(page.get_by_label("Họ và tên")).to_have_value("Đặng Thị Ngọc Ánh")
    page.get_by_label("Điện thoại").fill("0912 000 318")
    page.keyboard.press("F7")
    site.expect("thứ Ba, 15/12/2026")
    site.check(page)
    site.picture("office-intake")
    page.keyboard.press("F9")
    site.expect("Đã tiếp nhận")

    code = site.state.code
    assert code == "H31.100-261130-0001"
    assert "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ" in site.sheet_text("receipt")
    assert code in site.sheet_text("receipt")
    assert "ngày 15 tháng 12 năm 2026" in site.sheet_text("receipt")
    follow(site, "tiếp nhận")
    the_due_date_is_the_same_everywhere(site)

    site.at("2026-11-30 10:00")
    site.sign_in_holder()
    site.open_dossier()
    page.keyboard.press("B")
    site.expect("đã chuyển")
    follow(site, "đang được xử lý")

    walk_the_division(site)

    site.at("2026-12-09 09:00")
    site.sign_in("return_desk", "counter")
    site.open("/office/return/")
    page.get_by_role("textbox", name="Mã trên giấy hẹn").fill(code)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Người đến nhận")).to_be_visible()
    page.get_by_role("textbox", name="Người nhận").fill("Đặng Thị Ngọc Ánh")
    page.get_by_label(re.compile("Số (giấy tờ|căn cước|định danh)")).first.fill("033591204716")
    page.locator("#id_result_given").check()
    site.check(page)
    site.picture("office-return")
    page.keyboard.press("F9")
    site.expect("Đã trả")

    assert site.state.stage == Stage.RETURNED
    follow(site, "Đã trả kết quả")


def walk_the_division(site):
    """Assign, appraise with a consultation, review, sign, number: each by whom the process names."""
    page = site.page
    site.at("2026-11-30 14:00")
    assert site.sign_in_holder().step == "assign"
    site.open("/office/work/?tray=waiting")
    site.expect("Đặng Thị Ngọc Ánh")
    site.check(page)
    site.picture("office-worklist")
    site.open_dossier()
    page.get_by_label("Người nhận").select_option(index=1)
    page.keyboard.press("B")
    site.expect("đã chuyển")

    site.at("2026-12-01 09:00")
    assert site.sign_in_holder().step == "appraise"
    site.open_dossier()
    site.check(page)
    site.press("Hỏi ý kiến cơ quan khác")
    page.get_by_label("Cơ quan, đơn vị được hỏi").select_option(index=1)
    page.get_by_label("Nội dung cần cho ý kiến").fill("Thửa đất có phù hợp quy hoạch không?")
    page.get_by_label("Trả lời trước hết ngày").fill("03/12/2026")
    site.check(page)
    page.locator("main").get_by_role("button", name=re.compile("Hỏi ý kiến")).click()
    site.expect("Đã gửi câu hỏi")
    the_consulted_unit_answers(site)

    site.at("2026-12-03 09:00")
    site.sign_in_holder()
    site.open_dossier()
    site.press("Soạn dự thảo kết quả")
    page.get_by_label("Cấp kết quả").check()
    page.get_by_label("Trích yếu nội dung").fill("Cấp giấy phép xây dựng nhà ở riêng lẻ")
    page.locator("main button[type=submit]").last.click()
    site.expect("Đã lưu dự thảo")
    site.picture("office-dossier")
    while site.state.stage == Stage.PROCESSING:
        site.at((site.state.items[0].opened_at + timedelta(hours=1)).astimezone(TIMEZONE).isoformat()[:16])
        site.sign_in_holder()
        site.open_dossier()
        page.keyboard.press("B")
        expect(page.locator("main")).to_contain_text(re.compile("đã chuyển|Đã lấy số|Đã ký"))
        follow(site, "đang được xử lý" if site.state.stage == Stage.PROCESSING else "kết quả")


def the_consulted_unit_answers(site):
    """Somebody in the unit that was asked answers."""
    asked = next(item for item in site.state.items if item.kind == "consultation")
    site.at("2026-12-02 09:00")
    site.sign_in_to(asked)
    site.open("/office/work/consultations/")
    site.expect("Đặng Thị Ngọc Ánh")
    site.check(site.page)
    site.open_dossier()
    site.page.get_by_label(re.compile("Ý kiến|Nội dung trả lời")).first.fill("Phù hợp quy hoạch sử dụng đất.")
    site.page.get_by_label(re.compile("Đồng ý|Thống nhất")).first.check()
    site.page.locator("main").get_by_role("button", name=re.compile("Trả lời")).click()
    site.expect("Đã trả lời")


def the_due_date_is_the_same_everywhere(site):
    """Receipt, row, console and engine say one date."""
    from motcua.apps.ops.commands import explain_due

    state = site.state
    calendar = lawbook.calendar_of(state.competent_agency)
    explained = explain(state.accepted_at, Terms(state.allowance), calendar)
    told = CliRunner().invoke(explain_due, [state.code, "--json"])
    assert explained.due == state.due_at
    assert json.dumps(explained.due_on.isoformat()) in told.output
