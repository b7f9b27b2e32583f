"""Writing drafts: begun from a version, copied to another procedure, saved again and again, thrown away."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from motcua.apps.catalog import permissions
from motcua.apps.catalog.models import (
    DraftRevision,
    Field,
    Procedure,
    ProcedureVersion,
    ProcessVersion,
    Status,
)
from motcua.apps.catalog.operations.versions import (
    Validity,
    VersionNotFound,
    draft,
    locked,
    record_version,
    require_status,
)
from motcua.apps.catalog.values import searched_words
from motcua.domain.access import Actor
from motcua.domain.catalog.data import KEY
from motcua.domain.errors import DomainError

OPEN: Final = (Status.DRAFT, Status.REVIEW)


class DraftOpenAlready(DomainError):
    """The procedure has a draft already, on which all work goes on."""

    code = "catalog.draft-open-already"

    def __init__(self, *, version_id: int, number: int, author: str) -> None:
        super().__init__(f"{number} by {author}")
        self.version_id = version_id
        self.number = number
        self.author = author


class DraftChangedMeanwhile(DomainError):
    """Somebody else saved the draft after it was opened here."""

    code = "catalog.draft-changed-meanwhile"

    def __init__(self, *, saved_by: str, saved_at: datetime, revision: int) -> None:
        super().__init__(f"revision {revision} by {saved_by}")
        self.saved_by = saved_by
        self.saved_at = saved_at
        self.revision = revision


class KeyUnfit(DomainError):
    """The key of a new procedure is taken, or no key: small letters, digits and hyphens."""

    code = "catalog.key-unfit"

    def __init__(self, *, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True, slots=True, kw_only=True)
class NewName:
    """What a copied procedure is called."""

    key: str
    name: str


@transaction.atomic
def begin_draft(*, version_id: int, validity: Validity, actor: Actor, at: datetime) -> int:
    """Begin the next version of a procedure with what a version says, and return its id.

    Raises NotPermitted, VersionNotFound, DraftOpenAlready.
    """
    permissions.require(actor, "begin_draft")
    source = _source(version_id)
    procedure = Procedure.objects.select_for_update(of=("self",)).get(pk=source.procedure_id)
    if found := procedure.versions.filter(status__in=OPEN).order_by("number").first():
        raise DraftOpenAlready(version_id=found.pk, number=found.number, author=found.author_name)
    version = draft(ProcedureVersion, procedure, source.data, validity, actor)
    record_version("catalog.procedure-drafted", version, actor, at, source=str(source.number))
    return version.pk


@transaction.atomic
def copy_procedure(*, version_id: int, into: NewName, validity: Validity, actor: Actor, at: datetime) -> int:
    """Begin another procedure like this one, with its process as a draft too, and return the id of its version.

    The code of the national catalog is not copied: no two procedures have the same. Raises NotPermitted,
    VersionNotFound, KeyUnfit.
    """
    permissions.require(actor, "copy_procedure")
    source = _source(version_id)
    if not KEY.fullmatch(into.key) or Procedure.objects.filter(key=into.key).exists():
        raise KeyUnfit(key=into.key)
    data = {name: value for name, value in source.data.items() if name not in ("code", "short_name")}
    data |= {"key": into.key, "name": into.name}
    procedure = Procedure.objects.create(
        key=into.key, name=into.name, field=source.procedure.field, search=searched_words(data)
    )
    version = draft(ProcedureVersion, procedure, data, validity, actor)
    process = ProcessVersion.objects.filter(procedure_id=source.procedure_id).order_by("-number").first()
    if process is not None:
        draft(ProcessVersion, procedure, process.data, validity, actor)
    record_version("catalog.procedure-copied", version, actor, at, source=source.procedure.key)
    return version.pk


@transaction.atomic
def save_draft(*, version_id: int, revision: int, data: dict[str, Any], actor: Actor, at: datetime) -> int:
    """Save what a draft says now, right or not yet, and return its new revision.

    `revision` is the one that was opened. Raises NotPermitted, VersionNotFound, VersionNotInStatus,
    DraftChangedMeanwhile.
    """
    permissions.require(actor, "save_draft")
    version = _opened(version_id, revision)
    if data == version.data:
        return version.revision
    version.data = data | {"key": version.procedure.key}
    return _saved(version, ["data"], actor, at)


@transaction.atomic
def set_validity(*, version_id: int, revision: int, validity: Validity, actor: Actor, at: datetime) -> int:
    """Set from when and why a draft shall hold, and return its new revision.

    Raises NotPermitted, VersionNotFound, VersionNotInStatus, DraftChangedMeanwhile.
    """
    permissions.require(actor, "set_validity")
    version = _opened(version_id, revision)
    version.valid_from, version.valid_to = validity.since, validity.until
    version.decision, version.reason = validity.decision, validity.reason
    return _saved(version, ["valid_from", "valid_to", "decision", "reason"], actor, at)


@transaction.atomic
def drop_draft(*, version_id: int, actor: Actor, at: datetime) -> None:
    """Throw a draft away, and its procedure with it when that has never been anything else.

    Raises NotPermitted, VersionNotFound, VersionNotInStatus.
    """
    permissions.require(actor, "drop_draft")
    version = locked(ProcedureVersion, version_id)
    require_status(version, Status.DRAFT)
    record_version("catalog.procedure-draft-dropped", version, actor, at)
    procedure = version.procedure
    version.delete()
    drafted = procedure.processes.filter(status__in=OPEN)
    if not procedure.versions.exists() and procedure.processes.count() == drafted.count():
        drafted.delete()
        procedure.delete()


def _source(version_id: int) -> ProcedureVersion:
    found = ProcedureVersion.objects.select_related("procedure__field").filter(pk=version_id).first()
    if found is None:
        raise VersionNotFound(version_id=version_id)
    return found


def _opened(version_id: int, revision: int) -> ProcedureVersion:
    version = locked(ProcedureVersion, version_id)
    require_status(version, Status.DRAFT)
    if version.revision != revision:
        last = version.revisions.order_by("-number")[0]
        raise DraftChangedMeanwhile(
            saved_by=last.saved_by_name, saved_at=last.saved_at, revision=version.revision
        )
    return version


def _saved(version: ProcedureVersion, fields: list[str], actor: Actor, at: datetime) -> int:
    version.revision += 1
    version.save(update_fields=[*fields, "revision"])
    DraftRevision.objects.create(
        version=version,
        number=version.revision,
        data=version.data,
        saved_by=actor.account_id,
        saved_by_name=actor.name,
        saved_at=at,
    )
    if not version.procedure.versions.exclude(status__in=OPEN).exists():
        _name_new(version)
    record_version("catalog.procedure-saved", version, actor, at, revision=str(version.revision))
    return version.revision


def _name_new(version: ProcedureVersion) -> None:
    """Let a procedure that was never published be found under the name of its draft."""
    procedure, data = version.procedure, version.data
    procedure.name = str(data.get("name", ""))
    procedure.search = searched_words(data)
    key = (data.get("field") or {}).get("key")
    procedure.field = Field.objects.filter(key=key).first() or procedure.field
    procedure.save(update_fields=["name", "search", "field"])
