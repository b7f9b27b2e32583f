"""Messages of a dossier: who writes and reads, what is unread, what waits for whom."""

import pytest
from django.db import DatabaseError, transaction

from motcua.apps.audit import queries as audit
from motcua.apps.audit.announce import only_these_reactions
from motcua.apps.documents import operations as documents
from motcua.apps.dossiers.operations import DossierNotFound
from motcua.apps.feedback import operations, queries
from motcua.apps.feedback.events import MessageWritten
from motcua.apps.feedback.models import Message
from motcua.apps.feedback.operations.threads import FileNotStored, OnlyReads
from motcua.apps.organization.queries import actor_for
from motcua.domain.access import Actor
from motcua.domain.feedback.threads import MessageEmpty, Side
from tests.factories.dossiers import DossierWorld
from tests.factories.organization import AssignmentFactory

pytestmark = pytest.mark.django_db
OWNER = Actor.citizen("Đặng Thị Ngọc Ánh", ("id:033591204716",))
STRANGER = Actor.citizen("Người Lạ", ("id:033590000000",))
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cfc0000003010100"
    "c9fe92ef0000000049454e44ae426082"
)


@pytest.fixture
def world():
    return DossierWorld()


@pytest.fixture
def state(world):
    return world.at_step("appraise")


def say(world, state, actor, text="Xin hỏi hồ sơ của tôi", files=(), **time):
    author = "id:033591204716" if actor is OWNER else f"account:{actor.account_id}"
    return operations.write_message(
        dossier_id=state.id,
        author=author,
        text=text,
        files=list(files),
        actor=actor,
        at=world.later(**time).now,
    )


def codes(rows):
    return [row.code for row in rows]


def test_applicant_and_agency_write_to_each_other(world, state):
    say(world, state, OWNER, "Xin hỏi bản vẽ đã đủ chưa?")
    say(world, state, world.officer("specialist"), "Bản vẽ đã đủ.", minutes=5)

    mine = queries.thread_of(state.id, actor=OWNER)
    assert [(line.mine, line.who, line.text) for line in mine.lines] == [
        (True, "Đặng Thị Ngọc Ánh", "Xin hỏi bản vẽ đã đủ chưa?"),
        (False, "Phòng Kinh tế", "Bản vẽ đã đủ."),
    ]
    assert mine.unread == 1
    assert mine.lines[1].new
    theirs = queries.thread_of(state.id, actor=world.officer("division_head"))
    assert theirs.lines[1].who == "Trần Thị Specialist, Phòng Kinh tế"


def test_reading_takes_the_marks_away_and_tells_the_writer(world, state):
    say(world, state, OWNER)
    specialist = world.officer("specialist")
    assert queries.unread_of([state.id], Side.AGENCY) == {state.id: 1}
    assert not queries.thread_of(state.id, actor=OWNER).lines[0].seen

    assert operations.mark_seen(dossier_id=state.id, actor=specialist, at=world.now) == 1

    assert queries.unread_of([state.id], Side.AGENCY) == {}
    assert queries.thread_of(state.id, actor=OWNER).lines[0].seen
    assert operations.mark_seen(dossier_id=state.id, actor=specialist, at=world.now) == 0
    assert "read" in [g.action for g in audit.who_looked_at(subject_type="dossier", subject_id=state.id)]


def test_the_unit_that_holds_the_dossier_owes_the_answer(world, state):
    say(world, state, OWNER)

    for role in ("specialist", "division_head", "leader"):
        assert codes(queries.waiting_threads(world.officer(role))) == [state.code], role
    for role in ("reception",):
        assert queries.waiting_threads(world.officer(role)) == [], role
    assert queries.waiting_count(world.officer("specialist")) == 1

    say(world, state, world.officer("specialist"), "Đang xem.")
    assert queries.waiting_threads(world.officer("specialist")) == []
    assert codes(queries.waiting_threads(world.officer("specialist"), everything=True)) == [state.code]


def test_what_lies_nowhere_any_more_is_answered_where_it_was_received(world):
    state = world.returned()
    say(world, state, OWNER)

    assert codes(queries.waiting_threads(world.officer("reception"))) == [state.code]
    assert queries.waiting_threads(world.officer("specialist")) == []


def test_who_may_not_see_the_dossier_reads_and_writes_nothing(world, state):
    say(world, state, OWNER)
    elsewhere = actor_for(AssignmentFactory(role="leader").account_id, world.now)

    for actor in (STRANGER, elsewhere):
        with pytest.raises(DossierNotFound):
            queries.thread_of(state.id, actor=actor)
        with pytest.raises(DossierNotFound):
            say(world, state, actor)
        with pytest.raises(DossierNotFound):
            operations.mark_seen(dossier_id=state.id, actor=actor, at=world.now)
    assert queries.waiting_threads(elsewhere) == []
    assert queries.waiting_threads(elsewhere, everything=True) == []


def test_supervision_reads_without_a_mark_and_answers_nothing(world, state):
    say(world, state, OWNER)
    inspector = actor_for(AssignmentFactory(role="inspector").account_id, world.now)

    assert len(queries.thread_of(state.id, actor=inspector).lines) == 1
    assert operations.mark_seen(dossier_id=state.id, actor=inspector, at=world.now) == 0
    assert queries.unread_of([state.id], Side.AGENCY) == {state.id: 1}
    assert queries.waiting_threads(inspector) == []
    with pytest.raises(OnlyReads):
        say(world, state, inspector)


def test_files_were_stored_before_and_belong_to_their_thread(world, state):
    stored = documents.store_bytes(PNG, name="anh.png", actor=OWNER, at=world.now)
    say(world, state, OWNER, "", [stored.sha256])

    (line,) = queries.thread_of(state.id, actor=world.officer("specialist")).lines
    assert line.files == ((stored.sha256, "anh.png", len(PNG)),)
    queries.file_of_message(state.id, stored.sha256, actor=OWNER)
    with pytest.raises(DossierNotFound):
        queries.file_of_message(state.id, "0" * 64, actor=OWNER)
    with pytest.raises(DossierNotFound):
        queries.file_of_message(state.id, stored.sha256, actor=STRANGER)
    with pytest.raises(FileNotStored):
        say(world, state, OWNER, "Xin gửi", ["0" * 64])
    with pytest.raises(MessageEmpty):
        say(world, state, OWNER, "  ")


def test_what_was_said_is_never_changed(world, state):
    say(world, state, OWNER)

    for change in (lambda: Message.objects.update(text="Khác"), lambda: Message.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_whoever_writes_to_people_hears_of_it(world, state):
    heard = []

    def hear(event, *, actor, at):
        heard.append(event)

    with only_these_reactions({MessageWritten: (hear,)}):
        say(world, state, OWNER)
        say(world, state, world.officer("specialist"), "Đã xem.")

    assert [(event.number, event.side) for event in heard] == [(1, Side.APPLICANT), (2, Side.AGENCY)]
    assert heard[0].owners == state.owners
