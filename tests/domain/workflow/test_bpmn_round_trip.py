"""What is written as BPMN is read as the same process."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.workflow import Switches
from motcua.domain.workflow.bpmn import BpmnUnreadable, FindingCode, process_to_bpmn, read_bpmn
from tests.domain.workflow.bpmn_sketches import rich_processes
from tests.domain.workflow.process_sketches import sketch, with_step

PROCESS = sketch({"a": "b+c", "b": "j end <a", "c": "j", "j": "end <b"}, joins="j")


def read(text):
    return read_bpmn(text.encode())


@given(process=rich_processes())
def test_a_process_of_any_shape_comes_back_equal_and_nothing_is_found(process):
    reading = read(process_to_bpmn(process))

    assert reading.process == process
    assert reading.findings == ()


def test_the_same_process_is_written_in_the_same_words():
    assert process_to_bpmn(PROCESS) == process_to_bpmn(PROCESS)


def test_lanes_and_the_pool_carry_the_names_they_are_given():
    text = process_to_bpmn(PROCESS, name="Cấp phép", lane_names={"unit:office": "Phòng Kinh tế"})

    assert 'name="Phòng Kinh tế"' in text
    assert read(text).name == "Cấp phép"
    assert read(text).process == PROCESS


def test_what_leads_to_a_step_that_is_not_there_is_left_out():
    lost = sketch({"a": "b nowhere", "b": "end"})

    assert [action.id for action in read(process_to_bpmn(lost)).process.step("a").actions] == ["b"]


def test_steps_of_one_name_and_a_step_named_as_the_end_come_back():
    twice = replace(
        PROCESS, steps=(*PROCESS.steps, PROCESS.steps[0], *sketch({"end": "a"}, start="end").steps)
    )

    assert read(process_to_bpmn(twice)).process == twice


def test_characters_that_no_xml_may_hold_are_dropped():
    process = with_step(PROCESS, "a", name="một\x00 cửa\x1f")

    assert read(process_to_bpmn(process)).process.step("a").name == "một cửa"


def test_a_task_renamed_in_another_modeler_is_renamed_here():
    text = process_to_bpmn(PROCESS).replace('name="B"', 'name="Thẩm định"')

    assert read(text).process.step("b").name == "Thẩm định"


def test_an_arrow_moved_in_another_modeler_leads_elsewhere():
    text = process_to_bpmn(sketch({"a": "b", "b": "c", "c": "end"}))
    moved = re.sub(r'(sourceRef="Step_0" targetRef=)"Step_1"', r'\1"Step_2"', text)

    assert read(moved).process.step("a").actions[0].targets == ("c",)


@pytest.mark.parametrize(
    ("written", "spoiled", "attribute"),
    [
        ('stage="4"', 'stage="vier"', "stage"),
        ('minutes="60"', 'minutes=""', "minutes"),
        ('timeUnit="working"', 'timeUnit="lunar"', "timeUnit"),
        ('kind="forward"', 'kind="sideways"', "kind"),
        ('switches="must_sign"', 'switches="must_sign must_sing"', "switches"),
        ('version="1" start', 'version="one" start', "version"),
    ],
)
def test_an_attribute_of_ours_spoiled_by_hand_is_named_and_the_rest_is_read(written, spoiled, attribute):
    process = with_step(PROCESS, "a", switches=Switches.of("must_sign"))
    text = process_to_bpmn(process)
    assert written in text

    reading = read(text.replace(written, spoiled, 1))

    assert [(found.code, found.detail) for found in reading.findings] == [
        (FindingCode.ATTRIBUTE_INVALID, attribute)
    ]
    assert [step.id for step in reading.process.steps] == ["a", "b", "c", "j"]


@given(data=st.data())
def test_a_file_cut_or_changed_anywhere_is_refused_or_read_but_never_crashes(data):
    text = process_to_bpmn(PROCESS)
    at = data.draw(st.integers(0, len(text) - 1))
    instead = data.draw(st.text("<>\"'/&;= ax09\x00", max_size=3))
    try:
        reading = read(text[:at] + instead + text[at + data.draw(st.integers(0, 40)) :])
    except BpmnUnreadable:
        return
    assert len(reading.process.steps) <= len(PROCESS.steps)
