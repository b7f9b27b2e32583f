"""Accounts and rights as their administrators see them (R-S4, R-S10, R-A12, R-I10 to R-I17)."""

import io
import re
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from motcua.apps.audit.models import AccessLog
from motcua.apps.organization import operations, queries
from motcua.apps.organization.models import Account, Assignment, Mandate, Oversight
from motcua.domain.access import Actor
from motcua.domain.spreadsheets import Sheet, read_spreadsheet, write_xlsx
from tests.channels.office.administrators import administrator, no_query_grows, screen_of
from tests.factories.dossiers import DossierWorld, only_item
from tests.factories.organization import (
    AccountFactory,
    AgencyFactory,
    AssignmentFactory,
    MandateFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db

HEAD = ("Họ và tên", "Đơn vị", "Vai trò", "Tên đăng nhập")


@pytest.fixture
def world():
    made = DossierWorld()
    Account.objects.update(agency=made.agency)
    return made


@pytest.fixture
def chief(world):
    return administrator(world)


@pytest.fixture
def screen(world, chief):
    return screen_of(world, chief)


@pytest.fixture
def province(world):
    return screen_of(world, administrator(world, role="province_admin"))


def account_of(world, role):
    return Account.objects.get(pk=world.accounts[role])


def url(name, *args):
    return reverse(f"office:{name}", args=args)


def main(page: str) -> str:
    """Return the words of the page's main part."""
    return " ".join(re.sub(r"<[^>]+>", " ", page[page.index("<main") :]).split())


def send(screen, address, data, expect=302):
    response = screen.post(address, data)
    assert response.status_code == expect, main(response.content.decode())
    return response


def day(moment):
    return moment.strftime("%d/%m/%Y")


# --- Finding people ---


def test_the_list_shows_the_own_agency_and_what_needs_a_look(world, screen):
    AccountFactory(full_name="Người Lạ", agency=AgencyFactory())
    AccessAttempt.objects.create(username=account_of(world, "clerk").username, failures_since_start=5)
    AccessAttempt.objects.update(attempt_time=world.now)

    words = main(screen.read(url("accounts")))

    assert "Trần Thị Specialist" in words
    assert "Phòng Kinh tế, Phường Phố Mẫu" in words
    assert "Bị khóa" in words
    assert "Người Lạ" not in words
    assert "Quản trị thay" not in words
    found = main(
        screen.read(f"{url('accounts')}?text=tran+thi+clerk&role=clerk&unit={world.units['clerk'].pk}")
    )
    assert "Trần Thị Clerk" in found
    assert "Specialist" not in found
    assert "Không có tài khoản nào khớp" in main(
        screen.read(f"{url('accounts')}?state=closed&agency=x&unit=y&role=z")
    )


def test_the_province_finds_everybody_and_chooses_the_agency(world, province):
    stranger = AccountFactory(full_name="Người Lạ", agency=AgencyFactory())
    words = main(province.read(url("accounts")))
    assert "Người Lạ" in words
    assert "Quản trị thay" in words
    only = main(province.read(f"{url('accounts')}?agency={stranger.agency_id}"))
    assert "Trần Thị Clerk" not in only


def test_the_list_asks_no_more_for_more_people(world, screen):
    for _ in range(30):
        world.hire("specialist", "kinh-te")
    Account.objects.update(agency=world.agency)
    with no_query_grows(28):
        screen.read(url("accounts"))


@pytest.mark.parametrize("role", ["reception", "leader", "clerk"])
def test_others_find_no_accounts(world, role):
    from tests.channels.office.officers import Screens

    screen = Screens(world).of(role)
    assert screen.get(url("accounts")).status_code == 403
    assert screen.get(url("account", world.accounts["clerk"])).status_code == 403
    assert "Thiết lập" not in screen.read(url("search"))


def test_another_agencys_people_do_not_exist(world, screen):
    """R-S10: direct addresses say no more than lists do."""
    post = AssignmentFactory(account__agency=AgencyFactory())
    stranger = post.account_id
    mandate = MandateFactory(from_assignment=post)
    for address in (
        url("account", stranger), url("account_trail", stranger), url("account_rights", stranger),
        url("account_post_new", stranger), url("account_post_end", stranger, post.pk),
        url("account_absence", stranger, post.pk), url("account_mandate_revoke", stranger, mandate.pk),
        *(url("account_act", stranger, act) for act in ("edit", "close", "reset-password", "review", "unlock")),
    ):  # fmt: skip
        assert screen.get(address).status_code == 404, address
        assert screen.post(address, {"reason": "x"}).status_code in {404, 405}, address
    stranger = Account.objects.get(pk=stranger)
    assert stranger.is_active


def test_what_is_not_managed_is_shown_but_not_changed(world, screen):
    agency = AgencyFactory()
    lent = AccountFactory(agency=agency)
    AssignmentFactory(account=lent, unit=world.units["counter"], role="reception")
    words = main(screen.read(url("account", lent.pk)))
    assert "bạn chỉ xem được" in words
    assert "Cấp mật khẩu tạm" not in words
    assert screen.get(url("account_act", lent.pk, "close")).status_code == 403


def test_the_own_account_is_left_to_a_colleague(world, chief, screen):
    words = main(screen.read(url("account", chief.pk)))
    assert "do một quản trị khác thay đổi" in words
    province = administrator(world, role="province_admin")
    page = screen_of(world, province)
    assert page.post(url("account_act", province.pk, "reset-password"), {}).status_code == 403
    refused = page.post(url("account_act", province.pk, "close"), {"reason": "x"})
    assert refused.status_code == 422
    assert "Không tự thay đổi quyền" in main(refused.content.decode())


# --- Taking people in ---


def test_one_person_is_taken_in_with_a_post_and_a_password_shown_once(world, screen):
    empty = screen.post(url("account_new"), {})
    assert empty.status_code == 422
    assert "Hãy điền “Họ và tên”." in main(empty.content.decode())
    data = {
        "full_name": "Đỗ Minh Khang", "agency": world.agency.pk, "unit": world.units["counter"].pk,
        "role": "reception", "since": day(world.now), "until": "", "title": "Công chức", "phone": "0912 000 318",
    }  # fmt: skip
    assert "Chỉ dùng chữ thường" in main(
        send(screen, url("account_new"), {**data, "username": "Tên Xấu"}, 422).content.decode()
    )
    taken = account_of(world, "clerk").username
    response = send(screen, url("account_new"), {**data, "username": taken}, 422)
    assert "đã có người dùng" in main(response.content.decode())
    assert 'value="Đỗ Minh Khang"' in response.content.decode()

    response = send(screen, url("account_new"), data, 200)

    words = main(response.content.decode())
    account = Account.objects.get(username="khang.dm")
    password = re.search(r"Mật khẩu tạm (\S{19})", words)[1]
    assert account.check_password(password)
    assert account.must_change_password
    assert "no-store" in response["Cache-Control"]
    assert [p.role for p in queries.actor_for(account.pk, world.now).posts] == ["reception"]
    assert password not in screen.read(url("account", account.pk))


def test_a_unit_administrator_makes_no_administrators(world, screen, province):
    data = {
        "full_name": "Quản Trị Mới", "agency": world.agency.pk, "unit": world.units["counter"].pk,
        "role": "unit_admin", "since": day(world.now),
    }  # fmt: skip
    send(screen, url("account_new"), data, 422)
    send(province, url("account_new"), data, 200)
    assert Account.objects.get(full_name="Quản Trị Mới").is_administrator


def upload(screen, *rows, name="ds.xlsx", data=None):
    content = data if data is not None else write_xlsx([Sheet("Cán bộ", (HEAD, *rows))])
    return screen.post(
        url("accounts_import"),
        {"agency": str(screen.world.agency.pk), "file": SimpleUploadedFile(name, content)},
    )


def test_a_spreadsheet_is_shown_before_anybody_is_taken_in(world, screen):
    AccountFactory(full_name="Đỗ Minh Khang", username="cu", agency=world.agency)
    before = Account.objects.count()
    response = upload(
        screen,
        ("Đỗ Minh Khang", "Phòng Kinh tế", "Chuyên viên thụ lý", ""),
        ("Vũ Thị Sen", "counter", "return_desk", "sen"),
        ("Vũ Thị Sen", "counter", "reception", "sen"),
    )
    page = response.content.decode()
    words = main(page)
    assert response.status_code == 200
    assert "Tạo 2 tài khoản" in words
    assert "cùng họ tên với tài khoản cu" in words
    assert Account.objects.count() == before
    kept = re.search(r'name="kept" value="([^"]+)"', page)[1]

    issued = screen.post(url("accounts_import"), {"act": "apply", "kept": kept})

    words = main(issued.content.decode())
    assert "Đã cấp 2 mật khẩu tạm" in words
    assert "khang.dm" in words
    sen = Account.objects.get(username="sen")
    assert {p.role for p in queries.actor_for(sen.pk, world.now).posts} == {"return_desk", "reception"}
    again = screen.post(url("accounts_import"), {"act": "apply", "kept": kept})
    assert again.status_code == 422
    assert "tên sen đã có người dùng" in main(again.content.decode())


def test_mistakes_of_a_spreadsheet_are_named_by_row_and_column(screen):
    response = upload(screen, ("Vũ Thị Sen", "Phòng Lạ", "thanh tra", "sen"), ("", "counter", "clerk", ""))
    words = main(response.content.decode())
    assert response.status_code == 422
    assert "2 Đơn vị cơ quan không có đơn vị “Phòng Lạ”" in words
    assert "3 Họ và tên chưa điền" in words
    assert "Tạo" not in words.split("Cần sửa", 1)[1].split("Gửi lại tệp")[0]


def test_a_role_of_the_province_is_refused_in_a_spreadsheet(screen):
    response = upload(screen, ("Vũ Thị Sen", "counter", "inspector", "sen"))
    assert "vai trò này do tỉnh giao" in main(response.content.decode())


@pytest.mark.parametrize("data", [b"\xff\xff", b"a,b\nc,d\n", b""])
def test_other_files_are_refused_beside_the_field(screen, data):
    response = upload(screen, data=data) if data else screen.post(url("accounts_import"), {})
    assert response.status_code == 422
    assert "field-error" in response.content.decode()


def test_an_empty_sheet_makes_nobody(screen):
    assert "Bảng chưa có dòng nào" in main(upload(screen).content.decode())


def test_rows_that_were_tampered_with_are_not_taken(world, screen):
    response = screen.post(url("accounts_import"), {"act": "apply", "kept": "x:y:z"})
    assert response.status_code == 422
    assert "quá một giờ hoặc bị sửa" in main(response.content.decode())
    kept = re.search(
        r'name="kept" value="([^"]+)"', upload(screen, ("A B", "counter", "clerk", "")).content.decode()
    )[1]
    world.later(minutes=61)
    late = screen_of(world, Account.objects.get(full_name="Lê Thị Hoa"))
    assert late.post(url("accounts_import"), {"act": "apply", "kept": kept}).status_code == 422


def test_rows_for_another_agency_are_not_taken(world, screen):
    """R-S10: neither chosen in the form, nor sealed by another administrator."""
    other = AgencyFactory()
    chosen = screen.post(
        url("accounts_import"), {"agency": other.pk, "file": SimpleUploadedFile("x.csv", b"")}
    )
    assert chosen.status_code == 422
    province = screen_of(world, administrator(world, role="province_admin"))
    UnitFactory(agency=other, code="counter")
    page = province.post(
        url("accounts_import"),
        {
            "agency": other.pk,
            "file": SimpleUploadedFile(
                "x.xlsx", write_xlsx([Sheet("x", (HEAD, ("A B", "counter", "clerk", "ab")))])
            ),
        },
    ).content.decode()
    kept = re.search(r'name="kept" value="([^"]+)"', page)[1]
    assert screen.post(url("accounts_import"), {"act": "apply", "kept": kept}).status_code == 403


def test_the_template_is_filled_with_the_agencys_units(world, screen):
    response = screen.get(url("accounts_template"), {"agency": "999"})
    sheets = read_spreadsheet(io.BytesIO(response.content).read())
    assert ("Phòng Kinh tế", "kinh-te") in sheets[1].rows
    assert "unit_admin" not in {row[1] for row in sheets[2].rows}
    assert "danh-sach-can-bo.xlsx" in response["Content-Disposition"]


# --- Acts on an account ---


def test_each_act_is_done_on_a_page_that_says_what_follows(world, screen):
    clerk = account_of(world, "clerk")
    AccessAttempt.objects.create(username=clerk.username, failures_since_start=5)
    AccessAttempt.objects.update(attempt_time=world.now)
    page = url("account", clerk.pk)

    assert "thử đăng nhập lại ngay" in main(screen.read(url("account_act", clerk.pk, "unlock")))
    send(screen, url("account_act", clerk.pk, "unlock"), {})
    assert not AccessAttempt.objects.exists()
    send(
        screen,
        url("account_act", clerk.pk, "edit"),
        {"full_name": "Tên Mới", "email": "a@xa.example", "phone": ""},
    )
    assert "Tên Mới" in main(screen.read(page))
    response = send(screen, url("account_act", clerk.pk, "reset-password"), {}, 200)
    clerk.refresh_from_db()
    assert clerk.check_password(re.search(r"Mật khẩu tạm (\S{19})", main(response.content.decode()))[1])
    send(screen, url("account_act", clerk.pk, "close"), {"reason": ""}, 422)
    send(screen, url("account_act", clerk.pk, "close"), {"reason": "Nghỉ hưu"})
    assert screen.get(url("account_act", clerk.pk, "close")).status_code == 404
    send(screen, url("account_act", clerk.pk, "reopen"), {"reason": "Trở lại"})
    assert screen.get(url("account_act", clerk.pk, "x")).status_code == 404

    words = main(screen.read(url("account_trail", clerk.pk)))
    for told in (
        "Mở khóa",
        "Sửa thông tin",
        "Cấp mật khẩu tạm",
        "Đóng tài khoản",
        "lý do Nghỉ hưu",
        "Lê Thị Hoa",
    ):
        assert told in words


def test_closing_says_what_the_person_still_holds(world, screen):
    world.at_step("appraise")
    words = main(screen.read(url("account_act", world.accounts["specialist"], "close")))
    assert "đang giữ 1 việc" in words
    assert "đang giữ" not in main(screen.read(url("account_act", world.accounts["clerk"], "close")))


def test_sessions_and_codes_are_ended_for_a_person(world, screen):
    from tests.channels.office.officers import Screens

    clerk = account_of(world, "clerk")
    there = Screens(world).of("clerk")
    assert there.get(url("search")).status_code == 200
    assert "Không có phiên nào" not in main(screen.read(url("account", clerk.pk)))
    send(screen, url("account_act", clerk.pk, "end-sessions"), {})
    assert there.get(url("search")).status_code == 302
    assert screen.get(url("account_act", clerk.pk, "end-sessions")).status_code == 404
    from django_otp.plugins.otp_totp.models import TOTPDevice

    TOTPDevice.objects.create(user=clerk, confirmed=True)
    send(screen, url("account_act", clerk.pk, "forget-codes"), {"reason": "Mất máy"})
    assert not TOTPDevice.objects.filter(user=clerk).exists()


def test_the_review_list_empties_as_accounts_are_confirmed(world, screen):
    """R-I17"""
    clerk = account_of(world, "clerk")
    Account.objects.filter(pk=clerk.pk).update(created_at=world.now - timedelta(days=200))
    listed = f"{url('accounts')}?state=review"
    page = screen.read(listed)
    assert "Trần Thị Clerk" in main(page)
    action = re.search(rf'action="({url("account_act", clerk.pk, "review")}[^"]*)"', page)[1]

    response = screen.post(action, {})

    assert response.url == listed
    assert "Trần Thị Clerk" not in screen.read(listed).split("đúng quyền.")[-1]


# --- Posts, secondment, absence ---


def test_a_post_is_given_and_ended_day_by_day(world, screen):
    clerk = account_of(world, "clerk")
    data = {"unit": world.units["counter"].pk, "role": "reception", "since": day(world.now), "until": ""}
    wrong = {**data, "until": day(world.now - timedelta(days=1))}
    assert "Ngày cuối không thể trước" in main(
        send(screen, url("account_post_new", clerk.pk), wrong, 422).content.decode()
    )
    send(screen, url("account_post_new", clerk.pk), {**data, "until": day(world.now)})
    post = Assignment.objects.get(account=clerk, role="reception")
    assert (post.valid_to - post.valid_from).days == 1
    again = send(screen, url("account_post_new", clerk.pk), data, 422)
    assert "đã được giao việc này" in main(again.content.decode())
    assert "inspector" not in screen.read(url("account_post_new", clerk.pk))
    own = Assignment.objects.get(account=clerk, role="clerk")
    send(screen, url("account_post_end", clerk.pk, own.pk), {"on": day(world.now), "reason": "Điều động"})
    own.refresh_from_db()
    assert own.valid_to == post.valid_to
    assert screen.get(url("account_post_end", clerk.pk, 0)).status_code == 404


@pytest.fixture
def sent():
    agency = AgencyFactory(department=True)
    return AccountFactory(agency=agency, full_name="Vũ Văn Đi"), AccountFactory(
        agency=agency, full_name="Vũ Văn Sẵn"
    )


def test_an_officer_is_lent_with_a_named_reserve(world, screen, sent):
    """R-A12"""
    officer, reserve = sent
    data = {
        "username": officer.username, "reserve": reserve.username, "unit": world.units["counter"].pk,
        "role": "reception", "since": day(world.now), "until": "01/12/2026",
    }  # fmt: skip
    address = url("account_secondment")
    assert "từ 6 đến 24 tháng" in main(send(screen, address, data, 422).content.decode())
    data["until"] = "01/11/2027"
    unknown = send(screen, address, {**data, "reserve": "khong.co"}, 422)
    assert "Không có tài khoản đang mở" in main(unknown.content.decode())
    elsewhere = send(screen, address, {**data, "reserve": account_of(world, "clerk").username}, 422)
    assert "không dự phòng được" in main(elsewhere.content.decode())

    send(screen, address, data)

    words = main(screen.read(url("account", officer.pk)))
    assert "Biệt phái dự phòng: Vũ Văn Sẵn" in words
    assert "Dự phòng cho: Vũ Văn Đi" in main(screen.read(url("account", reserve.pk)))


def test_an_absence_gives_a_colleague_the_post_until_it_is_revoked(world, screen):
    leader, clerk = world.accounts["leader"], world.accounts["clerk"]
    post = Assignment.objects.get(account_id=leader)
    address = url("account_absence", leader, post.pk)
    assert "ký thay việc lãnh đạo cơ quan" in main(screen.read(address))
    data = {
        "colleague": clerk, "kind": "substitution", "signing_form": "TUQ", "basis": "QĐ 12/QĐ-UBND",
        "since": day(world.now), "until": "",
    }  # fmt: skip
    assert "phải có ngày kết thúc" in main(send(screen, address, data, 422).content.decode())
    send(screen, address, {**data, "signing_form": "KT"})
    mandate = Mandate.objects.get()
    words = main(screen.read(url("account", leader)))
    assert "Trần Thị Clerk thay Trần Thị Leader" in words
    assert any(p.mandate_id == mandate.pk for p in queries.actor_for(clerk, world.now).posts)
    revoke = url("account_mandate_revoke", leader, mandate.pk)
    assert "thôi làm thay" in main(screen.read(revoke))
    send(screen, revoke, {"reason": "Đã về"})
    assert not any(p.mandate_id for p in queries.actor_for(clerk, world.now).posts)
    assert "Thu hồi" in main(screen.read(url("account", clerk)))
    assert screen.get(url("account_mandate_revoke", leader, 0)).status_code == 404


def test_oversight_is_the_provinces_to_give(world, screen, province):
    below = AgencyFactory(parent=world.agency)
    data = {
        "overseer": world.agency.pk,
        "agency": below.pk,
        "basis": "QĐ 7",
        "since": day(world.now),
        "until": "",
    }
    address = url("accounts_oversight")
    assert screen.get(address).status_code == 403
    wrong = send(province, address, {**data, "overseer": below.pk, "agency": world.agency.pk}, 422)
    assert "không trực thuộc" in main(wrong.content.decode())
    send(province, address, data, 200)
    grant = Oversight.objects.get()
    assert below.name in screen.read(url("accounts"))
    end = url("accounts_oversight_end", grant.pk)
    assert screen.get(end).status_code == 403
    send(province, end, {"on": day(world.now), "reason": "Thôi"})
    assert province.get(url("accounts_oversight_end", 0)).status_code == 404
    world.later(days=1)
    assert below.name not in screen_of(
        world, Account.objects.get(full_name="Lê Thị Hoa", assignments__role="unit_admin")
    ).read(url("accounts"))


# --- What may this person do and see, and why? ---


def test_rights_are_explained_post_by_post(world, screen, chief):
    words = main(screen.read(url("account_rights", world.accounts["leader"])))
    assert "Lãnh đạo cơ quan · Lãnh đạo Ủy ban nhân dân" in words
    assert "Xem hồ sơ mà cơ quan này tiếp nhận hoặc giải quyết" in words
    assert "Xin lỗi, hẹn lại" in words
    own = main(screen.read(url("account_rights", chief.pk)))
    assert "Không xem hồ sơ" in own
    nobody = AccountFactory(agency=world.agency)
    assert "không giữ việc nào" in main(screen.read(url("account_rights", nobody.pk)))
    nobody.is_active = False
    nobody.save()
    assert "Tài khoản đã đóng" in main(screen.read(url("account_rights", nobody.pk)))


def test_a_dossier_is_explained_by_post_mandate_and_rule(world, screen, chief):
    state = world.at_step("sign")
    other = world.hire("clerk", "clerk")
    MandateFactory(
        from_assignment=Assignment.objects.get(account_id=world.accounts["leader"]), to_account_id=other,
        basis="QĐ 12/QĐ-UBND",
    )  # fmt: skip

    def asked(role_or_account):
        account = world.accounts.get(role_or_account, role_or_account)
        return main(screen.read(f"{url('account_rights', account)}?code={state.code}"))

    deputy = asked(other)
    assert "Được xem, vì:" in deputy
    assert "làm thay Trần Thị Leader (Ký thay, QĐ 12/QĐ-UBND)" in deputy
    assert "Ký kết quả" in deputy
    assert "Đặng Thị Ngọc Ánh" not in deputy
    assert "Chỉ xem" not in deputy
    stranger = AssignmentFactory(unit=UnitFactory(agency=world.agency), account__agency=world.agency)
    assert "Không được xem" in asked(stranger.account_id)
    assert AccessLog.objects.filter(action="explain-rights", subject_id=str(state.id)).count() == 2
    assert AccessLog.objects.filter(action="explain-rights").first().actor_account_id == chief.pk


def test_a_dossier_of_another_agency_is_none_of_a_unit_administrators_business(world, screen):
    state = world.accepted()
    elsewhere = AgencyFactory()
    other = administrator(world)
    Account.objects.filter(pk=other.pk).update(agency=elsewhere)
    Assignment.objects.filter(account=other).update(unit=UnitFactory(agency=elsewhere))
    person = AssignmentFactory(account__agency=elsewhere, unit__agency=elsewhere)
    page = screen_of(world, other)
    for code in (state.code, "H31.999-261102-0001"):
        words = main(page.read(f"{url('account_rights', person.account_id)}?code={code}"))
        assert f"Không có hồ sơ {code}" in words
    assert not AccessLog.objects.filter(action="explain-rights").exists()


def test_oversight_and_codes_are_explained_too(world, screen, province):
    below = AgencyFactory(parent=world.agency, name="Trường Tiểu học Mẫu")
    operations.grant_oversight(
        overseer_id=world.agency.pk, agency_id=below.pk, basis="QĐ 7", since=world.now.date(), until=None,
        actor=Actor.system("cli"), at=world.now,
    )  # fmt: skip
    chief = Account.objects.get(assignments__role="unit_admin")
    assert "quản trị thay cho Trường Tiểu học Mẫu" in main(province.read(url("account_rights", chief.pk)))


def test_the_whole_answer_agrees_with_the_offers_of_the_dossiers_page(world, screen):
    from tests.channels.office.officers import Screens

    state = world.at_step("appraise")
    item = only_item(state)
    page = Screens(world).of("specialist").read(url("dossier", state.id))
    words = main(screen.read(f"{url('account_rights', world.accounts['specialist'])}?code={state.code}"))
    assert item.assignee == world.accounts["specialist"]
    for label in ("Soạn dự thảo kết quả", "Ghi chú nội bộ", "Đính kèm tệp"):
        assert label in page
        assert label in words
