"""Who plays in the measurements: communes of the loaded province, with the officers who hold the posts."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from motcua.apps.catalog.queries import catalog
from motcua.apps.dossiers.operations import execute, new_id
from motcua.apps.organization import queries as organization
from motcua.apps.organization.models import Agency
from motcua.domain.access import Actor
from motcua.domain.calendar import TIMEZONE
from motcua.domain.dossier import DossierState
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.values import Application, Channel, Paper, Party

PERMIT: Final = "gpxd-cap34-nha-o"
ON_THE_SPOT: Final = "chung-thuc-chu-ky"
POSTS: Final = (("counter", "reception"), ("counter", "return_desk"), ("kinh-te", "division_head"))


@dataclass(frozen=True, slots=True)
class Commune:
    """One commune at work: its counter, and one officer of every role that the measurements need."""

    agency_id: int
    counter_id: int
    officers: Mapping[str, Actor]

    def account(self, role: str) -> int:
        """Return the account of the officer of a role."""
        account_id = self.officers[role].account_id
        assert account_id is not None
        return account_id


def communes(at: datetime) -> tuple[Commune, ...]:
    """Return every commune whose counter is staffed today."""
    today = at.astimezone(TIMEZONE).date()
    kind = Agency.Kind.COMMUNE_COMMITTEE
    found = (_commune(agency.id, at) for agency in organization.agencies_of_kind(kind, on=today))
    return tuple(commune for commune in found if commune is not None)


def _commune(agency_id: int, at: datetime) -> Commune | None:
    today = at.astimezone(TIMEZONE).date()
    units = organization.units_of(agency_id)
    people = organization.officers_of_agency(agency_id, today)
    officers = {}
    for unit, role in POSTS:
        holders = [o.account_id for o in people if o.role == role and o.unit_id == units.get(unit)]
        if not holders:
            return None
        officers[role] = organization.actor_for(holders[0], at)
    return Commune(agency_id, units["counter"], officers)


def person() -> Party:
    """Return an invented citizen, of those who are not yet born (century digit 5)."""
    number = secrets.randbelow(10**6)
    return Party(
        name=f"Nguyễn Thị Mẫu {number % 1000}",
        citizen_id=f"033504{number:06d}",
        phone=f"0912{number:06d}",
        address="TDP An Tảo",
    )


def filing(commune: Commune, procedure: str, at: datetime) -> c.Lodge:
    """Return what a synthetic citizen files at a counter, with every paper the procedure asks for."""
    _, definition = catalog().published_procedure(procedure, at.astimezone(TIMEZONE).date())
    return c.Lodge(
        id=new_id(at),
        procedure=procedure,
        channel=Channel.COUNTER,
        receiving_unit=commune.counter_id,
        receiving_agency=commune.agency_id,
        competent_agency=commune.agency_id,
        lodged_at=at,
        application=Application(
            applicant=person(),
            papers=tuple(
                Paper(id=paper.id, name=paper.name, originals=paper.originals, copies=paper.copies)
                for paper in definition.documents
            ),
        ),
    )


def accept(commune: Commune, lodge: c.Lodge, at: datetime) -> DossierState:
    """Receive and accept one dossier."""
    return execute(lodge, c.Accept(), actor=commune.officers["reception"], at=at).state


def accepted(commune: Commune, at: datetime) -> DossierState:
    """Receive and accept one dossier that takes days."""
    return accept(commune, filing(commune, PERMIT, at), at)


def finished(commune: Commune, at: datetime) -> DossierState:
    """Receive one dossier and finish it on the spot, so that its result waits to be returned."""
    commands = (filing(commune, ON_THE_SPOT, at), c.Accept(), c.FinishOnSpot(summary="Chứng thực"))
    return execute(*commands, actor=commune.officers["reception"], at=at).state


def hand_over(commune: Commune, state: DossierState, at: datetime) -> DossierState:
    """Send one accepted dossier from the counter to the division."""
    (item,) = state.step_items()
    command = c.HandOver(item=item.id, action=only_action(state, item.step))
    actor = commune.officers["reception"]
    return execute(command, dossier_id=state.id, actor=actor, at=at, seen_version=state.version).state


def deliver(commune: Commune, state: DossierState, at: datetime) -> DossierState:
    """Hand one result to its applicant."""
    command = c.DeliverResult(receiver=state.application.applicant.name, identity="CCCD")
    actor = commune.officers["return_desk"]
    return execute(command, dossier_id=state.id, actor=actor, at=at, seen_version=state.version).state


def only_action(state: DossierState, step: str) -> str:
    """Return the first way out of a step."""
    process = catalog().process_version(state.procedure, state.process_version)
    return process.step(step).actions[0].id
