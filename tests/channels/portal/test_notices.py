"""What people are told here, and how they choose to be told elsewhere."""

import pytest

from motcua.apps.notifications import operations, queries
from motcua.apps.notifications.models import Preference
from motcua.apps.notifications.operations import Receiver
from motcua.domain.messages import MessageEvent
from motcua.domain.messages.routing import Group, Reach, Way
from tests.factories.citizens import PersonFactory, sign_in_citizen
from tests.factories.dossiers import MONDAY

pytestmark = pytest.mark.django_db
VALUES = {
    "ma_ho_so": "H31-1",
    "nguoi_nop": "Mẫu",
    "thu_tuc": "Cấp phép",
    "co_quan": "UBND",
    "tra_cuu": "mc.example",
}


@pytest.fixture(autouse=True)
def _province(province):
    """The masthead names a province."""


@pytest.fixture
def person():
    return PersonFactory(phone="0912345678")


@pytest.fixture
def signed_in(client, person):
    sign_in_citizen(client, person)
    return client


def tell(person, subject="1"):
    operations.send(
        event=MessageEvent.REPLIED, subject=subject, receiver=Receiver(Reach(inbox=True), person.pk),
        values=VALUES, at=MONDAY,
    )  # fmt: skip


def test_both_pages_ask_who_is_there(client):
    for url in ("/thong-bao", "/tai-khoan/thong-bao"):
        assert client.get(url)["Location"].startswith("/dang-nhap?next=")


def test_a_notice_is_new_until_it_is_marked_and_counted_in_the_masthead(signed_in, person):
    tell(person)
    tell(PersonFactory(phone="0912345679"), "2")

    page = signed_in.get("/thong-bao").content.decode()
    assert page.count("đã trả lời bạn về hồ sơ H31-1") == 1
    assert "Thông báo (1)" in page

    assert signed_in.post("/thong-bao").status_code == 302
    page = signed_in.get("/thong-bao").content.decode()
    assert "Thông báo (1)" not in page
    assert queries.unread(person_id=person.pk) == 0


def test_an_empty_inbox_says_what_will_be_there(signed_in):
    assert "Chưa có thông báo nào" in signed_in.get("/thong-bao").content.decode()


def test_choices_are_kept_and_what_the_law_asks_for_stays(signed_in, person):
    page = signed_in.get("/tai-khoan/thong-bao").content.decode()
    assert "luật yêu cầu, không tắt được" in page

    assert signed_in.post("/tai-khoan/thong-bao", {"progress-zalo": "on"}).status_code == 302

    choices = queries.choices_of(person.pk)
    assert choices[Group.PROGRESS, Way.ZALO]
    assert not choices[Group.PROGRESS, Way.SMS]
    assert (Group.NOTICES, Way.SMS) not in choices
    again = signed_in.get("/tai-khoan/thong-bao").content.decode()
    assert 'name="progress-zalo" checked' in " ".join(again.split())
    assert Preference.objects.filter(person_id=person.pk).exists()
