"""Decisions at the counter: lodge, accept, refuse to receive, finish on the spot."""

from datetime import datetime

from motcua.domain import deadlines
from motcua.domain.access import NotPermitted, Places
from motcua.domain.dossier.commands import Accept, FinishOnSpot, Lodge, RefuseIntake
from motcua.domain.dossier.context import Context, Terms
from motcua.domain.dossier.decide import fees
from motcua.domain.dossier.decide.checks import reason_given
from motcua.domain.dossier.events import Accepted, Event, IntakeRefused, Lodged, Moves, ResultIssued
from motcua.domain.dossier.refusals import NotImmediate, PapersMissing
from motcua.domain.dossier.state import DossierState
from motcua.domain.dossier.trays import first_due, place_of, process_of
from motcua.domain.dossier.values import Channel, ItemKind, ResultKind, WorkItem
from motcua.domain.workflow import END, engine


def _terms(ctx: Context) -> Terms:
    assert ctx.terms is not None
    return ctx.terms


def places_of_lodging(command: Lodge) -> Places:
    """Return the places of a dossier that does not exist yet."""
    return Places(
        receiving_unit=command.receiving_unit,
        receiving_agency=command.receiving_agency,
        competent_agency=command.competent_agency,
        units=(command.receiving_unit,),
        owners=frozenset({command.owner} if command.owner else ()),
    )


def lodge(command: Lodge, ctx: Context) -> tuple[Event, ...]:
    """Register an application as it came in; the true time is kept (R-D10, R-H6).

    Fees may be asked already and are paid afterwards, never with the filing itself. Raises NotPermitted when an account
    files in another way than online.
    """
    if (command.owner and command.channel != Channel.ONLINE) or any(fee.paid for fee in command.fees):
        raise NotPermitted(action="Lodge")
    return (
        Lodged(
            id=command.id,
            procedure=command.procedure,
            procedure_version=_terms(ctx).procedure_version,
            case=command.case,
            regime=ctx.regime.code,
            channel=command.channel,
            assisted=command.assisted,
            receiving_unit=command.receiving_unit,
            receiving_agency=command.receiving_agency,
            competent_agency=command.competent_agency,
            application=command.application,
            lodged_at=command.lodged_at,
            slip=command.slip,
            owner=command.owner,
            obligations=fees.first_obligations(command.fees),
        ),
    )


def accept(state: DossierState, command: Accept, ctx: Context) -> tuple[Event, ...]:
    """Accept: code, due date, fees, and the papers in the counter's own tray. Raises PapersMissing."""
    if missing := tuple(paper.name for paper in state.application.papers if not paper.received):
        raise PapersMissing(names=missing)
    terms = _terms(ctx)
    receipt = ctx.numbers["fee_receipt"] if fees.receipt_missing(state, command.fees) else ""
    return (
        Accepted(
            code=ctx.numbers["code"],
            pin=ctx.numbers["pin"],
            regime=ctx.regime.code,
            procedure_version=terms.procedure_version,
            process_version=terms.process_version,
            allowance=terms.allowance,
            day_mode=terms.day_mode,
            cutoff=terms.cutoff.isoformat("minutes") if terms.cutoff else "",
            due_at=promised_date(ctx),
            obligations=fees.obligations_after(state, command.fees, receipt=receipt),
            moves=_counter_tray(state, ctx),
        ),
    )


def promised_date(ctx: Context) -> datetime:
    """Return the due time a dossier would get if it were accepted now."""
    terms = _terms(ctx)
    clock = deadlines.Terms(allowance=terms.allowance, mode=terms.day_mode, cutoff=terms.cutoff)
    promised = deadlines.due(ctx.at, clock, ctx.calendar)
    assert promised is not None
    return promised


def _counter_tray(state: DossierState, ctx: Context) -> Moves:
    process = process_of(ctx)
    step = process.step(process.start)
    place = place_of(ctx, step.unit)
    item = WorkItem(
        id=state.last_item + 1,
        kind=ItemKind.STEP,
        step=step.id,
        unit_id=place.unit_id,
        agency_id=place.agency_id,
        role=step.role,
        opened_at=ctx.at,
        due_at=first_due(ctx),
        assignee=ctx.actor.account_id,
        claimed_at=ctx.at,
        sent_seq=state.version + 1,
    )
    return Moves(opened=(item,), marking=engine.initial(process))


def refuse_intake(state: DossierState, command: RefuseIntake, ctx: Context) -> tuple[Event, ...]:
    """Refuse to receive, in writing (form 03)."""
    return (IntakeRefused(number=ctx.numbers["refusal"], reason=reason_given(command.reason)),)


def finish_on_spot(state: DossierState, command: FinishOnSpot, ctx: Context) -> tuple[Event, ...]:
    """Finish at the counter; no receipt is needed but the outcome is recorded. Raises NotImmediate."""
    if not _terms(ctx).immediate or command.kind not in {ResultKind.GRANTED, ResultKind.REFUSED}:
        raise NotImmediate
    return (
        ResultIssued(
            kind=command.kind,
            number=ctx.numbers["result"],
            summary=reason_given(command.summary, field="summary"),
            on_spot=True,
            signer=command.signer,
            file=command.file,
            moves=Moves(closed=tuple(item.id for item in state.items), marking=(END,)),
        ),
    )
