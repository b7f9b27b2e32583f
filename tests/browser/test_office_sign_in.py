"""An administrator's first day, in a real browser: temporary password, own password, codes (R-I10 to R-I14)."""

import re

import pytest
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice
from playwright.sync_api import Page, expect

from tests.factories.organization import PASSWORD, AccountFactory, AgencyFactory

NEW = "đò dọc sông Hồng mùa nước"

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.channels.office_auth_site")]


def test_the_first_day_of_an_administrator(page: Page, live_server, assert_accessible, screenshot):
    AgencyFactory(kind="province_committee", short_name="Tỉnh Hưng Yên")
    AccountFactory(administrator=True, fresh=True, username="qt.phohien1", full_name="Đỗ Minh Khang")
    page.goto(f"{live_server.url}/office/login/")
    expect(page.get_by_label("Tên đăng nhập")).to_be_focused()
    assert_accessible(page)
    screenshot("office-login")

    page.keyboard.type("qt.phohien1")
    page.get_by_label("Mật khẩu").fill("sai")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("chưa đúng")
    assert_accessible(page)
    screenshot("office-login-refused")

    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Đặt mật khẩu của riêng bạn")
    page.get_by_label("Mật khẩu mới", exact=True).fill(NEW)
    page.get_by_label("Gõ lại mật khẩu mới").fill("khác")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Chưa khớp")
    assert_accessible(page)
    screenshot("office-first-password")
    page.get_by_label("Mật khẩu mới", exact=True).fill(NEW)
    page.get_by_label("Gõ lại mật khẩu mới").fill(NEW)
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Bật xác thực hai lớp")
    assert_accessible(page)
    screenshot("office-second-factor-setup")
    device = TOTPDevice.objects.get()
    page.get_by_label("Mã 6 chữ số").fill(f"{TOTP(device.bin_key).token():06d}")
    page.keyboard.press("Enter")

    expect(page.locator("body")).to_have_text(re.compile("qt.phohien1 True"))
    page.goto(f"{live_server.url}/office/password/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Đổi mật khẩu")
    assert_accessible(page)
    screenshot("office-change-password")
