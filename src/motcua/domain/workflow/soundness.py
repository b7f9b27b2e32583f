"""Whether a process may be published: every dossier can reach its end, in time, and leaves nothing behind.

What is wrong is returned, not raised: an administrator repairs all of it at once. Each flaw shows a way
into the trouble that can be walked, with dates, by `simulation`.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from motcua.domain.deadlines import Allowance
from motcua.domain.workflow.definition import END, Action, ActionKind, Process, Step, TimeUnit
from motcua.domain.workflow.engine import FINISHED, Marking, initial
from motcua.domain.workflow.exploration import Exploration, Move, Path, enact, explore
from motcua.domain.workflow.timing import longest_way

RolesInUnit = Callable[[str], Collection[str]]
"""The roles that somebody holds in the unit of a reference."""


class FlawCode(StrEnum):
    """What can be wrong with a process."""

    NO_START = "workflow.no-start"
    RESERVED_ID = "workflow.reserved-id"
    DUPLICATE_STEP = "workflow.duplicate-step"
    DUPLICATE_ACTION = "workflow.duplicate-action"
    UNKNOWN_TARGET = "workflow.unknown-target"
    ACTION_WITHOUT_TARGET = "workflow.action-without-target"
    STEP_WITHOUT_ACTION = "workflow.step-without-action"
    FINISH_MISMATCH = "workflow.finish-mismatch"
    RETURN_JUMPS_FORWARD = "workflow.return-jumps-forward"
    FORWARD_CIRCLE = "workflow.forward-circle"
    UNREACHABLE_STEP = "workflow.unreachable-step"
    DEAD_ACTION = "workflow.dead-action"
    NO_WAY_TO_END = "workflow.no-way-to-end"
    JOIN_NEVER_COMPLETES = "workflow.join-never-completes"
    WORK_LEFT_BEHIND = "workflow.work-left-behind"
    WORK_PILES_UP = "workflow.work-piles-up"
    TOO_MANY_SITUATIONS = "workflow.too-many-situations"
    OVER_LIMIT = "workflow.over-limit"
    ROLE_MISSING = "workflow.role-missing"
    UNSIGNED_RESULT = "workflow.unsigned-result"


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is wrong, where, and a way into it with the marking it ends in.

    The path is empty when no way leads there. The minutes are set for OVER_LIMIT only.
    """

    code: FlawCode
    steps: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    path: Path = ()
    marking: Marking = ()
    taken_minutes: int | None = None
    allowed_minutes: int | None = None
    unit: TimeUnit | None = None


def check(
    process: Process, limit: Allowance | None = None, roles_in_unit: RolesInUnit | None = None
) -> tuple[Flaw, ...]:
    """Return everything that forbids publishing the process; nothing means it is sound.

    While the drawing itself is wrong (names, targets, kinds) only that is returned: the rest would have
    no meaning. Without a limit or a staffing, those are not judged. Law: R-A60, R-A61, R-A84
    """
    if drawn_wrong := tuple(_flaws_of_drawing(process)):
        return drawn_wrong
    found = explore(process)
    circle = _forward_circle(process)
    flaws = [*_flaws_of_way(process, found, circle), *_flaws_of_movement(process, found)]
    if limit and not circle:
        flaws += _flaws_of_time(process, limit)
    if roles_in_unit:
        flaws += _flaws_of_staffing(process, found, roles_in_unit)
    return tuple(flaws)


def _actions(process: Process) -> Iterator[tuple[Step, Action]]:
    return ((step, action) for step in process.steps for action in step.actions)


def _repeated(names: Iterable[str]) -> list[str]:
    return [name for name, times in Counter(names).items() if times > 1]


def _flaws_of_drawing(process: Process) -> Iterator[Flaw]:
    if process.start not in process:
        yield Flaw(FlawCode.NO_START, steps=(process.start,))
    if END in process:
        yield Flaw(FlawCode.RESERVED_ID, steps=(END,))
    for step_id in _repeated(step.id for step in process.steps):
        yield Flaw(FlawCode.DUPLICATE_STEP, steps=(step_id,))
    for step in process.steps:
        if not step.actions:
            yield Flaw(FlawCode.STEP_WITHOUT_ACTION, steps=(step.id,))
        for action_id in _repeated(action.id for action in step.actions):
            yield Flaw(FlawCode.DUPLICATE_ACTION, steps=(step.id,), actions=(action_id,))
    for step, action in _actions(process):
        yield from (
            Flaw(code, steps=(step.id, *targets), actions=(action.id,))
            for code, targets in _wrong_targets(process, action)
        )


def _wrong_targets(process: Process, action: Action) -> Iterator[tuple[FlawCode, tuple[str, ...]]]:
    if not action.targets:
        yield FlawCode.ACTION_WITHOUT_TARGET, ()
    elif unknown := tuple(target for target in action.targets if target != END and target not in process):
        yield FlawCode.UNKNOWN_TARGET, unknown
    elif (action.kind is ActionKind.FINISH) != (END in action.targets) or (
        action.kind is ActionKind.FINISH and action.targets != (END,)
    ):
        yield FlawCode.FINISH_MISMATCH, action.targets


def _forward_circle(process: Process) -> tuple[str, ...]:
    """Return the steps to which forward actions lead back, in the order of the process."""
    return tuple(
        step.id
        for step in process.steps
        for targets in [process.targets(step.id, ActionKind.FORWARD)]
        if step.id in targets or not process.on_the_way_to(step.id).isdisjoint(targets)
    )


def _at(found: Exploration, code: FlawCode, step_id: str, *more: str, action_id: str = "") -> Flaw:
    marking = found.first_at(step_id)
    return Flaw(
        code,
        steps=(step_id, *more),
        actions=(action_id,) if action_id else (),
        path=found.path_to(marking) if marking else (),
        marking=marking or (),
    )


def _flaws_of_way(process: Process, found: Exploration, circle: tuple[str, ...]) -> Iterator[Flaw]:
    if circle:
        yield _at(found, FlawCode.FORWARD_CIRCLE, *circle)
    for step, action in _actions(process):
        if action.kind is ActionKind.RETURN:
            behind = process.on_the_way_to(step.id) | {step.id}
            if ahead := [target for target in action.targets if target not in behind]:
                yield _at(found, FlawCode.RETURN_JUMPS_FORWARD, step.id, *ahead, action_id=action.id)
    reached = _reached(process)
    for step in process.steps:
        if step.id not in reached:
            yield Flaw(FlawCode.UNREACHABLE_STEP, steps=(step.id,))


def _reached(process: Process) -> frozenset[str]:
    reached, border = {END, process.start}, [process.start]
    while border:
        new = set(process.targets(border.pop(), *ActionKind)) - reached
        reached |= new
        border.extend(new)
    return frozenset(reached)


def _flaws_of_movement(process: Process, found: Exploration) -> Iterator[Flaw]:
    if found.growing:
        yield _in_marking(found, FlawCode.WORK_PILES_UP, found.growing[0])
    elif not found.exhausted:
        yield Flaw(FlawCode.TOO_MANY_SITUATIONS)
    else:
        yield from _flaws_of_ending(process, found)
        yield from _flaws_of_signing(process, found)


def _flaws_of_ending(process: Process, found: Exploration) -> Iterator[Flaw]:
    unfinished = [marking for marking in found.final() if marking != FINISHED]
    for code, markings in (
        (FlawCode.WORK_LEFT_BEHIND, [marking for marking in unfinished if END in marking]),
        (FlawCode.JOIN_NEVER_COMPLETES, [marking for marking in unfinished if END not in marking]),
    ):
        if markings:
            yield _in_marking(found, code, markings[0])
    if doomed := found.doomed():
        trapped = _trapped(process)
        marking = next((marking for marking in doomed if not trapped.isdisjoint(marking)), doomed[0])
        flaw = _in_marking(found, FlawCode.NO_WAY_TO_END, marking)
        yield replace(flaw, steps=tuple(step_id for step_id in flaw.steps if step_id in trapped))
    fired = found.fired()
    for step, action in _actions(process):
        if (step.id, action.id) not in fired and found.first_at(step.id):
            yield _at(found, FlawCode.DEAD_ACTION, step.id, action_id=action.id)


def _in_marking(found: Exploration, code: FlawCode, marking: Marking) -> Flaw:
    steps = tuple(dict.fromkeys(step_id for step_id in marking if step_id != END))
    return Flaw(code, steps=steps, path=found.path_to(marking), marking=marking)


def _trapped(process: Process) -> frozenset[str]:
    """Return the steps from which no actions lead to the end, whatever the joins wait for."""
    leading = {END}
    ids = frozenset(step.id for step in process.steps)
    while new := {i for i in ids - leading if not leading.isdisjoint(process.targets(i, *ActionKind))}:
        leading |= new
    return ids - leading


def _flaws_of_signing(process: Process, found: Exploration) -> Iterator[Flaw]:
    """Find drafts that reach the end unsigned, in a process in which somebody signs.

    A draft is what a forward action with an outcome makes. One that was sent back is made anew.
    """
    signing = {step.id for step in process.steps if step.switches.must_sign}
    if not signing:
        return

    def leaves_unsigned(move: Move) -> bool:
        return move[0] not in signing and process.action(*move).kind is not ActionKind.RETURN

    for marking, arrows in found.arrows.items():
        for move, drafted in arrows:
            if not leaves_unsigned(move) or not _drafts(process.action(*move)):
                continue
            way = found.way(drafted, FINISHED, allowed=leaves_unsigned)
            if way is not None:
                yield _unsigned(found.path_to(marking), move, way)


def _drafts(action: Action) -> bool:
    return action.outcome is not None and action.kind is ActionKind.FORWARD


def _unsigned(before: Path, draft: Move, way: Path) -> Flaw:
    (step_id, action_id), (last_step_id, last_action_id) = draft, way[-1]
    return Flaw(
        FlawCode.UNSIGNED_RESULT,
        steps=(step_id, last_step_id),
        actions=(action_id, last_action_id),
        path=(*before, draft, *way),
        marking=FINISHED,
    )


def _flaws_of_time(process: Process, limit: Allowance) -> Iterator[Flaw]:
    way = longest_way(process, limit)
    if way.minutes > way.allowed_minutes:
        path, marking = enact(process, initial(process), way.path)
        yield Flaw(
            FlawCode.OVER_LIMIT,
            steps=tuple(step_id for step_id, _ in way.path),
            path=path,
            marking=marking,
            taken_minutes=way.minutes,
            allowed_minutes=way.allowed_minutes,
            unit=way.unit,
        )


def _flaws_of_staffing(process: Process, found: Exploration, roles_in_unit: RolesInUnit) -> Iterator[Flaw]:
    for step in process.steps:
        if not step.automatic and step.role not in roles_in_unit(step.unit):
            yield _at(found, FlawCode.ROLE_MISSING, step.id)
