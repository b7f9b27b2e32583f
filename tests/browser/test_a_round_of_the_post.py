"""What the postman brings: one record, checked, accepted, carried to the divisions, counted (R-H5, R-H6, R-S8)."""

import re

import pytest
from playwright.sync_api import expect

from motcua.domain.dossier import Stage
from motcua.domain.dossier.values import Channel
from tests.browser.province import local
from tests.browser.steps import tick_all


@pytest.fixture
def expected_statuses() -> set[int]:
    return {422}  # The nearest procedure is filled in, and must be sent once more.


def test_a_dossier_comes_by_post_and_the_day_at_the_counter_ends(site):
    page = site.page
    site.at("2026-11-30 09:00")
    site.sign_in("reception", "counter")
    site.open("/office/post/")
    page.get_by_label("Nhân viên giao").fill("Trịnh Văn Thắng")
    page.get_by_label("Giờ ký").fill("08:15")
    first = page.get_by_role("group", name="Hồ sơ 1")
    first.get_by_label("Số phiếu gửi").fill("EA300001234VN")
    first.get_by_label("Thủ tục").fill("gia han giay phep xay dung")
    first.get_by_label("Người nộp").fill("Đặng Thị Ngọc Ánh")
    first.get_by_label("Điện thoại").fill("0912000318")
    first.get_by_label("Địa chỉ").fill("Số 27 Nguyễn Văn Linh, phường Phố Hiến")
    site.check(page)
    page.keyboard.press("F9")
    site.expect("Đã điền thủ tục gần nhất")
    expect(first.get_by_label("Số phiếu gửi")).to_have_value("EA300001234VN")
    site.check(page)
    page.keyboard.press("F9")
    site.expect("Đã ghi 1 hồ sơ từ bưu chính.")
    assert (site.state.channel, site.state.stage) == (Channel.POST, Stage.LODGED)
    assert site.state.lodged_at == local("2026-11-30 08:15")
    record = site.sheet_text("post_hand_over")
    for words in ("EA300001234VN", "Trịnh Văn Thắng", "Đặng Thị Ngọc Ánh"):
        assert words in record

    site.open("/office/incoming/")
    site.check(page)
    page.get_by_role("link", name="Đặng Thị Ngọc Ánh").click()
    site.expect("EA300001234VN")
    page.get_by_label("Số định danh cá nhân").first.fill("033591204716")
    site.ready()
    tick_all(site)
    site.check(page)
    page.keyboard.press("F9")
    site.expect("Đã tiếp nhận")
    assert site.state.code in site.sheet_text("receipt")
    site.expect_lookup("Hồ sơ đã được tiếp nhận")
    the_paper_goes_to_the_division(site)
    the_day_is_counted(site)


def the_paper_goes_to_the_division(site):
    """The counter hands the paper over with a list; the division says that it has arrived (R-A28)."""
    page, code = site.page, site.state.code
    site.open("/office/papers/hand-over/")
    page.get_by_label(re.compile("Đặng Thị Ngọc Ánh")).check()
    site.check(page)
    page.keyboard.press("F9")
    site.expect("Đã bàn giao 1 hồ sơ.")
    site.check(page)
    assert code in site.sheet_text("paper_hand_over")
    site.expect_lookup("Hồ sơ đang được xử lý")

    site.sign_in("division_head", "kinh-te")
    site.open("/office/papers/receive/")
    site.check(page)
    page.get_by_label("Mã hồ sơ").fill(code)
    page.keyboard.press("Enter")
    site.expect(f"Đã nhận hồ sơ giấy {code}")
    assert site.state.papers_going_to is None


def the_day_is_counted(site):
    """A paper on the desk that the system knows elsewhere is named, with what mends it."""
    page, code = site.page, site.state.code
    site.sign_in("reception", "counter")
    site.open("/office/reconcile/")
    site.check(page)
    page.keyboard.press("F9")
    scan = page.get_by_role("textbox", name="Quét lần lượt")
    scan.fill(code)
    page.keyboard.press("Enter")
    site.expect("nhưng giấy ở đây")
    site.check(page)
    page.get_by_role("button", name=f"Bỏ mã {code}").click()
    site.expect("Chưa quét mã nào.")
    page.keyboard.press("F9")
    site.expect("Đã kết thúc đối soát: 0 hồ sơ khớp, 0 hồ sơ lệch.")
