"""Which agency's administrators also look after the accounts of another agency (R-S10)."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from motcua.apps.audit.operations import record
from motcua.apps.organization import permissions
from motcua.apps.organization.models import Agency, Oversight
from motcua.apps.organization.operations.posts import ONE_DAY, AlreadyAssigned, AlreadyEnded
from motcua.domain.access import Actor
from motcua.domain.errors import DomainError


class OversightUnfit(DomainError):
    """An agency oversees one below it, as the tree of agencies says, never itself."""

    code = "organization.oversight-unfit"

    def __init__(self, *, overseer: str, agency: str) -> None:
        super().__init__(f"{overseer}: {agency}")
        self.overseer = overseer
        self.agency = agency


@transaction.atomic
def grant_oversight(
    *,
    overseer_id: int,
    agency_id: int,
    basis: str,
    since: date,
    until: date | None,
    actor: Actor,
    at: datetime,
) -> int:
    """Let the administrators of an agency look after a subordinate one; return the grant.

    Raises NotPermitted, OversightUnfit, AlreadyAssigned.
    """
    permissions.require(actor, "grant_oversight", None)
    overseer, agency = Agency.objects.get(pk=overseer_id), Agency.objects.get(pk=agency_id)
    if not _below(agency, overseer):
        raise OversightUnfit(overseer=overseer.short_name, agency=agency.short_name)
    overlapping = Q(valid_to__isnull=True) | Q(valid_to__gt=since)
    if until is not None:
        overlapping &= Q(valid_from__lt=until)
    standing = Oversight.objects.filter(overlapping, overseer=overseer, agency=agency).order_by("valid_from")
    if (earlier := standing.first()) is not None:
        raise AlreadyAssigned(since=earlier.valid_from)
    grant = Oversight.objects.create(
        overseer=overseer, agency=agency, basis=basis, valid_from=since, valid_to=until
    )
    facts = {"overseer": overseer_id, "agency": agency_id, "basis": basis, "since": since, "until": until}
    record(
        action="organization.oversight-granted", object_type="oversight", object_id=grant.pk, payload=facts,
        actor=actor, at=at,
    )  # fmt: skip
    return grant.pk


@transaction.atomic
def end_oversight(*, oversight_id: int, on: date, reason: str, actor: Actor, at: datetime) -> None:
    """Let a grant end before the day `on`, but not before its first day is over.

    Raises NotPermitted, AlreadyEnded.
    """
    permissions.require(actor, "end_oversight", None)
    grant = Oversight.objects.select_for_update(of=("self",)).get(pk=oversight_id)
    if grant.valid_to is not None and grant.valid_to <= on:
        raise AlreadyEnded(ended_on=grant.valid_to)
    grant.valid_to = max(on, grant.valid_from + ONE_DAY)
    grant.save(update_fields=["valid_to"])
    record(
        action="organization.oversight-ended", object_type="oversight", object_id=grant.pk,
        payload={"on": grant.valid_to, "reason": reason}, actor=actor, at=at,
    )  # fmt: skip


def _below(agency: Agency, overseer: Agency) -> bool:
    """Tell whether an agency hangs somewhere below another in the tree."""
    above = agency.parent
    while above is not None and above.pk != overseer.pk:
        above = above.parent
    return above is not None
