"""From the draft to the published version and to its end (R-C41)."""

from datetime import date, datetime

from django.db import transaction

from motcua.apps.audit.announce import announce
from motcua.apps.catalog import permissions
from motcua.apps.catalog.events import ProcedurePublished, ProcessPublished
from motcua.apps.catalog.models import DraftRevision, Procedure, ProcedureVersion, ProcessVersion, Status
from motcua.apps.catalog.operations import offers
from motcua.apps.catalog.operations.versions import (
    Validity,
    changed,
    draft,
    locked,
    make_room,
    record_version,
    require_status,
    show,
)
from motcua.apps.catalog.snapshot import ProcedureNotInForce
from motcua.apps.catalog.values import process_of, stored_process
from motcua.domain.access import Actor
from motcua.domain.catalog import ProcedureDefinition, procedure_from_data, procedure_to_data
from motcua.domain.errors import DomainError
from motcua.domain.workflow import Process
from motcua.domain.workflow.soundness import Flaw, check


class ProcessNotSound(DomainError):
    """The process cannot be followed to its end as the law wants; `flaws` say why."""

    code = "catalog.process-not-sound"

    def __init__(self, *, procedure_key: str, flaws: tuple[Flaw, ...]) -> None:
        super().__init__(f"{procedure_key}: " + ", ".join(flaw.code for flaw in flaws))
        self.procedure_key = procedure_key
        self.flaws = flaws


class OwnDraft(DomainError):
    """Whoever wrote a draft asks to publish it: another person has to look at it first (R-C41)."""

    code = "catalog.own-draft"


class RemarksMissing(DomainError):
    """A draft would go back to its author without a word on what to change."""

    code = "catalog.remarks-missing"


class DecisionMissing(DomainError):
    """A procedure would be given up without the decision that says so."""

    code = "catalog.decision-missing"


class VersionInForceAlready(DomainError):
    """A version that dossiers may already have been accepted under would be withdrawn."""

    code = "catalog.version-in-force-already"

    def __init__(self, *, since: date) -> None:
        super().__init__(since.isoformat())
        self.since = since


@transaction.atomic
def draft_procedure(
    *, definition: ProcedureDefinition, validity: Validity, actor: Actor, at: datetime
) -> int:
    """Keep a new draft version of a procedure, new or known, and return its id. Raises NotPermitted."""
    permissions.require(actor, "draft_procedure")
    procedure = _procedure_for(definition)
    version = draft(ProcedureVersion, procedure, procedure_to_data(definition), validity, actor)
    record_version("catalog.procedure-drafted", version, actor, at)
    return version.pk


@transaction.atomic
def draft_process(
    *, procedure_key: str, process: Process, validity: Validity, actor: Actor, at: datetime
) -> int:
    """Keep a new draft version of a process and return its id. Raises NotPermitted."""
    permissions.require(actor, "draft_process")
    procedure = Procedure.objects.get(key=procedure_key)
    version = draft(ProcessVersion, procedure, stored_process(process), validity, actor)
    record_version("catalog.process-drafted", version, actor, at)
    return version.pk


@transaction.atomic
def submit_procedure(*, version_id: int, actor: Actor, at: datetime) -> None:
    """Send a draft procedure to review. Raises NotPermitted, VersionNotFound, VersionNotInStatus, DataInvalid."""
    permissions.require(actor, "submit_procedure")
    version = locked(ProcedureVersion, version_id)
    procedure_from_data(version.data)
    _submit(version, "catalog.procedure-submitted", actor, at)


@transaction.atomic
def submit_process(*, version_id: int, actor: Actor, at: datetime) -> None:
    """Send a draft process to review. Raises NotPermitted, VersionNotFound, VersionNotInStatus."""
    permissions.require(actor, "submit_process")
    _submit(locked(ProcessVersion, version_id), "catalog.process-submitted", actor, at)


@transaction.atomic
def return_procedure(*, version_id: int, remarks: str, actor: Actor, at: datetime) -> None:
    """Give a version back from review to be changed, with remarks for its author.

    Raises NotPermitted, VersionNotFound, VersionNotInStatus, RemarksMissing.
    """
    permissions.require(actor, "return_procedure")
    _return(locked(ProcedureVersion, version_id), remarks, "catalog.procedure-returned", actor, at)


@transaction.atomic
def return_process(*, version_id: int, remarks: str, actor: Actor, at: datetime) -> None:
    """Give a process back from review to be changed, with remarks for its author.

    Raises NotPermitted, VersionNotFound, VersionNotInStatus, RemarksMissing.
    """
    permissions.require(actor, "return_process")
    _return(locked(ProcessVersion, version_id), remarks, "catalog.process-returned", actor, at)


@transaction.atomic
def publish_procedure(*, version_id: int, actor: Actor, at: datetime) -> None:
    """Publish a reviewed version; the one in force before ends where it begins (R-C41).

    Raises NotPermitted, VersionNotFound, VersionNotInStatus, OwnDraft, VersionStartsTooEarly.
    """
    permissions.require(actor, "publish_procedure")
    version = locked(ProcedureVersion, version_id)
    _publish(version, actor, at)
    definition = procedure_from_data(version.data)
    show(version.procedure, definition)
    offers.follow(version, definition.offer, at)
    record_version("catalog.procedure-published", version, actor, at, reason=version.reason)
    event = ProcedurePublished(version.procedure.key, version.number, version.valid_from)
    announce(event, actor=actor, at=at)


@transaction.atomic
def publish_process(*, version_id: int, actor: Actor, at: datetime) -> None:
    """Publish a reviewed process if it is sound within the limit of its procedure (R-A60, R-A61).

    Raises NotPermitted, VersionNotFound, VersionNotInStatus, OwnDraft, VersionStartsTooEarly, ProcessNotSound.
    """
    permissions.require(actor, "publish_process")
    version = locked(ProcessVersion, version_id)
    _require_sound(version)
    _publish(version, actor, at)
    record_version("catalog.process-published", version, actor, at, reason=version.reason)
    event = ProcessPublished(version.procedure.key, version.number, version.valid_from)
    announce(event, actor=actor, at=at)


@transaction.atomic
def withdraw_procedure(*, version_id: int, reason: str, on: date, actor: Actor, at: datetime) -> None:
    """Take back a published version before the day it would hold; the one before goes on in its place.

    `on` is today. Raises NotPermitted, VersionNotFound, VersionNotInStatus, VersionInForceAlready, RemarksMissing.
    """
    permissions.require(actor, "withdraw_procedure")
    version = locked(ProcedureVersion, version_id)
    require_status(version, Status.PUBLISHED)
    if version.valid_from <= on:
        raise VersionInForceAlready(since=version.valid_from)
    if not reason.strip():
        raise RemarksMissing
    version.status = Status.WITHDRAWN
    version.save(update_fields=["status"])
    _go_on_without(version, at)
    changed()
    record_version("catalog.procedure-withdrawn", version, actor, at, reason=reason)


@transaction.atomic
def end_procedure(*, procedure_key: str, on: date, decision: str, actor: Actor, at: datetime) -> None:
    """Let a procedure be accepted no longer from a day on; running dossiers go on under it.

    Raises NotPermitted, DecisionMissing, ProcedureNotInForce.
    """
    permissions.require(actor, "end_procedure")
    if not decision.strip():
        raise DecisionMissing
    found = ProcedureVersion.objects.select_for_update(of=("self",)).filter(
        procedure__key=procedure_key, status=Status.PUBLISHED, valid_from__lt=on
    )
    version = found.select_related("procedure").order_by("-valid_from").first()
    if version is None:
        raise ProcedureNotInForce(procedure_key=procedure_key, on=on)
    version.valid_to = on
    version.end_decision = decision
    version.save(update_fields=["valid_to", "end_decision"])
    changed()
    record_version("catalog.procedure-ended", version, actor, at, decision=decision, on=on.isoformat())


def _procedure_for(definition: ProcedureDefinition) -> Procedure:
    """Return the procedure of a definition; names already shown stay until the version is published."""
    known = Procedure.objects.filter(key=definition.key).first()
    return known or show(Procedure(key=definition.key), definition)


def _submit(version: ProcedureVersion | ProcessVersion, action: str, actor: Actor, at: datetime) -> None:
    require_status(version, Status.DRAFT)
    version.status = Status.REVIEW
    version.remarks = ""
    version.save(update_fields=["status", "remarks"])
    record_version(action, version, actor, at)


def _return(
    version: ProcedureVersion | ProcessVersion, remarks: str, action: str, actor: Actor, at: datetime
) -> None:
    require_status(version, Status.REVIEW)
    if not remarks.strip():
        raise RemarksMissing
    version.status = Status.DRAFT
    version.remarks = remarks
    version.save(update_fields=["status", "remarks"])
    record_version(action, version, actor, at, remarks=remarks)


def _require_sound(version: ProcessVersion) -> None:
    key = version.procedure.key
    current = (
        ProcedureVersion.objects.filter(procedure_id=version.procedure_id, status=Status.PUBLISHED)
        .order_by("-valid_from")
        .first()
    )
    limit = procedure_from_data(current.data).allowance if current else None
    if flaws := check(process_of(key, version.number, version.data), limit):
        raise ProcessNotSound(procedure_key=key, flaws=flaws)


def _publish(version: ProcedureVersion | ProcessVersion, actor: Actor, at: datetime) -> None:
    require_status(version, Status.REVIEW)
    if actor.account_id is not None and actor.account_id in _authors(version):
        raise OwnDraft
    make_room(version)
    version.status = Status.PUBLISHED
    version.published_at = at
    version.reviewer_account_id = actor.account_id
    version.reviewer_name = actor.name
    version.save(update_fields=["status", "published_at", "reviewer_account_id", "reviewer_name"])
    changed()


def _authors(version: ProcedureVersion | ProcessVersion) -> set[int | None]:
    """Return everybody who wrote something of a version."""
    authors = {version.author_account_id}
    if isinstance(version, ProcedureVersion):
        saved = DraftRevision.objects.filter(version=version)
        authors.update(saved.values_list("saved_by", flat=True))
    else:
        authors.update(version.editor_ids)
    return authors


def _go_on_without(version: ProcedureVersion, at: datetime) -> None:
    """Let the version that was to end where a withdrawn one begins hold as long as that would have."""
    before = ProcedureVersion.objects.select_for_update(of=("self",)).filter(
        procedure_id=version.procedure_id, status=Status.PUBLISHED, valid_to=version.valid_from
    )
    if (one := before.select_related("procedure").first()) is None:
        return
    one.valid_to = version.valid_to
    one.save(update_fields=["valid_to"])
    offers.put_back(one, procedure_from_data(one.data).offer, version.valid_from, at)
