"""Writing processes: begun from a version, saved again and again, thrown away, taken back before their day."""

from datetime import date, datetime
from typing import Final

from django.db import transaction

from motcua.apps.catalog import permissions
from motcua.apps.catalog.models import Procedure, ProcessVersion, Status
from motcua.apps.catalog.operations.drafts import DraftChangedMeanwhile, DraftOpenAlready
from motcua.apps.catalog.operations.publishing import RemarksMissing, VersionInForceAlready
from motcua.apps.catalog.operations.versions import (
    Validity,
    changed,
    draft,
    locked,
    record_version,
    require_status,
)
from motcua.apps.catalog.values import stored_process
from motcua.domain.access import Actor
from motcua.domain.errors import DomainError
from motcua.domain.workflow import Process

OPEN: Final = (Status.DRAFT, Status.REVIEW)


class ProcedureUnknown(DomainError):
    """There is no procedure of that key."""

    code = "catalog.procedure-unknown"

    def __init__(self, *, procedure_key: str) -> None:
        super().__init__(procedure_key)
        self.procedure_key = procedure_key


@transaction.atomic
def begin_process(
    *, procedure_key: str, process: Process, validity: Validity, actor: Actor, at: datetime
) -> int:
    """Begin the next version of how a procedure is handled, and return its id.

    Raises NotPermitted, ProcedureUnknown, DraftOpenAlready.
    """
    permissions.require(actor, "begin_process")
    procedure = Procedure.objects.select_for_update(of=("self",)).filter(key=procedure_key).first()
    if procedure is None:
        raise ProcedureUnknown(procedure_key=procedure_key)
    if found := procedure.processes.filter(status__in=OPEN).order_by("number").first():
        raise DraftOpenAlready(version_id=found.pk, number=found.number, author=found.author_name)
    version = draft(ProcessVersion, procedure, stored_process(process), validity, actor)
    record_version("catalog.process-drafted", version, actor, at, reason=validity.reason)
    return version.pk


@transaction.atomic
def save_process(*, version_id: int, revision: int, process: Process, actor: Actor, at: datetime) -> int:
    """Save a draft, sound or not yet, and return its new revision; `revision` is the one that was opened.

    Raises NotPermitted, VersionNotFound, VersionNotInStatus, DraftChangedMeanwhile.
    """
    permissions.require(actor, "save_process")
    version = _opened(version_id, revision)
    data = stored_process(process)
    if data == version.data:
        return version.revision
    version.data = data
    return _saved(version, ["data"], actor, at)


@transaction.atomic
def set_process_validity(
    *, version_id: int, revision: int, validity: Validity, actor: Actor, at: datetime
) -> int:
    """Set from when and why a draft shall hold, and return its new revision.

    Raises NotPermitted, VersionNotFound, VersionNotInStatus, DraftChangedMeanwhile.
    """
    permissions.require(actor, "set_process_validity")
    version = _opened(version_id, revision)
    version.valid_from, version.valid_to = validity.since, validity.until
    version.decision, version.reason = validity.decision, validity.reason
    return _saved(version, ["valid_from", "valid_to", "decision", "reason"], actor, at)


@transaction.atomic
def drop_process(*, version_id: int, actor: Actor, at: datetime) -> None:
    """Throw a draft away. Raises NotPermitted, VersionNotFound, VersionNotInStatus."""
    permissions.require(actor, "drop_process")
    version = locked(ProcessVersion, version_id)
    require_status(version, Status.DRAFT)
    record_version("catalog.process-draft-dropped", version, actor, at)
    version.delete()


@transaction.atomic
def withdraw_process(*, version_id: int, reason: str, on: date, actor: Actor, at: datetime) -> None:
    """Take back a published process before the day it would hold; the one before goes on in its place.

    `on` is today. Raises NotPermitted, VersionNotFound, VersionNotInStatus, VersionInForceAlready, RemarksMissing.
    """
    permissions.require(actor, "withdraw_process")
    version = locked(ProcessVersion, version_id)
    require_status(version, Status.PUBLISHED)
    if version.valid_from <= on:
        raise VersionInForceAlready(since=version.valid_from)
    if not reason.strip():
        raise RemarksMissing
    version.status = Status.WITHDRAWN
    version.save(update_fields=["status"])
    before = ProcessVersion.objects.filter(
        procedure_id=version.procedure_id, status=Status.PUBLISHED, valid_to=version.valid_from
    )
    before.update(valid_to=version.valid_to)
    changed()
    record_version("catalog.process-withdrawn", version, actor, at, reason=reason)


def _opened(version_id: int, revision: int) -> ProcessVersion:
    version = locked(ProcessVersion, version_id)
    require_status(version, Status.DRAFT)
    if version.revision != revision:
        assert version.saved_at is not None  # Whoever raised the revision left the moment.
        raise DraftChangedMeanwhile(
            saved_by=version.saved_by_name, saved_at=version.saved_at, revision=version.revision
        )
    return version


def _saved(version: ProcessVersion, fields: list[str], actor: Actor, at: datetime) -> int:
    version.revision += 1
    version.saved_by_name, version.saved_at = actor.name, at
    if actor.account_id is not None and actor.account_id not in version.editor_ids:
        version.editor_ids = [*version.editor_ids, actor.account_id]
    version.save(update_fields=[*fields, "revision", "editor_ids", "saved_by_name", "saved_at"])
    record_version("catalog.process-saved", version, actor, at, revision=str(version.revision))
    return version.revision
