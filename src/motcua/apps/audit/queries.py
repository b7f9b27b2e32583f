"""Reading the journal and checking that nobody has edited it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.apps.audit import chain
from motcua.apps.audit.models import AccessLog, AuditEntry, MerkleRoot
from motcua.apps.audit.operations import envelope


@dataclass(frozen=True, slots=True)
class Act:
    """One administrative act as people read it."""

    at: datetime
    actor_name: str
    action: str
    object_type: str
    object_id: str
    payload: dict[str, Any]
    hash: str


@dataclass(frozen=True, slots=True)
class Glance:
    """One time somebody looked at personal data."""

    at: datetime
    actor_name: str
    action: str
    channel: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Look:
    """One time an officer looked at a subject; who it was is for the organization to tell, or to keep."""

    at: datetime
    account_id: int | None
    action: str
    subject_id: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Seal:
    """The root of one day as it is stored, and as the journal says it was when the day was sealed.

    Either root is empty when it is not there; `heads_count` is then 0.
    """

    day: date
    root: str
    heads_count: int
    root_in_journal: str


def acts_on(*, object_type: str, object_id: object) -> list[Act]:
    """Return what was done to one object, the latest first."""
    entries = AuditEntry.objects.filter(object_type=object_type, object_id=str(object_id)).order_by("-id")
    return [_act(entry) for entry in entries]


def acts_between(since: datetime, until: datetime) -> Iterator[Act]:
    """Yield the acts of a period in the order in which they were recorded."""
    entries = AuditEntry.objects.filter(at__gte=since, at__lt=until).order_by("id")
    return (_act(entry) for entry in entries.iterator(chunk_size=2000))


def first_break() -> chain.Break | None:
    """Return where the chain of the whole journal first breaks; None when it holds."""
    entries = AuditEntry.objects.order_by("id").iterator(chunk_size=2000)
    return chain.first_break(
        chain.Link(entry.pk, envelope(entry), entry.prev_hash, entry.hash) for entry in entries
    )


def head() -> str:
    """Return the hash of the latest entry."""
    return AuditEntry.objects.order_by("-id").values_list("hash", flat=True).first() or chain.GENESIS


def head_before(at: datetime) -> str | None:
    """Return the hash of the latest entry from before an instant; None when there was none."""
    return AuditEntry.objects.filter(at__lt=at).order_by("-id").values_list("hash", flat=True).first()


def seals() -> list[Seal]:
    """Return every sealed day in order, also one whose root or whose entry has vanished."""
    entries = AuditEntry.objects.filter(object_type="day", action="audit.day-sealed").order_by("id")
    in_journal = {
        date.fromisoformat(day): payload["root"]
        for day, payload in entries.values_list("object_id", "payload")
    }
    stored = {seal.day: (seal.root, seal.heads_count) for seal in MerkleRoot.objects.order_by("day")}
    return [
        Seal(day, *stored.get(day, ("", 0)), in_journal.get(day, ""))
        for day in sorted(stored.keys() | in_journal)
    ]


def root_of(day: date) -> str | None:
    """Return the published root of a day; None when it has not been sealed."""
    return MerkleRoot.objects.filter(day=day).values_list("root", flat=True).first()


def who_looked_at(*, subject_type: str, subject_id: object) -> list[Glance]:
    """Return who looked at one dossier or person, the latest first."""
    rows = AccessLog.objects.filter(subject_type=subject_type, subject_id=str(subject_id)).order_by(
        "-at", "-id"
    )
    return [Glance(row.at, row.actor_name, row.action, row.channel, row.purpose) for row in rows]


def _act(entry: AuditEntry) -> Act:
    return Act(
        entry.at,
        entry.actor_name,
        entry.action,
        entry.object_type,
        entry.object_id,
        entry.payload,
        entry.hash,
    )


def looks_of_officers(*, subject_type: str, subject_ids: Iterable[object], limit: int) -> list[Look]:
    """Return when officers looked at any of some subjects, the latest first, whatever they are called."""
    rows = AccessLog.objects.filter(
        subject_type=subject_type, subject_id__in=[str(one) for one in subject_ids], actor_kind="officer"
    ).order_by("-at", "-id")[:limit]
    return [Look(row.at, row.actor_account_id, row.action, row.subject_id, row.purpose) for row in rows]
