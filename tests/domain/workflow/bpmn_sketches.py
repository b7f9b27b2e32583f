"""Processes with every attribute, and models as strangers might draw them."""

from dataclasses import replace

from hypothesis import strategies as st

from motcua.domain.workflow import Action, ActionKind, Outcome, Process, Step, StepTime, Switches, TimeUnit
from motcua.domain.workflow.bpmn import names
from motcua.domain.workflow.bpmn.model import GATEWAYS, NODES
from tests.domain.workflow.process_sketches import any_processes, sound_processes

LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Cn"], exclude_characters="\ufffe\uffff")
TEXTS = st.text(LETTERS, max_size=12)
UNITS = st.sampled_from(["counter", "leaders", "clerk", "unit:kinh-te", "agency:so/phong"])
SWITCHES = st.lists(st.sampled_from(sorted(Switches.__dataclass_fields__)), max_size=3, unique=True)


@st.composite
def rich_processes(draw: st.DrawFn) -> Process:
    """Draw a process whose names, units, times and switches are whatever people may write."""
    process = draw(any_processes() | sound_processes())
    steps = tuple(_rich_step(draw, step) for step in process.steps)
    start = draw(st.sampled_from([process.start, "nowhere"]))
    return Process(draw(TEXTS), draw(st.integers(1, 99)), steps, start)


def _rich_step(draw: st.DrawFn, step: Step) -> Step:
    return replace(
        step,
        name=draw(TEXTS),
        unit=draw(UNITS),
        role=draw(TEXTS),
        time=StepTime(draw(st.integers(0, 100_000)), draw(st.sampled_from(TimeUnit))),
        stage=draw(st.integers(1, 10)),
        switches=Switches.of(*draw(SWITCHES)),
        actions=tuple(_rich_action(draw, action) for action in step.actions),
        automatic=draw(st.booleans()),
        excluded_from_limit=draw(st.booleans()),
        produces=tuple(draw(st.lists(TEXTS, max_size=2))),
    )


def _rich_action(draw: st.DrawFn, action: Action) -> Action:
    return replace(
        action,
        label=draw(TEXTS),
        kind=draw(st.sampled_from(ActionKind)),
        outcome=draw(st.none() | st.sampled_from(Outcome)),
        when=draw(TEXTS),
    )


@st.composite
def strange_models(draw: st.DrawFn) -> bytes:
    """Draw shapes of every kind with arrows between any of them, and things BPMN does not know."""
    kinds = st.sampled_from(
        [*sorted(NODES), *sorted(GATEWAYS), "task", "dataObject", "boundaryEvent", "what"]
    )
    shapes = draw(st.lists(st.tuples(kinds, st.integers(0, 12)), max_size=14))
    arrows = draw(st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)), max_size=30))
    inside = st.sampled_from(["", "<timerEventDefinition/>", "<documentation>2 giờ</documentation>"])
    drawn = [f'<{kind} id="n{key}">{draw(inside)}</{kind}>' for kind, key in shapes]
    drawn += [
        f'<sequenceFlow id="f{number}" sourceRef="n{source}" targetRef="n{target}"/>'
        for number, (source, target) in enumerate(arrows)
    ]
    body = "".join(draw(st.permutations(drawn)))
    text = f'<definitions xmlns="{names.MODEL}"><process id="p">{body}</process></definitions>'
    return text.encode()
