"""The shell on a real PostgreSQL: requests sent twice, officers in each other's way, what the journal refuses."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from motcua.apps.audit.chain import Link, first_break
from motcua.apps.dossiers import evidence, journal, store, tables
from motcua.apps.dossiers.models import CodeCounter, Dossier, DossierEvent
from motcua.apps.dossiers.operations import DossierNotFound, StaleVersion, execute
from motcua.apps.dossiers.queries import changes_since
from motcua.apps.organization.queries import actor_for
from motcua.domain.access import NotPermitted
from motcua.domain.dossier import Recorded
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.codec import EVENT_TYPES
from motcua.domain.dossier.refusals import NothingChanged, SwitchedOff
from tests.apps.dossiers.samples import sample
from tests.factories.dossiers import DossierWorld, only_item
from tests.factories.organization import AssignmentFactory

pytestmark = pytest.mark.django_db


def holds(state):
    (kept,) = evidence.stored([state.id])
    return evidence.first_divergence([state.id])[1] is None and len(kept.events) == kept.row["version"]


def test_the_same_request_after_somebody_elses_act_is_still_known():
    world = DossierWorld()
    state = world.at_step("appraise")
    ask = {"dossier_id": state.id, "at": world.now, "seen_version": state.version, "key": "gui-lai"}
    execute(c.AddNote(text="Một lần"), actor=world.officer("specialist"), **ask)
    world.do("leader", state, c.AddNote(text="Xem giúp"))

    again = execute(c.AddNote(text="Một lần"), actor=world.officer("specialist"), **ask)

    assert again.repeated
    assert DossierEvent.objects.filter(dossier_id=state.id, type="NoteAdded").count() == 2


def test_a_request_that_the_rules_would_refuse_the_second_time_is_known_as_done():
    world = DossierWorld()
    state = world.at_step("assign")
    send = c.HandOver(item=only_item(state).id, action="assign", assignee=world.accounts["specialist"])
    ask = {"dossier_id": state.id, "actor": world.officer("division_head"), "at": world.now, "key": "hai-lan"}

    outcomes = [execute(send, **ask) for _ in range(2)]

    assert [outcome.repeated for outcome in outcomes] == [False, True]
    assert outcomes[0].state == outcomes[1].state


def test_a_dossier_handed_in_twice_by_one_click_too_many_is_one_dossier():
    world = DossierWorld()
    ask = {"actor": world.officer("reception"), "at": world.now, "key": "tiep-nhan"}

    first, second = (execute(world.lodging(), c.Accept(), **ask) for _ in range(2))

    assert second.repeated
    assert second.state.code == first.state.code
    assert Dossier.objects.count() == 1
    assert CodeCounter.objects.get().last == 1


@pytest.mark.parametrize("whose", ["another dossier", "another officer"])
def test_a_key_never_answers_for_another_request(whose):
    world = DossierWorld()
    first = world.at_step("appraise")
    note, key = c.AddNote(text="Một lần"), {"at": world.now, "key": "chung-khoa"}
    execute(note, dossier_id=first.id, actor=world.officer("specialist"), **key)
    other = world.at_step("appraise") if whose == "another dossier" else first
    actor = world.officer("specialist" if whose == "another dossier" else "leader")

    with pytest.raises(IntegrityError, match="dossier_event_request_done_once"):
        execute(note, dossier_id=other.id, actor=actor, **key)

    assert DossierEvent.objects.filter(type="NoteAdded").count() == 1


def test_who_comes_too_late_can_read_what_has_changed_since():
    world = DossierWorld()
    state = world.at_step("appraise")
    world.do("leader", state, c.AddNote(text="Ưu tiên hồ sơ này"))

    with pytest.raises(StaleVersion) as told:
        execute(
            c.AddNote(text="Muộn"), dossier_id=state.id, actor=world.officer("specialist"), at=world.now,
            seen_version=state.version,
        )  # fmt: skip

    (change,) = changes_since(told.value.dossier_id, told.value.seen)
    assert (change.seq, change.name, change.event.text) == (
        told.value.current,
        "NoteAdded",
        "Ưu tiên hồ sơ này",
    )


def test_a_refused_command_gives_its_numbers_back():
    world = DossierWorld()
    first, refused = world.lodged(), world.lodged()

    with pytest.raises(NothingChanged):
        world.do("reception", refused, c.Accept(), c.Correct(application=refused.application, reason="Sửa"))

    codes = [world.do("reception", state, c.Accept()).code for state in (first, refused)]
    assert [code[-4:] for code in codes] == ["0001", "0002"]
    assert CodeCounter.objects.get(agency=world.agency).last == 2
    assert Dossier.objects.get(pk=refused.id).version == 2


def test_several_commands_are_all_done_or_none():
    world = DossierWorld()
    state = world.at_step("appraise")
    note, wrong = c.AddNote(text="Được"), c.Sign(item=only_item(state).id)

    with pytest.raises(SwitchedOff):
        world.do("specialist", state, note, wrong)

    assert Dossier.objects.get(pk=state.id).version == state.version
    assert holds(state)


def test_an_unknown_dossier_and_a_first_command_that_begins_none_are_refused():
    world = DossierWorld()
    actor = world.officer("reception")

    with pytest.raises(DossierNotFound):
        execute(c.AddNote(text="Ai đó"), dossier_id=uuid4(), actor=actor, at=world.now)
    with pytest.raises(DossierNotFound):
        execute(c.AddNote(text="Ai đó"), actor=actor, at=world.now)


def test_an_officer_of_another_commune_may_not_act():
    world = DossierWorld()
    state = world.at_step("appraise")
    stranger = AssignmentFactory(role="specialist").account

    with pytest.raises(NotPermitted):
        execute(
            c.AddNote(text="Tôi ở xã khác"), dossier_id=state.id, actor=actor_for(stranger.pk, world.now),
            at=world.now,
        )  # fmt: skip

    assert holds(state)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE dossiers_dossierevent SET actor_name = 'khác'",
        "DELETE FROM dossiers_dossierevent",
        "TRUNCATE dossiers_dossierevent CASCADE",
    ],
    ids=lambda text: text.split()[0],
)
def test_the_database_refuses_to_change_the_journal(statement):
    state = DossierWorld().accepted()
    connection.check_constraints()

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement)

    assert holds(state)


@pytest.mark.parametrize("name", sorted(EVENT_TYPES))
def test_every_event_is_read_back_as_it_was_written(name):
    state = DossierWorld().lodged()
    event = sample(EVENT_TYPES[name])
    recorded = Recorded(
        seq=2, at=state.lodged_at, event=event, account_id=7, actor_name="Trần Thị Đối Chiếu", post=3, unit_id=4,
        role="specialist", mandate=5,
    )  # fmt: skip
    head = Dossier.objects.get(pk=state.id).head

    row = store.event_row(journal.seal(state.id, recorded, head), None)
    store.copy_rows("dossiers_dossierevent", store.EVENT_COLUMNS, [row])

    rows = [journal.EventRow(**row) for row in tables.EVENTS.rows([state.id])]
    links = [Link(row.seq, journal.envelope_of_row(row), row.prev_hash, row.hash) for row in rows]
    assert first_break(links) is None
    assert list(journal.read(rows[1:])) == [recorded]
    assert list(journal.read(DossierEvent.objects.filter(dossier=state.id, seq=2))) == [recorded]
