"""Agencies and units: names that change, units that come and go, agencies that follow others (R-0.3)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from motcua.apps.audit.announce import announce
from motcua.apps.audit.operations import record
from motcua.apps.organization import permissions
from motcua.apps.organization.events import UnitsChanged
from motcua.apps.organization.models import Agency, Assignment, Succession, Unit
from motcua.apps.organization.queries import valid_on
from motcua.domain.access import Actor
from motcua.domain.errors import DomainError


class UnitCodeTaken(DomainError):
    """The agency has a unit with this code already."""

    code = "organization.unit-code-taken"

    def __init__(self, *, unit_code: str) -> None:
        super().__init__(unit_code)
        self.unit_code = unit_code


class UnitInUse(DomainError):
    """People hold posts in the unit on the day on which it is to close."""

    code = "organization.unit-in-use"

    def __init__(self, *, posts: int) -> None:
        super().__init__(str(posts))
        self.posts = posts


class AgencyClosed(DomainError):
    """The agency has handed over its affairs already."""

    code = "organization.agency-closed"

    def __init__(self, *, closed_on: date) -> None:
        super().__init__(closed_on.isoformat())
        self.closed_on = closed_on


@transaction.atomic
def add_unit(*, agency_id: int, unit_code: str, name: str, since: date, actor: Actor, at: datetime) -> int:
    """Add a unit to an agency. Raises NotPermitted, UnitCodeTaken."""
    permissions.require(actor, "add_unit", agency_id)
    if Unit.objects.filter(agency_id=agency_id, code=unit_code).exists():
        raise UnitCodeTaken(unit_code=unit_code)
    unit = Unit.objects.create(agency_id=agency_id, code=unit_code, name=name, valid_from=since)
    _record("organization.unit-added", "unit", unit.pk, {"code": unit_code, "name": name}, actor, at)
    announce(UnitsChanged(agency_id), actor=actor, at=at)
    return unit.pk


@transaction.atomic
def rename_unit(*, unit_id: int, name: str, actor: Actor, at: datetime) -> None:
    """Give a unit another name; its code, and so every process, stays. Raises NotPermitted."""
    unit = Unit.objects.select_for_update(of=("self",)).get(pk=unit_id)
    permissions.require(actor, "rename_unit", unit.agency_id)
    facts = {"before": unit.name, "after": name}
    unit.name = name
    unit.save(update_fields=["name"])
    _record("organization.unit-renamed", "unit", unit.pk, facts, actor, at)
    announce(UnitsChanged(unit.agency_id), actor=actor, at=at)


@transaction.atomic
def close_unit(*, unit_id: int, on: date, actor: Actor, at: datetime) -> None:
    """Let a unit end before the day `on`. Raises NotPermitted, UnitInUse."""
    unit = Unit.objects.select_for_update(of=("self",)).get(pk=unit_id)
    permissions.require(actor, "close_unit", unit.agency_id)
    if posts := Assignment.objects.filter(valid_on(on), unit=unit).count():
        raise UnitInUse(posts=posts)
    unit.valid_to = on
    unit.save(update_fields=["valid_to"])
    _record("organization.unit-closed", "unit", unit.pk, {"on": on}, actor, at)
    announce(UnitsChanged(unit.agency_id), actor=actor, at=at)


@transaction.atomic
def rename_agency(
    *, agency_id: int, name: str, short_name: str, on: date, decision: str, actor: Actor, at: datetime
) -> None:
    """Give an agency another name from a day on; papers of earlier days keep the earlier one.

    Raises NotPermitted.
    """
    permissions.require(actor, "rename_agency", None)
    agency = Agency.objects.select_for_update(of=("self",)).get(pk=agency_id)
    latest = agency.former_names.order_by("-valid_to").first()
    since = latest.valid_to if latest else agency.valid_from
    agency.former_names.create(name=agency.name, short_name=agency.short_name, valid_from=since, valid_to=on)
    facts = {"before": agency.name, "after": name, "on": on, "decision": decision}
    agency.name, agency.short_name = name, short_name
    agency.save(update_fields=["name", "short_name"])
    _record("organization.agency-renamed", "agency", agency.pk, facts, actor, at)
    announce(UnitsChanged(agency.pk), actor=actor, at=at)


@transaction.atomic
def hand_over_agency(
    *, agency_id: int, successor_ids: Sequence[int], on: date, decision: str, actor: Actor, at: datetime
) -> None:
    """Close an agency on a day and name who takes over. Raises NotPermitted, AgencyClosed."""
    permissions.require(actor, "hand_over_agency", None)
    agency = Agency.objects.select_for_update(of=("self",)).get(pk=agency_id)
    if agency.valid_to is not None:
        raise AgencyClosed(closed_on=agency.valid_to)
    agency.valid_to = on
    agency.save(update_fields=["valid_to"])
    Succession.objects.bulk_create(
        Succession(predecessor=agency, successor_id=successor, on=on, decision=decision)
        for successor in successor_ids
    )
    facts = {"on": on, "decision": decision, "successors": sorted(successor_ids)}
    _record("organization.agency-handed-over", "agency", agency.pk, facts, actor, at)
    announce(UnitsChanged(agency.pk), actor=actor, at=at)


def _record(
    action: str, object_type: str, object_id: int, facts: Mapping[str, object], actor: Actor, at: datetime
) -> None:
    record(action=action, object_type=object_type, object_id=object_id, payload=facts, actor=actor, at=at)
