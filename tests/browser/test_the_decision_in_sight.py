"""However much the counter is told before it decides, the buttons that decide stay in sight (1366 by 768)."""

from playwright.sync_api import expect

from tests.browser.steps import choose, scan, take_in, tick_all


def test_the_buttons_stay_above_the_keys_with_several_notices(site):
    page = site.page
    take_in(site)
    choose(site, "gpxd nha o", "nhà ở riêng lẻ")
    scan(site)
    tick_all(site)
    site.expect("Hôm nay người này đã nộp thủ tục này.")
    site.expect("3 giấy tờ chưa quét.")

    keys = page.locator(".o-keys").bounding_box()
    assert keys is not None
    for button in (
        page.get_by_role("button", name="Tiếp nhận và in giấy hẹn"),
        page.locator("summary", has_text="Yêu cầu bổ sung"),
        page.locator("summary", has_text="Từ chối"),
    ):
        expect(button).to_be_in_viewport(ratio=1)
        box = button.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= keys["y"]

    page.keyboard.press("F10")
    expect(page.get_by_label("Cần bổ sung")).to_be_focused()
    page.keyboard.type("Ký lại đơn")
    page.get_by_label("Đơn đề nghị cấp giấy phép xây dựng", exact=True).uncheck()
    site.expect("Còn thiếu:")
    expect(page.get_by_label("Cần bổ sung")).to_have_value("Ký lại đơn")
    expect(page.get_by_role("button", name="Ghi và in phiếu yêu cầu bổ sung")).to_be_visible()
    site.check(page)
    site.picture("office-intake-notices")
