"""Every change of the catalog: draft, review, publish, withdraw; offers; favorites; counts of use."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import uuid4

from django.db import transaction
from django.db.models import Max

from motcua.apps.audit.announce import announce
from motcua.apps.audit.operations import record
from motcua.apps.catalog import permissions
from motcua.apps.catalog.events import ProcedurePublished, ProcessPublished
from motcua.apps.catalog.models import (
    FavoriteProcedure,
    Field,
    Offering,
    Procedure,
    ProcedureUse,
    ProcedureVersion,
    ProcessVersion,
    Revision,
    Status,
)
from motcua.apps.catalog.snapshot import ProcedureNotInForce
from motcua.apps.catalog.values import names_of, process_of, searched_text, stored_process
from motcua.domain.access import Actor
from motcua.domain.catalog import ProcedureDefinition, procedure_from_data, procedure_to_data
from motcua.domain.errors import DomainError
from motcua.domain.workflow import Process
from motcua.domain.workflow.soundness import Flaw, check

Version = TypeVar("Version", ProcedureVersion, ProcessVersion)


class VersionNotFound(DomainError):
    """There is no such version."""

    code = "catalog.version-not-found"

    def __init__(self, *, version_id: int) -> None:
        super().__init__(str(version_id))
        self.version_id = version_id


class VersionNotInStatus(DomainError):
    """The version is not where it would have to be for this: a draft is reviewed, a reviewed one published."""

    code = "catalog.version-not-in-status"

    def __init__(self, *, status: str, needed: str) -> None:
        super().__init__(f"{status}, not {needed}")
        self.status = status
        self.needed = needed


class VersionStartsTooEarly(DomainError):
    """A new version would begin before the one in force: what was published would be rewritten."""

    code = "catalog.version-starts-too-early"

    def __init__(self, *, valid_from: date, current_from: date) -> None:
        super().__init__(f"{valid_from.isoformat()} < {current_from.isoformat()}")
        self.valid_from = valid_from
        self.current_from = current_from


class ProcessNotSound(DomainError):
    """The process cannot be followed to its end as the law wants; `flaws` say why."""

    code = "catalog.process-not-sound"

    def __init__(self, *, procedure_key: str, flaws: tuple[Flaw, ...]) -> None:
        super().__init__(f"{procedure_key}: " + ", ".join(flaw.code for flaw in flaws))
        self.procedure_key = procedure_key
        self.flaws = flaws


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """From when, until when and by which decision a version holds."""

    since: date
    until: date | None = None
    decision: str = ""


@transaction.atomic
def draft_procedure(
    *, definition: ProcedureDefinition, validity: Validity, actor: Actor, at: datetime
) -> int:
    """Keep a new draft version of a procedure, new or known, and return its id. Raises NotPermitted."""
    permissions.require(actor, "draft_procedure")
    procedure = _procedure_for(definition)
    version = _draft(ProcedureVersion, procedure, procedure_to_data(definition), validity)
    _record("catalog.procedure-drafted", version, actor, at)
    return version.pk


@transaction.atomic
def draft_process(
    *, procedure_key: str, process: Process, validity: Validity, actor: Actor, at: datetime
) -> int:
    """Keep a new draft version of a process and return its id. Raises NotPermitted."""
    permissions.require(actor, "draft_process")
    procedure = Procedure.objects.get(key=procedure_key)
    version = _draft(ProcessVersion, procedure, stored_process(process), validity)
    _record("catalog.process-drafted", version, actor, at)
    return version.pk


@transaction.atomic
def submit_procedure(*, version_id: int, actor: Actor, at: datetime) -> None:
    """Send a draft procedure to review. Raises NotPermitted, VersionNotFound, VersionNotInStatus."""
    permissions.require(actor, "submit_procedure")
    _submit(_locked(ProcedureVersion, version_id), "catalog.procedure-submitted", actor, at)


@transaction.atomic
def submit_process(*, version_id: int, actor: Actor, at: datetime) -> None:
    """Send a draft process to review. Raises NotPermitted, VersionNotFound, VersionNotInStatus."""
    permissions.require(actor, "submit_process")
    _submit(_locked(ProcessVersion, version_id), "catalog.process-submitted", actor, at)


@transaction.atomic
def publish_procedure(*, version_id: int, actor: Actor, at: datetime) -> None:
    """Publish a reviewed version; the one in force before ends where it begins (R-C41).

    Raises NotPermitted, VersionNotFound, VersionNotInStatus, VersionStartsTooEarly.
    """
    permissions.require(actor, "publish_procedure")
    version = _locked(ProcedureVersion, version_id)
    _publish(version, at)
    show(version.procedure, procedure_from_data(version.data))
    _record("catalog.procedure-published", version, actor, at)
    event = ProcedurePublished(version.procedure.key, version.number, version.valid_from)
    announce(event, actor=actor, at=at)


@transaction.atomic
def publish_process(*, version_id: int, actor: Actor, at: datetime) -> None:
    """Publish a reviewed process if it is sound within the limit of its procedure (R-A60, R-A61).

    Raises NotPermitted, VersionNotFound, VersionNotInStatus, VersionStartsTooEarly, ProcessNotSound.
    """
    permissions.require(actor, "publish_process")
    version = _locked(ProcessVersion, version_id)
    _require_sound(version)
    _publish(version, at)
    _record("catalog.process-published", version, actor, at)
    event = ProcessPublished(version.procedure.key, version.number, version.valid_from)
    announce(event, actor=actor, at=at)


@transaction.atomic
def end_procedure(*, procedure_key: str, on: date, decision: str, actor: Actor, at: datetime) -> None:
    """Let a procedure be accepted no longer from a day on; running dossiers go on under it.

    Raises NotPermitted, ProcedureNotInForce.
    """
    permissions.require(actor, "end_procedure")
    found = ProcedureVersion.objects.select_for_update(of=("self",)).filter(
        procedure__key=procedure_key, status=Status.PUBLISHED, valid_from__lt=on
    )
    version = found.select_related("procedure").order_by("-valid_from").first()
    if version is None:
        raise ProcedureNotInForce(procedure_key=procedure_key, on=on)
    version.valid_to = on
    version.save(update_fields=["valid_to"])
    changed()
    _record("catalog.procedure-ended", version, actor, at, decision=decision, on=on.isoformat())


@transaction.atomic
def end_offering(*, offering_id: int, on: date, actor: Actor, at: datetime) -> None:
    """Let an agency decide a procedure no longer from a day on. Raises NotPermitted."""
    permissions.require(actor, "end_offering")
    offering = Offering.objects.select_for_update(of=("self",)).get(pk=offering_id)
    offering.valid_to = on
    offering.save(update_fields=["valid_to"])
    changed()
    record(
        action="catalog.offering-ended",
        object_type="offering",
        object_id=offering.pk,
        payload={"on": on.isoformat()},
        actor=actor,
        at=at,
    )


@transaction.atomic
def keep_favorite(*, account_id: int, procedure_key: str) -> None:
    """Keep a procedure at hand in an officer's picker; keeping it twice changes nothing."""
    procedure = Procedure.objects.get(key=procedure_key)
    FavoriteProcedure.objects.get_or_create(account_id=account_id, procedure=procedure)


@transaction.atomic
def drop_favorite(*, account_id: int, procedure_key: str) -> None:
    """Keep a procedure at hand no longer."""
    FavoriteProcedure.objects.filter(account_id=account_id, procedure__key=procedure_key).delete()


@transaction.atomic
def count_uses(*, agency_id: int, counts: Mapping[str, int]) -> None:
    """Replace how often each procedure was accepted lately at a receiving agency."""
    ids = dict(Procedure.objects.filter(key__in=counts).values_list("key", "id"))
    ProcedureUse.objects.filter(agency_id=agency_id).delete()
    ProcedureUse.objects.bulk_create(
        ProcedureUse(agency_id=agency_id, procedure_id=ids[key], count=count)
        for key, count in counts.items()
        if key in ids
    )
    changed()


def changed() -> None:
    """Make every process forget what it has kept of the catalog and of the units it leads to."""
    Revision.objects.update_or_create(only=True, defaults={"value": uuid4()})


def _procedure_for(definition: ProcedureDefinition) -> Procedure:
    """Return the procedure of a definition; names already shown stay until the version is published."""
    known = Procedure.objects.filter(key=definition.key).first()
    return known or show(Procedure(key=definition.key), definition)


def show(procedure: Procedure, definition: ProcedureDefinition) -> Procedure:
    """Give a procedure the names of a definition."""
    field, _ = Field.objects.get_or_create(
        key=definition.field.key, defaults={"name": definition.field.name, "code": definition.field.code}
    )
    for name, value in names_of(definition).items():
        setattr(procedure, name, value)
    procedure.field = field
    procedure.search = searched_text(definition)
    procedure.save()
    return procedure


def _draft(model: type[Version], procedure: Procedure, data: dict[str, Any], validity: Validity) -> Version:
    last = model.objects.filter(procedure=procedure).aggregate(last=Max("number"))["last"]
    return model.objects.create(
        procedure=procedure,
        number=(last or 0) + 1,
        valid_from=validity.since,
        valid_to=validity.until,
        decision=validity.decision,
        data=data,
    )


def _locked(model: type[Version], version_id: int) -> Version:
    found = model.objects.select_for_update(of=("self",)).select_related("procedure")
    version = found.filter(pk=version_id).first()
    if version is None:
        raise VersionNotFound(version_id=version_id)
    return version


def _submit(version: ProcedureVersion | ProcessVersion, action: str, actor: Actor, at: datetime) -> None:
    _require_status(version, Status.DRAFT)
    version.status = Status.REVIEW
    version.save(update_fields=["status"])
    _record(action, version, actor, at)


def _require_status(version: ProcedureVersion | ProcessVersion, needed: Status) -> None:
    if version.status != needed:
        raise VersionNotInStatus(status=version.status, needed=needed)


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


def _publish(version: ProcedureVersion | ProcessVersion, at: datetime) -> None:
    _require_status(version, Status.REVIEW)
    make_room(version)
    version.status = Status.PUBLISHED
    version.published_at = at
    version.save(update_fields=["status", "published_at"])
    changed()


def make_room(version: ProcedureVersion | ProcessVersion) -> None:
    """End the version in force where a new one begins; one that begins on the same day is withdrawn.

    Raises VersionStartsTooEarly.
    """
    published = (
        type(version)
        .objects.select_for_update(of=("self",))
        .filter(procedure_id=version.procedure_id, status=Status.PUBLISHED)
    )
    current = published.order_by("-valid_from").first()
    if current is None:
        return
    if version.valid_from < current.valid_from:
        raise VersionStartsTooEarly(valid_from=version.valid_from, current_from=current.valid_from)
    if version.valid_from == current.valid_from:
        current.status = Status.WITHDRAWN
        current.save(update_fields=["status"])
    elif current.valid_to is None or current.valid_to > version.valid_from:
        current.valid_to = version.valid_from
        current.save(update_fields=["valid_to"])


def _record(
    action: str, version: ProcedureVersion | ProcessVersion, actor: Actor, at: datetime, **facts: str
) -> None:
    payload = {
        "number": version.number,
        "valid_from": version.valid_from.isoformat(),
        "valid_to": version.valid_to.isoformat() if version.valid_to else None,
        "decision": version.decision,
    }
    record(
        action=action,
        object_type="procedure",
        object_id=version.procedure.key,
        payload=payload | facts,
        actor=actor,
        at=at,
    )
