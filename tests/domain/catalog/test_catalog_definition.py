"""What a procedure says of itself."""

import pytest

from motcua.domain.catalog import (
    BranchKind,
    OnlineScope,
    ServiceLevel,
    Subject,
    UnknownCase,
    Urgency,
    procedure_from_data,
)
from motcua.domain.deadlines import Allowance, Unit
from tests.domain.catalog.catalog_samples import full, least


def test_it_is_shown_by_its_short_name_where_it_has_one():
    assert procedure_from_data(full()).display_name == "Khai sinh"
    assert procedure_from_data(least()).display_name == "Đăng ký khai sinh"


def test_its_level_and_scope_come_from_its_service():
    procedure = procedure_from_data(full())

    assert procedure.service_level is ServiceLevel.FULL
    assert procedure.online_scope is OnlineScope.PARTLY_ONLINE


def test_a_case_has_a_limit_of_its_own():
    procedure = procedure_from_data(full())

    assert procedure.allowance_for() == Allowance(0, Unit.WORKING_DAY)
    assert procedure.allowance_for("02") == Allowance(3, Unit.DAY)
    assert procedure.case("03").label == "Tính theo giờ"


def test_an_unknown_case_is_refused_with_its_procedure():
    with pytest.raises(UnknownCase) as refusal:
        procedure_from_data(full()).allowance_for("09")

    assert (refusal.value.procedure_key, refusal.value.case) == ("khai-sinh", "09")
    assert refusal.value.code == "catalog.unknown-case"
    assert str(refusal.value) == "khai-sinh: 09"


def test_the_national_code_of_a_case_ends_in_its_two_digits():
    """R-C31"""
    assert procedure_from_data(full()).national_case_code("02") == "1.001193.02"


def test_without_a_national_code_a_case_has_none_either():
    assert procedure_from_data(full() | {"code": ""}).national_case_code("02") == ""


@pytest.mark.parametrize(
    ("changes", "urgency"),
    [
        pytest.param({"immediate": True, "allowance": {"days": 9}}, Urgency.ON_THE_SPOT, id="R-A25"),
        pytest.param({}, Urgency.SAME_DAY, id="R-D9 same day"),
        pytest.param({"allowance": {"working_days": 1}}, Urgency.SHORT, id="next day"),
        pytest.param({"allowance": {"days": 3}}, Urgency.SHORT, id="three days"),
        pytest.param({"allowance": {"working_days": 4}}, Urgency.ORDINARY, id="four days"),
        pytest.param({"allowance": {"hours": 16}}, Urgency.SHORT, id="hours"),
        pytest.param({"allowance": {"months": 1}}, Urgency.ORDINARY, id="a month"),
    ],
)
def test_the_limit_says_how_soon_it_wants_its_officer(changes, urgency):
    assert procedure_from_data(least(**changes)).urgency is urgency


def test_a_procedure_is_same_day_only_when_it_is_given_no_day():
    assert procedure_from_data(least()).same_day
    assert not procedure_from_data(least(allowance={"working_days": 1})).same_day


def test_branches_are_found_by_kind_and_by_step():
    procedure = procedure_from_data(full())

    assert [b.id for b in procedure.branches_of(BranchKind.SUPPLEMENT, BranchKind.CONFIDENTIAL)] == [
        "supplement",
        "secret",
    ]
    assert [b.id for b in procedure.branches_at("appraise")] == ["supplement", "visit"]
    assert [b.id for b in procedure.branches_at("appraise", BranchKind.VERIFICATION)] == ["visit"]
    assert procedure.branches_at("sign") == ()


def test_only_a_confidential_branch_hides_who_files():
    assert procedure_from_data(full()).confidential
    assert not procedure_from_data(least()).confidential


def test_how_often_a_supplement_may_be_asked_for_is_the_branch_s_or_left_to_the_regime():
    """R-A44"""
    assert procedure_from_data(full()).max_supplements == 1
    assert procedure_from_data(least()).max_supplements is None


def test_an_applicant_has_the_time_of_the_branch_to_supplement_or_no_set_time():
    """R-A83"""
    waiting = {"id": "supplement", "kind": "supplement", "name": "Bổ sung", "within": {"days": 30}}

    assert procedure_from_data(full()).supplement_within == Allowance(30, Unit.DAY)
    assert procedure_from_data(least()).supplement_within is None
    assert procedure_from_data(least(branches=[waiting])).supplement_within is None


@pytest.mark.parametrize(
    ("subject", "codes"),
    [
        (Subject.CITIZEN, ("ĐT1",)),
        (Subject.ORGANIZATION, ("ĐT2", "ĐT8", "ĐT9")),
        (Subject.FOREIGNER, ("ĐT3", "ĐT4")),
    ],
)
def test_subjects_stand_for_codes_of_the_national_catalogue(subject, codes):
    """R-C36"""
    assert subject.national_codes == codes
