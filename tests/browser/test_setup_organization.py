"""A commune gets a unit, two communes become one with their dossiers, a reform is approved by a colleague."""

from pathlib import Path

from playwright.sync_api import expect

from motcua.apps.dossiers import succession
from motcua.apps.dossiers.queries import state_by_code
from motcua.apps.organization.models import Agency, Assignment, Reform
from tests.browser.province import WARD, local
from tests.browser.steps import accept_one

MORNING = "2026-11-30 09:00"
SETUP = "/office/setup/organization/"
REFORM = """
reform:
  on: 2026-11-30
  decision: Nghị quyết số 12/NQ-HĐND
  rename:
    - {key: xa-lac-dao, name: Ủy ban nhân dân phường Lạc Đạo, short_name: Phường Lạc Đạo}
  successions:
    - {from: [xa-dai-dong, xa-nhu-quynh], to: xa-lac-dao}
    - {from: [ca-xa-dai-dong, ca-xa-nhu-quynh], to: ca-xa-lac-dao}
"""


def administrators():
    """Return the names with which the administrators of the province sign in."""
    posts = Assignment.objects.filter(role="province_admin").order_by("account__username")
    return list(posts.values_list("account__username", flat=True).distinct())


def add_a_unit(site):
    """Add a health station to the ward."""
    page = site.page
    site.press("Thêm đơn vị")
    page.get_by_label("Tên đơn vị").fill("Trạm Y tế phường")
    page.get_by_label("Căn cứ").fill("Quyết định 5/QĐ-UBND")
    site.press("Xem ảnh hưởng")
    site.expect("có thêm Trạm Y tế phường")
    site.press("Xác nhận, áp dụng ngay")
    site.expect("Đã áp dụng")


def merge(site):
    """Make one commune of two, and watch the dossiers pass."""
    page = site.page
    ward = Agency.objects.get(key=WARD)
    site.open(f"{SETUP}{ward.pk}/merge/")
    page.get_by_label("Nhập cùng").select_option(label="Ủy ban nhân dân xã Tân Hưng")
    page.get_by_label("Tên cơ quan mới").fill("Ủy ban nhân dân phường Sơn Nam Hạ")
    page.get_by_label("Tên ngắn của cơ quan mới").fill("Phường Sơn Nam Hạ")
    page.get_by_label("Mã định danh của cơ quan mới").fill("H31.990")
    page.get_by_label("Căn cứ").fill("Nghị quyết 7/NQ-HĐND")
    site.check(page)
    site.picture("setup-merge")
    site.press("Xem ảnh hưởng")
    site.expect("1 hồ sơ chuyển sang nơi kế nhiệm")
    site.check(page)
    site.picture("setup-effects")
    site.press("Xác nhận, áp dụng ngay")

    site.expect("0/1 hồ sơ đã chuyển")
    order = Reform.objects.latest("id")
    succession.pass_all(order.pk, at=local(MORNING))
    site.expect("1/1 hồ sơ đã chuyển")
    site.expect("Không hồ sơ nào không có nơi giữ")
    site.check(page)
    site.picture("setup-progress")


def test_a_commune_gets_a_unit_and_two_communes_become_one(site):
    page = site.page
    site.at(MORNING)
    state = accept_one(local(MORNING))
    site.sign_in_as(administrators()[0])

    site.open("/office/setup/")
    site.press("Cơ cấu tổ chức")
    site.expect("Ủy ban nhân dân tỉnh Hưng Yên")
    site.check(page)
    site.picture("setup-organization")
    page.get_by_role("searchbox", name="Tìm cơ quan, đơn vị").fill("pho hien")
    site.press("Tìm")
    page.locator("main").get_by_role("link", name="Ủy ban nhân dân phường Phố Hiến").click()
    expect(page.get_by_role("heading", name="Đơn vị", exact=True)).to_be_visible()
    site.check(page)
    site.picture("setup-agency")

    add_a_unit(site)
    merge(site)

    moved = state_by_code(state.code)
    assert Agency.objects.get(pk=moved.competent_agency).name == "Ủy ban nhân dân phường Sơn Nam Hạ"
    site.open(f"{SETUP}{moved.competent_agency}/")
    site.expect("Nhận từ")
    site.check(page)
    site.press("Lịch sử thay đổi")
    site.expect("Nghị quyết 7/NQ-HĐND")
    site.check(page)
    site.sign_in("reception", "counter", "phuong-son-nam-ha")
    site.open_dossier()
    site.expect("Cơ quan kế nhiệm tiếp nhận hồ sơ")
    site.check(page)


def test_a_reform_is_approved_by_a_colleague(site, tmp_path):
    page = site.page
    site.at(MORNING)
    file = Path(tmp_path) / "2026-11-30.yaml"
    file.write_text(REFORM)
    site.sign_in_as(administrators()[0])
    site.open(f"{SETUP}import/")
    site.check(page)
    site.picture("setup-organization-import")
    page.get_by_label("Tên phương án").fill("Sắp xếp xã năm 2026")
    page.get_by_label("Tệp (XLSX, CSV hoặc YAML)").set_input_files(file)
    site.press("Xem thay đổi")
    site.expect("đổi tên thành Ủy ban nhân dân phường Lạc Đạo")
    site.check(page)
    site.press("Gửi duyệt")
    site.expect("Chờ một quản trị khác của tỉnh duyệt")
    site.check(page)

    site.sign_in_as(administrators()[1])
    site.open(SETUP)
    site.press("Phương án sắp xếp")
    site.check(page)
    site.press("Sắp xếp xã năm 2026")
    site.expect("kết thúc")
    site.check(page)
    site.picture("setup-reform")
    site.press("Duyệt phương án")
    site.expect("Đã áp dụng")

    assert not Agency.objects.filter(key="xa-dai-dong", valid_to__isnull=True).exists()
    assert Agency.objects.get(key="xa-lac-dao").name == "Ủy ban nhân dân phường Lạc Đạo"
