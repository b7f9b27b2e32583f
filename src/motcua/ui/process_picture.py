"""The picture of a process for `ui/process_picture.html`: lanes, numbered steps, arrows; the same on every screen."""

import textwrap
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from motcua.domain.workflow import Process, Step
from motcua.domain.workflow.bpmn import PLAIN, Box, Diagram, Point, lay_out, plain_chart

LETTERS_IN_STEP: Final = 13
LETTERS_IN_LANE: Final = 12
LINES: Final = 2
LINE_HEIGHT: Final = 13


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words and where it stands."""

    text: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class StepShape:
    """A step: its box, number, words, and whether something is wrong with it."""

    box: Box
    number: int
    title: str
    lines: Sequence[Line]
    wrong: bool


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow as the path of an SVG; backward ones are dashed."""

    path: str
    backward: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane with the name of its unit."""

    box: Box
    lines: Sequence[Line]
    odd: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that is drawn. `key` keeps the ids of several pictures on one page apart."""

    key: str
    title: str
    width: int
    height: int
    lanes: Sequence[Lane]
    steps: Sequence[StepShape]
    arrows: Sequence[Arrow]


def draw(
    process: Process,
    unit_names: Mapping[str, str],
    *,
    title: str,
    wrong: Collection[str] = (),
    key: str = "process",
) -> Picture:
    """Return the picture of a process; the steps that are `wrong` stand out."""
    diagram = lay_out(plain_chart(process), PLAIN)
    numbers = {id(step): number for number, step in enumerate(process.steps, 1)}
    nodes = [node for cell in diagram.chart.cells for node in cell.nodes]
    steps = [
        _step(node.step, diagram.shapes[node.id], numbers[id(node.step)], wrong=node.step.id in wrong)
        for node in nodes
        if node.step
    ]
    arrows = [Arrow(_path(diagram.arrows[flow.id]), flow.backward) for flow in diagram.chart.flows]
    lanes = _lanes(diagram, unit_names)
    return Picture(key, title, diagram.width, max(diagram.height, 1), lanes, steps, arrows)


def short_name(step: Step) -> str:
    """Return the first part of a step's name: what people call it."""
    return step.name.partition(",")[0].strip() or step.id


def _step(step: Step, box: Box, number: int, *, wrong: bool) -> StepShape:
    words = _wrapped(short_name(step), LETTERS_IN_STEP)
    top = box.y + 15 + (0 if len(words) > 1 else 6)
    lines = [Line(text, box.center, top + LINE_HEIGHT * (place + 1)) for place, text in enumerate(words)]
    return StepShape(box, number, step.name, [Line(str(number), box.center, top - 1), *lines], wrong)


def _lanes(diagram: Diagram, unit_names: Mapping[str, str]) -> list[Lane]:
    lanes = []
    for place, (unit, box) in enumerate(zip(diagram.chart.lanes, diagram.lanes, strict=True)):
        words = _wrapped(unit_names.get(unit, unit), LETTERS_IN_LANE, lines=3)
        top = box.middle - LINE_HEIGHT * (len(words) - 1) // 2 + 4
        lines = [Line(text, 6, top + LINE_HEIGHT * row) for row, text in enumerate(words)]
        lanes.append(Lane(box, lines, odd=place % 2 == 1))
    return lanes


def _wrapped(text: str, width: int, *, lines: int = LINES) -> list[str]:
    return textwrap.wrap(text, width, max_lines=lines, placeholder="…")


def _path(points: Sequence[Point]) -> str:
    (x, y), *others = points
    return f"M{x} {y}" + "".join(f"L{right} {down}" for right, down in others)
