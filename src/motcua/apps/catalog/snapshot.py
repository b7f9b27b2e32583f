"""The catalog as it is between two changes, kept by each process.

One small query asks whether anything has changed. Published versions never change, so that what was
built from them outlives every snapshot; which version holds on a day, where steps lead and what an agency
offers is read anew after a change.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from uuid import UUID

from django.db import connection

from motcua.apps.catalog.addresses import Directory
from motcua.apps.catalog.models import ProcedureVersion, ProcessVersion, Status
from motcua.apps.catalog.offers import ProcedureSummary, offers_of
from motcua.apps.catalog.values import process_of
from motcua.apps.organization.queries import UnitAddress
from motcua.domain.catalog import ProcedureDefinition, procedure_from_data
from motcua.domain.errors import DomainError
from motcua.domain.text import Entry, SearchIndex
from motcua.domain.workflow import Process

KEPT_VERSIONS = 1_000
KEPT_ADDRESSES = 5_000


class ProcedureNotInForce(DomainError):
    """No published version of the procedure, or of its process, holds on that day."""

    code = "catalog.procedure-not-in-force"

    def __init__(self, *, procedure_key: str, on: date) -> None:
        super().__init__(f"{procedure_key} on {on.isoformat()}")
        self.procedure_key = procedure_key
        self.on = on


class VersionUnknown(DomainError):
    """The procedure has no published version of that number."""

    code = "catalog.version-unknown"

    def __init__(self, *, procedure_key: str, number: int) -> None:
        super().__init__(f"{procedure_key} {number}")
        self.procedure_key = procedure_key
        self.number = number


@dataclass(frozen=True, slots=True)
class _Span:
    """When a version holds."""

    pk: int
    number: int
    since: date
    until: date | None
    published: bool

    def holds(self, on: date) -> bool:
        return self.published and self.since <= on and (self.until is None or on < self.until)


Spans = Mapping[str, list[_Span]]


class Snapshot:
    """The catalog of one revision. Everything it gives out is frozen and may be shared."""

    def __init__(self, revision: UUID | None) -> None:
        self.revision = revision
        self._procedures = _spans(ProcedureVersion)
        self._processes = _spans(ProcessVersion)
        self._addresses: dict[tuple[str, int, int, int], Mapping[str, UnitAddress]] = {}
        self._offers: dict[int, tuple[date, tuple[ProcedureSummary, ...]]] = {}
        self._indexes: dict[int, tuple[date, SearchIndex]] = {}

    def published_procedure(self, key: str, on: date) -> tuple[int, ProcedureDefinition]:
        """Return the version in force on a day with its number. Raises ProcedureNotInForce."""
        span = _in_force(self._procedures, key, on)
        return span.number, _definition(span.pk)

    def procedure_version(self, key: str, number: int) -> ProcedureDefinition:
        """Return a version that was published, whether or not it still holds. Raises VersionUnknown."""
        return _definition(_numbered(self._procedures, key, number).pk)

    def current_process(self, key: str, on: date) -> tuple[int, Process]:
        """Return the process in force on a day with its number. Raises ProcedureNotInForce."""
        span = _in_force(self._processes, key, on)
        return span.number, _process(span.pk)

    def process_version(self, key: str, number: int) -> Process:
        """Return a process that was published, whether or not it still holds. Raises VersionUnknown."""
        return _process(_numbered(self._processes, key, number).pk)

    def unit_addresses(
        self, process: Process, receiving_unit_id: int, competent_agency_id: int
    ) -> Mapping[str, UnitAddress]:
        """Return the unit of every unit reference of a process. Raises UnitNotFound."""
        kept = (process.id, process.version, receiving_unit_id, competent_agency_id)
        if kept not in self._addresses:
            if len(self._addresses) >= KEPT_ADDRESSES:
                self._addresses.clear()
            self._addresses[kept] = self._directory.find(
                process, receiving_unit_id=receiving_unit_id, competent_agency_id=competent_agency_id
            )
        return self._addresses[kept]

    @cached_property
    def _directory(self) -> Directory:
        return Directory.read()

    def offered_at(self, agency_id: int, on: date) -> tuple[ProcedureSummary, ...]:
        """Return what may be handed in at an agency on a day, what is used most first."""
        known = self._offers.get(agency_id)
        if known is None or known[0] != on:
            known = self._offers[agency_id] = (on, offers_of(agency_id, on))
        return known[1]

    def index_for(self, agency_id: int, on: date) -> SearchIndex:
        """Return the search index over what an agency offers on a day."""
        known = self._indexes.get(agency_id)
        if known is None or known[0] != on:
            index = SearchIndex(_entry(offer) for offer in self.offered_at(agency_id, on))
            known = self._indexes[agency_id] = (on, index)
        return known[1]


_kept: Snapshot | None = None


def current() -> Snapshot:
    """Return the catalog as it stands now; without a revision nothing is kept for the next call."""
    global _kept  # noqa: PLW0603  one per process is the point
    with connection.cursor() as cursor:  # Asked by every request: the ORM would take longer than the answer.
        cursor.execute("SELECT value FROM catalog_revision")
        row = cursor.fetchone()
    revision = row[0] if row else None
    if _kept is None or revision is None or _kept.revision != revision:
        _kept = Snapshot(revision)
    return _kept


def _entry(offer: ProcedureSummary) -> Entry:
    aliases = (offer.name, offer.field) if offer.short_name else (offer.field,)
    return Entry(key=offer.key, name=offer.display_name, code=offer.code, aliases=aliases, uses=offer.rank)


def _spans(model: type[ProcedureVersion | ProcessVersion]) -> Spans:
    spans: dict[str, list[_Span]] = defaultdict(list)
    rows = model.objects.filter(status__in=[Status.PUBLISHED, Status.WITHDRAWN]).order_by("id")
    for key, pk, number, since, until, status in rows.values_list(
        "procedure__key", "pk", "number", "valid_from", "valid_to", "status"
    ):
        spans[key].append(_Span(pk, number, since, until, published=status == Status.PUBLISHED))
    return dict(spans)


def _in_force(spans: Spans, key: str, on: date) -> _Span:
    for span in spans.get(key, ()):
        if span.holds(on):
            return span
    raise ProcedureNotInForce(procedure_key=key, on=on)


def _numbered(spans: Spans, key: str, number: int) -> _Span:
    for span in spans.get(key, ()):
        if span.number == number:
            return span
    raise VersionUnknown(procedure_key=key, number=number)


@lru_cache(maxsize=KEPT_VERSIONS)
def _definition(pk: int) -> ProcedureDefinition:
    return procedure_from_data(ProcedureVersion.objects.values_list("data", flat=True).get(pk=pk))


@lru_cache(maxsize=KEPT_VERSIONS)
def _process(pk: int) -> Process:
    version = ProcessVersion.objects.select_related("procedure").get(pk=pk)
    return process_of(version.procedure.key, version.number, version.data)


def forget() -> None:
    """Forget everything kept, as when another database takes the place of this one."""
    global _kept  # noqa: PLW0603  one per process is the point
    _kept = None
    _definition.cache_clear()
    _process.cache_clear()
