"""Single units at once. Everything that concerns a day, a decision or other agencies is a plan: see `reform`."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from motcua.apps.audit.announce import announce
from motcua.apps.audit.operations import record
from motcua.apps.organization import permissions
from motcua.apps.organization.events import UnitsChanged
from motcua.apps.organization.models import Unit
from motcua.domain.access import Actor
from motcua.domain.errors import DomainError


class UnitCodeTaken(DomainError):
    """The agency has a unit with this code already."""

    code = "organization.unit-code-taken"

    def __init__(self, *, unit_code: str) -> None:
        super().__init__(unit_code)
        self.unit_code = unit_code


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


def _record(
    action: str, object_type: str, object_id: int, facts: Mapping[str, object], actor: Actor, at: datetime
) -> None:
    record(action=action, object_type=object_type, object_id=object_id, payload=facts, actor=actor, at=at)
