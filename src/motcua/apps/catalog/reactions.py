"""What the catalog does when something below it changes."""

from datetime import datetime

from motcua.apps.audit.operations import record
from motcua.apps.catalog import operations, succession
from motcua.apps.organization.events import AgenciesSucceeded, UnitsChanged
from motcua.apps.organization.reform.queries import heirs_of_agencies
from motcua.domain.access import Actor


def read_addresses_anew(event: UnitsChanged, *, actor: Actor, at: datetime) -> None:
    """Make every process look again where the steps of processes lead."""
    operations.changed()


def pass_offers_on(event: AgenciesSucceeded, *, actor: Actor, at: datetime) -> None:
    """Let agencies that begin offer what their kind offers, and successors what those before them offered."""
    begun = succession.offer_as_their_kind(event.founded, event.on)
    passed = succession.pass_offers(heirs_of_agencies(event.reform_id), event.on)
    if begun or passed:
        facts = {"begun": begun, "passed": passed, "on": event.on}
        record(
            action="catalog.offers-passed",
            object_type="reform",
            object_id=event.reform_id,
            payload=facts,
            actor=actor,
            at=at,
        )
    operations.changed()
