"""A citizen files online, answers what the counter asks, fetches the result and rates; also without scripts."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from motcua.apps.documents import operations as documents
from motcua.domain.access import Actor
from motcua.domain.dossier import Stage
from motcua.domain.dossier.values import Channel, CollectBy
from tests.browser.province import PHONE, local
from tests.browser.steps import walk_to
from tests.factories.citizens import PersonFactory
from tests.factories.filing import pdf

PROCEDURE = "tt-quy-hoach"
NAME = "Cung cấp thông tin quy hoạch đô thị và nông thôn"
CENTER = "trung-tam-phuc-vu-hcc"


def step(page: Page, title: str) -> None:
    """Expect to be on a page of the draft."""
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()


def go_on(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Lưu và tiếp tục")).click()


def applicant_pages(page: Page) -> None:
    step(page, "Người nộp")
    go_on(page)
    expect(page.get_by_label("Họ và tên")).to_have_value("Đặng Thị Ngọc Ánh")
    expect(page.get_by_text("Hình thức nhận kết quả")).to_have_count(0)
    go_on(page)


def about_the_land(page: Page, area: str) -> None:
    page.get_by_label("Vị trí khu đất").fill("Thửa ở TDP An Tảo, phường Phố Hiến")
    page.get_by_label("Tờ/thửa hoặc tọa độ VN-2000").fill("Tờ 12, thửa 45")
    page.get_by_label("Diện tích (m²)").fill(area)
    page.get_by_label("Chức năng sử dụng đất").check()
    page.get_by_label("Mục đích").fill("Lập dự án nhà ở")


@pytest.mark.parametrize("expected_statuses", [{422}])
def test_a_citizen_files_answers_fetches_and_rates(site, tmp_path: Path, expected_statuses):
    page = site.page
    page.set_viewport_size(PHONE)
    site.at("2026-11-30 09:00")
    person = PersonFactory.create(name="Đặng Thị Ngọc Ánh", phone="0912000318", proven=True)
    site.sign_in_citizen(person)

    site.open(f"/thu-tuc/{PROCEDURE}")
    site.press("Nộp hồ sơ qua mạng")
    site.check(page)
    page.screenshot(path="var/screenshots/filing-start.png", full_page=True)
    page.get_by_role("button", name="Bắt đầu điền hồ sơ").click()
    applicant_pages(page)

    about_the_land(page, "tám mươi")
    go_on(page)
    expect(page.get_by_role("alert")).to_contain_text("Diện tích (m²)")
    site.check(page)
    page.screenshot(path="var/screenshots/filing-error.png", full_page=True)
    expect(page.get_by_label("Diện tích (m²)")).to_have_value("tám mươi")
    page.get_by_label("Diện tích (m²)").fill("80")
    go_on(page)

    _rest_of_the_draft(site, tmp_path)
    state = site.state
    assert (state.channel, state.owner) == (Channel.ONLINE, f"citizen:{person.pk}")

    _ask_at_the_counter(site)
    _answer(site, person, tmp_path)
    _accept(site)
    _finish(site)

    _fetch_and_rate(site, person)


def _rest_of_the_draft(site, tmp_path: Path) -> None:
    page = site.page
    step(page, "Giấy tờ")
    drawing = tmp_path / "so-do.pdf"
    drawing.write_bytes(pdf("so do"))
    page.locator("#paper-d1").set_input_files(drawing)
    expect(page.locator(".given-files")).to_contain_text("so-do.pdf")  # Sent in pieces, then shown anew.
    site.check(page)
    page.screenshot(path="var/screenshots/filing-papers.png", full_page=True)
    go_on(page)
    step(page, "Nhận kết quả")
    page.get_by_label("Bản điện tử").check()
    go_on(page)
    step(page, "Xem lại và nộp")
    site.check(page)
    page.screenshot(path="var/screenshots/filing-check.png", full_page=True)
    page.get_by_label(re.compile("^Tôi cam đoan")).check()
    page.get_by_role("button", name="Nộp hồ sơ").click()
    step(page, "Đã nộp hồ sơ")
    expect(page.locator("main")).to_contain_text("trả lời chậm nhất")
    site.check(page)
    page.screenshot(path="var/screenshots/filing-done.png", full_page=True)


def _fetch_and_rate(site, person) -> None:
    page, state = site.page, site.state
    page.set_viewport_size(PHONE)
    site.sign_in_citizen(person)
    site.open(f"/ho-so/{state.id}")
    page.screenshot(path="var/screenshots/filing-result.png", full_page=True)
    page.get_by_role("button", name="Nhận kết quả").click()
    expect(page.get_by_role("link", name="Tải kết quả")).to_be_visible()
    assert (site.state.stage, site.state.delivery.method) == (Stage.RETURNED, CollectBy.ELECTRONIC)
    with page.expect_download() as found:
        page.get_by_role("link", name="Tải kết quả").click()
    assert Path(found.value.path()).read_bytes().startswith(b"%PDF")
    site.check(page)
    page.get_by_label("Rất hài lòng").first.check()
    page.get_by_role("button", name="Gửi đánh giá").click()
    expect(page.locator("main")).to_contain_text("Cảm ơn bạn")
    site.open("/ho-so")
    site.check(page)
    page.screenshot(path="var/screenshots/filing-mine.png", full_page=True)


def _ask_at_the_counter(site) -> None:
    page = site.page
    page.set_viewport_size({"width": 1366, "height": 768})
    site.at("2026-11-30 10:00")
    _sign_in_reception(site)
    site.open("/office/incoming/")
    site.expect("Đặng Thị Ngọc Ánh")
    page.get_by_role("link", name="Đặng Thị Ngọc Ánh").click()
    site.expect("Tờ 12, thửa 45")
    site.picture("filing-counter")
    page.keyboard.press("F10")
    page.locator("fieldset", has_text="Mục của biểu mẫu cần sửa").get_by_label("Mục đích").check()
    page.get_by_label("Cần bổ sung, mỗi dòng một việc").fill("Ghi rõ mục đích sử dụng")
    page.get_by_label("Lý do", exact=True).fill("Mục đích chưa rõ")
    site.check(page)
    page.get_by_role("button", name="Ghi và in phiếu yêu cầu bổ sung").click()
    site.expect("bổ sung")
    assert site.state.rounds[0].fields == ("muc_dich",)


def _answer(site, person, tmp_path: Path) -> None:
    page = site.page
    page.set_viewport_size(PHONE)
    site.at("2026-11-30 14:00")
    site.sign_in_citizen(person)
    site.open("/ho-so")
    expect(page.locator("main")).to_contain_text("Cần bạn làm: 1 hồ sơ")
    page.get_by_role("link", name=re.compile("^Bổ sung hồ sơ")).click()
    expect(page.get_by_label("Vị trí khu đất")).to_have_count(0)
    site.check(page)
    page.screenshot(path="var/screenshots/filing-supplement.png", full_page=True)
    page.get_by_label("Mục đích").fill("Lập dự án 12 căn nhà ở liền kề")
    page.get_by_role("button", name="Gửi bổ sung").click()
    expect(page.locator("main")).to_contain_text("Đã gửi bổ sung")
    assert site.state.application.answers["muc_dich"] == "Lập dự án 12 căn nhà ở liền kề"


def _accept(site) -> None:
    page = site.page
    page.set_viewport_size({"width": 1366, "height": 768})
    site.at("2026-11-30 15:00")
    _sign_in_reception(site)
    site.open(f"/office/incoming/{site.row.pk}/")
    page.get_by_role("button", name=re.compile("Tiếp nhận và in giấy hẹn")).click()
    site.expect("Đã tiếp nhận")
    assert site.state.accepted
    assert site.state.papers_at is None


def _finish(site) -> None:
    kept = documents.store_bytes(
        pdf("ket qua"), name="ket-qua.pdf", actor=Actor.system("test"), at=local("2026-12-01 09:00")
    )
    last = next(one for one in _process(site).steps if int(one.stage) >= Stage.DONE).id
    walk_to(site, last, file=kept.sha256)
    assert (site.state.stage, site.state.papers_going_to) == (Stage.DONE, None)
    site.at("2026-12-15 09:00")


def _process(site):
    from motcua.apps.dossiers import lawbook

    return lawbook.law_of(site.state, local("2026-11-30 15:30")).process


def _sign_in_reception(site) -> None:
    from motcua.apps.organization.models import Assignment

    post = Assignment.objects.filter(role="reception", unit_id=site.state.receiving_unit).order_by(
        "account_id"
    )
    site.sign_in_as(post[0].account.username)


def test_a_citizen_files_without_scripts_on_a_phone(site, tmp_path: Path, browser):
    site.at("2026-11-30 09:00")
    person = PersonFactory.create(name="Đặng Thị Ngọc Ánh", phone="0912000318", proven=True)
    site.sign_in_citizen(person)
    plain = browser.new_context(java_script_enabled=False, viewport=PHONE, locale="vi-VN")
    plain.add_cookies(site.page.context.cookies())
    page = plain.new_page()

    page.goto(f"{site.url}/nop/{PROCEDURE}")
    page.get_by_role("button", name="Bắt đầu điền hồ sơ").click()
    applicant_pages(page)
    about_the_land(page, "80")
    go_on(page)
    drawing = tmp_path / "so-do.pdf"
    drawing.write_bytes(pdf("so do"))
    page.locator("#paper-d1").set_input_files(drawing)
    page.get_by_role("button", name="Tải các tệp đã chọn lên").click()
    expect(page.locator(".given-files")).to_contain_text("so-do.pdf")
    go_on(page)
    page.get_by_label("Nhận tại quầy").check()
    go_on(page)
    page.get_by_label(re.compile("^Tôi cam đoan")).check()
    page.get_by_role("button", name="Nộp hồ sơ").click()
    step(page, "Đã nộp hồ sơ")
    page.go_back()
    page.goto(f"{site.url}/ho-so")
    expect(page.locator("main")).to_contain_text(site.state.slip)
    plain.close()
