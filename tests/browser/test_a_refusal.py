"""Refused, at the counter and after appraisal: form 03 says why (R-A22b, R-A38, R-A45)."""

from playwright.sync_api import expect

from motcua.domain.dossier import Stage
from motcua.domain.dossier.values import ResultKind
from tests.browser.steps import choose, give_back, scan, take_in, walk_to

NOT_OURS = "Công trình thuộc khu kinh tế; Ban Quản lý Khu kinh tế có thẩm quyền giải quyết."


def test_a_dossier_is_refused_at_the_counter(site):
    page = site.page
    site.at("2026-11-30 09:00")
    site.sign_in("reception", "counter")
    choose(site, "gpxd nha o", "nhà ở riêng lẻ")
    scan(site)
    page.keyboard.press("F12")
    reason = page.get_by_label("Lý do từ chối")
    expect(reason).to_be_focused()
    page.keyboard.type(NOT_OURS)
    site.check(page)
    page.get_by_role("button", name="Từ chối và in phiếu").click()
    site.expect("Đã từ chối tiếp nhận")
    site.check(page)

    assert (site.state.stage, site.state.code) == (Stage.NOT_ACCEPTED, "")
    form = site.sheet_text("refusal")
    assert "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ" in form
    assert NOT_OURS in form
    site.open_dossier()
    site.expect("Không được tiếp nhận")
    site.check(page)


def test_a_dossier_is_refused_by_decision_and_the_applicant_learns_why(site):
    page = site.page
    take_in(site)
    walk_to(site, "issue", kind=ResultKind.REFUSED)
    site.expect_lookup("Hồ sơ đang được xử lý")

    site.at("2026-12-03 09:00")
    site.sign_in_holder()
    site.open_dossier()
    site.expect("Từ chối, nêu rõ lý do: Đất trong hành lang bảo vệ đê")
    page.keyboard.press("b")
    site.expect("Đã lập “Phiếu từ chối tiếp nhận giải quyết hồ sơ”")
    site.check(page)
    assert site.state.result == ResultKind.REFUSED
    form = site.sheet_text("refusal")
    assert "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ" in form
    assert "Đất trong hành lang bảo vệ đê" in form
    assert site.state.code in form
    site.expect_lookup("Hồ sơ đã có kết quả", "Kết quả đang chờ bạn")

    site.at("2026-12-04 09:00")
    give_back(site, "Đã trả")
    assert site.state.stage == Stage.RETURNED
    site.expect_lookup("Kết quả đã được trả")
    site.check(site.citizen)
