"""The agencies as they stand, as plans see them; plans and ways as JSON."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from motcua.apps.organization.models import Agency, Unit
from motcua.domain.dossier.codec import decode, encode
from motcua.domain.succession import Address, Body, Plan, Routes, Share
from motcua.domain.succession.routing import Route


def structure_now() -> dict[str, Body]:
    """Return every agency by key; those that end or have ended have no units."""
    units: dict[int, dict[str, str]] = defaultdict(dict)
    for agency_id, code, name in (
        Unit.objects.filter(valid_to__isnull=True).order_by("id").values_list("agency_id", "code", "name")
    ):
        units[agency_id][code] = name
    agencies = Agency.objects.select_related("parent").order_by("id")
    return {agency.key: _body(agency, units) for agency in agencies}


def _body(agency: Agency, units: Mapping[int, Mapping[str, str]]) -> Body:
    return Body(
        key=agency.key,
        kind=agency.kind,
        level=agency.level,
        parent=agency.parent.key if agency.parent else "",
        name=agency.name,
        short_name=agency.short_name,
        identifier=agency.identifier,
        since=agency.valid_from,
        until=agency.valid_to,
        units=units.get(agency.pk, {}) if agency.valid_to is None else {},
    )


def plan_to_data(plan: Plan) -> dict[str, Any]:
    """Return a plan as it is stored."""
    return encode(plan)


def plan_from_data(data: Mapping[str, Any]) -> Plan:
    """Return a stored plan."""
    return decode(Plan, data)


def routes_to_data(routes: Routes) -> dict[str, Any]:
    """Return the ways of a plan as they are stored."""
    return {
        "shares": {key: [encode(share) for share in shares] for key, shares in routes.shares.items()},
        "units": [[*route.left, *route.heir] for route in routes.units],
    }


def routes_from_data(data: Mapping[str, Any]) -> Routes:
    """Return stored ways."""
    return Routes(
        shares={key: tuple(decode(Share, each) for each in shares) for key, shares in data["shares"].items()},
        units=tuple(Route(left=Address(*each[:2]), heir=Address(*each[2:])) for each in data["units"]),
    )
