"""Decide a command on a dossier: who may, at which stage, and what then has happened.

`decide` is pure. The table RULES is the whole answer to "what can be done when, and by whom".
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from motcua.domain.access import Post, Right, find_post, require
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.context import Context
from motcua.domain.dossier.decide import clock, fees, intake, movement, recount, result, succession
from motcua.domain.dossier.decide.checks import item_of, places_of
from motcua.domain.dossier.events import Event, Moves
from motcua.domain.dossier.refusals import AlreadyEnded, ClockStands, WrongStage
from motcua.domain.dossier.stages import FINAL, Stage
from motcua.domain.dossier.state import DossierState
from motcua.domain.dossier.values import WorkItem

__all__ = ["RULES", "Decision", "Rule", "applies", "decide", "numbers_needed", "rights_of"]

Decider = Callable[[DossierState, Any, Context], tuple[Event, ...]]

ANY = frozenset(Stage)
OPEN = frozenset(
    {
        Stage.ACCEPTED,
        Stage.PROCESSING,
        Stage.SUPPLEMENT_ASKED,
        Stage.PAYMENT_ASKED,
        Stage.WITHDRAWAL_ASKED,
        Stage.STOPPED,
    }
)
RUNNING = frozenset({Stage.ACCEPTED, Stage.PROCESSING})
AT_WORK = frozenset({Stage.PROCESSING})
BEFORE = frozenset({Stage.LODGED, Stage.SUPPLEMENT_ASKED})


@dataclass(frozen=True, slots=True)
class Rule:
    """When a command applies, who may give it, which numbers it takes, and who decides it.

    `works`: whoever does it to an item nobody has claimed has thereby taken the item up.
    """

    stages: frozenset[Stage]
    rights: tuple[Right, ...]
    decider: Decider
    numbers: tuple[str, ...] = ()
    after_end: bool = False
    works: bool = False


RULES: Final[dict[type[c.Command], Rule]] = {
    c.Accept: Rule(BEFORE, (Right.COUNTER,), intake.accept, ("code", "pin")),
    c.RefuseIntake: Rule(BEFORE, (Right.COUNTER,), intake.refuse_intake, ("refusal",)),
    c.FinishOnSpot: Rule(frozenset({Stage.ACCEPTED}), (Right.COUNTER,), intake.finish_on_spot, ("result",)),
    c.RequestSupplement: Rule(
        frozenset({Stage.LODGED, Stage.SUPPLEMENT_ASKED, Stage.PROCESSING}),
        (Right.HOLDER, Right.LEADER, Right.COUNTER),
        clock.request_supplement,
        ("supplement",),
        works=True,
    ),
    c.Supplement: Rule(
        frozenset({Stage.SUPPLEMENT_ASKED}), (Right.COUNTER, Right.APPLICANT), clock.supplement
    ),
    c.Claim: Rule(OPEN | {Stage.DONE}, (Right.HOLDER,), movement.claim, after_end=True),
    c.Assign: Rule(OPEN | {Stage.DONE}, (Right.HEAD, Right.HOLDER), movement.assign, after_end=True),
    c.HandOver: Rule(RUNNING, (Right.HOLDER,), movement.hand_over),
    c.SendBack: Rule(RUNNING, (Right.HOLDER,), movement.send_back),
    c.Recall: Rule(AT_WORK, (Right.SENDER, Right.SENDERS_HEAD), movement.recall),
    c.Consult: Rule(AT_WORK, (Right.HOLDER,), movement.consult, works=True),
    c.Answer: Rule(OPEN, (Right.HOLDER, Right.HEAD), movement.answer),
    c.LapseConsultation: Rule(OPEN, (Right.SENDER,), movement.lapse_consultation),
    c.RequestPayment: Rule(AT_WORK, (Right.HOLDER,), clock.request_payment, works=True),
    c.ConfirmPayment: Rule(
        OPEN | {Stage.LODGED, Stage.DONE},
        (Right.COUNTER,),
        clock.confirm_payment,
        ("fee_receipt",),
        after_end=True,
    ),
    c.Extend: Rule(RUNNING, (Right.LEADER,), clock.extend, ("apology",)),
    c.Recount: Rule(RUNNING | {Stage.WITHDRAWAL_ASKED}, (), recount.recount),  # Only by our own job.
    c.TakeOver: Rule(ANY - FINAL, (), succession.take_over, after_end=True),  # Only by our own job.
    c.RequestWithdrawal: Rule(
        frozenset({Stage.LODGED, Stage.ACCEPTED, Stage.PROCESSING, Stage.SUPPLEMENT_ASKED}),
        (Right.COUNTER, Right.APPLICANT),
        clock.request_withdrawal,
    ),
    c.ChangeCollection: Rule(
        OPEN | {Stage.LODGED, Stage.DONE},
        (Right.APPLICANT,),  # Officers correct the application.
        result.change_collection,
        after_end=True,
    ),
    c.DecideWithdrawal: Rule(
        frozenset({Stage.WITHDRAWAL_ASKED}), (Right.LEADER,), clock.decide_withdrawal, ("stop",)
    ),
    c.Stop: Rule(AT_WORK | {Stage.PAYMENT_ASKED}, (Right.LEADER,), clock.stop, ("stop",)),
    c.Resume: Rule(frozenset({Stage.STOPPED}), (Right.LEADER,), clock.resume),
    c.Close: Rule(frozenset({Stage.SUPPLEMENT_ASKED}), (Right.COUNTER, Right.LEADER), clock.close, ("stop",)),
    c.WriteDraft: Rule(AT_WORK, (Right.HOLDER,), result.write_draft, works=True),
    c.Sign: Rule(AT_WORK, (Right.HOLDER,), result.sign, works=True),
    c.NumberResult: Rule(AT_WORK, (Right.HOLDER,), result.number_result, ("result",), works=True),
    c.RecordVerification: Rule(AT_WORK, (Right.HOLDER,), result.record_verification, works=True),
    c.DeliverResult: Rule(
        frozenset({Stage.DONE}), (Right.COUNTER, Right.APPLICANT), result.deliver_result, after_end=True
    ),
    c.ReturnPapers: Rule(frozenset({Stage.STOPPED}), (Right.COUNTER,), result.return_papers, after_end=True),
    c.ReceivePapers: Rule(ANY, (Right.TAKES_PART,), result.receive_papers, after_end=True),
    c.Correct: Rule(ANY, (Right.COUNTER, Right.HOLDER), result.correct, after_end=True),
    c.AttachFiles: Rule(ANY, (Right.COUNTER, Right.TAKES_PART), result.attach_files, after_end=True),
    c.AddNote: Rule(ANY, (Right.TAKES_PART,), result.add_note, after_end=True),
}


@dataclass(frozen=True, slots=True)
class Decision:
    """What a command leads to, and the post that allowed it (None for our own timers)."""

    events: tuple[Event, ...]
    post: Post | None


def decide(state: DossierState | None, command: c.Command, ctx: Context) -> Decision:
    """Decide one command. Raises a DomainError when a rule says no.

    NoSuchItem comes first, for rights depend on where an item lies; then NotPermitted, then all others.
    """
    if state is None:
        return _begin(command, ctx)
    if isinstance(command, c.Lodge):
        raise WrongStage(command="Lodge", stage=state.stage)
    rule, rights = RULES[type(command)], rights_of(state, type(command))
    item = _item_for(state, command, rights, ctx)
    post = require(ctx.actor, type(command).__name__, rights, places_of(state, item))
    _require_applies(state, command, rule)
    events = rule.decider(state, command, ctx)
    if rule.works and item is not None and item.claimed_at is None and _holds(state, item, ctx):
        events = (_taking_up(events[0], item), *events[1:])
    return Decision(events, post)


def _begin(command: c.Command, ctx: Context) -> Decision:
    if not isinstance(command, c.Lodge):
        raise WrongStage(command=type(command).__name__, stage=0)
    post = require(ctx.actor, "Lodge", (Right.COUNTER, Right.APPLICANT), intake.places_of_lodging(command))
    return Decision(intake.lodge(command, ctx), post)


def _item_for(
    state: DossierState, command: c.Command, rights: tuple[Right, ...], ctx: Context
) -> WorkItem | None:
    """Return the item a command names; for an act on the whole dossier, the one its holder holds."""
    item_id: int | None = getattr(command, "item", None)
    if item_id is not None:
        return item_of(state, item_id)
    if Right.HOLDER not in rights:
        return None
    return next((item for item in state.items if _holds(state, item, ctx)), None)


def _holds(state: DossierState, item: WorkItem, ctx: Context) -> bool:
    return find_post(ctx.actor, (Right.HOLDER,), places_of(state, item)) is not None


def _taking_up(event: Event, item: WorkItem) -> Event:
    return replace(event, moves=replace(event.moves or Moves(), taken=(item.id,)))


def rights_of(state: DossierState, command_type: type[c.Command]) -> tuple[Right, ...]:
    """Return who may give a command to this dossier.

    Before acceptance the counter alone acts; after it, the counter no longer asks for papers itself.
    """
    if command_type is c.RequestSupplement:
        return (Right.HOLDER, Right.LEADER) if state.accepted else (Right.COUNTER,)
    if command_type is c.DecideWithdrawal and not state.accepted:
        return (Right.COUNTER,)
    return RULES[command_type].rights


def _require_applies(state: DossierState, command: c.Command, rule: Rule) -> None:
    if state.ended and not rule.after_end:
        raise AlreadyEnded(result=state.result.value if state.result else "not-accepted")
    if _fits(state, type(command)):
        return
    if state.paused and isinstance(command, c.HandOver | c.SendBack | c.Extend | c.Recount):
        raise ClockStands(ground=state.stops[-1].ground)
    raise WrongStage(command=type(command).__name__, stage=state.stage)


def _fits(state: DossierState, command_type: type[c.Command]) -> bool:
    if command_type in {c.Accept, c.RefuseIntake} and state.accepted:
        return False
    if command_type is c.RequestSupplement and state.open_round() is not None:
        return False
    return state.stage in RULES[command_type].stages


def numbers_needed(state: DossierState | None, command: c.Command) -> tuple[str, ...]:
    """Return the kinds of numbers a command takes, for the shell to take in the same transaction.

    A receipt is numbered when money is taken and the officer named none (R-H12, R-H14).
    """
    if isinstance(command, c.DecideWithdrawal) and not command.granted:
        return ()
    if isinstance(command, c.ConfirmPayment) and command.receipt.strip():
        return ()
    if state and isinstance(command, c.Accept) and fees.receipt_missing(state, command.fees):
        return (*RULES[c.Accept].numbers, "fee_receipt")
    rule = RULES.get(type(command))
    return rule.numbers if rule else ()


def applies(state: DossierState, command_type: type[c.Command]) -> bool:
    """Tell whether a command applies at this stage at all, whoever asks; screens use it to show buttons."""
    if state.ended and not RULES[command_type].after_end:
        return False
    return _fits(state, command_type)
