"""Decisions that move a dossier between trays: claim, assign, hand over, send back, recall, consult."""

from collections.abc import Collection
from dataclasses import replace

from motcua.domain.deadlines import Stop, StopRule
from motcua.domain.dossier.commands import (
    Answer,
    Assign,
    Claim,
    Consult,
    HandOver,
    LapseConsultation,
    Recall,
    SendBack,
)
from motcua.domain.dossier.context import Context, local_day
from motcua.domain.dossier.decide.checks import (
    end_of_working_day,
    item_of,
    reason_given,
    signed_at_step,
    signs,
    step_item_of,
    switched_on,
)
from motcua.domain.dossier.events import (
    Answered,
    Assigned,
    Claimed,
    ConsultationLapsed,
    Consulted,
    Event,
    HandedOver,
    Moves,
    Recalled,
    ResultIssued,
    SentBack,
)
from motcua.domain.dossier.refusals import (
    ConsultationOpen,
    ConsultationStillRuns,
    DateNotLater,
    DraftSaysOtherwise,
    NotAStep,
    NotRecallable,
    NoWayBack,
    StepUnfinished,
    SwitchedOff,
)
from motcua.domain.dossier.stages import Stage
from motcua.domain.dossier.state import DossierState
from motcua.domain.dossier.trays import Sender, move, new_due, process_of
from motcua.domain.dossier.values import Consultation, Draft, ItemKind, ResultKind, StopGround, WorkItem
from motcua.domain.workflow import END, Action, ActionKind, Outcome, Step, engine


def claim(state: DossierState, command: Claim, ctx: Context) -> tuple[Event, ...]:
    """Take an item up; it is then the claimer's own."""
    item = item_of(state, command.item)
    return (Claimed(item=item.id),)


def assign(state: DossierState, command: Assign, ctx: Context) -> tuple[Event, ...]:
    """Give an item to an officer of its unit."""
    item = item_of(state, command.item)
    return (Assigned(item=item.id, assignee=command.assignee, note=command.note.strip()),)


def hand_over(state: DossierState, command: HandOver, ctx: Context) -> tuple[Event, ...]:
    """Finish a step and send the dossier on; reaching the return desk issues the result (R-A27, R-A40)."""
    item = step_item_of(state, command.item)
    step = process_of(ctx).step(item.step)
    action = step.action(command.action)
    back = action.kind == ActionKind.RETURN
    lapsed: tuple[ConsultationLapsed, ...] = ()
    if back:
        reason_given(command.note, field="note")
    else:
        _finished(state, step, action, command)
        _agrees(state, action)
        lapsed = _lapse_silent(state, item, ctx)
    marking = engine.fire(process_of(ctx), state.marking, item.step, action.id)
    sender = Sender(
        step=item.step,
        unit=item.unit_id,
        account=ctx.actor.account_id,
        assignee=command.assignee if takes_assignee(action) else None,
        to_same_hands=True,
    )
    moves = move(state, ctx, closed=(item.id,), marking=marking, sender=sender)
    handed = HandedOver(
        item=item.id,
        step=item.step,
        action=action.id,
        note=command.note.strip(),
        stage=Stage.PROCESSING,
        papers_to=_papers_to(state, moves),
        back=back,
        moves=moves,
    )
    handed = _without_excluded(handed, state, step, item, ctx)
    return (*lapsed, handed, *_issue(state, action, handed, {event.item for event in lapsed}, ctx))


def needs_draft(step: Step, action: Action) -> bool:
    """Tell whether a way out wants the draft: those that carry an outcome, or all where none does."""
    speaks = action.outcome is not None or not any(other.outcome for other in step.actions)
    return step.switches.must_attach_draft and speaks


def takes_assignee(action: Action) -> bool:
    """Tell whether the sender may name the receiver: units of a fork name theirs themselves (R-A36)."""
    return len(action.targets) == 1


def missing_for(step: Step, action: Action, draft: Draft | None) -> tuple[str, ...]:
    """Return what a step still demands before an onward action, in the order in which it is supplied."""
    demands = (
        ("draft", needs_draft(step, action), draft is not None),
        ("signature", step.switches.must_sign, signed_at_step(draft, step)),
        ("number", step.switches.must_number, draft is not None and bool(draft.number)),
        ("assignee", step.switches.must_assign and takes_assignee(action), False),
        ("note", step.switches.must_note, False),
    )
    return tuple(name for name, demanded, done in demands if demanded and not done)


def _finished(state: DossierState, step: Step, action: Action, command: HandOver) -> None:
    given = {"assignee": command.assignee is not None, "note": bool(command.note.strip())}
    for missing in missing_for(step, action, state.draft):
        if not given.get(missing):
            raise StepUnfinished(missing=missing, step=step.id)


def _agrees(state: DossierState, action: Action) -> None:
    if state.draft is None or action.outcome is None:
        return
    refuses = state.draft.kind == ResultKind.REFUSED
    if refuses != (action.outcome == Outcome.REFUSE):
        raise DraftSaysOtherwise(draft=state.draft.kind, action=action.id)


def _lapse_silent(state: DossierState, item: WorkItem, ctx: Context) -> tuple[ConsultationLapsed, ...]:
    """Silence blocks until the deadline and no longer (R-A34). Raises ConsultationOpen.

    A question that does not block stays open until its own deadline.
    """
    waiting = [c for c in state.consultations if c.asked_by_step == item.step and c.answered_at is None]
    for consultation in waiting:
        if consultation.blocking and ctx.at <= consultation.due_at:
            raise ConsultationOpen(due_on=local_day(consultation.due_at))
    silent = [consultation.item for consultation in waiting if ctx.at > consultation.due_at]
    return tuple(ConsultationLapsed(item=number, moves=Moves(closed=(number,))) for number in silent)


def _papers_to(state: DossierState, moves: Moves) -> int | None:
    """Papers stay where somebody goes on working with them, else they travel with the first new tray (R-S8)."""
    papers = state.papers_going_to or state.papers_at
    if papers is None:  # Nothing on paper: nobody waits for a folder.
        return None
    working = {item.unit_id for item in state.step_items() if item.id not in moves.closed}
    working |= {item.unit_id for item in moves.opened}
    return None if papers in working or not moves.opened else moves.opened[0].unit_id


def _without_excluded(
    handed: HandedOver, state: DossierState, step: Step, item: WorkItem, ctx: Context
) -> HandedOver:
    """Leave the time at a step out of the limit where sector law says so (R-A84)."""
    if not step.excluded_from_limit:
        return handed
    spent = Stop(since=item.opened_at, until=ctx.at, rule=StopRule.CONTINUE, ground=StopGround.EXCLUDED)
    new = new_due(state, ctx, (*state.stops, spent))
    return replace(handed, excluded=spent, due_at=new.due_at, original_due_at=new.original_due_at)


def _issue(
    state: DossierState, action: Action, handed: HandedOver, lapsed: Collection[int], ctx: Context
) -> tuple[Event, ...]:
    """A dossier that reaches the return desk, or the end, has its result (R-A90: stage 9).

    Where the process signs, no draft leaves unsigned. Questions still open are asked no longer.
    """
    assert handed.moves is not None
    process = process_of(ctx)
    arrived = any(process.step(opened.step).stage >= Stage.DONE for opened in handed.moves.opened)
    if not arrived and handed.moves.marking != (END,):
        return ()
    draft = state.draft
    if draft is not None and draft.signed_at is None and signs(process_of(ctx)):
        raise StepUnfinished(missing="signature", step=handed.step)
    refused = action.outcome == Outcome.REFUSE
    unanswered = tuple(i.id for i in state.items if i.kind == ItemKind.CONSULTATION and i.id not in lapsed)
    return (
        ResultIssued(
            kind=draft.kind if draft else ResultKind.REFUSED if refused else ResultKind.GRANTED,
            number=draft.number if draft else "",
            summary=draft.summary if draft else handed.note,
            on_spot=False,
            file=draft.file if draft else "",
            moves=Moves(closed=unanswered) if unanswered else None,
        ),
    )


def send_back(state: DossierState, command: SendBack, ctx: Context) -> tuple[Event, ...]:
    """Return to whoever sent it. Raises NoWayBack when nobody did, SwitchedOff, ReasonMissing."""
    item = step_item_of(state, command.item)
    switched_on(ctx, item, "may_return")
    if not item.from_step:
        raise NoWayBack
    moves = _backwards(state, (item,), item, ctx)
    return (
        SentBack(
            item=item.id,
            step=item.step,
            to_step=item.from_step,
            reason=reason_given(command.reason),
            papers_to=_papers_to(state, moves),
            moves=moves,
        ),
    )


def recall(state: DossierState, command: Recall, ctx: Context) -> tuple[Event, ...]:
    """Take back what was sent, with all its siblings of one fork, while no receiver has begun.

    Raises NotRecallable, NoWayBack, SwitchedOff.
    """
    item = step_item_of(state, command.item)
    if not item.from_step:
        raise NoWayBack
    if not process_of(ctx).step(item.from_step).switches.may_recall:
        raise SwitchedOff(switch="may_recall", step=item.from_step)
    siblings = fork_of(state, item)
    if len(siblings) < item.sent_with or any(other.claimed_at is not None for other in siblings):
        raise NotRecallable
    moves = _backwards(state, siblings, item, ctx)
    return (
        Recalled(
            item=item.id,
            step=item.step,
            to_step=item.from_step,
            reason=command.reason.strip(),
            papers_to=_papers_to(state, moves),
            moves=moves,
        ),
    )


def fork_of(state: DossierState, item: WorkItem) -> tuple[WorkItem, ...]:
    """Return the items still open of those sent together with an item, itself among them."""
    return tuple(other for other in state.step_items() if other.sent_seq == item.sent_seq)


def _backwards(state: DossierState, items: tuple[WorkItem, ...], item: WorkItem, ctx: Context) -> Moves:
    marking = list(state.marking)
    for leaving in items:
        marking.remove(leaving.step)
    marking.append(item.from_step)
    sender = Sender(
        unit=item.unit_id,
        account=ctx.actor.account_id,
        assignee=item.from_account,
        returned_to=item.from_unit,
    )
    closed = tuple(leaving.id for leaving in items)
    return move(state, ctx, closed=closed, marking=tuple(sorted(marking)), sender=sender)


def consult(state: DossierState, command: Consult, ctx: Context) -> tuple[Event, ...]:
    """Ask another unit; the answer is due at the end of the named working day. Raises DateNotLater."""
    item = step_item_of(state, command.item)
    switched_on(ctx, item, "may_consult")
    question = reason_given(command.question, field="question")
    today = local_day(ctx.at)
    if command.due_on <= today:
        raise DateNotLater(given=command.due_on, after=today)
    due_at = end_of_working_day(ctx, command.due_on)
    opened = WorkItem(
        id=state.last_item + 1,
        kind=ItemKind.CONSULTATION,
        step=item.step,
        unit_id=command.unit_id,
        agency_id=command.agency_id,
        role=command.role,
        opened_at=ctx.at,
        due_at=due_at,
        sent_seq=state.version + 1,
        from_step=item.step,
        from_unit=item.unit_id,
        from_account=ctx.actor.account_id,
    )
    asked = Consultation(
        item=opened.id,
        asked_by_step=item.step,
        unit_id=command.unit_id,
        agency_id=command.agency_id,
        question=question,
        asked_at=ctx.at,
        due_at=due_at,
        blocking=command.blocking,
    )
    return (Consulted(consultation=asked, moves=Moves(opened=(opened,))),)


def answer(state: DossierState, command: Answer, ctx: Context) -> tuple[Event, ...]:
    """Answer a consultation. Raises NotAStep when the item is none."""
    item = item_of(state, command.item)
    if item.kind != ItemKind.CONSULTATION:
        raise NotAStep(item=item.id)
    opinion = reason_given(command.opinion, field="opinion")
    return (Answered(item=item.id, opinion=opinion, agrees=command.agrees, moves=Moves(closed=(item.id,))),)


def lapse_consultation(state: DossierState, command: LapseConsultation, ctx: Context) -> tuple[Event, ...]:
    """Record silence once the deadline has passed. Raises ConsultationStillRuns."""
    item = item_of(state, command.item)
    if item.kind != ItemKind.CONSULTATION:
        raise NotAStep(item=item.id)
    assert item.due_at is not None
    if ctx.at <= item.due_at:
        raise ConsultationStillRuns(due_on=local_day(item.due_at))
    return (ConsultationLapsed(item=item.id, moves=Moves(closed=(item.id,))),)
