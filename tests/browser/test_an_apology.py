"""A dossier will be late: the leader apologizes with form 04 and names the one new day (R-A39, R-A46, R-A73)."""

from playwright.sync_api import expect

from motcua.domain.dossier import Stage
from tests.browser.province import local
from tests.browser.steps import act, give_back, take_in, walk_to

WHY = "Phải đo lại ranh giới thửa đất với hộ liền kề."


def test_the_leader_of_the_agency_that_is_late_apologizes_once(site):
    page = site.page
    take_in(site)
    walk_to(site, "review")

    site.at("2026-12-14 08:30")
    site.sign_in_holder()
    site.open_dossier()
    expect(page.get_by_role("link", name="Xin lỗi, hẹn lại")).to_have_count(0)

    site.sign_in("chairman", "leaders")
    act(site, "Xin lỗi, hẹn lại", {"Ngày hẹn mới": "15/12/2026", "Lý do chậm": WHY})
    expect(page.get_by_label("Lý do chậm")).to_have_value(WHY)
    site.check(page)
    page.get_by_label("Ngày hẹn mới").fill("22/12/2026")
    page.locator("main").get_by_role("button", name="Xin lỗi, hẹn lại").click()
    site.expect("Đã hẹn lại.")
    site.check(page)
    site.picture("office-apology")

    state = site.state
    assert (state.due_at, state.original_due_at) == (local("2026-12-22 17:00"), local("2026-12-15 17:00"))
    form = site.sheet_text("apology")
    for words in (
        "XIN LỖI", "15 tháng 12 năm 2026", "22 tháng 12 năm 2026", WHY, state.code, "ĐẶNG THỊ NGỌC ÁNH",
    ):  # fmt: skip
        assert words in form
    site.expect_lookup("Chúng tôi xin lỗi bạn đã phải hẹn lại.", "22/12/2026")
    site.check(site.citizen)
    site.open_dossier()
    expect(page.get_by_role("link", name="Xin lỗi, hẹn lại")).to_have_count(0)

    walk_to(site, "return_result", not_before="2026-12-17 08:00")
    site.at("2026-12-21 09:00")
    give_back(site, "Đã trả")
    assert site.state.stage == Stage.RETURNED
    site.expect_lookup("Kết quả đã được trả", "Thứ Năm, 17/12/2026")
