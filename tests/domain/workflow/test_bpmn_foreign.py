"""Models drawn by others are read as far as they go, with a list of what was not understood."""

from pathlib import Path

import pytest
from hypothesis import given

from motcua.domain.workflow import END, ActionKind, check
from motcua.domain.workflow.bpmn import BpmnUnreadable, FindingCode, process_to_bpmn, read_bpmn
from motcua.domain.workflow.bpmn.names import MODEL
from motcua.domain.workflow.bpmn.ways import MOST_WAYS
from tests.domain.workflow.bpmn_sketches import strange_models

MODELS = Path(__file__).parent / "models"


def read(name, **more):
    return read_bpmn((MODELS / f"{name}.bpmn").read_bytes(), **more)


def model(body, attributes=""):
    return (
        f'<definitions xmlns="{MODEL}" {attributes}><process id="p">{body}</process></definitions>'.encode()
    )


def flow(key, source, target, name=""):
    return f'<sequenceFlow id="{key}" sourceRef="{source}" targetRef="{target}" name="{name}"/>'


def found(reading, code):
    return [finding.element for finding in reading.findings if finding.code is code]


def targets(reading):
    return {
        step.id: [(action.kind, action.targets) for action in step.actions] for step in reading.process.steps
    }


def test_tasks_become_steps_and_gateways_actions():
    assert targets(read("consultation")) == {
        "T_receive": [(ActionKind.FORWARD, ("T_check", "T_site"))],
        "T_check": [(ActionKind.FORWARD, ("T_draft",))],
        "T_site": [(ActionKind.FORWARD, ("T_draft",))],
        "T_draft": [(ActionKind.FORWARD, ("T_sign",))],
        "T_sign": [(ActionKind.FORWARD, ("T_return",)), (ActionKind.RETURN, ("T_draft",))],
        "T_return": [(ActionKind.FINISH, (END,))],
    }


def test_what_was_read_of_a_stranger_can_be_sound():
    reading = read("consultation")

    assert reading.process.start == "T_receive"
    assert reading.process.step("T_draft").joins
    assert check(reading.process) == ()


def test_lanes_names_and_notes_give_unit_role_time_and_stage():
    process = read("consultation").process
    seen = {step.id: (step.unit, step.role, step.time.amount_minutes, step.stage) for step in process.steps}

    assert seen == {
        "T_receive": ("counter", "reception", 240, 2),
        "T_check": ("unit:chuyen-vien", "specialist", 240, 4),
        "T_site": ("unit:chuyen-vien", "specialist", 0, 4),
        "T_draft": ("unit:chuyen-vien", "specialist", 0, 4),
        "T_sign": ("leaders", "leader", 0, 4),
        "T_return": ("counter", "return_desk", 0, 9),
    }
    assert process.step("T_return").automatic


def test_labels_and_conditions_of_a_choice_are_kept():
    approve, reject = read("consultation").process.step("T_sign").actions

    assert (approve.id, approve.label, approve.when) == ("f10", "đạt", "${approved}")
    assert (reject.label, reject.when) == ("chưa đạt", "")


def test_units_that_are_known_by_name_are_found():
    process = read("consultation", units={"chuyen vien": "unit:van-hoa"}).process

    assert process.step("T_check").unit == "unit:van-hoa"


def test_everything_that_was_not_understood_is_named_with_its_element():
    reading = read("consultation")
    seen = {(finding.code.value, finding.element, finding.detail) for finding in reading.findings}

    assert reading.name == "Cấp phép biển hiệu"
    assert seen >= {
        ("bpmn.pool-ignored", "Citizen", ""),
        ("bpmn.not-understood", "Msg_1", "messageFlow"),
        ("bpmn.not-understood", "Begin", "messageEventDefinition"),
        ("bpmn.not-understood", "Timer", "boundaryEvent"),
        ("bpmn.not-understood", "Note", "textAnnotation"),
        ("bpmn.flow-broken", "f14", ""),
        ("bpmn.taken-as-step", "T_site", "subProcess"),
        ("bpmn.event-passed", "Told", "intermediateThrowEvent"),
        ("bpmn.unit-guessed", "L_staff", "unit:chuyen-vien"),
        ("bpmn.role-guessed", "T_sign", "leader"),
        ("bpmn.time-missing", "T_draft", ""),
    }


def test_gateways_that_gather_and_part_become_steps_that_nobody_does():
    reading = read("gateways")

    assert found(reading, FindingCode.STEP_ADDED) == ["s1", "both"]
    assert reading.process.start == "s1"
    assert targets(reading)["s1"] == [(ActionKind.FORWARD, ("a", "b"))]
    assert targets(reading)["both"] == [(ActionKind.FORWARD, ("c",)), (ActionKind.FORWARD, ("d",))]
    assert reading.process.step("both").joins
    assert reading.process.step("both").automatic


def test_gateways_of_other_kinds_circles_and_broken_arrows_are_named():
    reading = read("gateways")

    assert found(reading, FindingCode.TAKEN_AS_CHOICE) == ["any"]
    assert found(reading, FindingCode.GATEWAYS_IN_CIRCLE) == ["x1"]
    assert found(reading, FindingCode.FLOW_BROKEN) == ["lost"]
    assert found(reading, FindingCode.START_IGNORED) == ["s2"]
    assert found(reading, FindingCode.NOT_UNDERSTOOD) == ["a"]


def test_several_arrows_out_of_a_task_fork_unless_one_has_a_condition_or_is_the_default():
    assert targets(read("gateways"))["several"] == [(ActionKind.FORWARD, ("c",)), (ActionKind.FINISH, (END,))]
    assert len(targets(read("no_start"))["second"]) == 3


def test_without_a_start_event_the_step_nothing_leads_to_begins():
    reading = read_bpmn(model('<task id="b"/><task id="a"/>' + flow("f", "a", "b")))

    assert reading.process.start == "a"
    assert found(reading, FindingCode.START_GUESSED) == ["a"]


def test_without_any_such_step_the_first_begins():
    reading = read("no_start")

    assert reading.process.start == "second"
    assert reading.process.id == "plain"


def test_a_process_without_tasks_has_no_steps():
    reading = read_bpmn(model("<task/>", "").replace(b"<task/>", b""))

    assert (reading.process.steps, reading.process.start) == ((), "")


def test_tasks_without_an_id_or_a_lane_are_steps_all_the_same():
    reading = read_bpmn(
        model('<laneSet><lane><flowNodeRef>t</flowNodeRef></lane></laneSet><task/><task id="t"/>')
    )

    assert [(step.id, step.name, step.unit) for step in reading.process.steps] == [
        ("element-1", "element-1", "unit:don-vi"),
        ("t", "t", "unit:don-vi"),
    ]


def test_the_name_of_the_process_serves_where_its_pool_has_none():
    text = (
        f'<definitions xmlns="{MODEL}"><collaboration><participant processRef="q"/><participant processRef="p"/>'
        '</collaboration><process id="p" name="Cấp thẻ"><task id="t"/></process></definitions>'
    )

    assert read_bpmn(text.encode()).name == "Cấp thẻ"


def test_ways_with_the_same_arrow_last_get_names_of_their_own():
    choices = '<task id="a"/><exclusiveGateway id="x"/><exclusiveGateway id="y"/><task id="b"/>'
    flows = (
        flow("1", "a", "x")
        + flow("2", "x", "y")
        + flow("3", "x", "y")
        + flow("4", "x", "y")
        + flow("5", "y", "b")
    )
    process = read_bpmn(model(choices + flows)).process

    assert [action.id for action in process.step("a").actions] == ["5", "5-2", "5-3"]


def test_gateways_that_multiply_the_ways_are_cut_short_and_named():
    layers = "".join(f'<exclusiveGateway id="x{n}"/>' for n in range(30))
    flows = "".join(flow(f"{n}{side}", f"x{n}", f"x{n + 1}") for n in range(29) for side in "ab")
    body = '<task id="a"/><task id="b"/>' + layers + flows + flow("in", "a", "x0") + flow("out", "x29", "b")
    reading = read_bpmn(model(body))

    assert found(reading, FindingCode.TOO_MANY_WAYS) == ["a"]
    assert len(reading.process.step("a").actions) <= MOST_WAYS


def test_a_fork_of_many_choices_is_cut_short():
    body = '<task id="a"/><task id="b"/><parallelGateway id="p"/>' + flow("in", "a", "p")
    for n in range(7):
        body += f'<exclusiveGateway id="x{n}"/>' + flow(f"p{n}", "p", f"x{n}")
        body += flow(f"a{n}", f"x{n}", "a") + flow(f"b{n}", f"x{n}", "b")
    reading = read_bpmn(model(body))

    assert found(reading, FindingCode.TOO_MANY_WAYS) == ["a"]
    assert len(reading.process.step("a").actions) == MOST_WAYS


def test_a_long_row_of_gateways_is_not_followed_for_ever():
    row = "".join(f'<exclusiveGateway id="x{n}"/>' for n in range(90))
    flows = "".join(flow(f"f{n}", f"x{n}", f"x{n + 1}") for n in range(89))
    reading = read_bpmn(model('<task id="a"/>' + row + flows + flow("in", "a", "x0")))

    assert reading.process.step("a").actions == ()


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "not-xml"),
        (b"quy tr\xc3\xacnh", "not-xml"),
        (b"<a><b></a>", "not-xml"),
        (b'<?xml version="1.0" encoding="klingon"?><a/>', "not-xml"),
        (b'<?xml version="1.0" encoding="utf-7"?><a/>', "not-xml"),
        (b"<a/>", "no-process"),
        (f'<definitions xmlns="{MODEL}"/>'.encode(), "no-process"),
        (b"<!DOCTYPE a><a/>", "doctype"),
        (b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "doctype"),
        ('<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16"), "doctype"),
        (b"<a>" * 100 + b"</a>" * 100, "too-large"),
        (b"<a>" + b"<b/>" * 50_000 + b"</a>", "too-large"),
        (b"<a>" + b" " * 4_000_000 + b"</a>", "too-large"),
        (model("".join(f'<task id="t{n}"/>' for n in range(301))), "too-large"),
    ],
)  # fmt: skip
def test_what_is_no_model_is_refused_with_the_reason(data, problem):
    with pytest.raises(BpmnUnreadable) as refused:
        read_bpmn(data)

    assert refused.value.problem == problem


@given(data=strange_models())
def test_whatever_strangers_draw_is_read_judged_and_written_without_a_crash(data):
    reading = read_bpmn(data)
    check(reading.process)
    again = read_bpmn(process_to_bpmn(reading.process).encode())

    assert {step.id for step in again.process.steps} == {step.id for step in reading.process.steps}
