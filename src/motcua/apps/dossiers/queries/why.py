"""Whether and why a person may see one dossier and act on it, for the administrator who is asked.

The answer names places, never people or papers of the dossier (R-I37), and asking is remembered (R-I18).
"""

from dataclasses import dataclass
from datetime import datetime

from motcua.apps.audit.operations import log_access
from motcua.apps.dossiers import lawbook
from motcua.apps.dossiers.queries.page import offers_of
from motcua.apps.dossiers.queries.states import state_by_code
from motcua.apps.organization import permissions
from motcua.apps.organization import queries as organization
from motcua.domain.access import Actor, Ground, Sight, explain, sights
from motcua.domain.dossier import DossierState
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.decide import rights_of
from motcua.domain.dossier.decide.checks import places_of
from motcua.domain.dossier.offers import Offer


@dataclass(frozen=True, slots=True)
class AllowedAct:
    """An act that the person may do now, at which step, and every ground for it, the recorded one first."""

    command: type[c.Command]
    step: str
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """The answer for one dossier: where it has been, by what the person sees it, what the person may do."""

    code: str
    stage: int
    units: tuple[str, ...]
    sights: tuple[Sight, ...]
    acts: tuple[AllowedAct, ...]


def why(code: str, *, person: Actor, asked_by: Actor, at: datetime) -> Why | None:
    """Return why a person may see and act; None for a dossier that is none of the asker's business (R-S10)."""
    state = state_by_code(code)
    if state is None or not _concerns(asked_by, state):
        return None
    log_access(
        action="explain-rights", subject_type="dossier", subject_ids=[state.id], actor=asked_by, at=at,
        channel="office",
    )  # fmt: skip
    places = places_of(state)
    law = lawbook.law_of(state, at)
    seen = sights(person, places)
    return Why(
        code=state.code,
        stage=int(state.stage),
        units=_unit_names(places.units),
        sights=seen,
        acts=_acts(state, person, offers_of(state, law, person)) if seen else (),
    )


def _concerns(asked_by: Actor, state: DossierState) -> bool:
    managed = permissions.managed_agencies(asked_by)
    return permissions.manages_everything(asked_by) or not managed.isdisjoint(places_of(state).agencies)


def _unit_names(units: tuple[int, ...]) -> tuple[str, ...]:
    known = organization.addresses(units)
    return tuple(f"{known[unit].unit_name}, {known[unit].agency_name}" for unit in units if unit in known)


def _acts(state: DossierState, person: Actor, offers: tuple[Offer, ...]) -> tuple[AllowedAct, ...]:
    """Return each offered act once for each item, with the grounds on which the policy offers it."""
    items = {item.id: item for item in state.items}
    found: dict[tuple[type[c.Command], int | None], AllowedAct] = {}
    for offer in offers:
        if (offer.command, offer.item) in found:
            continue
        item = items.get(offer.item) if offer.item is not None else None
        grounds = explain(person, rights_of(state, offer.command), places_of(state, item))
        if not grounds:  # An act on the whole dossier that the holder of some item may do.
            grounds = tuple(
                ground
                for held in state.items
                for ground in explain(person, rights_of(state, offer.command), places_of(state, held))
            )
        found[offer.command, offer.item] = AllowedAct(offer.command, item.step if item else "", grounds)
    return tuple(found.values())
