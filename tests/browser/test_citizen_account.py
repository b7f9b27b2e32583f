"""A citizen's account in a real browser: on a phone, without JavaScript, and with a key of the device."""

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from motcua.apps.citizens.models import Passkey
from motcua.channels.portal import frame
from tests.factories.citizens import PASSWORD, PersonFactory, last_code
from tests.factories.organization import AgencyFactory

PHONE: ViewportSize = {"width": 360, "height": 740}
NUMBER = "0912345678"

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.channels.portal.site")]


@pytest.fixture(autouse=True)
def _province():
    frame.forget_province()
    AgencyFactory(kind="province_committee", short_name="Tỉnh Hưng Yên")


def sign_up(page: Page, url: str) -> None:
    page.goto(f"{url}/dang-ky")
    page.get_by_label("Số điện thoại di động hoặc thư điện tử").fill("0912 345 678")
    page.get_by_role("button", name="Gửi mã cho tôi").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nhập mã vừa nhận")
    page.get_by_label("Mã 6 chữ số").fill(last_code(NUMBER))
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_label("Họ và tên").fill("Trần Thị Mẫu")
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_label("Gõ lại mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Tạo tài khoản").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tài khoản của tôi")


def sign_in_again(page: Page) -> None:
    page.get_by_role("button", name="Đăng xuất").click()
    page.get_by_label("Số điện thoại hoặc thư điện tử").fill(NUMBER)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    expect(page.locator("main")).to_contain_text("Trần Thị Mẫu")


def test_signing_up_by_phone_on_a_phone(page: Page, live_server, assert_accessible, screenshot):
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/dang-ky")
    assert_accessible(page)
    screenshot("citizen-sign-up")

    sign_up(page, live_server.url)
    assert_accessible(page)
    screenshot("citizen-account")
    sign_in_again(page)

    for address, name in (
        ("/tai-khoan/bao-mat", "security"), ("/tai-khoan/thong-tin", "details"), ("/tai-khoan/phien", "sessions"),
        ("/tai-khoan/cong-ty/moi", "company"), ("/tai-khoan/uy-quyen/moi", "power"),
        ("/tai-khoan/bao-mat/hai-lop", "factor"), ("/tai-khoan/ai-da-xem", "looks"), ("/tai-khoan/lam-thay", "for"),
    ):  # fmt: skip
        page.goto(f"{live_server.url}{address}")
        assert_accessible(page)
        screenshot(f"citizen-account-{name}")


def test_signing_up_and_in_without_javascript(browser: Browser, live_server):
    page = browser.new_page(java_script_enabled=False, locale="vi-VN")

    sign_up(page, live_server.url)
    sign_in_again(page)

    page.context.close()


@pytest.mark.parametrize("expected_statuses", [{422}])
def test_a_key_of_the_device_signs_in(page: Page, live_server, assert_accessible, screenshot):
    person = PersonFactory.create(phone=NUMBER, name="Trần Thị Mẫu")
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto(f"{live_server.url}/dang-nhap?next=/tai-khoan/bao-mat")
    assert_accessible(page)
    screenshot("citizen-sign-in")
    page.get_by_label("Số điện thoại hoặc thư điện tử").fill(NUMBER)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()

    page.get_by_role("button", name="Thêm khóa của máy này").click()
    expect(page.locator("main")).to_contain_text("Đã thêm khóa truy cập")
    assert Passkey.objects.get().person_id == person.pk
    page.goto(f"{live_server.url}/tai-khoan")
    page.get_by_role("button", name="Đăng xuất").click()
    page.get_by_role("button", name="Dùng khóa truy cập").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Tài khoản của tôi")
    assert Passkey.objects.get().used_at is not None
    page.goto(f"{live_server.url}/tai-khoan/bao-mat")
    page.get_by_role("button", name="Bỏ Chrome").click()
    page.goto(f"{live_server.url}/tai-khoan")
    page.get_by_role("button", name="Đăng xuất").click()
    page.get_by_role("button", name="Dùng khóa truy cập").click()
    expect(page.get_by_role("alert")).to_contain_text("Chưa dùng được khóa truy cập")
