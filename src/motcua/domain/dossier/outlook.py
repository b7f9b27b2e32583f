"""What is still to come for a dossier, with dates, if every step takes the usual way and all its time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from motcua.domain.calendar import Calendar
from motcua.domain.dossier.offers import next_act
from motcua.domain.dossier.state import DossierState
from motcua.domain.workflow import END, Process, Step, engine
from motcua.domain.workflow.simulation import step_end


@dataclass(frozen=True, slots=True)
class Ahead:
    """A step that has not begun; `due_at` is None while the clock stands still."""

    step: Step
    due_at: datetime | None


def outlook(state: DossierState, process: Process, calendar: Calendar, at: datetime) -> tuple[Ahead, ...]:
    """Return the steps ahead in the order of their dates; none before acceptance and after the end.

    A step held beyond its time is taken to end now. Where the draft is written, its way is the usual one.
    """
    if not state.accepted or state.ended:
        return ()
    seen: dict[str, Ahead] = {}
    for step, due_at in _walk(state, process, calendar, at):
        seen.setdefault(step.id, Ahead(step, None if state.paused else due_at))
    return tuple(seen.values())


def _walk(
    state: DossierState, process: Process, calendar: Calendar, at: datetime
) -> Iterator[tuple[Step, datetime]]:
    ends = {item.step: max(item.due_at or at, at) for item in state.step_items()}
    arrivals: dict[str, datetime] = {}
    marking = tuple(step for step in state.marking if step != END)
    passed: set[str] = set()
    while held := [step for step in engine.ready(process, marking) if step.id not in passed]:
        step = min(held, key=lambda candidate: ends[candidate.id])
        passed.add(step.id)
        action = next_act(step, state.draft).action
        if action is None:
            continue
        marking = tuple(
            target for target in engine.fire(process, marking, step.id, action.id) if target != END
        )
        for target in set(action.targets) - {END}:
            arrivals[target] = max(arrivals.get(target, at), ends[step.id])
        for entered in engine.ready(process, marking):
            if entered.id in arrivals and entered.id not in ends:
                ends[entered.id] = step_end(arrivals[entered.id], entered.time, calendar)
                yield entered, ends[entered.id]
