"""Whether the times given to the steps fit into the legal limit (R-A61).

Working time and calendar time are brought to one measure by the week: five working days are seven
calendar days. A month is counted with the days of the shortest one, so that what fits fits always.
"""

from dataclasses import dataclass
from typing import Final

from motcua.domain.deadlines import Allowance, Unit
from motcua.domain.workflow.definition import (
    CALENDAR_DAY_MINUTES,
    END,
    WORKING_DAY_MINUTES,
    ActionKind,
    Process,
    Step,
    TimeUnit,
)
from motcua.domain.workflow.exploration import Path

SHORTEST_MONTH_DAYS: Final = 28

# 7 x 1440 minutes of the calendar are 5 x 480 of work, or 21 to 5: in units of which a working minute has
# 21 and a calendar minute 5, both are whole numbers.
_PARTS: Final = {TimeUnit.WORKING: 21, TimeUnit.CALENDAR: 5}

_MINUTES: Final = {
    Unit.HOUR: (60, TimeUnit.WORKING),
    Unit.WORKING_DAY: (WORKING_DAY_MINUTES, TimeUnit.WORKING),
    Unit.DAY: (CALENDAR_DAY_MINUTES, TimeUnit.CALENDAR),
    Unit.MONTH: (SHORTEST_MONTH_DAYS * CALENDAR_DAY_MINUTES, TimeUnit.CALENDAR),
}


@dataclass(frozen=True, slots=True)
class LongestWay:
    """The way forward that is given the most time, in minutes of the unit in which the limit is set."""

    path: Path
    minutes: int
    allowed_minutes: int
    unit: TimeUnit


def longest_way(process: Process, limit: Allowance) -> LongestWay:
    """Return the longest way from the start to the end, as a route along one branch.

    Only for a process in which forward actions do not go in a circle. Branches side by side take the
    time of the longest. Steps excluded from the limit take none (R-A84).
    """
    allowed_minutes, unit = minutes_of(limit)
    route, parts = _longest_from(process, process.start, {})
    return LongestWay(route, -(-parts // _PARTS[unit]), allowed_minutes, unit)


def minutes_of(limit: Allowance) -> tuple[int, TimeUnit]:
    """Return the most minutes that a limit leaves for the steps, and which minutes they are."""
    minutes, unit = _MINUTES[limit.unit]
    # What is due on the day it was accepted has at most that day.
    amount = max(limit.amount, 1) if limit.unit in (Unit.WORKING_DAY, Unit.DAY) else limit.amount
    return amount * minutes, unit


def _longest_from(process: Process, step_id: str, known: dict[str, tuple[Path, int]]) -> tuple[Path, int]:
    if step_id == END:
        return (), 0
    if step_id not in known:
        step = process.step(step_id)
        best: tuple[Path, int] = ((), 0)
        for action in step.actions:
            if action.kind is ActionKind.RETURN:
                continue
            for target in action.targets:
                path, parts = _longest_from(process, target, known)
                if not best[0] or parts > best[1]:
                    best = (((step_id, action.id), *path), parts)
        known[step_id] = best[0], best[1] + _parts_of(step)
    return known[step_id]


def _parts_of(step: Step) -> int:
    return 0 if step.excluded_from_limit else step.time.amount_minutes * _PARTS[step.time.unit]
