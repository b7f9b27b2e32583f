"""Reading the messages of a dossier, and the threads that wait for an answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.apps.catalog.models import Procedure
from motcua.apps.documents import queries as documents
from motcua.apps.dossiers import queries as dossiers
from motcua.apps.dossiers.models import WorkItem
from motcua.apps.dossiers.operations import DossierNotFound
from motcua.apps.dossiers.permissions import visible_to
from motcua.apps.feedback.models import Message, Thread
from motcua.apps.feedback.operations.threads import side_of, standing_of
from motcua.apps.organization import queries as organization
from motcua.domain.access import Actor
from motcua.domain.access.policy import AGENCY_WIDE_ROLES, EVERYTHING_ROLES
from motcua.domain.feedback import threads
from motcua.domain.feedback.threads import Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One message as its reader sees it: `who` is a name for officers, the unit for applicants."""

    number: int
    side: Side
    mine: bool
    who: str
    text: str
    files: tuple[tuple[str, str, int], ...]
    at: datetime
    new: bool
    seen: bool


@dataclass(frozen=True, slots=True)
class ThreadView:
    """A whole thread for one reader; empty when nobody has written yet."""

    dossier_id: UUID
    lines: tuple[Line, ...] = ()
    unread: int = 0
    waiting_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """A thread in the list of an officer."""

    dossier_id: UUID
    code: str
    procedure: str
    applicant: str
    excerpt: str
    count: int
    unread: int
    waiting_since: datetime | None
    changed_at: datetime


def thread_of(dossier_id: UUID, *, actor: Actor) -> ThreadView:
    """Return the thread of a dossier the actor may see. Raises DossierNotFound.

    An applicant reads which unit answered, not which officer.
    """
    dossiers.state_of(dossier_id, actor=actor)
    thread = Thread.objects.filter(pk=dossier_id).first()
    if thread is None:
        return ThreadView(dossier_id)
    side, standing = side_of(actor), standing_of(thread)
    messages = list(Message.objects.filter(thread_id=dossier_id).order_by("number"))
    names = documents.file_names(sorted({sha for message in messages for sha in message.files}))
    units = organization.addresses({message.unit_id for message in messages if message.unit_id})
    unread = threads.unread(standing, side)
    seen_by_other = standing.seen_by_agency if side is Side.APPLICANT else standing.seen_by_applicant
    lines = tuple(
        Line(
            number=message.number,
            side=Side(message.side),
            mine=message.side == side,
            who=_who(message, side, {pk: unit.unit_name for pk, unit in units.items()}),
            text=message.text,
            files=tuple((sha, *names.get(sha, ("", 0))) for sha in message.files),
            at=message.at,
            new=message.number > standing.last - unread and message.side != side,
            seen=message.number <= seen_by_other,
        )
        for message in messages
    )
    return ThreadView(dossier_id, lines, unread, thread.waiting_since)


def file_of_message(dossier_id: UUID, sha256: str, *, actor: Actor) -> None:
    """Return quietly when a file belongs to a thread the actor may see. Raises DossierNotFound."""
    dossiers.state_of(dossier_id, actor=actor)
    if not Message.objects.filter(thread_id=dossier_id, files__contains=[sha256]).exists():
        raise DossierNotFound


def unread_of(dossier_ids: Sequence[UUID], side: Side) -> dict[UUID, int]:
    """Return how many messages a side has not seen, for the dossiers of a list, in one query."""
    found = Thread.objects.filter(pk__in=dossier_ids).order_by("pk")
    return {thread.pk: n for thread in found if (n := threads.unread(standing_of(thread), side))}


def waiting_threads(actor: Actor, *, everything: bool = False, most: int = 200) -> list[ThreadRow]:
    """Return the threads that wait for an answer of the units that hold the dossiers, the oldest first.

    With `everything`, all threads of dossiers the actor may see, the latest first.
    """
    if everything:
        found = Thread.objects.filter(visible_to(actor, "dossier__")).order_by("-changed_at")
    else:
        found = _waiting(actor).order_by("waiting_since", "pk")
    rows = list(found.select_related("dossier")[:most])
    last = {
        message.thread_id: message.text
        for message in Message.objects.filter(
            thread_id__in=[row.pk for row in rows], side=Side.APPLICANT
        ).order_by("thread_id", "number")
    }
    names = _procedures({row.dossier.procedure_key for row in rows})
    return [_row(row, last.get(row.pk, ""), names) for row in rows]


def waiting_count(actor: Actor) -> int:
    """Return how many threads wait for an answer of the units that hold the dossiers."""
    return _waiting(actor).count()


def _waiting(actor: Actor) -> QuerySet[Thread]:
    """Return the threads that an officer's unit owes an answer: where the dossier lies now, else where it was received.

    Those who lead an agency see what waits anywhere in it. Supervision owes no answers.
    """
    working = [post for post in actor.posts if post.role not in EVERYTHING_ROLES]
    units = {post.unit_id for post in working}
    wide = {post.agency_id for post in working if post.role in AGENCY_WIDE_ROLES}
    visible = Thread.objects.filter(visible_to(actor, "dossier__"), waiting_since__isnull=False)
    lying = WorkItem.objects.filter(closed_at__isnull=True, dossier__thread__waiting_since__isnull=False)
    here = lying.filter(Q(unit_id__in=units) | Q(agency_id__in=wide)).values("dossier_id")
    nowhere = ~Exists(lying.filter(dossier_id=OuterRef("pk")))
    return visible.filter(Q(pk__in=here) | Q(nowhere, dossier__receiving_unit_id__in=units))


def _who(message: Message, reader: Side, units: dict[int, str]) -> str:
    if message.side == Side.AGENCY and message.unit_id is not None:
        unit = units.get(message.unit_id, "")
        return unit if reader is Side.APPLICANT else f"{message.author_name}, {unit}"
    return message.author_name


def _procedures(keys: Iterable[str]) -> dict[str, str]:
    found = Procedure.objects.filter(key__in=set(keys)).values_list("key", "short_name", "name")
    return {key: short or name for key, short, name in found}


def _row(thread: Thread, text: str, names: Mapping[str, str]) -> ThreadRow:
    return ThreadRow(
        dossier_id=thread.pk,
        code=thread.dossier.code or "",
        procedure=names.get(thread.dossier.procedure_key, ""),
        applicant=thread.dossier.applicant_name,
        excerpt=text[:160],
        count=thread.last,
        unread=threads.unread(standing_of(thread), Side.AGENCY),
        waiting_since=thread.waiting_since,
        changed_at=thread.changed_at,
    )
