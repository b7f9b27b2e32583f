"""Through the national identity into an account: a real provider, the whole way round."""

from urllib.parse import urlsplit

import pytest
from django.test import Client

from motcua.apps.citizens import ports, queries
from motcua.apps.citizens.models import Identity, Person
from motcua.connectors.identity.oidc import OpenIdConnect
from tests.connectors import identity_provider
from tests.factories.citizens import CompanyFactory, PersonFactory, sign_in_citizen

pytestmark = pytest.mark.django_db
BACK = "http://testserver/dang-nhap/dinh-danh/ve"


@pytest.fixture(scope="module")
def known():
    with identity_provider.running(BACK) as known:
        yield known


@pytest.fixture(autouse=True)
def _joined(known, province):
    ports.join(OpenIdConnect(known))
    yield
    ports.join(None)


def come_back(client, login="anh", *, wanted=""):
    """Go to the provider, sign in there, and follow it back."""
    place = client.get(f"/dang-nhap/dinh-danh{wanted}")["Location"]
    back = urlsplit(identity_provider.walk(place, login))
    return f"{back.path}?{back.query}"


def test_somebody_new_gets_an_account_that_is_proven(client):
    answer = client.get(come_back(client, wanted="?next=/tai-khoan/uy-quyen"))

    person = Person.objects.get(citizen_id="033591204716")
    assert answer["Location"] == "/tai-khoan/uy-quyen"
    assert (person.name, person.proven_at is not None, person.password) == ("Đặng Thị Ngọc Ánh", True, "")
    assert "id:033591204716" in queries.actor_of(person.pk, person.created_at.date()).parties


def test_the_same_person_comes_back_to_the_same_account(client):
    client.get(come_back(client))
    client.post("/dang-xuat")

    client.get(come_back(client))

    assert Person.objects.count() == 1
    assert client.get("/tai-khoan").status_code == 200


def test_an_account_is_linked_and_unlinked(client):
    person = PersonFactory(citizen_id="", name="Ánh")
    sign_in_citizen(client, person)

    page = client.get(come_back(client), follow=True)

    assert "Đã liên kết định danh điện tử" in page.content.decode()
    person.refresh_from_db()
    assert (person.citizen_id, person.proven_at is not None) == ("033591204716", True)
    client.post("/tai-khoan/bao-mat/dinh-danh/bo")
    person.refresh_from_db()
    assert person.proven_at is None
    assert not Identity.objects.exists()


def test_an_identity_of_another_account_is_not_taken(client):
    client.get(come_back(client))
    holder = Person.objects.get()
    other = PersonFactory()
    sign_in_citizen(client, other)

    page = client.get(come_back(client), follow=True)

    assert "đã gắn với một tài khoản khác" in page.content.decode()
    assert Identity.objects.get().person_id == holder.pk


def test_the_last_way_in_stays(client):
    client.get(come_back(client))

    page = client.post("/tai-khoan/bao-mat/dinh-danh/bo", follow=True)

    assert "không còn cách đăng nhập" in page.content.decode()
    assert Identity.objects.exists()


def test_an_answer_that_this_browser_did_not_ask_for_signs_nobody_in(client):
    victim = Client()
    address = come_back(client)

    page = victim.get(address, follow=True)

    assert "Chưa đăng nhập được bằng định danh điện tử" in page.content.decode()
    assert not Person.objects.exists()


def test_another_state_is_refused_and_the_attempt_is_over(client):
    address = come_back(client)
    forged = address.replace("state=", "state=x")

    client.get(forged)

    assert client.get(address)["Location"] == "/dang-nhap"
    assert not Person.objects.exists()


def test_the_identity_of_an_enterprise_verifies_the_company_of_its_owner(client):
    owner = PersonFactory()
    company = CompanyFactory(owner=owner)
    sign_in_citizen(client, owner)

    page = client.get(come_back(client, "congty"), follow=True)

    assert "Đã xác thực mã số thuế" in page.content.decode()
    company.refresh_from_db()
    assert company.verified_at is not None
    assert "tax:0100109106" in queries.actor_of(owner.pk, company.verified_at.date()).parties


def test_the_identity_of_an_enterprise_is_no_person(client):
    page = client.get(come_back(client, "congty"), follow=True)

    assert "Đây là định danh của doanh nghiệp" in page.content.decode()
    assert not Person.objects.exists()
