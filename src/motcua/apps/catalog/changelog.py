"""Which procedure changed, from when and by which decision: for everybody (R-C41)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import pairwise
from uuid import UUID

from motcua.apps.catalog import snapshot
from motcua.apps.catalog.models import Procedure, ProcedureVersion, Status
from motcua.domain.catalog import Change, compare


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedChange:
    """A change as it was made known. `first` is a procedure's beginning and `ended` its end."""

    key: str
    name: str
    since: date
    published_at: datetime
    decision: str
    reason: str
    number: int
    first: bool = False
    ended: bool = False
    changes: tuple[Change, ...] = ()


def recent(limit: int, *, procedure_key: str = "") -> list[PublishedChange]:
    """Return the latest changes, by the moment of publication; the end of a procedure counts from its day.

    All of them are put together once after a change of the catalog.
    """
    revision = snapshot.current().revision
    every = _every(revision) if revision else _read()
    return [one for one in every if procedure_key in ("", one.key)][:limit]


@lru_cache(maxsize=1)
def _every(revision: UUID) -> tuple[PublishedChange, ...]:
    return _read()


def _read() -> tuple[PublishedChange, ...]:
    found: list[PublishedChange] = []
    for procedure in Procedure.objects.order_by("id").prefetch_related("versions"):
        versions = [one for one in procedure.versions.all() if one.status == Status.PUBLISHED]
        found += _of(procedure, sorted(versions, key=lambda one: one.valid_from))
    return tuple(sorted(found, key=lambda one: (one.published_at, one.since, one.key), reverse=True))


def _of(procedure: Procedure, versions: Sequence[ProcedureVersion]) -> list[PublishedChange]:
    found = [_change(procedure, versions[0], first=True)] if versions else []
    for one, other in pairwise(versions):
        found.append(_change(procedure, other, changes=compare(one.data, other.data)))
    last = versions[-1] if versions else None
    if last is not None and last.end_decision and last.valid_to:
        found.append(_ended(procedure, last, last.valid_to))
    return found


def _change(
    procedure: Procedure, version: ProcedureVersion, *, first: bool = False, changes: tuple[Change, ...] = ()
) -> PublishedChange:
    return PublishedChange(
        key=procedure.key,
        name=procedure.short_name or procedure.name,
        since=version.valid_from,
        published_at=_moment(version),
        decision=version.decision or str(version.data.get("publishing_decision", "")),
        reason=version.reason,
        number=version.number,
        first=first,
        changes=changes,
    )


def _ended(procedure: Procedure, version: ProcedureVersion, on: date) -> PublishedChange:
    return PublishedChange(
        key=procedure.key,
        name=procedure.short_name or procedure.name,
        since=on,
        published_at=_moment(version),
        decision=version.end_decision,
        reason="",
        number=version.number,
        ended=True,
    )


def _moment(version: ProcedureVersion) -> datetime:
    """Return when a version was published; every published one has been."""
    assert version.published_at is not None
    return version.published_at
