"""Loading a province from its data folder: agencies, units, people, posts.

Everything is read and checked before anything is written. Loading again adds what is new and brings
names up to date; what people have changed in the system since (passwords, posts) is left alone.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from motcua.apps.audit.announce import announce
from motcua.apps.audit.operations import record
from motcua.apps.organization import permissions
from motcua.apps.organization.events import UnitsChanged
from motcua.apps.organization.loading.agencies import AgencyData, ProvinceData, read_agencies, read_province
from motcua.apps.organization.loading.officers import DemoAccount, OfficersData, read_officers
from motcua.apps.organization.loading.sheet import DataRefused, Entry, Problem, read_list, read_mapping
from motcua.apps.organization.loading.store import store_agencies, store_officers
from motcua.domain.access import Actor

__all__ = [
    "DataRefused",
    "DemoAccount",
    "Entry",
    "Loaded",
    "Problem",
    "ProvinceData",
    "check_organization",
    "demo_accounts",
    "load_organization",
    "province",
    "read_list",
    "read_mapping",
]


@dataclass(frozen=True, slots=True)
class Loaded:
    """How much the folder describes, and how much of it was new."""

    agencies: int
    new_agencies: int
    people: int
    new_people: int


@transaction.atomic
def load_organization(path: Path, *, actor: Actor, at: datetime) -> Loaded:
    """Load the agencies and people of a province's folder. Raises DataRefused, NotPermitted."""
    permissions.require(actor, "load_organization", None)
    agencies, officers = _read(path)
    loaded = Loaded(
        agencies=len(agencies),
        new_agencies=store_agencies(agencies),
        people=len(officers.people),
        new_people=store_officers(officers, at),
    )
    facts = {"agencies": loaded.new_agencies, "people": loaded.new_people}
    record(
        action="organization.loaded",
        object_type="province",
        object_id=path.name,
        payload=facts,
        actor=actor,
        at=at,
    )
    announce(UnitsChanged(None), actor=actor, at=at)
    return loaded


def check_organization(path: Path) -> None:
    """Read and check the folder without writing anything. Raises DataRefused with every mistake."""
    _read(path)


def province(path: Path) -> ProvinceData:
    """Return what the folder says about the province as a whole. Raises DataRefused."""
    problems: list[Problem] = []
    found = read_province(path / "province.yaml", problems)
    if found is None or problems:
        raise DataRefused(problems=problems)
    return found


def demo_accounts(path: Path) -> tuple[str, list[DemoAccount]]:
    """Return the shared password and the accounts that are ready, one for each role. Raises DataRefused."""
    _agencies, officers = _read(path)
    return officers.password, officers.demo_accounts


def _read(path: Path) -> tuple[list[AgencyData], OfficersData]:
    problems: list[Problem] = []
    read_province(path / "province.yaml", problems)
    agencies = read_agencies(path / "agencies.yaml", problems)
    officers = read_officers(path / "officers.yaml", agencies, problems)
    if problems:
        raise DataRefused(problems=problems)
    return agencies, officers
