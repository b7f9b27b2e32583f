"""What citizens say, on the officers' screens: who reads, answers and moderates; forged addresses open nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.apps.feedback import operations, queries
from motcua.apps.feedback.models import Rating
from motcua.domain.access import Actor
from motcua.domain.feedback.ratings import Answers, Satisfaction
from tests.channels.office.officers import Screens
from tests.factories.dossiers import DossierWorld
from tests.factories.organization import AssignmentFactory

pytestmark = pytest.mark.django_db
OWNER = Actor.citizen("Đặng Thị Ngọc Ánh", ("id:033591204716",))
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cfc0000003010100"
    "c9fe92ef0000000049454e44ae426082"
)


@pytest.fixture
def world():
    return DossierWorld()


@pytest.fixture
def screens(world):
    return Screens(world)


def said(world, state, text="Bản vẽ đủ chưa?"):
    operations.write_message(
        dossier_id=state.id, author="id:033591204716", text=text, files=[], actor=OWNER, at=world.now
    )


def test_the_unit_finds_what_waits_and_answers_it(world, screens):
    state = world.at_step("appraise")
    said(world, state)
    specialist = screens.of("specialist")

    assert "1 tin mới" in specialist.read(f"/office/dossiers/{state.id}/")
    assert "Bản vẽ đủ chưa?" in specialist.read("/office/people/messages/")
    url = f"/office/dossiers/{state.id}/messages/"
    assert "Bản vẽ đủ chưa?" in specialist.read(url)
    sent = specialist.post(url, {"text": "Đủ rồi ạ.", "attachments": [SimpleUploadedFile("anh.png", PNG)]})

    assert sent.status_code == 302
    assert "không có tin nhắn nào chờ" in specialist.read("/office/people/messages/").lower()
    text = specialist.read(url)
    assert "Đủ rồi ạ." in text
    token = text.partition(f'href="{url}')[2].partition('"')[0]
    assert specialist.get(url + token).content == PNG
    assert screens.of("leader").get(url + token).status_code == 302  # The link was made for somebody else.


def test_an_empty_answer_is_refused_beside_the_form(world, screens):
    state = world.at_step("appraise")
    answer = screens.of("specialist").post(f"/office/dossiers/{state.id}/messages/", {"text": " "})

    assert answer.status_code == 422
    assert "Tin nhắn chưa có gì" in answer.content.decode()


def test_strangers_find_nothing_by_forged_addresses(world, screens):
    state = world.at_step("appraise")
    said(world, state)
    stranger = screens.of_account(AssignmentFactory(role="leader").account_id)

    url = f"/office/dossiers/{state.id}/messages/"
    assert stranger.get(url).status_code == 404
    assert stranger.post(url, {"text": "Chào"}).status_code == 404
    assert stranger.get(url + "token/").status_code == 404
    assert "Bản vẽ" not in stranger.read("/office/people/messages/?all=1")
    assert len(queries.thread_of(state.id, actor=OWNER).lines) == 1


def test_leaders_read_ratings_and_let_comments_be_read(world, screens):
    state = world.finished()
    bad = Answers(satisfaction=Satisfaction.DISSATISFIED, comment="Gọi 0912000318 mãi không nghe máy")
    operations.rate(dossier_id=state.id, answers=bad, actor=OWNER, at=world.now)
    leader = screens.of("leader")

    text = leader.read("/office/people/ratings/?waiting=1")
    assert "•••• ••• 318 mãi không" in text
    rating = Rating.objects.get()
    leader.post(f"/office/people/ratings/{rating.pk}/", {"shown": "Gọi mãi không nghe máy"})

    rating.refresh_from_db()
    assert rating.shown == "Gọi mãi không nghe máy"
    figures = leader.get(
        "/office/people/ratings/figures/", {"by": "unit", "since": "01/11/2026", "until": "30/11/2026"}
    )
    assert "Phòng Kinh tế" in figures.content.decode()
    assert "0 %" in figures.content.decode()


def test_who_does_not_lead_reads_no_ratings(world, screens):
    state = world.finished()
    good = Answers(satisfaction=Satisfaction.SATISFIED, comment="Tốt")
    operations.rate(dossier_id=state.id, answers=good, actor=OWNER, at=world.now)
    specialist = screens.of("specialist")
    rating = Rating.objects.get()

    for url in ("/office/people/ratings/", "/office/people/ratings/figures/"):
        assert specialist.get(url).status_code == 403
    assert specialist.post(f"/office/people/ratings/{rating.pk}/", {"hide": "1"}).status_code == 403
    rating.refresh_from_db()
    assert rating.comment_state == "waiting"
    elsewhere = screens.of_account(AssignmentFactory(role="leader").account_id)
    assert elsewhere.post(f"/office/people/ratings/{rating.pk}/", {"hide": "1"}).status_code == 403
    assert "Tốt" not in elsewhere.read("/office/people/ratings/")
