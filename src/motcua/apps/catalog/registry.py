"""Procedures as those who control them see them: all of them, in every version, drafts and offers included."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet

from motcua.apps.catalog import lines
from motcua.apps.catalog.lines import Situation, VersionLine
from motcua.apps.catalog.models import (
    DraftRevision,
    Field,
    Offering,
    Procedure,
    ProcedureVersion,
    ProcessVersion,
    Status,
)
from motcua.apps.catalog.operations import VersionNotFound
from motcua.apps.catalog.snapshot import ProcedureNotInForce
from motcua.apps.catalog.values import process_of
from motcua.apps.organization.models import Agency
from motcua.apps.organization.queries import valid_on
from motcua.domain.catalog import DataInvalid, Problem, ProcedureDefinition, procedure_from_data
from motcua.domain.text import search_key
from motcua.domain.workflow.soundness import Flaw, FlawCode, check


class Standing(StrEnum):
    """Where a procedure stands on a day."""

    IN_FORCE = "in_force"
    COMING = "coming"
    ENDED = "ended"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureLine:
    """A procedure in the list."""

    key: str
    code: str
    name: str
    field: str
    standing: Standing
    situation: Situation


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What is looked for; empty fields leave everything in."""

    text: str = ""
    field: str = ""
    agency: str = ""
    level: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionDetail:
    """A version with what it says, right or not yet."""

    line: VersionLine
    name: str
    data: dict[str, Any]
    definition: ProcedureDefinition | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class OfferLine:
    """An agency that decides a procedure, where it may be handed in, and when."""

    id: int
    agency: str
    received_at: tuple[str, ...]
    receiver: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """A draft as it was saved once."""

    number: int
    account_id: int | None
    saved_by: str
    saved_at: datetime
    data: dict[str, Any] = field(repr=False)


def find(filters: Filters, on: date) -> list[ProcedureLine]:
    """Return the procedures that fit, by field and name; words fit without marks and in any order."""
    found = Procedure.objects.select_related("field").order_by("field__name", "name", "id")
    for word in search_key(filters.text).split():
        found = found.filter(search__contains=word)
    if filters.field:
        found = found.filter(field__key=filters.field)
    if filters.agency:
        offered = Offering.objects.filter(valid_on(on), competent_agency__key=filters.agency)
        found = found.filter(pk__in=offered.values("procedure_id"))
    if filters.level:
        levels = ProcedureVersion.objects.filter(data__levels__contains=[filters.level])
        found = found.filter(pk__in=levels.values("procedure_id"))
    versions: dict[str, list[VersionLine]] = defaultdict(list)
    for line in _lines(ProcedureVersion.objects.order_by("number")):
        versions[line.key].append(line)
    every = (_procedure(one, versions[one.key], on) for one in found)
    return [line for line in every if _fits(line, filters.status)]


def versions_of(key: str) -> list[VersionLine]:
    """Return every version of a procedure, the newest first. Empty when there is no such procedure."""
    return _lines(ProcedureVersion.objects.filter(procedure__key=key).order_by("-number"))


def version(version_id: int) -> VersionDetail:
    """Return one version with what it says and what is wrong with it. Raises VersionNotFound."""
    row = ProcedureVersion.objects.select_related("procedure").filter(pk=version_id).first()
    if row is None:
        raise VersionNotFound(version_id=version_id)
    return _detail(row, row.data)


def version_on(key: str, on: date) -> VersionDetail:
    """Return the version of a procedure in force on a day. Raises ProcedureNotInForce."""
    for line in versions_of(key):
        if line.holds(on):
            return version(line.id)
    raise ProcedureNotInForce(procedure_key=key, on=on)


def before(line: VersionLine) -> VersionLine | None:
    """Return the published version that a version follows or would follow."""
    return lines.before(line, versions_of(line.key))


def revisions_of(version_id: int) -> list[RevisionLine]:
    """Return how a draft was saved, the latest first."""
    rows = DraftRevision.objects.filter(version_id=version_id).order_by("-number")
    return [RevisionLine(row.number, row.saved_by, row.saved_by_name, row.saved_at, row.data) for row in rows]


def judged(data: Mapping[str, Any]) -> tuple[ProcedureDefinition | None, tuple[Problem, ...]]:
    """Return the procedure that data describes, or what is wrong with it."""
    try:
        return procedure_from_data(data), ()
    except DataInvalid as error:
        return None, error.problems


def offers_of(key: str) -> list[OfferLine]:
    """Return who offers a procedure, those of today and later first."""
    rows = Offering.objects.filter(procedure__key=key).select_related("competent_agency", "receiver")
    return [
        OfferLine(
            row.pk,
            row.competent_agency.name,
            tuple(row.received_at),
            row.receiver.name if row.receiver else "",
            row.valid_from,
            row.valid_to,
        )
        for row in rows.order_by("-valid_from", "competent_agency__identifier", "id")
    ]


def fields() -> list[tuple[str, str]]:
    """Return the key and name of every field of work."""
    return list(Field.objects.order_by("name").values_list("key", "name"))


def field_data(key: str) -> dict[str, str] | None:
    """Return a field of work as versions hold it."""
    found = Field.objects.filter(key=key).first()
    return None if found is None else {"key": found.key, "name": found.name, "code": found.code}


def agencies(on: date) -> list[tuple[str, str]]:
    """Return the key and name of every agency that exists on a day or later."""
    rows = Agency.objects.filter(valid_on(on)).order_by("level", "identifier", "key")
    return list(rows.values_list("key", "name"))


def kinds() -> list[tuple[str, str]]:
    """Return every kind of agency with its name."""
    return [(value, str(label)) for value, label in Agency.Kind.choices]


def agency_id(key: str) -> int | None:
    """Return the id of an agency."""
    return Agency.objects.filter(key=key).values_list("pk", flat=True).first()


def over_limit(key: str, definition: ProcedureDefinition, on: date) -> tuple[Flaw, ...]:
    """Return why the process of a day would not fit a new version: its steps take longer (R-A61)."""
    rows = ProcessVersion.objects.filter(valid_on(on), procedure__key=key, status=Status.PUBLISHED)
    if (row := rows.first()) is None:
        return ()
    flaws = check(process_of(key, row.number, row.data), definition.allowance)
    return tuple(flaw for flaw in flaws if flaw.code is FlawCode.OVER_LIMIT)


def has_process(key: str, on: date) -> bool:
    """Tell whether a process is published for a day; without one nothing can be accepted."""
    rows = ProcessVersion.objects.filter(valid_on(on), procedure__key=key, status=Status.PUBLISHED)
    return rows.exists()


def _detail(row: ProcedureVersion, data: dict[str, Any]) -> VersionDetail:
    definition, problems = judged(data)
    name = str(data.get("short_name") or data.get("name") or row.procedure.key)
    return VersionDetail(
        line=VersionLine.of(row), name=name, data=data, definition=definition, problems=problems
    )


def _lines(rows: QuerySet[ProcedureVersion]) -> list[VersionLine]:
    return [VersionLine.of(row) for row in rows.select_related("procedure").defer("data")]


def _procedure(row: Procedure, versions: Sequence[VersionLine], on: date) -> ProcedureLine:
    situation = Situation.among(versions, on)
    return ProcedureLine(
        key=row.key,
        code=row.code,
        name=row.short_name or row.name,
        field=row.field.name,
        standing=_standing(situation, ever=any(line.published for line in versions)),
        situation=situation,
    )


def _standing(situation: Situation, *, ever: bool) -> Standing:
    if situation.current:
        return Standing.IN_FORCE
    if situation.coming:
        return Standing.COMING
    return Standing.ENDED if ever else Standing.NEVER


def _fits(line: ProcedureLine, status: str) -> bool:
    if status in (Status.DRAFT, Status.REVIEW):
        return line.situation.has_draft(status)
    if status == Standing.COMING:
        return line.situation.coming is not None
    return not status or line.standing == status
