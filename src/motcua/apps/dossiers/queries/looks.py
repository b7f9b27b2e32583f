"""Who looked at the dossiers of a citizen: agency and unit, what for and when, never the officer's name (R-I36)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from motcua.apps.audit import queries as audit
from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.permissions import visible_to
from motcua.apps.organization import queries as organization
from motcua.apps.organization.queries import UnitAddress
from motcua.domain.access import Actor

MOST_DOSSIERS: Final = 200
LISTED: Final = 100


@dataclass(frozen=True, slots=True)
class Look:
    """One time an officer looked. Agency and unit are those of that day; empty when the post is unknown."""

    at: datetime
    agency: str
    unit: str
    action: str
    purpose: str
    dossier_id: UUID
    code: str


def who_looked(actor: Actor) -> list[Look]:
    """Return who looked at what a citizen may see, the latest hundred."""
    newest = Dossier.objects.filter(visible_to(actor)).order_by("-lodged_at", "id")[:MOST_DOSSIERS]
    codes = {str(pk): (pk, code or "") for pk, code in newest.values_list("id", "code")}
    looks = audit.looks_of_officers(subject_type="dossier", subject_ids=codes, limit=LISTED)
    places = _places(looks)
    found = []
    for look in looks:
        dossier_id, code = codes[look.subject_id]
        place = places.get((look.account_id, look.at))
        agency, unit = (place.agency_name, place.unit_name) if place else ("", "")
        found.append(Look(look.at, agency, unit, look.action, look.purpose, dossier_id, code))
    return found


def _places(looks: Iterable[audit.Look]) -> Mapping[tuple[int | None, datetime], UnitAddress]:
    """Return where each officer worked when looking; the first post counts, one query for a day."""
    by_day: dict[object, list[audit.Look]] = {}
    for look in looks:
        if look.account_id is not None:
            by_day.setdefault(look.at.date(), []).append(look)
    units: dict[tuple[int | None, datetime], int] = {}
    for those in by_day.values():
        actors = organization.actors_for({look.account_id for look in those if look.account_id}, those[0].at)
        for look in those:
            officer = actors.get(look.account_id or 0)
            if officer is not None and officer.posts:
                units[look.account_id, look.at] = officer.posts[0].unit_id
    addresses = organization.addresses(units.values())
    return {key: addresses[unit] for key, unit in units.items() if unit in addresses}
