"""Fold events into the state: one small function per event, total and without side effects.

Nothing is decided here and no law is read: an event already carries every figure. An event that cannot
apply is a bug or a forged journal and fails loudly.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from motcua.domain.deadlines import Stop, StopRule
from motcua.domain.dossier import events as e
from motcua.domain.dossier.compiled import amend, changed
from motcua.domain.dossier.stages import Stage
from motcua.domain.dossier.state import DossierState
from motcua.domain.dossier.values import (
    Channel,
    Consultation,
    Draft,
    ItemKind,
    ObligationState,
    Paper,
    PaperSource,
    Recounting,
    ResultKind,
    StopGround,
    UnitPassed,
    WorkItem,
)


def fold(recorded: Iterable[e.Recorded]) -> DossierState:
    """Return the state after a whole journal, which must not be empty."""
    state: DossierState | None = None
    for entry in recorded:
        state = go_on(state, entry)
    assert state is not None
    return state


def evolve(state: DossierState | None, entry: e.Recorded) -> DossierState:
    """Return the state after one more event."""
    return _first(entry) if state is None else changed(state, **_after(state, entry))


def go_on(state: DossierState | None, entry: e.Recorded) -> DossierState:
    """Turn a state that nobody else knows into that after one more event, and return it; for whole journals.

    The same as `evolve` without a copy for each event.
    """
    if state is None:
        return _first(entry)
    amend(state, _after(state, entry))
    return state


def _first(entry: e.Recorded) -> DossierState:
    assert isinstance(entry.event, e.Lodged)
    return _begin(entry.event, entry.at)


def _after(state: DossierState, entry: e.Recorded) -> "Changes":
    assert entry.seq == state.version + 1
    changes = {"version": entry.seq, **_moved(state, entry), **_changes(entry.event, state, entry)}
    if changes.get("stage", state.stage) != state.stage:
        changes |= {"stage_since": entry.at, "stage_seq": entry.seq}
    return changes


def _begin(event: e.Lodged, at: datetime) -> DossierState:
    return DossierState(
        id=event.id,
        version=1,
        stage=Stage.LODGED,
        stage_since=at,
        procedure=event.procedure,
        procedure_version=event.procedure_version,
        case=event.case,
        regime=event.regime,
        channel=event.channel,
        assisted=event.assisted,
        receiving_unit=event.receiving_unit,
        receiving_agency=event.receiving_agency,
        competent_agency=event.competent_agency,
        application=event.application,
        lodged_at=event.lodged_at,
        slip=event.slip,
        owner=event.owner,
        obligations=event.obligations,
        papers_at=event.receiving_unit if comes_on_paper(event) else None,
        units=(event.receiving_unit,),
        agencies=tuple(sorted({event.receiving_agency, event.competent_agency})),
    )


def comes_on_paper(event: e.Lodged) -> bool:
    """Tell whether a folder of paper came with a filing: what people file online by themselves has none (R-S8)."""
    return event.channel != Channel.ONLINE or event.assisted


Changes = dict[str, Any]


def _folder(state: DossierState, papers: Iterable[Paper]) -> Changes:
    """Paper that comes to a dossier without a folder begins one, at the counter that takes it in."""
    if state.papers_at is not None or state.papers_going_to is not None:
        return {}
    on_paper = any(p.received and p.source == PaperSource.PAPER and p.originals + p.copies for p in papers)
    return {"papers_at": state.receiving_unit} if on_paper else {}


def _moved(state: DossierState, entry: e.Recorded) -> Changes:
    """Apply what an event does to the trays, whatever the event is."""
    moves = entry.event.moves
    if moves is None:
        return {}
    kept = [item for item in state.items if item.id not in moves.closed]
    if moves.dues or moves.taken:
        kept = [_kept(item, moves, entry) for item in kept]
    changes: Changes = {"items": (*kept, *moves.opened)}
    if moves.marking is not None:
        changes["marking"] = moves.marking
    if moves.opened:
        changes["last_item"] = max(item.id for item in moves.opened)
        changes["units"] = tuple(sorted({*state.units, *(item.unit_id for item in moves.opened)}))
        changes["agencies"] = tuple(sorted({*state.agencies, *(item.agency_id for item in moves.opened)}))
    return changes


def _kept(item: WorkItem, moves: e.Moves, entry: e.Recorded) -> WorkItem:
    key = str(item.id)
    if key in moves.dues:
        item = changed(item, due_at=moves.dues[key])
    if item.id in moves.taken:
        item = changed(item, assignee=entry.account_id, claimed_at=entry.at)
    return item


Change = Callable[[Any, DossierState, e.Recorded], Changes]
_CHANGES: dict[type[e.Event], Change] = {}


def _changes(event: e.Event, state: DossierState, entry: e.Recorded) -> Changes:
    change = _CHANGES.get(type(event))
    assert change is not None, type(event).__name__
    return change(event, state, entry)


def _of(kind: type[e.Event]) -> Callable[[Change], Change]:
    def keep(change: Change) -> Change:
        _CHANGES[kind] = change
        return change

    return keep


@_of(e.Accepted)
def _accepted(event: e.Accepted, state: DossierState, entry: e.Recorded) -> Changes:
    return {
        "stage": Stage.ACCEPTED,
        "code": event.code,
        "pin": event.pin,
        "regime": event.regime,
        "procedure_version": event.procedure_version,
        "process_version": event.process_version,
        "accepted_at": entry.at,
        "accepted_by": entry.account_id,
        "allowance": event.allowance,
        "day_mode": event.day_mode,
        "cutoff": event.cutoff,
        "due_at": event.due_at,
        "original_due_at": event.due_at,
        "obligations": event.obligations,
        "rounds": tuple(
            changed(r, answered_at=entry.at) if r.answered_at is None else r for r in state.rounds
        ),
    }


@_of(e.IntakeRefused)
def _intake_refused(event: e.IntakeRefused, state: DossierState, entry: e.Recorded) -> Changes:
    return {"stage": Stage.NOT_ACCEPTED}


@_of(e.SupplementAsked)
def _supplement_asked(event: e.SupplementAsked, state: DossierState, entry: e.Recorded) -> Changes:
    changes: Changes = {"stage": Stage.SUPPLEMENT_ASKED, "rounds": (*state.rounds, event.round)}
    if state.accepted:
        changes |= _clock_stopped(state, entry.at, StopGround.SUPPLEMENT, event.rule)
    return changes


@_of(e.Supplemented)
def _supplemented(event: e.Supplemented, state: DossierState, entry: e.Recorded) -> Changes:
    application = changed(
        state.application,
        papers=_merged_papers(state.application.papers, event.papers),
        answers={**state.application.answers, **event.answers},
    )
    rounds = tuple(changed(r, answered_at=entry.at) if r.answered_at is None else r for r in state.rounds)
    changes: Changes = {"application": application, "rounds": rounds, **_folder(state, event.papers)}
    if state.accepted:
        changes |= {"stage": Stage.PROCESSING, **_clock_goes_on(state, entry.at, event)}
    return changes


def _merged_papers(papers: tuple[Paper, ...], brought: tuple[Paper, ...]) -> tuple[Paper, ...]:
    by_id = {paper.id: paper for paper in brought}
    kept = tuple(by_id.pop(paper.id, paper) for paper in papers)
    return (*kept, *by_id.values())


@_of(e.Claimed)
def _claimed(event: e.Claimed, state: DossierState, entry: e.Recorded) -> Changes:
    return _item_changed(state, event.item, assignee=entry.account_id, claimed_at=entry.at)


@_of(e.Assigned)
def _assigned(event: e.Assigned, state: DossierState, entry: e.Recorded) -> Changes:
    return _item_changed(state, event.item, assignee=event.assignee, claimed_at=None)


def _item_changed(state: DossierState, number: int, **changes: object) -> Changes:
    items = tuple(changed(item, **changes) if item.id == number else item for item in state.items)
    return {"items": items}


@_of(e.HandedOver)
def _handed_over(event: e.HandedOver, state: DossierState, entry: e.Recorded) -> Changes:
    changes: Changes = {"stage": event.stage}
    if entry.account_id is not None:
        changes["hands"] = {**state.hands, event.step: entry.account_id}
    if event.papers_to is not None:
        changes["papers_going_to"] = event.papers_to
    if event.back:
        changes["draft"] = _unsigned(state.draft)
    if event.excluded is not None:
        changes["stops"] = (*state.stops, event.excluded)
        changes |= _new_due(event)
    return changes


@_of(e.SentBack)
def _sent_back(event: e.SentBack, state: DossierState, entry: e.Recorded) -> Changes:
    changes: Changes = {"draft": _unsigned(state.draft)}
    if event.papers_to is not None:
        changes["papers_going_to"] = event.papers_to
    return changes


@_of(e.Recalled)
def _recalled(event: e.Recalled, state: DossierState, entry: e.Recorded) -> Changes:
    """Papers whose arrival nobody acknowledged have not left: no receiver had begun (R-S8)."""
    if event.papers_to is None:
        return {}
    return {"papers_going_to": None if event.papers_to == state.papers_at else event.papers_to}


def _unsigned(draft: Draft | None) -> Draft | None:
    """Rework makes a signature invalid; a number once taken stays with the draft."""
    if draft is None:
        return None
    return changed(
        draft, signed_by=None, signed_post=None, signed_mandate=None, signed_at=None, signed_step=""
    )


@_of(e.Consulted)
def _consulted(event: e.Consulted, state: DossierState, entry: e.Recorded) -> Changes:
    return {"consultations": (*state.consultations, event.consultation)}


@_of(e.Answered)
def _answered(event: e.Answered, state: DossierState, entry: e.Recorded) -> Changes:
    return _consultation_ended(state, event.item, entry.at, agrees=event.agrees, opinion=event.opinion)


@_of(e.ConsultationLapsed)
def _lapsed(event: e.ConsultationLapsed, state: DossierState, entry: e.Recorded) -> Changes:
    return _consultation_ended(state, event.item, entry.at, silent=True)


def _consultation_ended(state: DossierState, item: int, at: datetime, **changes: object) -> Changes:
    consultations = tuple(
        changed(c, answered_at=at, **changes) if c.item == item else c for c in state.consultations
    )
    return {"consultations": consultations}


@_of(e.PaymentAsked)
def _payment_asked(event: e.PaymentAsked, state: DossierState, entry: e.Recorded) -> Changes:
    return {
        "stage": Stage.PAYMENT_ASKED,
        "obligations": (*state.obligations, event.obligation),
        **_clock_stopped(state, entry.at, StopGround.PAYMENT, StopRule.CONTINUE),
    }


@_of(e.PaymentConfirmed)
def _payment_confirmed(event: e.PaymentConfirmed, state: DossierState, entry: e.Recorded) -> Changes:
    paid = {"state": ObligationState.PAID, "method": event.method, "receipt": event.receipt}
    obligations = tuple(changed(o, **paid) if o.id in event.obligations else o for o in state.obligations)
    changes: Changes = {"obligations": obligations}
    if event.resumed:
        changes |= {"stage": Stage.PROCESSING, **_clock_goes_on(state, entry.at, event)}
    return changes


@_of(e.Extended)
def _extended(event: e.Extended, state: DossierState, entry: e.Recorded) -> Changes:
    return {"extension": event.extension, "due_at": event.extension.new_due_at}


@_of(e.Recounted)
def _recounted(event: e.Recounted, state: DossierState, entry: e.Recorded) -> Changes:
    if event.due_at == event.was_due_at:  # Only steps moved.
        return _new_due(event)
    told = Recounting(at=entry.at, was_due_at=event.was_due_at, decision=event.decision, reason=event.reason)
    return {"recount": told, **_new_due(event)}


@_of(e.TakenOver)
def _taken_over(event: e.TakenOver, state: DossierState, entry: e.Recorded) -> Changes:
    """Whoever took part before still does, beside the successors."""
    heirs = {passed.unit: passed for passed in event.units}
    items = tuple(_rehoused(item, heirs, event.leaving) for item in state.items)
    asked = tuple(_asked_of(each, heirs) for each in state.consultations)
    units = {heirs[unit].to_unit for unit in state.units if unit in heirs}
    agencies = {event.receiving_agency, event.competent_agency, *(item.agency_id for item in items)}
    return {
        "receiving_unit": event.receiving_unit,
        "receiving_agency": event.receiving_agency,
        "competent_agency": event.competent_agency,
        "items": items,
        "consultations": asked,
        "hands": {step: account for step, account in state.hands.items() if account not in event.leaving},
        "papers_at": _heir_of(state.papers_at, heirs),
        "papers_going_to": _heir_of(state.papers_going_to, heirs),
        "units": tuple(sorted({*state.units, *units})),
        "agencies": tuple(sorted({*state.agencies, *agencies})),
    }


def _rehoused(item: WorkItem, heirs: Mapping[int, UnitPassed], leaving: tuple[int, ...]) -> WorkItem:
    """Also where it came from has ended: what is sent back goes to the successor."""
    item = changed(item, from_unit=_heir_of(item.from_unit, heirs))
    if (heir := heirs.get(item.unit_id)) is not None:
        item = changed(item, unit_id=heir.to_unit, agency_id=heir.to_agency)
    return changed(item, assignee=None, claimed_at=None) if item.assignee in leaving else item


def _asked_of(consultation: Consultation, heirs: Mapping[int, UnitPassed]) -> Consultation:
    heir = heirs.get(consultation.unit_id)
    if heir is None or consultation.answered_at is not None:
        return consultation
    return changed(consultation, unit_id=heir.to_unit, agency_id=heir.to_agency)


def _heir_of(unit: int | None, heirs: Mapping[int, UnitPassed]) -> int | None:
    return unit if unit is None or unit not in heirs else heirs[unit].to_unit


@_of(e.WithdrawalAsked)
def _withdrawal_asked(event: e.WithdrawalAsked, state: DossierState, entry: e.Recorded) -> Changes:
    return {"stage": Stage.WITHDRAWAL_ASKED, "stage_before_withdrawal": state.stage}


@_of(e.WithdrawalDecided)
def _withdrawal_decided(event: e.WithdrawalDecided, state: DossierState, entry: e.Recorded) -> Changes:
    if not event.granted:
        return {"stage": state.stage_before_withdrawal, "stage_before_withdrawal": None}
    return {"stage_before_withdrawal": None, **_ended(state, entry.at, ResultKind.WITHDRAWN)}


@_of(e.Stopped)
def _stopped(event: e.Stopped, state: DossierState, entry: e.Recorded) -> Changes:
    return {"stage": Stage.STOPPED, **_clock_stopped(state, entry.at, event.ground, StopRule.CONTINUE)}


@_of(e.Resumed)
def _resumed(event: e.Resumed, state: DossierState, entry: e.Recorded) -> Changes:
    return {"stage": Stage.PROCESSING, **_clock_goes_on(state, entry.at, event)}


@_of(e.Closed)
def _closed(event: e.Closed, state: DossierState, entry: e.Recorded) -> Changes:
    return _ended(state, entry.at, ResultKind.RETURNED)


def _ended(state: DossierState, at: datetime, result: ResultKind) -> Changes:
    """The matter ends without an answer; an open stop ends with it (stage 8, ended)."""
    return {
        "stage": Stage.STOPPED,
        "result": result,
        "finished_at": at,
        "stops": _stops_ended(state, at),
    }


@_of(e.Drafted)
def _drafted(event: e.Drafted, state: DossierState, entry: e.Recorded) -> Changes:
    return {"draft": event.draft}


@_of(e.Signed)
def _signed(event: e.Signed, state: DossierState, entry: e.Recorded) -> Changes:
    item = state.item(event.item)
    assert state.draft is not None
    assert item is not None
    draft = changed(
        state.draft,
        signed_by=event.signed_by,
        signed_post=event.post,
        signed_mandate=event.mandate,
        signed_at=entry.at,
        signed_step=item.step,
    )
    return {"draft": draft}


@_of(e.ResultNumbered)
def _numbered(event: e.ResultNumbered, state: DossierState, entry: e.Recorded) -> Changes:
    assert state.draft is not None
    return {"draft": changed(state.draft, number=event.number)}


@_of(e.ResultIssued)
def _result_issued(event: e.ResultIssued, state: DossierState, entry: e.Recorded) -> Changes:
    changes: Changes = {"stage": Stage.DONE, "result": event.kind, "finished_at": entry.at}
    if event.on_spot:
        changes["draft"] = Draft(
            kind=event.kind,
            summary=event.summary,
            file=event.file,
            number=event.number,
            drafted_by=entry.account_id,
        )
    return changes


@_of(e.ResultDelivered)
def _delivered(event: e.ResultDelivered, state: DossierState, entry: e.Recorded) -> Changes:
    return {
        "stage": Stage.RETURNED,
        "delivery": event.delivery,
        "returned_at": entry.at,
        "papers_going_to": None,
    }


@_of(e.PapersReturned)
def _papers_returned(event: e.PapersReturned, state: DossierState, entry: e.Recorded) -> Changes:
    return {"stage": Stage.RETURNED, "returned_at": entry.at, "papers_going_to": None}


@_of(e.PapersReceived)
def _papers_received(event: e.PapersReceived, state: DossierState, entry: e.Recorded) -> Changes:
    return {"papers_at": event.unit_id, "papers_going_to": None}


@_of(e.Corrected)
def _corrected(event: e.Corrected, state: DossierState, entry: e.Recorded) -> Changes:
    return {"application": event.application, **_folder(state, event.application.papers)}


@_of(e.CollectionChanged)
def _collection_changed(event: e.CollectionChanged, state: DossierState, entry: e.Recorded) -> Changes:
    application = changed(state.application, collect_by=event.collect_by, collect_address=event.address)
    return {"application": application}


@_of(e.FilesAttached)
def _files_attached(event: e.FilesAttached, state: DossierState, entry: e.Recorded) -> Changes:
    papers = tuple(
        changed(paper, files=(*paper.files, *event.files)) if paper.id == event.paper else paper
        for paper in state.application.papers
    )
    return {"application": changed(state.application, papers=papers)}


@_of(e.VerificationRecorded)
@_of(e.NoteAdded)
def _only_told(event: e.Event, state: DossierState, entry: e.Recorded) -> Changes:
    """Read from the journal where it is shown; no later decision depends on it."""
    return {}


def _clock_stopped(state: DossierState, at: datetime, ground: StopGround, rule: StopRule) -> Changes:
    """A stop that replaces another ends it: a dossier that waits for payment may be stopped by decision."""
    stop = Stop(since=at, until=None, rule=rule, ground=ground.value)
    return {"stops": (*_stops_ended(state, at), stop), "due_at": None}


Redated = e.Supplemented | e.PaymentConfirmed | e.Resumed | e.HandedOver | e.Recounted


def _clock_goes_on(state: DossierState, at: datetime, event: Redated) -> Changes:
    return {"stops": _stops_ended(state, at), **_new_due(event)}


def _new_due(event: Redated) -> Changes:
    """What the law moves is the original promise too; a re-appointment stands beside it (R-D17)."""
    return {"due_at": event.due_at, "original_due_at": event.original_due_at or event.due_at}


def _stops_ended(state: DossierState, at: datetime) -> tuple[Stop, ...]:
    return tuple(changed(stop, until=at) if stop.until is None else stop for stop in state.stops)


def open_steps(state: DossierState) -> tuple[str, ...]:
    """Return the steps that have an open tray, sorted, a step once for each tray."""
    return tuple(sorted(item.step for item in state.items if item.kind == ItemKind.STEP))
