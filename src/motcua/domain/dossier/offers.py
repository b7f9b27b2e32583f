"""What one person may do with one dossier now: the acts that a screen offers, the next lawful one first.

An offer is not a promise: `decide` has the last word. But nothing is offered that the stage, the rights or
the step's switches refuse, and what a step still demands is named beforehand.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from motcua.domain.access import Actor, ActorKind, Right, find_post
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.decide import applies, rights_of
from motcua.domain.dossier.decide.checks import drafts, places_of, signed_at_step, signs
from motcua.domain.dossier.decide.movement import fork_of, missing_for
from motcua.domain.dossier.state import DossierState
from motcua.domain.dossier.values import Draft, ItemKind, ResultKind, WorkItem
from motcua.domain.workflow import Action, ActionKind, Outcome, Process, Step

__all__ = ["NextAct", "Offer", "acts_for", "missing_for", "next_act"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One act on offer. `action` is a way out of the step; `missing` names what it still demands."""

    command: type[c.Command]
    item: int | None = None
    action: Action | None = None
    missing: tuple[str, ...] = ()
    primary: bool = False


COUNTER_ACTS: Final = (
    c.Accept,
    c.DeliverResult,
    c.Supplement,
    c.FinishOnSpot,
    c.ConfirmPayment,
    c.ReturnPapers,
    c.RefuseIntake,
    c.RequestWithdrawal,
    c.Close,
)
LEADER_ACTS: Final = (c.Extend, c.DecideWithdrawal, c.Stop, c.Resume)
SWITCHED: Final[tuple[tuple[type[c.Command], str], ...]] = (
    (c.Consult, "may_consult"),
    (c.RequestSupplement, "may_request_supplement"),
    (c.RequestPayment, "may_request_payment"),
    (c.SendBack, "may_return"),
)


def acts_for(
    state: DossierState, actor: Actor, process: Process | None, *, immediate: bool = False
) -> tuple[Offer, ...]:
    """Return what an actor may do now, the primary act first; `process` is None before acceptance.

    `immediate` tells that the procedure may be finished at the counter (R-A26).
    """
    found = [*_at_the_counter(state, actor, immediate=immediate)]
    if process is not None:
        for item in state.items:
            found += _on_item(state, actor, process, item)
    found += _for_leaders(state, actor)
    found += _for_everybody(state, actor)
    return _primary_first(found, state.draft)


def _may(state: DossierState, actor: Actor, command: type[c.Command], item: WorkItem | None = None) -> bool:
    if not applies(state, command):
        return False
    if actor.kind == ActorKind.SYSTEM:
        return True
    return find_post(actor, rights_of(state, command), places_of(state, item)) is not None


def _at_the_counter(state: DossierState, actor: Actor, *, immediate: bool) -> Iterator[Offer]:
    for command in COUNTER_ACTS:
        if command is c.FinishOnSpot and not immediate:
            continue
        if command is c.ConfirmPayment and not state.unpaid_vnd:
            continue
        if command is c.ReturnPapers and not state.ended:
            continue
        if command is c.Close and not _closable(state, actor):
            continue
        if _may(state, actor, command):
            missing = ("fees",) if command is c.DeliverResult and state.unpaid_vnd else ()
            yield Offer(command=command, missing=missing)
    if not state.accepted and _may(state, actor, c.RequestSupplement):
        yield Offer(command=c.RequestSupplement)


def _closable(state: DossierState, actor: Actor) -> bool:
    """Close is offered once a dossier was accepted; without a window for the answer, to leaders (R-A83)."""
    asked = state.open_round()
    if not state.accepted or asked is None:
        return False
    return asked.answer_by is not None or find_post(actor, (Right.LEADER,), places_of(state)) is not None


def _on_item(state: DossierState, actor: Actor, process: Process, item: WorkItem) -> Iterator[Offer]:
    step = process.step(item.step)
    yield from _on_tray(state, actor, process, item)
    if item.kind == ItemKind.CONSULTATION:
        if _may(state, actor, c.Answer, item):
            yield Offer(command=c.Answer, item=item.id)
        return
    if _may(state, actor, c.HandOver, item):
        yield from _ways_out(state, step, item)
    if _may(state, actor, c.WriteDraft, item):
        yield from _on_the_draft(state, process, item)
    for switched, switch in SWITCHED:
        lawful = getattr(step.switches, switch) and (switched is not c.SendBack or bool(item.from_step))
        if lawful and _may(state, actor, switched, item):
            yield Offer(command=switched, item=item.id)


def _on_tray(state: DossierState, actor: Actor, process: Process, item: WorkItem) -> Iterator[Offer]:
    if item.claimed_at is None and _may(state, actor, c.Claim, item):
        yield Offer(command=c.Claim, item=item.id)
    if _may(state, actor, c.Assign, item):
        yield Offer(command=c.Assign, item=item.id)
    if _recallable(state, process, item) and _may(state, actor, c.Recall, item):
        yield Offer(command=c.Recall, item=item.id)


def _recallable(state: DossierState, process: Process, item: WorkItem) -> bool:
    if item.kind != ItemKind.STEP or not item.from_step:
        return False
    fork = fork_of(state, item)
    untouched = len(fork) == item.sent_with and all(other.claimed_at is None for other in fork)
    return untouched and process.step(item.from_step).switches.may_recall


def _ways_out(state: DossierState, step: Step, item: WorkItem) -> Iterator[Offer]:
    for action in step.actions:
        if action.kind == ActionKind.RETURN:
            yield Offer(command=c.HandOver, item=item.id, action=action, missing=("note",))
        else:
            yield Offer(
                command=c.HandOver,
                item=item.id,
                action=action,
                missing=missing_for(step, action, state.draft),
            )


@dataclass(frozen=True, slots=True)
class NextAct:
    """The usual next thing at a step: its onward action, and what must be there before (see `missing_for`)."""

    action: Action | None
    missing: tuple[str, ...] = ()


def next_act(step: Step, draft: Draft | None) -> NextAct:
    """Return the usual next thing at a step: the first way onward, or the one that says what the draft says."""
    onward = [action for action in step.actions if action.kind != ActionKind.RETURN]
    if not onward:
        return NextAct(None)
    action = min(onward, key=lambda action: _disagrees(action, draft))
    return NextAct(action, missing_for(step, action, draft))


def _disagrees(action: Action | None, draft: Draft | None) -> bool:
    if action is None or action.outcome is None or draft is None:
        return False
    return (draft.kind == ResultKind.REFUSED) != (action.outcome == Outcome.REFUSE)


def _on_the_draft(state: DossierState, process: Process, item: WorkItem) -> Iterator[Offer]:
    step, draft = process.step(item.step), state.draft
    if drafts(step):
        yield Offer(command=c.WriteDraft, item=item.id)
        yield Offer(command=c.RecordVerification, item=item.id)
    if step.switches.must_sign and draft is not None and not signed_at_step(draft, step):
        yield Offer(command=c.Sign, item=item.id)
    if step.switches.must_number and draft is not None and _numberable(draft, process):
        yield Offer(command=c.NumberResult, item=item.id)


def _numberable(draft: Draft, process: Process) -> bool:
    return not draft.number and (draft.signed_at is not None or not signs(process))


def _for_leaders(state: DossierState, actor: Actor) -> Iterator[Offer]:
    for command in LEADER_ACTS:
        if command is c.Extend and (state.extension is not None or state.due_at is None):
            continue
        if _may(state, actor, command):
            yield Offer(command=command)


def _for_everybody(state: DossierState, actor: Actor) -> Iterator[Offer]:
    units = {post.unit_id for post in actor.posts}
    if state.papers_going_to in units and _may(state, actor, c.ReceivePapers):
        yield Offer(command=c.ReceivePapers)
    holder = next((item for item in state.items if _may(state, actor, c.Correct, item)), None)
    if holder is not None or _may(state, actor, c.Correct):
        yield Offer(command=c.Correct)
    for command in (c.AttachFiles, c.AddNote):
        if _may(state, actor, command):
            yield Offer(command=command)


PRIMARY_ORDER: Final = (
    c.Accept,
    c.FinishOnSpot,
    c.Answer,
    c.HandOver,
    c.Sign,
    c.NumberResult,
    c.WriteDraft,
    c.DeliverResult,
    c.ConfirmPayment,
    c.Supplement,
    c.DecideWithdrawal,
    c.Resume,
    c.ReturnPapers,
    c.Claim,
)


def _primary_first(found: list[Offer], draft: Draft | None) -> tuple[Offer, ...]:
    """The next lawful thing is the way out of one's own step once nothing is missing, else what is missing.

    Of several ways out, the one that says what the draft says.
    """
    best = min(
        (offer for offer in found if offer.command in PRIMARY_ORDER and _can_be_primary(offer)),
        key=lambda offer: (
            _blocked(offer),
            PRIMARY_ORDER.index(offer.command),
            _disagrees(offer.action, draft),
        ),
        default=None,
    )
    if best is None:
        return tuple(found)
    return (replace(best, primary=True), *(offer for offer in found if offer is not best))


def _can_be_primary(offer: Offer) -> bool:
    return offer.action is None or offer.action.kind != ActionKind.RETURN


def _blocked(offer: Offer) -> bool:
    """A note or an assignee is given in the same form; a draft, a signature or a number is not."""
    return bool(set(offer.missing) & {"draft", "signature", "number", "fees"})
