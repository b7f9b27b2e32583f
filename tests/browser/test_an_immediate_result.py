"""A certified copy at a commune, taken in and handed out in one visit, with the keyboard alone (R-A25, R-A26)."""

import re

from playwright.sync_api import expect

from motcua.apps.documents.models import PrintedSheet
from motcua.domain.dossier import Stage
from motcua.domain.dossier.values import ResultKind
from tests.browser.province import CARD
from tests.browser.steps import print_slip

COMMUNE = "xa-tan-hung"
TYPE_LIKE_A_SCANNER = """
    text => { for (const key of [...text, "Enter"])
        document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })); }
"""


def test_a_signature_is_certified_while_the_applicant_waits(site):
    page = site.page
    site.at("2026-11-30 14:00")
    site.sign_in("reception", "counter", COMMUNE)
    site.open("/office/")
    site.check(page)

    page.keyboard.type("chung thuc chu ky")
    expect(page.get_by_role("option", selected=True)).to_contain_text("Chứng thực chữ ký")
    site.picture("picker")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Số định danh cá nhân")).to_be_focused()
    site.ready()
    page.evaluate(TYPE_LIKE_A_SCANNER, CARD)
    expect(page.get_by_label("Điện thoại")).to_be_focused()
    site.ready()
    page.keyboard.type("0912000318")
    page.keyboard.press("F7")
    finish = page.get_by_role("button", name="Giải quyết và trả ngay")
    expect(finish).to_have_class(re.compile("btn-primary"))
    site.expect("10.000 đồng")
    site.check(page)
    page.keyboard.press("F9")
    site.expect("Đã giải quyết và trả kết quả")

    state = site.state
    assert re.fullmatch(r"H31\.101-261130-0001", state.code)
    assert (state.stage, state.result, state.unpaid_vnd) == (Stage.RETURNED, ResultKind.GRANTED, 0)
    assert state.delivery is not None
    assert state.delivery.receiver == "Đặng Thị Ngọc Ánh"
    assert state.finished_at is not None
    assert not PrintedSheet.objects.filter(dossier_id=state.id, kind="receipt").exists()
    site.expect_lookup("Kết quả đã được trả", "Xong đúng hẹn.")
    site.check(site.citizen)

    page.keyboard.press("F9")
    page.wait_for_url("**/office/sheets/**", wait_until="commit")
    site.open_dossier()
    site.expect("Giấy tiếp nhận hồ sơ và hẹn trả kết quả")
    receipt = site.sheet_text("receipt")
    assert state.code in receipt
    assert "Chứng thực chữ ký" in receipt
    site.check(page)
    assert "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ" in print_slip(site)
