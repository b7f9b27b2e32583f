"""A process written as BPMN 2.0 with its diagram, so that any modeler opens it.

What BPMN has no words for (role, stage, time, switches) stands in extension elements of our namespace.
The variable `action` in the conditions of a choice names the action taken.
"""

import json
import re
from collections.abc import Mapping
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from motcua.domain.workflow.bpmn.chart import Chart, Flow, Node, Shape, full_chart
from motcua.domain.workflow.bpmn.layout import Box, Diagram, Point, lay_out
from motcua.domain.workflow.bpmn.names import CANVAS, DIAGRAM, INSTANCE, INTERCHANGE, PREFIXES, bpmn, ours
from motcua.domain.workflow.definition import Action, Process, Step

TAGS: Final = {
    Shape.START: "startEvent",
    Shape.TASK: "userTask",
    Shape.CHOICE: "exclusiveGateway",
    Shape.FORK: "parallelGateway",
    Shape.JOIN: "inclusiveGateway",
    Shape.END: "endEvent",
}
NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NOT_IN_ID: Final = re.compile(r"[^A-Za-z0-9_.-]")
POOL_NAME_WIDTH: Final = 30

for prefix, uri in PREFIXES.items():
    register_namespace(prefix, uri)


def process_to_bpmn(process: Process, *, name: str = "", lane_names: Mapping[str, str] | None = None) -> str:
    """Return the process as an XML document; `lane_names` gives words for unit references."""
    chart = full_chart(process)
    root = Element(
        bpmn("definitions"),
        {"id": "Definitions", "targetNamespace": PREFIXES["motcua"], "exporter": "motcua"},
    )
    key = f"Process_{NOT_IN_ID.sub('_', process.id)}"
    collaboration = SubElement(root, bpmn("collaboration"), {"id": "Collaboration"})
    title = {"id": "Pool", "name": name or process.id, "processRef": key}
    SubElement(collaboration, bpmn("participant"), _legal(title))
    _write_process(root, process, chart, key, name or process.id, lane_names or {})
    _write_diagram(root, lay_out(chart))
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _legal(attributes: Mapping[str, object]) -> dict[str, str]:
    """Return attributes as XML may hold them: no control characters."""
    return {name: NOT_XML.sub("", str(value)) for name, value in attributes.items()}


def _write_process(
    root: Element, process: Process, chart: Chart, key: str, name: str, lane_names: Mapping[str, str]
) -> None:
    element = SubElement(root, bpmn("process"), _legal({"id": key, "name": name, "isExecutable": "true"}))
    identity = {"id": process.id, "version": process.version, "start": process.start}
    SubElement(SubElement(element, bpmn("extensionElements")), ours("process"), _legal(identity))
    if chart.lanes:
        _write_lanes(SubElement(element, bpmn("laneSet"), {"id": "Lanes"}), chart, lane_names)
    nodes = [node for cell in chart.cells for node in cell.nodes]
    for node in sorted(nodes, key=lambda node: node.shape is not Shape.START):
        _write_node(element, node, chart.flows)
    choices = {node.id for node in nodes if node.shape is Shape.CHOICE}
    for flow in chart.flows:
        _write_flow(element, flow, is_choice=flow.source in choices)


def _write_lanes(parent: Element, chart: Chart, lane_names: Mapping[str, str]) -> None:
    for number, unit in enumerate(chart.lanes):
        title = {"id": f"Lane_{number}", "name": lane_names.get(unit, unit)}
        lane = SubElement(parent, bpmn("lane"), _legal(title))
        SubElement(SubElement(lane, bpmn("extensionElements")), ours("lane"), _legal({"unit": unit}))
        for cell in chart.cells:
            for node in cell.nodes if cell.lane == number else ():
                SubElement(lane, bpmn("flowNodeRef")).text = node.id


def _write_node(parent: Element, node: Node, flows: tuple[Flow, ...]) -> None:
    tag = "serviceTask" if node.step and node.step.automatic else TAGS[node.shape]
    element = SubElement(parent, bpmn(tag), {"id": node.id})
    if node.step:
        element.attrib.update(_legal({"name": node.step.name}))
        _write_step(SubElement(element, bpmn("extensionElements")), node.step)
    for flow in flows:
        if flow.target == node.id:
            SubElement(element, bpmn("incoming")).text = flow.id
    for flow in flows:
        if flow.source == node.id:
            SubElement(element, bpmn("outgoing")).text = flow.id


def _write_step(parent: Element, step: Step) -> None:
    flags = {"joins": step.joins, "automatic": step.automatic, "excludedFromLimit": step.excluded_from_limit}
    attributes = {
        "id": step.id,
        "role": step.role,
        "stage": step.stage,
        "minutes": step.time.amount_minutes,
        "timeUnit": step.time.unit.value,
        "switches": " ".join(step.switches.names()),
        **{name: "true" for name, value in flags.items() if value},
    }
    element = SubElement(parent, ours("step"), _legal(attributes))
    for document in step.produces:
        SubElement(element, ours("document"), _legal({"name": document}))


def _write_flow(parent: Element, flow: Flow, *, is_choice: bool) -> None:
    ends = {"id": flow.id, "sourceRef": flow.source, "targetRef": flow.target}
    element = SubElement(parent, bpmn("sequenceFlow"), ends)
    if flow.label:
        element.attrib.update(_legal({"name": flow.label}))
    if flow.action:
        _write_action(SubElement(element, bpmn("extensionElements")), flow.action)
    if flow.action and is_choice:
        kind = {f"{{{INSTANCE}}}type": "bpmn:tFormalExpression"}
        condition = SubElement(element, bpmn("conditionExpression"), kind)
        condition.text = NOT_XML.sub("", f"action == {json.dumps(flow.action.id, ensure_ascii=False)}")


def _write_action(parent: Element, action: Action) -> None:
    attributes = {"id": action.id, "label": action.label, "kind": action.kind.value}
    if action.outcome:
        attributes["outcome"] = action.outcome.value
    if action.when:
        attributes["when"] = action.when
    SubElement(parent, ours("action"), _legal(attributes))


def _write_diagram(root: Element, diagram: Diagram) -> None:
    plane = SubElement(
        SubElement(root, f"{{{DIAGRAM}}}BPMNDiagram", {"id": "Diagram"}),
        f"{{{DIAGRAM}}}BPMNPlane",
        {"id": "Plane", "bpmnElement": "Collaboration"},
    )
    _write_shape(plane, "Pool", Box(0, 0, diagram.width, diagram.height), isHorizontal="true")
    for number, lane in enumerate(diagram.lanes):
        box = Box(POOL_NAME_WIDTH, lane.y, lane.width - POOL_NAME_WIDTH, lane.height)
        _write_shape(plane, f"Lane_{number}", box, isHorizontal="true")
    choices = {node.id for cell in diagram.chart.cells for node in cell.nodes if node.shape is Shape.CHOICE}
    for key, box in diagram.shapes.items():
        _write_shape(plane, key, box, **({"isMarkerVisible": "true"} if key in choices else {}))
    for key, points in diagram.arrows.items():
        _write_edge(plane, key, points, diagram.labels.get(key))


def _write_shape(plane: Element, key: str, box: Box, **attributes: str) -> None:
    named = {"id": f"{key}_shape", "bpmnElement": key, **attributes}
    _write_bounds(SubElement(plane, f"{{{DIAGRAM}}}BPMNShape", named), box)


def _write_bounds(parent: Element, box: Box) -> None:
    sides = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
    SubElement(parent, f"{{{CANVAS}}}Bounds", _legal(sides))


def _write_edge(plane: Element, key: str, points: tuple[Point, ...], label: Box | None) -> None:
    named = {"id": f"{key}_edge", "bpmnElement": key}
    edge = SubElement(plane, f"{{{DIAGRAM}}}BPMNEdge", named)
    for x, y in points:
        SubElement(edge, f"{{{INTERCHANGE}}}waypoint", _legal({"x": x, "y": y}))
    if label:
        _write_bounds(SubElement(edge, f"{{{DIAGRAM}}}BPMNLabel"), label)
