"""Questions and petitions from sending to answer, on a real database."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from motcua.apps.audit import queries as audit
from motcua.apps.feedback import limits, operations, queries
from motcua.apps.feedback.models import Submission, SubmissionStep
from motcua.apps.feedback.operations.submissions import Sent, SubmissionNotFound
from motcua.apps.organization.queries import actor_for
from motcua.domain.access import Actor, NotPermitted
from motcua.domain.feedback import submissions as s
from motcua.domain.feedback.incidents import IncidentKind, IncidentState
from motcua.domain.feedback.submissions import Kind, State
from tests.factories.dossiers import DossierWorld
from tests.factories.organization import AccountFactory, AgencyFactory, AssignmentFactory, UnitFactory

pytestmark = pytest.mark.django_db
SOMEBODY = Actor.citizen("", ())


class Province(DossierWorld):
    """A commune below an office of the province with its people."""

    def __post_init__(self):
        super().__post_init__()
        self.office = AgencyFactory(kind="office", level="province", name="Văn phòng Ủy ban nhân dân tỉnh")
        self.committee = AgencyFactory(
            kind="province_committee", level="province", name="Ủy ban nhân dân tỉnh"
        )
        unit = UnitFactory(agency=self.office)
        self.people = {
            role: AssignmentFactory(unit=unit, role=role).account_id
            for role in ("office_head", "procedure_control", "office_specialist")
        }
        head = UnitFactory(agency=self.committee)
        self.people["chairman"] = AssignmentFactory(unit=head, role="chairman").account_id

    def of_office(self, role):
        return actor_for(self.people[role], self.now)


@pytest.fixture
def world():
    return Province()


def send(world, kind=Kind.QUESTION, **more):
    facts = {
        "title": "Xây nhà cấp bốn có cần giấy phép không?", "text": "Nhà ở nông thôn, 90 mét vuông.",
        "name": "Nguyễn Văn Mẫu", "phone": "0912000777", **more,
    }  # fmt: skip
    receipt = operations.send(Sent(kind=kind, **facts), asker="", actor=SOMEBODY, at=world.now)
    return receipt, Submission.objects.get(code=receipt.code).pk


def do(name, pk, actor, world, **more):
    getattr(operations, name)(submission_id=pk, actor=actor, at=world.now, **more)


def test_a_question_is_forwarded_answered_reviewed_and_published(world):
    receipt, pk = send(world)
    assert receipt.state is State.RECEIVED
    assert receipt.code.startswith("HD-261102-")
    row = Submission.objects.get()
    assert row.agency_id == world.office.pk
    assert str(world.now.date()) == "2026-11-02"
    assert str(row.forward_by.date()) == "2026-11-09"

    do("forward", pk, world.of_office("procedure_control"), world, to=world.agency.pk, note="Thuộc phường")
    with pytest.raises(SubmissionNotFound):
        do("take", pk, world.of_office("office_specialist"), world)
    specialist, head = world.officer("specialist"), world.officer("division_head")
    do("take", pk, specialist, world)
    do("draft_answer", pk, specialist, world, answer="Được miễn giấy phép theo Luật Xây dựng.")
    assert queries.followed(pk).answer == ""
    with pytest.raises(NotPermitted):
        do("approve", pk, specialist, world)
    do("approve", pk, head, world)
    assert queries.followed(pk).answer.startswith("Được miễn")
    assert queries.published_answers().total == 0
    with pytest.raises(s.PersonalDataLeft):
        do("publish", pk, head, world, title="Ông Nguyễn Văn Mẫu hỏi", text="Nhà ở", answer="Miễn")
    do(
        "publish",
        pk,
        head,
        world,
        title="Nhà cấp bốn có cần giấy phép?",
        text="Nhà ở nông thôn.",
        answer="Miễn.",
    )

    (found,) = queries.published_answers(text="giay phep nha CAP BON").rows
    assert (found.code, found.name, found.agency) == (receipt.code, "", world.agency.name)
    assert queries.published_answers(text="khai sinh").total == 0
    assert [act.action for act in audit.acts_on(object_type="submission", object_id=receipt.code)] == [
        f"feedback.submission-{what}"
        for what in ("publish", "approve", "draft", "take", "forward", "received")
    ]
    do("unpublish", pk, head, world, note="Luật đã đổi")
    with pytest.raises(SubmissionNotFound):
        queries.published_answer(receipt.code)


def test_nobody_approves_what_one_has_drafted(world):
    _, pk = send(world, agency_id=world.agency.pk)
    head = world.officer("division_head")
    do("take", pk, head, world)
    do("draft_answer", pk, head, world, answer="Có.")

    with pytest.raises(s.OwnDraft):
        do("approve", pk, head, world)
    do("send_back", pk, world.officer("leader"), world, note="Viết rõ căn cứ")
    with pytest.raises(s.ActNotNow):
        do("approve", pk, world.officer("leader"), world)


def test_who_handled_the_dossier_never_reads_the_petition_about_it(world):
    state = world.finished()
    _, pk = send(world, Kind.CONDUCT, dossier_code=state.code, title="Bị yêu cầu gặp riêng")

    row = Submission.objects.get()
    assert row.agency_id == world.office.pk
    assert row.about_agency_id == world.agency.pk
    assert {world.accounts["specialist"], world.accounts["leader"]} <= set(row.concerned)
    keeper = world.of_office("procedure_control")
    with pytest.raises(s.JudgesItself):  # The only leader signed the result.
        do("forward", pk, keeper, world, to=world.agency.pk, note="")
    deputy = actor_for(world.hire("leader", "leaders"), world.now)
    do("forward", pk, keeper, world, to=world.agency.pk, note="Đề nghị làm rõ")

    for role in ("specialist", "leader", "division_head", "clerk", "reception"):
        with pytest.raises(SubmissionNotFound):
            queries.opened(pk, actor=world.officer(role), at=world.now)
        assert queries.waiting(world.officer(role), petitions=True, at=world.now)[0] == []
    assert queries.opened(pk, actor=deputy, at=world.now).row.id == pk
    assert queries.opened(pk, actor=keeper, at=world.now).row.id == pk


def test_a_petition_about_the_office_goes_to_the_committee(world):
    _, pk = send(world, Kind.CONDUCT, agency_id=world.office.pk)

    for role in ("office_head", "procedure_control", "office_specialist"):
        with pytest.raises(SubmissionNotFound):
            queries.opened(pk, actor=world.of_office(role), at=world.now)
    assert queries.opened(pk, actor=world.of_office("chairman"), at=world.now).row.id == pk


def test_a_petition_without_a_name_is_stored_and_not_handled(world):
    receipt, pk = send(world, Kind.REGULATION, name="")

    assert receipt.state is State.STORED
    assert Submission.objects.get().forward_by is None
    with pytest.raises(s.ActNotNow):
        do("take", pk, world.of_office("procedure_control"), world)
    assert queries.waiting(world.of_office("procedure_control"), petitions=True, at=world.now)[0] == []
    everything, _ = queries.waiting(
        world.of_office("procedure_control"), petitions=True, at=world.now, only="all"
    )
    assert [row.state for row in everything] == [State.STORED]


def test_what_nobody_took_or_forwarded_in_five_working_days_is_overdue(world):
    _, late = send(world)
    keeper = world.of_office("procedure_control")
    assert queries.waiting(keeper, petitions=False, at=world.now, only="overdue")[0] == []

    world.later(days=8)
    send(world)

    (row,) = queries.waiting(keeper, petitions=False, at=world.now, only="overdue")[0]
    assert (row.id, row.overdue) == (late, True)


def test_lists_and_pages_tell_the_same_truth(world):
    state = world.finished()
    for kind in Kind:
        for agency in (None, world.agency.pk, world.office.pk):
            send(world, kind, agency_id=agency)
    send(world, Kind.CONDUCT, dossier_code=state.code)
    actors = [world.officer(role) for role in world.accounts] + [
        world.of_office(role) for role in world.people
    ]
    actors.append(actor_for(AccountFactory().pk, world.now))

    for actor in actors:
        listed = {
            row.id
            for petitions in (False, True)
            for row in queries.waiting(actor, petitions=petitions, at=world.now, only="all")[0]
        }
        assert listed == {
            pk for pk in Submission.objects.values_list("pk", flat=True) if readable(pk, actor, world)
        }


def readable(pk, actor, world):
    try:
        queries.opened(pk, actor=actor, at=world.now)
    except SubmissionNotFound:
        return False
    return True


def test_code_and_pin_open_it_and_wrong_ones_are_equal_and_counted(world):
    receipt, pk = send(world)
    wrong = "000000" if receipt.pin != "000000" else "111111"

    assert operations.prove(receipt.code.lower(), receipt.pin, asker="a", at=world.now) == pk
    for code, pin in ((receipt.code, wrong), ("HD-261102-AAAAAA", receipt.pin), ("", "")):
        with pytest.raises(SubmissionNotFound):
            operations.prove(code, pin, asker="a", at=world.now)
    for _ in range(4):
        with pytest.raises(SubmissionNotFound):
            operations.prove(receipt.code, wrong, asker="b", at=world.now)
    with pytest.raises(limits.TooOften):
        operations.prove(receipt.code, receipt.pin, asker="c", at=world.now)
    at = world.later(hours=12, minutes=1).now
    assert operations.prove(receipt.code, receipt.pin, asker="c", at=at) == pk


def test_the_pin_is_nowhere_to_be_read(world):
    receipt, _ = send(world)
    assert receipt.pin not in str(Submission.objects.values().get()).replace(receipt.code, "")


def test_one_address_sends_ten_an_hour(world):
    sent = Sent(kind=Kind.QUESTION, title="Hỏi", text="Hỏi", name="", phone="")
    for _ in range(10):
        operations.send(sent, asker="10.0.0.1", actor=SOMEBODY, at=world.now)
    with pytest.raises(limits.TooOften) as refused:
        operations.send(sent, asker="10.0.0.1", actor=SOMEBODY, at=world.now)
    assert refused.value.until == world.now + timedelta(hours=1)
    operations.send(sent, asker="10.0.0.2", actor=SOMEBODY, at=world.now)
    assert limits.forget(at=world.now) == 0
    assert limits.forget(at=world.now + timedelta(hours=1)) == 2


def test_steps_are_never_changed(world):
    send(world)
    with pytest.raises(DatabaseError), transaction.atomic():
        SubmissionStep.objects.update(note="khác")


def test_incidents_reach_those_who_solve_them(world):
    reporter, head = world.officer("reception"), world.of_office("office_head")
    pk = operations.report_incident(
        kind=IncidentKind.ERROR,
        text="Không in được giấy hẹn",
        page="/office/desk/",
        actor=reporter,
        at=world.now,
    )

    assert [one.id for one in queries.incidents_for(head)] == [pk]
    assert queries.incidents_for(world.officer("clerk")) == []
    with pytest.raises(NotPermitted):
        operations.note_incident(
            incident_id=pk, state=IncidentState.SOLVED, text="Xong", actor=reporter, at=world.now
        )
    operations.note_incident(
        incident_id=pk, state=IncidentState.SOLVED, text="Đã sửa máy in", actor=head, at=world.now
    )
    seen = queries.incident(pk, actor=reporter)
    assert (seen.state, seen.notes[0].text) == (IncidentState.SOLVED, "Đã sửa máy in")
    operations.note_incident(
        incident_id=pk, state=IncidentState.OPEN, text="Lại hỏng", actor=reporter, at=world.now
    )
    assert [one.id for one in queries.incidents_for(reporter)] == [pk]


def test_votes_on_pages_hold_no_personal_data(world):
    operations.vote(
        page="portal:lookup", helped=False, comment="Gọi tôi 0912000318", asker="10.0.0.1", at=world.now
    )

    (opinion,) = queries.opinions(world.of_office("procedure_control"))
    assert (opinion.page, opinion.helped, opinion.not_helped) == ("portal:lookup", 0, 1)
    assert opinion.remarks == ("Gọi tôi •••• ••• 318",)
    with pytest.raises(NotPermitted):
        queries.opinions(world.officer("specialist"))
