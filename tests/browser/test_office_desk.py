"""A day at the counter without a mouse: take in, hand over, return, count (R-A20 to R-A28, R-A40, R-S8)."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from motcua.apps.dossiers.models import Dossier
from motcua.apps.organization.models import Account
from tests.browser.waiting import ready
from tests.factories.dossiers import DossierWorld
from tests.factories.organization import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)

CARD = "033591204716|112233445|Đặng Thị Ngọc Ánh|14092191|Nữ|Số 27 Nguyễn Văn Linh, phường Phố Mẫu|01012021"
TYPE_LIKE_A_SCANNER = """
    text => { for (const key of [...text, "Enter"])
        document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })); }
"""


@pytest.fixture
def world() -> DossierWorld:
    return DossierWorld(now=timezone.now())


def sign_in(page: Page, live_server, world: DossierWorld, role: str) -> None:
    page.goto(f"{live_server.url}/office/login/")
    page.get_by_label("Tên đăng nhập").fill(Account.objects.get(pk=world.accounts[role]).username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Đăng nhập")
    ready(page)


def test_a_dossier_is_taken_in_by_keys_alone(page: Page, live_server, world, assert_accessible, screenshot):
    sign_in(page, live_server, world, "reception")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tiếp nhận hồ sơ")
    picker = page.get_by_role("combobox", name="Tìm thủ tục")
    expect(picker).to_be_focused()
    assert_accessible(page)

    picker.press_sequentially("gpxd nha o")
    expect(page.get_by_role("option", selected=True)).to_contain_text("Cấp giấy phép xây dựng nhà ở riêng lẻ")
    screenshot("office-desk-picker")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Số định danh cá nhân")).to_be_focused()

    ready(page)
    page.evaluate(TYPE_LIKE_A_SCANNER, CARD)
    expect(page.get_by_label("Họ và tên")).to_have_value("Đặng Thị Ngọc Ánh")
    expect(page.get_by_label("Điện thoại")).to_be_focused()
    ready(page)
    page.keyboard.type("0912000318")
    expect(page.locator("summary", has_text="Yêu cầu bổ sung")).to_have_class(re.compile("btn-primary"))
    page.keyboard.press("F7")
    expect(page.get_by_role("button", name="Tiếp nhận và in giấy hẹn")).to_have_class(
        re.compile("btn-primary")
    )
    assert_accessible(page)
    screenshot("office-desk-intake")
    page.keyboard.press("F9")

    code = Dossier.objects.values_list("code", flat=True)
    expect(page.get_by_role("status")).to_contain_text("Đã tiếp nhận")
    expect(page.get_by_role("status")).to_contain_text(code.get() or "?")
    expect(picker).to_be_focused()
    assert_accessible(page)


def test_what_is_missing_and_what_is_refused_take_two_keys(page: Page, live_server, world, assert_accessible):
    sign_in(page, live_server, world, "reception")
    picker = page.get_by_role("combobox", name="Tìm thủ tục")
    picker.press_sequentially("1.999001")
    expect(page.get_by_role("option", selected=True)).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Số định danh cá nhân")).to_be_focused()
    page.get_by_label("Họ và tên").fill("Lò Thị Xuân")
    ready(page)

    page.keyboard.press("F10")
    lines = page.get_by_label("Cần bổ sung")
    expect(lines).to_be_focused()
    expect(lines).to_have_value(re.compile("Bản vẽ thiết kế xây dựng"))
    assert_accessible(page)
    page.keyboard.press("F12")
    reason = page.get_by_label("Lý do từ chối")
    expect(reason).to_be_focused()
    expect(lines).to_be_hidden()
    reason.fill("Không thuộc thẩm quyền của phường")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_contain_text("Đã từ chối tiếp nhận")
    assert Dossier.objects.get().stage == 3


def test_a_result_is_handed_over_and_the_day_is_closed(
    page: Page, live_server, world, assert_accessible, screenshot
):
    state, kept = world.finished(), world.accepted()
    sign_in(page, live_server, world, "reception")
    page.goto(f"{live_server.url}/office/return/")
    code = page.get_by_role("textbox", name="Mã trên giấy hẹn")
    expect(code).to_be_focused()
    assert_accessible(page)
    code.fill(state.code)
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Người nhận")).to_have_value("Đặng Thị Ngọc Ánh")
    assert_accessible(page)
    screenshot("office-desk-return")
    ready(page)
    page.locator("#id_result_given").focus()
    page.keyboard.press("Space")
    page.keyboard.press("F9")
    expect(page.get_by_role("status")).to_contain_text(f"Đã trả {state.code}")

    page.goto(f"{live_server.url}/office/reconcile/")
    ready(page)
    page.keyboard.press("F9")
    scan = page.get_by_role("textbox", name="Quét lần lượt")
    expect(scan).to_be_focused()
    scan.fill(kept.code)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Mọi hồ sơ mà hệ thống ghi ở quầy đều đã quét.")).to_be_visible()
    assert_accessible(page)
    screenshot("office-desk-reconcile")
    ready(page)
    page.keyboard.press("F9")
    expect(page.get_by_text("Đã kết thúc đối soát: 1 hồ sơ khớp, 0 hồ sơ lệch.")).to_be_visible()


def test_the_other_pages_of_the_counter_are_accessible(
    page: Page, live_server, world, assert_accessible, screenshot
):
    world.lodged()
    world.accepted()
    sign_in(page, live_server, world, "reception")
    for path in ("incoming", "post", "papers/hand-over", "papers/receive"):
        page.goto(f"{live_server.url}/office/{path}/")
        assert_accessible(page)
        screenshot(f"office-desk-{path.replace('/', '-')}")
