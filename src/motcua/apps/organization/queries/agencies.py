"""Agencies and their units, as they stand or stood on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from motcua.apps.organization.models import Agency, ServiceArea, Succession, Unit
from motcua.apps.organization.queries.periods import valid_on
from motcua.domain.errors import DomainError


class AgencyNotFound(DomainError):
    """No agency has this key."""

    code = "organization.agency-not-found"

    def __init__(self, *, key: str) -> None:
        super().__init__(key)
        self.key = key


class UnitNotFound(DomainError):
    """No unit has this id."""

    code = "organization.unit-not-found"

    def __init__(self, *, unit_id: int) -> None:
        super().__init__(str(unit_id))
        self.unit_id = unit_id


@dataclass(frozen=True, slots=True)
class AgencyFacts:
    """An agency as other apps need it."""

    id: int
    key: str
    kind: str
    level: str
    parent_id: int | None
    identifier: str
    name: str
    short_name: str
    abbreviation: str
    calendar_code: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class UnitAddress:
    """Where work goes: a unit, its agency and the names that papers print."""

    unit_id: int
    agency_id: int
    agency_key: str
    agency_name: str
    unit_code: str
    unit_name: str
    identifier: str


def agency_by_key(key: str) -> AgencyFacts:
    """Return one agency. Raises AgencyNotFound."""
    agency = Agency.objects.filter(key=key).first()
    if agency is None:
        raise AgencyNotFound(key=key)
    return _facts(agency)


def agencies(ids: Iterable[int]) -> dict[int, AgencyFacts]:
    """Return agencies by id, in one query."""
    return {agency.pk: _facts(agency) for agency in Agency.objects.filter(pk__in=set(ids))}


def agencies_of_kind(*kinds: str, on: date) -> list[AgencyFacts]:
    """Return the agencies of some kinds that exist on a day, in the order of their identifiers."""
    found = Agency.objects.filter(valid_on(on), kind__in=kinds).order_by("level", "identifier", "key")
    return [_facts(agency) for agency in found]


def agencies_serving(commune_id: int, kind: str, on: date) -> list[int]:
    """Return the agencies of a kind (police, land branch) that serve a commune on a day."""
    areas = ServiceArea.objects.filter(valid_on(on), commune_id=commune_id, agency__kind=kind)
    return list(areas.order_by("agency_id").values_list("agency_id", flat=True))


def successors_of(agency_id: int, on: date) -> list[int]:
    """Return who has taken over an agency's affairs by a day, through every step of succession."""
    handed: dict[int, list[int]] = {}
    for predecessor, successor in (
        Succession.objects.filter(on__lte=on)
        .order_by("successor_id")
        .values_list("predecessor_id", "successor_id")
    ):
        handed.setdefault(predecessor, []).append(successor)
    found: list[int] = []
    waiting = list(handed.get(agency_id, []))
    while waiting:
        current = waiting.pop(0)
        if current in found:
            continue
        if current in handed:
            waiting.extend(handed[current])
        else:
            found.append(current)
    return found


def name_on(agency_id: int, on: date) -> str:
    """Return what an agency was called on a day."""
    agency = Agency.objects.prefetch_related("former_names").get(pk=agency_id)
    for former in agency.former_names.all():
        if former.valid_from <= on < former.valid_to:
            return former.name
    return agency.name


def units_of(agency_id: int) -> dict[str, int]:
    """Return the ids of an agency's units by their codes."""
    return dict(Unit.objects.filter(agency_id=agency_id).order_by("id").values_list("code", "id"))


def address_of(unit_id: int) -> UnitAddress:
    """Return where a unit is. Raises UnitNotFound."""
    found = addresses([unit_id])
    if unit_id not in found:
        raise UnitNotFound(unit_id=unit_id)
    return found[unit_id]


def addresses(unit_ids: Iterable[int]) -> dict[int, UnitAddress]:
    """Return the addresses of units by id, in one query."""
    return {unit.pk: _address(unit) for unit in _units().filter(pk__in=set(unit_ids))}


def addresses_in(agency_ids: Iterable[int]) -> dict[tuple[str, str], UnitAddress]:
    """Return every unit of some agencies by (agency key, unit code), in one query."""
    units = _units().filter(agency_id__in=set(agency_ids)).order_by("agency_id", "id")
    return {(unit.agency.key, unit.code): _address(unit) for unit in units}


def every_address() -> list[UnitAddress]:
    """Return the addresses of all units, abolished ones too, in one query."""
    return [_address(unit) for unit in _units().order_by("agency_id", "id")]


def addresses_by_key(agency_key: str) -> dict[str, UnitAddress]:
    """Return every unit of one agency by its code, in one query; empty for an unknown key."""
    return {unit.code: _address(unit) for unit in _units().filter(agency__key=agency_key).order_by("id")}


def _units() -> QuerySet[Unit]:
    return Unit.objects.select_related("agency")


def _address(unit: Unit) -> UnitAddress:
    return UnitAddress(
        unit_id=unit.pk,
        agency_id=unit.agency_id,
        agency_key=unit.agency.key,
        agency_name=unit.agency.name,
        unit_code=unit.code,
        unit_name=unit.name,
        identifier=unit.agency.identifier,
    )


def _facts(agency: Agency) -> AgencyFacts:
    return AgencyFacts(
        id=agency.pk,
        key=agency.key,
        kind=agency.kind,
        level=agency.level,
        parent_id=agency.parent_id,
        identifier=agency.identifier,
        name=agency.name,
        short_name=agency.short_name,
        abbreviation=agency.abbreviation,
        calendar_code=agency.calendar_code,
        valid_from=agency.valid_from,
        valid_to=agency.valid_to,
    )


def province_name() -> str:
    """Return what the province is called on the pages, for example "Tỉnh Hưng Yên"; empty before it is loaded."""
    names = Agency.objects.filter(kind=Agency.Kind.PROVINCE_COMMITTEE).order_by("-valid_from", "id")
    return names.values_list("short_name", flat=True).first() or ""
