"""The way a dossier is handled inside: what a process is, how it moves, whether it can be trusted."""

from motcua.domain.workflow.data import ProcessDataInvalid, process_from_data, process_to_data
from motcua.domain.workflow.definition import (
    CALENDAR_DAY_MINUTES,
    END,
    WORKING_DAY_MINUTES,
    Action,
    ActionKind,
    Outcome,
    Process,
    Step,
    StepTime,
    StepTimeNotCountable,
    Switches,
    TimeUnit,
    UnknownAction,
    UnknownStep,
)
from motcua.domain.workflow.engine import (
    FINISHED,
    JoinWaiting,
    Marking,
    NotAtStep,
    fire,
    initial,
    ready,
    waiting_for,
)
from motcua.domain.workflow.exploration import Move
from motcua.domain.workflow.simulation import Visit, WorkingCalendar, step_end, walk
from motcua.domain.workflow.soundness import Flaw, FlawCode, RolesInUnit, check

__all__ = [
    "CALENDAR_DAY_MINUTES",
    "END",
    "FINISHED",
    "WORKING_DAY_MINUTES",
    "Action",
    "ActionKind",
    "Flaw",
    "FlawCode",
    "JoinWaiting",
    "Marking",
    "Move",
    "NotAtStep",
    "Outcome",
    "Process",
    "ProcessDataInvalid",
    "RolesInUnit",
    "Step",
    "StepTime",
    "StepTimeNotCountable",
    "Switches",
    "TimeUnit",
    "UnknownAction",
    "UnknownStep",
    "Visit",
    "WorkingCalendar",
    "check",
    "fire",
    "initial",
    "process_from_data",
    "process_to_data",
    "ready",
    "step_end",
    "waiting_for",
    "walk",
]
