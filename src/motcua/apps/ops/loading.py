"""Loading a province from its folders, each part with its own loader, in the order in which they need each other."""

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from django.db import connection

from motcua.apps.catalog.loading import load_procedures
from motcua.apps.deadlines.loading import load_calendars
from motcua.apps.dossiers import lawbook
from motcua.apps.organization.loading import load_organization
from motcua.domain.access import Actor

LOADER = Actor.system("load")


class Part(StrEnum):
    """What a province consists of, in the order of loading."""

    ORGANIZATION = "organization"
    CALENDARS = "calendars"
    PROCEDURES = "procedures"


LOADED = (
    "organization_agency", "organization_unit", "organization_account", "organization_assignment",
    "organization_mandate", "organization_servicearea", "catalog_procedure", "catalog_offering",
)  # fmt: skip

Step = Callable[[str], AbstractContextManager[Callable[[str], None]]]
"""Announces a part by its title, and how far it is."""

TITLES = {
    Part.ORGANIZATION: "Agencies and people",
    Part.CALENDARS: "Calendars",
    Part.PROCEDURES: "Procedures",
}


def procedures_beside(province: Path) -> Path:
    """Return where a province's procedures lie: in its own folder, else in the one beside it."""
    own = province / "procedures"
    return own if own.is_dir() else province.parent / "procedures"


def load_province(
    province: Path,
    *,
    at: datetime,
    parts: Collection[Part] = tuple(Part),
    procedures: Path | None = None,
    step: Step = lambda title: nullcontext(lambda how_far: None),
) -> dict[Part, str]:
    """Load parts of a province and return one line about each; loading again adds what is new.

    Raises organization.DataRefused, catalog.CatalogFilesInvalid: nothing of that part was then loaded.
    """
    told = {}
    for part in Part:
        if part in parts:
            with step(TITLES[part]):
                told[part] = _load(part, province, procedures or procedures_beside(province), at)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(LOADED)}")  # Else the planner takes them for empty for a while.
    lawbook.forget()
    return told


def _load(part: Part, province: Path, procedures: Path, at: datetime) -> str:
    if part is Part.ORGANIZATION:
        organization = load_organization(province, actor=LOADER, at=at)
        return (
            f"{organization.agencies} agencies ({organization.new_agencies} new), "
            f"{organization.people} people ({organization.new_people} new)"
        )
    if part is Part.CALENDARS:
        return f"{load_calendars(province, actor=LOADER, at=at)} days added"
    catalog_report = load_procedures(procedures, actor=LOADER, at=at)
    return (
        f"{catalog_report.procedures} procedures ({len(catalog_report.new_versions)} new versions), "
        f"{catalog_report.offerings_added} offers added, {catalog_report.offerings_ended} ended"
    )
