"""A BPMN 2.0 model read as a process: ours exactly, a stranger's as far as it goes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeVar
from xml.etree.ElementTree import Element

from motcua.domain.workflow.bpmn import guesses
from motcua.domain.workflow.bpmn.findings import Finding, FindingCode, Findings
from motcua.domain.workflow.bpmn.model import (
    AUTOMATIC_TASKS,
    PARTS,
    Arrow,
    Model,
    Shape,
    extension,
    read_model,
    words,
)
from motcua.domain.workflow.bpmn.names import bpmn, ours
from motcua.domain.workflow.bpmn.parsing import BpmnUnreadable, parse
from motcua.domain.workflow.bpmn.ways import Way, Ways
from motcua.domain.workflow.definition import (
    END,
    Action,
    ActionKind,
    Outcome,
    Process,
    Step,
    StepTime,
    Switches,
    TimeUnit,
)

Choice = TypeVar("Choice", ActionKind, Outcome, TimeUnit)

MOST_STEPS: Final = 300
STAGE_AT_COUNTER: Final = 2
STAGE_IN_WORK: Final = 4
STAGE_DONE: Final = 9


@dataclass(frozen=True, slots=True)
class Reading:
    """What a model says, and what of it was not understood or only guessed."""

    process: Process
    name: str
    findings: tuple[Finding, ...]


def read_bpmn(data: bytes, *, units: Mapping[str, str] | None = None) -> Reading:
    """Return the process of a BPMN file; `units` gives references by folded names, for lanes of others.

    Whether the process is sound is not judged here. Raises BpmnUnreadable.
    """
    findings = Findings()
    model = read_model(parse(data), findings)
    process = _Translation(model, units or {}, findings).process()
    return Reading(process, model.name, findings.all())


class _Translation:
    def __init__(self, model: Model, units: Mapping[str, str], findings: Findings) -> None:
        self._model = model
        self._units = units
        self._findings = findings
        self._ways = Ways(model, findings)
        self._actions: dict[str, list[Way]] = {}

    def process(self) -> Process:
        start = self._start()
        for shape in self._model.shapes.values():
            if shape.is_step:
                self._actions[shape.id] = self._ways.out_of(shape)
        while waiting := [shape for key, shape in self._ways.added.items() if key not in self._actions]:
            for shape in waiting:
                self._actions[shape.id] = self._ways.out_of(shape)
        shapes = [shape for shape in self._model.shapes.values() if shape.id in self._actions]
        if len(shapes) > MOST_STEPS:
            raise BpmnUnreadable(problem="too-large")
        ours_is = extension(self._model.element, "process")
        identity = Element("none") if ours_is is None else ours_is
        steps = tuple(self._step(shape) for shape in shapes)
        return _with_returns_guessed(
            Process(
                id=identity.get("id", self._model.id),
                version=max(1, self._number(identity, "version", 1, self._model.id)),
                steps=steps,
                start=self._step_id(start) if start else identity.get("start", ""),
            ),
            guessed=frozenset(self._guessed_kinds()),
        )

    # Where it begins.

    def _start(self) -> str:
        """Return the shape with which the process begins; empty when nothing says so."""
        events = [shape for shape in self._model.shapes.values() if shape.kind == "startEvent"]
        leading = [event for event in events if self._model.outgoing.get(event.id)]
        for event in events:
            if event not in leading[:1]:
                self._findings.add(FindingCode.START_IGNORED, event.id, event.name)
        if not leading:
            return self._guessed_start()
        event = leading[0]
        ways = self._ways.out_of(event)
        if len(ways) == 1 and len(ways[0].targets) == 1 and ways[0].targets[0] != END:
            return ways[0].targets[0]
        self._ways.added[event.id] = event
        self._findings.add(FindingCode.STEP_ADDED, event.id, event.name, event.kind)
        return event.id

    def _guessed_start(self) -> str:
        if extension(self._model.element, "process") is not None:
            return ""
        steps = [shape for shape in self._model.shapes.values() if shape.is_step]
        first = next((shape for shape in steps if not self._model.incoming.get(shape.id)), None)
        if chosen := first or (steps[0] if steps else None):
            self._findings.add(FindingCode.START_GUESSED, chosen.id, chosen.name)
            return chosen.id
        return ""

    # Steps.

    def _step_id(self, key: str) -> str:
        if key == END:
            return END
        found = extension(self._model.shapes[key].element, "step")
        return key if found is None else found.get("id", key)

    def _step(self, shape: Shape) -> Step:
        found = extension(shape.element, "step")
        step = self._stranger(shape) if found is None else self._our_own(shape, found)
        return replace(step, actions=tuple(self._named(shape, self._actions[shape.id])))

    def _our_own(self, shape: Shape, found: Element) -> Step:
        wanted = found.get("switches", "").split()
        known = [name for name in wanted if name in Switches.__dataclass_fields__]
        if len(known) < len(wanted):
            self._invalid(shape.id, "switches")
        unit = self._choice(found, "timeUnit", TimeUnit, TimeUnit.WORKING, shape.id)
        return Step(
            id=found.get("id", shape.id),
            name=shape.name,
            unit=self._unit(shape),
            role=found.get("role", ""),
            time=StepTime(max(0, self._number(found, "minutes", 0, shape.id)), unit),
            stage=self._number(found, "stage", STAGE_IN_WORK, shape.id),
            switches=Switches.of(*known),
            joins=found.get("joins") == "true",
            automatic=found.get("automatic") == "true",
            excluded_from_limit=found.get("excludedFromLimit") == "true",
            produces=tuple(document.get("name", "") for document in found.iterfind(ours("document"))),
        )

    def _stranger(self, shape: Shape) -> Step:
        lane, name = self._lane_name(shape), words(shape.name)
        if shape.kind in PARTS:
            self._findings.add(FindingCode.TAKEN_AS_STEP, shape.id, name, shape.kind)
        added = shape.id in self._ways.added
        time = guesses.minutes(f"{name} {words(shape.element.findtext(bpmn('documentation')))}")
        role = guesses.role(name, lane)
        if not added:
            self._findings.add(FindingCode.ROLE_GUESSED, shape.id, name, role)
            if time is None:
                self._findings.add(FindingCode.TIME_MISSING, shape.id, name)
        return Step(
            id=shape.id,
            name=name or shape.id,
            unit=self._unit(shape),
            role=role,
            time=StepTime(time or 0),
            stage={"reception": STAGE_AT_COUNTER, "return_desk": STAGE_DONE}.get(role, STAGE_IN_WORK),
            joins=shape.id in self._ways.joining,
            automatic=added or shape.kind in AUTOMATIC_TASKS,
        )

    def _lane_name(self, shape: Shape) -> str:
        return words(self._model.lanes[shape.lane].get("name")) if shape.lane else self._model.name

    def _unit(self, shape: Shape) -> str:
        lane = self._model.lanes.get(shape.lane)
        found = None if lane is None else extension(lane, "lane")
        if found is not None:
            return found.get("unit", "")
        name = self._lane_name(shape)
        unit = guesses.unit(name, self._units)
        self._findings.add(FindingCode.UNIT_GUESSED, shape.lane or self._model.id, name, unit)
        return unit

    # Actions.

    def _named(self, shape: Shape, ways: list[Way]) -> list[Action]:
        actions: list[Action] = []
        for way in ways:
            action = self._action(way)
            if _written(way) is None:
                taken = {other.id for other in actions}
                number = 2
                while action.id in taken:
                    action = replace(action, id=f"{way.arrows[-1].id}-{number}")
                    number += 1
            actions.append(action)
        return actions

    def _action(self, way: Way) -> Action:
        targets = tuple(self._step_id(target) for target in way.targets)
        written = _written(way)
        if written is None:
            return self._strangers_action(way, targets)
        arrow, found = written
        outcome = (
            self._choice(found, "outcome", Outcome, Outcome.GRANT, arrow.id) if found.get("outcome") else None
        )
        return Action(
            id=found.get("id", arrow.id),
            label=arrow.name or found.get("label", ""),
            targets=targets,
            kind=self._choice(found, "kind", ActionKind, ActionKind.FORWARD, arrow.id),
            outcome=outcome,
            when=found.get("when", ""),
        )

    def _strangers_action(self, way: Way, targets: tuple[str, ...]) -> Action:
        names = dict.fromkeys(words(arrow.name) for arrow in way.arrows)
        conditions = dict.fromkeys(arrow.condition for arrow in way.arrows)
        last = self._model.shapes[way.arrows[-1].target]
        return Action(
            id=next((arrow.id for arrow in way.arrows if arrow.name), way.arrows[-1].id),
            label=", ".join(name for name in names if name) or words(last.name) or last.id,
            targets=targets,
            kind=ActionKind.FINISH if targets == (END,) else ActionKind.FORWARD,
            when=", ".join(condition for condition in conditions if condition),
        )

    def _guessed_kinds(self) -> list[tuple[str, int]]:
        return [
            (self._step_id(key), place)
            for key, ways in self._actions.items()
            for place, way in enumerate(ways)
            if _written(way) is None
        ]

    # Attributes of ours that somebody may have changed by hand.

    def _invalid(self, element: str, name: str) -> None:
        self._findings.add(FindingCode.ATTRIBUTE_INVALID, element, detail=name)

    def _number(self, found: Element, name: str, default: int, element: str) -> int:
        try:
            return int(found.get(name, default))
        except ValueError:
            self._invalid(element, name)
            return default

    def _choice(self, found: Element, name: str, kind: type[Choice], default: Choice, element: str) -> Choice:
        try:
            return kind(found.get(name, default.value))
        except ValueError:
            self._invalid(element, name)
            return default


def _written(way: Way) -> tuple[Arrow, Element] | None:
    """Return the first arrow on a way that carries an action of ours."""
    for arrow in way.arrows:
        found = extension(arrow.element, "action")
        if found is not None:
            return arrow, found
    return None


def _with_returns_guessed(process: Process, *, guessed: frozenset[tuple[str, int]]) -> Process:
    """Return the process with actions that lead back to where the dossier has been marked as returns."""
    if not guessed:
        return process
    depths = _depths(process)

    def kind(step: Step, place: int, action: Action) -> ActionKind:
        back = all(depths.get(target, 0) <= depths.get(step.id, -1) for target in action.targets)
        if (step.id, place) in guessed and END not in action.targets and back:
            return ActionKind.RETURN
        return action.kind

    steps = tuple(
        replace(
            step,
            actions=tuple(
                replace(action, kind=kind(step, place, action)) for place, action in enumerate(step.actions)
            ),
        )
        for step in process.steps
    )
    return replace(process, steps=steps)


def _depths(process: Process) -> dict[str, int]:
    """Return how many moves each step is away from the start."""
    depths = {process.start: 0}
    border = [process.start] if process.start in process else []
    for step_id in border:
        for target in process.targets(step_id, *ActionKind):
            if target not in depths and target in process:
                depths[target] = depths[step_id] + 1
                border.append(target)
    return depths
