"""The scripts of the design system, tried by hand and scanner on the style page."""

import mimetypes
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import RequestFactory
from playwright.sync_api import Page, Route, expect

from motcua.ui import views

HOST = "http://127.0.0.1:8999"
POLICY = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'"
}
FACES = ["office", "worklist", "dossier", "public", "sign-in"]

pytestmark = pytest.mark.urls("tests.ui.urls")


@pytest.fixture
def show(page: Page, settings) -> Callable[[str], Page]:
    """Open a face of the style page, answered without a server under the strict policy."""
    settings.DEBUG = True
    page.route("**/*", answer)

    def open_face(name: str) -> Page:
        page.goto(f"{HOST}/ui/{name}/")
        page.wait_for_selector("html[data-ready]")
        return page

    return open_face


def answer(route: Route) -> None:
    path = urlsplit(route.request.url).path
    if path.startswith("/static/"):
        found = finders.find(path.removeprefix("/static/"))
        assert isinstance(found, str), path
        kind = mimetypes.guess_type(found)[0] or "application/octet-stream"
        route.fulfill(body=Path(found).read_bytes(), content_type=kind)
        return
    face = path.removeprefix("/ui/").strip("/") or "office"
    response = views.gallery(RequestFactory().get(path), face)
    route.fulfill(body=response.content, content_type="text/html; charset=utf-8", headers=POLICY)


def press(page: Page, *keys: str) -> None:
    """Press keys as a person does, not as fast as a scanner."""
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(120)


def scan(page: Page, text: str) -> None:
    """Type as a scanner does: all at once, ended by Enter."""
    page.evaluate(
        """text => {
            for (const key of [...text, "Enter"]) {
                const target = document.activeElement;
                const free = target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
                if (free && key !== "Enter" && "value" in target) target.value += key;
            }
        }""",
        text,
    )


@pytest.mark.parametrize("face", FACES)
def test_every_face_is_accessible_and_fits_a_phone(show, assert_accessible, face):
    assert_accessible(show(face))


def test_a_scan_anywhere_goes_to_the_command_bar(show):
    page = show("worklist")

    with page.expect_navigation():
        scan(page, "H31.100-260407-0018")

    assert page.url.endswith("/ui/?q=H31.100-260407-0018")


def test_a_scan_while_typing_elsewhere_leaves_the_field_as_it_was(show):
    page = show("office")
    page.get_by_label("Điện thoại").focus()

    with page.expect_navigation():
        scan(page, "H31.100-260407-0018")
    page.go_back()

    expect(page.get_by_label("Điện thoại")).to_have_value("0912 000 318")


def test_a_field_that_asks_for_a_scan_gets_it(show):
    page = show("office")

    scan(page, "033484117302")

    expect(page.get_by_label("Số định danh cá nhân").first).to_have_value("033484117302")
    expect(page).to_have_url(f"{HOST}/ui/office/")


def test_a_field_that_asks_for_a_scan_loses_no_key_that_came_early(show):
    page = show("office")
    field = page.locator("input[data-scan]").first
    field.evaluate("field => { field.readOnly = false; field.value = ''; field.focus(); }")
    press(page, "0")

    scan(page, "33484117302")

    expect(field).to_have_value("033484117302")


def test_slash_goes_to_the_command_bar_and_escape_comes_back(show):
    page = show("worklist")
    press(page, "j")
    row = page.locator("[data-open]").first
    expect(row).to_be_focused()

    page.keyboard.press("/")
    expect(page.locator("#command")).to_be_focused()
    page.keyboard.press("Escape")

    expect(row).to_be_focused()


def test_rows_are_walked_ticked_and_opened_by_keys(show):
    page = show("worklist")
    press(page, "j", "ArrowDown", "j")
    expect(page.locator("[data-open]").nth(2)).to_be_focused()

    press(page, " ", "k", " ")

    bar = page.get_by_role("region", name="Thao tác với hồ sơ đã chọn")
    expect(bar).to_contain_text("Đã chọn 2 hồ sơ")
    expect(bar.get_by_role("button", name="Chuyển bước")).to_contain_text("Chuyển bước 2 hồ sơ")
    page.keyboard.press("Escape")
    expect(bar).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{HOST}/ui/dossier/")


def test_letters_of_a_scan_are_no_commands(show):
    page = show("dossier")
    page.evaluate(
        "document.querySelector('[data-command]').addEventListener('submit', event => event.preventDefault())"
    )

    scan(page, "CSTB0018")
    page.wait_for_timeout(150)

    expect(page.locator("#command")).to_have_value("CSTB0018")
    expect(page.get_by_role("button", name="Hỏi ý kiến cơ quan khác")).not_to_be_focused()


def test_one_row_alone_is_a_tab_stop(show):
    page = show("worklist")

    assert page.locator('[data-open][tabindex="0"]').count() == 1


def test_a_letter_presses_the_button_that_shows_it(show):
    page = show("dossier")

    page.keyboard.press("c")

    expect(page.get_by_role("button", name="Hỏi ý kiến cơ quan khác")).to_be_focused()


def test_letters_rest_while_somebody_types(show):
    page = show("dossier")
    opinion = page.get_by_label("Ý kiến thẩm tra")
    opinion.fill("")

    opinion.press_sequentially("chưa đủ", delay=80)

    expect(opinion).to_be_focused()
    expect(opinion).to_have_value("chưa đủ")


def test_letters_can_be_switched_off_on_this_machine(show):
    page = show("dossier")
    page.keyboard.press("?")
    page.get_by_role("switch").uncheck()
    page.keyboard.press("Escape")
    page.reload()

    page.keyboard.press("c")
    page.wait_for_timeout(150)

    expect(page.get_by_role("button", name="Hỏi ý kiến cơ quan khác")).not_to_be_focused()


def test_function_keys_work_while_somebody_types(show):
    page = show("office")
    page.get_by_label("Điện thoại").focus()

    page.keyboard.press("F9")

    expect(page.get_by_role("button", name="Tiếp nhận và in giấy hẹn")).to_be_focused()


def test_typed_words_come_back_after_a_reload(show):
    page = show("dossier")
    page.get_by_label("Ý kiến thẩm tra").fill("Bản vẽ thiếu mặt cắt.")

    page.reload()

    expect(page.get_by_label("Ý kiến thẩm tra")).to_have_value("Bản vẽ thiếu mặt cắt.")
    expect(page.get_by_text("Đã lấy lại điều bạn gõ")).to_be_visible()


def test_words_typed_for_an_older_version_are_dropped(show):
    page = show("dossier")
    page.get_by_label("Ý kiến thẩm tra").fill("Bản vẽ thiếu mặt cắt.")
    page.evaluate(
        """() => {
            const name = "motcua.draft.gallery-dossier";
            const draft = JSON.parse(sessionStorage.getItem(name));
            sessionStorage.setItem(name, JSON.stringify({ ...draft, version: "6" }));
        }"""
    )

    page.reload()

    expect(page.get_by_label("Ý kiến thẩm tra")).to_have_value("Đủ điều kiện cấp phép.")


def test_signing_out_forgets_what_was_typed(show):
    page = show("dossier")
    page.get_by_label("Ý kiến thẩm tra").fill("Bản vẽ thiếu mặt cắt.")
    page.evaluate(
        "document.querySelector('[data-forget]').addEventListener('submit', event => event.preventDefault())"
    )

    page.get_by_text("Phạm Thị Thu Hằng", exact=True).click()
    page.get_by_role("button", name="Đăng xuất").click()

    assert page.evaluate("sessionStorage.length") == 0


def test_a_password_is_shown_on_demand(show):
    page = show("sign-in")
    page.get_by_label("Mật khẩu").fill("chè sen Phố Hiến")

    page.get_by_role("button", name="Hiện").click()

    expect(page.get_by_label("Mật khẩu")).to_have_attribute("type", "text")
    expect(page.get_by_role("button", name="Ẩn")).to_have_attribute("aria-pressed", "true")


def test_chosen_files_are_listed_with_their_size(show):
    page = show("public")

    page.locator("input[type=file][name]").first.set_input_files(
        {"name": "ban-ve.pdf", "mimeType": "application/pdf", "buffer": b"x" * 2_000}
    )

    expect(page.locator("[data-drop-list]").first).to_contain_text("ban-ve.pdf")
    expect(page.locator("[data-drop-list]").first).to_contain_text("2 KB")


def test_a_refused_form_puts_the_focus_on_its_summary(show):
    page = show("public")

    expect(page.get_by_role("alert")).to_be_focused()


def test_a_file_that_is_too_large_is_told_before_it_is_sent(show):
    page = show("public")

    page.locator("input[type=file][name]").first.evaluate("input => { input.dataset.maxBytes = 1000; }")
    page.locator("input[type=file][name]").first.set_input_files(
        {"name": "ban-ve.pdf", "mimeType": "application/pdf", "buffer": b"x" * 2_000}
    )

    expect(page.locator("[data-drop-list]").first).to_contain_text("2 KB – không gửi được vì lớn hơn 1 KB")
