"""Counting due times again after the calendar has changed: only ever by explicit order (R-D18)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from motcua.domain.dossier import commands
from motcua.domain.dossier.context import Context, local_day
from motcua.domain.dossier.decide.checks import end_of_working_day, reason_given
from motcua.domain.dossier.events import Event, Moves, Recounted
from motcua.domain.dossier.refusals import ClockStands, DueUnchanged, WrongStage
from motcua.domain.dossier.state import DossierState
from motcua.domain.dossier.trays import NewDue, first_due, item_due, new_due
from motcua.domain.dossier.values import WorkItem


def recount(state: DossierState, command: commands.Recount, ctx: Context) -> tuple[Event, ...]:
    """Set the due times that the calendar gives now; a clock that stands is counted when it goes on.

    Raises ClockStands, DueUnchanged, ReasonMissing, WrongStage.
    """
    if not state.accepted:
        raise WrongStage(command="Recount", stage=state.stage)
    if state.due_at is None:
        raise ClockStands(ground=state.stops[-1].ground)
    new, dues = due_now(state, ctx), item_dues_now(state, ctx)
    if new.due_at == state.due_at and not dues:
        raise DueUnchanged(due_on=local_day(state.due_at))
    return (
        Recounted(
            order=command.order,
            ordered_by=command.ordered_by,
            decision=reason_given(command.decision, field="decision"),
            reason=reason_given(command.reason),
            was_due_at=state.due_at,
            due_at=new.due_at,
            original_due_at=new.original_due_at,
            moves=Moves(dues=dues) if dues else None,
        ),
    )


def due_now(state: DossierState, ctx: Context) -> NewDue:
    """Return when a running dossier is due by the context's calendar.

    A re-appointment stays where it was promised, or moves to the next working day (R-A46, R-D6).
    """
    new = new_due(state, ctx, state.stops)
    if new.original_due_at is None or ctx.calendar.is_working_day(local_day(new.due_at)):
        return new
    return replace(new, due_at=end_of_working_day(ctx, local_day(new.due_at)))


def item_dues_now(state: DossierState, ctx: Context) -> Mapping[str, datetime]:
    """Return the new due times of the steps whose due time changes, by number of the item."""
    running = [(item, item.due_at) for item in state.step_items() if item.due_at is not None]
    counted = [(str(item.id), before, _counted(item, state, ctx)) for item, before in running]
    return {number: after for number, before, after in counted if after != before}


def _counted(item: WorkItem, state: DossierState, ctx: Context) -> datetime:
    """The tray of the counter has no time of its own: its papers leave by the transfer rule (R-A28)."""
    counted = item_due(item, ctx, state.stops)
    return first_due(replace(ctx, at=item.opened_at)) if counted is None else counted
