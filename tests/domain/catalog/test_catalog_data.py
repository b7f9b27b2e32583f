"""Procedures read from data and written back; every fault named with its field."""

import json
from datetime import date, time

import pytest

from motcua.domain.catalog import (
    Branch,
    BranchKind,
    ClockStart,
    DataInvalid,
    OnSilence,
    PresenceReason,
    Problem,
    ReceivingRule,
    procedure_from_data,
    procedure_to_data,
)
from motcua.domain.deadlines import Allowance, Unit
from motcua.domain.fees import Channel
from tests.domain.catalog.catalog_samples import full, least


def problems_of(data, form_blocks=None):
    with pytest.raises(DataInvalid) as refusal:
        procedure_from_data(data, form_blocks)
    return [(problem.path, problem.problem) for problem in refusal.value.problems]


@pytest.mark.parametrize("data", [least(), full()], ids=["least", "full"])
def test_what_is_written_reads_back_the_same(data):
    procedure = procedure_from_data(data)

    written = procedure_to_data(procedure)

    assert procedure_from_data(json.loads(json.dumps(written))) == procedure


def test_what_was_said_in_full_is_written_as_it_was():
    assert procedure_to_data(procedure_from_data(full())) == full()


def test_what_is_empty_is_left_out_but_a_no_stays():
    written = procedure_to_data(procedure_from_data(least(accepts=False)))

    assert written["accepts"] is False
    assert not {"cutoff", "code", "fees", "form", "immediate", "weight"} & set(written)


def test_fields_that_are_left_out_have_harmless_values():
    procedure = procedure_from_data(least())

    assert procedure.accepts
    assert procedure.clock_start is ClockStart.VALID_DOSSIER
    assert procedure.offer.received_at == (ReceivingRule.COMPETENT_AGENCY,)
    assert procedure.service.information
    assert procedure.service.presence is None
    assert procedure.cutoff is None
    assert procedure.form is None


def test_every_field_arrives_where_it_belongs():
    procedure = procedure_from_data(full())

    assert procedure.cutoff == time(15)
    assert procedure.channels == (Channel.COUNTER, Channel.POST, Channel.ONLINE)
    assert procedure.service.presence is PresenceReason.PHYSICAL_PRESENCE
    assert [case.allowance for case in procedure.cases] == [
        Allowance(0, Unit.WORKING_DAY),
        Allowance(3, Unit.DAY),
        Allowance(8, Unit.HOUR),
        Allowance(1, Unit.MONTH),
    ]
    assert [document.required for document in procedure.documents] == [True, True, False, False, True, False]
    assert procedure.fees[0].channels == {Channel.COUNTER, Channel.POST}
    assert procedure.fees[0].valid_to == date(2027, 1, 1)
    assert [fee.amount_vnd for fee in procedure.fees] == [5000, 0, None]
    assert procedure.branches[1] == Branch(
        id="visit",
        kind=BranchKind.VERIFICATION,
        name="Kiểm tra thực địa",
        at=("appraise",),
        step="site_visit",
        partner="UBND cấp xã",
        unit="agency:so-xd/clerk",
        within=None,
        on_silence=OnSilence.WAITS,
        counts=False,
        max_times=None,
        document="Biên bản",
        sends="hồ sơ",
        returns="kết quả",
        note="khi cần",
    )


def test_forms_take_the_blocks_they_share_and_keep_them():
    block = {"title": "Người nộp", "fields": [{"name": "ho_ten", "label": "Họ tên", "type": "text"}]}
    procedure = procedure_from_data(least(form={"use": ["applicant"]}), {"applicant": block})

    assert procedure.form is not None
    assert procedure.form.sections[0].id == "applicant"
    assert procedure_from_data(procedure_to_data(procedure)) == procedure


NOT_A_DAY = {"label": "Phí", "kind": "charge", "valid_from": "hôm nay"}
BACKWARDS = {"label": "Phí", "kind": "levy", "valid_from": "2026-01-01", "valid_to": "2025-01-01"}


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        pytest.param({"key": None}, ("key", "wrong-type"), id="nothing where a text belongs"),
        pytest.param({"key": "Khai Sinh"}, ("key", "bad-format"), id="a key that is no address"),
        pytest.param({"name": " "}, ("name", "empty"), id="a blank name"),
        pytest.param({"code": "7.123456"}, ("code", "bad-format"), id="R-C30"),
        pytest.param({"code": 1.5}, ("code", "wrong-type"), id="a code that is a number"),
        pytest.param({"nmae": "x"}, ("nmae", "unknown-field"), id="a slip of the pen"),
        pytest.param(
            {"field": {"key": "a", "name": "A", "code": "X"}}, ("field.code", "bad-format"), id="R-C33"
        ),
        pytest.param({"field": None}, ("field", "missing"), id="no field"),
        pytest.param({"authority": None}, ("authority", "missing"), id="no authority"),
        pytest.param({"offer": None}, ("offer", "missing"), id="no offer"),
        pytest.param({"offer": {}}, ("offer.agencies", "missing"), id="offered by nobody"),
        pytest.param({"authority": "UBND"}, ("authority", "wrong-type"), id="a text for a mapping"),
        pytest.param({"levels": []}, ("levels", "empty"), id="no level"),
        pytest.param({"levels": "commune"}, ("levels", "wrong-type"), id="a text for a list"),
        pytest.param({"levels": ["xã"]}, ("levels[0]", "unknown-value"), id="an unknown level"),
        pytest.param({"levels": [1]}, ("levels[0]", "unknown-value"), id="a level that is a number"),
        pytest.param({"levels": [""]}, ("levels[0]", "unknown-value"), id="a level without a name"),
        pytest.param(
            {"branches": [{"id": "b", "name": "Từ chối"}]}, ("branches[0].kind", "missing"), id="of no kind"
        ),
        pytest.param({"channels": ["fax"]}, ("channels[0]", "unknown-value"), id="an unknown channel"),
        pytest.param({"clock_start": "soon"}, ("clock_start", "unknown-value"), id="an unknown start"),
        pytest.param({"allowance": None}, ("allowance", "missing"), id="no limit"),
        pytest.param({"allowance": 3}, ("allowance", "wrong-type"), id="a limit without unit"),
        pytest.param({"allowance": {"days": 1, "hours": 2}}, ("allowance", "wrong-type"), id="two limits"),
        pytest.param({"allowance": {"weeks": 1}}, ("allowance.weeks", "unknown-field"), id="an unknown unit"),
        pytest.param({"allowance": {"days": 1.5}}, ("allowance.days", "wrong-type"), id="half a day"),
        pytest.param(
            {"allowance": {"days": True}}, ("allowance.days", "wrong-type"), id="a yes for a number"
        ),
        pytest.param({"allowance": {"days": -1}}, ("allowance.days", "out-of-range"), id="less than nothing"),
        pytest.param({"cutoff": "25:00"}, ("cutoff", "wrong-type"), id="an hour that is none"),
        pytest.param({"cutoff": 15}, ("cutoff", "wrong-type"), id="a number for an hour"),
        pytest.param({"immediate": "yes"}, ("immediate", "wrong-type"), id="a text for a yes"),
        pytest.param({"weight": True}, ("weight", "wrong-type"), id="a yes for a weight"),
        pytest.param({"weight": -1}, ("weight", "out-of-range"), id="a negative weight"),
        pytest.param({"notes": [3]}, ("notes[0]", "wrong-type"), id="a number among texts"),
        pytest.param({"results": [3]}, ("results[0]", "wrong-type"), id="a number for a mapping"),
        pytest.param({"service": {"presence": "rain"}}, ("service.presence", "unknown-value"), id="R-E12"),
        pytest.param(
            {"cases": [{"code": "1", "label": "Một", "allowance": {"days": 1}}]},
            ("cases[0].code", "bad-format"),
            id="R-C31",
        ),
        pytest.param(
            {"cases": [{"code": "01", "label": "Một", "allowance": {"days": 1}}] * 2},
            ("cases[1]", "repeated"),
            id="the same case twice",
        ),
        pytest.param(
            {"documents": [{"id": "d1", "name": "Đơn"}] * 2},
            ("documents[1]", "repeated"),
            id="the same paper",
        ),
        pytest.param(
            {"branches": [{"id": "b", "kind": "refusal", "name": "Từ chối"}] * 2},
            ("branches[1]", "repeated"),
            id="the same branch",
        ),
        pytest.param(
            {"branches": [{"id": "b", "kind": "refusal", "name": "Từ chối", "max_times": 0}]},
            ("branches[0].max_times", "out-of-range"),
            id="never",
        ),
        pytest.param(
            {"documents": [{"id": "d1", "name": "Đơn", "copies": "hai"}]},
            ("documents[0].copies", "wrong-type"),
            id="a number in words",
        ),
        pytest.param({"fees": [NOT_A_DAY]}, ("fees[0].valid_from", "wrong-type"), id="a day that is none"),
        pytest.param({"fees": [BACKWARDS]}, ("fees[0].valid_to", "out-of-range"), id="ends before it begins"),
        pytest.param(
            {"fees": [{"label": "Phí", "kind": "charge"}]}, ("fees[0].valid_from", "missing"), id="R-H11"
        ),
        pytest.param(
            {"fees": [{"label": "Phí", "kind": "charge", "valid_from": "2025-07-01", "amount_vnd": -1}]},
            ("fees[0].amount_vnd", "out-of-range"),
            id="a negative fee",
        ),
        pytest.param({"form": {"use": ["nobody"]}}, ("form.use[0]", "unknown-block"), id="an unknown block"),
        pytest.param({"form": 3}, ("form", "not-an-object"), id="a number for a form"),
    ],
)
def test_a_fault_is_named_with_its_field(changes, found):
    assert found in problems_of(least(**changes))


def test_a_fault_of_a_shared_block_is_named_in_the_block():
    block = {"title": "Người nộp", "fields": [{"name": "ho_ten", "label": "Họ tên", "type": "tetx"}]}

    found = problems_of(least(form={"use": ["applicant"]}), {"applicant": block})

    assert found == [("form_blocks.applicant.fields[0].type", "unknown-type")]


def test_what_is_no_mapping_at_all_is_one_fault_and_not_many():
    assert [path for path, _ in problems_of("khai sinh")].count("") == 1


def test_all_faults_are_told_at_once():
    data = least(levels=["xã"], allowance={"weeks": 1}, documents=[{"id": "d1"}])
    del data["name"], data["results"]

    assert sorted(problems_of(data)) == [
        ("allowance.weeks", "unknown-field"),
        ("documents[0].name", "missing"),
        ("levels[0]", "unknown-value"),
        ("name", "missing"),
        ("results", "missing"),
    ]


def test_dates_may_be_written_as_yaml_reads_them():
    fee = {"label": "Phí", "kind": "charge", "valid_from": date(2025, 7, 1)}

    assert procedure_from_data(least(fees=[fee])).fees[0].valid_from == date(2025, 7, 1)


def test_a_refusal_reads_as_path_problem_and_value():
    refusal = DataInvalid([Problem("levels[0]", "unknown-value", "xã"), Problem("name", "missing")])

    assert str(refusal) == "levels[0]: unknown-value (xã); name: missing"
    assert refusal.code == "catalog.data-invalid"
