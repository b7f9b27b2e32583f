"""Processes are begun, saved by several officers, published by another person, taken back (R-A60, R-A61, R-C41)."""

from dataclasses import replace
from datetime import date

import pytest

from motcua.apps.audit import queries as audit
from motcua.apps.catalog import operations, processes
from motcua.apps.catalog.models import ProcessVersion, Status
from motcua.apps.catalog.operations import Validity
from motcua.apps.catalog.operations.versions import VersionNotFound
from motcua.domain.access import NotPermitted
from motcua.domain.workflow import StepTime
from tests.apps.catalog.test_catalog_versions import AT, AUTUMN, CONTROL, REVIEWER, SUMMER, officer, published
from tests.domain.workflow.process_sketches import sketch, with_step
from tests.factories.catalog import OfferingFactory, ProcessVersionFactory
from tests.factories.organization import UnitFactory

pytestmark = pytest.mark.django_db

KEY = "khai-sinh"
SOUND = sketch({"a": "b", "b": "end <a"})
LONGER = sketch({"a": "b", "b": "c <a", "c": "end"})
ISLAND = sketch({"a": "b", "b": "end <a", "x": "b"})
OTHER = replace(officer("procedure_control", 3), name="Trần Thị Khác")
NOBODY = officer("reception", 9)
NEXT = Validity(since=AUTUMN, decision="15/QĐ-UBND", reason="Gọn hơn")


@pytest.fixture
def procedure():
    return published(since=date(2026, 1, 1)).procedure


def begun(process=SOUND, validity=NEXT):
    return operations.begin_process(
        procedure_key=KEY, process=process, validity=validity, actor=CONTROL, at=AT
    )


def saved(version_id, process, *, revision=0, actor=CONTROL):
    return operations.save_process(
        version_id=version_id, revision=revision, process=process, actor=actor, at=AT
    )


def in_force(since=AUTUMN):
    version_id = begun(validity=Validity(since=since))
    operations.submit_process(version_id=version_id, actor=CONTROL, at=AT)
    operations.publish_process(version_id=version_id, actor=REVIEWER, at=AT)
    return version_id


def row(version_id):
    return ProcessVersion.objects.get(pk=version_id)


@pytest.mark.usefixtures("procedure")
def test_all_work_on_a_process_goes_on_on_one_draft():
    version_id = begun()

    with pytest.raises(operations.DraftOpenAlready) as refusal:
        begun()

    assert (refusal.value.version_id, refusal.value.number) == (version_id, 1)


def test_a_process_belongs_to_a_procedure_that_exists():
    with pytest.raises(operations.ProcedureUnknown):
        begun()


@pytest.mark.usefixtures("procedure")
def test_a_draft_may_be_unsound_while_it_is_written():
    version_id = begun()

    assert saved(version_id, ISLAND) == 1
    assert processes.detail(version_id).process.steps == ISLAND.steps


@pytest.mark.usefixtures("procedure")
def test_saving_without_a_change_is_no_revision():
    assert saved(begun(), SOUND) == 0


@pytest.mark.usefixtures("procedure")
def test_what_somebody_else_saved_meanwhile_is_not_overwritten():
    version_id = begun()
    saved(version_id, LONGER, actor=OTHER)

    with pytest.raises(operations.DraftChangedMeanwhile) as refusal:
        saved(version_id, ISLAND)

    assert (refusal.value.saved_by, refusal.value.saved_at, refusal.value.revision) == (
        "Trần Thị Khác",
        AT,
        1,
    )
    assert processes.detail(version_id).process.steps == LONGER.steps


@pytest.mark.usefixtures("procedure")
def test_whoever_wrote_a_part_of_it_does_not_publish_it():
    version_id = begun()
    saved(version_id, LONGER, actor=REVIEWER)
    operations.submit_process(version_id=version_id, actor=CONTROL, at=AT)

    for writer in (CONTROL, REVIEWER):
        with pytest.raises(operations.OwnDraft):
            operations.publish_process(version_id=version_id, actor=writer, at=AT)
    operations.publish_process(version_id=version_id, actor=OTHER, at=AT)

    assert row(version_id).status == Status.PUBLISHED
    assert processes.detail(version_id).line.editors == {2}


@pytest.mark.usefixtures("procedure")
def test_an_unsound_process_is_not_published_and_the_way_into_the_trouble_is_told():
    """R-A61"""
    version_id = begun(ISLAND)
    operations.submit_process(version_id=version_id, actor=CONTROL, at=AT)

    with pytest.raises(operations.ProcessNotSound) as refusal:
        operations.publish_process(version_id=version_id, actor=REVIEWER, at=AT)

    assert [(flaw.code.value, flaw.steps) for flaw in refusal.value.flaws] == [
        ("workflow.unreachable-step", ("x",))
    ]


@pytest.mark.usefixtures("procedure")
def test_from_when_and_why_it_holds_is_set_while_it_is_a_draft():
    version_id = begun()
    later = Validity(since=date(2026, 10, 1), decision="20/QĐ-UBND", reason="Chờ tập huấn")

    revision = operations.set_process_validity(
        version_id=version_id, revision=0, validity=later, actor=OTHER, at=AT
    )

    line = processes.detail(version_id).line
    assert (revision, line.valid_from, line.decision, line.reason) == (
        1,
        later.since,
        "20/QĐ-UBND",
        "Chờ tập huấn",
    )


@pytest.mark.usefixtures("procedure")
def test_a_draft_is_thrown_away_and_a_published_one_is_not():
    version_id = begun()
    operations.drop_process(version_id=version_id, actor=CONTROL, at=AT)
    with pytest.raises(VersionNotFound):
        processes.detail(version_id)

    with pytest.raises(operations.VersionNotInStatus):
        operations.drop_process(version_id=in_force(), actor=CONTROL, at=AT)


@pytest.mark.usefixtures("procedure")
def test_a_process_taken_back_before_its_day_lets_the_one_before_go_on():
    first, second = in_force(SUMMER), in_force(AUTUMN)
    assert row(first).valid_to == AUTUMN

    operations.withdraw_process(version_id=second, reason="Chưa tập huấn", on=SUMMER, actor=CONTROL, at=AT)

    assert (row(first).valid_to, row(second).status) == (None, Status.WITHDRAWN)


@pytest.mark.usefixtures("procedure")
def test_a_process_is_taken_back_with_a_reason_and_before_it_holds_only():
    version_id = in_force()

    with pytest.raises(operations.RemarksMissing):
        operations.withdraw_process(version_id=version_id, reason=" ", on=SUMMER, actor=CONTROL, at=AT)
    with pytest.raises(operations.VersionInForceAlready):
        operations.withdraw_process(version_id=version_id, reason="Sai", on=AUTUMN, actor=CONTROL, at=AT)


@pytest.mark.usefixtures("procedure")
def test_who_does_not_control_procedures_changes_no_process():
    version_id = begun()
    facts = {"version_id": version_id, "actor": NOBODY, "at": AT}

    for refused in (
        lambda: operations.begin_process(
            procedure_key=KEY, process=SOUND, validity=NEXT, actor=NOBODY, at=AT
        ),
        lambda: operations.save_process(revision=0, process=SOUND, **facts),
        lambda: operations.set_process_validity(revision=0, validity=NEXT, **facts),
        lambda: operations.drop_process(**facts),
        lambda: operations.withdraw_process(reason="Sai", on=SUMMER, **facts),
    ):
        with pytest.raises(NotPermitted):
            refused()


@pytest.mark.usefixtures("procedure")
def test_every_act_stands_in_the_journal_of_the_procedure():
    version_id = begun()
    saved(version_id, LONGER)
    operations.drop_process(version_id=version_id, actor=CONTROL, at=AT)
    acts = [act.action for act in audit.acts_on(object_type="procedure", object_id=KEY)]

    assert {"catalog.process-drafted", "catalog.process-saved", "catalog.process-draft-dropped"} <= set(acts)


@pytest.mark.usefixtures("procedure")
def test_procedures_are_found_without_marks_and_by_where_their_process_stands():
    def found(text="", status="", on=SUMMER):
        return [line.key for line in processes.find(text, status, on)]

    assert found("dang ky KHAI", "none") == [KEY]
    version_id = begun()
    assert (found(status="draft"), found(status="review")) == ([KEY], [])
    operations.submit_process(version_id=version_id, actor=CONTROL, at=AT)
    assert (found(status="draft"), found(status="review"), found("giấy phép")) == ([], [KEY], [])
    operations.publish_process(version_id=version_id, actor=REVIEWER, at=AT)
    (line,) = processes.find("", "", SUMMER)
    assert (line.situation.current, line.situation.draft) == (None, None)
    assert line.situation.coming is not None
    assert line.situation.coming.holds(AUTUMN)
    assert found(status="none") == []


@pytest.mark.usefixtures("procedure")
def test_a_version_follows_the_one_published_before_it():
    first = in_force(SUMMER)
    second = begun(LONGER)

    before = processes.before(processes.detail(second).line)

    assert before is not None
    assert before.id == first
    assert processes.before(before) is None
    assert [line.number for line in processes.versions_of(KEY)] == [2, 1]


def test_units_are_those_of_the_agencies_that_decide_and_those_named_already(procedure):
    unit = UnitFactory(
        code="kinh-te", name="Phòng Kinh tế", agency__key="phuong-mau", agency__name="UBND phường Mẫu"
    )
    UnitFactory(code="clerk", name="Văn thư", agency=unit.agency)
    OfferingFactory(procedure=procedure, competent_agency=unit.agency, valid_from=date(2026, 1, 1))
    elsewhere = UnitFactory(
        code="phong-chay", name="Phòng PC07", agency__key="ca-tinh", agency__name="Công an tỉnh"
    )
    process = with_step(SOUND, "a", unit=f"agency:{elsewhere.agency.key}/phong-chay")
    process = with_step(with_step(process, "b", unit="agency:khong-co/x"), "b", unit="agency:khong-co/x")
    named = {choice.reference: choice.name for choice in processes.units_for(KEY, process, SUMMER)}

    assert named["unit:kinh-te"] == "Phòng Kinh tế"
    assert named["clerk"] == "Văn thư"
    assert named["agency:ca-tinh/phong-chay"] == "Phòng PC07, Công an tỉnh"
    assert named["agency:khong-co/x"] == "agency:khong-co/x"
    assert processes.agencies_for(KEY, SUMMER) == [(unit.agency_id, "UBND phường Mẫu")]


def test_a_unit_that_no_deciding_agency_has_keeps_the_name_it_has_elsewhere(procedure):
    UnitFactory(code="office", name="Văn phòng")

    assert [choice.name for choice in processes.units_for(KEY, SOUND, SUMMER)] == ["Văn phòng"]
    assert processes.name_of(KEY) == procedure.name
    assert processes.name_of("khong-co") == ""


def test_a_process_of_a_procedure_never_published_has_no_limit():
    version = ProcessVersionFactory()

    assert processes.detail(version.pk).definition is None


@pytest.mark.usefixtures("procedure")
def test_steps_that_take_longer_than_the_law_allows_are_not_published():
    """R-A61"""
    version_id = begun(with_step(SOUND, "a", time=StepTime(480 * 400)))
    operations.submit_process(version_id=version_id, actor=CONTROL, at=AT)

    with pytest.raises(operations.ProcessNotSound):
        operations.publish_process(version_id=version_id, actor=REVIEWER, at=AT)
