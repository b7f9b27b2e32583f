"""Incidents that officers report to the office of the province (R-S17), and what visitors say of a page."""

from enum import StrEnum
from typing import Final

from motcua.domain.access import Actor, NotPermitted
from motcua.domain.errors import DomainError

LONGEST_REMARK: Final = 500
SOLVERS: Final = frozenset({"province_admin", "office_head"})
"""Who receives incidents: the office of the province and those who run the system for it."""


class IncidentKind(StrEnum):
    """What does not work."""

    ERROR = "error"
    SLOW = "slow"
    DATA = "data"
    SECURITY = "security"
    OTHER = "other"


class IncidentState(StrEnum):
    """Where an incident stands."""

    OPEN = "open"
    WORKING = "working"
    SOLVED = "solved"


NEXT: Final[dict[IncidentState, frozenset[IncidentState]]] = {
    IncidentState.OPEN: frozenset(IncidentState),
    IncidentState.WORKING: frozenset({IncidentState.WORKING, IncidentState.SOLVED}),
    IncidentState.SOLVED: frozenset({IncidentState.OPEN}),
}
"""States that may follow; a solved one is opened again when it comes back."""


class IncidentWayClosed(DomainError):
    """An incident does not go from its state to that one."""

    code = "feedback.incident-way-closed"


def solves(actor: Actor) -> bool:
    """Tell whether an officer receives everybody's incidents."""
    return actor.has_role(*SOLVERS)


def require_note(actor: Actor, *, reporter: int, before: IncidentState, after: IncidentState) -> None:
    """Let those who solve move an incident on, and its reporter add a word or open it again.

    Raises NotPermitted, IncidentWayClosed.
    """
    if not solves(actor):
        if actor.account_id != reporter:
            raise NotPermitted(action="note_incident")
        if after not in {before, IncidentState.OPEN}:
            raise NotPermitted(action="solve_incident")
        if after is before:
            return
    if after not in NEXT[before]:
        raise IncidentWayClosed
