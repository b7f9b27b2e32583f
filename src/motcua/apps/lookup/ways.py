"""How much of its way a dossier has behind it, from the process it follows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from motcua.apps.catalog import queries as catalog
from motcua.domain.dossier.offers import next_act
from motcua.domain.workflow import (
    CALENDAR_DAY_MINUTES,
    END,
    WORKING_DAY_MINUTES,
    Process,
    Step,
    TimeUnit,
)

LEAST_MINUTES: Final = 60
"""What a step counts for at least: one without a time of its own is still a part of the way."""
NEARLY_ALL: Final = 0.95
"""The most that is behind a dossier whose result has not been handed over."""
KEPT: Final = 2_000


@dataclass(frozen=True, slots=True)
class Way:
    """What is left of a process from each step, in working minutes, and the procedure it belongs to."""

    left: Mapping[str, int]
    whole: int
    procedure: str
    confidential: bool

    def share(self, marking: Iterable[str]) -> float:
        """Return the share behind a dossier that is at these steps; the one farthest behind counts."""
        left = max((self.left.get(step, 0) for step in marking), default=self.whole)
        return min(max(1 - left / self.whole, 0.0), NEARLY_ALL)


@lru_cache(maxsize=KEPT)
def way_of(procedure_key: str, procedure_version: int, process_version: int) -> Way:
    """Return the way of a published version, which never changes and is therefore kept for good.

    Before acceptance there is no process yet (version 0), and nothing of the way is behind.
    """
    snapshot = catalog.catalog()
    definition = snapshot.procedure_version(procedure_key, procedure_version)
    if not process_version:
        return Way({}, 1, definition.display_name, definition.confidential)
    process = snapshot.process_version(procedure_key, process_version)
    left = minutes_left(process)
    return Way(left, left[process.start], definition.display_name, definition.confidential)


def forget() -> None:
    """Forget the ways that are kept; for tests, where versions of one number follow each other."""
    way_of.cache_clear()


def minutes_left(process: Process) -> dict[str, int]:
    """Return the time from each step to the end when every step goes on the usual way."""
    left: dict[str, int] = {}
    for step in process.steps:
        _measure(process, step, left, frozenset())
    return left


def _measure(process: Process, step: Step, left: dict[str, int], passed: frozenset[str]) -> int:
    """Fill in a step and those behind it; of a fork the longest arm counts, a circle ends where it closes."""
    if step.id in left:
        return left[step.id]
    action = next_act(step, None).action
    passed |= {step.id}
    onward = [
        target for target in (action.targets if action else ()) if target != END and target not in passed
    ]
    behind = max((_measure(process, process.step(target), left, passed) for target in onward), default=0)
    left[step.id] = working_minutes(step) + behind
    return left[step.id]


def working_minutes(step: Step) -> int:
    """Return the time of a step in working minutes; a day of the calendar is taken for a working day."""
    minutes = step.time.amount_minutes
    if step.time.unit is TimeUnit.CALENDAR:
        minutes = minutes * WORKING_DAY_MINUTES // CALENDAR_DAY_MINUTES
    return max(minutes, LEAST_MINUTES)
