"""The log of messages: masked, filtered, of one's own agency, with sending again."""

import pytest

from motcua.apps.notifications import carriers, delivering, operations
from motcua.apps.notifications.misbehaving import Behavior
from motcua.apps.notifications.models import Message
from tests.channels.office.officers import Screens
from tests.factories.dossiers import DossierWorld
from tests.factories.notifications import tell_all
from tests.fakes.carriers import FakeCarrier

pytestmark = pytest.mark.django_db


@pytest.fixture
def gate():
    with carriers.these(gate := FakeCarrier("gate", usually=Behavior.REFUSE)):
        yield gate


@pytest.fixture
def world():
    return DossierWorld()


@pytest.fixture
def dead(world, gate):
    state = world.accepted()
    tell_all(world.now)
    message = Message.objects.get(dossier_id=state.id)
    delivering.attempt(message.pk, at=world.now)
    return message


def test_the_counter_reads_its_log_without_a_number_in_full(world, dead):
    screen = Screens(world).of("reception")

    page = screen.read("/office/messages/")

    assert "•••• ••• 318" in page
    assert "0912000318" not in page
    assert "Không gửi được" in page
    assert "1 tin không gửi được" in page
    assert "gate" in page


@pytest.mark.parametrize(
    ("query", "there"),
    [("state=dead", True), ("state=sent", False), ("way=email", False), ("event=accepted", True),
     ("event=returned", False), ("code=khong", False), ("since=02/11/2026", True), ("since=x", True)],
)  # fmt: skip
def test_the_log_is_filtered(world, dead, query, there):
    page = Screens(world).of("reception").read(f"/office/messages/?{query}")

    assert ("•••• ••• 318" in page) == there


def test_a_dead_message_shows_its_tries_and_is_sent_again(world, dead, gate):
    screen = Screens(world).of("reception")
    url = f"/office/messages/{dead.pk}/"
    page = screen.read(url)
    assert "Nhà cung cấp từ chối" in page
    assert "Gửi lại" in page

    gate.usually = Behavior.TAKE
    assert screen.post(f"{url}resend/").status_code == 302
    delivering.attempt(dead.pk, at=world.now)

    assert "Đã gửi" in screen.read(url)
    assert "chưa cần gửi lại" in screen.post(f"{url}resend/", follow=True).content.decode()


def test_other_agencies_and_other_roles_find_nothing(world, dead):
    specialist = Screens(world).of("specialist")
    assert specialist.get("/office/messages/").status_code == 403

    Message.objects.update(agency_id=world.agency.pk + 1)
    screen = Screens(world).of("reception")
    assert "•••• ••• 318" not in screen.read("/office/messages/")
    assert screen.get(f"/office/messages/{dead.pk}/").status_code == 404
    assert screen.post(f"/office/messages/{dead.pk}/resend/").status_code == 404


def test_officers_read_and_mark_what_they_are_reminded_of(world, gate):
    state = world.at_step("appraise")
    operations.remind_officer(
        account_id=world.accounts["specialist"], event="due_soon", title="Hồ sơ sắp đến hạn", text="Hạn: 09/11/2026",
        subject="due:1", dossier_id=state.id, code=state.code, at=world.now,
    )  # fmt: skip
    screen = Screens(world).of("specialist")

    page = screen.read("/office/notices/")
    assert "Hồ sơ sắp đến hạn" in page
    assert "Đánh dấu đã đọc hết" in page
    screen.post("/office/notices/")
    assert "Đánh dấu đã đọc hết" not in screen.read("/office/notices/")
    assert "Không có gì phải nhắc" in Screens(world).of("leader").read("/office/notices/")


def test_a_carrier_reports_with_the_token_it_was_given_and_nobody_else_can(world, gate, client):
    gate.usually = Behavior.TAKE
    state = world.accepted()
    tell_all(world.now)
    message = Message.objects.get(dossier_id=state.id)
    delivering.attempt(message.pk, at=world.now)
    url = f"/api/v1/messages/report/gate/{gate.taken[0].report_token}"

    assert client.get("/api/v1/messages/report/gate/made-up?type=1").status_code == 404
    assert client.get(f"{url}?type=8").status_code == 200
    assert Message.objects.get().state == "sent"
    assert [client.get(f"{url}?type=1").status_code for _ in range(2)] == [200, 200]
    assert Message.objects.get().state == "delivered"
