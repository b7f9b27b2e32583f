"""The agencies as everybody may read them: all that exist on a day, with what they decide and where people come.

Built once per process, day and change of the catalog, and anew after a few minutes, as people at counters change.
"""

import time as clock
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from motcua.apps.catalog import queries as catalog
from motcua.apps.catalog.models import Offering
from motcua.apps.organization.models import Agency
from motcua.apps.organization.queries import valid_on

KEEP_SECONDS: Final = 300
NOT_SHOWN: Final = ("post",)
"""Kinds that handle no procedures of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyEntry:
    """An agency in a list. `procedures` counts what it decides."""

    id: int
    key: str
    kind: str
    level: str
    name: str
    short_name: str
    identifier: str
    parent_key: str
    procedures: int


@dataclass(frozen=True, slots=True)
class Register:
    """All agencies of a day, by tier and identifier."""

    on: date
    entries: tuple[AgencyEntry, ...]
    by_key: Mapping[str, AgencyEntry]
    by_identifier: Mapping[str, AgencyEntry]


_kept: tuple[UUID | None, date, float, Register] | None = None


def register(on: date) -> Register:
    """Return the agencies of a day; without a revision of the catalog nothing is kept."""
    global _kept  # noqa: PLW0603  one per process is the point
    revision = catalog.catalog().revision
    now = clock.monotonic()
    if _kept is None or revision is None or _kept[:2] != (revision, on) or _kept[2] < now:
        _kept = (revision, on, now + KEEP_SECONDS, _build(on))
    return _kept[3]


def kind_name(kind: str) -> str:
    """Return a kind of agencies in words."""
    return str(Agency.Kind(kind).label)


def tier_name(level: str) -> str:
    """Return a tier of agencies in words."""
    return str(Agency.Level(level).label)


def forget() -> None:
    """Read anew next time; for tests."""
    global _kept  # noqa: PLW0603
    _kept = None


def _build(on: date) -> Register:
    offered = Offering.objects.filter(valid_on(on)).order_by("id")
    counts = Counter(offered.values_list("competent_agency_id", flat=True))
    found = Agency.objects.filter(valid_on(on)).exclude(kind__in=NOT_SHOWN).select_related("parent")
    levels, kinds = list(Agency.Level.values), list(Agency.Kind.values)
    ordered = sorted(
        found.order_by("id"),
        key=lambda one: (levels.index(one.level), kinds.index(one.kind), one.identifier, one.key),
    )
    entries = tuple(_entry(agency, counts[agency.pk]) for agency in ordered)
    return Register(
        on=on,
        entries=entries,
        by_key={entry.key: entry for entry in entries},
        by_identifier={entry.identifier: entry for entry in entries if entry.identifier},
    )


def _entry(agency: Agency, procedures: int) -> AgencyEntry:
    return AgencyEntry(
        id=agency.pk,
        key=agency.key,
        kind=agency.kind,
        level=agency.level,
        name=agency.name,
        short_name=agency.short_name,
        identifier=agency.identifier,
        parent_key=agency.parent.key if agency.parent else "",
        procedures=procedures,
    )
