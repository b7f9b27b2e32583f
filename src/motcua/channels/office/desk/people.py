"""Filling in a person: from a scanned card, or from an earlier dossier (R-E20)."""

from typing import Any
from uuid import UUID

from motcua.apps.dossiers.queries import desk
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.desk.fields import values_of_party
from motcua.domain.dossier.values import Party
from motcua.domain.identity import CardData, CardUnreadable, parse_cccd_qr
from motcua.ui import wording

PROXY = "proxy_"
MAY_HOLD_A_SCAN = ("scan", "citizen_id", "name", "proxy_citizen_id", "proxy_name")
"""A slow reader types into whatever field has the cursor."""
FEWEST_BARS = 5
RELEASES = {"edit_card": "", "edit_proxy_card": PROXY}


def filled(request: OfficerRequest, values: dict[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the fields with a scanned card or a chosen person in them, and what went wrong."""
    act = str(values.get("act", ""))
    if act in RELEASES:
        values[f"{RELEASES[act]}from_card"] = ""
    if person := str(values.get("person", "")):
        return values | _known(request, person), ()
    field = next(
        (name for name in MAY_HOLD_A_SCAN if str(values.get(name, "")).count("|") >= FEWEST_BARS), ""
    )
    if not field:
        return values, ()
    try:
        card = parse_cccd_qr(str(values.pop(field)))
    except CardUnreadable as refused:
        return values, (wording.sentence(refused),)
    return _from_card(values, card, to_proxy=field.startswith(PROXY)), ()


def _from_card(values: dict[str, Any], card: CardData, *, to_proxy: bool) -> dict[str, Any]:
    """The second card is that of who files for another; the first again is the first."""
    number = card.citizen_id.number
    first = values.get("citizen_id", "") in {"", number} or not values.get("by_proxy")
    prefix = PROXY if to_proxy or not first else ""
    read = {
        "name": card.name,
        "citizen_id": number,
        "born_on": str(card.born_on),
        "address": card.address,
        "from_card": "1",
    }
    if not prefix:
        read["sex"] = card.sex.value
    return values | {f"{prefix}{name}": value for name, value in read.items()}


def _known(request: OfficerRequest, reference: str) -> dict[str, Any]:
    """`reference` is a dossier and which of its people, as the list sent it."""
    dossier, _, which = reference.partition(":")
    try:
        party = desk.known_person(request.actor, UUID(dossier), proxy=which == "proxy")
    except ValueError:
        party = None
    return _remembered(party) if party else {}


def _remembered(party: Party) -> dict[str, Any]:
    """What an earlier dossier says is typed, not read from the card that lies here now."""
    return values_of_party(party) | {"from_card": ""}
