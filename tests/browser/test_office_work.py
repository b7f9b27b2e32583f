"""A specialist's morning with the keyboard alone: list, dossier, draft, hand-over, undo, search."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from motcua.apps.dossiers.queries import state_by_code
from motcua.apps.organization.models import Account
from tests.browser.waiting import ready
from tests.factories.dossiers import DossierWorld, only_item
from tests.factories.organization import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)


def sign_in(page: Page, live_server, world: DossierWorld, role: str) -> None:
    account = Account.objects.get(pk=world.accounts[role])
    page.goto(f"{live_server.url}/office/login/")
    page.get_by_label("Tên đăng nhập").fill(account.username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    ready(page)


def test_a_morning_with_the_keyboard(page: Page, live_server, assert_accessible, screenshot):
    world = DossierWorld(now=timezone.now())
    states = [world.at_step("appraise") for _ in range(3)]
    sign_in(page, live_server, world, "specialist")
    expect(page.get_by_role("heading", level=1)).to_have_text("Việc của tôi")
    assert_accessible(page)
    screenshot("office-worklist")

    page.keyboard.press("j")
    expect(page.locator(".cursor [data-open]")).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name=re.compile("Chuyển bước 2 hồ sơ"))).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("Escape")

    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Phiếu kiểm soát")).to_be_visible()
    ready(page)
    assert_accessible(page)
    screenshot("office-dossier")
    page.get_by_role("link", name=re.compile("^Vì sao")).click()
    expect(page.get_by_text("Thời hạn 5 ngày làm việc")).to_be_visible()
    assert_accessible(page)

    page.keyboard.press("b")
    expect(page.get_by_role("heading", name="Soạn dự thảo kết quả")).to_be_visible()
    page.get_by_label("Cấp kết quả").check()
    page.get_by_label("Trích yếu nội dung").fill("Đủ điều kiện cấp phép.")
    assert_accessible(page)
    page.get_by_role("button", name=re.compile("Soạn dự thảo")).click()
    expect(page.get_by_text("Đã lưu dự thảo.")).to_be_visible()
    ready(page)

    page.locator("body").press("b")
    expect(page.get_by_role("button", name="Hoàn tác")).to_be_visible()
    ready(page)
    assert_accessible(page)
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.get_by_text("Đã lấy lại 1 hồ sơ.")).to_be_visible()
    ready(page)
    assert {only_item(now).step for state in states if (now := state_by_code(state.code))} == {"appraise"}

    page.keyboard.press("/")
    expect(page.locator("#command")).to_be_focused()
    page.keyboard.type("dang thi ngoc", delay=60)
    expect(page.locator("#command-list [role=option]").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/office/dossiers/"))
