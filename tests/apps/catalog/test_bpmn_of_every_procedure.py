"""The processes of all procedures as BPMN: valid, equal when read back, walked by another engine to the same end."""

import random
from collections import Counter
from pathlib import Path

import pytest
import SpiffWorkflow
from lxml import etree
from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow

from motcua.apps.catalog.files import read_folder
from motcua.domain.workflow import END, FINISHED, ActionKind, fire, initial, ready
from motcua.domain.workflow.bpmn import full_chart, lay_out, process_to_bpmn, read_bpmn
from motcua.project.paths import CHECKOUT
from tests.domain.workflow.process_sketches import sketch
from tests.domain.workflow.test_bpmn_layout import assert_tidy

SCHEMAS = Path(SpiffWorkflow.__file__).parent / "bpmn" / "parser" / "schema"
WALKED = 10
MOST_RETURNS = 3


@pytest.fixture(scope="module")
def processes():
    found = {
        file.definition.key: file.process for file in read_folder(CHECKOUT / "demo" / "procedures").procedures
    }
    assert len(found) == 85
    return found


def test_every_process_comes_back_equal(processes):
    for process in processes.values():
        reading = read_bpmn(process_to_bpmn(process).encode())

        assert reading.process == process
        assert reading.findings == ()


def test_every_process_is_valid_bpmn(processes):
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "BPMN20.xsd"))
    for process in processes.values():
        schema.assertValid(etree.fromstring(process_to_bpmn(process, name="Quy trình").encode()))


def test_the_picture_of_every_process_is_tidy(processes):
    for process in processes.values():
        assert_tidy(lay_out(full_chart(process)))


def longest(processes):
    return sorted(processes.values(), key=lambda process: (-len(process.steps), process.id))[:WALKED]


def test_another_engine_walks_the_longest_processes_to_the_same_end(processes):
    for seed, process in enumerate(longest(processes)):
        assert walk_both(process, random.Random(seed)) == FINISHED


def test_another_engine_walks_branches_side_by_side_to_the_same_end():
    process = sketch({"a": "b+c", "b": "d e", "c": "j", "d": "j", "e": "j", "j": "end"}, joins="j")

    assert all(walk_both(process, random.Random(seed)) == FINISHED for seed in range(4))


def walk_both(process, chance):
    """Walk a process with ours and the other engine; at every moment the same steps are ready."""
    parser = BpmnParser()
    parser.add_bpmn_xml(etree.fromstring(process_to_bpmn(process).encode()))
    other = BpmnWorkflow(parser.get_spec(parser.get_process_ids()[0]))
    steps = {f"Step_{number}": step.id for number, step in enumerate(process.steps)}
    marking, returned = initial(process), Counter[str]()
    while not other.is_completed():
        other.do_engine_steps()
        tasks = {
            steps[task.task_spec.bpmn_id]: task
            for task in other.get_tasks(state=TaskState.READY, manual=True)
        }
        assert set(tasks) == {step.id for step in ready(process, marking)}
        if not tasks:
            break
        step = process.step(chance.choice(sorted(tasks)))
        allowed = [
            a for a in step.actions if a.kind is not ActionKind.RETURN or returned[step.id] < MOST_RETURNS
        ]
        action = chance.choice(allowed or step.actions)
        returned[step.id] += action.kind is ActionKind.RETURN
        tasks[step.id].data["action"] = action.id
        tasks[step.id].run()
        other.do_engine_steps()
        marking = fire(process, marking, step.id, action.id)
    assert other.is_completed() == (marking == (END,))
    return marking
