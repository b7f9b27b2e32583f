"""From one step through gateways and events to the next: each way becomes an action.

BPMN draws a choice, a fork or a join as a shape of its own; our actions carry them. A gateway that both
gathers branches and leads to more than one step becomes a step that nobody has to do.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from motcua.domain.workflow.bpmn.findings import FindingCode, Findings
from motcua.domain.workflow.bpmn.model import GATEWAYS, Arrow, Model, Shape
from motcua.domain.workflow.definition import END

MOST_WAYS: Final = 60
"""Ways out of one step; more are no longer a process that people follow."""

LOOKS: Final = 400
DEEPEST: Final = 40


@dataclass(frozen=True, slots=True)
class Way:
    """Where a way leads (ids of shapes, or the end) and the arrows on it, first to last."""

    targets: tuple[str, ...]
    arrows: tuple[Arrow, ...]


class Ways:
    """The ways out of the shapes of one model."""

    def __init__(self, model: Model, findings: Findings) -> None:
        self._model = model
        self._findings = findings
        self._looks = 0
        self.added: dict[str, Shape] = {}
        """Gateways that become steps."""
        self.joining: set[str] = set()
        """Steps before which branches are gathered."""

    def out_of(self, shape: Shape) -> list[Way]:
        """Return the ways out of a step, a start event or a gateway that became a step."""
        self._looks = LOOKS
        arrows = self._model.outgoing.get(shape.id, [])
        ways = self._beyond(shape, arrows, (shape.id,))
        if len(ways) > MOST_WAYS or self._looks < 0:
            self._findings.add(FindingCode.TOO_MANY_WAYS, shape.id, shape.name)
        return ways[:MOST_WAYS]

    def _beyond(self, shape: Shape, arrows: Sequence[Arrow], trail: tuple[str, ...]) -> list[Way]:
        each = [self._along(arrow, trail) for arrow in arrows]
        if len(arrows) > 1 and self._forks(shape, arrows):
            return _together(each)
        return [way for ways in each for way in ways]

    def _forks(self, shape: Shape, arrows: Iterable[Arrow]) -> bool:
        """Return whether all arrows are taken at once, rather than one of them."""
        if shape.kind not in GATEWAYS:
            return not any(arrow.condition for arrow in arrows) and not shape.element.get("default")
        if shape.kind not in {"parallelGateway", "exclusiveGateway"}:
            self._findings.add(FindingCode.TAKEN_AS_CHOICE, shape.id, shape.name, shape.kind)
        return shape.kind == "parallelGateway"

    def _along(self, arrow: Arrow, trail: tuple[str, ...]) -> list[Way]:
        self._looks -= 1
        shape = self._model.shapes[arrow.target]
        if shape.is_step:
            return [Way((shape.id,), (arrow,))]
        if shape.kind == "endEvent":
            return [Way((END,), (arrow,))]
        if shape.id in trail:
            self._findings.add(FindingCode.GATEWAYS_IN_CIRCLE, shape.id, shape.name)
            return []
        if self._looks < 0 or len(trail) > DEEPEST:
            return []
        if self._gathers(shape):
            return [self._gathered(shape, arrow)]
        if shape.kind not in GATEWAYS:
            self._findings.add(FindingCode.EVENT_PASSED, shape.id, shape.name, shape.kind)
        beyond = self._beyond(shape, self._model.outgoing.get(shape.id, []), (*trail, shape.id))
        return [Way(way.targets, (arrow, *way.arrows)) for way in beyond]

    def _gathers(self, shape: Shape) -> bool:
        together = shape.kind in {"parallelGateway", "inclusiveGateway"}
        return together and len(self._model.incoming.get(shape.id, [])) > 1

    def _gathered(self, shape: Shape, arrow: Arrow) -> Way:
        """Return the way to the step that joins: the one behind the gateway, or the gateway itself."""
        onward = self._model.outgoing.get(shape.id, [])
        if len(onward) == 1 and self._model.shapes[onward[0].target].is_step:
            self.joining.add(onward[0].target)
            return Way((onward[0].target,), (arrow, onward[0]))
        if shape.id not in self.added:
            self.added[shape.id] = shape
            self.joining.add(shape.id)
            self._findings.add(FindingCode.STEP_ADDED, shape.id, shape.name, shape.kind)
        return Way((shape.id,), (arrow,))


def _together(each: list[list[Way]]) -> list[Way]:
    """Return the ways that take one of each."""
    combined = []
    for ways in product(*each):
        targets = tuple(target for way in ways for target in way.targets)
        combined.append(Way(targets, tuple(arrow for way in ways for arrow in way.arrows)))
        if len(combined) > MOST_WAYS:
            break
    return combined
