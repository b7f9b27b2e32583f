"""A building permit at a ward, from the identity card on the scanner to the applicant's signature."""

import json
import re

from click.testing import CliRunner
from playwright.sync_api import expect

from motcua.apps.dossiers import lawbook
from motcua.domain.deadlines import Terms, explain
from motcua.domain.dossier import Stage
from tests.browser.steps import choose, give_back, print_slip, scan, tick_all


def test_a_building_permit_goes_from_the_desk_through_all_roles_to_the_applicant(site):
    page = site.page
    site.at("2026-11-30 09:00")
    site.sign_in("reception", "counter")
    choose(site, "gpxd nha o", "nhà ở riêng lẻ")
    scan(site)
    tick_all(site)
    site.expect("thứ Ba, 15/12/2026")
    site.check(page)
    site.picture("intake")
    page.keyboard.press("F9")
    site.expect("Đã tiếp nhận")

    code = site.state.code
    assert code == "H31.100-261130-0001"
    receipt = site.sheet_text("receipt")
    assert "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ" in receipt
    assert code in receipt
    assert "ngày 15 tháng 12 năm 2026" in receipt
    site.expect_lookup("Hồ sơ đã được tiếp nhận")
    the_due_date_is_the_same_everywhere(site)

    site.at("2026-11-30 10:00")
    site.sign_in_holder()
    site.open_dossier()
    page.keyboard.press("B")
    site.expect("đã chuyển")
    site.expect_lookup("Hồ sơ đang được xử lý")

    walk_the_division(site)

    site.at("2026-12-09 09:00")
    give_back(site, f"Đã trả {code}", picture="return")
    assert site.state.stage == Stage.RETURNED
    site.expect_lookup("Kết quả đã được trả", "Đã trả kết quả", "Xong trước ngày hẹn.")
    the_control_slip_names_every_hand_over(site)


def the_control_slip_names_every_hand_over(site):
    """Form 05: who gave the dossier to whom, when, and whether in time (R-A28, R-B10)."""
    slip = print_slip(site)
    for words in (
        "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ", site.state.code, "Phòng Kinh tế", "Văn thư",
        "30 tháng 11 năm 2026", "Người giao", "Người nhận", "Trước hạn",
    ):  # fmt: skip
        assert words in slip


def walk_the_division(site):
    """Assign, appraise with a consultation, review, sign, number: each by whom the process names."""
    page = site.page
    site.at("2026-11-30 14:00")
    assert site.sign_in_holder().step == "assign"
    site.open("/office/work/?tray=waiting")
    site.expect("Đặng Thị Ngọc Ánh")
    site.check(page)
    site.open_dossier()
    page.get_by_label("Người nhận").select_option(index=1)
    page.keyboard.press("B")
    site.expect("đã chuyển")

    site.at("2026-12-01 09:00")
    assert site.sign_in_holder().step == "appraise"
    site.open_dossier()
    site.check(page)
    page.keyboard.press("c")
    page.get_by_label("Cơ quan, đơn vị được hỏi").select_option(index=1)
    page.get_by_label("Nội dung cần cho ý kiến").fill("Thửa đất có phù hợp quy hoạch không?")
    page.get_by_label("Trả lời trước hết ngày").fill("03/12/2026")
    site.check(page)
    page.locator("main").get_by_role("button", name=re.compile("Hỏi ý kiến")).click()
    site.expect("Đã gửi câu hỏi")
    assert "Thửa đất có phù hợp quy hoạch không?" in site.sheet_text("consultation_request")
    the_consulted_unit_answers(site)

    site.at("2026-12-03 09:00")
    site.sign_in_holder()
    site.open_dossier()
    page.keyboard.press("d")
    page.get_by_label("Cấp kết quả").check()
    page.get_by_label("Trích yếu nội dung").fill("Cấp giấy phép xây dựng nhà ở riêng lẻ")
    page.locator("main button[type=submit]").last.click()
    site.expect("Đã lưu dự thảo")
    site.picture("dossier")
    hour = 10
    while site.state.stage == Stage.PROCESSING:
        site.at(f"2026-12-03 {hour}:00")
        hour += 1
        site.sign_in_holder()
        site.open_dossier()
        page.keyboard.press("B")
        expect(page.locator("main")).to_contain_text(re.compile("đã chuyển|Đã lấy số|Đã ký"))
        site.expect_lookup(
            "Hồ sơ đang được xử lý" if site.state.stage == Stage.PROCESSING else "Hồ sơ đã có kết quả"
        )
        if site.state.step_items()[0].step == "sign":
            site.check(site.citizen)
            site.picture_of_citizen("lookup")


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
