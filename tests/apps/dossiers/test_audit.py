"""What `motcua audit verify` finds: in a dossier, in its numbers, in the administrative journal, in sealed days."""

from datetime import timedelta

import pytest
from django.db import connection

from motcua.apps.audit import merkle
from motcua.apps.audit.models import AuditEntry, MerkleRoot
from motcua.apps.audit.operations import record
from motcua.apps.dossiers import audit, evidence, heads
from motcua.apps.dossiers.audit import Discrepancy
from motcua.apps.dossiers.evidence import Divergence
from motcua.apps.dossiers.models import CodeCounter, Dossier, DossierEvent, StatusInterval, WorkItem
from motcua.apps.dossiers.rebuild import rebuild
from motcua.domain.access import Actor
from motcua.domain.dossier import commands as c
from tests.factories.dossiers import DossierWorld, at

pytestmark = pytest.mark.django_db
# ruff: noqa: S608 - tables and columns are named by the tests themselves

MONDAY_NIGHT = at("2026-11-03 00:30")
MONDAY = at("2026-11-02 12:00").date()
OWNER = Actor.system("test")


@pytest.fixture
def world():
    return DossierWorld()


def as_owner(sql, *values):
    """Do what only the owner of the database can: pass by the triggers."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(sql, values)
        cursor.execute("SET session_replication_role = origin")


def wrong(days=9):
    return audit.verify_all(jobs=1, days=days).wrong


def test_everything_holds_and_is_counted(world):
    states = [world.returned(), world.at_step("sign"), world.lodged()]
    heads.seal(MONDAY, actor=OWNER, at=MONDAY_NIGHT)
    told = []

    verdict = audit.verify_all(jobs=1, days=9, progress=told.append)

    assert verdict == audit.Verdict(3, sum(state.version for state in states))
    assert told[-1] == 3


@pytest.mark.parametrize(
    ("column", "change"),
    [
        ("payload", "jsonb_set(payload, '{action}', '\"grant\"')"),
        ("at", "at + interval '1 microsecond'"),
        ("actor_name", "replace(actor_name, 'Thị', 'Thi')"),
        ("account_id", "account_id + 1"),
        ("type", "'NoteAdded'"),
        ("hash", "reverse(hash)"),
        ("role", "'leader'"),
        ("version", "2"),
    ],
    ids=lambda value: value if value.islower() and " " not in value and "(" not in value else "",
)
def test_any_change_of_one_event_is_named_by_dossier_and_number(world, column, change):
    world.returned()
    state = world.returned()
    as_owner(
        f"UPDATE dossiers_dossierevent SET {column} = {change} WHERE dossier_id = %s AND seq = 4", state.id
    )

    found = wrong()

    assert isinstance(found, Divergence)
    assert (found.dossier_id, found.code, found.where, found.position) == (state.id, state.code, "event", 4)
    assert found.expected != found.found


@pytest.mark.parametrize(("seq", "position"), [(1, 1), (3, 3)])
def test_a_vanished_event_is_named(world, seq, position):
    state = world.returned()
    as_owner("DELETE FROM dossiers_dossierevent WHERE dossier_id = %s AND seq = %s", state.id, seq)

    found = wrong()

    assert (found.where, found.position, found.field) == ("event", position, "seq")


def test_a_dossier_whose_journal_has_vanished_is_named(world):
    state = world.accepted()
    as_owner("DELETE FROM dossiers_dossierevent WHERE dossier_id = %s", state.id)

    assert (wrong().code, wrong().found) == (state.code, "no event")


def test_the_innermost_difference_of_a_spoiled_state_is_named(world):
    state = world.at_step("appraise")
    as_owner(
        "UPDATE dossiers_dossier SET state = jsonb_set(state, '{application,applicant,phone}', '\"0912\"')"
    )

    found = wrong()

    assert (found.where, found.field) == ("row", "state.application.applicant.phone")
    assert (found.expected, found.found) == (state.application.applicant.phone, "0912")


def test_a_list_inside_the_state_is_compared_place_by_place(world):
    world.at_step("appraise")
    as_owner("UPDATE dossiers_dossier SET state = jsonb_set(state, '{items,0,step}', '\"sign\"')")

    assert wrong().field == "state.items[0].step"


def test_a_search_column_that_hides_a_dossier_or_opens_it_to_others_is_named(world):
    state = world.returned()
    Dossier.objects.filter(pk=state.id).update(search="u999999")

    found = wrong()

    assert (found.where, found.field, found.code) == ("row", "search", state.code)
    assert "u999999" in found.found


@pytest.mark.parametrize("model", [WorkItem, StatusInterval])
def test_a_projection_too_many_or_too_few_is_named(world, model):
    state = world.returned()
    model.objects.filter(dossier_id=state.id).order_by("-pk")[:1].get().delete()

    assert (wrong().field, wrong().dossier_id) == ("count", state.id)


def test_what_another_officer_wrote_meanwhile_is_no_divergence(world, monkeypatch):
    states = [world.at_step("appraise"), world.lodged()]
    (before,) = evidence.stored([states[0].id])
    real = evidence.first_divergence

    def read_in_pieces(ids):
        """Read one journal before, and its row after, somebody acts."""
        monkeypatch.setattr(evidence, "first_divergence", real)
        world.do("specialist", states[0], c.AddNote(text="Đang làm"))
        (after,) = evidence.stored([states[0].id])
        return 0, evidence.divergence(evidence.Stored(after.row, before.events, after.items, after.intervals))

    monkeypatch.setattr(evidence, "first_divergence", read_in_pieces)
    verdict = audit.verify_batch([state.id for state in states])

    assert (verdict.dossiers, verdict.wrong) == (2, None)


def test_numbers_without_gap_or_double_hold(world):
    for _ in range(3):
        world.accepted()
    world.later(days=1).accepted()

    assert audit.wrong_number() is None


def test_a_gap_in_the_numbers_is_named_by_agency_and_day(world):
    world.accepted()
    CodeCounter.objects.update(last=2)

    assert audit.wrong_number() == Discrepancy(
        "numbers", f"agency {world.agency.pk} on 2026-11-02", "the numbers 1 to 2, each once",
        "1 dossiers, 1 numbers, the last 1",
    )  # fmt: skip


def test_a_dossier_that_vanished_with_all_its_rows_leaves_a_gap(world):
    gone, kept = world.accepted(), world.accepted()
    for table in ("dossierevent", "workitem", "statusinterval"):
        as_owner(f"DELETE FROM dossiers_{table} WHERE dossier_id = %s", gone.id)
    as_owner("DELETE FROM dossiers_dossier WHERE id = %s", gone.id)

    assert "1 dossiers, 1 numbers, the last 2" in wrong().found
    assert kept.code.endswith("0002")


def test_a_counter_that_nobody_used_is_named(world):
    CodeCounter.objects.create(agency=world.agency, day=MONDAY, last=1)

    assert wrong().where == "numbers"


def test_a_code_that_names_another_day_is_named(world):
    state = world.accepted()
    as_owner(
        "UPDATE dossiers_dossier SET accepted_at = accepted_at + interval '1 day' WHERE id = %s", state.id
    )
    CodeCounter.objects.update(day=MONDAY + timedelta(days=1))

    assert "another day" in audit.wrong_number().found


def test_a_changed_act_of_administration_is_named(world):
    record(action="test", object_type="x", object_id=1, actor=OWNER, at=MONDAY_NIGHT)
    first = AuditEntry.objects.order_by("id")[0].pk
    as_owner("UPDATE audit_auditentry SET actor_name = 'khác' WHERE id = %s", first)

    assert (wrong().where, wrong().place) == ("administrative journal", f"entry {first}, altered")


class TestSealedDays:
    @pytest.fixture
    def state(self, world):
        state = world.returned()
        heads.seal(MONDAY, actor=OWNER, at=MONDAY_NIGHT)
        return state

    def test_a_day_that_is_sealed_holds_whatever_happens_later(self, world, state):
        world.later(days=1).do("reception", state, c.AddNote(text="Hôm sau"))
        world.accepted()
        record(action="test", object_type="x", object_id=1, actor=OWNER, at=at("2026-11-03 09:00"))

        assert wrong() is None

    def test_a_journal_cut_short_together_with_its_rows_shows_in_the_sealed_day(self, world, state):
        """Chain, fold and rows agree with each other; only the day remembers."""
        last = DossierEvent.objects.get(dossier_id=state.id, seq=state.version)
        as_owner("DELETE FROM dossiers_dossierevent WHERE dossier_id = %s AND seq = %s", state.id, last.seq)

        rebuild([state.id])

        assert audit.verify_dossiers([[state.id]], jobs=1).wrong is None
        assert (wrong().where, wrong().place) == ("sealed day", "2026-11-02")
        assert wrong(days=0) is None

    def test_a_dossier_slipped_into_a_sealed_day_shows(self, world, state):
        world.accepted()

        assert "over 2 heads" in wrong().found

    def test_a_root_replaced_in_the_table_shows_beside_the_journal(self, state):
        as_owner("UPDATE audit_merkleroot SET root = %s", "0" * 64)

        assert wrong(days=0).found == "0" * 64

    def test_a_root_that_vanished_shows(self, state):
        as_owner("DELETE FROM audit_merkleroot")

        assert (wrong(days=0).place, wrong(days=0).found) == ("2026-11-02", "")

    def test_a_root_put_in_without_an_entry_shows(self, state):
        MerkleRoot.objects.create(
            day=MONDAY - timedelta(days=1), root="f" * 64, heads_count=0, created_at=MONDAY_NIGHT
        )

        assert (wrong(days=0).place, wrong(days=0).expected) == ("2026-11-01", "")

    def test_a_day_that_goes_on_cannot_be_sealed(self, world):
        with pytest.raises(heads.DayNotOver) as told:
            heads.seal(MONDAY, actor=OWNER, at=at("2026-11-02 23:59"))

        assert told.value.day == MONDAY


def test_a_head_is_proved_to_have_stood_under_the_root_of_its_day(world):
    states = [world.returned() for _ in range(5)]
    root = heads.seal(MONDAY, actor=OWNER, at=MONDAY_NIGHT)
    receipt = DossierEvent.objects.get(dossier_id=states[2].id, seq=states[2].version).hash
    world.later(days=1).do("reception", states[2], c.AddNote(text="Hôm sau"))

    head, siblings = heads.proof_of(states[2].id, MONDAY)

    assert head == merkle.Head(str(states[2].id), receipt)
    assert merkle.holds(head, siblings, under=root)
    assert heads.proof_of(states[2].id, MONDAY - timedelta(days=1)) is None


def test_a_sample_is_of_the_asked_size_in_order_and_holds(world):
    for _ in range(6):
        world.lodged()

    chosen = evidence.sampled_ids(4)

    assert len(set(chosen)) == 4
    assert chosen == sorted(chosen)
    assert len(evidence.sampled_ids(50)) == 6
