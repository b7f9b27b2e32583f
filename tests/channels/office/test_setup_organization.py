"""Agencies in the setup: who sees which, every change with its effects first, reforms approved by another (R-S10)."""

import re
from datetime import date

import pytest

from motcua.apps.dossiers import succession
from motcua.apps.dossiers.queries import state_by_code
from motcua.apps.organization.models import Account, Agency, Reform, Unit
from motcua.domain.spreadsheets import Sheet, write_xlsx
from tests.channels.office.administrators import administrator, no_query_grows, screen_of
from tests.factories.dossiers import UNITS, DossierWorld, at
from tests.factories.organization import AgencyFactory, UnitFactory

pytestmark = pytest.mark.django_db

SETUP = "/office/setup/organization/"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WHEN = {"on": "09/11/2026", "decision": "NQ 1"}


@pytest.fixture
def world():
    found = DossierWorld(now=at("2026-11-09 08:00"))
    province = AgencyFactory(
        key="tinh", kind="province_committee", level="province", identifier="H31",
        name="Ủy ban nhân dân tỉnh Mẫu", short_name="Tỉnh Mẫu",
    )  # fmt: skip
    Agency.objects.filter(pk=found.agency.pk).update(key="phuong-pho-mau", parent=province)
    found.agency.refresh_from_db()
    other = AgencyFactory(key="xa-ben", name="Ủy ban nhân dân xã Bên", short_name="Xã Bên", parent=province)
    for code, name in UNITS.items():
        UnitFactory(agency=other, code=code, name=name)
    found.other, found.province = other, province
    return found


@pytest.fixture
def province_admin(world):
    return screen_of(world, administrator(world, "province_admin"))


@pytest.fixture
def unit_admin(world):
    return screen_of(world, administrator(world, "unit_admin"))


def change_of(agency, what):
    return f"{SETUP}{agency.pk}/{what}/"


def kept_in(page):
    return re.search(r'name="kept" value="([^"]+)"', page.content.decode())[1]


def confirmed(screen, preview):
    assert preview.status_code == 200, preview.content.decode()[:3000]
    answer = screen.post(f"{SETUP}confirm/", {"kept": kept_in(preview)})
    assert answer.status_code == 302
    return screen.get(answer.url)


def text_of(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


# ---- Seeing ----


def test_the_province_sees_the_tree_and_an_agency_itself_only(world, province_admin, unit_admin):
    assert "xã Bên" in text_of(province_admin.get(SETUP))
    own = text_of(unit_admin.get(SETUP))
    assert "phường Phố Mẫu" in own
    assert "xã Bên" not in own
    assert unit_admin.get(f"{SETUP}{world.other.pk}/").status_code == 404
    assert unit_admin.get(f"{SETUP}{world.other.pk}/trail/").status_code == 404
    assert unit_admin.get(f"{SETUP}plans/").status_code == 403
    assert unit_admin.get(f"{SETUP}import/").status_code == 403
    specialist = screen_of(world, administrator(world, "specialist"))
    assert specialist.get(SETUP).status_code == 403


def test_search_needs_no_marks_and_finds_units_and_former_names(world, province_admin):
    world.other.former_names.create(
        name="UBND xã Xưa Cũ", short_name="Xã Xưa", valid_from=date(2020, 1, 1), valid_to=date(2025, 7, 1)
    )
    for words, expected in (("xa ben", "xã Bên"), ("xua cu", "xã Bên"), ("phong kinh te", "Phòng Kinh tế")):
        assert expected in text_of(province_admin.get(SETUP, {"text": words}))
    assert "Không có cơ quan" in text_of(province_admin.get(SETUP, {"text": "zzz"}))


def test_a_page_asks_few_questions_however_many_agencies_there_are(world, province_admin):
    for number in range(30):
        AgencyFactory(key=f"xa-{number}-x", parent=world.province)
    with no_query_grows(40):
        province_admin.get(SETUP)


# ---- Units ----


def test_a_units_own_administrator_adds_a_unit(world, unit_admin):
    form = {**WHEN, "name": "Trạm Y tế", "code": ""}
    page = confirmed(unit_admin, unit_admin.post(change_of(world.agency, "add-unit"), form))

    assert "Đã áp dụng" in text_of(page)
    assert Unit.objects.get(agency=world.agency, code="tram-y-te").name == "Trạm Y tế"
    assert "Thay đổi theo phương án" in text_of(unit_admin.get(f"{SETUP}{world.agency.pk}/trail/"))


def test_what_is_wrong_stands_there_and_nothing_typed_is_lost(world, unit_admin):
    page = unit_admin.post(
        change_of(world.agency, "add-unit"), {"on": "09/11/2026", "name": "Quầy", "code": "counter"}
    )
    assert page.status_code == 422
    assert 'value="Quầy"' in page.content.decode()
    page = unit_admin.post(change_of(world.agency, "add-unit"), {**WHEN, "name": "Quầy", "code": "counter"})
    assert "đã có đơn vị" in text_of(page)


def test_a_unit_administrator_does_not_merge(world, unit_admin):
    assert unit_admin.get(change_of(world.agency, "merge")).status_code == 403
    assert unit_admin.get(change_of(world.agency, "magic")).status_code == 404


@pytest.mark.parametrize(
    ("what", "form", "expected"),
    [
        ("rename-unit", {"unit": "clerk", "name": "Văn thư phường"}, "đổi tên thành Văn thư phường"),
        ("close-unit", {"unit": "kinh-te", "into": "clerk"}, "Văn thư nhận việc"),
        ("move-unit", {"unit": "kinh-te", "to": "xa-ben"}, "chuyển về"),
        ("rename", {"name": "UBND phường Mới", "short_name": "Phường Mới"}, "đổi tên thành UBND phường Mới"),
        ("move", {"parent": "xa-ben"}, "về trực thuộc"),
        ("abolish", {"successor": "xa-ben"}, "kế nhiệm"),
        (
            "found",
            {
                "name": "UBND xã Non", "short_name": "Xã Non", "kind": "commune_committee", "level": "commune",
                "like": "xa-ben",
            },
            "Thành lập UBND xã Non",
        ),
        ("split", {"successor": "tinh", "second": "xa-ben", "only": ["kinh-te"]}, "kết thúc"),
    ],
)  # fmt: skip
def test_every_change_says_first_what_it_does(world, province_admin, what, form, expected):
    for code, name in UNITS.items():
        UnitFactory(agency=world.province, code=code, name=name)
    page = province_admin.get(change_of(world.agency, what))
    assert page.status_code == 200

    preview = province_admin.post(change_of(world.agency, what), {**WHEN, **form})

    assert expected in text_of(preview), text_of(preview)
    assert not Reform.objects.exists()
    assert "Đã áp dụng" in text_of(confirmed(province_admin, preview))


# ---- Mergers ----


def test_two_communes_become_a_new_one_with_their_dossiers(world, province_admin):
    state = world.at_step("appraise")
    form = {
        **WHEN, "others_too": ["xa-ben"], "successor": "", "new_name": "Ủy ban nhân dân phường Mới",
        "new_short_name": "Phường Mới", "identifier": "H31.777",
    }  # fmt: skip
    preview = province_admin.post(change_of(world.agency, "merge"), form)
    said = text_of(preview)
    assert "1 hồ sơ chuyển sang nơi kế nhiệm" in said
    assert "Phòng Kinh tế, Phường Phố Mẫu Phòng Kinh tế, Phường Mới 1" in said

    confirmed(province_admin, preview)

    (order,) = Reform.objects.all()
    succession.pass_all(order.pk, at=world.now)
    assert succession.without_holder(world.now) == []
    new = Agency.objects.get(key="phuong-moi")
    assert state_by_code(state.code).competent_agency == new.pk
    page = text_of(province_admin.get(f"{SETUP}plans/{order.pk}/"))
    assert "1/1 hồ sơ đã chuyển" in page
    assert "Không hồ sơ nào không có nơi giữ" in page
    assert "Nhận từ" in text_of(province_admin.get(f"{SETUP}{new.pk}/"))
    assert "Bàn giao cho" in text_of(province_admin.get(f"{SETUP}{world.agency.pk}/"))


def test_units_without_a_successor_are_asked_for(world, province_admin):
    UnitFactory(agency=world.agency, code="van-hoa", name="Phòng Văn hóa")
    form = {**WHEN, "successor": "xa-ben"}
    page = province_admin.post(change_of(world.agency, "abolish"), form)
    assert page.status_code == 422
    assert "Nơi nhận việc của Phòng Văn hóa" in text_of(page)

    form["heir:phuong-pho-mau/van-hoa"] = "clerk"
    preview = province_admin.post(change_of(world.agency, "abolish"), form)

    assert "Đã áp dụng" in text_of(confirmed(province_admin, preview))
    assert Unit.objects.get(code="van-hoa").handed_to.get().successor.code == "clerk"


def test_a_change_of_a_later_day_waits_and_may_be_given_up(world, province_admin):
    form = {"on": "01/01/2027", "decision": "NQ 2", "successor": "xa-ben"}
    preview = province_admin.post(change_of(world.agency, "abolish"), form)
    assert "tự áp dụng từ 0 giờ ngày 01/01/2027" in text_of(preview)
    page = confirmed(province_admin, preview)
    assert "Đã duyệt, chờ đến ngày" in text_of(page)

    order = Reform.objects.get()
    province_admin.post(f"{SETUP}plans/{order.pk}/decide/", {"act": "withdraw", "remarks": "Hoãn"})

    assert "Đã bỏ" in text_of(province_admin.get(f"{SETUP}plans/{order.pk}/"))


def test_a_preview_that_was_tampered_with_does_nothing(world, province_admin):
    answer = province_admin.post(f"{SETUP}confirm/", {"kept": "xxx"})
    assert answer.status_code == 302
    assert not Reform.objects.exists()


# ---- Files ----


def upload(screen, name, data, **form):
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile(name, data, content_type=XLSX)
    return screen.post(f"{SETUP}import/", {**WHEN, "title": "Sắp xếp", "file": file, **form})


def workbook(agencies=(), units=(), successions=()):
    return write_xlsx(
        (
            Sheet("Cơ quan", (("Mã cơ quan", "Tên", "Tên ngắn", "Loại", "Cấp", "Trực thuộc"), *agencies)),
            Sheet("Đơn vị", (("Mã cơ quan", "Mã đơn vị", "Tên đơn vị"), *units)),
            Sheet("Kế nhiệm", (("Cơ quan kết thúc", "Cơ quan kế nhiệm", "Đơn vị cũ", "Đơn vị nhận"), *successions)),
        )
    )  # fmt: skip


def test_a_workbook_becomes_a_plan_that_another_administrator_approves(world, province_admin):
    data = workbook(
        agencies=[
            ("xa-moi", "Ủy ban nhân dân xã Mới", "Xã Mới", "Ủy ban nhân dân cấp xã", "Cấp xã", "tinh"),
            ("xa-ben", "Ủy ban nhân dân xã Bên Sông", "Xã Bên Sông", "", "", ""),
        ],
        units=[("xa-moi", "counter", ""), ("xa-moi", "kinh-te-moi", "Phòng Kinh tế mới"), ("xa-moi", "leaders", "Lãnh đạo"), ("xa-moi", "clerk", "")],
        successions=[("phuong-pho-mau", "xa-moi", "kinh-te", "kinh-te-moi")],
    )  # fmt: skip
    preview = upload(province_admin, "co-cau.xlsx", data)
    said = text_of(preview)
    assert "Thành lập Ủy ban nhân dân xã Mới" in said
    assert "đổi tên thành Ủy ban nhân dân xã Bên Sông" in said

    page = confirmed(province_admin, preview)

    assert "Chờ một quản trị khác của tỉnh duyệt" in text_of(page)
    order = Reform.objects.get()
    province_admin.post(f"{SETUP}plans/{order.pk}/decide/", {"act": "approve"})
    assert Reform.objects.get().status == "review"
    colleague = screen_of(world, administrator(world, "province_admin", username="qt.khac"))
    assert "Duyệt phương án" in text_of(colleague.get(f"{SETUP}plans/{order.pk}/"))
    colleague.post(f"{SETUP}plans/{order.pk}/decide/", {"act": "approve"})
    assert Reform.objects.get().status == "applied"
    assert Unit.objects.get(agency__key="xa-moi", code="clerk").name == "Văn thư"
    assert "Sắp xếp" in text_of(province_admin.get(f"{SETUP}plans/"))


PEOPLE = ("Mã cơ quan", "Mã đơn vị", "Họ và tên", "Vai trò", "Chức danh", "Tên đăng nhập")


def with_people(*rows):
    return write_xlsx(
        (
            Sheet(
                "Cơ quan",
                (
                    ("Mã cơ quan", "Tên", "Tên ngắn", "Loại", "Cấp", "Trực thuộc", "Có đơn vị như"),
                    ("xa-moi", "UBND xã Mới", "Xã Mới", "commune_committee", "commune", "tinh", "xa-ben"),
                ),
            ),
            Sheet("Cán bộ", (PEOPLE, *rows)),
        )
    )


def test_officers_of_a_workbook_get_accounts_once_its_plan_is_applied(world, province_admin):
    data = with_people(
        ("xa-moi", "counter", "Phạm Văn Mới", "reception", "Công chức", ""),
        ("xa-moi", "leaders", "Trần Thị Lạ", "leader", "Chủ tịch", "la.tt"),
        ("xa-moi", "clerk", "Trần Thị Lạ", "Văn thư", "", "la.tt"),
    )
    preview = upload(province_admin, "tinh.xlsx", data)
    assert "Tệp có 2 cán bộ mới" in text_of(preview)
    confirmed(province_admin, preview)
    order = Reform.objects.get()
    early = province_admin.post(f"{SETUP}plans/{order.pk}/people/", {})
    assert early.status_code == 302
    assert not Account.objects.filter(username="la.tt").exists()
    colleague = screen_of(world, administrator(world, "province_admin", username="qt.khac"))
    colleague.post(f"{SETUP}plans/{order.pk}/decide/", {"act": "approve"})

    page = text_of(colleague.post(f"{SETUP}plans/{order.pk}/people/", {}))

    assert "Phạm Văn Mới" in page
    assert "moi.pv" in page
    made = Account.objects.get(username="la.tt")
    assert made.must_change_password
    assert made.agency.key == "xa-moi"
    assert set(made.assignments.values_list("unit__code", "role")) == {
        ("leaders", "leader"),
        ("clerk", "clerk"),
    }
    assert "Đã tạo tài khoản" in text_of(colleague.get(f"{SETUP}plans/{order.pk}/"))
    assert colleague.post(f"{SETUP}plans/{order.pk}/people/", {}).status_code == 302
    assert Account.objects.filter(full_name="Phạm Văn Mới").count() == 1


def test_mistakes_among_officers_are_named(world, province_admin):
    data = with_people(
        ("xa-moi", "khong-co", "Phạm Văn Mới", "reception", "", ""),
        ("xa-la", "counter", "", "vua", "", "Có Dấu"),
        ("xa-moi", "clerk", "Một", "clerk", "", "trung"),
        ("xa-moi", "clerk", "Hai", "clerk", "", "trung"),
    )
    said = text_of(upload(province_admin, "tinh.xlsx", data))
    for place in (
        "cơ quan không có đơn vị “khong-co” Cán bộ 2 Mã đơn vị",
        "không có cơ quan “xa-la” Cán bộ 3 Mã cơ quan",
        "không có vai trò “vua”, hoặc không được giao Cán bộ 3 Vai trò",
        "chưa điền, hoặc quá dài Cán bộ 3 Họ và tên",
        "chỉ dùng chữ thường không dấu, số và dấu chấm Cán bộ 3 Tên đăng nhập",
        "tên trung đã đặt cho người khác ở một dòng trên Cán bộ 5 Tên đăng nhập",
    ):
        assert place in said, place


def test_mistakes_of_a_workbook_are_named_by_sheet_row_and_column(world, province_admin):
    data = workbook(
        agencies=[("xa-moi", "", "Xã Mới", "Ủy ban", "Cấp xã", "tinh"), ("Xã Lạ", "X", "X", "", "", "")],
        units=[("khong-co", "counter", "")],
        successions=[("xa-ben", "khong-co", "clerk", "")],
    )
    page = upload(province_admin, "co-cau.xlsx", data)

    assert page.status_code == 422
    said = text_of(page)
    for place in (
        "chưa điền Cơ quan 2 Tên",
        "chỉ dùng chữ thường không dấu, số và gạch nối Cơ quan 3 Mã cơ quan",
        "không có cơ quan “khong-co” Đơn vị 2 Mã cơ quan",
        "ghi cả đơn vị cũ và đơn vị nhận, hoặc bỏ trống cả hai Kế nhiệm 2 Đơn vị nhận",
    ):
        assert place in said, place
    assert not Reform.objects.exists()


def test_a_list_of_territories_founds_and_renames(world, province_admin):
    Agency.objects.filter(pk=world.agency.pk).update(administrative_code="11101")
    Agency.objects.filter(pk=world.other.pk).update(administrative_code="11102")
    data = "Mã;Tên;Cấp;Mã cấp trên\n11101;Phường Phố Mẫu Mới;phường;33\n11199;Xã Lập Thêm;xã;33\n33;Tỉnh Mẫu;tỉnh;\n"
    preview = upload(province_admin, "dvhc.csv", data.encode())

    said = text_of(preview)
    assert "Thành lập Ủy ban nhân dân xã Lập Thêm" in said
    assert "đổi tên thành Ủy ban nhân dân phường Phố Mẫu Mới" in said
    assert "Không có trong danh sách" in said
    assert "xã Bên" in said


def test_a_reform_by_hand_is_read_and_its_mistakes_are_named(world, province_admin):
    good = b"reform:\n  on: 2026-11-09\n  decision: NQ 3\n  successions:\n    - {from: [phuong-pho-mau], to: xa-ben}\n"
    assert "kết thúc" in text_of(upload(province_admin, "2026.yaml", good, on="", decision=""))
    bad = text_of(upload(province_admin, "2026.yaml", good.replace(b"to: xa-ben", b"too: x")))
    assert "reform.successions[0].too" in bad


def test_a_file_that_is_none_is_refused_in_place(world, province_admin):
    page = upload(province_admin, "co-cau.xlsx", b"\x00\x01")
    assert page.status_code == 422
    page = upload(province_admin, "co-cau.xlsx", workbook(), on="", decision="")
    assert "Hãy điền “Từ ngày”" in text_of(page)


def test_the_template_names_every_column(province_admin):
    from motcua.domain.spreadsheets import read_spreadsheet

    answer = province_admin.get(f"{SETUP}import/template/")
    assert [sheet.name for sheet in read_spreadsheet(answer.content)][:3] == ["Cơ quan", "Đơn vị", "Kế nhiệm"]
