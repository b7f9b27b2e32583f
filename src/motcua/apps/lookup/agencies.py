"""The agencies as everybody may read them: all that exist on a day, with what they decide and where people come.

Built once per process and day, and anew after a few minutes, as agencies and what they decide rarely change.
"""

import time as clock
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db import connection

from motcua.apps.catalog.models import Offering
from motcua.apps.deadlines import queries as deadlines
from motcua.apps.organization.models import Agency, Assignment, Unit
from motcua.apps.organization.queries import valid_on
from motcua.domain.calendar import Calendar, CalendarExhausted, Session

KEEP_SECONDS: Final = 300
NOT_SHOWN: Final = ("post",)
"""Kinds that handle no procedures of their own."""
COUNTER: Final = "counter"
AT_COUNTERS: Final = ("division_head", "reception", "return_desk")
"""Roles of those who meet people at a counter, in the order in which they are named."""


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
    street_address: str
    phone: str
    email: str
    website: str


@dataclass(frozen=True, slots=True)
class CounterPerson:
    """Somebody who meets people at a counter, as the law has it published (R-A3)."""

    name: str
    title: str
    role: str
    phone: str


@dataclass(frozen=True, slots=True)
class CounterPlace:
    """A place where people hand in."""

    name: str
    people: tuple[CounterPerson, ...]


@dataclass(frozen=True, slots=True)
class Hours:
    """When a counter is open on some weekdays, Monday being 0."""

    weekdays: tuple[int, ...]
    sessions: tuple[Session, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """All agencies of a day, by tier and identifier."""

    on: date
    entries: tuple[AgencyEntry, ...]
    by_key: Mapping[str, AgencyEntry]
    by_identifier: Mapping[str, AgencyEntry]


_kept: tuple[str, date, float, Register] | None = None


def register(on: date) -> Register:
    """Return the agencies of a day, five minutes old at most."""
    global _kept  # noqa: PLW0603  one per process is the point
    database, now = str(connection.settings_dict["NAME"]), clock.monotonic()
    if _kept is None or _kept[:2] != (database, on) or _kept[2] < now:
        _kept = (database, on, now + KEEP_SECONDS, _build(on))
    return _kept[3]


def counters(agency_id: int, on: date) -> tuple[CounterPlace, ...]:
    """Return the counters of an agency with those who work there, heads first; in two queries."""
    units = Unit.objects.filter(valid_on(on), agency_id=agency_id, code=COUNTER).order_by("id")
    posts = (
        Assignment.objects.filter(valid_on(on), unit__in=units, role__in=AT_COUNTERS, account__is_active=True)
        .exclude(kind=Assignment.Kind.RESERVE)
        .select_related("account")
        .order_by("account__full_name", "id")
    )
    people: dict[int, list[CounterPerson]] = {}
    for post in sorted(posts, key=lambda one: AT_COUNTERS.index(one.role)):
        person = CounterPerson(post.account.full_name, post.title, post.role, post.account.phone)
        people.setdefault(post.unit_id, []).append(person)
    return tuple(CounterPlace(unit.name, tuple(people.get(unit.pk, ()))) for unit in units)


def hours(agency_id: int, on: date) -> tuple[Hours, ...]:
    """Return the weekly hours of an agency's counter, from the calendar of reception; empty where none is known.

    A week without holidays is looked at, the next within the year. Law: R-D13.
    """
    try:
        calendar = deadlines.reception_calendar(agency_id)
        monday = _plain_week(calendar, on)
        sessions = [calendar.sessions_on(monday + timedelta(days=day)) for day in range(7)]
    except (CalendarExhausted, deadlines.CalendarNotFound):
        return ()
    alike: dict[tuple[Session, ...], list[int]] = {}
    for weekday, of_day in enumerate(sessions):
        if of_day:
            alike.setdefault(of_day, []).append(weekday)
    return tuple(Hours(tuple(days), of_day) for of_day, days in alike.items())


def _plain_week(calendar: Calendar, on: date) -> date:
    """Return a Monday, this week's or a later one's, whose days are all as usual. Raises CalendarExhausted."""
    monday = on - timedelta(days=on.weekday())
    for _week in range(8):
        week = [monday + timedelta(days=day) for day in range(7)]
        if not any(calendar.day_name(day) for day in week):
            return monday
        monday += timedelta(days=7)
    return on - timedelta(days=on.weekday())


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
        street_address=agency.street_address,
        phone=agency.phone,
        email=agency.email,
        website=agency.website,
    )
