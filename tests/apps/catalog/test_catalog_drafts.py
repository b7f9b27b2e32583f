"""Drafts are begun, copied, saved by several officers, sent back and thrown away (R-C41)."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from motcua.apps.audit import queries as audit
from motcua.apps.catalog import operations, queries
from motcua.apps.catalog.models import Offering, Procedure, ProcedureVersion, ProcessVersion, Status
from motcua.apps.catalog.operations import NewName, Validity
from motcua.domain.access import NotPermitted
from motcua.domain.catalog import DataInvalid, ReceivingRule
from tests.apps.catalog.test_catalog_versions import AT, AUTUMN, CONTROL, REVIEWER, SUMMER, officer, published
from tests.factories.catalog import ProcessVersionFactory, definition_data
from tests.factories.organization import AgencyFactory

pytestmark = pytest.mark.django_db

NEXT = Validity(since=AUTUMN, decision="15/QĐ-UBND", reason="Luật mới")
OTHER = replace(officer("procedure_control", 3), name="Trần Thị Khác")


def begun(validity=NEXT):
    first = published()
    return operations.begin_draft(version_id=first.pk, validity=validity, actor=CONTROL, at=AT)


def saved(version_id, actor=CONTROL, revision=0, **changes):
    data = definition_data("khai-sinh", **changes)
    return operations.save_draft(version_id=version_id, revision=revision, data=data, actor=actor, at=AT)


def acts():
    return [act.action for act in audit.acts_on(object_type="procedure", object_id="khai-sinh")]


def test_the_next_version_begins_with_what_the_last_one_says():
    version = ProcedureVersion.objects.get(pk=begun())

    assert (version.number, version.status, version.valid_from) == (2, Status.DRAFT, AUTUMN)
    assert (version.decision, version.reason, version.author_name) == (
        "15/QĐ-UBND", "Luật mới", "Nguyễn Văn Mẫu",
    )  # fmt: skip
    assert version.data["name"] == "Đăng ký khai sinh"


def test_all_work_goes_on_on_one_draft():
    version_id = begun()

    with pytest.raises(operations.DraftOpenAlready) as refusal:
        operations.begin_draft(version_id=version_id, validity=NEXT, actor=OTHER, at=AT)

    assert (refusal.value.version_id, refusal.value.number) == (version_id, 2)
    assert refusal.value.author == "Nguyễn Văn Mẫu"


def test_every_saving_is_kept_with_who_saved_it():
    version_id = begun()

    assert saved(version_id, name="Khai sinh") == 1
    assert saved(version_id, actor=OTHER, revision=1, name="Đăng ký khai sinh lại") == 2

    kept = ProcedureVersion.objects.get(pk=version_id).revisions.order_by("number")
    assert [(one.number, one.data["name"], one.saved_by) for one in kept] == [
        (1, "Khai sinh", 1), (2, "Đăng ký khai sinh lại", 3),
    ]  # fmt: skip


def test_saving_without_a_change_is_no_revision():
    version_id = begun()
    data = ProcedureVersion.objects.get(pk=version_id).data

    assert operations.save_draft(version_id=version_id, revision=0, data=data, actor=CONTROL, at=AT) == 0


def test_a_draft_that_somebody_else_saved_meanwhile_is_not_overwritten():
    version_id = begun()
    saved(version_id, actor=OTHER, name="Của người khác")

    with pytest.raises(operations.DraftChangedMeanwhile) as refusal:
        saved(version_id, revision=0, name="Của tôi")

    assert (refusal.value.saved_by, refusal.value.saved_at, refusal.value.revision) == (
        "Trần Thị Khác",
        AT,
        1,
    )
    assert ProcedureVersion.objects.get(pk=version_id).data["name"] == "Của người khác"


def test_what_is_not_right_yet_can_be_saved_but_not_submitted():
    version_id = begun()
    saved(version_id, allowance={"working_days": "năm"})

    with pytest.raises(DataInvalid) as refusal:
        operations.submit_procedure(version_id=version_id, actor=CONTROL, at=AT)

    assert [problem.path for problem in refusal.value.problems] == ["allowance.working_days"]


def test_a_draft_never_takes_another_key():
    version_id = begun()
    operations.save_draft(
        version_id=version_id, revision=0, data=definition_data("khac"), actor=CONTROL, at=AT
    )

    assert ProcedureVersion.objects.get(pk=version_id).data["key"] == "khai-sinh"


def test_a_draft_has_its_validity_changed():
    version_id = begun()

    revision = operations.set_validity(
        version_id=version_id,
        revision=0,
        validity=replace(NEXT, since=date(2026, 10, 1)),
        actor=CONTROL,
        at=AT,
    )

    assert revision == 1
    assert ProcedureVersion.objects.get(pk=version_id).valid_from == date(2026, 10, 1)


def test_a_published_version_is_not_saved_over():
    with pytest.raises(operations.VersionNotInStatus):
        saved(published().pk)


def test_a_reviewer_gives_a_draft_back_with_remarks():
    version_id = begun()
    operations.submit_procedure(version_id=version_id, actor=CONTROL, at=AT)

    operations.return_procedure(version_id=version_id, remarks="Thiếu căn cứ phí", actor=REVIEWER, at=AT)

    version = ProcedureVersion.objects.get(pk=version_id)
    assert (version.status, version.remarks) == (Status.DRAFT, "Thiếu căn cứ phí")
    assert acts()[0] == "catalog.procedure-returned"


def test_a_draft_does_not_go_back_without_a_word():
    version_id = begun()
    operations.submit_procedure(version_id=version_id, actor=CONTROL, at=AT)

    with pytest.raises(operations.RemarksMissing):
        operations.return_procedure(version_id=version_id, remarks=" ", actor=REVIEWER, at=AT)


def test_a_process_is_given_back_too():
    version = ProcessVersionFactory(reviewed=True)

    operations.return_process(version_id=version.pk, remarks="Thiếu bước ký", actor=REVIEWER, at=AT)

    version.refresh_from_db()
    assert (version.status, version.remarks) == (Status.DRAFT, "Thiếu bước ký")


def test_whoever_saved_a_revision_does_not_publish_it():
    version_id = begun()
    saved(version_id, actor=REVIEWER, name="Khai sinh")
    operations.submit_procedure(version_id=version_id, actor=CONTROL, at=AT)

    with pytest.raises(operations.OwnDraft):
        operations.publish_procedure(version_id=version_id, actor=REVIEWER, at=AT)
    operations.publish_procedure(version_id=version_id, actor=OTHER, at=AT)

    assert queries.published_procedure("khai-sinh", AUTUMN)[1].name == "Khai sinh"


def test_a_procedure_is_copied_with_its_process_under_another_name():
    first = published(code="1.004222")
    ProcessVersionFactory(procedure=first.procedure)

    version_id = operations.copy_procedure(
        version_id=first.pk, into=NewName(key="khai-sinh-lai", name="Đăng ký lại khai sinh"),
        validity=NEXT, actor=CONTROL, at=AT,
    )  # fmt: skip

    version = ProcedureVersion.objects.select_related("procedure").get(pk=version_id)
    assert version.data["name"] == version.procedure.name == "Đăng ký lại khai sinh"
    assert "code" not in version.data
    assert ProcessVersion.objects.get(procedure=version.procedure).status == Status.DRAFT


def test_a_procedure_without_a_process_is_copied_alone():
    version_id = operations.copy_procedure(
        version_id=published().pk, into=NewName(key="moi", name="Mới"), validity=NEXT, actor=CONTROL, at=AT
    )

    assert not ProcessVersion.objects.filter(procedure__versions=version_id).exists()


@pytest.mark.parametrize("key", ["khai-sinh", "Khai Sinh", "", "a--b"])
def test_a_key_is_taken_once_and_well_formed(key):
    first = published()

    with pytest.raises(operations.KeyUnfit):
        operations.copy_procedure(
            version_id=first.pk, into=NewName(key=key, name="Mới"), validity=NEXT, actor=CONTROL, at=AT
        )


def test_a_procedure_that_was_never_published_is_found_under_the_name_of_its_draft():
    version_id = operations.copy_procedure(
        version_id=published().pk, into=NewName(key="moi", name="Mới"), validity=NEXT, actor=CONTROL, at=AT
    )
    operations.save_draft(
        version_id=version_id,
        revision=0,
        data=definition_data("moi", name="Đổi họ tên"),
        actor=CONTROL,
        at=AT,
    )

    procedure = Procedure.objects.get(key="moi")
    assert (procedure.name, procedure.search) == ("Đổi họ tên", "doi ho ten ho tich")


def test_a_draft_is_thrown_away_and_a_procedure_that_was_nothing_else():
    first = published()
    ProcessVersionFactory(procedure=first.procedure)
    copied = operations.copy_procedure(
        version_id=first.pk, into=NewName(key="moi", name="Mới"), validity=NEXT, actor=CONTROL, at=AT
    )
    operations.drop_draft(version_id=copied, actor=CONTROL, at=AT)
    assert not Procedure.objects.filter(key="moi").exists()

    version_id = operations.begin_draft(version_id=first.pk, validity=NEXT, actor=CONTROL, at=AT)
    saved(version_id, name="Khai sinh")
    operations.drop_draft(version_id=version_id, actor=CONTROL, at=AT)
    assert list(Procedure.objects.get(key="khai-sinh").versions.values_list("number", flat=True)) == [1]


def test_what_is_not_there_cannot_be_a_source():
    with pytest.raises(operations.VersionNotFound):
        operations.begin_draft(version_id=77, validity=NEXT, actor=CONTROL, at=AT)


def test_a_version_is_withdrawn_before_its_day_and_the_one_before_goes_on():
    agency = AgencyFactory(kind="commune_committee")
    version_id = begun()
    saved(version_id, offer={"agencies": [agency.key], "receiver": agency.key})
    operations.submit_procedure(version_id=version_id, actor=CONTROL, at=AT)
    operations.publish_procedure(version_id=version_id, actor=REVIEWER, at=AT)
    assert queries.published_procedure("khai-sinh", AUTUMN)[0] == 2

    operations.withdraw_procedure(
        version_id=version_id, reason="Luật lùi ngày", on=date(2026, 8, 31), actor=CONTROL, at=AT
    )

    assert queries.published_procedure("khai-sinh", AUTUMN)[0] == 1
    offer = Offering.objects.get(procedure__key="khai-sinh", valid_from=AUTUMN)
    assert (offer.receiver_id, offer.valid_to) == (None, None)


def test_what_is_in_force_is_not_withdrawn():
    version = published()

    with pytest.raises(operations.VersionInForceAlready) as refusal:
        operations.withdraw_procedure(version_id=version.pk, reason="Nhầm", on=SUMMER, actor=CONTROL, at=AT)

    assert refusal.value.since == SUMMER


def test_withdrawing_says_why():
    version = published()

    with pytest.raises(operations.RemarksMissing):
        operations.withdraw_procedure(
            version_id=version.pk, reason="", on=date(2026, 6, 1), actor=CONTROL, at=AT
        )


def test_a_first_version_is_withdrawn_without_anything_in_its_place():
    version = published()

    operations.withdraw_procedure(
        version_id=version.pk, reason="Nhầm", on=date(2026, 6, 1), actor=CONTROL, at=AT
    )

    version.refresh_from_db()
    assert version.status == Status.WITHDRAWN


def test_a_procedure_is_given_up_by_a_decision_only():
    published()

    with pytest.raises(operations.DecisionMissing):
        operations.end_procedure(procedure_key="khai-sinh", on=AUTUMN, decision=" ", actor=CONTROL, at=AT)
    operations.end_procedure(procedure_key="khai-sinh", on=AUTUMN, decision="9/QĐ-UBND", actor=CONTROL, at=AT)

    assert ProcedureVersion.objects.get().end_decision == "9/QĐ-UBND"


def test_publishing_brings_the_offers_into_line_when_they_changed():
    """R-A15"""
    commune, other = AgencyFactory(kind="commune_committee"), AgencyFactory(kind="department")
    published()
    assert [offer.competent_agency for offer in Offering.objects.all()] == [commune]
    version_id = operations.begin_draft(
        version_id=ProcedureVersion.objects.get().pk, validity=NEXT, actor=CONTROL, at=AT
    )
    saved(version_id, offer={"agencies": [other.key]})
    operations.submit_procedure(version_id=version_id, actor=CONTROL, at=AT)
    operations.publish_procedure(version_id=version_id, actor=REVIEWER, at=AT)

    found = Offering.objects.order_by("valid_from")
    assert [(one.competent_agency, one.valid_from, one.valid_to) for one in found] == [
        (commune, SUMMER, AUTUMN), (other, AUTUMN, None),
    ]  # fmt: skip


def test_publishing_leaves_arranged_offers_alone_when_the_version_says_the_same_of_them():
    commune = AgencyFactory(kind="commune_committee")
    published()
    offer = Offering.objects.get(competent_agency=commune)
    operations.end_offering(offering_id=offer.pk, on=date(2026, 8, 1), actor=CONTROL, at=AT)

    version_id = operations.begin_draft(
        version_id=ProcedureVersion.objects.get().pk, validity=NEXT, actor=CONTROL, at=AT
    )
    operations.submit_procedure(version_id=version_id, actor=CONTROL, at=AT)
    operations.publish_procedure(version_id=version_id, actor=REVIEWER, at=AT)

    assert list(Offering.objects.values_list("valid_to", flat=True)) == [date(2026, 8, 1)]


def offered(agency, since=AUTUMN, until=None):
    return operations.offer_procedure(
        procedure_key="khai-sinh", agency_id=agency.pk, received_at=[ReceivingRule.ANY_COMMUNE],
        since=since, until=until, actor=CONTROL, at=AT,
    )  # fmt: skip


def test_an_agency_takes_a_procedure_on_for_a_time():
    published()
    agency = AgencyFactory(kind="department")

    offer = Offering.objects.get(pk=offered(agency, until=date(2027, 1, 1)))

    assert (offer.received_at, offer.valid_from) == (["any_commune"], AUTUMN)
    with pytest.raises(operations.OfferedAlready):
        offered(agency, since=date(2026, 12, 1))
    with pytest.raises(operations.OfferedAlready):
        offered(agency, since=SUMMER, until=date(2026, 10, 1))
    assert offered(agency, since=date(2027, 1, 1))


def test_periods_of_offers_run_forward():
    published()
    agency = AgencyFactory(kind="department")

    with pytest.raises(operations.PeriodReversed) as refusal:
        offered(agency, until=SUMMER)
    assert (refusal.value.since, refusal.value.until) == (AUTUMN, SUMMER)
    with pytest.raises(operations.PeriodReversed):
        operations.end_offering(offering_id=offered(agency), on=AUTUMN, actor=CONTROL, at=AT)


@pytest.mark.parametrize("role", ["reception", "unit_admin", "leader", "inspector"])
def test_only_those_who_control_procedures_touch_drafts_and_offers(role):
    """R-A10"""
    version_id = begun()
    stranger = officer(role, 9)
    for act in (
        lambda: operations.begin_draft(version_id=version_id, validity=NEXT, actor=stranger, at=AT),
        lambda: operations.save_draft(version_id=version_id, revision=0, data={}, actor=stranger, at=AT),
        lambda: operations.set_validity(
            version_id=version_id, revision=0, validity=NEXT, actor=stranger, at=AT
        ),
        lambda: operations.drop_draft(version_id=version_id, actor=stranger, at=AT),
        lambda: operations.copy_procedure(
            version_id=version_id, into=NewName(key="x", name="X"), validity=NEXT, actor=stranger, at=AT
        ),
        lambda: operations.return_procedure(version_id=version_id, remarks="x", actor=stranger, at=AT),
        lambda: operations.withdraw_procedure(
            version_id=version_id, reason="x", on=SUMMER, actor=stranger, at=AT
        ),
        lambda: operations.offer_procedure(
            procedure_key="khai-sinh", agency_id=1, received_at=[], since=SUMMER, until=None,
            actor=stranger, at=AT,
        ),
    ):  # fmt: skip
        with pytest.raises(NotPermitted):
            act()


def test_the_moment_is_the_one_given():
    version_id = begun()
    later = datetime(2026, 3, 3, 2, 0, tzinfo=UTC)
    operations.save_draft(
        version_id=version_id,
        revision=0,
        data=definition_data("khai-sinh", name="X"),
        actor=CONTROL,
        at=later,
    )

    assert ProcedureVersion.objects.get(pk=version_id).revisions.get().saved_at == later
