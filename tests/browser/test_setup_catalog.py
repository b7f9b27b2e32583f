"""A procedure is edited by one control officer, reviewed by another, and holds from next Monday (R-C41)."""

import re

from playwright.sync_api import expect

from motcua.apps.catalog.models import ProcedureVersion
from motcua.apps.dossiers.models import Dossier
from motcua.domain.deadlines import Allowance, Unit
from motcua.domain.dossier.codec import decode_state
from tests.browser.steps import take_in

KEY = "gpxd-cap34-nha-o"
SETUP = "/office/setup/procedures/"


def test_a_procedure_is_edited_reviewed_and_published_from_next_monday(site):
    page = site.page
    sign_in(site)
    begin(site)
    edit_limit_and_papers(site)
    have_it_reviewed(site)

    take_in(site, at="2026-11-27 09:00")
    before = newest()
    take_in(site, at="2026-11-30 09:00")
    after = newest()

    assert (before.procedure_version, after.procedure_version) == (1, 2)
    assert after.allowance == Allowance(9, Unit.WORKING_DAY) != before.allowance
    kept = decode_state(Dossier.objects.get(pk=before.id).state)
    assert (kept.procedure_version, kept.due_at) == (1, before.due_at)

    page.context.clear_cookies()
    site.open("/thay-doi-thu-tuc")
    site.expect("Sửa đổi từ 30/11/2026")
    site.expect("Theo 15/QĐ-UBND")
    site.check(page)
    site.picture("portal-changes")


def test_procedures_are_found_and_every_page_of_a_draft_can_be_used_by_everybody(site):
    page = site.page
    sign_in(site)
    site.open(SETUP)
    page.get_by_role("searchbox", name="Tên, mã hoặc lĩnh vực").fill("giay phep xay dung nha o")
    page.get_by_label("Mọi cấp").select_option("commune")
    page.get_by_role("button", name="Tìm").click()
    site.expect("Đang có hiệu lực")
    site.check(page)
    site.picture("setup-procedures")
    page.get_by_role("link", name=re.compile("Cấp giấy phép xây dựng mới.*nhà ở riêng lẻ")).click()
    site.expect("Bản 1, có hiệu lực ngày 25/11/2026")
    site.check(page)
    site.picture("setup-procedure")
    site.open(f"{SETUP}{KEY}/offers/")
    site.expect("cơ quan thực hiện thủ tục này")
    site.check(page)

    draft = begin(site)
    for section in ("identity", "authority", "limits", "documents", "fees", "channels", "results", "law"):
        site.open(f"{SETUP}versions/{draft}/edit/{section}/")
        expect(page.get_by_role("button", name="Lưu nháp")).to_be_visible()
        site.check(page)
    for name in ("validity", "review"):
        site.open(f"{SETUP}versions/{draft}/{name}/")
        site.expect("Hiệu lực và lý do")
        site.check(page)


def test_a_form_is_edited_and_tried_as_the_citizen_sees_it(site):
    page = site.page
    sign_in(site)
    begin(site)
    page.get_by_role("link", name=re.compile("^Biểu mẫu điện tử")).click()
    expect(page.locator("#section-0")).to_be_visible()
    site.check(page)
    site.picture("setup-form")
    section = page.locator("#section-0")
    section.get_by_label("Ô mới", exact=True).fill("Lý do nộp thay")
    section.get_by_role("button", name="Thêm ô").click()
    page.locator("#section-0").get_by_role("link", name="Lý do nộp thay").click()
    page.wait_for_load_state("load")  # What answers while one types must have started.
    page.get_by_label("Chỉ hiện khi").press_sequentially("khong_co_o_nay = 1", delay=30)
    expect(page.locator("#checked")).to_contain_text("“khong_co_o_nay” phải là tên của một ô đứng trước.")
    site.check(page)
    site.picture("setup-form-field")
    first = page.locator("aside code").first.inner_text()
    page.get_by_label("Chỉ hiện khi").fill(f"{first} đã điền")
    expect(page.locator("#checked")).to_contain_text("Chưa thấy lỗi.")
    page.get_by_role("button", name="Lưu ô").click()
    site.expect(f"Chỉ hiện khi: {first} đã điền")

    page.get_by_role("link", name="Xem như người dân thấy").click()
    page.get_by_role("button", name="Mẫu sai").click()
    site.expect("Biểu mẫu từ chối")
    page.get_by_role("button", name="Mẫu đúng").click()
    expect(page.get_by_label("Lý do nộp thay")).to_be_visible()
    site.check(page)
    site.picture("setup-form-preview")


def sign_in(site):
    """Put the control officer of the province before the screen."""
    site.at("2026-11-25 09:00")
    site.sign_in("procedure_control", "kiem-soat-thu-tuc", "vpub")


def begin(site):
    """Begin the next version of the procedure from next Monday, and return its id."""
    page = site.page
    site.open(f"{SETUP}{KEY}/")
    page.get_by_role("link", name="Soạn bản mới").click()
    page.get_by_label("Có hiệu lực từ ngày").fill("30/11/2026")
    page.get_by_label("Số, ký hiệu quyết định").fill("15/QĐ-UBND")
    page.get_by_label("Lý do sửa đổi").fill("Rút ngắn thời hạn cho người dân.")
    page.get_by_role("button", name="Bắt đầu soạn").click()
    expect(page.get_by_role("heading", name="Tên và đối tượng")).to_be_visible()
    return ProcedureVersion.objects.get(procedure__key=KEY, status="draft").pk


def edit_limit_and_papers(site):
    """Mend what is wrong, add a paper; everything typed is kept."""
    page = site.page
    page.get_by_role("link", name=re.compile("^Thời hạn và trường hợp")).click()
    page.get_by_label("Thời hạn giải quyết").fill("chín")
    page.get_by_role("button", name="Lưu nháp").click()
    site.expect("“chín” chưa đúng. Hãy xem lại “Thời hạn giải quyết”.")
    expect(page.get_by_label("Thời hạn giải quyết")).to_have_value("chín")
    site.check(page)
    site.picture("setup-procedure-problem")
    page.get_by_label("Thời hạn giải quyết").fill("9")
    page.get_by_label("Thời hạn", exact=True).first.fill("9")  # The case of a house has a limit of its own.
    for place in (0, 1):
        page.get_by_label("Đơn vị của thời hạn").nth(place).select_option("working_days")
    page.get_by_role("button", name="Lưu, sang trang sau").click()

    expect(page.get_by_role("heading", name="Thành phần hồ sơ")).to_be_visible()
    page.get_by_role("button", name="Thêm giấy tờ").click()
    page.get_by_label("Giấy tờ", exact=True).last.fill("Ảnh hiện trạng khu đất")
    page.get_by_label("Bản chính").last.fill("1")
    site.picture("setup-procedure-papers")
    page.get_by_role("button", name="Lưu, sang trang sau").click()
    expect(page.get_by_role("heading", name="Phí, lệ phí")).to_be_visible()


def have_it_reviewed(site):
    """Send it to review; the author cannot publish; another officer reads the differences and does."""
    page = site.page
    page.get_by_role("link", name=re.compile("^Kiểm tra và gửi duyệt")).click()
    site.expect("Hồ sơ tiếp nhận từ 30/11/2026 theo bản này.")
    page.get_by_role("button", name="Gửi duyệt").click()
    site.expect("Đã gửi duyệt")
    page.get_by_role("link", name=re.compile("chờ duyệt")).click()
    site.expect("người khác phải duyệt và công bố")
    expect(page.get_by_role("button", name=re.compile("^Công bố"))).to_have_count(0)

    site.at("2026-11-25 10:00")
    site.sign_in("procedure_control", "van-phong", "ttpvhcc")
    site.open(f"{SETUP}{KEY}/")
    page.get_by_role("link", name=re.compile("chờ duyệt")).click()
    site.expect("3 điểm khác bản 1")
    site.expect("Ảnh hiện trạng khu đất")
    site.expect("9 ngày làm việc")
    site.check(page)
    site.picture("setup-procedure-review")
    page.get_by_role("button", name="Công bố, có hiệu lực từ 30/11/2026").click()
    site.expect("Đã công bố bản 2, có hiệu lực từ 30/11/2026.")
    page.get_by_role("button", name="So sánh").click()
    site.expect("điểm khác nhau")
    site.check(page)
    site.picture("setup-procedure-comparison")
    site.open(f"{SETUP}{KEY}/journal/")
    site.expect("Duyệt và công bố")
    site.check(page)


def newest():
    """Return the state of the dossier taken in last."""
    return decode_state(Dossier.objects.order_by("-lodged_at")[0].state)
