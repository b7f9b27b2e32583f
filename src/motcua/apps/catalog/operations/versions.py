"""What every change of a version needs: the version itself, locked; its status; its place among the others."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import uuid4

from django.db.models import Max

from motcua.apps.audit.operations import record
from motcua.apps.catalog.models import Field, Procedure, ProcedureVersion, ProcessVersion, Revision, Status
from motcua.apps.catalog.values import names_of, searched_text
from motcua.domain.access import Actor
from motcua.domain.catalog import ProcedureDefinition
from motcua.domain.errors import DomainError

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """From when, until when, by which decision and for what reason a version holds."""

    since: date
    until: date | None = None
    decision: str = ""
    reason: str = ""


def changed() -> None:
    """Make every process forget what it has kept of the catalog and of the units it leads to."""
    Revision.objects.update_or_create(only=True, defaults={"value": uuid4()})


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


def draft(
    model: type[Version], procedure: Procedure, data: dict[str, Any], validity: Validity, author: Actor
) -> Version:
    """Keep a new version that is nothing but a draft."""
    last = model.objects.filter(procedure=procedure).aggregate(last=Max("number"))["last"]
    return model.objects.create(
        procedure=procedure,
        number=(last or 0) + 1,
        valid_from=validity.since,
        valid_to=validity.until,
        decision=validity.decision,
        reason=validity.reason,
        author_account_id=author.account_id,
        author_name=author.name,
        data=data,
    )


def locked(model: type[Version], version_id: int) -> Version:
    """Return a version for changing it. Raises VersionNotFound."""
    found = model.objects.select_for_update(of=("self",)).select_related("procedure")
    version = found.filter(pk=version_id).first()
    if version is None:
        raise VersionNotFound(version_id=version_id)
    return version


def require_status(version: ProcedureVersion | ProcessVersion, needed: Status) -> None:
    """Go on only with a version of that status. Raises VersionNotInStatus."""
    if version.status != needed:
        raise VersionNotInStatus(status=version.status, needed=needed)


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


def record_version(
    action: str, version: ProcedureVersion | ProcessVersion, actor: Actor, at: datetime, **facts: str
) -> None:
    """Write into the journal what was done to a version."""
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
