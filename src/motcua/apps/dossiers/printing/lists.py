"""Papers about many dossiers: the register, and hand-overs between units and with the post."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from motcua.apps.catalog.queries import catalog
from motcua.apps.documents import operations as documents
from motcua.apps.documents.models import PrintedSheet
from motcua.apps.documents.sheets import (
    HandedDossier,
    Letterhead,
    PaperHandOver,
    PostHandOver,
    PostItem,
    Register,
    RegisterEntry,
    Sheet,
    SheetKind,
    Signer,
)
from motcua.apps.dossiers import permissions
from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.operations import DossierNotFound
from motcua.apps.dossiers.printing import names
from motcua.apps.dossiers.printing.facts import local_day
from motcua.apps.organization import queries as organization
from motcua.apps.organization.queries import AgencyFacts, UnitAddress
from motcua.domain.access import Actor, NotPermitted, Places, may_see
from motcua.domain.calendar import TIMEZONE
from motcua.domain.deadlines import regime_on
from motcua.domain.dossier import DossierState
from motcua.domain.dossier.codec import decode_state
from motcua.domain.dossier.values import Paper
from motcua.domain.errors import DomainError

VOLUME = "01"
ONE_DAY = timedelta(days=1)


class MixedDossiers(DomainError):
    """A hand-over record names one receiving unit; some of these dossiers were received elsewhere."""

    code = "dossier.received-elsewhere"


@transaction.atomic
def print_register(
    receiving_unit: int,
    since: date,
    until: date,
    *,
    actor: Actor,
    at: datetime,
    volume: str = VOLUME,
    closed_on: date | None = None,
) -> PrintedSheet:
    """Print form 06 of one counter for days of one year, both included; numbers run on from 1 January (R-B3).

    Raises NotPermitted for whoever may not see the counter's dossiers.
    """
    point = _point(receiving_unit)
    _require_reader(actor, point.unit)
    entries = tuple(_register_entries(receiving_unit, since, until))
    sheet = Register(
        letterhead=point.letterhead(local_day(at)),
        year=since.year,
        volume=volume,
        since=since,
        until=until,
        entries=entries,
        closed_on=closed_on,
        signer=Signer(),
    )
    return _print(sheet, actor, at)


def _register_entries(receiving_unit: int, since: date, until: date) -> Iterator[RegisterEntry]:
    opened = _midnight(date(since.year, 1, 1))
    received = Dossier.objects.filter(receiving_unit_id=receiving_unit, accepted_at__gte=opened)
    before = received.filter(accepted_at__lt=_midnight(since)).count()
    wanted = received.filter(
        accepted_at__gte=_midnight(since),
        accepted_at__lt=min(_midnight(until + ONE_DAY), _midnight(date(since.year + 1, 1, 1))),
    )
    states = list(_states(wanted.order_by("accepted_at", "code")))
    agencies = organization.agencies(state.competent_agency for state in states)
    for number, state in enumerate(states, start=before + 1):
        yield _register_entry(number, state, agencies[state.competent_agency])


def _register_entry(number: int, state: DossierState, competent: AgencyFacts) -> RegisterEntry:
    assert state.accepted_at is not None
    party = state.application.applicant
    due_at = state.original_due_at or state.due_at
    way = state.delivery.method if state.delivery else state.application.collect_by
    return RegisterEntry(
        number=number,
        code=state.code,
        procedure=_procedure(state),
        sets=state.application.sets,
        applicant=party.name,
        contact="; ".join(part for part in (party.address, names.phone_of(party.phone)) if part),
        handled_by=competent.name,
        received_on=local_day(state.accepted_at),
        due_on=local_day(due_at) if due_at else None,
        returned_on=local_day(state.returned_at) if state.returned_at else None,
        delivery=names.short_delivery(way),
        note=_register_note(state),
    )


def _register_note(state: DossierState) -> str:
    if state.extension is not None:
        return f"Xin lỗi, hẹn lại {names.day_text(local_day(state.extension.new_due_at))}"
    if state.result is not None and state.result != "granted":
        return {"refused": "Từ chối", "returned": "Trả lại", "withdrawn": "Rút hồ sơ"}[state.result]
    return "Tạm dừng" if state.paused else ""


@transaction.atomic
def print_paper_hand_over(
    dossier_ids: Sequence[UUID],
    from_unit: int,
    to_unit: int,
    *,
    receiver: str = "",
    actor: Actor,
    at: datetime,
) -> PrintedSheet:
    """Print the record of paper dossiers handed from one unit to another, in the order given (R-A28, R-A29).

    `receiver` signs by hand when not named. Raises DossierNotFound for one that the actor may not see.
    """
    places = organization.addresses([from_unit, to_unit])
    sender, recipient = places[from_unit], places[to_unit]
    states = _visible(dossier_ids, actor)
    day = local_day(at)
    sheet = PaperHandOver(
        letterhead=_point(from_unit).letterhead(day),
        number=documents.next_document_number(sender.agency_id, SheetKind.PAPER_HAND_OVER, day.year),
        sending_unit=sender.unit_name,
        sender=actor.name,
        receiving_unit=names.whose(recipient, sender.agency_id),
        receiver=receiver,
        at=at,
        items=tuple(_handed(state) for state in states),
    )
    return _print(sheet, actor, at)


def _handed(state: DossierState) -> HandedDossier:
    return HandedDossier(
        code=state.code or state.slip,
        applicant=state.application.applicant.name,
        procedure=_procedure(state),
        papers=_counted(state.application.papers),
        due_on=local_day(state.due_at) if state.due_at else None,
        note="Ưu tiên" if state.application.priority else "",
    )


def _counted(papers: Sequence[Paper]) -> str:
    sheets = sum(paper.originals + paper.copies for paper in papers if paper.received)
    return f"{sum(paper.received for paper in papers):02d} loại, {sheets:02d} bản"


@transaction.atomic
def print_post_hand_over(
    dossier_ids: Sequence[UUID], *, operator: str, postman: str, actor: Actor, at: datetime
) -> PrintedSheet:
    """Print the record signed with the postman; its signing is the lodging time (R-H5, R-H6).

    Raises DossierNotFound, MixedDossiers when they did not come to one counter.
    """
    states = _visible(dossier_ids, actor)
    if len({state.receiving_unit for state in states}) != 1:
        raise MixedDossiers
    point = _point(states[0].receiving_unit)
    day = local_day(at)
    sheet = PostHandOver(
        letterhead=point.letterhead(day),
        number=documents.next_document_number(point.agency.id, SheetKind.POST_HAND_OVER, day.year),
        operator=operator,
        postman=postman,
        receiving_point=point.name,
        receiver=actor.name,
        at=at,
        items=tuple(_by_post(state) for state in states),
    )
    return _print(sheet, actor, at)


def _by_post(state: DossierState) -> PostItem:
    papers = state.application.papers
    missing = [paper.name for paper in papers if not paper.received]
    return PostItem(
        slip_number=state.slip,
        sender=names.submitter_of(state.application),
        procedure=_procedure(state),
        papers=len(papers) - len(missing),
        complete=not missing,
        note=f"Thiếu: {'; '.join(missing)}" if missing else "",
    )


@dataclass(frozen=True, slots=True)
class _Point:
    """A unit that issues a paper, with its agency and the names that papers print."""

    unit: UnitAddress
    agency: AgencyFacts
    place: str

    @property
    def name(self) -> str:
        return names.receiving_point(self.unit, self.agency, self.place)

    def letterhead(self, on: date) -> Letterhead:
        return names.letterhead_of(self.unit, self.agency, self.place, on)


def _point(unit_id: int) -> _Point:
    unit = organization.address_of(unit_id)
    agency = organization.agencies([unit.agency_id])[unit.agency_id]
    return _Point(unit, agency, names.date_line_place(agency, organization.province_name()))


def _require_reader(actor: Actor, unit: UnitAddress) -> None:
    places = Places(
        receiving_unit=unit.unit_id,
        receiving_agency=unit.agency_id,
        competent_agency=unit.agency_id,
        units=(unit.unit_id,),
        agencies=(unit.agency_id,),
    )
    if not may_see(actor, places):
        raise NotPermitted(action="print-register")


def _visible(dossier_ids: Sequence[UUID], actor: Actor) -> list[DossierState]:
    """Return dossiers in the order asked for. Raises DossierNotFound when one is missing or not to be seen."""
    rows = Dossier.objects.filter(permissions.visible_to(actor), pk__in=dossier_ids).order_by("pk")
    by_id = {state.id: state for state in _states(rows)}
    if not dossier_ids or any(wanted not in by_id for wanted in dossier_ids):
        raise DossierNotFound
    return [by_id[wanted] for wanted in dict.fromkeys(dossier_ids)]


def _states(rows: QuerySet[Dossier]) -> Iterator[DossierState]:
    for data in rows.values_list("state", flat=True):
        yield decode_state(data)


def _procedure(state: DossierState) -> str:
    return catalog().procedure_version(state.procedure, state.procedure_version).display_name


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=TIMEZONE).astimezone(UTC)


def letterhead_at(unit_id: int, day: date) -> Letterhead:
    """Return the head of a paper that a one-stop unit issues by itself on a day."""
    return _point(unit_id).letterhead(day)


def print_alone(sheet: Sheet, actor: Actor, at: datetime) -> PrintedSheet:
    """Print a paper that is of no single dossier, under the regime of its day."""
    return _print(sheet, actor, at)


def _print(sheet: Sheet, actor: Actor, at: datetime) -> PrintedSheet:
    return documents.print_sheet(
        sheet, regime=regime_on(local_day(at)).code, dossier_id=None, actor=actor, at=at
    )
