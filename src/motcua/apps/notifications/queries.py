"""Reading: what people chose, their inboxes, the log of an agency, how carriers and queue are."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.apps.notifications import carriers, circuits, permissions, queueing
from motcua.apps.notifications.errors import MessageNotFound
from motcua.apps.notifications.models import CarrierState, Delivery, InboxItem, Message, Preference, State
from motcua.domain.access import Actor
from motcua.domain.calendar import TIMEZONE
from motcua.domain.messages.routing import Choices, Group, Way

ENOUGH: Final = 5_000


@dataclass(frozen=True, slots=True)
class Notice:
    """One line of an inbox."""

    id: int
    event: str
    title: str
    text: str
    dossier_id: UUID | None
    dossier_code: str
    at: datetime
    read: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What of the log is wanted; empty means all."""

    state: str = ""
    way: str = ""
    event: str = ""
    code: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class CarrierFacts:
    """How one carrier is: `resting_until` while nobody asks it."""

    name: str
    way: Way
    resting_until: datetime | None
    last_good_at: datetime | None
    last_bad_at: datetime | None
    last_code: str


@dataclass(frozen=True, slots=True)
class Lane:
    """What waits in one lane of the queue, and since when the oldest."""

    name: str
    waiting: int
    since: datetime | None


def choices_of(person_id: int) -> Choices:
    """Return what a person has chosen."""
    rows = Preference.objects.filter(person_id=person_id).values_list("group", "way", "wanted")
    return {(Group(group), Way(way)): wanted for group, way, wanted in rows.order_by("id")}


# ---- Inboxes ----


def inbox(*, person_id: int | None = None, account_id: int | None = None) -> QuerySet[InboxItem]:
    """Return the notices of one reader, the latest first."""
    if (person_id is None) == (account_id is None):
        raise ValueError("an inbox has one reader")
    reader = Q(person_id=person_id) if person_id is not None else Q(account_id=account_id)
    return InboxItem.objects.filter(reader).order_by("-at", "-id")


def notices(items: Sequence[InboxItem]) -> list[Notice]:
    """Return rows of an inbox as values."""
    return [
        Notice(
            item.pk, item.event, item.title, item.text, item.dossier_id, item.dossier_code, item.at,
            item.read_at is not None,
        )
        for item in items
    ]  # fmt: skip


def unread(*, person_id: int | None = None, account_id: int | None = None) -> int:
    """Return how many notices of a reader are new."""
    return inbox(person_id=person_id, account_id=account_id).filter(read_at__isnull=True).count()


# ---- The log ----


def log(sought: Sought, *, actor: Actor) -> QuerySet[Message]:
    """Return the messages that an actor may read and looks for, the latest first."""
    rows = _readable(actor)
    if sought.state:
        rows = rows.filter(state=sought.state)
    if sought.way:
        rows = rows.filter(way=sought.way)
    if sought.event:
        rows = rows.filter(event=sought.event)
    if sought.code:
        rows = rows.filter(dossier_code__icontains=sought.code.strip())
    if sought.since:
        rows = rows.filter(created_at__gte=datetime.combine(sought.since, time.min, tzinfo=TIMEZONE))
    return rows.order_by("-id")


def message(message_id: int, *, actor: Actor) -> tuple[Message, list[Delivery]]:
    """Return one message with its tries. Raises MessageNotFound, also for one that may not be read."""
    row = _readable(actor).filter(pk=message_id).first()
    if row is None:
        raise MessageNotFound
    return row, list(Delivery.objects.filter(message=row).order_by("at", "id"))


def of_dossier(dossier_id: UUID) -> list[Message]:
    """Return what was sent about a dossier, the latest first; its reader was checked by the caller."""
    return list(Message.objects.filter(dossier_id=dossier_id).order_by("-id"))


def counts(*, actor: Actor, at: datetime, days: int = 7) -> list[tuple[str, Mapping[str, int]]]:
    """Return how many messages of the last days stand where, by event, the most frequent first."""
    rows = _readable(actor).filter(created_at__gt=at - timedelta(days=days))
    found: dict[str, dict[str, int]] = {}
    grouped = rows.order_by().values_list("event", "state").annotate(number=Count("pk"))
    for event, state, number in grouped.order_by("event", "state"):
        found.setdefault(event, {})[state] = number
    return sorted(found.items(), key=lambda item: (-sum(item[1].values()), item[0]))


def dead(*, actor: Actor) -> int:
    """Return how many messages were given up and can still be sent again."""
    return _readable(actor).filter(state=State.DEAD).exclude(Q(address="") | Q(text="")).count()


def _readable(actor: Actor) -> QuerySet[Message]:
    allowed = permissions.agencies(actor)
    return Message.objects.all() if allowed is None else Message.objects.filter(agency_id__in=allowed)


# ---- Carriers and the queue ----


def carrier_facts(at: datetime) -> list[CarrierFacts]:
    """Return how each carrier of this installation is."""
    known = {row.name: row for row in CarrierState.objects.order_by("name")}
    found = []
    for carrier in carriers.every():
        row = known.get(carrier.name)
        resting = row.open_until if row and not circuits.circuit_of(row).allows(at) else None
        found.append(
            CarrierFacts(
                carrier.name,
                carrier.way,
                resting,
                row.last_good_at if row else None,
                row.last_bad_at if row else None,
                row.last_code if row else "",
            )
        )
    return found


def lanes() -> list[Lane]:
    """Return what waits in each lane of the queue, the most urgent first."""
    jobs = ProcrastinateJob.objects.filter(task_name=queueing.TASK, status="todo")
    rows = jobs.order_by().values_list("queue_name").annotate(number=Count("pk"))
    found = dict(rows.order_by("queue_name"))
    names = (queueing.URGENT, queueing.NORMAL, queueing.BULK)
    return [Lane(name, found.get(name, 0), _oldest(name) if name in found else None) for name in names]


def states() -> Mapping[str, int]:
    """Return how many messages stand where."""
    rows = Message.objects.order_by().values_list("state").annotate(number=Count("pk"))
    return dict(rows.order_by("state"))


def overdue(before: datetime) -> list[tuple[int, int]]:
    """Return messages, with their priority, that should have been tried and have no job left."""
    due = Q(state=State.WAITING, next_try_at__lt=before) | Q(state=State.SENDING, lease_until__lt=before)
    rows = Message.objects.filter(due).order_by("-priority", "next_try_at", "id")
    late = list(rows.values_list("pk", "priority")[:ENOUGH])
    with_job = _with_job({pk for pk, _ in late})
    return [(pk, priority) for pk, priority in late if pk not in with_job]


def _oldest(queue: str) -> datetime | None:
    waiting = Message.objects.filter(state=State.WAITING, priority__in=queueing.priorities_of(queue))
    since: datetime | None = waiting.aggregate(since=Min("created_at"))["since"]
    return since


def _with_job(keys: Collection[int]) -> set[int]:
    if not keys:
        return set()
    jobs = ProcrastinateJob.objects.filter(task_name=queueing.TASK, status__in=["todo", "doing"])
    return {int(args["message_id"]) for args in jobs.order_by("pk").values_list("args", flat=True)}
