"""People around a dossier: earlier dossiers of an applicant, officers who may take it, units to be asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.permissions import visible_to
from motcua.apps.dossiers.queries.search import Answer, answer_of, of_person
from motcua.apps.organization import queries as organization
from motcua.apps.organization.queries import Officer, UnitAddress
from motcua.domain.access import Actor
from motcua.domain.dossier.values import WorkItem

MOST_OF_ONE_PERSON: Final = 60
NOT_ASKED: Final = frozenset({"counter", "clerk"})
ASKED_KINDS: Final = ("department", "service_center", "vertical", "land_registry", "office", "inspectorate")
SERVING_KINDS: Final = ("commune_police", "land_branch")
ANSWERING_ROLES: Final = (
    "specialist", "land_officer", "police_officer", "office_specialist", "division_head", "leader", "chairman",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AskedAgency:
    """An agency that may be asked for its opinion, with its units by id."""

    id: int
    name: str
    units: Mapping[int, str]


def dossiers_of_person(actor: Actor, number: str) -> Answer:
    """Return the dossiers of an identity, tax or telephone number that the actor may see, newest first."""
    dossiers = Dossier.objects.filter(visible_to(actor), of_person(number))
    return answer_of(dossiers, limit=MOST_OF_ONE_PERSON)


def takers(item: WorkItem, on: date) -> list[Officer]:
    """Return the officers to whom an item may be given: who holds its role in its unit."""
    return organization.officers_in(item.unit_id, item.role, on)


def asked_agencies(own_agency: int, own_unit: int, on: date) -> list[AskedAgency]:
    """Return whom a unit may consult: its own agency first, then those serving it, then the province's."""
    ids = [own_agency]
    for kind in SERVING_KINDS:
        ids += organization.agencies_serving(own_agency, kind, on)
    ids += [agency.id for agency in organization.agencies_of_kind(*ASKED_KINDS, on=on)]
    by_agency: dict[int, list[UnitAddress]] = {id_: [] for id_ in ids}
    for (_, code), address in organization.addresses_in(ids).items():
        if code not in NOT_ASKED and address.unit_id != own_unit:
            by_agency[address.agency_id].append(address)
    return [
        AskedAgency(id_, units[0].agency_name, {unit.unit_id: unit.unit_name for unit in units})
        for id_, units in by_agency.items()
        if units
    ]


def answering_role(unit_id: int, on: date) -> str:
    """Return the role that answers in a unit: its specialists, else whoever leads it."""
    held = organization.roles_in(unit_id, on)
    return next((role for role in ANSWERING_ROLES if role in held), ANSWERING_ROLES[0])
