"""The shapes and arrows of a BPMN model, whoever drew it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from motcua.domain.workflow.bpmn.findings import FindingCode, Findings
from motcua.domain.workflow.bpmn.names import bpmn, ours
from motcua.domain.workflow.bpmn.parsing import BpmnUnreadable

AUTOMATIC_TASKS: Final = frozenset({"serviceTask", "scriptTask", "businessRuleTask", "sendTask"})
TASKS: Final = frozenset({"task", "userTask", "manualTask", "receiveTask"}) | AUTOMATIC_TASKS
PARTS: Final = frozenset({"subProcess", "transaction", "adHocSubProcess", "callActivity"})
GATEWAYS: Final = frozenset(
    {"exclusiveGateway", "parallelGateway", "inclusiveGateway", "complexGateway", "eventBasedGateway"}
)
PASSED_EVENTS: Final = frozenset({"intermediateCatchEvent", "intermediateThrowEvent", "implicitThrowEvent"})
NODES: Final = TASKS | PARTS | GATEWAYS | PASSED_EVENTS | {"startEvent", "endEvent"}
SAYS_NOTHING: Final = frozenset(
    {"extensionElements", "documentation", "laneSet", "incoming", "outgoing", "auditing", "monitoring"}
)


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A task, gateway or event; `lane` is the id of the innermost lane around it."""

    id: str
    kind: str
    name: str
    element: Element
    lane: str = ""

    @property
    def is_step(self) -> bool:
        """Return whether somebody works here."""
        return self.kind in TASKS or self.kind in PARTS


@dataclass(frozen=True, slots=True, eq=False)
class Arrow:
    """A sequence flow."""

    id: str
    source: str
    target: str
    name: str
    condition: str
    element: Element


@dataclass(slots=True)
class Model:
    """One process of a file."""

    id: str
    name: str
    element: Element
    shapes: dict[str, Shape] = field(default_factory=dict)
    lanes: dict[str, Element] = field(default_factory=dict)
    outgoing: dict[str, list[Arrow]] = field(default_factory=dict)
    incoming: dict[str, list[Arrow]] = field(default_factory=dict)


def extension(element: Element, name: str) -> Element | None:
    """Return our extension of that name; None when a stranger drew the element."""
    return element.find(f"{bpmn('extensionElements')}/{ours(name)}")


def local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def words(text: str | None) -> str:
    """Return a text on one line."""
    return " ".join((text or "").split())


def read_model(root: Element, findings: Findings) -> Model:
    """Return the process with the most steps; others become findings. Raises BpmnUnreadable."""
    processes = root.findall(bpmn("process")) if root.tag == bpmn("definitions") else []
    if not processes:
        raise BpmnUnreadable(problem="no-process")
    chosen = max(processes, key=lambda process: sum(local(child) in TASKS for child in process))
    for process in processes:
        if process is not chosen:
            findings.add(FindingCode.POOL_IGNORED, process.get("id", ""), _pool_name(root, process))
    for message in root.iterfind(f"{bpmn('collaboration')}/{bpmn('messageFlow')}"):
        name = message.get("name", "")
        findings.add(FindingCode.NOT_UNDERSTOOD, message.get("id", ""), name, "messageFlow")
    model = Model(chosen.get("id", ""), _pool_name(root, chosen), chosen)
    _read_shapes(model, _lanes_of(model, chosen), findings)
    _read_arrows(model, findings)
    return model


def _pool_name(root: Element, process: Element) -> str:
    for pool in root.iterfind(f"{bpmn('collaboration')}/{bpmn('participant')}"):
        if pool.get("processRef", "").rpartition(":")[2] == process.get("id", ""):
            return words(pool.get("name") or process.get("name"))
    return words(process.get("name"))


def _lanes_of(model: Model, process: Element) -> dict[str, str]:
    """Return the lane of each shape; lanes inside lanes come later and win."""
    found = {}
    for number, lane in enumerate(process.iterfind(f".//{bpmn('lane')}")):
        key = lane.get("id") or f"lane-{number}"
        model.lanes[key] = lane
        for reference in lane.iterfind(bpmn("flowNodeRef")):
            found[words(reference.text)] = key
    return found


def _read_shapes(model: Model, lanes: dict[str, str], findings: Findings) -> None:
    for number, element in enumerate(model.element):
        kind, key = local(element), element.get("id") or f"element-{number}"
        if not isinstance(element.tag, str) or kind in SAYS_NOTHING or kind == "sequenceFlow":
            continue
        if not element.tag.startswith(bpmn("")) or kind not in NODES or key in model.shapes:
            findings.add(FindingCode.NOT_UNDERSTOOD, key, element.get("name", ""), kind)
            continue
        model.shapes[key] = Shape(key, kind, element.get("name", ""), element, lanes.get(key, ""))
        for inner in _unread_parts(element):
            findings.add(FindingCode.NOT_UNDERSTOOD, key, element.get("name", ""), inner)


def _unread_parts(element: Element) -> Iterator[str]:
    """Return what stands inside a shape and means something to others: timers, loops, data, inner steps."""
    if local(element) in PARTS:
        return
    for child in element:
        if local(child) not in SAYS_NOTHING:
            yield local(child)


def _read_arrows(model: Model, findings: Findings) -> None:
    for number, element in enumerate(model.element.iterfind(bpmn("sequenceFlow"))):
        condition = words(
            "".join(element.itertext()) if element.find(bpmn("conditionExpression")) is not None else ""
        )
        arrow = Arrow(
            id=element.get("id") or f"flow-{number}",
            source=element.get("sourceRef", ""),
            target=element.get("targetRef", ""),
            name=element.get("name", ""),
            condition=condition,
            element=element,
        )
        if arrow.source not in model.shapes or arrow.target not in model.shapes:
            findings.add(FindingCode.FLOW_BROKEN, arrow.id, arrow.name)
            continue
        model.outgoing.setdefault(arrow.source, []).append(arrow)
        model.incoming.setdefault(arrow.target, []).append(arrow)
