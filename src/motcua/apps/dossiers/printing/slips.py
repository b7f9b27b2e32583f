"""The two slips that travel with a dossier: form 05, written by the journal, and the transfer slip."""

from collections.abc import Iterator
from datetime import date, datetime

from motcua.apps.catalog.queries import catalog
from motcua.apps.documents.sheets import Assignment, HandOver, RoutingSlip, SheetKind, TransferSlip
from motcua.apps.dossiers import lawbook
from motcua.apps.dossiers.printing import names, numbers
from motcua.apps.dossiers.printing.facts import Facts, NothingToPrint, local_day
from motcua.apps.organization.queries import UnitAddress
from motcua.domain.dossier import events as e
from motcua.domain.dossier.trace import Trace, TracedItem, trace
from motcua.domain.workflow import END, ActionKind, Outcome, Process, engine
from motcua.domain.workflow.definition import CALENDAR_DAY_MINUTES, StepTime, TimeUnit
from motcua.domain.workflow.simulation import Visit, walk

EARLY, ON_TIME, LATE = "Trước hạn", "Đúng hạn", "Quá hạn"
ROWS_ON_THE_FIRST_PAGE = 3
Moved = e.HandedOver | e.SentBack | e.Recalled


def routing_slip(facts: Facts) -> RoutingSlip:
    """Form 05: one double row for each hand-over, in the order in which they happened (R-A28, R-B10)."""
    state = facts.state
    if state.accepted_at is None:
        raise NothingToPrint(kind=facts.kind)
    rows = tuple(_rows(facts))
    return RoutingSlip(
        letterhead=facts.letterhead(state.receiving_agency, local_day(state.accepted_at)),
        code=state.code,
        handled_by=facts.agencies[state.competent_agency].name,
        cooperating=_cooperating(facts),
        hand_overs=rows,
        blank_rows=0 if state.ended else max(1, ROWS_ON_THE_FIRST_PAGE - len(rows)),
    )


def _cooperating(facts: Facts) -> str:
    """Name the other agencies that worked on it, and the units of the same agency that were asked."""
    state = facts.state
    own = {state.competent_agency, state.receiving_agency}
    others = [facts.agencies[agency].name for agency in state.agencies if agency not in own]
    asked = [c.unit_id for c in state.consultations if c.agency_id in own]
    return names.joined([*others, *(facts.units[unit].unit_name for unit in asked)])


def _rows(facts: Facts) -> Iterator[HandOver]:
    traced = trace(facts.journal)
    for entry in facts.journal:
        if isinstance(entry.event, Moved):
            yield from _rows_of(facts, traced, entry, entry.event)


def _rows_of(facts: Facts, traced: Trace, entry: e.Recorded, event: Moved) -> Iterator[HandOver]:
    left = traced.items[event.item]
    opened = event.moves.opened if event.moves else ()
    recipients = [(facts.units[item.unit_id], _receiver(facts, traced.items[item.id])) for item in opened]
    for place, receiver in recipients or [(place, "") for place in _where_it_waits(facts, event)]:
        yield HandOver(
            sender=names.whose(facts.units[left.item.unit_id], facts.state.competent_agency),
            recipient=names.whose(place, facts.state.competent_agency),
            sent_by=entry.actor_name,
            received_by=receiver,
            at=entry.at,
            result=_timeliness(left.item.due_at, entry.at),
            note=_note(event),
        )


def _receiver(facts: Facts, received: TracedItem) -> str:
    account = received.item.assignee or received.closed_by
    by_journal = {entry.account_id: entry.actor_name for entry in facts.journal}
    return facts.people.get(account, by_journal.get(account, "")) if account else ""


def _where_it_waits(facts: Facts, event: Moved) -> Iterator[UnitAddress]:
    """Name the units at which a part waits for the others, or the counter when the process has ended."""
    if not isinstance(event, e.HandedOver):
        return
    process = _process(facts)
    places = _places(facts, process)
    for target in process.action(event.step, event.action).targets:
        if target == END:
            yield facts.units[facts.state.receiving_unit]
        else:
            yield places[process.step(target).unit]


def _timeliness(due_at: datetime | None, at: datetime) -> str:
    """Compare with the step's own limit: late by the minute, early by the day (R-B10)."""
    if due_at is None:
        return ""
    if at > due_at:
        return LATE
    return EARLY if local_day(at) < local_day(due_at) else ON_TIME


def _note(event: Moved) -> str:
    match event:
        case e.SentBack(reason=reason):
            return f"Trả lại: {reason}"
        case e.Recalled(reason=reason):
            return f"Thu hồi: {reason}" if reason else "Thu hồi"
        case e.HandedOver(back=True, note=note):
            return f"Trả lại: {note}"
        case _:
            return ""


def transfer_slip(facts: Facts) -> TransferSlip:
    """What each agency has to do and until when, the competent one first (R-A35)."""
    state = facts.state
    due_at = state.due_at or state.original_due_at
    if state.accepted_at is None or due_at is None:
        raise NothingToPrint(kind=facts.kind)
    on = local_day(state.accepted_at)
    number = numbers.number_of(
        SheetKind.TRANSFER_SLIP,
        agency_id=state.receiving_agency,
        year=on.year,
        dossier_id=state.id,
        about={"code": state.code},
    )
    return TransferSlip(
        letterhead=facts.letterhead(state.receiving_agency, on),
        number=number,
        code=state.code,
        applicant=facts.applicant,
        procedure=facts.procedure,
        assignments=_assignments(facts, state.accepted_at, local_day(due_at)),
        due_at=due_at,
    )


def _assignments(facts: Facts, accepted_at: datetime, promised: date) -> tuple[Assignment, ...]:
    """Plan every step at its full time; nobody is told a day after the one promised to the applicant."""
    process = _process(facts)
    places = _places(facts, process)
    calendar = lawbook.calendar_of(facts.state.competent_agency)
    by_unit: dict[int, list[Visit]] = {}
    for visit in walk(process, straight_way(process), accepted_at, calendar):
        place = places[visit.step.unit]
        if place.unit_id != facts.state.receiving_unit:
            by_unit.setdefault(place.unit_id, []).append(visit)
    units = {place.unit_id: place for place in places.values()}
    lead = facts.state.competent_agency
    ordered = sorted(by_unit.items(), key=lambda pair: units[pair[0]].agency_id != lead)
    return tuple(_assignment(units[unit], visits, lead, promised) for unit, visits in ordered)


def _assignment(unit: UnitAddress, visits: list[Visit], lead: int, promised: date) -> Assignment:
    return Assignment(
        body=names.whose(unit, lead),
        work="; ".join(visit.step.name for visit in visits),
        time_limit=" và ".join(_times([visit.step.time for visit in visits])),
        due_on=min(promised, max(local_day(visit.due_at) for visit in visits)),
    )


def _times(times: list[StepTime]) -> Iterator[str]:
    working = sum(time.amount_minutes for time in times if time.unit is TimeUnit.WORKING)
    calendar = sum(time.amount_minutes for time in times if time.unit is TimeUnit.CALENDAR)
    if working or not calendar:
        yield names.working_time(working)
    if calendar:
        yield f"{calendar // CALENDAR_DAY_MINUTES:02d} ngày"


def straight_way(process: Process) -> tuple[tuple[str, str], ...]:
    """Return the choices that lead to a granted result without a step done twice where that can be helped."""
    marking = engine.initial(process)
    chosen: dict[str, str] = {}
    while ready := [step for step in engine.ready(process, _held(marking)) if step.id not in chosen]:
        step = ready[0]
        action = next(
            (a for a in step.actions if a.kind is not ActionKind.RETURN and a.outcome is not Outcome.REFUSE),
            None,
        )
        if action is None:
            break
        chosen[step.id] = action.id
        marking = engine.fire(process, marking, step.id, action.id)
    return tuple(chosen.items())


def _held(marking: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(step for step in marking if step != END)


def _process(facts: Facts) -> Process:
    return catalog().process_version(facts.state.procedure, facts.state.process_version)


def _places(facts: Facts, process: Process) -> dict[str, UnitAddress]:
    state = facts.state
    return dict(catalog().unit_addresses(process, state.receiving_unit, state.competent_agency))
