"""Who offers a procedure where, from when to when (R-A15)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from motcua.apps.audit.operations import record
from motcua.apps.catalog import permissions
from motcua.apps.catalog.models import Offering, Procedure, ProcedureVersion, Status
from motcua.apps.catalog.offering import Agencies, Stated, bring_into_line
from motcua.apps.catalog.operations.versions import changed
from motcua.domain.access import Actor
from motcua.domain.catalog import Offer, ReceivingRule, procedure_from_data
from motcua.domain.errors import DomainError


class OfferedAlready(DomainError):
    """The agency offers the procedure on some of the days already."""

    code = "catalog.offered-already"


class PeriodReversed(DomainError):
    """A period ends before it has begun."""

    code = "catalog.period-reversed"

    def __init__(self, *, since: date, until: date) -> None:
        super().__init__(f"{since.isoformat()}..{until.isoformat()}")
        self.since = since
        self.until = until


@transaction.atomic
def offer_procedure(
    *,
    procedure_key: str,
    agency_id: int,
    received_at: Sequence[ReceivingRule],
    since: date,
    until: date | None,
    actor: Actor,
    at: datetime,
) -> int:
    """Let an agency decide a procedure from a day on and return the id of the offer.

    Raises NotPermitted, PeriodReversed, OfferedAlready.
    """
    permissions.require(actor, "offer_procedure")
    if until is not None and until <= since:
        raise PeriodReversed(since=since, until=until)
    procedure = Procedure.objects.select_for_update(of=("self",)).get(key=procedure_key)
    meeting = procedure.offerings.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=since))
    if until is not None:
        meeting = meeting.filter(valid_from__lt=until)
    if meeting.filter(competent_agency_id=agency_id).exists():
        raise OfferedAlready
    offering = Offering.objects.create(
        procedure=procedure,
        competent_agency_id=agency_id,
        received_at=[rule.value for rule in received_at],
        valid_from=since,
        valid_to=until,
    )
    changed()
    _record("catalog.offering-added", offering, since, actor, at)
    return offering.pk


@transaction.atomic
def end_offering(*, offering_id: int, on: date, actor: Actor, at: datetime) -> None:
    """Let an agency decide a procedure no longer from a day on; open dossiers stay with it.

    Raises NotPermitted, PeriodReversed.
    """
    permissions.require(actor, "end_offering")
    offering = Offering.objects.select_for_update(of=("self",)).get(pk=offering_id)
    if on <= offering.valid_from:
        raise PeriodReversed(since=offering.valid_from, until=on)
    offering.valid_to = on
    offering.save(update_fields=["valid_to"])
    changed()
    _record("catalog.offering-ended", offering, on, actor, at)


def follow(version: ProcedureVersion, offer: Offer, at: datetime) -> None:
    """Bring offers into line with a version that has just been published.

    What was arranged with single agencies stays as long as the version says the same of offers as the one before.
    """
    before = (
        ProcedureVersion.objects.filter(
            procedure_id=version.procedure_id, status=Status.PUBLISHED, valid_from__lt=version.valid_from
        )
        .order_by("-valid_from")
        .first()
    )
    if before is None or procedure_from_data(before.data).offer != offer:
        put_back(version, offer, version.valid_from, at)


def put_back(version: ProcedureVersion, offer: Offer, since: date, at: datetime) -> None:
    """Let exactly those agencies offer the procedure, from a day on, that the offer names."""
    stated = Stated(offer=offer, since=since, until=version.valid_to)
    bring_into_line(version.procedure, stated, Agencies.now(), at)


def _record(action: str, offering: Offering, on: date, actor: Actor, at: datetime) -> None:
    record(
        action=action,
        object_type="offering",
        object_id=offering.pk,
        payload={
            "on": on.isoformat(),
            "procedure": offering.procedure.key,
            "agency": offering.competent_agency.key,
        },
        actor=actor,
        at=at,
    )
