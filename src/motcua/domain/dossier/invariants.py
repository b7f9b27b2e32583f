"""What is true of every dossier, whatever has happened to it. Checked by tests and by the audit."""

from collections import Counter
from collections.abc import Iterator

from motcua.domain.dossier.evolve import open_steps
from motcua.domain.dossier.stages import PAUSED, Stage
from motcua.domain.dossier.state import DossierState
from motcua.domain.workflow import END


def broken(state: DossierState) -> tuple[str, ...]:
    """Return the names of the invariants a state breaks; empty for every state the rules can reach."""
    return tuple(_broken(state))


def _broken(state: DossierState) -> Iterator[str]:
    if bool(state.code) != state.accepted:
        yield "a code exactly when accepted"
    yield from _clock(state)
    yield from _trays(state)
    if len({item.id for item in state.items}) != len(state.items):
        yield "item numbers are unique"
    if state.draft is not None and state.draft.signed_at is not None and not state.accepted:
        yield "nothing is signed before acceptance"
    if state.stage == Stage.RETURNED and (state.returned_at is None or state.result is None):
        yield "what is returned has ended"


def _clock(state: DossierState) -> Iterator[str]:
    open_stops = sum(stop.until is None for stop in state.stops)
    if open_stops > 1:
        yield "at most one stop is open"
    standing = state.accepted and not state.ended
    if standing and state.stage in PAUSED and not open_stops:
        yield "a paused dossier has an open stop"
    if standing and state.stage not in PAUSED | {Stage.WITHDRAWAL_ASKED} and open_stops:
        yield "a running dossier has no open stop"
    if standing and (state.due_at is None) != bool(open_stops):
        yield "a due time exactly while the clock runs"
    if state.due_at is not None and state.accepted_at is not None and state.due_at < state.accepted_at:
        yield "due after acceptance"
    if state.due_at is not None and (state.original_due_at is None or state.due_at < state.original_due_at):
        yield "a re-appointment is never earlier than the first promise"
    if state.ended and open_stops:
        yield "an ended dossier has no open stop"


def _trays(state: DossierState) -> Iterator[str]:
    finished = state.stage in {Stage.RETURNED, Stage.NOT_ACCEPTED} or (
        state.stage == Stage.STOPPED and state.ended
    )
    if finished and state.items:
        yield "no tray of an ended dossier is open"
    if state.accepted and not state.ended and not state.step_items():
        yield "somebody always holds a running dossier"
    if Counter(open_steps(state)) - Counter(state.marking):
        yield "trays stand where the tokens are"
    if state.stage == Stage.DONE and state.marking != (END,) and not state.step_items():
        yield "a result waits at the return desk"
