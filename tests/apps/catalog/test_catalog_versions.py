"""Versions are drafted, reviewed and published; what is published never changes (R-C41, R-0.1)."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.apps.audit.models import AuditEntry
from motcua.apps.catalog import operations, queries
from motcua.apps.catalog.models import Procedure, ProcedureVersion, Status
from motcua.apps.catalog.operations import Validity
from motcua.apps.catalog.snapshot import ProcedureNotInForce
from motcua.apps.catalog.values import process_of
from motcua.domain.access import Actor, ActorKind, NotPermitted, Post
from motcua.domain.catalog import procedure_from_data
from tests.factories.catalog import (
    ProcedureVersionFactory,
    ProcessVersionFactory,
    definition_data,
    process_data,
)

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
SUMMER, AUTUMN = date(2026, 7, 1), date(2026, 9, 1)


def officer(role: str, account_id: int = 1) -> Actor:
    post = Post(assignment_id=1, agency_id=1, unit_id=1, role=role)
    return Actor(kind=ActorKind.OFFICER, name="Nguyễn Văn Mẫu", account_id=account_id, posts=(post,))


CONTROL = officer("procedure_control")
REVIEWER = officer("procedure_control", 2)


def drafted(key="khai-sinh", since=SUMMER, **changes):
    definition = procedure_from_data(definition_data(key, **changes))
    return operations.draft_procedure(
        definition=definition, validity=Validity(since=since), actor=CONTROL, at=AT
    )


def published(*args, **kwargs):
    version_id = drafted(*args, **kwargs)
    operations.submit_procedure(version_id=version_id, actor=CONTROL, at=AT)
    operations.publish_procedure(version_id=version_id, actor=REVIEWER, at=AT)
    return ProcedureVersion.objects.get(pk=version_id)


def test_a_version_goes_from_draft_through_review_to_publication():
    version_id = drafted()
    assert ProcedureVersion.objects.get(pk=version_id).status == Status.DRAFT

    operations.submit_procedure(version_id=version_id, actor=CONTROL, at=AT)
    operations.publish_procedure(version_id=version_id, actor=REVIEWER, at=AT)

    version = ProcedureVersion.objects.get(pk=version_id)
    assert (version.status, version.number, version.published_at) == (Status.PUBLISHED, 1, AT)
    assert list(AuditEntry.objects.order_by("id").values_list("action", "object_id")) == [
        ("catalog.procedure-drafted", "khai-sinh"),
        ("catalog.procedure-submitted", "khai-sinh"),
        ("catalog.procedure-published", "khai-sinh"),
    ]


def test_a_version_is_published_before_it_is_in_force():
    """R-C41"""
    published(since=SUMMER)

    assert queries.published_procedure("khai-sinh", SUMMER)[0] == 1
    with pytest.raises(ProcedureNotInForce):
        queries.published_procedure("khai-sinh", date(2026, 6, 30))


def test_a_draft_is_not_published_without_review():
    version_id = drafted()

    with pytest.raises(operations.VersionNotInStatus) as refusal:
        operations.publish_procedure(version_id=version_id, actor=REVIEWER, at=AT)

    assert (refusal.value.status, refusal.value.needed) == ("draft", "review")


def test_nobody_publishes_an_own_draft():
    """R-C41"""
    version_id = drafted()
    operations.submit_procedure(version_id=version_id, actor=CONTROL, at=AT)

    with pytest.raises(operations.OwnDraft):
        operations.publish_procedure(version_id=version_id, actor=CONTROL, at=AT)

    assert ProcedureVersion.objects.get(pk=version_id).status == Status.REVIEW


def test_a_published_version_says_who_wrote_it_and_who_reviewed_it():
    version = published()

    assert (version.author_account_id, version.reviewer_account_id) == (1, 2)
    assert version.author_name == version.reviewer_name == "Nguyễn Văn Mẫu"


def test_a_draft_does_not_rename_what_is_published():
    published(name="Đăng ký khai sinh")

    drafted(name="Đăng ký khai sinh mới", since=AUTUMN)

    assert Procedure.objects.get(key="khai-sinh").name == "Đăng ký khai sinh"


def test_a_later_version_ends_the_one_before_where_it_begins():
    first = published(since=SUMMER)

    second = published(since=AUTUMN, name="Đăng ký khai sinh mới")

    first.refresh_from_db()
    assert (first.valid_to, second.number) == (AUTUMN, 2)
    assert Procedure.objects.get(key="khai-sinh").name == "Đăng ký khai sinh mới"
    assert queries.published_procedure("khai-sinh", date(2026, 8, 31))[0] == 1
    assert queries.published_procedure("khai-sinh", AUTUMN)[0] == 2


def test_a_version_of_the_same_day_withdraws_the_one_before_which_can_still_be_read():
    published(since=SUMMER)

    published(since=SUMMER, name="Đăng ký khai sinh mới")

    assert queries.published_procedure("khai-sinh", SUMMER)[0] == 2
    assert queries.procedure_version("khai-sinh", 1).name == "Đăng ký khai sinh"


def test_a_version_may_not_begin_before_the_one_in_force():
    published(since=AUTUMN)

    with pytest.raises(operations.VersionStartsTooEarly) as refusal:
        published(since=SUMMER)

    assert (refusal.value.valid_from, refusal.value.current_from) == (SUMMER, AUTUMN)


def test_a_procedure_can_be_ended_by_a_decision():
    published(since=SUMMER)

    operations.end_procedure(
        procedure_key="khai-sinh", on=AUTUMN, decision="12/QĐ-UBND", actor=CONTROL, at=AT
    )

    assert queries.published_procedure("khai-sinh", date(2026, 8, 31))[0] == 1
    with pytest.raises(ProcedureNotInForce) as refusal:
        queries.published_procedure("khai-sinh", AUTUMN)
    assert (refusal.value.procedure_key, refusal.value.on) == ("khai-sinh", AUTUMN)


def test_what_was_never_in_force_cannot_be_ended():
    drafted()

    with pytest.raises(ProcedureNotInForce):
        operations.end_procedure(
            procedure_key="khai-sinh", on=AUTUMN, decision="12/QĐ-UBND", actor=CONTROL, at=AT
        )


def test_a_sound_process_is_published_and_read_by_its_number():
    published(since=SUMMER)
    version_id = _draft_process()
    operations.submit_process(version_id=version_id, actor=CONTROL, at=AT)
    operations.publish_process(version_id=version_id, actor=REVIEWER, at=AT)

    number, current = queries.current_process("khai-sinh", SUMMER)
    assert (number, current.id, current.version) == (1, "khai-sinh", 1)
    assert queries.process_version("khai-sinh", 1) == current


def _draft_process(**changes):
    return operations.draft_process(
        procedure_key="khai-sinh",
        process=process_of("khai-sinh", 1, process_data(**changes)),
        validity=Validity(since=SUMMER),
        actor=CONTROL,
        at=AT,
    )


def test_a_process_that_cannot_end_in_time_is_not_published():
    """R-A61"""
    published(since=SUMMER, allowance={"hours": 2})
    version_id = _draft_process()
    operations.submit_process(version_id=version_id, actor=CONTROL, at=AT)

    with pytest.raises(operations.ProcessNotSound) as refusal:
        operations.publish_process(version_id=version_id, actor=REVIEWER, at=AT)

    assert [flaw.code for flaw in refusal.value.flaws] == ["workflow.over-limit"]
    assert refusal.value.procedure_key == "khai-sinh"


@pytest.mark.parametrize("role", ["reception", "unit_admin", "leader"])
def test_only_those_who_control_procedures_change_the_catalog(role):
    """R-A10"""
    definition = procedure_from_data(definition_data("khai-sinh"))

    with pytest.raises(NotPermitted):
        operations.draft_procedure(
            definition=definition, validity=Validity(since=SUMMER), actor=officer(role), at=AT
        )


def test_an_unknown_version_is_refused():
    with pytest.raises(operations.VersionNotFound) as refusal:
        operations.submit_process(version_id=987, actor=CONTROL, at=AT)

    assert refusal.value.version_id == 987


FACTORIES = pytest.mark.parametrize("factory", [ProcedureVersionFactory, ProcessVersionFactory])


@FACTORIES
@pytest.mark.parametrize(
    "change",
    [
        {"data": {}},
        {"valid_from": SUMMER},
        {"number": 7},
        {"decision": "khác"},
        {"published_at": AT},
        {"author_name": "Người khác"},
        {"reason": "khác"},
        {"reviewer_account_id": 9},
        {"status": Status.DRAFT, "published_at": None},
        {"status": Status.REVIEW, "published_at": None},
    ],
    ids="+".join,
)
def test_the_database_keeps_a_published_version_as_it_was(factory, change):
    version = factory()

    with pytest.raises(DatabaseError), transaction.atomic():
        type(version).objects.filter(pk=version.pk).update(**change)


@FACTORIES
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_the_database_keeps_published_versions_from_being_removed(factory, statement):
    version = factory()
    table = connection.ops.quote_name(type(version)._meta.db_table)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))


@FACTORIES
def test_a_published_version_may_be_given_an_end_and_be_withdrawn_for_good(factory):
    version = factory()
    rows = type(version).objects.filter(pk=version.pk)

    rows.update(valid_to=AUTUMN)
    rows.update(status=Status.WITHDRAWN)

    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(status=Status.PUBLISHED)


@FACTORIES
def test_drafts_may_change_and_go(factory):
    version = factory(draft=True)
    rows = type(version).objects.filter(pk=version.pk)

    assert rows.update(data={"changed": True}) == 1
    assert rows.delete()[0] == 1


@FACTORIES
def test_two_published_versions_never_hold_on_the_same_day(factory):
    version = factory(valid_to=AUTUMN)
    factory(procedure=version.procedure, number=2, valid_from=AUTUMN)

    with pytest.raises(DatabaseError), transaction.atomic():
        factory(procedure=version.procedure, number=3, valid_from=date(2027, 1, 1))


def test_a_version_has_a_moment_of_publication_exactly_when_it_was_published():
    with pytest.raises(DatabaseError), transaction.atomic():
        ProcedureVersionFactory(published_at=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        ProcessVersionFactory(draft=True, published_at=AT)
