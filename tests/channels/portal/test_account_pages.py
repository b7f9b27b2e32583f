"""The pages of one's own account: who looked, companies, powers, contacts, codes of a telephone, closing."""

import re
from base64 import b64decode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django_otp.oath import TOTP

from motcua.apps.citizens import operations, queries
from motcua.apps.citizens.models import Company, Membership, Person, PowerOfAttorney, SecondFactor, SignedIn
from tests.factories.citizens import (
    PASSWORD,
    CompanyFactory,
    MembershipFactory,
    PersonFactory,
    PowerFactory,
    last_code,
    sign_in_citizen,
)

pytestmark = pytest.mark.django_db
PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
PAGES = [
    "/tai-khoan", "/tai-khoan/thong-tin", "/tai-khoan/lien-he", "/tai-khoan/bao-mat", "/tai-khoan/bao-mat/mat-khau",
    "/tai-khoan/bao-mat/hai-lop", "/tai-khoan/bao-mat/ma-du-phong", "/tai-khoan/bao-mat/hai-lop/tat",
    "/tai-khoan/phien", "/tai-khoan/cong-ty", "/tai-khoan/cong-ty/moi", "/tai-khoan/uy-quyen",
    "/tai-khoan/uy-quyen/moi", "/tai-khoan/ai-da-xem", "/tai-khoan/lam-thay", "/tai-khoan/dong",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _province(province):
    """The masthead names a province."""


@pytest.fixture
def person():
    return PersonFactory(phone="0912345678", name="Trần Thị Mẫu")


@pytest.fixture
def signed_in(client, person):
    sign_in_citizen(client, person)
    return client


def said(page) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


@pytest.mark.parametrize("address", PAGES)
def test_every_page_of_the_account_answers_and_is_kept_by_no_cache(signed_in, address):
    page = signed_in.get(address)

    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]


def test_the_identity_number_is_shown_masked(client):
    sign_in_citizen(client, PersonFactory(citizen_id="033591204716", proven=True))

    page = said(client.get("/tai-khoan"))

    assert "033 5•• ••• 716" in page
    assert "033591204716" not in page
    assert "Đã xác thực" in page


def test_a_proven_name_is_not_changed_here(client):
    person = PersonFactory(proven=True, name="Trần Thị Mẫu")
    sign_in_citizen(client, person)

    page = client.post(
        "/tai-khoan/thong-tin",
        {
            "name": "Ai Khác",
            "citizen_id": person.citizen_id,
            "born_on": "14/09/1991",
            "sex": "female",
            "address": "x",
        },
    )

    assert "hãy sửa ở cơ quan công an" in said(page)
    assert Person.objects.get(pk=person.pk).name == "Trần Thị Mẫu"


def test_a_new_phone_counts_once_its_code_has_come(signed_in, person):
    signed_in.post("/tai-khoan/lien-he", {"contact": "0987654321", "current": PASSWORD})
    assert Person.objects.get(pk=person.pk).phone == "0912345678"

    page = signed_in.post("/tai-khoan/lien-he/ma", {"code": last_code("0987654321")}, follow=True)

    assert page.redirect_chain[-1][0] == "/tai-khoan"
    assert Person.objects.get(pk=person.pk).phone == "0987654321"


def test_a_contact_is_not_changed_without_the_password(signed_in, person):
    page = signed_in.post("/tai-khoan/lien-he", {"contact": "0987654321", "current": "đoán mò thôi mà"})

    assert page.status_code == 422
    assert "nhập đúng mật khẩu hiện tại" in said(page)


def test_the_last_contact_stays(client):
    person = PersonFactory(email="")
    sign_in_citizen(client, person)

    page = client.post("/tai-khoan/lien-he/bo", {"channel": "sms"}, follow=True)

    assert "phải còn ít nhất một số điện thoại hoặc thư" in said(page)
    assert Person.objects.get(pk=person.pk).phone == person.phone


def token(person) -> str:
    totp = TOTP(bytes(SecondFactor.objects.get(person=person).key))
    totp.time = timezone.now().timestamp()
    return f"{totp.token():06d}"


def turn_on(client, person) -> list[str]:
    client.get("/tai-khoan/bao-mat/hai-lop")
    page = client.post("/tai-khoan/bao-mat/hai-lop", {"code": token(person)})
    return re.findall(r"<li>([a-z0-9]{5}-[a-z0-9]{5})</li>", page.content.decode())


def test_codes_of_a_telephone_are_asked_for_after_the_password(client, person, signed_in, time_machine):
    codes = turn_on(signed_in, person)
    assert len(codes) == 10
    signed_in.post("/dang-xuat")

    half = client.post("/dang-nhap", {"name": person.phone, "password": PASSWORD})
    assert half["Location"] == "/dang-nhap/ma-xac-thuc"
    assert client.get("/tai-khoan").status_code == 302
    used = client.post("/dang-nhap/ma-xac-thuc", {"code": token(person)})
    assert used.status_code == 422  # The code that turned it on opens nothing again.

    assert client.post("/dang-nhap/ma-xac-thuc", {"code": codes[0]})["Location"] == "/tai-khoan"
    client.post("/dang-xuat")
    client.post("/dang-nhap", {"name": person.phone, "password": PASSWORD})
    assert client.post("/dang-nhap/ma-xac-thuc", {"code": codes[0]}).status_code == 422


def test_one_signs_out_elsewhere(signed_in, person, client):
    operations.begin(person_id=person.pk, method="password", at=timezone.now())
    other = SignedIn.objects.get(person=person, method="password")

    signed_in.post("/tai-khoan/phien", {"session": str(other.pk)})

    other.refresh_from_db()
    assert other.ended_at is not None
    assert signed_in.get("/tai-khoan").status_code == 200


def test_a_company_is_begun_and_its_member_acts_for_it(signed_in, person, client):
    page = signed_in.post(
        "/tai-khoan/cong-ty/moi", {"name": "Công ty Mẫu", "tax_code": "0100109106"}, follow=True
    )
    company = Company.objects.get()
    assert "chưa kiểm chứng" in said(page)
    member = PersonFactory(phone="0911111111")
    signed_in.post(
        f"/tai-khoan/cong-ty/{company.pk}/moi-nguoi", {"contact": "0911111111", "rights": ["follow"]}
    )
    sign_in_citizen(client, member)
    offer = company.invitations.get()
    client.post(f"/tai-khoan/loi-moi/{offer.pk}", {"answer": "yes"})

    page = client.post("/tai-khoan/lam-thay", {"key": f"company:{company.pk}"}, follow=True)

    assert "Đang làm thay cho Công ty Mẫu" in said(page)
    (choice,) = [one for one in queries.choices_of(member.pk, timezone.localdate()) if one.kind == "company"]
    assert choice.rights == {"follow"}
    assert client.get(f"/tai-khoan/cong-ty/{company.pk}/moi-nguoi").status_code == 404


def test_a_wrong_tax_code_is_said_at_its_field(signed_in):
    page = signed_in.post("/tai-khoan/cong-ty/moi", {"name": "Công ty Mẫu", "tax_code": "0100109107"})

    assert page.status_code == 422
    assert 'aria-invalid="true"' in page.content.decode()
    assert not Company.objects.exists()


def test_the_last_owner_does_not_leave_members_behind(signed_in, person):
    company = CompanyFactory(owner=person)
    MembershipFactory(company=company, rights=["file"])

    page = signed_in.post(f"/tai-khoan/cong-ty/{company.pk}/nguoi/{person.pk}/bo", follow=True)

    assert "phải còn ít nhất một người đại diện" in said(page)
    assert Membership.objects.filter(person=person, ended_at=None).exists()


def test_a_principal_confirms_in_the_own_account_with_a_code(signed_in, client, person):
    principal = PersonFactory(phone="0922222222", name="Lê Văn Mẫu")
    signed_in.post(
        "/tai-khoan/uy-quyen/moi",
        {"principal_name": "Lê Văn Mẫu", "principal_phone": "0922 222 222", "matters": "Nộp hồ sơ đất đai",
         "rights": ["file", "follow"], "valid_from": timezone.localdate().strftime("%d/%m/%Y"),
         "valid_to": "31/12/2027"},
    )  # fmt: skip
    power = PowerOfAttorney.objects.get()
    assert [one.kind for one in queries.choices_of(person.pk, timezone.localdate())] == ["self"]
    sign_in_citizen(client, principal)
    assert "Trần Thị Mẫu" in said(client.get("/tai-khoan/uy-quyen"))
    client.post(f"/tai-khoan/uy-quyen/{power.pk}/xac-nhan", {"send": "1"})

    client.post(f"/tai-khoan/uy-quyen/{power.pk}/xac-nhan", {"code": last_code("0922222222")})

    choices = queries.choices_of(person.pk, timezone.localdate())
    assert choices[1].key == f"citizen:{principal.pk}"
    assert "đã được người ủy quyền xác nhận" in choices[1].basis
    client.post(f"/tai-khoan/uy-quyen/{power.pk}/cham-dut")
    assert len(queries.choices_of(person.pk, timezone.localdate())) == 1


def test_nobody_confirms_a_power_that_names_another_phone(signed_in, person):
    power = PowerFactory(principal=None, confirmed_at=None, principal_phone="0933333333")

    assert signed_in.get(f"/tai-khoan/uy-quyen/{power.pk}/xac-nhan").status_code == 404
    assert "đã chấm dứt" in said(signed_in.post(f"/tai-khoan/uy-quyen/{power.pk}/cham-dut", follow=True))


def test_a_paper_alone_is_shown_as_unverified(signed_in, person):
    power = PowerFactory(proxy=person, on_paper=True)

    page = said(signed_in.get("/tai-khoan/lam-thay"))

    assert "Giấy ủy quyền chưa kiểm chứng" in page
    assert queries.choices_of(person.pk, timezone.localdate())[1].key == f"power:{power.pk}"


def test_a_closed_account_holds_nothing_of_its_person(signed_in, person):
    page = signed_in.post("/tai-khoan/dong", {"current": PASSWORD}, follow=True)

    gone = Person.objects.get(pk=person.pk)
    assert "Tài khoản của bạn đã đóng" in said(page)
    assert (gone.name, gone.phone, gone.email, gone.citizen_id) == ("Tài khoản đã đóng", "", "", "")
    assert queries.choices_of(person.pk, timezone.localdate()) == ()
    assert signed_in.get("/tai-khoan").status_code == 302


def test_the_paper_of_a_power_is_read_by_its_two_sides_alone(signed_in, client, person):
    signed_in.post(
        "/tai-khoan/uy-quyen/moi",
        {"principal_name": "Lê Văn Mẫu", "principal_phone": "0922222222", "matters": "Nộp hồ sơ đất đai",
         "rights": ["file"], "valid_from": timezone.localdate().strftime("%d/%m/%Y"), "valid_to": "31/12/2027",
         "paper": SimpleUploadedFile("giấy ủy quyền.png", PNG)},
    )  # fmt: skip
    address = f"/tai-khoan/uy-quyen/{PowerOfAttorney.objects.get().pk}/giay"
    assert signed_in.get(address).content == PNG

    sign_in_citizen(client, PersonFactory(phone="0922222222"))
    assert client.get(address).content == PNG
    sign_in_citizen(client, PersonFactory(phone="0944444444"))
    assert client.get(address).status_code == 404


def test_signing_up_leads_on_to_what_was_wanted(client):
    client.get("/dang-ky?next=/tai-khoan/uy-quyen")
    client.post("/dang-ky", {"contact": "0955555555"})
    client.post("/dang-ky/ma", {"code": last_code("0955555555")})

    answer = client.post("/dang-ky/hoan-tat", {"name": "Trần Thị Mẫu", "new": PASSWORD, "again": PASSWORD})

    assert answer["Location"] == "/tai-khoan/uy-quyen"
