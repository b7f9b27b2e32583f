"""What follows a dossier's events: timers, set in the transaction of the act that makes them necessary."""

from datetime import datetime

from motcua.apps.dossiers import jobs, lawbook, succession, timers
from motcua.apps.dossiers.events import DossierMoved, RecountOrdered
from motcua.apps.organization.events import AgenciesSucceeded
from motcua.apps.organization.reform import operations as reforms
from motcua.apps.organization.reform.queries import ways_of
from motcua.domain.access import Actor
from motcua.domain.dossier.events import Consulted, SupplementAsked


def begin_recount(event: RecountOrdered, *, actor: Actor, at: datetime) -> None:
    """Have the worker carry an order out, dossier by dossier."""
    jobs.enqueue_recount(event.order_id)


def pass_dossiers_on(event: AgenciesSucceeded, *, actor: Actor, at: datetime) -> None:
    """Have the worker pass dossiers to the successors, and tell how many there are."""
    lawbook.forget()
    ways = ways_of(event.reform_id)
    succession.require_fresh_codes(ways)
    waiting = len(succession.waiting(ways))
    reforms.note_dossiers(reform_id=event.reform_id, dossiers=waiting, actor=actor, at=at)
    jobs.enqueue_passing(event.reform_id)


def set_timers(event: DossierMoved, *, actor: Actor, at: datetime) -> None:
    """Wake up when a consultation or the window to supplement ends."""
    happened = event.entry.event
    if isinstance(happened, Consulted):
        asked = happened.consultation
        jobs.enqueue_lapse(event.state.id, asked.item, after=asked.due_at)
    elif isinstance(happened, SupplementAsked):
        window = timers.closes_at(event.state)
        if window is not None:
            jobs.enqueue_close(event.state.id, after=window)
