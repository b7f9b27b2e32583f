"""Where the paper dossiers are: to be sent from the counter, on their way, and expected at the desk."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.fields.json import KT

from motcua.apps.catalog.queries import catalog
from motcua.apps.catalog.snapshot import Snapshot
from motcua.apps.dossiers.models import Dossier, WorkItem
from motcua.apps.dossiers.permissions import visible_to
from motcua.apps.dossiers.queries.desk import BRIEF, Brief, brief, brief_of, counter_units, states
from motcua.apps.organization import queries as organization
from motcua.apps.organization.queries import UnitAddress
from motcua.domain.access import Actor
from motcua.domain.access.policy import COUNTER_ROLES
from motcua.domain.dossier import DossierState
from motcua.domain.dossier.stages import Stage
from motcua.domain.dossier.values import Channel, CollectBy
from motcua.domain.workflow import ActionKind


@dataclass(frozen=True, slots=True)
class ToSend:
    """A dossier in the counter's own tray, and where its next step is (R-A28, R-A29)."""

    brief: Brief
    item: int
    action: str
    unit_id: int
    unit_name: str
    agency_name: str
    due_at: datetime | None
    version: int
    accepted_at: datetime


def to_send(actor: Actor) -> tuple[ToSend, ...]:
    """Return what lies in the trays of the actor's counters to be sent on, the earliest due first (R-A28)."""
    items = WorkItem.objects.filter(
        unit_id__in=counter_units(actor), role__in=COUNTER_ROLES, kind="step", closed_at__isnull=True,
        dossier__stage=Stage.ACCEPTED,
    )  # fmt: skip
    rows = items.order_by("due_at", "dossier__code").values_list("dossier__state", flat=True)
    snapshot = catalog()
    found = [row for state in states(rows) if (row := _to_send(state, snapshot)) is not None]
    places = organization.addresses({row.unit_id for row in found})
    return tuple(
        replace(row, unit_name=places[row.unit_id].unit_name, agency_name=places[row.unit_id].agency_name)
        for row in found
    )


def _to_send(state: DossierState, snapshot: Snapshot) -> ToSend | None:
    assert state.accepted_at is not None
    process = snapshot.process_version(state.procedure, state.process_version)
    places = snapshot.unit_addresses(process, state.receiving_unit, state.competent_agency)
    for item in state.step_items():
        step = process.step(item.step)
        action = next((a for a in step.actions if a.kind == ActionKind.FORWARD), None)
        if item.unit_id != state.receiving_unit or action is None:
            continue
        return ToSend(
            brief=brief(state, snapshot),
            item=item.id,
            action=action.id,
            unit_id=places[process.step(action.targets[0]).unit].unit_id,
            unit_name="",
            agency_name="",
            due_at=item.due_at,
            version=state.version,
            accepted_at=state.accepted_at,
        )
    return None


@dataclass(frozen=True, slots=True)
class Coming:
    """Papers on their way to a unit."""

    brief: Brief
    unit_id: int
    from_unit: str


def papers_coming(actor: Actor) -> tuple[Coming, ...]:
    """Return the papers on their way to the actor's units, not acknowledged yet (R-S8)."""
    units = sorted({post.unit_id for post in actor.posts})
    going = Dossier.objects.filter(papers_going_to__in=units).order_by("accepted_at", "code")
    rows = list(going.values(*BRIEF, "papers_going_to", "papers_at"))
    places = organization.addresses({row["papers_at"] for row in rows if row["papers_at"]})
    snapshot = catalog()
    return tuple(
        Coming(
            brief=brief_of(row, snapshot),
            unit_id=row["papers_going_to"],
            from_unit=places[row["papers_at"]].unit_name if row["papers_at"] in places else "",
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where the system says the paper of a dossier is; `at_counter` tells that it lies in the counter's tray."""

    brief: Brief
    accepted: bool
    ended: bool
    at: int | None
    at_name: str
    going_to: int | None
    going_to_name: str
    at_counter: bool
    send_by: datetime | None
    on_paper: bool


_COLUMNS = (
    *BRIEF, "accepted_at", "papers_at", "papers_going_to", "result", "channel", "collect_by", "receiving_unit_id",
)  # fmt: skip


def expected_at(unit_id: int) -> tuple[Whereabouts, ...]:
    """Return what the system says lies at a counter: taken in and not sent on, or waiting to be fetched.

    A filing without a code is not scanned; it stands among the filings to be checked.
    """
    here = Dossier.objects.filter(papers_at=unit_id, papers_going_to__isnull=True, code__isnull=False)
    found = _whereabouts(here.exclude(stage__in=(Stage.NOT_ACCEPTED, Stage.RETURNED)).order_by("code"))
    return tuple(place for place in found if place.on_paper)


def whereabouts(codes: Iterable[str], *, actor: Actor) -> dict[str, Whereabouts]:
    """Return where the papers of some codes are, of those dossiers that the actor may see."""
    seen = Dossier.objects.filter(visible_to(actor), code__in=list(codes)).order_by("code")
    return {place.brief.code: place for place in _whereabouts(seen)}


def _whereabouts(dossiers: QuerySet[Dossier]) -> tuple[Whereabouts, ...]:
    rows = list(dossiers.annotate(collect_by=KT("state__application__collect_by")).values(*_COLUMNS))
    units = {row[name] for row in rows for name in ("papers_at", "papers_going_to") if row[name]}
    places = organization.addresses(units)
    trays = _counter_trays([row["id"] for row in rows])
    snapshot = catalog()
    return tuple(_whereabout(row, brief_of(row, snapshot), places, trays) for row in rows)


def _whereabout(
    row: Mapping[str, object],
    line: Brief,
    places: Mapping[int, UnitAddress],
    trays: Mapping[UUID, datetime | None],
) -> Whereabouts:
    at, going_to = row["papers_at"], row["papers_going_to"]
    assert at is None or isinstance(at, int)
    assert going_to is None or isinstance(going_to, int)
    return Whereabouts(
        brief=line,
        accepted=row["accepted_at"] is not None,
        ended=bool(row["result"]),
        at=at,
        at_name=_unit_name(places, at),
        going_to=going_to,
        going_to_name=_unit_name(places, going_to),
        at_counter=line.id in trays,
        send_by=trays.get(line.id),
        on_paper=_on_paper(row, line.stage),
    )


def _unit_name(places: Mapping[int, UnitAddress], unit_id: int | None) -> str:
    return places[unit_id].unit_name if unit_id is not None and unit_id in places else ""


def _on_paper(row: Mapping[str, object], stage: int) -> bool:
    """An online dossier has no paper before its result; a result sent electronically is none."""
    if stage == Stage.DONE:
        return row["collect_by"] != CollectBy.ELECTRONIC
    return row["channel"] != Channel.ONLINE


def _counter_trays(dossiers: list[UUID]) -> dict[UUID, datetime | None]:
    """Return until when those in the counter's own tray must be sent on."""
    items = WorkItem.objects.filter(
        dossier_id__in=dossiers, closed_at__isnull=True, dossier__stage=Stage.ACCEPTED, role__in=COUNTER_ROLES
    )
    return dict(items.order_by("dossier_id").values_list("dossier_id", "due_at"))
