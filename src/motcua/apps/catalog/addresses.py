"""Where the steps of a process lead: unit references turned into units."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from motcua.apps.organization.queries import UnitAddress, address_of, every_address
from motcua.apps.organization.reform.queries import heirs_of_units
from motcua.domain.errors import DomainError
from motcua.domain.workflow import Process

COUNTER = "counter"


class UnitNotFound(DomainError):
    """A step names a unit that the agency does not have."""

    code = "catalog.unit-not-found"

    def __init__(self, *, unit_ref: str, process_id: str) -> None:
        super().__init__(f"{process_id}: {unit_ref}")
        self.unit_ref = unit_ref
        self.process_id = process_id


def split(unit_ref: str) -> tuple[str, str]:
    """Return the agency key and the unit code of a reference; no key means the competent agency.

    `leaders` and `clerk` are codes of their own, `unit:kinh-te` and `agency:ttr/nghiep-vu` carry one.
    """
    kind, _, rest = unit_ref.partition(":")
    if kind == "agency":
        agency, _, code = rest.partition("/")
        return agency, code
    return "", rest or kind


def references(process: Process) -> tuple[str, ...]:
    """Return every unit reference of a process once, in the order of its steps."""
    return tuple(dict.fromkeys(step.unit for step in process.steps))


@dataclass(frozen=True, slots=True)
class Directory:
    """Every unit of the province, read once: by its id, its place (agency key, code) and within its agency."""

    units: Mapping[int, UnitAddress]
    places: Mapping[tuple[str, str], UnitAddress]
    agencies: Mapping[int, Mapping[str, UnitAddress]]
    heirs: Mapping[int, Sequence[UnitAddress]]
    ways: Mapping[int, Mapping[str, Sequence[UnitAddress]]]
    """By successor agency and code of a unit of somebody before it: who has that unit's work now."""

    @classmethod
    def read(cls) -> Self:
        """Return the units as they are now."""
        units = {address.unit_id: address for address in every_address()}
        agencies: dict[int, dict[str, UnitAddress]] = defaultdict(dict)
        for address in units.values():
            agencies[address.agency_id][address.unit_code] = address
        places = {(address.agency_key, address.unit_code): address for address in units.values()}
        heirs = {unit: [units[heir] for heir in found] for unit, found in heirs_of_units().items()}
        ways: dict[int, dict[str, list[UnitAddress]]] = defaultdict(dict)
        for unit, found in heirs.items():
            for heir in found:
                ways[heir.agency_id].setdefault(units[unit].unit_code, []).extend(found)
        return cls(units, places, dict(agencies), heirs, ways)

    def find(
        self, process: Process, *, receiving_unit_id: int, competent_agency_id: int
    ) -> dict[str, UnitAddress]:
        """Return the unit of every reference of a process. Raises UnitNotFound."""
        own = self.agencies.get(competent_agency_id, {})
        found = {}
        for ref in references(process):
            if ref == COUNTER:
                found[COUNTER] = self.units.get(receiving_unit_id) or address_of(receiving_unit_id)
                continue
            key, code = split(ref)
            named = self.places.get((key, code)) if key else own.get(code)
            address = self._now(named, code, competent_agency_id)
            if address is None:
                raise UnitNotFound(unit_ref=ref, process_id=process.id)
            found[ref] = address
        return found

    def _now(self, named: UnitAddress | None, code: str, agency_id: int) -> UnitAddress | None:
        """Return who has a unit's work by now: of several successors the agency that decides comes first.

        Processes go on naming units that have passed to others, also under codes that the successor lacks.
        """
        if named is None:
            found = self.ways.get(agency_id, {}).get(code, ())
        else:
            found = self.heirs.get(named.unit_id, (named,))
        own = (address for address in found if address.agency_id == agency_id)
        return next(own, next(iter(found), None))
