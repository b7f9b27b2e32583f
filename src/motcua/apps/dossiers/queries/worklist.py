"""What lies in whose tray, the earliest due first.

A tray is read through the partial indexes of open work items and paged by key, never by offset. The reading
right needs no condition of its own where a tray is asked for by the actor's own posts: whatever lies in a
unit takes that unit into the dossier's `units` (R-I37).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, Self
from uuid import UUID

from django.db import connection
from django.db.models import CharField, F, Max, Q, QuerySet
from django.db.models.functions import Cast

from motcua.apps.catalog.queries import catalog
from motcua.apps.catalog.snapshot import Snapshot
from motcua.apps.dossiers.models import Dossier, WorkItem
from motcua.apps.dossiers.permissions import visible_to
from motcua.apps.dossiers.queries.search import words_query
from motcua.apps.organization import queries as organization
from motcua.domain.access import Actor, scope_of
from motcua.domain.dossier.codec import decode
from motcua.domain.dossier.offers import NextAct, next_act
from motcua.domain.dossier.stages import PAUSED, Stage
from motcua.domain.dossier.values import Draft, ItemKind
from motcua.domain.workflow import Step

PAGE: Final = 40
PROCEDURE_VERSION: Final = "dossier__state__procedure_version"
PROCESS_VERSION: Final = "dossier__state__process_version"
NEVER_HELD: Final = Q(dossier_id__isnull=True)


class Tray(StrEnum):
    """Which trays an officer looks at."""

    MINE = "mine"
    WAITING = "waiting"
    UNIT = "unit"
    SENT = "sent"
    CONSULTATIONS = "consultations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What is left of a tray; `steps` are the codes of the steps that bear one name in several processes."""

    procedure: str = ""
    steps: tuple[str, ...] = ()
    text: str = ""
    late: bool = False
    paused: bool = False
    priority: bool = False

    @property
    def any(self) -> bool:
        """Tell whether anything is filtered out."""
        return self != Filters()


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a list: behind the line of this item."""

    due_at: datetime | None
    dossier_id: UUID
    number: int

    def __str__(self) -> str:
        return f"{self.due_at.isoformat() if self.due_at else ''}~{self.dossier_id}~{self.number}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        """Return the place that a text names, or None when it names none."""
        try:
            due_at, dossier_id, number = text.split("~")
            return cls(datetime.fromisoformat(due_at) if due_at else None, UUID(dossier_id), int(number))
        except ValueError:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One item in a tray with all that its row shows."""

    dossier_id: UUID
    number: int
    kind: ItemKind
    code: str
    applicant: str
    proxy: str
    procedure: str
    procedure_name: str
    process_version: int
    lodged_at: datetime
    step: Step
    opened_at: datetime
    due_at: datetime | None
    dossier_due_at: datetime | None
    stage: int
    assignee: int | None
    holder: str
    claimed: bool
    next_act: NextAct
    priority: bool = False
    apologized: bool = False
    opinions: tuple[bool, ...] = ()

    @property
    def mark(self) -> Mark:
        """Return the line's place in its list."""
        return Mark(self.due_at, self.dossier_id, self.number)

    @property
    def paused(self) -> bool:
        """Tell whether the dossier's clock stands still (R-A91)."""
        return self.stage in PAUSED

    @property
    def group(self) -> str:
        """Return what lines must share to be handed over together: the same step of the same process."""
        return f"{self.procedure}~{self.process_version}~{self.step.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkPage:
    """One page of a tray; `after` leads to the next."""

    lines: tuple[Line, ...]
    after: Mark | None


@dataclass(frozen=True, slots=True)
class Choices:
    """What a tray can be filtered by: names of procedures by key, codes of steps by name."""

    procedures: dict[str, str]
    steps: dict[str, tuple[str, ...]]


def work_page(
    actor: Actor, tray: Tray, filters: Filters, *, at: datetime, after: Mark | None = None, size: int = PAGE
) -> WorkPage:
    """Return a page of a tray: what is due next comes first, what has no due time last."""
    found = filtered(open_items(actor, tray), filters, at=at)
    if after is not None:
        found = found.filter(_behind(after))
    lines = _lines(_ordered(found), limit=size + 1)
    return WorkPage(lines=lines[:size], after=lines[size - 1].mark if len(lines) > size else None)


def neighbors(
    actor: Actor, tray: Tray, filters: Filters, *, at: datetime, here: Mark
) -> tuple[UUID | None, UUID | None]:
    """Return the dossiers before and after a place in a tray, for walking through it."""
    found = filtered(open_items(actor, tray), filters, at=at).exclude(dossier_id=here.dossier_id)
    before = found.filter(_before(here)).order_by(
        F("due_at").desc(nulls_first=True), "-dossier_id", "-number"
    )
    after = _ordered(found.filter(_behind(here)))
    return _first_dossier(before), _first_dossier(after)


def choices(actor: Actor, tray: Tray) -> Choices:
    """Return what a tray can be filtered by, in two queries however many items lie in it.

    Names come from the versions that one dossier of each procedure and step follows.
    """
    kinds = open_items(actor, tray).order_by().values_list("dossier__procedure_key", "step")
    samples = list(kinds.annotate(sample=Max(Cast("dossier_id", CharField()))))
    rows = Dossier.objects.filter(pk__in={sample for _, _, sample in samples}).order_by("id")
    versions = {
        str(pk): (procedure, process)
        for pk, procedure, process in rows.values_list(
            "id", "state__procedure_version", "state__process_version"
        )
    }
    snapshot = catalog()
    procedures: dict[str, str] = {}
    steps: dict[str, set[str]] = {}
    for key, step, sample in samples:
        procedure_version, process_version = versions[sample]
        procedures[key] = snapshot.procedure_version(key, procedure_version).display_name
        steps.setdefault(snapshot.process_version(key, process_version).step(step).name, set()).add(step)
    return Choices(
        dict(sorted(procedures.items(), key=lambda item: item[1])),
        {name: tuple(sorted(codes)) for name, codes in sorted(steps.items())},
    )


_SIZES: Final = """
SELECT kind, false, count(*) FROM dossiers_workitem
WHERE closed_at IS NULL AND assignee_id = %(account)s AND unit_id = ANY(%(units)s)
GROUP BY 1
UNION ALL
SELECT kind, true, count(*) FROM dossiers_workitem
WHERE closed_at IS NULL AND assignee_id IS NULL
    AND (unit_id, role) IN (SELECT * FROM unnest(%(units)s::bigint[], %(roles)s::text[]))
GROUP BY 1
UNION ALL
SELECT kind, false, count(*) FROM dossiers_workitem
WHERE closed_at IS NULL AND assignee_id IS NOT NULL
    AND (unit_id, role) IN (SELECT * FROM unnest(%(held_units)s::bigint[], %(held_roles)s::text[]))
    AND NOT (assignee_id = %(account)s AND unit_id = ANY(%(units)s))
GROUP BY 1
"""


def tray_sizes(actor: Actor) -> dict[Tray, int]:
    """Return how many open items lie in the actor's own trays, in one query."""
    held_for_others = [post for post in actor.posts if post.mandate_id is not None]
    values = {
        "account": actor.account_id,
        "units": [post.unit_id for post in actor.posts],
        "roles": [post.role for post in actor.posts],
        "held_units": [post.unit_id for post in held_for_others],
        "held_roles": [post.role for post in held_for_others],
    }
    sizes = dict.fromkeys((Tray.MINE, Tray.WAITING, Tray.CONSULTATIONS), 0)
    with connection.cursor() as cursor:
        cursor.execute(_SIZES, values)
        for kind, waiting, size in cursor.fetchall():
            asked = Tray.WAITING if waiting else Tray.MINE
            sizes[Tray.CONSULTATIONS if kind == ItemKind.CONSULTATION else asked] += size
    return sizes


def open_items(actor: Actor, tray: Tray) -> QuerySet[WorkItem]:
    """Return the open items of a tray, unordered: the same truth as the policy's right to hold or to see."""
    items = WorkItem.objects.filter(closed_at__isnull=True)
    if tray is Tray.CONSULTATIONS:
        return items.filter(_mine(actor) | _waiting(actor), kind=ItemKind.CONSULTATION)
    items = items.filter(kind=ItemKind.STEP)
    if tray is Tray.MINE:
        return items.filter(_mine(actor))
    if tray is Tray.WAITING:
        return items.filter(_waiting(actor))
    if tray is Tray.SENT:
        sent = items.filter(
            sent_by=actor.account_id, claimed_at__isnull=True, dossier__stage=Stage.PROCESSING
        )
        return sent.filter(visible_to(actor, "dossier__"))
    return items.filter(unit_id__in=units_overseen(actor))


def units_overseen(actor: Actor) -> list[int]:
    """Return the units whose trays an actor looks over: their own, or every one of an agency they lead."""
    scope = scope_of(actor)
    return sorted(scope.units.union(*(organization.units_of(agency).values() for agency in scope.agencies)))


def filtered(items: QuerySet[WorkItem], filters: Filters, *, at: datetime) -> QuerySet[WorkItem]:
    """Return the items that filters leave."""
    if filters.procedure:
        items = items.filter(dossier__procedure_key=filters.procedure)
    if filters.steps:
        items = items.filter(step__in=filters.steps)
    if (words := words_query(filters.text)) is not None:
        items = items.filter(dossier__search=words)
    if filters.late:
        items = items.filter(due_at__lt=at)
    if filters.paused:
        items = items.filter(dossier__stage__in=sorted(PAUSED))
    if filters.priority:
        items = items.filter(dossier__state__application__priority=True)
    return items


def _mine(actor: Actor) -> Q:
    """What is given to the actor in a unit they work in, or to whom they stand in for."""
    own = [post.unit_id for post in actor.posts]
    found = Q(assignee_id=actor.account_id, unit_id__in=own)
    for post in actor.posts:
        if post.mandate_id is not None:
            found |= Q(unit_id=post.unit_id, role=post.role, assignee_id__isnull=False)
    return found


def _waiting(actor: Actor) -> Q:
    found = NEVER_HELD
    for unit, role in sorted({(post.unit_id, post.role) for post in actor.posts}):
        found |= Q(unit_id=unit, role=role, assignee_id__isnull=True)
    return found


def _ordered(items: QuerySet[WorkItem]) -> QuerySet[WorkItem]:
    return items.order_by(F("due_at").asc(nulls_last=True), "dossier_id", "number")


def _behind(mark: Mark) -> Q:
    same = Q(dossier_id__gt=mark.dossier_id) | Q(dossier_id=mark.dossier_id, number__gt=mark.number)
    if mark.due_at is None:
        return Q(due_at__isnull=True) & same
    return Q(due_at__gt=mark.due_at) | Q(due_at__isnull=True) | (Q(due_at=mark.due_at) & same)


def _before(mark: Mark) -> Q:
    same = Q(dossier_id__lt=mark.dossier_id) | Q(dossier_id=mark.dossier_id, number__lt=mark.number)
    if mark.due_at is None:
        return Q(due_at__isnull=False) | (Q(due_at__isnull=True) & same)
    return Q(due_at__lt=mark.due_at) | (Q(due_at=mark.due_at) & same)


def _first_dossier(items: QuerySet[WorkItem]) -> UUID | None:
    return items.values_list("dossier_id", flat=True).first()


def _line(row: dict[str, Any], snapshot: Snapshot) -> Line:
    key, version = row["dossier__procedure_key"], row[PROCESS_VERSION]
    step = snapshot.process_version(key, version).step(row["step"])
    consultations, draft = row["dossier__state__consultations"] or (), row["dossier__state__draft"]
    return Line(
        dossier_id=row["dossier_id"],
        number=row["number"],
        kind=ItemKind(row["kind"]),
        code=row["dossier__code"] or "",
        applicant=row["dossier__applicant_name"],
        proxy=row["dossier__state__application__proxy__name"] or "",
        procedure=key,
        procedure_name=snapshot.procedure_version(key, row[PROCEDURE_VERSION]).display_name,
        process_version=version,
        lodged_at=row["dossier__accepted_at"] or row["dossier__lodged_at"],
        step=step,
        opened_at=row["opened_at"],
        due_at=row["due_at"],
        dossier_due_at=row["dossier__due_at"],
        stage=row["dossier__stage"],
        assignee=row["assignee_id"],
        holder=row["assignee__full_name"] or "",
        claimed=row["claimed_at"] is not None,
        next_act=next_act(step, decode(Draft, draft) if draft else None),
        priority=bool(row["dossier__state__application__priority"]),
        apologized=row["dossier__state__extension"] is not None,
        opinions=tuple("answered_at" in asked or "silent" in asked for asked in consultations),
    )


COLUMNS: Final = (
    "dossier_id", "number", "kind", "step", "opened_at", "due_at", "assignee_id", "assignee__full_name", "claimed_at",
    "dossier__code", "dossier__applicant_name", "dossier__procedure_key", "dossier__lodged_at",
    "dossier__accepted_at", "dossier__due_at", "dossier__stage", PROCEDURE_VERSION, PROCESS_VERSION,
    "dossier__state__draft", "dossier__state__extension", "dossier__state__consultations",
    "dossier__state__application__priority", "dossier__state__application__proxy__name",
)  # fmt: skip


def _lines(items: QuerySet[WorkItem], *, limit: int) -> tuple[Line, ...]:
    rows: Sequence[dict[str, Any]] = list(items.values(*COLUMNS)[:limit])
    snapshot = catalog()
    return tuple(_line(row, snapshot) for row in rows)
