"""A ward adds a line to its receipts, says its own words to applicants, and goes on with numbers from paper."""

from playwright.sync_api import expect

from motcua.apps.documents import settings
from motcua.apps.organization.models import Agency
from tests.browser.province import WARD
from tests.browser.test_setup_calendars import MORNING

SHEETS = "/office/setup/sheets/"


def test_a_ward_sets_its_papers_messages_and_numbers(site):
    page = site.page
    site.at(MORNING)
    site.sign_in("unit_admin", "van-phong", WARD)
    site.open(SHEETS)
    site.expect("Giấy tiếp nhận hồ sơ và hẹn trả kết quả")
    site.check(page)
    site.open(f"{SHEETS}forms/receipt/")
    page.get_by_label("Đoạn chữ riêng ở cuối mỗi bản").fill("Quầy mở cửa sáng thứ Bảy.")
    site.press("Xem thử")
    site.expect("chưa ghi")
    site.check(page)
    site.picture("setup-sheet")
    site.press("Áp dụng")
    site.expect("Giấy đã in trước đó giữ nguyên")

    site.open(f"{SHEETS}messages/accepted/")
    page.get_by_label("Nội dung").fill("Đã nhận hồ sơ {ma_hs}")
    site.press("Áp dụng")
    expect(page.get_by_text("Không có tên điền ma_hs").first).to_be_visible()
    site.check(page)
    page.get_by_label("Nội dung").fill("Đã nhận hồ sơ {ma_ho_so}")
    site.press("Áp dụng")
    site.expect("Riêng của cơ quan")
    site.picture("setup-message")

    site.open(f"{SHEETS}numbers/")
    page.get_by_label("Loại văn bản").select_option("apology")
    page.get_by_role("textbox", name="Số kế tiếp").fill("41")
    page.get_by_label("Lý do").fill("Các số 01 đến 40 đã cấp trên sổ giấy")
    site.press("Đặt số")
    site.expect("41/PXL")
    site.check(page)
    site.picture("setup-numbers")
    site.open(f"{SHEETS}history/")
    site.expect("Đặt số kế tiếp")
    site.check(page)
    ward = Agency.objects.get(key=WARD)
    (version,) = settings.sheet_versions(ward.pk, "receipt")
    assert version.note == "Quầy mở cửa sáng thứ Bảy."
