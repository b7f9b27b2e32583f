"""The 85 procedures of the demonstration province: sound, complete, and handled by units that exist."""

from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest

from motcua.apps.catalog import queries
from motcua.apps.catalog.files import read_folder
from motcua.apps.catalog.loading import load_procedures
from motcua.apps.catalog.models import Offering, ProcedureVersion
from motcua.apps.organization import queries as organization
from motcua.apps.organization.loading import load_organization
from motcua.apps.organization.models import Agency
from motcua.domain.access import Actor
from motcua.domain.catalog import CASE_QUESTION, BranchKind, OnlineScope, Question, ServiceLevel, lead
from motcua.domain.workflow import END, ActionKind, Outcome, fire, initial
from motcua.domain.workflow.soundness import check
from motcua.project.paths import CHECKOUT

AT = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 2)
PROCEDURES = CHECKOUT / "demo" / "procedures"

CARRIED_BY_A_STEP = {
    BranchKind.VERIFICATION,
    BranchKind.COUNCIL,
    BranchKind.POSTING,
    BranchKind.DIALOGUE,
    BranchKind.REFERRAL,
}
CARRIED_BY_A_SWITCH = {
    BranchKind.SUPPLEMENT: "may_request_supplement",
    BranchKind.INTAKE_REFUSAL: "may_refuse",
    BranchKind.REFUSAL: "may_refuse",
    BranchKind.CONSULTATION: "may_consult",
    BranchKind.PAYMENT: "may_request_payment",
    BranchKind.EXTENSION: "may_extend",
    BranchKind.OVERDUE: "may_extend",
    BranchKind.WITHDRAWAL: "may_stop",
}


@pytest.fixture(scope="module")
def files():
    return read_folder(PROCEDURES)


@pytest.fixture(scope="module")
def procedures(files):
    return {file.definition.key: file for file in files.procedures}


def test_all_85_are_read_without_a_fault(files):
    assert [str(problem) for problem in files.problems] == []
    assert len(files.procedures) == 85


def test_every_process_is_sound_within_its_limit(files):
    """R-A60, R-A61"""
    flaws = {file.definition.key: check(file.process, file.definition.allowance) for file in files.procedures}

    assert {key: found for key, found in flaws.items() if found} == {}


def test_every_process_goes_from_the_counter_to_the_return_desk(files):
    for file in files.procedures:
        first, last = file.process.step(file.process.start), file.process.step("return_result")

        assert (first.stage, first.role) == (2, "reception"), file.definition.key
        assert (last.stage, last.role) == (9, "return_desk"), file.definition.key
        assert {step.stage for step in file.process.steps} == {2, 4, 9}


def test_every_branch_can_be_walked_by_a_switch_or_a_step(files):
    for file in files.procedures:
        for branch in file.definition.branches:
            place = (file.definition.key, branch.id)
            if branch.kind in CARRIED_BY_A_STEP:
                assert branch.step, place
                begins = [file.process.targets(step, ActionKind.FORWARD) for step in branch.at]
                assert begins, place
                assert all(branch.step in targets for targets in begins), place
            if switch := CARRIED_BY_A_SWITCH.get(branch.kind):
                assert branch.at, place
                for step in branch.at:
                    assert getattr(file.process.step(step).switches, switch), (*place, step)


def test_every_process_can_refuse_and_sign_what_it_refuses(files):
    for file in files.procedures:
        drafts = [action for step in file.process.steps for action in step.actions if action.outcome]
        signing = [step for step in file.process.steps if step.switches.must_sign]

        assert {action.outcome for action in drafts} == {Outcome.GRANT, Outcome.REFUSE}, file.definition.key
        assert len(signing) == 1, file.definition.key


def test_optional_steps_lead_back_to_where_they_began(procedures):
    process = procedures["gpxd-cap34-nha-o"].process
    marking = initial(process)
    for step, action in [
        ("intake", "hand_over"),
        ("assign", "assign"),
        ("appraise", "visit_site"),
        ("site_visit", "record_visit"),
        ("appraise", "submit_grant"),
        ("review", "approve"),
        ("sign", "sign"),
        ("issue", "issue"),
        ("return_result", "deliver"),
    ]:
        marking = fire(process, marking, step, action)

    assert marking == (END,)


def test_time_of_public_posting_of_land_does_not_count(procedures):
    """R-A84"""
    land, poverty = procedures["dd-lan-dau-ca-nhan"], procedures["ho-ngheo"]

    assert land.process.step("posting").excluded_from_limit
    assert not poverty.process.step("posting").excluded_from_limit


@pytest.mark.parametrize(
    ("key", "level", "scope"),
    [
        ("khai-sinh", ServiceLevel.FULL, OnlineScope.FULLY_ONLINE),
        ("ket-hon", ServiceLevel.FILING, OnlineScope.PARTLY_ONLINE),
        ("chung-thuc-chu-ky", ServiceLevel.FORMS, OnlineScope.PARTLY_ONLINE),
        ("hoa-giai-dat", ServiceLevel.INFORMATION, OnlineScope.INFORMATION_ONLY),
    ],
)
def test_levels_are_those_the_law_gives(procedures, key, level, scope):
    definition = procedures[key].definition

    assert (definition.service_level, definition.online_scope) == (level, scope)


def test_a_reduced_fee_ends_and_the_full_one_follows(procedures):
    """R-H11"""
    paper = [fee for fee in procedures["dkdn-tnhh-1tv"].definition.fees if "nộp giấy" in fee.label]

    assert [(fee.amount_vnd, fee.valid_from, fee.valid_to) for fee in paper] == [
        (25_000, date(2025, 7, 1), date(2027, 1, 1)),
        (50_000, date(2027, 1, 1), None),
    ]


@pytest.mark.django_db
def test_every_procedure_is_accepted_decided_and_staffed_on_a_day_of_its_validity():
    load_organization(CHECKOUT / "demo" / "hung-yen", actor=Actor.system("test"), at=AT)
    assert load_procedures(PROCEDURES, at=AT).procedures == 85

    catalog = queries.catalog()
    roles_in = cache(organization.roles_in)
    for version in ProcedureVersion.objects.select_related("procedure").order_by("procedure__key"):
        key = version.procedure.key
        offering = Offering.objects.filter(procedure=version.procedure).order_by("-valid_from").first()
        on = TODAY if offering.valid_to is None else offering.valid_to - timedelta(days=1)
        receiving = offering.receiver_id or offering.competent_agency_id
        counter = organization.units_of(receiving)["counter"]

        number, definition = catalog.published_procedure(key, on)
        process = catalog.current_process(key, on)[1]
        addresses = catalog.unit_addresses(process, counter, offering.competent_agency_id)

        assert (number, definition.accepts) == (1, True)
        assert set(addresses) == {step.unit for step in process.steps}
        assert key in [offer.key for offer in queries.offered_at(receiving, on)]
        assert queries.competent_agencies(key, receiving, on)[0].id == offering.competent_agency_id
        unstaffed = [
            (key, step.id, step.role)
            for step in process.steps
            if step.role not in roles_in(addresses[step.unit].unit_id, on)
        ]
        assert on < TODAY or unstaffed == []

    commune = organization.agency_by_key("phuong-pho-hien")
    center = organization.agency_by_key("ttpvhcc")
    assert len(queries.offered_at(commune.id, TODAY)) > 60
    assert len(queries.offered_at(center.id, TODAY)) > 60
    assert queries.search_offered(commune.id, TODAY, "gpxd nha o")[0].entry.key == "gpxd-cap34-nha-o"
    assert queries.offered_at(commune.id, TODAY)[0].key == "chung-thuc-ban-sao"

    branches = [a.key for a in queries.competent_agencies("dd-bien-dong", commune.id, TODAY) if a.likely]
    assert len(branches) == 1
    assert Agency.objects.get(key=branches[0]).kind == "land_branch"

    again = load_procedures(PROCEDURES, at=AT)
    assert (again.new_versions, again.new_processes, again.offerings_added) == ((), (), 0)


def _cases_found(definition, answers):
    step = lead(definition, answers)
    if not isinstance(step, Question):
        return {step}
    return set().union(*(_cases_found(definition, answers | {step.key: one.value}) for one in step.options))


def test_questions_lead_to_every_case_of_every_procedure_and_to_nothing_else(procedures):
    """R-C31"""
    for key, file in procedures.items():
        definition = file.definition

        assert _cases_found(definition, {}) == (set(definition.cases) or {None}), key


def test_whoever_has_several_cases_is_asked_in_plain_words(procedures):
    for key, file in procedures.items():
        step = lead(file.definition, {})

        assert not isinstance(step, Question) or step.key != CASE_QUESTION, key
