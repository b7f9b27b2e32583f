"""Questions every decision asks before it decides."""

from datetime import UTC, date, datetime

from motcua.domain.access import Places, Right, Tray, find_post
from motcua.domain.dossier.context import Context
from motcua.domain.dossier.refusals import NoSuchItem, NotAStep, ReasonMissing, SwitchedOff
from motcua.domain.dossier.state import DossierState
from motcua.domain.dossier.trays import process_of
from motcua.domain.dossier.values import Draft, ItemKind, WorkItem
from motcua.domain.workflow import Process, Step


def end_of_working_day(ctx: Context, on: date) -> datetime:
    """Return the end of office hours on a day, or on the next working day after a day off (R-D6, R-D14)."""
    return ctx.calendar.end_of_day(ctx.calendar.working_day_on_or_after(on)).astimezone(UTC)


def reason_given(text: str, *, field: str = "reason") -> str:
    """Return a reason without surrounding blanks. Raises ReasonMissing (R-A45)."""
    if not (stripped := text.strip()):
        raise ReasonMissing(field=field)
    return stripped


def item_of(state: DossierState, item_id: int) -> WorkItem:
    """Return an open item. Raises NoSuchItem."""
    item = state.item(item_id)
    if item is None:
        raise NoSuchItem(item=item_id)
    return item


def step_item_of(state: DossierState, item_id: int) -> WorkItem:
    """Return an open item that stands for a step. Raises NoSuchItem, NotAStep."""
    item = item_of(state, item_id)
    if item.kind != ItemKind.STEP:
        raise NotAStep(item=item_id)
    return item


def switched_on(ctx: Context, item: WorkItem, switch: str) -> Step:
    """Return the item's step if a may-switch is on. Raises SwitchedOff."""
    step = process_of(ctx).step(item.step)
    if not getattr(step.switches, switch):
        raise SwitchedOff(switch=switch, step=step.id)
    return step


def signs(process: Process) -> bool:
    """Tell whether the process has a step that signs."""
    return any(step.switches.must_sign for step in process.steps)


def signed_at_step(draft: Draft | None, step: Step) -> bool:
    """Tell whether a draft bears the signature of a step; an earlier signer's does not count for a later one."""
    return draft is not None and draft.signed_at is not None and draft.signed_step in {step.id, ""}


def drafts(step: Step) -> bool:
    """Tell whether the answer is written at a step: one that must attach it, or whose ways out say what it says."""
    return step.switches.must_attach_draft or any(action.outcome for action in step.actions)


def places_of(state: DossierState, item: WorkItem | None = None) -> Places:
    """Return the places of a dossier on which rights depend."""
    tray = None
    if item is not None:
        tray = Tray(
            unit_id=item.unit_id,
            agency_id=item.agency_id,
            role=item.role,
            assignee=item.assignee,
            sent_by=item.from_account,
            sent_from=item.from_unit,
        )
    return Places(
        receiving_unit=state.receiving_unit,
        receiving_agency=state.receiving_agency,
        competent_agency=state.competent_agency,
        units=state.units,
        agencies=state.agencies,
        holding_agencies=tuple(sorted({i.agency_id for i in state.items})),
        owners=state.owners,
        tray=tray,
    )


def is_leader(state: DossierState, ctx: Context) -> bool:
    """Tell whether the actor leads an agency answerable for the dossier."""
    return find_post(ctx.actor, (Right.LEADER,), places_of(state)) is not None
