"""A process as a drawing has it: lanes, shapes in cells, and the flows between them.

One step makes one cell: the task, before it the gateway that waits when the step joins, behind it the
gateways of a choice and of forks. The cell stands in the lane of the step's unit and in a column by its
distance from the start.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from motcua.domain.workflow.definition import END, Action, ActionKind, Process, Step


class Shape(StrEnum):
    """What is drawn."""

    START = "start"
    TASK = "task"
    CHOICE = "choice"
    FORK = "fork"
    JOIN = "join"
    END = "end"


@dataclass(frozen=True, slots=True)
class Node:
    """One shape; a task has its step."""

    id: str
    shape: Shape
    step: Step | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """The shapes of one step from left to right, and the forks that hang below its choice."""

    lane: int
    column: int
    row: tuple[Node, ...]
    below: tuple[Node, ...] = ()

    @property
    def nodes(self) -> tuple[Node, ...]:
        """Return all shapes of the cell."""
        return self.row + self.below


@dataclass(frozen=True, slots=True)
class Flow:
    """An arrow. It carries the action that it stands for; `label` is shown where there is a choice."""

    id: str
    source: str
    target: str
    action: Action | None = None
    label: str = ""
    backward: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn of a process. A lane is named by its unit reference."""

    lanes: tuple[str, ...]
    cells: tuple[Cell, ...]
    flows: tuple[Flow, ...]


def full_chart(process: Process) -> Chart:
    """Return the chart with events and gateways, as BPMN has it.

    What leads to a step that does not exist cannot be drawn and is left out.
    """
    return _Drawing(process).chart()


def plain_chart(process: Process) -> Chart:
    """Return the chart of steps alone, one arrow from step to step at most: an overview."""
    lanes, columns, first = _lanes(process), _columns(process), _first_numbers(process)
    cells = [
        Cell(lanes.index(step.unit), columns[number], (Node(f"Step_{number}", Shape.TASK, step),))
        for number, step in enumerate(process.steps)
    ]
    ways: dict[tuple[str, str], list[Action]] = {}
    for number, step in enumerate(process.steps):
        for action in step.actions:
            for target in action.targets:
                if target in first and target != END:
                    ways.setdefault((f"Step_{number}", f"Step_{first[target]}"), []).append(action)
    flows = [
        Flow(f"Flow_{number}", source, target, backward=all(_is_return(action) for action in actions))
        for number, ((source, target), actions) in enumerate(ways.items())
    ]
    return Chart(lanes, tuple(cells), tuple(flows))


def node_of(process: Process, step_id: str) -> str:
    """Return the id that the task of a step has in either chart; empty for a step that is not there."""
    number = _first_numbers(process).get(step_id)
    return "" if number is None else f"Step_{number}"


def _is_return(action: Action) -> bool:
    return action.kind is ActionKind.RETURN


def _lanes(process: Process) -> tuple[str, ...]:
    return tuple(dict.fromkeys(step.unit for step in process.steps))


def _first_numbers(process: Process) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for number, step in enumerate(process.steps):
        numbers.setdefault(step.id, number)
    return numbers


def _columns(process: Process) -> list[int]:
    """Return the column of each step: the longest way to it by forward actions, circles cut open."""
    first = _first_numbers(process)
    onward = [
        [
            first[target]
            for action in step.actions
            if not _is_return(action)
            for target in action.targets
            if target in first
        ]
        for step in process.steps
    ]
    columns = [0] * len(onward)
    order, closing = _depth_first(onward, first.get(process.start, 0))
    for number in reversed(order):
        for target in onward[number]:
            if (number, target) not in closing:
                columns[target] = max(columns[target], columns[number] + 1)
    return columns


def _depth_first(onward: list[list[int]], start: int) -> tuple[list[int], set[tuple[int, int]]]:
    """Return the steps in the order in which they were left, and the arrows that close a circle."""
    left: list[int] = []
    open_now: set[int] = set()
    seen: set[int] = set()
    closing: set[tuple[int, int]] = set()
    for root in [start, *range(len(onward))] if onward else []:
        stack: list[tuple[int, Iterator[int]]] = []
        if root not in seen:
            stack.append((root, iter(onward[root])))
            seen.add(root)
            open_now.add(root)
        while stack:
            number, targets = stack[-1]
            target = next(targets, None)
            if target is None:
                stack.pop()
                open_now.discard(number)
                left.append(number)
            elif target in open_now:
                closing.add((number, target))
            elif target not in seen:
                seen.add(target)
                open_now.add(target)
                stack.append((target, iter(onward[target])))
    return left, closing


class _Drawing:
    """The full chart while it is put together."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._lanes = _lanes(process)
        self._first = _first_numbers(process)
        self._columns = _columns(process)
        self._flows: list[Flow] = []

    def chart(self) -> Chart:
        cells = [self._cell(number, step) for number, step in enumerate(self._process.steps)]
        if (start := self._first.get(self._process.start)) is not None:
            cells.append(Cell(cells[start].lane, 0, (Node("StartEvent", Shape.START),)))
            self._flow("StartEvent", self._entry(start))
        if finishing := self._finishing():
            last = max(self._columns, default=0) + 2
            cells.append(Cell(cells[finishing[-1]].lane, last, (Node("EndEvent", Shape.END),)))
        return Chart(self._lanes, tuple(cells), tuple(self._flows))

    def _finishing(self) -> list[int]:
        if END in self._first:  # A step took the name; an arrow to it leads there.
            return []
        return [
            number
            for number, step in enumerate(self._process.steps)
            if any("EndEvent" in self._targets(action) for action in step.actions)
        ]

    def _cell(self, number: int, step: Step) -> Cell:
        lane, column = self._lanes.index(step.unit), self._columns[number] + 1
        task = Node(f"Step_{number}", Shape.TASK, step)
        row = [task]
        below: list[Node] = []
        if step.joins:
            row.insert(0, Node(f"Join_{number}", Shape.JOIN))
            self._flow(f"Join_{number}", task.id)
        actions = [action for action in step.actions if self._targets(action)]
        source = task.id
        if len(actions) > 1:
            source = f"Choice_{number}"
            row.append(Node(source, Shape.CHOICE))
            self._flow(task.id, source)
        for place, action in enumerate(actions):
            targets = self._targets(action)
            if len(targets) == 1:
                self._flow(source, targets[0], action, named=len(actions) > 1)
                continue
            fork = Node(f"Fork_{number}_{place}", Shape.FORK)
            (below if len(actions) > 1 else row).append(fork)
            self._flow(source, fork.id, action, named=len(actions) > 1)
            for target in targets:
                self._flow(fork.id, target, backward=_is_return(action))
        return Cell(lane, column, tuple(row), tuple(below))

    def _targets(self, action: Action) -> list[str]:
        """Return the shapes that an action leads to; none when it leads anywhere that is not there."""
        known = [
            self._entry(self._first[target]) if target in self._first else "EndEvent"
            for target in action.targets
            if target in self._first or target == END
        ]
        return known if len(known) == len(action.targets) else []

    def _entry(self, number: int) -> str:
        return f"Join_{number}" if self._process.steps[number].joins else f"Step_{number}"

    def _flow(
        self,
        source: str,
        target: str,
        action: Action | None = None,
        *,
        named: bool = False,
        backward: bool = False,
    ) -> None:
        returns = backward or (action is not None and _is_return(action))
        label = action.label if action and named else ""
        self._flows.append(Flow(f"Flow_{len(self._flows)}", source, target, action, label, returns))
