"""Processes written in one line each, and random ones.

`sketch({"a": "b+c", "b": "j <a", "c": "j", "j": "end"}, joins="j")`: a forks to b and c, b goes on to j or
back to a. The text of an action is its id.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from hypothesis import strategies as st

from motcua.domain.workflow import END, Action, ActionKind, Process, Step, StepTime


def sketch(ways: Mapping[str, str], *, joins: str = "", start: str = "a") -> Process:
    """Return a process whose steps take an hour each."""
    steps = tuple(
        Step(
            id=step_id,
            name=step_id.upper(),
            unit="unit:office",
            role="specialist",
            time=StepTime(60),
            stage=4,
            actions=tuple(_action(text) for text in actions.split()),
            joins=step_id in joins.split(),
        )
        for step_id, actions in ways.items()
    )
    return Process("p", 1, steps, start)


def _action(text: str) -> Action:
    targets = tuple(text.removeprefix("<").split("+"))
    kind = ActionKind.FORWARD
    if text.startswith("<"):
        kind = ActionKind.RETURN
    elif targets == (END,):
        kind = ActionKind.FINISH
    return Action(text, text, targets, kind)


def with_step(process: Process, step_id: str, **changes: Any) -> Process:
    """Return the process with one step changed."""
    steps = tuple(replace(step, **changes) if step.id == step_id else step for step in process.steps)
    return replace(process, steps=steps)


def with_action(process: Process, step_id: str, action_id: str, **changes: Any) -> Process:
    """Return the process with one action changed."""
    actions = tuple(
        replace(action, **changes) if action.id == action_id else action
        for action in process.step(step_id).actions
    )
    return with_step(process, step_id, actions=actions)


@dataclass
class _Drawing:
    """A process drawn block by block, from its end to its beginning."""

    ways: dict[str, list[str]] = field(default_factory=dict)
    joins: list[str] = field(default_factory=list)

    def step(self, *actions: str) -> str:
        step_id = f"s{len(self.ways)}"
        self.ways[step_id] = list(actions)
        return step_id

    def block(self, draw: st.DrawFn, depth: int, onward: str) -> str:
        """Draw a block that leads to a step and return the step it begins with."""
        shape = draw(st.sampled_from(["step", "row", "choice", "fork", "loop"])) if depth else "step"
        if shape == "step":
            return self.step(onward)
        if shape == "row":
            return self.block(draw, depth - 1, self.block(draw, depth - 1, onward))
        if shape == "choice":
            return self.step(*(self.block(draw, depth - 1, onward) for _ in range(draw(st.integers(2, 3)))))
        if shape == "fork":
            join = self.step(onward)
            self.joins.append(join)
            branches = [self.block(draw, depth - 1, join) for _ in range(draw(st.integers(2, 3)))]
            return self.step("+".join(branches))
        last = self.step(onward)
        first = self.block(draw, depth - 1, last)
        self.ways[last].append(f"<{first}")
        return first


@st.composite
def sound_processes(draw: st.DrawFn, depth: int = 3) -> Process:
    """Draw rows, choices, forks that join again and returns, one inside the other."""
    drawing = _Drawing()
    start = drawing.block(draw, depth, END)
    ways = {step_id: " ".join(actions) for step_id, actions in reversed(drawing.ways.items())}
    return sketch(ways, joins=" ".join(drawing.joins), start=start)


@st.composite
def any_processes(draw: st.DrawFn) -> Process:
    """Draw up to six steps with whatever between them."""
    ids = "abcdef"[: draw(st.integers(2, 6))]
    targets = st.lists(st.sampled_from(ids), min_size=1, max_size=3).map("+".join)
    backward = targets.map("<{}".format)
    actions = st.lists(st.one_of(targets, backward, st.just(END)), min_size=1, max_size=2, unique=True)
    ways = {step_id: " ".join(draw(actions)) for step_id in ids}
    joins = [step_id for step_id in ids if draw(st.booleans())]
    return sketch(ways, joins=" ".join(joins))


@st.composite
def spoiled_processes(draw: st.DrawFn) -> Process:
    """Draw a sound process in which one action leads elsewhere, or one step joins or no longer does."""
    process = draw(sound_processes())
    step = draw(st.sampled_from(process.steps))
    action = draw(st.sampled_from(step.actions))
    if action.kind is ActionKind.FINISH or draw(st.booleans()):
        return with_step(process, step.id, joins=not step.joins)
    other = draw(st.sampled_from([other.id for other in process.steps]))
    return with_action(process, step.id, action.id, targets=(*action.targets[1:], other))
