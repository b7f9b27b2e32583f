"""A leader reads the figures of a period: by keyboard, on a phone, and on paper."""

from playwright.sync_api import expect

from tests.browser.steps import take_in


def test_a_leader_reads_the_figures_of_the_last_weeks(site):
    take_in(site)
    site.sign_in("chairman", "leaders")
    page = site.page
    site.open("/office/work/")

    page.get_by_role("link", name="Số liệu kỳ").click()
    expect(page.get_by_role("heading", name="Số liệu kỳ", level=1)).to_be_visible()
    site.check(page)

    page.get_by_label("Từ ngày").fill("31/02/2026")
    page.get_by_role("button", name="Xem số liệu").click()
    expect(page.get_by_text("Chưa phải là ngày có thật").first).to_be_visible()
    expect(page.get_by_label("Từ ngày")).to_have_value("31/02/2026")
    site.check(page)

    page.get_by_label("Từ ngày").fill("01/07/2026")
    page.get_by_label("Từ ngày").press("Enter")
    expect(page.get_by_role("link", name="Tải bảng tính CSV")).to_be_visible()
    expect(page.get_by_role("row", name="Cộng")).to_be_visible()
    site.check(page)
    site.picture("figures")
