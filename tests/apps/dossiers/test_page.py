"""The page of one dossier: what is read for it, and what opening it leaves behind."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.apps.audit import queries as audit
from motcua.apps.documents.sheets import SheetKind
from motcua.apps.dossiers import lawbook
from motcua.apps.dossiers.operations import DossierNotFound, execute
from motcua.apps.dossiers.printing import print_form
from motcua.apps.dossiers.queries import page as pages
from motcua.apps.dossiers.queries import people
from motcua.apps.dossiers.queries.sheets import sheet_pdf
from motcua.apps.organization.queries import actor_for
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.values import ItemKind
from tests.factories.dossiers import DossierWorld, at, only_item
from tests.factories.organization import AgencyFactory, AssignmentFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return DossierWorld()


def stranger(world):
    return actor_for(AssignmentFactory(unit=UnitFactory()).account_id, world.now)


def test_a_page_tells_the_way_of_a_dossier(world):
    state = world.at_step("sign")

    page = pages.dossier_page(state.id, actor=world.officer("leader"), at=world.now)

    assert [item.step for item in page.done] == ["reception", "assign", "appraise"]
    assert [ahead.step.id for ahead in page.ahead] == ["issue", "return"]
    assert page.people[world.accounts["specialist"]] == "Trần Thị Specialist"
    assert {world.units[code].pk for code in ("counter", "kinh-te", "leaders")} <= set(page.units)
    assert len(page.history) == state.version
    assert page.explanation.due == state.due_at
    assert next(offer.command for offer in page.offers if offer.primary) is c.Sign


def test_opening_a_page_is_remembered(world):
    state = world.at_step("appraise")

    pages.dossier_page(state.id, actor=world.officer("specialist"), at=world.now, address="10.0.0.7")

    (glance,) = audit.who_looked_at(subject_type="dossier", subject_id=state.id)
    assert (glance.actor_name, glance.action, glance.channel) == ("Trần Thị Specialist", "view", "office")


def test_who_may_not_see_a_dossier_is_told_that_there_is_none_and_leaves_no_trace(world):
    state = world.at_step("appraise")

    with pytest.raises(DossierNotFound):
        pages.dossier_page(state.id, actor=stranger(world), at=world.now)

    assert audit.who_looked_at(subject_type="dossier", subject_id=state.id) == []


def test_a_filing_has_a_page_without_dates(world):
    state = world.lodged()

    page = pages.page_of(state, actor=world.officer("reception"), at=world.now)

    assert (page.explanation, page.ahead, page.done) == (None, (), ())
    assert next(offer.command for offer in page.offers if offer.primary) is c.Accept


def test_a_page_costs_the_same_however_long_the_way_was(world):
    def cost(state):
        with CaptureQueriesContext(connection) as asked:
            pages.page_of(state, actor=world.officer("specialist"), at=world.now)
        return len(asked)

    short = world.at_step("appraise")
    cost(short)
    long = world.at_step("return")
    for _ in range(5):
        long = world.do("return_desk", long, c.AddNote(text="Đã gọi người nộp"))

    assert cost(long) == cost(short) <= 11


def test_consultations_are_part_of_the_way(world):
    state = world.at_step("appraise")
    item = only_item(state).id
    unit = world.units["clerk"].pk
    asked = c.Consult(item=item, unit_id=unit, agency_id=world.agency.pk, question="Ý kiến?", role="clerk",
                      due_on=at("2026-11-05 08:00").date())  # fmt: skip
    state = world.do("specialist", state, asked)
    question = next(i for i in state.items if i.kind == ItemKind.CONSULTATION)
    state = world.do("clerk", state, c.Answer(item=question.id, opinion="Đồng ý", agrees=True))

    page = pages.page_of(state, actor=world.officer("specialist"), at=world.now)

    assert [done.kind for done in page.done][-1] == ItemKind.CONSULTATION
    assert page.done[-1].closed_by == world.accounts["clerk"]


def test_a_request_that_was_carried_out_is_known(world):
    state = world.at_step("appraise")
    execute(
        c.AddNote(text="x"), dossier_id=state.id, actor=world.officer("specialist"), at=world.now, key="k1"
    )

    assert [pages.request_done(key) for key in ("k1", "k2", "")] == [True, False, False]


def test_files_of_a_dossier_are_those_of_its_papers_and_its_draft(world):
    state = world.at_step("appraise")
    attach = c.AttachFiles(paper="don", files=("a" * 64,))
    draft = c.WriteDraft(item=only_item(state).id, kind="granted", summary="Cấp", file="b" * 64)
    state = world.do("specialist", state, attach, draft)

    assert pages.files_of(state) == {"a" * 64, "b" * 64}
    assert pages.files_of(replace(state, draft=None)) == {"a" * 64}


def test_the_law_of_the_page_is_the_one_the_dossier_was_accepted_under(world):
    state = world.at_step("appraise")

    page = pages.page_of(state, actor=world.officer("specialist"), at=world.now)

    assert page.process.version == state.process_version
    assert page.calendar is lawbook.calendar_of(state.competent_agency)


def test_units_that_may_be_asked_stand_by_agency_without_counter_and_clerk(world):
    department = AgencyFactory(department=True)
    UnitFactory(agency=department, code="quy-hoach", name="Phòng Quy hoạch")
    UnitFactory(agency=department, code="counter", name="Một cửa")

    agencies = people.asked_agencies(world.agency.pk, world.units["kinh-te"].pk, world.now.date())

    assert [(agency.id, list(agency.units.values())) for agency in agencies] == [
        (world.agency.pk, ["Lãnh đạo Ủy ban nhân dân"]),
        (department.pk, ["Phòng Quy hoạch"]),
    ]


@pytest.mark.parametrize(("held", "role"), [("police_officer", "police_officer"), ("clerk", "specialist")])
def test_a_question_goes_to_who_answers_in_the_unit(world, held, role):
    unit = UnitFactory()
    AssignmentFactory(unit=unit, role=held)

    assert people.answering_role(unit.pk, world.now.date()) == role


def test_a_sheet_is_shown_to_those_who_may_see_its_dossier(world):
    state = world.accepted()
    sheet = print_form(SheetKind.RECEIPT, state.id, actor=world.officer("reception"), at=world.now)

    assert sheet_pdf(sheet.pk, actor=world.officer("reception")).pdf.startswith(b"%PDF")
    with pytest.raises(DossierNotFound):
        sheet_pdf(sheet.pk, actor=stranger(world))
    with pytest.raises(DossierNotFound):
        sheet_pdf(sheet.pk + 1, actor=world.officer("reception"))
