"""A process as plain data (JSON, YAML) and back.

Reading is strict: a field that is missing, of the wrong type or unknown is refused with its path, such as
`steps[2].actions[0].kind`. What has a default may be left out; writing leaves nothing out.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from enum import StrEnum
from typing import Any, Final, TypeVar

from motcua.domain.errors import DomainError
from motcua.domain.workflow.definition import (
    Action,
    ActionKind,
    Outcome,
    Process,
    Step,
    StepTime,
    Switches,
    TimeUnit,
)

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

_REQUIRED: Final = object()
_SWITCH_NAMES: Final = frozenset(Switches.__dataclass_fields__)


class ProcessDataInvalid(DomainError):
    """A field of the data does not describe a process.

    `problem` is one of `missing`, `unknown-field`, `wrong-type`, `unknown-value`.
    """

    code = "workflow.process-data-invalid"

    def __init__(self, *, path: str, problem: str) -> None:
        super().__init__(f"{path}: {problem}")
        self.path = path
        self.problem = problem


def process_to_data(process: Process) -> dict[str, Any]:
    """Return the process as dictionaries, lists, text and numbers."""
    return {
        "id": process.id,
        "version": process.version,
        "start": process.start,
        "steps": [_step_to_data(step) for step in process.steps],
    }


def _step_to_data(step: Step) -> dict[str, Any]:
    return {
        "id": step.id,
        "name": step.name,
        "unit": step.unit,
        "role": step.role,
        "time": {"amount_minutes": step.time.amount_minutes, "unit": step.time.unit.value},
        "stage": step.stage,
        "switches": list(step.switches.names()),
        "actions": [_action_to_data(action) for action in step.actions],
        "joins": step.joins,
        "automatic": step.automatic,
        "excluded_from_limit": step.excluded_from_limit,
        "produces": list(step.produces),
    }


def _action_to_data(action: Action) -> dict[str, Any]:
    return {
        "id": action.id,
        "label": action.label,
        "targets": list(action.targets),
        "kind": action.kind.value,
        "outcome": action.outcome.value if action.outcome else None,
        "when": action.when,
    }


def process_from_data(data: object) -> Process:
    """Return the process that data describes. Raises ProcessDataInvalid.

    Only the form is judged here; whether the process can be followed to its end is for `soundness`.
    """
    entry = _Entry(data, "", known=("id", "version", "start", "steps"))
    return Process(
        id=entry.text("id"),
        version=entry.number("version", least=1),
        start=entry.text("start"),
        steps=entry.each("steps", _step_from_data),
    )


def _step_from_data(data: object, path: str) -> Step:
    entry = _Entry(data, path, known=Step.__dataclass_fields__)
    return Step(
        id=entry.text("id"),
        name=entry.text("name"),
        unit=entry.text("unit"),
        role=entry.text("role"),
        time=_time_from_data(entry.get("time"), entry.path_of("time")),
        stage=entry.number("stage"),
        switches=Switches.of(*entry.each("switches", _switch_name, default=())),
        actions=entry.each("actions", _action_from_data, default=()),
        joins=entry.flag("joins"),
        automatic=entry.flag("automatic"),
        excluded_from_limit=entry.flag("excluded_from_limit"),
        produces=entry.each("produces", _text, default=()),
    )


def _time_from_data(data: object, path: str) -> StepTime:
    entry = _Entry(data, path, known=StepTime.__dataclass_fields__)
    return StepTime(
        amount_minutes=entry.number("amount_minutes", least=0),
        unit=entry.choice("unit", TimeUnit, default=TimeUnit.WORKING),
    )


def _action_from_data(data: object, path: str) -> Action:
    entry = _Entry(data, path, known=Action.__dataclass_fields__)
    spoken = entry.get("outcome", None) is not None
    return Action(
        id=entry.text("id"),
        label=entry.text("label"),
        targets=entry.each("targets", _text),
        kind=entry.choice("kind", ActionKind, default=ActionKind.FORWARD),
        outcome=entry.choice("outcome", Outcome) if spoken else None,
        when=entry.text("when", default=""),
    )


def _switch_name(data: object, path: str) -> str:
    name = _text(data, path)
    if name not in _SWITCH_NAMES:
        raise ProcessDataInvalid(path=path, problem="unknown-value")
    return name


def _text(data: object, path: str) -> str:
    return _typed(data, str, path)


def _typed(data: object, kind: type[T], path: str) -> T:
    # To Python a bool is an int; to a reader of the data it is not.
    if not isinstance(data, kind) or (isinstance(data, bool) and kind is not bool):
        raise ProcessDataInvalid(path=path, problem="wrong-type")
    return data


class _Entry:
    """One dictionary of the data, read field by field."""

    def __init__(self, data: object, path: str, *, known: Collection[str]) -> None:
        self._path = path
        self._data: Mapping[Any, Any] = _typed(data, Mapping, path)  # type: ignore[type-abstract]
        for name in self._data:
            if name not in known:
                raise ProcessDataInvalid(path=self.path_of(str(name)), problem="unknown-field")

    def path_of(self, name: str) -> str:
        return f"{self._path}.{name}" if self._path else name

    def get(self, name: str, default: object = _REQUIRED) -> object:
        value: object = self._data.get(name, default)
        if value is _REQUIRED:
            raise ProcessDataInvalid(path=self.path_of(name), problem="missing")
        return value

    def text(self, name: str, default: object = _REQUIRED) -> str:
        return _text(self.get(name, default), self.path_of(name))

    def number(self, name: str, *, least: int | None = None) -> int:
        number = _typed(self.get(name), int, self.path_of(name))
        if least is not None and number < least:
            raise ProcessDataInvalid(path=self.path_of(name), problem="unknown-value")
        return number

    def flag(self, name: str) -> bool:
        return _typed(self.get(name, default=False), bool, self.path_of(name))

    def choice(self, name: str, among: type[E], default: object = _REQUIRED) -> E:
        text = self.text(name, default)
        try:
            return among(text)
        except ValueError:
            raise ProcessDataInvalid(path=self.path_of(name), problem="unknown-value") from None

    def each(self, name: str, read: Callable[[object, str], T], default: object = _REQUIRED) -> tuple[T, ...]:
        path = self.path_of(name)
        values = self.get(name, default)
        if isinstance(values, str) or not isinstance(values, Sequence):
            raise ProcessDataInvalid(path=path, problem="wrong-type")
        return tuple(read(value, f"{path}[{index}]") for index, value in enumerate(values))
