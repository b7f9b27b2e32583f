"""Everything that the page of one dossier shows, read once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from motcua.apps.audit.operations import log_access
from motcua.apps.documents import queries as documents
from motcua.apps.documents.queries import SheetSummary
from motcua.apps.dossiers import lawbook
from motcua.apps.dossiers.lawbook import Law
from motcua.apps.dossiers.models import DossierEvent, WorkItem
from motcua.apps.dossiers.queries.history import HistoryEntry, history
from motcua.apps.dossiers.queries.states import state_of
from motcua.apps.organization import queries as organization
from motcua.apps.organization.queries import UnitAddress
from motcua.domain.access import Actor
from motcua.domain.calendar import Calendar
from motcua.domain.deadlines import Explanation, Terms, explain
from motcua.domain.dossier import DossierState
from motcua.domain.dossier.offers import Offer, acts_for
from motcua.domain.dossier.outlook import Ahead, outlook
from motcua.domain.dossier.values import ItemKind
from motcua.domain.workflow import Process


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneItem:
    """A work item that was closed: where it lay, until when it had time, who closed it and how."""

    number: int
    kind: ItemKind
    step: str
    unit_id: int
    opened_at: datetime
    due_at: datetime | None
    closed_at: datetime
    closed_by: int | None
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierPage:
    """One dossier for one officer: state, law, journal, trays, papers, and what this officer may do now."""

    state: DossierState
    law: Law
    history: tuple[HistoryEntry, ...]
    done: tuple[DoneItem, ...]
    ahead: tuple[Ahead, ...]
    offers: tuple[Offer, ...]
    units: Mapping[int, UnitAddress]
    people: Mapping[int, str]
    files: Mapping[str, tuple[str, int]]
    sheets: Sequence[SheetSummary]
    explanation: Explanation | None

    @property
    def process(self) -> Process:
        """Return the process that the dossier follows, or would follow if it were accepted now."""
        return self.law.process

    @property
    def calendar(self) -> Calendar:
        """Return the calendar by which the dossier is counted."""
        return self.law.calendar


def dossier_page(dossier_id: UUID, *, actor: Actor, at: datetime, address: str | None = None) -> DossierPage:
    """Return the page of a dossier and remember that the actor looked at it (R-I18). Raises DossierNotFound."""
    state = state_of(dossier_id, actor=actor)
    page = page_of(state, actor=actor, at=at)
    log_access(
        action="view", subject_type="dossier", subject_ids=[dossier_id], actor=actor, at=at, channel="office",
        address=address,
    )  # fmt: skip
    return page


def page_of(state: DossierState, *, actor: Actor, at: datetime) -> DossierPage:
    """Return the page of a dossier whose state has been read with rights applied."""
    law = lawbook.law_of(state, at)
    done = tuple(_done(state.id))
    return DossierPage(
        state=state,
        law=law,
        history=history(state.id),
        done=done,
        ahead=outlook(state, law.process, law.calendar, at),
        offers=offers_of(state, law, actor),
        units=organization.addresses(_units(state, done)),
        people=organization.officer_names(_people(state, done)),
        files=documents.file_names(sorted(files_of(state))),
        sheets=documents.sheets_of(state.id),
        explanation=explanation_of(state, law),
    )


def offers_of(state: DossierState, law: Law, actor: Actor) -> tuple[Offer, ...]:
    """Return what an actor may do with a dossier now."""
    process = law.process if state.accepted else None
    return acts_for(state, actor, process, immediate=law.terms.immediate)


def explanation_of(state: DossierState, law: Law) -> Explanation | None:
    """Return why the law's due date is what it is, day by day; None before acceptance."""
    if state.accepted_at is None or state.allowance is None:
        return None
    cutoff = time.fromisoformat(state.cutoff) if state.cutoff else None
    terms = Terms(allowance=state.allowance, mode=state.day_mode, cutoff=cutoff)
    return explain(state.accepted_at, terms, law.calendar, state.stops)


def files_of(state: DossierState) -> frozenset[str]:
    """Return the hashes of every file that belongs to a dossier."""
    papers = {file for paper in state.application.papers for file in paper.files}
    draft = {state.draft.file} if state.draft and state.draft.file else set()
    return frozenset(papers | draft)


def request_done(key: str) -> bool:
    """Tell whether a request has been carried out already, so that sending it again is harmless."""
    return bool(key) and DossierEvent.objects.filter(key=key).exists()


def _done(dossier_id: UUID) -> Iterator[DoneItem]:
    rows = WorkItem.objects.filter(dossier_id=dossier_id, closed_at__isnull=False)
    for row in rows.order_by("closed_seq", "number"):
        assert row.closed_at is not None
        yield DoneItem(
            number=row.number,
            kind=ItemKind(row.kind),
            step=row.step,
            unit_id=row.unit_id,
            opened_at=row.opened_at,
            due_at=row.due_at,
            closed_at=row.closed_at,
            closed_by=row.closed_by,
            action=row.action,
        )


def _units(state: DossierState, done: Sequence[DoneItem]) -> set[int]:
    found = {state.receiving_unit, *(item.unit_id for item in state.items)} | {item.unit_id for item in done}
    found |= {asked.unit_id for asked in state.consultations}
    return found | {unit for unit in (state.papers_at, state.papers_going_to) if unit is not None}


def _people(state: DossierState, done: Sequence[DoneItem]) -> set[int]:
    found = {item.assignee for item in state.items} | {item.closed_by for item in done}
    if state.draft is not None:
        found |= {state.draft.drafted_by, state.draft.signed_by}
    return {account for account in found if account is not None}
