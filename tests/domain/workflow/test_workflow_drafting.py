"""Processes from the step table of a decision and from the usual chain of an agency (R-A61, R-A62)."""

import pytest

from motcua.domain.deadlines import Allowance, Unit
from motcua.domain.spreadsheets import Line
from motcua.domain.workflow import END, ActionKind, Outcome, StepTime, TimeUnit, check
from motcua.domain.workflow.bpmn import process_to_bpmn, read_bpmn
from motcua.domain.workflow.drafting import (
    DIVISION,
    TEMPLATES,
    Row,
    RowProblem,
    process_from_rows,
    rows_from_lines,
    spread,
)

LIMIT = Allowance(5, Unit.WORKING_DAY)
ROLES = {"chuyen vien": "specialist", "lanh dao": "leader"}
UNITS = {"phong kinh te": "unit:kinh-te"}


def line(number, **cells):
    return Line(number, {"name": "Thẩm định", "unit": "Phòng Kinh tế", "time": "4 giờ"} | cells)


def read(*lines):
    return rows_from_lines(lines, units=UNITS, roles=ROLES)


def test_a_row_names_the_step_its_unit_role_time_documents_and_where_it_may_go_back():
    rows, problems = read(
        line(2, name="Tiếp nhận", unit="Bộ phận Một cửa", time="0,5 ngày"),
        line(3, role="Chuyên viên", time="12", produces="Tờ trình; Dự thảo ;"),
        line(4, name="Ký", unit="Lãnh đạo Sở", role="Lãnh đạo", time="30 phút", back="2"),
    )

    assert problems == ()
    assert rows == (
        Row("Tiếp nhận", "counter", "reception", StepTime(240)),
        Row("Thẩm định", "unit:kinh-te", "specialist", StepTime(720), ("Tờ trình", "Dự thảo")),
        Row("Ký", "leaders", "leader", StepTime(30), (), 2),
    )


def test_every_wrong_cell_is_named_by_row_and_heading():
    _, problems = read(
        line(7, name="", unit="", time=""), line(8, time="ít lâu"), line(9, back="3"), line(10, back="trên")
    )

    assert problems == (
        RowProblem(7, "Bước thực hiện", "missing"),
        RowProblem(7, "Đơn vị", "missing"),
        RowProblem(7, "Thời gian", "missing"),
        RowProblem(8, "Thời gian", "not-understood", "ít lâu"),
        RowProblem(9, "Trả lại bước", "not-before", "3"),
        RowProblem(10, "Trả lại bước", "not-before", "trên"),
    )


def test_rows_lead_to_each_other_and_the_last_one_to_the_end():
    process = process_from_rows(
        [
            Row("Tiếp nhận", "counter", "reception"),
            Row("Phân công", "unit:x", "division_head"),
            Row("Thẩm định", "unit:x", "specialist"),
            Row("Ký", "leaders", "leader", back=3),
            Row("Giao", "counter", "police_officer"),
        ],
        key="p",
        version=3,
    )

    assert check(process) == ()
    assert (process.start, process.version) == ("step_1", 3)
    assert [(a.outcome, a.targets) for a in process.step("step_3").actions] == [
        (Outcome.GRANT, ("step_4",)), (Outcome.REFUSE, ("step_4",)),
    ]  # fmt: skip
    assert [(a.kind, a.targets) for a in process.step("step_4").actions] == [
        (ActionKind.FORWARD, ("step_5",)), (ActionKind.RETURN, ("step_3",)),
    ]  # fmt: skip
    assert process.step("step_5").actions[0].targets == (END,)
    assert process.step("step_2").switches.must_assign
    assert process.step("step_4").switches.must_sign
    assert [step.stage for step in process.steps] == [2, 4, 4, 4, 4]


def test_without_rows_there_is_no_step_and_without_a_drafter_no_draft():
    assert process_from_rows([], key="p", version=1).steps == ()
    alone = process_from_rows(
        [Row("Ký", "leaders", "leader"), Row("Trả", "counter", "return_desk")], key="p", version=1
    )
    assert [action.outcome for action in alone.step("step_1").actions] == [None]
    assert alone.step("step_2").stage == 9


def test_a_role_without_usual_switches_gets_those_of_work():
    process = process_from_rows([Row("Duyệt", "leaders", "office_head")], key="p", version=1)

    assert process.step("step_1").switches.may_extend


@pytest.mark.parametrize(
    ("limit", "whole"),
    [
        (LIMIT, StepTime(2400)),
        (Allowance(0, Unit.WORKING_DAY), StepTime(480)),
        (Allowance(15, Unit.DAY), StepTime(21_600, TimeUnit.CALENDAR)),
        (Allowance(2, Unit.HOUR), StepTime(120)),
    ],
)
def test_shares_take_the_whole_limit_and_not_a_minute_more(limit, whole):
    times = spread((4, 20, 4, 0), limit)

    assert sum(time.amount_minutes for time in times) == whole.amount_minutes
    assert {time.unit for time in times} == {whole.unit}
    assert times[-1].amount_minutes == 0


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.key)
@pytest.mark.parametrize("limit", [LIMIT, Allowance(30, Unit.DAY), None])
def test_every_template_is_sound_within_the_limit_and_written_as_bpmn(template, limit):
    process = template.process(key="p", version=1, division="unit:kinh-te", limit=limit)

    assert check(process, limit) == ()
    assert DIVISION not in {step.unit for step in process.steps}
    assert read_bpmn(process_to_bpmn(process).encode()).process == process
