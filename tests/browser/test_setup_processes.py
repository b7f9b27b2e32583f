"""A control officer designs a process: an unreachable step is refused with its reason, mended, reviewed, published."""

import re

from playwright.sync_api import expect

from motcua.apps.catalog import processes
from motcua.apps.catalog.models import ProcessVersion

KEY = "gpxd-cap34-nha-o"
PLACE = "/office/setup/processes/"


def drawn(page):
    """Wait until bpmn-js has drawn the process."""
    expect(page.locator("[data-bpmn] [data-drawn]")).to_be_visible()


def test_a_process_with_an_unreachable_step_is_refused_mended_reviewed_and_published(site):
    """R-A60, R-A61"""
    site.at("2026-11-30 09:00")
    site.sign_in("procedure_control", "kiem-soat-thu-tuc", "vpub")
    begin_draft(site)
    add_a_step_nothing_leads_to(site)
    site.press("Gửi duyệt bản 2")
    site.expect("Chưa gửi duyệt được: quy trình còn 1 lỗi")

    lead_to_it(site)
    site.press("Gửi duyệt bản 2")
    site.expect("Đã gửi duyệt")
    site.expect("người khác phải duyệt")
    site.check(site.page)
    publish(site)
    read_as_a_citizen(site)


def begin_draft(site):
    page = site.page
    site.open(PLACE)
    site.check(page)
    page.get_by_role("searchbox", name="Tên hoặc mã thủ tục").fill("cong trinh cap III, cap IV va nha o")
    site.press("Tìm")
    page.locator(f'a[href="{PLACE}{KEY}/"]').click()
    expect(page.get_by_role("link", name="Soạn bản mới")).to_be_visible()
    site.check(page)
    site.picture("setup-process")
    site.press("Soạn bản mới")
    expect(page.get_by_label("Lý do sửa đổi")).to_be_visible()
    site.check(page)
    page.get_by_label("Có hiệu lực từ ngày").fill("07/12/2026")
    page.get_by_label("Lý do sửa đổi").fill("Thêm bước lấy ý kiến")
    site.press("Bắt đầu soạn")
    drawn(page)
    site.expect("Quy trình đi được đến đích")
    site.picture("setup-process-designer")
    site.check(page)
    page.locator("#bpmn-title").evaluate("title => title.scrollIntoView()")
    site.picture("setup-process-bpmn")


def add_a_step_nothing_leads_to(site):
    page = site.page
    site.press(re.compile("^Thêm bước Ins"))
    page.locator("input[name$='-name']").last.fill("Lấy ý kiến phòng khác")
    page.locator(".steps-table details").last.locator("summary").click()
    page.get_by_label("Bước 9 chuyển đến", exact=True).select_option(label="3 Thẩm tra")
    expect(page.locator("#judged")).to_contain_text("Không có đường nào đến bước này.")
    expect(page.locator(".bpmn .flawed")).to_have_count(1)
    page.evaluate("scrollTo(0, 0)")
    site.picture("setup-process-unsound")
    site.check(page)


def lead_to_it(site):
    page = site.page
    third = page.locator(".steps-table details").nth(2)
    third.locator("summary").click()
    third.locator("button[name=act][value='action-2']").click()
    third.locator("summary").click()
    page.get_by_label("Tên hướng chuyển của bước 3", exact=True).last.fill("Hỏi phòng khác")
    page.get_by_label("Bước 3 chuyển đến", exact=True).last.select_option(label="9 Lấy ý kiến phòng khác")
    page.locator(".steps-table details").last.locator("summary").click()
    page.locator("select[name='s8-a0-kind']").select_option("return")
    expect(page.locator("#judged")).to_contain_text("Quy trình đi được đến đích")


def publish(site):
    version = ProcessVersion.objects.get(procedure__key=KEY, status="review")
    site.open(f"{PLACE}versions/{version.pk}/trial/")
    site.expect("Về đến đích")
    site.check(site.page)
    site.picture("setup-process-trial")
    site.sign_in_as("ks.vpub2")
    site.open(f"{PLACE}versions/{version.pk}/")
    site.expect("điểm khác bản 1")
    site.picture("setup-process-review")
    site.press("Công bố, từ 07/12/2026")
    site.expect("Đã công bố bản 2, có hiệu lực từ 07/12/2026.")
    assert [line.status for line in processes.versions_of(KEY)] == ["published", "published"]


def read_as_a_citizen(site):
    site.at("2026-12-07 09:00")
    site.open(f"/thu-tuc/{KEY}/quy-trinh")
    site.expect("Lấy ý kiến phòng khác")
    site.check(site.page)
    site.picture("portal-process")


def test_the_designer_keeps_what_was_typed_and_says_what_to_mend_without_scripts(site, browser):
    site.at("2026-11-30 09:00")
    site.sign_in("procedure_control", "kiem-soat-thu-tuc", "vpub")
    cookies = site.page.context.cookies()
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1366, "height": 768})
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(f"{site.url}{PLACE}{KEY}/begin/")
    page.get_by_label("Có hiệu lực từ ngày").fill("07/12/2026")
    page.get_by_label("Lý do sửa đổi").fill("Thử")
    page.get_by_role("button", name="Bắt đầu soạn").click()

    expect(page.locator("svg.process-picture").first).to_be_visible()
    page.get_by_label("Thời gian bước 1", exact=True).fill("ít")
    page.get_by_label("Tên bước 1", exact=True).fill("Điều vừa gõ")
    page.get_by_role("button", name="Lưu nháp").last.click()
    expect(page.locator("main")).to_contain_text("Hãy ghi một số từ 0 trở lên, ví dụ 2,25.")
    expect(page.get_by_label("Tên bước 1", exact=True)).to_have_value("Điều vừa gõ")
    page.get_by_label("Thời gian bước 1", exact=True).fill("1,25")
    page.get_by_role("button", name="Lưu nháp").last.click()
    expect(page.locator("main")).to_contain_text("Đã lưu bản nháp 2.")
    context.close()
