"""What a process is: steps, the actions between them, and the time each step is given.

A process is data. It is built once, never changed, and a published version stays as it was; whether it
may be published is decided in `soundness`. Law: R-A60, R-A61.
"""

from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cached_property
from typing import Final, Self

from motcua.domain.errors import DomainError

END: Final = "end"
"""Where every process arrives. It is a place in a marking, never a step."""

WORKING_DAY_MINUTES: Final = 480
CALENDAR_DAY_MINUTES: Final = 1440


class UnknownStep(DomainError):
    """The process has no step of that name."""

    code = "workflow.unknown-step"

    def __init__(self, *, process_id: str, step_id: str) -> None:
        super().__init__(f"{process_id}: {step_id}")
        self.process_id = process_id
        self.step_id = step_id


class UnknownAction(DomainError):
    """The step offers no action of that name."""

    code = "workflow.unknown-action"

    def __init__(self, *, step_id: str, action_id: str) -> None:
        super().__init__(f"{step_id}: {action_id}")
        self.step_id = step_id
        self.action_id = action_id


class StepTimeNotCountable(DomainError):
    """A step's time is below zero or is not a whole number of minutes."""

    code = "workflow.step-time-not-countable"

    def __init__(self, *, amount: str) -> None:
        super().__init__(amount)
        self.amount = amount


class ActionKind(StrEnum):
    """Which way an action moves the dossier."""

    FORWARD = "forward"
    RETURN = "return"
    FINISH = "finish"


class Outcome(StrEnum):
    """What the draft made by an action says."""

    GRANT = "grant"
    REFUSE = "refuse"


class TimeUnit(StrEnum):
    """Which minutes a step's time counts: those of working sessions, or all of them."""

    WORKING = "working"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True)
class StepTime:
    """The time a step is given. Raises StepTimeNotCountable when below zero.

    A working day is 480 working minutes, a calendar day 1440 minutes. Law: R-A61
    """

    amount_minutes: int
    unit: TimeUnit = TimeUnit.WORKING

    def __post_init__(self) -> None:
        if self.amount_minutes < 0:
            raise StepTimeNotCountable(amount=str(self.amount_minutes))

    @classmethod
    def of_working_hours(cls, hours: Decimal | str | float) -> Self:
        """Return a time in hours of working sessions; quarters of an hour are usual."""
        return cls(_whole_minutes(hours, per_unit=60), TimeUnit.WORKING)

    @classmethod
    def of_calendar_days(cls, days: Decimal | str | float) -> Self:
        """Return a time in days of the calendar, days of rest included."""
        return cls(_whole_minutes(days, per_unit=CALENDAR_DAY_MINUTES), TimeUnit.CALENDAR)


def _whole_minutes(amount: Decimal | str | float, *, per_unit: int) -> int:
    try:
        # By way of text, so that 0.1 is a tenth and not the nearest binary fraction.
        minutes = Decimal(str(amount)) * per_unit
    except InvalidOperation:
        raise StepTimeNotCountable(amount=str(amount)) from None
    if not minutes.is_finite() or minutes != minutes.to_integral_value():
        raise StepTimeNotCountable(amount=str(amount))
    return int(minutes)


@dataclass(frozen=True, slots=True)
class Switches:
    """What the officer at a step may do besides its actions, and must have done before acting."""

    may_request_supplement: bool = False
    may_request_payment: bool = False
    may_consult: bool = False
    may_extend: bool = False
    may_refuse: bool = False
    may_stop: bool = False
    may_recall: bool = False
    may_assign: bool = False
    may_return: bool = False
    must_note: bool = False
    must_attach_draft: bool = False
    must_sign: bool = False
    must_number: bool = False
    must_assign: bool = False

    @classmethod
    def of(cls, *names: str) -> Self:
        """Return the switches with the named ones on. Raises TypeError for a name that is none."""
        return cls(**dict.fromkeys(names, True))

    def names(self) -> tuple[str, ...]:
        """Return the names of those that are on, in the order of the fields."""
        return tuple(field.name for field in fields(self) if getattr(self, field.name))


@dataclass(frozen=True, slots=True)
class Action:
    """A way out of a step. Several targets are a fork: one token goes to each.

    `when` names the condition under which the action is offered; empty means always. The engine does
    not judge it: who offers the action does.
    """

    id: str
    label: str
    targets: tuple[str, ...]
    kind: ActionKind = ActionKind.FORWARD
    outcome: Outcome | None = None
    when: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A place where one role of one unit works on the dossier for an allotted time.

    `unit` is a unit reference: `counter`, `unit:<function or code>`, `leaders`, `clerk` or
    `agency:<agency>/<unit>`. `stage` is the national status code the dossier shows here (R-A90).
    A step that `joins` waits for every token still on its way to it. Time of a step that is
    `excluded_from_limit` does not count against the legal limit (R-A84).
    """

    id: str
    name: str
    unit: str
    role: str
    time: StepTime
    stage: int
    switches: Switches = Switches()
    actions: tuple[Action, ...] = ()
    joins: bool = False
    automatic: bool = False
    excluded_from_limit: bool = False
    produces: tuple[str, ...] = ()

    def action(self, action_id: str) -> Action:
        """Return the action of that name. Raises UnknownAction."""
        for action in self.actions:
            if action.id == action_id:
                return action
        raise UnknownAction(step_id=self.id, action_id=action_id)


@dataclass(frozen=True)
class Process:
    """A version of the way a procedure is handled inside (R-A60)."""

    id: str
    version: int
    steps: tuple[Step, ...]
    start: str

    def step(self, step_id: str) -> Step:
        """Return the step of that name. Raises UnknownStep."""
        try:
            return self._steps_by_id[step_id]
        except KeyError:
            raise UnknownStep(process_id=self.id, step_id=step_id) from None

    def action(self, step_id: str, action_id: str) -> Action:
        """Return the action of a step. Raises UnknownStep, UnknownAction."""
        return self.step(step_id).action(action_id)

    def __contains__(self, step_id: str) -> bool:
        return step_id in self._steps_by_id

    def targets(self, step_id: str, *kinds: ActionKind) -> tuple[str, ...]:
        """Return where actions of these kinds lead from a step, each target once, in order."""
        actions = (action for action in self.step(step_id).actions if action.kind in kinds)
        return tuple(dict.fromkeys(target for action in actions for target in action.targets))

    def on_the_way_to(self, step_id: str) -> frozenset[str]:
        """Return the steps from which forward actions lead to a step without passing it first."""
        known = self._upstream.get(step_id)
        if known is None:
            known = self._upstream[step_id] = self._find_upstream(step_id)
        return known

    def _find_upstream(self, step_id: str) -> frozenset[str]:
        found: set[str] = set()
        border = {step_id}
        while border:
            arrived = {source for target in border for source in self._sources.get(target, ())}
            border = arrived - found - {step_id}
            found |= border
        return frozenset(found)

    @cached_property
    def _steps_by_id(self) -> dict[str, Step]:
        return {step.id: step for step in self.steps}

    @cached_property
    def _sources(self) -> dict[str, list[str]]:
        sources: dict[str, list[str]] = {}
        for step in self.steps:
            for target in self.targets(step.id, ActionKind.FORWARD):
                sources.setdefault(target, []).append(step.id)
        return sources

    @cached_property
    def _upstream(self) -> dict[str, frozenset[str]]:
        return {}
