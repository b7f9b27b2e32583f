"""Decisions on the answer: draft, sign, number, deliver; and what goes on paper beside it."""

from dataclasses import fields

from motcua.domain.access import ActorKind, NotPermitted, Right, find_post
from motcua.domain.dossier import commands
from motcua.domain.dossier.context import Context
from motcua.domain.dossier.decide.checks import (
    drafts,
    places_of,
    reason_given,
    signed_at_step,
    signs,
    step_item_of,
)
from motcua.domain.dossier.events import (
    Change,
    CollectionChanged,
    Corrected,
    Drafted,
    Event,
    FilesAttached,
    Moves,
    NoteAdded,
    PapersReceived,
    PapersReturned,
    ResultDelivered,
    ResultNumbered,
    Signed,
    VerificationRecorded,
)
from motcua.domain.dossier.refusals import (
    DraftSaysOtherwise,
    FeesUnpaid,
    NoSuchPaper,
    NothingChanged,
    PapersNotComing,
    StepUnfinished,
    SwitchedOff,
    WrongStage,
)
from motcua.domain.dossier.state import DossierState
from motcua.domain.dossier.trays import end_all, process_of
from motcua.domain.dossier.values import Application, CollectBy, Delivery, Draft, ResultKind
from motcua.domain.workflow import END


def write_draft(state: DossierState, command: commands.WriteDraft, ctx: Context) -> tuple[Event, ...]:
    """Draft the answer; a new draft is unsigned and keeps the number already taken (R-B23: no gaps).

    Raises SwitchedOff at a step that does not draft, DraftSaysOtherwise when it neither grants nor refuses.
    """
    item = step_item_of(state, command.item)
    step = process_of(ctx).step(item.step)
    if not drafts(step):
        raise SwitchedOff(switch="must_attach_draft", step=step.id)
    if command.kind not in {ResultKind.GRANTED, ResultKind.REFUSED}:
        raise DraftSaysOtherwise(draft=command.kind, action=step.id)
    draft = Draft(
        kind=command.kind,
        summary=reason_given(command.summary, field="summary"),
        file=command.file,
        drafted_by=ctx.actor.account_id,
        number=state.draft.number if state.draft else "",
    )
    return (Drafted(item=item.id, draft=draft),)


def sign(state: DossierState, command: commands.Sign, ctx: Context) -> tuple[Event, ...]:
    """Sign the draft at a step that signs; the mandate is recorded (R-B22).

    Raises SwitchedOff at another step, StepUnfinished without a draft, NothingChanged when it is signed here.
    """
    item = step_item_of(state, command.item)
    step = process_of(ctx).step(item.step)
    if not step.switches.must_sign:
        raise SwitchedOff(switch="must_sign", step=step.id)
    if state.draft is None:
        raise StepUnfinished(missing="draft", step=step.id)
    if signed_at_step(state.draft, step):
        raise NothingChanged
    post = find_post(ctx.actor, (Right.HOLDER,), places_of(state, item))
    return (
        Signed(
            item=item.id,
            signed_by=ctx.actor.account_id,
            post=post.assignment_id if post else None,
            mandate=post.mandate_id if post else None,
        ),
    )


def number_result(state: DossierState, command: commands.NumberResult, ctx: Context) -> tuple[Event, ...]:
    """Number what is signed, once, at a step that numbers.

    Raises SwitchedOff at another step, StepUnfinished when it is not signed, NothingChanged when it has one.
    """
    item = step_item_of(state, command.item)
    if not process_of(ctx).step(item.step).switches.must_number:
        raise SwitchedOff(switch="must_number", step=item.step)
    if state.draft is None or (signs(process_of(ctx)) and state.draft.signed_at is None):
        raise StepUnfinished(missing="signature", step=item.step)
    if state.draft.number:
        raise NothingChanged
    return (ResultNumbered(item=item.id, number=ctx.numbers["result"]),)


def record_verification(
    state: DossierState, command: commands.RecordVerification, ctx: Context
) -> tuple[Event, ...]:
    """Enter the record of a verification (R-A32)."""
    item = step_item_of(state, command.item)
    return (
        VerificationRecorded(
            item=item.id,
            held_at=command.held_at,
            place=reason_given(command.place, field="place"),
            participants=reason_given(command.participants, field="participants"),
            findings=reason_given(command.findings, field="findings"),
        ),
    )


def deliver_result(state: DossierState, command: commands.DeliverResult, ctx: Context) -> tuple[Event, ...]:
    """Hand the result over. Raises FeesUnpaid, ReasonMissing when the receiver is not named.

    Applicants fetch electronic results by themselves; everything else is handed over at the counter.
    """
    if ctx.actor.kind is ActorKind.CITIZEN and not (
        command.method == state.application.collect_by == CollectBy.ELECTRONIC
    ):
        raise NotPermitted(action="DeliverResult")
    if state.unpaid_vnd:
        raise FeesUnpaid(amount_vnd=state.unpaid_vnd)
    delivery = Delivery(
        receiver=reason_given(command.receiver, field="receiver"),
        capacity=command.capacity,
        identity=command.identity.strip(),
        method=command.method,
        slip=command.slip.strip(),
        originals_returned=command.originals_returned,
    )
    return (ResultDelivered(delivery=delivery, moves=end_all(state)),)


def change_collection(
    state: DossierState, command: commands.ChangeCollection, ctx: Context
) -> tuple[Event, ...]:
    """Choose another way to get the result. Raises ReasonMissing for post without an address, NothingChanged."""
    address = reason_given(command.address, field="address") if command.collect_by == CollectBy.POST else ""
    if (command.collect_by, address) == (state.application.collect_by, state.application.collect_address):
        raise NothingChanged
    return (CollectionChanged(collect_by=command.collect_by, address=address),)


def return_papers(state: DossierState, command: commands.ReturnPapers, ctx: Context) -> tuple[Event, ...]:
    """Give the papers of an ended dossier back."""
    if not state.ended:
        raise WrongStage(command="ReturnPapers", stage=state.stage)
    return (
        PapersReturned(
            receiver=reason_given(command.receiver, field="receiver"),
            identity=command.identity.strip(),
            moves=Moves(marking=(END,)),
        ),
    )


def receive_papers(state: DossierState, command: commands.ReceivePapers, ctx: Context) -> tuple[Event, ...]:
    """Acknowledge the paper dossier in one's own unit. Raises PapersNotComing, NotPermitted."""
    if state.papers_going_to != command.unit_id:
        raise PapersNotComing
    by_itself = ctx.actor.kind == ActorKind.SYSTEM
    if not by_itself and all(post.unit_id != command.unit_id for post in ctx.actor.posts):
        raise NotPermitted(action="ReceivePapers")
    return (PapersReceived(unit_id=command.unit_id),)


def correct(state: DossierState, command: commands.Correct, ctx: Context) -> tuple[Event, ...]:
    """Correct what was typed; every changed field is kept with before and after. Raises NothingChanged."""
    changes = tuple(
        Change(field=f.name, before=before, after=after)
        for f in fields(Application)
        if (before := getattr(state.application, f.name)) != (after := getattr(command.application, f.name))
    )
    if not changes:
        raise NothingChanged
    return (Corrected(application=command.application, changes=changes, reason=reason_given(command.reason)),)


def attach_files(state: DossierState, command: commands.AttachFiles, ctx: Context) -> tuple[Event, ...]:
    """Attach scans to a paper; files already there are left out. Raises NoSuchPaper, NothingChanged."""
    paper = next((p for p in state.application.papers if p.id == command.paper), None)
    if paper is None:
        raise NoSuchPaper(paper=command.paper)
    new = tuple(f for f in command.files if f not in paper.files)
    if not new:
        raise NothingChanged
    return (FilesAttached(paper=paper.id, files=new),)


def add_note(state: DossierState, command: commands.AddNote, ctx: Context) -> tuple[Event, ...]:
    """Leave a note for colleagues."""
    return (NoteAdded(text=reason_given(command.text, field="text")),)
