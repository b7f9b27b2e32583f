"""Which gutters and channels each arrow takes, and on which track, so that no two lie on one another."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from motcua.domain.workflow.bpmn.chart import Chart, Flow

Track = tuple[int, int]
"""A gutter or channel, and which of its tracks."""


@dataclass(frozen=True, slots=True)
class Place:
    """The row and column in which a shape stands; `lower` when it hangs below the middle of its row."""

    row: int
    column: int
    lower: bool = False

    @property
    def height(self) -> int:
        """Return how far down it is, counted so that channels (3 x row) lie between rows."""
        return 3 * self.row + (2 if self.lower else 1)


@dataclass(slots=True)
class Route:
    """The way of one arrow: straight, by one gutter, or by gutter, channel and gutter."""

    straight: bool = False
    first: Track = (0, 0)
    channel: Track | None = None
    second: Track = (0, 0)


@dataclass(frozen=True, slots=True)
class Routing:
    """All routes by the id of their flow; how many tracks are in use; of channels, which carry labels.

    A flow within a cell has no route.
    """

    routes: Mapping[str, Route]
    gutter_tracks: list[int]
    channel_tracks: list[list[bool]]


@dataclass(slots=True)
class _Strip:
    """A gutter or a channel: on each track, spans that do not meet unless they come from one shape."""

    tracks: list[list[tuple[int, int, str]]] = field(default_factory=list)

    def take(self, one: int, other: int, owner: str) -> int:
        low, high = sorted((one, other))
        for number, spans in enumerate(self.tracks):
            if all(owner == who or high < start or end < low for start, end, who in spans):
                spans.append((low, high, owner))
                return number
        self.tracks.append([(low, high, owner)])
        return len(self.tracks) - 1


def route_all(chart: Chart, places: Mapping[str, Place], rows: int, columns: int) -> Routing:
    """Return the routes of all flows of a chart whose shapes stand at these places."""
    return _Router(places, rows, columns).route(chart)


class _Router:
    def __init__(self, places: Mapping[str, Place], rows: int, columns: int) -> None:
        self._places = places
        self._filled = {(place.row, place.column) for place in places.values()}
        self._gutters = [_Strip() for _ in range(columns + 1)]
        self._channels = [_Strip() for _ in range(rows + 1)]
        self._labeled: list[set[int]] = [set() for _ in range(rows + 1)]
        self._lines: list[tuple[int, int, int, str]] = []
        self._direct: set[tuple[str, str]] = set()

    def route(self, chart: Chart) -> Routing:
        routes = {}
        cell_of = {node.id: number for number, cell in enumerate(chart.cells) for node in cell.nodes}
        for flow in chart.flows:
            if cell_of[flow.source] == cell_of[flow.target] and not self._turns(chart, cell_of, flow):
                continue
            routes[flow.id] = self._one(flow)
        return Routing(
            routes,
            [len(gutter.tracks) for gutter in self._gutters],
            [
                [number in labeled for number in range(len(channel.tracks))]
                for channel, labeled in zip(self._channels, self._labeled, strict=True)
            ],
        )

    @staticmethod
    def _turns(chart: Chart, cell_of: Mapping[str, int], flow: Flow) -> bool:
        """Return whether a flow within a cell leads back to where the cell begins."""
        order = [node.id for node in chart.cells[cell_of[flow.source]].nodes]
        return order.index(flow.target) <= order.index(flow.source)

    def _one(self, flow: Flow) -> Route:
        source, target = self._places[flow.source], self._places[flow.target]
        pair = (flow.source, flow.target)
        if source.column < target.column:
            if pair not in self._direct and (route := self._onward(flow, source, target)):
                self._direct.add(pair)
                return route
            if source.column + 1 == target.column:
                return Route(first=self._gutter(target.column, source.height, target.height, flow))
        return self._by_channel(flow, source, target)

    def _onward(self, flow: Flow, source: Place, target: Place) -> Route | None:
        level = source.row == target.row and not source.lower
        if self._line_is_free(target.row, source.column, target.column, flow.target):
            if level:
                return Route(straight=True)
            return Route(first=self._gutter(source.column + 1, source.height, target.height, flow))
        if (
            not source.lower
            and not level
            and self._line_is_free(source.row, source.column, target.column, flow.source)
        ):
            return Route(first=self._gutter(target.column, source.height, target.height, flow))
        return None

    def _by_channel(self, flow: Flow, source: Place, target: Place) -> Route:
        number = target.row if target.row > source.row else target.row + 1
        start, end = source.column + 1, target.column
        channel = self._channels[number].take(2 * start, 2 * end, flow.id)
        if flow.label:
            self._labeled[number].add(channel)
        return Route(
            first=self._gutter(start, source.height, 3 * number, flow),
            channel=(number, channel),
            second=self._gutter(end, 3 * number, target.height, flow),
        )

    def _gutter(self, number: int, one: int, other: int, flow: Flow) -> Track:
        return number, self._gutters[number].take(one, other, flow.id)

    def _line_is_free(self, row: int, left: int, right: int, owner: str) -> bool:
        """Take the line along a row between two columns, when no shape and no stranger's arrow is on it."""
        between = range(left + 1, right)
        if any((row, column) in self._filled for column in between):
            return False
        if between and any(
            row == its and left < end and start < right and owner != who
            for its, start, end, who in self._lines
        ):
            return False
        if between:
            self._lines.append((row, left, right, owner))
        return True
