"""At which counter an officer works now."""

from dataclasses import dataclass

from motcua.apps.dossiers.queries.desk import counter_units
from motcua.apps.organization import queries as organization
from motcua.channels.office.access import OfficerRequest
from motcua.domain.access import NotPermitted

AT = "unit"


@dataclass(frozen=True, slots=True)
class Counter:
    """A receiving point: the unit, its agency and what people call it."""

    unit_id: int
    agency_id: int
    name: str
    agency_name: str


def counters_of(request: OfficerRequest) -> tuple[Counter, ...]:
    """Return the counters at which the officer may work. Raises NotPermitted when there is none."""
    units = counter_units(request.actor)
    if not units:
        raise NotPermitted(action="counter")
    found = organization.addresses(units)
    return tuple(
        Counter(unit, found[unit].agency_id, found[unit].unit_name, found[unit].agency_name) for unit in units
    )


def counter_of(request: OfficerRequest) -> Counter:
    """Return the counter named in the request, else the officer's first one. Raises NotPermitted."""
    counters = counters_of(request)
    wanted = request.POST.get(AT) or request.GET.get(AT, "")
    return next((counter for counter in counters if str(counter.unit_id) == wanted), counters[0])
