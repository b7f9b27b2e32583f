"""How a dossier moves through a process: tokens on steps, moved by actions.

A marking is the whole state: the steps that hold a token, sorted, a step once for each token it holds.
It is small enough to be kept inside the dossier; nothing else needs to be remembered.
"""

from motcua.domain.errors import DomainError
from motcua.domain.workflow.definition import END, Process, Step

Marking = tuple[str, ...]

FINISHED: Marking = (END,)
"""The marking of a process that has ended as it should: all work done, nothing left behind."""


class NotAtStep(DomainError):
    """The dossier is not, or no longer, at the step acted upon."""

    code = "workflow.not-at-step"

    def __init__(self, *, step_id: str, marking: Marking) -> None:
        super().__init__(f"{step_id} not in {marking}")
        self.step_id = step_id
        self.marking = marking


class JoinWaiting(DomainError):
    """The step waits for work that is still on its way to it."""

    code = "workflow.join-waiting"

    def __init__(self, *, step_id: str, waiting_for: tuple[str, ...]) -> None:
        super().__init__(f"{step_id} waits for {waiting_for}")
        self.step_id = step_id
        self.waiting_for = waiting_for


def initial(process: Process) -> Marking:
    """Return the marking of a dossier just accepted: one token on the first step."""
    return (process.start,)


def fire(process: Process, marking: Marking, step_id: str, action_id: str) -> Marking:
    """Return the marking after an action; a join takes all its tokens, another step one.

    Raises UnknownStep, UnknownAction, NotAtStep, JoinWaiting.
    """
    step = process.step(step_id)
    action = step.action(action_id)
    if step_id not in marking:
        raise NotAtStep(step_id=step_id, marking=marking)
    if missing := waiting_for(process, marking, step_id):
        raise JoinWaiting(step_id=step_id, waiting_for=missing)

    left = list(marking)
    for _ in range(left.count(step_id) if step.joins else 1):
        left.remove(step_id)
    return tuple(sorted([*left, *action.targets]))


def ready(process: Process, marking: Marking) -> tuple[Step, ...]:
    """Return the steps able to act, each once, in the order of the process."""
    held = set(marking)
    return tuple(
        step for step in process.steps if step.id in held and not waiting_for(process, marking, step.id)
    )


def waiting_for(process: Process, marking: Marking, step_id: str) -> tuple[str, ...]:
    """Return the steps whose work a join must await; empty when it may act or is no join.

    Work on its way is a token on a step from which forward actions still lead to the join. Which
    branches were opened, and how many, therefore need not be remembered.
    """
    if not process.step(step_id).joins:
        return ()
    upstream = process.on_the_way_to(step_id)
    return tuple(dict.fromkeys(held for held in marking if held in upstream))
