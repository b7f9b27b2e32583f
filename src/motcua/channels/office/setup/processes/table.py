"""The table of steps as it is typed: read from a form or a process, changed row by row, turned into a process.

What was typed stays as it is, right or wrong; faults are told at their cell.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from motcua.domain.workflow import (
    CALENDAR_DAY_MINUTES,
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
from motcua.ui.process_words import number

MOST_STEPS: Final = 100
MOST_ACTIONS: Final = 12
MOST_AMOUNT: Final = 10_000
PER_UNIT: Final = {TimeUnit.WORKING: 60, TimeUnit.CALENDAR: CALENDAR_DAY_MINUTES}

Faults = dict[str, str]
"""Sentences by the name of the input they belong to."""


@dataclass(frozen=True, slots=True)
class TypedAction:
    """A way out of a step, as typed."""

    id: str
    label: str = ""
    targets: tuple[str, ...] = ()
    kind: str = ActionKind.FORWARD.value
    outcome: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class TypedStep:
    """A row of the table, as typed. `produces` has a document on each line."""

    id: str
    name: str = ""
    unit: str = "counter"
    role: str = "specialist"
    amount: str = ""
    time_unit: str = TimeUnit.WORKING.value
    stage: str = "4"
    switches: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()
    produces: str = ""
    actions: tuple[TypedAction, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """All rows, and the id of the step with which a dossier begins."""

    start: str
    steps: tuple[TypedStep, ...]
    faults: Mapping[str, str] = field(default_factory=dict)


def of_process(process: Process) -> Table:
    """Return the table that shows a process."""
    return Table(process.start, tuple(_typed_step(step) for step in process.steps))


def of_form(data: QueryDict) -> Table:
    """Return what was typed into the table."""
    steps = tuple(_posted_step(data, f"s{place}") for place in range(_count(data, "steps", MOST_STEPS)))
    return Table(data.get("start", ""), steps)


def process_of(table: Table, *, key: str, version: int) -> tuple[Process | None, Faults]:
    """Return the process that the table describes, or what is wrong with which input."""
    faults: Faults = {}
    steps = tuple(_step(step, f"s{place}", faults) for place, step in enumerate(table.steps))
    if not steps:
        return None, {"steps": _("Hãy thêm ít nhất một bước.")}
    known = {step.id for step in steps}
    start = table.start if table.start in known else steps[0].id
    return (None, faults) if faults else (Process(key, version, steps, start), {})


# Changing rows.


def changed(table: Table, act: str) -> Table | None:
    """Return the table after a button such as `up-3` or `drop-2-0`; None when the act is none of the table's."""
    name, *places = act.split("-")
    if name not in CHANGES or not all(place.isdecimal() for place in places):
        return None
    numbers = [int(place) for place in places]
    if numbers and numbers[0] >= len(table.steps):
        return table
    try:
        return replace(table, steps=tuple(CHANGES[name](list(table.steps), *numbers)))
    except TypeError:
        return None


def _added(steps: list[TypedStep], after: int | None = None) -> list[TypedStep]:
    """Put a new row at the end or after another, in the same unit; where it leads is still to be chosen."""
    if len(steps) >= MOST_STEPS:
        return steps
    new_id = _free_id("step", {step.id for step in steps})
    place = len(steps) - 1 if after is None else after
    unit = steps[place].unit if steps else "counter"
    new = TypedStep(new_id, unit=unit, actions=(TypedAction("go", _("Chuyển bước")),))
    return [*steps[: place + 1], new, *steps[place + 1 :]]


def _removed(steps: list[TypedStep], place: int) -> list[TypedStep]:
    return steps[:place] + steps[place + 1 :]


def _lifted(steps: list[TypedStep], place: int) -> list[TypedStep]:
    other = max(place - 1, 0)
    steps[place], steps[other] = steps[other], steps[place]
    return steps


def _lowered(steps: list[TypedStep], place: int) -> list[TypedStep]:
    return _lifted(steps, place + 1) if place + 1 < len(steps) else steps


def _action_added(steps: list[TypedStep], place: int) -> list[TypedStep]:
    step = steps[place]
    if len(step.actions) < MOST_ACTIONS:
        new = TypedAction(_free_id("action", {action.id for action in step.actions}))
        steps[place] = replace(step, actions=(*step.actions, new))
    return steps


def _action_dropped(steps: list[TypedStep], place: int, number_: int) -> list[TypedStep]:
    step = steps[place]
    steps[place] = replace(step, actions=step.actions[:number_] + step.actions[number_ + 1 :])
    return steps


CHANGES: Final[Mapping[str, Callable[..., list[TypedStep]]]] = {
    "add": _added,
    "remove": _removed,
    "up": _lifted,
    "down": _lowered,
    "action": _action_added,
    "drop": _action_dropped,
}


def _free_id(stem: str, taken: set[str]) -> str:
    return next(name for number_ in range(1, 1000) if (name := f"{stem}_{number_}") not in taken)


# From a process.


def _typed_step(step: Step) -> TypedStep:
    flags = {"joins": step.joins, "automatic": step.automatic, "excluded": step.excluded_from_limit}
    return TypedStep(
        id=step.id,
        name=step.name,
        unit=step.unit,
        role=step.role,
        amount=number(step.time.amount_minutes / PER_UNIT[step.time.unit]),
        time_unit=step.time.unit.value,
        stage=str(step.stage),
        switches=frozenset(step.switches.names()),
        flags=frozenset(name for name, value in flags.items() if value),
        produces="\n".join(step.produces),
        actions=tuple(_typed_action(action) for action in step.actions),
    )


def _typed_action(action: Action) -> TypedAction:
    outcome = action.outcome.value if action.outcome else ""
    return TypedAction(action.id, action.label, action.targets, action.kind.value, outcome, action.when)


# From a form.


def _count(data: QueryDict, name: str, most: int) -> int:
    text = data.get(name, "0")
    return min(int(text), most) if text.isdecimal() and len(text) < 6 else 0


def _posted_step(data: QueryDict, row: str) -> TypedStep:
    def text(name: str) -> str:
        return data.get(f"{row}-{name}", "").strip()

    return TypedStep(
        id=text("id") or row,
        name=text("name"),
        unit=text("unit"),
        role=text("role"),
        amount=text("amount"),
        time_unit=text("time_unit"),
        stage=text("stage"),
        switches=frozenset(data.getlist(f"{row}-switch")),
        flags=frozenset(data.getlist(f"{row}-flag")),
        produces=text("produces"),
        actions=tuple(
            _posted_action(data, f"{row}-a{place}")
            for place in range(_count(data, f"{row}-actions", MOST_ACTIONS))
        ),
    )


def _posted_action(data: QueryDict, row: str) -> TypedAction:
    def text(name: str) -> str:
        return data.get(f"{row}-{name}", "").strip()

    targets = tuple(target for target in data.getlist(f"{row}-target") if target)
    return TypedAction(text("id") or row, text("label"), targets, text("kind"), text("outcome"), text("when"))


# To a process.


def _step(step: TypedStep, row: str, faults: Faults) -> Step:
    if not step.name:
        faults[f"{row}-name"] = _("Hãy ghi tên bước.")
    if not step.unit:
        faults[f"{row}-unit"] = _("Hãy chọn đơn vị.")
    if not step.role:
        faults[f"{row}-role"] = _("Hãy chọn vai trò.")
    return Step(
        id=step.id,
        name=step.name,
        unit=step.unit,
        role=step.role,
        time=_time(step, row, faults),
        stage=_stage(step, row, faults),
        switches=Switches.of(*(step.switches & Switches.__dataclass_fields__.keys())),
        actions=tuple(
            _action(action, f"{row}-a{place}", faults) for place, action in enumerate(step.actions)
        ),
        joins="joins" in step.flags,
        automatic="automatic" in step.flags,
        excluded_from_limit="excluded" in step.flags,
        produces=tuple(line.strip() for line in step.produces.splitlines() if line.strip()),
    )


def _time(step: TypedStep, row: str, faults: Faults) -> StepTime:
    unit = TimeUnit(step.time_unit) if step.time_unit in set(TimeUnit) else TimeUnit.WORKING
    amount = _amount(step.amount)
    if amount is None:
        faults[f"{row}-amount"] = _("Hãy ghi một số từ 0 trở lên, ví dụ 2,25.")
    return StepTime(round((amount or 0) * PER_UNIT[unit]), unit)


def _amount(text: str) -> Decimal | None:
    try:
        amount = Decimal(text.replace(",", ".") or "0")
        fits = 0 <= amount <= MOST_AMOUNT
    except InvalidOperation:
        return None
    return amount if fits else None


def _stage(step: TypedStep, row: str, faults: Faults) -> int:
    if step.stage.isdecimal() and 1 <= int(step.stage) <= 10:
        return int(step.stage)
    faults[f"{row}-stage"] = _("Hãy chọn trạng thái.")
    return 4


def _action(action: TypedAction, row: str, faults: Faults) -> Action:
    if not action.label:
        faults[f"{row}-label"] = _("Hãy ghi tên hướng chuyển.")
    kind = ActionKind(action.kind) if action.kind in set(ActionKind) else ActionKind.FORWARD
    if action.targets == (END,):
        kind = ActionKind.FINISH
    outcome = Outcome(action.outcome) if action.outcome in set(Outcome) else None
    return Action(action.id, action.label, action.targets, kind, outcome, action.when)
