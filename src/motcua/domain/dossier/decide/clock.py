"""Decisions that stop, move or end the clock: supplement, payment, extension, withdrawal, stop, close."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from motcua.domain.access import ActorKind, NotPermitted, Right, find_post
from motcua.domain.deadlines import Stop
from motcua.domain.dossier import commands
from motcua.domain.dossier.context import Context, local_day
from motcua.domain.dossier.decide.checks import (
    end_of_working_day,
    is_leader,
    places_of,
    reason_given,
    step_item_of,
    switched_on,
)
from motcua.domain.dossier.events import (
    Closed,
    Event,
    Extended,
    PaymentAsked,
    PaymentConfirmed,
    Resumed,
    Stopped,
    SupplementAsked,
    Supplemented,
    WithdrawalAsked,
    WithdrawalDecided,
)
from motcua.domain.dossier.refusals import (
    AlreadyExtended,
    AmountNotPositive,
    DateNotLater,
    NoSuchObligation,
    NothingAsked,
    TooManySupplements,
)
from motcua.domain.dossier.stages import Stage
from motcua.domain.dossier.state import DossierState
from motcua.domain.dossier.trays import end_all, new_due, pause_all, resume_all
from motcua.domain.dossier.values import Extension, Obligation, ObligationState, StopGround, SupplementRound


def request_supplement(
    state: DossierState, command: commands.RequestSupplement, ctx: Context
) -> tuple[Event, ...]:
    """Ask once for everything that is missing; after acceptance the clock stops (R-A33, R-A44).

    Raises TooManySupplements, SwitchedOff, ReasonMissing.
    """
    lines = tuple(line.strip() for line in command.lines if line.strip())
    reason_given(" ".join(lines), field="lines")
    if state.accepted:
        switched_on(ctx, step_item_of(state, command.item or 0), "may_request_supplement")
    _within_count(state, command, ctx)
    answer_by = end_of_working_day(ctx, command.answer_by) if command.answer_by else None
    if answer_by is not None and answer_by <= ctx.at:
        raise DateNotLater(given=local_day(answer_by), after=local_day(ctx.at))
    asked = SupplementRound(
        number=ctx.numbers["supplement"],
        asked_at=ctx.at,
        before_acceptance=not state.accepted,
        lines=lines,
        reason=reason_given(command.reason),
        answer_by=answer_by,
        legal_basis=command.legal_basis.strip(),
        late_notice=_is_late_notice(state, ctx),
        fields=command.fields,
        papers=command.papers,
    )
    moves = pause_all(state) if state.accepted else None
    return (SupplementAsked(round=asked, rule=ctx.regime.supplement_clock, moves=moves),)


def _within_count(state: DossierState, command: commands.RequestSupplement, ctx: Context) -> None:
    sector = ctx.terms.max_supplements if ctx.terms else None
    allowed = ctx.regime.max_supplements if sector is None else sector
    asked = sum(r.before_acceptance is not state.accepted for r in state.rounds)
    if allowed is None or asked < allowed:
        return
    if not (command.legal_basis.strip() and is_leader(state, ctx)):
        raise TooManySupplements(allowed=allowed)


def _is_late_notice(state: DossierState, ctx: Context) -> bool:
    limit = ctx.regime.return_notice_days
    if state.accepted_at is None or limit is None:
        return False
    return local_day(ctx.at) > ctx.calendar.add_working_days(local_day(state.accepted_at), limit)


def supplement(state: DossierState, command: commands.Supplement, ctx: Context) -> tuple[Event, ...]:
    """Take in what was asked for; the limit restarts or goes on (R-D15). Raises NothingAsked."""
    if state.open_round() is None:
        raise NothingAsked
    if not state.accepted:
        return (
            Supplemented(
                papers=command.papers, note=command.note.strip(), due_at=None, answers=command.answers
            ),
        )
    stops = ended_stops(state.stops, ctx.at)
    new = new_due(state, ctx, stops)
    return (
        Supplemented(
            papers=command.papers,
            note=command.note.strip(),
            due_at=new.due_at,
            original_due_at=new.original_due_at,
            moves=resume_all(state, ctx, stops),
            answers=command.answers,
        ),
    )


def request_payment(state: DossierState, command: commands.RequestPayment, ctx: Context) -> tuple[Event, ...]:
    """Ask for a financial obligation; the clock stands still until it is paid (stage 6, R-A47)."""
    switched_on(ctx, step_item_of(state, command.item), "may_request_payment")
    if command.amount_vnd <= 0:
        raise AmountNotPositive(amount_vnd=command.amount_vnd)
    obligation = Obligation(
        id=len(state.obligations) + 1,
        label=reason_given(command.label, field="label"),
        amount_vnd=command.amount_vnd,
        stops_clock=True,
    )
    return (PaymentAsked(obligation=obligation, reason=command.reason.strip(), moves=pause_all(state)),)


def confirm_payment(state: DossierState, command: commands.ConfirmPayment, ctx: Context) -> tuple[Event, ...]:
    """Record payments; when nothing that stops the clock is left unpaid, it goes on. Raises NoSuchObligation."""
    due = {o.id: o for o in state.obligations if o.state == ObligationState.DUE}
    reason_given(" ".join(map(str, command.obligations)), field="obligations")
    for number in command.obligations:
        if number not in due:
            raise NoSuchObligation(obligation=number)
    holding = [o for o in due.values() if o.stops_clock and o.id not in command.obligations]
    resumed = state.stage == Stage.PAYMENT_ASKED and not holding
    paid = PaymentConfirmed(
        obligations=command.obligations,
        method=reason_given(command.method, field="method"),
        receipt=command.receipt.strip() or ctx.numbers["fee_receipt"],
        resumed=resumed,
        due_at=None,
    )
    if not resumed:
        return (paid,)
    stops = ended_stops(state.stops, ctx.at)
    new, moves = new_due(state, ctx, stops), resume_all(state, ctx, stops)
    return (replace(paid, due_at=new.due_at, original_due_at=new.original_due_at, moves=moves),)


def extend(state: DossierState, command: commands.Extend, ctx: Context) -> tuple[Event, ...]:
    """Apologize and set the one new date, by the leader of the agency that is late (R-A39, R-A73).

    Raises AlreadyExtended, DateNotLater.
    """
    assert state.due_at is not None
    if state.extension is not None:
        raise AlreadyExtended(new_due_on=local_day(state.extension.new_due_at))
    old_day = local_day(state.due_at)
    after = max(old_day, local_day(ctx.at))
    if command.new_due_on <= after:
        raise DateNotLater(given=command.new_due_on, after=after)
    post = find_post(ctx.actor, (Right.LEADER,), places_of(state))
    extension = Extension(
        number=ctx.numbers["apology"],
        reason=reason_given(command.reason),
        given_at=ctx.at,
        old_due_at=state.due_at,
        new_due_at=end_of_working_day(ctx, command.new_due_on),
        signed_by=ctx.actor.account_id,
        agency_id=post.agency_id if post else None,
        late_notice=(old_day - local_day(ctx.at)).days < (ctx.regime.overdue_notice_lead_days or 0),
    )
    return (Extended(extension=extension),)


def request_withdrawal(
    state: DossierState, command: commands.RequestWithdrawal, ctx: Context
) -> tuple[Event, ...]:
    """Record the applicant's wish; the clock is left as it is until decided (R-A90)."""
    return (WithdrawalAsked(reason=reason_given(command.reason)),)


def decide_withdrawal(
    state: DossierState, command: commands.DecideWithdrawal, ctx: Context
) -> tuple[Event, ...]:
    """Grant the withdrawal, which ends the matter, or let it go on."""
    return (
        WithdrawalDecided(
            granted=command.granted,
            reason=reason_given(command.reason),
            number=ctx.numbers["stop"] if command.granted else "",
            moves=end_all(state) if command.granted else None,
        ),
    )


def stop(state: DossierState, command: commands.Stop, ctx: Context) -> tuple[Event, ...]:
    """Stop the clock by decision, also while payment is awaited; the applicant gets the notice with the reason."""
    return (
        Stopped(
            ground=StopGround.STOPPED,
            reason=reason_given(command.reason),
            number=ctx.numbers["stop"],
            moves=pause_all(state),
        ),
    )


def resume(state: DossierState, command: commands.Resume, ctx: Context) -> tuple[Event, ...]:
    """Go on after a stop; the due date moves by the time the clock stood still."""
    stops = ended_stops(state.stops, ctx.at)
    new = new_due(state, ctx, stops)
    return (
        Resumed(
            reason=reason_given(command.reason),
            due_at=new.due_at,
            original_due_at=new.original_due_at,
            moves=resume_all(state, ctx, stops),
        ),
    )


def close(state: DossierState, command: commands.Close, ctx: Context) -> tuple[Event, ...]:
    """Close what was not supplemented in its window (R-A83). Raises NothingAsked, DateNotLater, NotPermitted.

    Where no window was set a leader decides; by itself a dossier closes only where the regime says so.
    """
    asked = state.open_round()
    if asked is None:
        raise NothingAsked
    by_itself = ctx.actor.kind == ActorKind.SYSTEM
    if (asked.answer_by is None and not is_leader(state, ctx)) or (by_itself and not ctx.regime.auto_close):
        raise NotPermitted(action="Close")
    if asked.answer_by is not None and ctx.at <= asked.answer_by:
        raise DateNotLater(given=local_day(ctx.at), after=local_day(asked.answer_by))
    return (Closed(reason=reason_given(command.reason), number=ctx.numbers["stop"], moves=end_all(state)),)


def ended_stops(stops: Sequence[Stop], at: datetime) -> tuple[Stop, ...]:
    """Return the stops with the open one ended at an instant."""
    return tuple(replace(stop, until=at) if stop.until is None else stop for stop in stops)
