"""Questions, petitions and incidents on the officers' screens; forged addresses and acts open nothing."""

import pytest

from motcua.apps.feedback import operations, queries
from motcua.apps.feedback.models import Incident, Submission
from motcua.apps.feedback.operations.submissions import Sent
from motcua.domain.access import Actor
from motcua.domain.feedback.submissions import Kind
from tests.channels.office.officers import Screens
from tests.factories.dossiers import DossierWorld
from tests.factories.organization import AgencyFactory, AssignmentFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return DossierWorld()


@pytest.fixture
def screens(world):
    return Screens(world)


@pytest.fixture
def office(world):
    agency = AgencyFactory(kind="office", level="province", name="Văn phòng Ủy ban nhân dân tỉnh")
    unit = UnitFactory(agency=agency)
    roles = ("office_head", "procedure_control", "office_specialist")
    return {role: AssignmentFactory(unit=unit, role=role).account_id for role in roles}


def sent(world, kind=Kind.QUESTION, **more):
    facts = {"title": "Xây nhà có cần giấy phép?", "text": "Gọi tôi 0912000777", "name": "Nguyễn Văn Mẫu",
             "phone": "0912000777", **more}  # fmt: skip
    operations.receive(Sent(kind=kind, **facts), actor=Actor.citizen("", ()), at=world.now)
    return f"/office/people/submissions/{Submission.objects.latest('id').pk}/"


def test_a_question_goes_from_the_office_to_the_ward_and_to_everybody(world, screens, office):
    url = sent(world)
    keeper, specialist, head = (
        screens.of_account(office["procedure_control"]), screens.of("specialist"), screens.of("division_head"),
    )  # fmt: skip

    assert "Xây nhà có cần" in keeper.read("/office/people/questions/")
    assert "thứ Hai, 09/11/2026" in keeper.read(url)
    assert specialist.get(url).status_code == 404
    keeper.post(url, {"act": "forward", "to": world.agency.pk, "note": "Thuộc phường"})
    specialist.post(url, {"act": "take"})
    specialist.post(url, {"act": "draft", "answer": "Được miễn."})
    assert specialist.post(url, {"act": "approve"}).status_code == 403
    assert head.post(url, {"act": "approve"}).status_code == 302
    assert "Gọi tôi •••• ••• 777" in head.read(url)
    named = head.post(url, {"act": "publish", "title": "Hỏi", "text": "Gọi 0912000777", "answer": "Miễn"})
    assert named.status_code == 422
    assert "Nội dung còn số điện thoại" in named.content.decode()
    head.post(url, {"act": "publish", "title": "Xây nhà?", "text": "Hỏi", "answer": "Miễn"})

    assert queries.published_answers().total == 1


def test_forged_acts_and_addresses_open_nothing(world, screens, office):
    state = world.finished()
    petition = sent(world, Kind.CONDUCT, dossier_code=state.code)
    question = sent(world)

    for role in ("specialist", "division_head", "leader", "clerk", "reception"):
        screen = screens.of(role)
        for url in (petition, question):
            assert screen.get(url).status_code == 404, (role, url)
            assert screen.post(url, {"act": "take"}).status_code == 404, (role, url)
    assert screens.of("reception").get("/office/people/petitions/").status_code == 403
    assert screens.of("reception").get("/office/people/pages/").status_code == 403
    assert screens.of("leader").read("/office/people/petitions/").count("Xây nhà") == 0
    keeper = screens.of_account(office["procedure_control"])
    assert keeper.post(petition, {"act": "burn"}).status_code == 404
    itself = keeper.post(petition, {"act": "forward", "to": world.agency.pk})
    assert "chỉ còn những người bị phản ánh" in itself.content.decode()


def test_without_an_office_of_the_province_the_list_says_why_it_is_empty(world, screens):
    assert "Chưa thiết lập Văn phòng" in screens.of("specialist").read("/office/people/questions/")


def test_what_is_late_is_listed_apart(world, screens, office):
    sent(world)
    keeper = screens.of_account(office["procedure_control"])
    assert "Xây nhà" not in keeper.read("/office/people/questions/?only=overdue")

    world.later(days=8)

    keeper = screens.of_account(office["procedure_control"])
    assert "Xây nhà" in keeper.read("/office/people/questions/?only=overdue")


def test_an_incident_is_reported_from_any_page_and_answered(world, screens, office):
    reception = screens.of("reception")
    assert "/office/people/incidents/" in reception.read("/office/work/")
    form = reception.get(
        "/office/people/incidents/", headers={"Referer": "http://testserver/office/desk/?q=Anh"}
    )
    assert 'value="/office/desk/"' in form.content.decode()
    reception.post(
        "/office/people/incidents/", {"kind": "error", "text": "Không in được", "page": "/office/desk/"}
    )

    url = f"/office/people/incidents/{Incident.objects.get().pk}/"
    assert screens.of("clerk").get(url).status_code == 404
    head = screens.of_account(office["office_head"])
    head.post(url, {"state": "solved", "text": "Đã sửa"})
    assert "Đã sửa" in reception.read(url)
    refused = reception.post(url, {"state": "solved", "text": "Vẫn hỏng"})
    assert refused.status_code == 422
    reception.post(url, {"state": "open", "text": "Vẫn hỏng"})
    assert Incident.objects.get().state == "open"


def test_keepers_of_the_pages_read_what_visitors_say(world, screens, office):
    operations.vote(page="portal:lookup", helped=False, comment="Chữ nhỏ", asker="", at=world.now)

    assert "Chữ nhỏ" in screens.of_account(office["procedure_control"]).read("/office/people/pages/")
