"""Agencies and units as an administrator looks after them: the tree, a search, one agency with its history."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from motcua.apps.organization import permissions
from motcua.apps.organization.models import Account, Agency, Assignment, Reform, Unit
from motcua.apps.organization.queries.periods import valid_on
from motcua.domain.access import Actor
from motcua.domain.text import matches


@dataclass(frozen=True, slots=True)
class Node:
    """An agency in the tree with those below it; `units` are those that a search has found."""

    id: int
    key: str
    name: str
    kind: str
    identifier: str
    valid_from: date
    valid_to: date | None
    children: tuple["Node", ...] = ()
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit of an agency with how many people hold posts in it."""

    code: str
    name: str
    valid_from: date
    valid_to: date | None
    officers: int
    heirs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relative:
    """Another agency and the day on which it handed over, or took over."""

    id: int
    name: str
    on: date
    decision: str


@dataclass(frozen=True, slots=True)
class NameLine:
    """What an agency was called in a period."""

    name: str
    short_name: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyProfile:
    """One agency with all that its page tells."""

    id: int
    key: str
    name: str
    short_name: str
    kind: str
    level: str
    identifier: str
    legacy_identifier: str
    administrative_code: str
    valid_from: date
    valid_to: date | None
    parent: tuple[int, str] | None
    children: tuple[tuple[int, str], ...]
    units: tuple[UnitLine, ...]
    names: tuple[NameLine, ...]
    predecessors: tuple[Relative, ...]
    successors: tuple[Relative, ...]
    serves: tuple[tuple[int, str], ...]
    served_by: tuple[tuple[int, str], ...]
    accounts: int

    @property
    def open_units(self) -> tuple[UnitLine, ...]:
        """Return the units that have not ended."""
        return tuple(unit for unit in self.units if unit.valid_to is None)


def visible_agencies(actor: Actor) -> QuerySet[Agency]:
    """Return the agencies that an administrator looks after, ended ones too."""
    if permissions.may(actor, None):
        return Agency.objects.all()
    return Agency.objects.filter(pk__in=permissions.managed_agencies(actor))


def agency_tree(actor: Actor, today: date, *, ended: bool = False) -> tuple[Node, ...]:
    """Return the agencies that exist, below each other; `ended` adds those of former days."""
    agencies = visible_agencies(actor)
    if not ended:
        agencies = agencies.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today))
    rows = list(agencies.order_by("level", "identifier", "key"))
    below: dict[int | None, list[Agency]] = defaultdict(list)
    ids = {agency.pk for agency in rows}
    for agency in sorted(rows, key=_place):
        below[agency.parent_id if agency.parent_id in ids else None].append(agency)
    return _nodes(below[None], below)


def _place(agency: Agency) -> tuple[int, int, str, str]:
    kinds = Agency.Kind.values
    return LEVELS.index(agency.level), kinds.index(agency.kind), agency.identifier, agency.key


LEVELS = Agency.Level.values


def _nodes(agencies: Iterable[Agency], below: dict[int | None, list[Agency]]) -> tuple[Node, ...]:
    return tuple(_node(agency, _nodes(below.get(agency.pk, ()), below)) for agency in agencies)


def _node(agency: Agency, children: tuple[Node, ...] = (), units: tuple[str, ...] = ()) -> Node:
    return Node(
        agency.pk,
        agency.key,
        agency.name,
        str(Agency.Kind(agency.kind).label),
        agency.identifier,
        agency.valid_from,
        agency.valid_to,
        children,
        units,
    )


def find_agencies(actor: Actor, text: str) -> list[Node]:
    """Return the agencies whose name, former name, identifier, key or unit fits words without marks.

    Those that still exist come first.
    """
    found = []
    agencies = visible_agencies(actor).prefetch_related("former_names", "units")
    for agency in agencies.order_by("valid_to", "identifier", "key"):
        former = " ".join(name.name for name in agency.former_names.all())
        own = f"{agency.name} {agency.short_name} {former} {agency.identifier} {agency.key.replace('-', ' ')}"
        units = tuple(unit.name for unit in agency.units.all() if matches(text, unit.name))
        if matches(text, own) or units:
            found.append(_node(agency, units=units))
    return sorted(found, key=lambda node: node.valid_to is not None)


def agency_profile(agency_id: int, actor: Actor, today: date) -> AgencyProfile | None:
    """Return one agency of those that the actor looks after; None for any other."""
    agency = visible_agencies(actor).select_related("parent").filter(pk=agency_id).first()
    if agency is None:
        return None
    return AgencyProfile(
        id=agency.pk,
        key=agency.key,
        name=agency.name,
        short_name=agency.short_name,
        kind=str(Agency.Kind(agency.kind).label),
        level=str(Agency.Level(agency.level).label),
        identifier=agency.identifier,
        legacy_identifier=agency.legacy_identifier,
        administrative_code=agency.administrative_code,
        valid_from=agency.valid_from,
        valid_to=agency.valid_to,
        parent=(agency.parent.pk, agency.parent.name) if agency.parent else None,
        children=_named(Agency.objects.filter(parent=agency, valid_to__isnull=True)),
        units=_units(agency, today),
        names=_names(agency),
        predecessors=tuple(
            Relative(each.predecessor_id, each.predecessor.name, each.on, each.decision)
            for each in agency.took_over_from.select_related("predecessor").order_by("on", "id")
        ),
        successors=tuple(
            Relative(each.successor_id, each.successor.name, each.on, each.decision)
            for each in agency.handed_to.select_related("successor").order_by("on", "id")
        ),
        serves=_named(Agency.objects.filter(valid_on(today, "served_by__"), served_by__agency=agency)),
        served_by=_named(
            Agency.objects.filter(valid_on(today, "service_areas__"), service_areas__commune=agency)
        ),
        accounts=Account.objects.filter(agency=agency, is_active=True).count(),
    )


def _named(agencies: QuerySet[Agency]) -> tuple[tuple[int, str], ...]:
    found = agencies.distinct().order_by("identifier", "key")
    return tuple((agency.pk, agency.name) for agency in found)


def _units(agency: Agency, today: date) -> tuple[UnitLine, ...]:
    held = Counter(
        Assignment.objects.filter(valid_on(today), unit__agency=agency, account__is_active=True)
        .exclude(kind=Assignment.Kind.RESERVE)
        .order_by("id")
        .values_list("unit_id", flat=True)
    )
    units = agency.units.prefetch_related("handed_to__successor__agency").order_by("id")
    lines = [
        UnitLine(unit.code, unit.name, unit.valid_from, unit.valid_to, held[unit.pk], _heirs(unit, agency))
        for unit in units
    ]
    return tuple(sorted(lines, key=lambda line: line.valid_to is not None))


def _heirs(unit: Unit, agency: Agency) -> tuple[str, ...]:
    if unit.valid_to is None:
        return ()
    heirs = [each.successor for each in unit.handed_to.all()]
    return tuple(
        heir.name if heir.agency_id == agency.pk else f"{heir.name}, {heir.agency.short_name}"
        for heir in heirs
    )


def _names(agency: Agency) -> tuple[NameLine, ...]:
    former = [
        NameLine(name.name, name.short_name, name.valid_from, name.valid_to)
        for name in agency.former_names.order_by("valid_from")
    ]
    since = former[-1].until if former and former[-1].until else agency.valid_from
    return (*former, NameLine(agency.name, agency.short_name, since, agency.valid_to))


def waiting_reforms() -> int:
    """Return how many plans wait to be approved or for their day."""
    return Reform.objects.filter(status__in=[Reform.Status.REVIEW, Reform.Status.APPROVED]).count()


def kinds_of_agencies() -> list[tuple[str, str]]:
    """Return the kinds of agencies, code and name, for choices."""
    return [(kind.value, str(kind.label)) for kind in Agency.Kind]


def levels_of_agencies() -> list[tuple[str, str]]:
    """Return the levels of agencies, code and name, for choices."""
    return [(level.value, str(level.label)) for level in Agency.Level]
