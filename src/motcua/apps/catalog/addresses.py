"""Where the steps of a process lead: unit references turned into units."""

from motcua.apps.organization.models import Agency
from motcua.apps.organization.queries import UnitAddress, address_of, addresses_in
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


def find(process: Process, *, receiving_unit_id: int, competent_agency_id: int) -> dict[str, UnitAddress]:
    """Return the unit of every reference. Raises UnitNotFound."""
    refs = references(process)
    keys = {key for key, _ in map(split, refs) if key}
    ids = dict(Agency.objects.filter(key__in=keys).order_by("id").values_list("id", "key"))
    units = addresses_in([competent_agency_id, *ids])
    own = {
        address.unit_code: address for address in units.values() if address.agency_id == competent_agency_id
    }
    found = {COUNTER: address_of(receiving_unit_id)} if COUNTER in refs else {}
    for ref in refs:
        if ref == COUNTER:
            continue
        key, code = split(ref)
        address = units.get((key, code)) if key else own.get(code)
        if address is None:
            raise UnitNotFound(unit_ref=ref, process_id=process.id)
        found[ref] = address
    return found
