"""Signing up with a phone, signing in and out, and a new password."""

import pytest

from motcua.apps.citizens.models import Person, SignedIn
from tests.factories.citizens import PASSWORD, PersonFactory, last_code, sign_in_citizen

pytestmark = pytest.mark.django_db
PHONE = "0912345678"


@pytest.fixture(autouse=True)
def _province(province):
    """The masthead names a province."""


def sign_up(client, *, contact=PHONE, name="Trần Thị Mẫu", password=PASSWORD):
    client.post("/dang-ky", {"contact": contact})
    client.post("/dang-ky/ma", {"code": last_code(contact)})
    return client.post("/dang-ky/hoan-tat", {"name": name, "new": password, "again": password}, follow=True)


def test_a_phone_and_a_code_make_an_account(client):
    page = sign_up(client)

    person = Person.objects.get(phone=PHONE)
    assert page.redirect_chain[-1][0] == "/tai-khoan"
    assert "Trần Thị Mẫu" in page.content.decode()
    assert person.password.startswith("md5$")
    assert SignedIn.objects.get(person=person).ended_at is None


def test_signing_out_ends_the_session_on_the_server_too(client):
    sign_up(client)
    stolen = client.cookies["motcua_session"].value

    client.post("/dang-xuat")

    client.cookies["motcua_session"] = stolen
    assert client.get("/tai-khoan")["Location"] == "/dang-nhap?next=%2Ftai-khoan"


@pytest.mark.parametrize("name", ["0912 345 678", "+84912345678", "Mau@Example.vn"])
def test_people_sign_in_with_phone_or_mail_as_they_write_it(client, name):
    PersonFactory(phone=PHONE, email="mau@example.vn")

    answer = client.post("/dang-nhap", {"name": name, "password": PASSWORD})

    assert answer["Location"] == "/tai-khoan"


def test_a_page_of_ones_own_is_where_one_lands_after_signing_in(client):
    PersonFactory(phone=PHONE)
    wanted = client.get("/tai-khoan/lam-thay")["Location"]

    answer = client.post(wanted, {"name": PHONE, "password": PASSWORD, "next": "/tai-khoan/lam-thay"})

    assert answer["Location"] == "/tai-khoan/lam-thay"


def test_a_code_sets_a_new_password_and_ends_every_session(client):
    person = PersonFactory(phone=PHONE)
    sign_in_citizen(client, person)
    client.post("/quen-mat-khau", {"contact": PHONE})
    client.post("/quen-mat-khau/ma", {"code": last_code(PHONE)})

    answer = client.post(
        "/quen-mat-khau/mat-khau", {"new": "cau hoi ve long nhan", "again": "cau hoi ve long nhan"}
    )

    assert answer["Location"] == "/dang-nhap"
    assert client.get("/tai-khoan").status_code == 302
    assert client.post("/dang-nhap", {"name": PHONE, "password": "cau hoi ve long nhan"}).status_code == 302


def test_a_weak_password_is_refused_beside_its_field_and_the_name_stays(client):
    client.post("/dang-ky", {"contact": PHONE})
    client.post("/dang-ky/ma", {"code": last_code(PHONE)})

    page = client.post("/dang-ky/hoan-tat", {"name": "Trần Thị Mẫu", "new": "ngan", "again": "ngan"})

    assert page.status_code == 422
    assert "Mật khẩu có ít nhất 14 ký tự" in page.content.decode()
    assert 'value="Trần Thị Mẫu"' in page.content.decode()
    assert not Person.objects.exists()
