"""Reading incidents, and what visitors say of the pages."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from motcua.apps.feedback.models import Incident, IncidentNote, PageVote
from motcua.apps.feedback.operations.reports import IncidentNotFound
from motcua.domain.access import Actor, NotPermitted
from motcua.domain.feedback import incidents
from motcua.domain.feedback.incidents import NEXT, IncidentKind, IncidentState

PAGE_KEEPERS = ("procedure_control", "province_admin", "office_head")


@dataclass(frozen=True, slots=True)
class Note:
    """One answer to an incident."""

    state: IncidentState
    text: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentView:
    """An incident as its reporter and those who solve it see it; `ways` are the states it may go to by the reader."""

    id: int
    kind: IncidentKind
    state: IncidentState
    page: str
    text: str
    who: str
    agency: str
    reported_at: datetime
    notes: tuple[Note, ...] = ()
    ways: tuple[IncidentState, ...] = ()


@dataclass(frozen=True, slots=True)
class PageOpinion:
    """How a page is found: its name, votes, and what was remarked lately."""

    page: str
    helped: int
    not_helped: int
    remarks: tuple[str, ...]


def incidents_for(actor: Actor, *, solved: bool = False) -> list[IncidentView]:
    """Return the incidents of an officer, or of everybody for those who solve them; open ones, the latest first."""
    found = Incident.objects.filter(state=IncidentState.SOLVED) if solved else Incident.objects.exclude(
        state=IncidentState.SOLVED
    )  # fmt: skip
    if not incidents.solves(actor):
        found = found.filter(reporter_account_id=actor.account_id or 0)
    return [_view(row) for row in found.select_related("agency").order_by("-reported_at", "-id")[:200]]


def incident(incident_id: int, *, actor: Actor) -> IncidentView:
    """Return one incident with its answers. Raises IncidentNotFound, also for somebody else's."""
    row = Incident.objects.filter(pk=incident_id).select_related("agency").first()
    if row is None or not (incidents.solves(actor) or row.reporter_account_id == actor.account_id):
        raise IncidentNotFound
    state = IncidentState(row.state)
    if incidents.solves(actor):
        ways = [one for one in IncidentState if one in NEXT[state]]
    else:
        ways = [IncidentState.OPEN] if state is IncidentState.SOLVED else [state]
    notes = IncidentNote.objects.filter(incident_id=row.pk).order_by("id")
    told = tuple(Note(IncidentState(note.state), note.text, note.by_name, note.at) for note in notes)
    return _view(row, told, tuple(ways))


def reads_opinions(actor: Actor) -> bool:
    """Tell whether an officer keeps the pages of the portal."""
    return actor.has_role(*PAGE_KEEPERS)


def opinions(actor: Actor) -> list[PageOpinion]:
    """Return how every page is found, those that helped least often first. Raises NotPermitted."""
    if not reads_opinions(actor):
        raise NotPermitted(action="read_page_votes")
    counted = PageVote.objects.values("page").annotate(
        yes=Count("id", filter=Q(helped=True)), no=Count("id", filter=Q(helped=False))
    )
    rows = list(counted.order_by("-no", "page")[:200])
    remarks: dict[str, list[str]] = {}
    for page, text in (
        PageVote.objects.exclude(comment="").order_by("-id").values_list("page", "comment")[:500]
    ):
        remarks.setdefault(page, []).append(text)
    return [
        PageOpinion(row["page"], row["yes"], row["no"], tuple(remarks.get(row["page"], ())[:10]))
        for row in rows
    ]


def _view(row: Incident, notes: tuple[Note, ...] = (), ways: tuple[IncidentState, ...] = ()) -> IncidentView:
    return IncidentView(
        id=row.pk, kind=IncidentKind(row.kind), state=IncidentState(row.state), page=row.page, text=row.text,
        who=row.reporter_name, agency=row.agency.name, reported_at=row.reported_at, notes=notes, ways=ways,
    )  # fmt: skip
