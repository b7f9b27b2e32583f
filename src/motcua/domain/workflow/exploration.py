"""Every situation a process can come to, with the shortest way there.

Branches that run side by side are not interleaved in every possible order, which would multiply the
situations beyond counting: where the order cannot matter, one branch moves first.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from motcua.domain.workflow.definition import END, Action, ActionKind, Process, Step
from motcua.domain.workflow.engine import Marking, fire, initial, ready, waiting_for

Move = tuple[str, str]
"""A step and the action taken at it."""

Path = tuple[Move, ...]

Arrow = tuple[Move, Marking]
"""A move and the marking it leads to."""

MOST_MARKINGS: Final = 1_500
"""As many as are followed in about two tenths of a second."""


@dataclass(frozen=True)
class Exploration:
    """What was found; markings are kept in the order of their distance from the start.

    `growing` is the first marking found that holds all the tokens of one before it and more: going on
    that way, work piles up without end. `exhausted` says that the process has no further situations.
    """

    came_by: dict[Marking, tuple[Marking, Move] | None]
    arrows: dict[Marking, tuple[Arrow, ...]] = field(default_factory=dict)
    growing: list[Marking] = field(default_factory=list)
    exhausted: bool = True

    def path_to(self, marking: Marking) -> Path:
        """Return the moves that lead from the start to a marking found."""
        moves = [move for _, move in self._steps_back(marking)]
        return tuple(reversed(moves))

    def first_at(self, step_id: str) -> Marking | None:
        """Return the nearest marking with a token on the step; None when none was found."""
        return next((marking for marking in self.came_by if step_id in marking), None)

    def grows(self, marking: Marking) -> bool:
        """Return whether a marking on the way to this one had all its tokens but not all of them."""
        tokens = Counter(marking)
        return any(
            len(earlier) < len(marking) and Counter(earlier) <= tokens
            for earlier, _ in self._steps_back(marking)
        )

    def fired(self) -> frozenset[Move]:
        """Return the moves that some marking allows."""
        return frozenset(move for arrows in self.arrows.values() for move, _ in arrows)

    def final(self) -> tuple[Marking, ...]:
        """Return the markings in which nothing more can move."""
        return tuple(marking for marking, arrows in self.arrows.items() if not arrows)

    def doomed(self) -> tuple[Marking, ...]:
        """Return the markings that go on for ever: no way leads to one in which nothing can move."""
        sources: dict[Marking, list[Marking]] = {}
        for marking, arrows in self.arrows.items():
            for _, target in arrows:
                sources.setdefault(target, []).append(marking)
        border = list(self.final())
        arriving = set(border)
        while border:
            new = set(sources.get(border.pop(), ())) - arriving
            arriving |= new
            border.extend(new)
        return tuple(marking for marking in self.arrows if marking not in arriving)

    def way(self, start: Marking, end: Marking, *, allowed: Callable[[Move], bool]) -> Path | None:
        """Return the shortest way between two markings by allowed moves; None when there is none."""
        ways: dict[Marking, Path] = {start: ()}
        border = deque([start])
        while border and end not in ways:
            marking = border.popleft()
            for move, target in self.arrows[marking]:
                if target not in ways and allowed(move):
                    ways[target] = (*ways[marking], move)
                    border.append(target)
        return ways.get(end)

    def _steps_back(self, marking: Marking) -> Iterator[tuple[Marking, Move]]:
        while origin := self.came_by[marking]:
            yield origin
            marking = origin[0]


def explore(process: Process, *, most: int = MOST_MARKINGS) -> Exploration:
    """Return the situations of a process whose targets are all known, up to a number of them.

    A situation in which the end holds a token, or in which work piles up, is not followed further.
    """
    free = _free_steps(process)
    start = initial(process)
    found = Exploration(came_by={start: None})
    border = deque([start])
    while border:
        marking = border.popleft()
        if found.grows(marking):
            found.growing.append(marking)
            continue
        if len(found.arrows) == most:
            return replace(found, exhausted=False)
        arrows = []
        for step, action in _moves(process, marking, free):
            move, after = (step.id, action.id), fire(process, marking, step.id, action.id)
            arrows.append((move, after))
            if after not in found.came_by:
                found.came_by[after] = (marking, move)
                border.append(after)
        found.arrows[marking] = tuple(arrows)
    return found


def _moves(process: Process, marking: Marking, free: frozenset[str]) -> list[tuple[Step, Action]]:
    if END in marking:
        return []
    steps = ready(process, marking)
    first = [step for step in steps if step.id in free][:1]
    return [(step, action) for step in first or steps for action in step.actions]


def _free_steps(process: Process) -> frozenset[str]:
    """Return the steps that may always move first, whatever else is under way.

    Such a step needs no token but its own, so nothing can hinder it; and none of its actions sends a
    token to where a join would begin to wait for it that did not wait before, so it hinders nothing.
    Whatever can happen can then also happen after one of its actions. (In the words of the theory: its
    actions are a persistent set.)
    """
    joins = [(step.id, process.on_the_way_to(step.id)) for step in process.steps if step.joins]
    return frozenset(
        step.id
        for step in process.steps
        if step.actions
        and not step.joins
        and all(
            step.id in upstream
            for target in process.targets(step.id, *ActionKind)
            for join_id, upstream in joins
            if target in upstream or target == join_id
        )
    )


def enact(process: Process, marking: Marking, route: Path) -> tuple[Path, Marking]:
    """Return the moves that follow a route along one branch, with what its joins make others do.

    Only for a process in which forward actions do not go in a circle.
    """
    path: list[Move] = []
    for step_id, action_id in route:
        while missing := waiting_for(process, marking, step_id):
            move = _approach(process, marking, missing, join_id=step_id)
            marking = fire(process, marking, *move)
            path.append(move)
        marking = fire(process, marking, step_id, action_id)
        path.append((step_id, action_id))
    return tuple(path), marking


def _approach(process: Process, marking: Marking, missing: tuple[str, ...], *, join_id: str) -> Move:
    toward = process.on_the_way_to(join_id) | {join_id}
    return next(
        (step.id, action.id)
        for step in ready(process, marking)
        if step.id in missing
        for action in step.actions
        if action.kind is ActionKind.FORWARD and not toward.isdisjoint(action.targets)
    )
