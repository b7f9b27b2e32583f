"""Where everything of a chart is drawn: lanes as rows, columns from the start to the end.

Shapes stand in the cells of a grid. Arrows run in the gutters between columns and in the channels between
rows, each on a track of its own, so that none crosses a shape.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from motcua.domain.workflow.bpmn.chart import Cell, Chart, Flow, Node, Shape
from motcua.domain.workflow.bpmn.routing import Place, Route, Routing, route_all

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Measures:
    """Sizes in pixels: of the shapes, of the gaps, of a track, and of the strip with a lane's name."""

    sizes: Mapping[Shape, tuple[int, int]]
    gap: int
    margin: int
    track: int
    label_height: int
    lane_name: int
    port: int


FULL: Final = Measures(
    sizes={
        Shape.START: (36, 36),
        Shape.TASK: (130, 70),
        Shape.CHOICE: (40, 40),
        Shape.FORK: (40, 40),
        Shape.JOIN: (40, 40),
        Shape.END: (36, 36),
    },
    gap=20,
    margin=22,
    track=12,
    label_height=42,
    lane_name=64,
    port=12,
)
PLAIN: Final = Measures(
    sizes={Shape.TASK: (92, 50)}, gap=6, margin=7, track=6, label_height=0, lane_name=78, port=10
)
LABEL_WIDTH: Final = 90
LINE_HEIGHT: Final = 14
LETTERS_A_LINE: Final = 16


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    @property
    def middle(self) -> int:
        """Return the height of the middle."""
        return self.y + self.height // 2

    @property
    def center(self) -> int:
        """Return the middle from left to right."""
        return self.x + self.width // 2


@dataclass(frozen=True, slots=True)
class Diagram:
    """A chart with its places; shapes, arrows and labels by their ids."""

    chart: Chart
    width: int
    height: int
    lanes: tuple[Box, ...]
    shapes: Mapping[str, Box]
    arrows: Mapping[str, tuple[Point, ...]]
    labels: Mapping[str, Box]


def lay_out(chart: Chart, measures: Measures = FULL) -> Diagram:
    """Return the diagram of a chart."""
    return _Layout(chart, measures).diagram()


def _rows(chart: Chart) -> tuple[list[int], list[int]]:
    """Return the row of each cell, and the lane of each row: cells that meet stand below each other."""
    taken: set[tuple[int, int, int]] = set()
    inner = []
    heights = [1] * len(chart.lanes)
    for cell in chart.cells:
        row = 0
        while (cell.lane, row, cell.column) in taken:
            row += 1
        taken.add((cell.lane, row, cell.column))
        inner.append(row)
        heights[cell.lane] = max(heights[cell.lane], row + 1)
    rows = [sum(heights[: cell.lane]) + row for cell, row in zip(chart.cells, inner, strict=True)]
    return rows, [lane for lane, height in enumerate(heights) for _ in range(height)]


class _Layout:
    def __init__(self, chart: Chart, measures: Measures) -> None:
        self._chart = chart
        self._measures = measures
        self._cell_rows, self._lane_of_row = _rows(chart)
        self._columns = max((cell.column for cell in chart.cells), default=-1) + 1
        self._places = {
            node.id: Place(row, cell.column, lower=node in cell.below)
            for cell, row in zip(chart.cells, self._cell_rows, strict=True)
            for node in cell.nodes
        }
        self._routing: Routing = route_all(chart, self._places, len(self._lane_of_row), self._columns)
        self._stacks = self._label_stacks()
        self._xs = self._gutter_lefts()
        self._ys = self._channel_tops()

    def diagram(self) -> Diagram:
        shapes = {}
        for cell, row in zip(self._chart.cells, self._cell_rows, strict=True):
            shapes.update(self._boxes(cell, row))
        arrows, labels = {}, {}
        for flow in self._chart.flows:
            points = self._points(
                self._routing.routes.get(flow.id),
                shapes[flow.source],
                shapes[flow.target],
                backward=flow.backward,
            )
            arrows[flow.id] = points
            if flow.label:
                labels[flow.id] = self._label(flow, points)
        lanes = self._lanes()
        width = self._xs[-1] + self._gutter_width(self._columns)
        height = lanes[-1].bottom if lanes else 0
        return Diagram(self._chart, width, height, lanes, shapes, arrows, labels)

    # The grid.

    def _size(self, node: Node) -> tuple[int, int]:
        return self._measures.sizes[node.shape]

    def _cell_width(self, cell: Cell) -> int:
        widths = [self._size(node)[0] for node in cell.row]
        hanging = max((self._size(node)[0] + self._measures.gap for node in cell.below), default=0)
        return sum(widths) + self._measures.gap * (len(widths) - 1) + hanging

    def _gutter_width(self, gutter: int) -> int:
        width = 2 * self._measures.margin + self._measures.track * self._routing.gutter_tracks[gutter]
        return width + (LABEL_WIDTH if any(gutter == its for its, _ in self._stacks) else 0)

    def _gutter_lefts(self) -> list[int]:
        """Return where each gutter begins from the left; the last one stands behind the last column."""
        lefts, x = [], self._measures.lane_name
        for column in range(self._columns):
            lefts.append(x)
            cells = [cell for cell in self._chart.cells if cell.column == column]
            x += self._gutter_width(column) + max((self._cell_width(cell) for cell in cells), default=0)
        return [*lefts, x]

    def _channel_height(self, channel: int) -> int:
        heights = self._routing.channel_tracks[channel]
        return self._measures.margin + sum(self._track_height(labeled=labeled) for labeled in heights)

    def _track_height(self, *, labeled: bool) -> int:
        return self._measures.track + (self._measures.label_height if labeled else 0)

    def _channel_tops(self) -> list[int]:
        """Return where each channel begins from the top; the last one stands below the last row."""
        tops, y = [], 0
        for row in range(len(self._lane_of_row)):
            tops.append(y)
            y += self._channel_height(row) + self._upper(row) + self._lower(row)
        return [*tops, y]

    def _in_row(self, row: int) -> list[Cell]:
        return [cell for cell, its in zip(self._chart.cells, self._cell_rows, strict=True) if its == row]

    def _upper(self, row: int) -> int:
        """Return how far a row reaches above its middle."""
        stacks = [self._stack_height(flows) for (_, its), flows in self._stacks.items() if its == row]
        return max(self._half(row), max(stacks, default=0) + self._measures.port + 4)

    def _half(self, row: int) -> int:
        nodes = [node for cell in self._in_row(row) for node in cell.row]
        return max((self._size(node)[1] // 2 for node in nodes), default=0)

    def _lower(self, row: int) -> int:
        """Return how far a row reaches below its middle."""
        return max([self._half(row), *(self._hanging(cell) for cell in self._in_row(row))])

    def _hanging(self, cell: Cell) -> int:
        step = self._measures.sizes.get(Shape.FORK, (0, 0))[1] + self._measures.gap
        return step // 2 + step * len(cell.below) if cell.below else 0

    def _middle(self, row: int) -> int:
        return self._ys[row] + self._channel_height(row) + self._upper(row)

    def _lanes(self) -> tuple[Box, ...]:
        boxes = []
        width = self._xs[-1] + self._gutter_width(self._columns)
        for lane in range(len(self._chart.lanes)):
            rows = [row for row, its in enumerate(self._lane_of_row) if its == lane]
            top, below = self._ys[rows[0]], self._ys[rows[-1] + 1]
            if lane == len(self._chart.lanes) - 1:
                below += self._channel_height(len(self._lane_of_row))
            boxes.append(Box(0, top, width, below - top))
        return tuple(boxes)

    def _boxes(self, cell: Cell, row: int) -> dict[str, Box]:
        boxes = {}
        x, middle = self._xs[cell.column] + self._gutter_width(cell.column), self._middle(row)
        for node in cell.row:
            width, height = self._size(node)
            boxes[node.id] = Box(x, middle - height // 2, width, height)
            x += width + self._measures.gap
        for place, node in enumerate(cell.below, 1):
            width, height = self._size(node)
            y = middle + place * (height + self._measures.gap) - height // 2
            boxes[node.id] = Box(x, y, width, height)
        return boxes

    # The arrows.

    def _points(self, route: Route | None, source: Box, target: Box, *, backward: bool) -> tuple[Point, ...]:
        leave = (source.right, source.middle)
        if route is None:  # Within a cell: straight on, or down to a fork.
            if source.middle == target.middle:
                return leave, (target.x, target.middle)
            return (source.center, source.bottom), (source.center, target.middle), (target.x, target.middle)
        if route.straight:
            return leave, (target.x, target.middle)
        arrive = self._port(target, backward=backward)
        first = self._track_x(*route.first)
        if route.channel is None:
            return leave, (first, leave[1]), (first, arrive[1]), arrive
        y, second = self._track_y(*route.channel), self._track_x(*route.second)
        return leave, (first, leave[1]), (first, y), (second, y), (second, arrive[1]), arrive

    def _port(self, target: Box, *, backward: bool) -> Point:
        """Return where an arrow ends: beside the middle, above it onward and below it backward."""
        off = self._measures.port
        y = target.middle + (off if backward else -off)
        if target.width == self._measures.sizes[Shape.TASK][0]:
            return target.x, y
        radius = target.width // 2
        if (target.width, target.height) == self._measures.sizes[Shape.JOIN]:
            return target.x + off, y
        return target.x + radius - round((radius**2 - off**2) ** 0.5), y

    def _track_x(self, gutter: int, track: int) -> int:
        return (
            self._xs[gutter]
            + self._measures.margin
            + track * self._measures.track
            + self._measures.track // 2
        )

    def _track_y(self, channel: int, track: int) -> int:
        heights = [self._track_height(labeled=labeled) for labeled in self._routing.channel_tracks[channel]]
        return (
            self._ys[channel]
            + self._measures.margin // 2
            + sum(heights[: track + 1])
            - self._measures.track // 2
        )

    # The labels.

    def _label_stacks(self) -> dict[tuple[int, int], list[str]]:
        """Return the flows whose labels stand above each other in a gutter before a row."""
        stacks: dict[tuple[int, int], list[str]] = {}
        for flow in self._chart.flows:
            route = self._routing.routes.get(flow.id, Route())
            if flow.label and route.channel is None:
                target = self._places[flow.target]
                gutter = target.column if route.straight else route.first[0]
                stacks.setdefault((gutter, target.row), []).append(flow.id)
        return stacks

    def _stack_height(self, flows: list[str]) -> int:
        labels = {flow.id: flow.label for flow in self._chart.flows}
        return sum(_label_height(labels[flow]) for flow in flows)

    def _label(self, flow: Flow, points: tuple[Point, ...]) -> Box:
        """Return the place of a label: above the channel, else above the arrow before it arrives."""
        height = _label_height(flow.label)
        if len(points) == 6:
            (left, y), (right, _) = sorted(points[2:4])
            x = left + 4 if right - left > LABEL_WIDTH else (left + right - LABEL_WIDTH) // 2
            return Box(x, y - height - 2, LABEL_WIDTH, height)
        (gutter, row), stack = next(found for found in self._stacks.items() if flow.id in found[1])
        above = self._stack_height(stack[: stack.index(flow.id) + 1])
        x = self._xs[gutter] + self._gutter_width(gutter) - LABEL_WIDTH - self._measures.margin // 2
        return Box(x, self._middle(row) - self._measures.port - 2 - above, LABEL_WIDTH, height)


def _label_height(text: str) -> int:
    return LINE_HEIGHT * -(-len(text) // LETTERS_A_LINE)
