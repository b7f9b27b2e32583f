"""A new commune gets five officers from a spreadsheet, who choose their own passwords (R-I11)."""

import re

import pytest
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice
from playwright.sync_api import expect

from motcua.apps.organization.models import Account, Agency
from motcua.domain.spreadsheets import Sheet, write_xlsx
from tests.browser.province import username

DEMO_PASSWORD = "Pho Hien mua sen no"
NEW = "thuyền về bến Nứa chiều"
HEAD = ("Họ và tên", "Đơn vị", "Vai trò", "Chức danh", "Điện thoại")
ROWS = (
    ("Vũ Thị Sen", "Phòng Kinh tế", "Trưởng, phó phòng", "Trưởng phòng", "0912 000 401"),
    ("Lê Quang Đạo", "Phòng Kinh tế", "Chuyên viên thụ lý", "Chuyên viên", "0912 000 402"),
    ("Bùi Thu Hà", "phong kinh te", "Chuyên viên thụ lý", "Chuyên viên", ""),
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


def found_a_commune(site):
    """Found a commune on the setup's screens, with the units of another one."""
    page = site.page
    site.sign_in_as(username("province_admin", "trung-tam-chuyen-doi-so", "so-khcn"))
    site.open(f"/office/setup/organization/{Agency.objects.get(key='ubnd-tinh').pk}/")
    site.press("Lập cơ quan trực thuộc")
    page.get_by_label("Tên cơ quan").fill("Ủy ban nhân dân xã Tân Lập")
    page.get_by_label("Tên ngắn").fill("Xã Tân Lập")
    page.get_by_label("Loại cơ quan").select_option("commune_committee")
    page.get_by_label("Cấp", exact=True).select_option("commune")
    page.get_by_label("Mã định danh điện tử").fill("H31.991")
    page.get_by_label("Có các đơn vị như").select_option(label="Ủy ban nhân dân xã Tân Hưng")
    page.get_by_label("Căn cứ").fill("Nghị quyết số 15/NQ-HĐND")
    site.check(page)
    site.press("Xem ảnh hưởng")
    site.expect("Thành lập Ủy ban nhân dân xã Tân Lập")
    site.check(page)
    site.press("Xác nhận, áp dụng ngay")
    site.expect("Đã áp dụng")


def choose_file(site, path, rows):
    """Hand in a spreadsheet of the new commune's officers."""
    path.write_bytes(write_xlsx([Sheet("Cán bộ", (HEAD, *rows))]))
    site.page.get_by_label("Cơ quan quản lý tài khoản").select_option(label="Ủy ban nhân dân xã Tân Lập")
    site.page.locator("#id_file").set_input_files(path)
    site.press("Xem trước, chưa tạo gì")


def take_officers_in(site, tmp_path):
    """Take five officers in from a spreadsheet, after one with mistakes; return their names and passwords."""
    page = site.page
    site.open("/office/setup/accounts/")
    site.check(page)
    site.picture("accounts-list")
    site.press("Từ bảng tính")
    site.check(page)
    site.picture("accounts-import")
    choose_file(site, tmp_path / "sai.xlsx", [("Vũ Thị Sen", "Phòng Lạ", "Giám đốc", "", "12")])
    site.expect("cơ quan không có đơn vị “Phòng Lạ”")
    site.check(page)
    site.picture("accounts-import-mistakes")
    site.press("Gửi lại tệp")
    choose_file(site, tmp_path / "danh-sach.xlsx", ROWS)
    site.expect("Bùi Thu Hà")
    site.check(page)
    site.picture("accounts-import-preview")
    site.press("Tạo 5 tài khoản")
    site.expect("Đã cấp 5 mật khẩu tạm")
    site.check(page)
    site.picture("accounts-issued")
    handed = page.locator(".handout")
    expect(handed).to_have_count(5)
    return [handed.nth(number).locator("dd.code").all_inner_texts() for number in range(5)]


def sign_in_first(site, name, password):
    """Sign in with a password that was handed out, and choose an own one."""
    page = site.page
    type_sign_in(site, name, password)
    expect(page.get_by_role("heading", level=1)).to_have_text("Đặt mật khẩu của riêng bạn")
    page.get_by_label("Mật khẩu mới", exact=True).fill(NEW)
    page.get_by_label("Gõ lại mật khẩu mới").fill(NEW)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Việc của tôi|Tiếp nhận hồ sơ"))


@pytest.mark.parametrize("expected_statuses", [{422}], ids=["a-wrong-table"])
def test_a_new_commune_gets_five_officers_from_a_spreadsheet_who_choose_their_own_passwords(site, tmp_path):
    site.at("2026-11-30 08:00")
    found_a_commune(site)
    issued = take_officers_in(site, tmp_path)

    for name, password in issued:
        sign_in_first(site, name, password)

    chosen = Account.objects.filter(username__in=[name for name, _ in issued], must_change_password=False)
    assert chosen.count() == 5
    site.open("/office/me/")
    site.expect("máy này")
    site.check(site.page)
    site.picture("own-account")


def test_an_administrator_gives_the_code_of_the_second_factor(site):
    """R-I13"""
    page = site.page
    site.at("2026-11-30 08:00")
    type_sign_in(site, "qt.phohien1", DEMO_PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("Nhập mã xác thực")
    device = TOTPDevice.objects.get(user__username="qt.phohien1")
    page.get_by_label("Mã 6 chữ số").fill(f"{TOTP(device.bin_key).token():06d}")
    page.keyboard.press("Enter")
    site.press("Thiết lập")
    site.expect("Tài khoản")
    site.check(page)
