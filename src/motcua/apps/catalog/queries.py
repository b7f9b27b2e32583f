"""Reading the catalog. Every function asks once whether it has changed; see `snapshot`.

Who needs several answers at once, such as a command on a dossier, takes `catalog()` and asks that.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from motcua.apps.catalog import offers, snapshot
from motcua.apps.catalog.models import FavoriteProcedure
from motcua.apps.catalog.offers import CompetentAgency, ProcedureSummary
from motcua.apps.catalog.snapshot import Snapshot
from motcua.apps.organization.queries import UnitAddress
from motcua.domain.catalog import ProcedureDefinition
from motcua.domain.text import Hit
from motcua.domain.workflow import Process


def catalog() -> Snapshot:
    """Return the whole catalog as it stands now: one query for any number of answers."""
    return snapshot.current()


def published_procedure(key: str, on: date) -> tuple[int, ProcedureDefinition]:
    """Return the version in force on a day with its number. Raises ProcedureNotInForce."""
    return catalog().published_procedure(key, on)


def procedure_version(key: str, number: int) -> ProcedureDefinition:
    """Return a version that was published, whether or not it still holds. Raises VersionUnknown."""
    return catalog().procedure_version(key, number)


def current_process(procedure_key: str, on: date) -> tuple[int, Process]:
    """Return the process in force on a day with its number. Raises ProcedureNotInForce."""
    return catalog().current_process(procedure_key, on)


def process_version(procedure_key: str, number: int) -> Process:
    """Return a process that was published, whether or not it still holds. Raises VersionUnknown."""
    return catalog().process_version(procedure_key, number)


def unit_addresses(
    process: Process, receiving_unit_id: int, competent_agency_id: int
) -> Mapping[str, UnitAddress]:
    """Return the unit of every unit reference of a process. Raises UnitNotFound."""
    return catalog().unit_addresses(process, receiving_unit_id, competent_agency_id)


def offered_at(agency_id: int, on: date, account_id: int | None = None) -> tuple[ProcedureSummary, ...]:
    """Return what may be handed in at an agency on a day: favorites of the account, then what is used most."""
    offered = catalog().offered_at(agency_id, on)
    if account_id is None:
        return offered
    kept = favorites(account_id)
    marked = (replace(offer, favorite=offer.key in kept) for offer in offered)
    return tuple(sorted(marked, key=lambda offer: not offer.favorite))


def search_offered(agency_id: int, on: date, query: str, *, limit: int = 20) -> tuple[Hit, ...]:
    """Return what fits words, initials or a code typed at the desk, without marks if need be, best first."""
    return catalog().index_for(agency_id, on).search(query, limit=limit)


def favorites(account_id: int) -> frozenset[str]:
    """Return the keys of the procedures an officer keeps at hand."""
    kept = FavoriteProcedure.objects.filter(account_id=account_id)
    return frozenset(kept.values_list("procedure__key", flat=True))


def competent_agencies(procedure_key: str, receiving_agency_id: int, on: date) -> tuple[CompetentAgency, ...]:
    """Return who may decide what is handed in at an agency, the likely one first (R-A15)."""
    return offers.competent_agencies(procedure_key, receiving_agency_id, on)
