"""The till of one officer: opened, counted, closed with its sheet; what is paid over each quarter (R-A50, R-H15)."""

from datetime import datetime

from django.db import transaction
from django.db.models import Case, F, Sum, When

from motcua.apps.audit.operations import log_access
from motcua.apps.payments.models import CashShift, PaidOver
from motcua.apps.payments.operations.counter import open_shift_of
from motcua.apps.payments.permissions import require_agency, till_of
from motcua.domain.access import Actor
from motcua.domain.errors import DomainError
from motcua.domain.payments.orders import ReasonMissing


class ShiftNotOpen(DomainError):
    """The officer has no open till."""

    code = "payments.shift-not-open"


class ShiftAlreadyOpen(DomainError):
    """The officer has an open till; it is closed first."""

    code = "payments.shift-already-open"


class AmountInvalid(DomainError):
    """A sum is negative or nothing."""

    code = "payments.amount-invalid"


@transaction.atomic
def open_shift(*, unit_id: int, float_vnd: int, actor: Actor, at: datetime) -> CashShift:
    """Open the officer's till with the money that lies in it. Raises ShiftAlreadyOpen, AmountInvalid, NotPermitted."""
    agency_id = till_of(actor, unit_id)
    if float_vnd < 0:
        raise AmountInvalid
    if open_shift_of(actor.account_id) is not None:
        raise ShiftAlreadyOpen
    shift = CashShift.objects.create(
        account_id=actor.account_id or 0,
        officer_name=actor.name,
        agency_id=agency_id,
        unit_id=unit_id,
        opened_at=at,
        float_vnd=float_vnd,
    )
    log_access(action="open", subject_type="shift", subject_ids=[shift.pk], actor=actor, at=at)
    return shift


@transaction.atomic
def close_shift(*, counted_vnd: int, reason: str, actor: Actor, at: datetime) -> CashShift:
    """Close the officer's till; a difference needs its reason. Raises ShiftNotOpen, ReasonMissing, AmountInvalid."""
    shift = open_shift_of(actor.account_id)
    if shift is None:
        raise ShiftNotOpen
    if counted_vnd < 0:
        raise AmountInvalid
    expected = expected_in(shift)
    if counted_vnd != expected and not reason.strip():
        raise ReasonMissing
    shift.closed_at, shift.expected_vnd, shift.counted_vnd = at, expected, counted_vnd
    shift.reason = reason.strip()[:300]
    shift.save()
    log_access(action="close", subject_type="shift", subject_ids=[shift.pk], actor=actor, at=at)
    return shift


def expected_in(shift: CashShift) -> int:
    """Return what must lie in a till: what was there, what came in, less what went out."""
    sign = Case(When(debit="cash", then=F("amount_vnd")), default=-F("amount_vnd"))
    return shift.float_vnd + (shift.lines.aggregate(sum=Sum(sign))["sum"] or 0)


@transaction.atomic
def record_paid_over(
    *, agency_id: int, year: int, quarter: int, amount_vnd: int, document: str, actor: Actor, at: datetime
) -> PaidOver:
    """Record money that was paid over for a quarter, with its document. Raises AmountInvalid, ReasonMissing."""
    require_agency(actor, agency_id, "record_paid_over")
    if amount_vnd <= 0:
        raise AmountInvalid
    if not document.strip():
        raise ReasonMissing
    paid = PaidOver.objects.create(
        agency_id=agency_id,
        year=year,
        quarter=quarter,
        amount_vnd=amount_vnd,
        document=document.strip()[:120],
        at=at,
        recorded_by=actor.name,
    )
    log_access(action="paid-over", subject_type="agency", subject_ids=[agency_id], actor=actor, at=at)
    return paid
