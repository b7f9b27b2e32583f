"""A new unit of a commune gets five officers from a spreadsheet, who choose their own passwords (R-I11)."""

import re
from datetime import date

import pytest
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice
from playwright.sync_api import expect

from motcua.apps.organization import operations
from motcua.apps.organization.models import Account, Agency
from motcua.domain.access import Actor
from motcua.domain.spreadsheets import Sheet, write_xlsx
from tests.browser.province import WARD, local

DEMO_PASSWORD = "Pho Hien mua sen no"
NEW = "thuyền về bến Nứa chiều"
HEAD = ("Họ và tên", "Đơn vị", "Vai trò", "Chức danh", "Điện thoại")
ROWS = (
    ("Vũ Thị Sen", "Phòng Chuyển đổi số", "Trưởng, phó phòng", "Trưởng phòng", "0912 000 401"),
    ("Lê Quang Đạo", "Phòng Chuyển đổi số", "Chuyên viên thụ lý", "Chuyên viên", "0912 000 402"),
    ("Bùi Thu Hà", "phong chuyen doi so", "Chuyên viên thụ lý", "Chuyên viên", ""),
    ("Trịnh Văn Lâm", "counter", "Công chức tiếp nhận hồ sơ", "Công chức", ""),
    ("Mai Hồng Ngọc", "counter", "return_desk", "Công chức", ""),
)


def type_sign_in(site, name, password):
    """Sign in as people do, at the sign-in page."""
    site.page.context.clear_cookies()
    site.open("/office/login/")
    site.page.get_by_label("Tên đăng nhập").fill(name)
    site.page.get_by_label("Mật khẩu").fill(password)
    site.page.keyboard.press("Enter")


@pytest.fixture
def expected_statuses():
    return {422}


def test_a_new_unit_gets_five_officers_from_a_spreadsheet_who_choose_their_own_passwords(site, tmp_path):
    page = site.page
    site.at("2026-11-30 08:00")
    ward = Agency.objects.get(key=WARD)
    operations.add_unit(
        agency_id=ward.pk, unit_code="chuyen-doi-so", name="Phòng Chuyển đổi số", since=date(2026, 11, 30),
        actor=Actor.system("test"), at=local("2026-11-30 07:30"),
    )  # fmt: skip
    type_sign_in(site, "qt.phohien1", DEMO_PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("Nhập mã xác thực")
    device = TOTPDevice.objects.get(user__username="qt.phohien1")
    page.get_by_label("Mã 6 chữ số").fill(f"{TOTP(device.bin_key).token():06d}")
    page.keyboard.press("Enter")
    site.press("Thiết lập")
    site.check(page)
    page.get_by_role("link", name="Tài khoản", exact=True).first.click()
    site.expect("Việc được giao hôm nay")
    page.wait_for_load_state()
    site.check(page)
    site.picture("accounts-list")

    site.press("Từ bảng tính")
    site.check(page)
    site.picture("accounts-import")
    wrong = tmp_path / "sai.xlsx"
    wrong.write_bytes(write_xlsx([Sheet("Cán bộ", (HEAD, ("Vũ Thị Sen", "Phòng Lạ", "Giám đốc", "", "12")))]))
    page.locator("#id_file").set_input_files(wrong)
    site.press("Xem trước, chưa tạo gì")
    site.expect("cơ quan không có đơn vị “Phòng Lạ”")
    site.check(page)
    site.picture("accounts-import-mistakes")
    site.press("Gửi lại tệp")
    right = tmp_path / "danh-sach.xlsx"
    right.write_bytes(write_xlsx([Sheet("Cán bộ", (HEAD, *ROWS))]))
    page.locator("#id_file").set_input_files(right)
    site.press("Xem trước, chưa tạo gì")
    site.expect("Bùi Thu Hà")
    site.check(page)
    site.picture("accounts-import-preview")
    site.press("Tạo 5 tài khoản")
    site.expect("Đã cấp 5 mật khẩu tạm")
    site.check(page)
    site.picture("accounts-issued")
    handed = page.locator(".handout")
    expect(handed).to_have_count(5)
    issued = [handed.nth(number).locator("dd.code").all_inner_texts() for number in range(5)]

    for name, password in issued:
        type_sign_in(site, name, password)
        expect(page.get_by_role("heading", level=1)).to_have_text("Đặt mật khẩu của riêng bạn")
        page.get_by_label("Mật khẩu mới", exact=True).fill(NEW)
        page.get_by_label("Gõ lại mật khẩu mới").fill(NEW)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Việc của tôi|Tiếp nhận hồ sơ"))
    assert (
        Account.objects.filter(username__in=[name for name, _ in issued], must_change_password=False).count()
        == 5
    )
    site.open("/office/me/")
    site.expect("máy này")
    site.check(page)
    site.picture("own-account")
