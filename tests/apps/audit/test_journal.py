"""The journal of administrative acts: chained, append-only, announced in one transaction (R-I18, R-I19)."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from motcua.apps.audit import merkle, operations, queries
from motcua.apps.audit.announce import (
    AnnouncedOutsideTransaction,
    announce,
    only_these_reactions,
    reactions_to,
    subscribe,
)
from motcua.apps.audit.models import AuditEntry, MerkleRoot
from motcua.domain.access import Actor, ActorKind

AT = datetime(2026, 5, 4, 2, 0, 0, 123456, tzinfo=UTC)
PERSON = Actor(ActorKind.OFFICER, "Đỗ Minh Khang", account_id=7)


def record(action="test.done", **facts):
    return operations.record(
        action=action, object_type="thing", object_id=1, payload=facts, actor=PERSON, at=AT
    )


@pytest.mark.django_db
def test_an_act_says_who_did_what_to_what_and_when():
    recorded = record(before=None, after={"name": "Phố Hiến"}, on=date(2026, 5, 4))

    (act,) = queries.acts_on(object_type="thing", object_id=1)
    assert (act.actor_name, act.action, act.at, act.hash) == ("Đỗ Minh Khang", "test.done", AT, recorded)
    assert act.payload == {"before": None, "after": {"name": "Phố Hiến"}, "on": "2026-05-04"}
    assert list(queries.acts_between(AT, AT)) == []
    assert list(queries.acts_between(AT, AT.replace(second=1))) == [act]


@pytest.mark.django_db
def test_acts_read_back_from_the_database_still_fit_the_chain():
    for number in range(5):
        record(number=number, nested={"b": [1, {"c": "Ð"}], "a": 10**20})

    assert queries.first_break() is None
    assert queries.head() == AuditEntry.objects.order_by("-id")[0].hash


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["audit_auditentry", "audit_merkleroot", "audit_accesslog"])
def test_the_database_refuses_to_change_what_is_written(table):
    record()
    operations.seal_day(day=date(2026, 5, 4), heads=[], actor=PERSON, at=AT)
    operations.log_access(action="read", subject_type="dossier", subject_ids=[1], actor=PERSON, at=AT)

    for statement in ("UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            connection.cursor().execute(statement.format(table))


@pytest.mark.django_db
def test_somebody_who_turns_the_triggers_off_is_still_found_out():
    record(number=1)
    record(number=2)
    record(number=3)
    middle = AuditEntry.objects.order_by("id")[1]

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
    AuditEntry.objects.filter(pk=middle.pk).update(actor_name="Người khác")
    altered = queries.first_break()
    AuditEntry.objects.filter(pk=middle.pk).delete()
    removed = queries.first_break()

    assert altered is not None
    assert (altered.position, altered.kind) == (middle.pk, "altered")
    assert removed is not None
    assert removed.kind == "unlinked"


@pytest.mark.django_db
def test_two_entries_never_follow_the_same_one():
    record()
    twin = AuditEntry.objects.get()
    twin.pk = None
    with pytest.raises(IntegrityError, match="audit_entry_has_one_successor"):
        twin.save()


@pytest.mark.django_db
def test_a_sealed_day_keeps_its_root():
    head = merkle.Head("H31.100-260504-0001", "ab" * 32)
    day = date(2026, 5, 4)

    first = operations.seal_day(day=day, heads=[head], actor=PERSON, at=AT)
    again = operations.seal_day(day=day, heads=[], actor=PERSON, at=AT)

    assert first == again == merkle.root([head]) == queries.root_of(day)
    assert MerkleRoot.objects.get().heads_count == 1
    assert [act.action for act in queries.acts_on(object_type="day", object_id=day)] == ["audit.day-sealed"]
    assert queries.root_of(date(2026, 5, 5)) is None


@pytest.mark.django_db
def test_who_looked_at_a_dossier_can_be_told():
    operations.log_access(
        action="read",
        subject_type="dossier",
        subject_ids=[1, 2],
        actor=PERSON,
        at=AT,
        channel="office",
        address="10.0.0.9",
        purpose="Thụ lý",
    )
    (glance,) = queries.who_looked_at(subject_type="dossier", subject_id=2)
    assert (glance.actor_name, glance.action, glance.channel, glance.purpose) == (
        "Đỗ Minh Khang",
        "read",
        "office",
        "Thụ lý",
    )


class Happened:
    """An event of these tests."""


def test_reactions_run_in_the_order_of_subscription(db):
    heard = []
    with only_these_reactions({}):
        subscribe(Happened, lambda event, /, *, actor, at: heard.append(("first", event, actor, at)))
        subscribe(Happened, lambda event, /, *, actor, at: heard.append(("second", event, actor, at)))
        assert len(reactions_to(Happened)) == 2
        event = Happened()
        announce(event, actor=PERSON, at=AT)
    assert heard == [("first", event, PERSON, AT), ("second", event, PERSON, AT)]
    assert reactions_to(Happened) == ()


@pytest.mark.django_db(transaction=True)
def test_nothing_is_announced_outside_a_transaction():
    with pytest.raises(AnnouncedOutsideTransaction, match="Happened"):
        announce(Happened(), actor=PERSON, at=AT)


@pytest.mark.django_db(transaction=True)
def test_an_act_whose_reaction_fails_is_undone():
    def fail(event, /, *, actor, at):
        raise RuntimeError("no")

    @transaction.atomic
    def act():
        record()
        announce(Happened(), actor=PERSON, at=AT)

    with only_these_reactions({Happened: (fail,)}), pytest.raises(RuntimeError):
        act()
    assert not AuditEntry.objects.exists()
