"""Receipts and shift sheets as PDF; what was printed is printed again byte for byte (R-B2)."""

from datetime import datetime

from django.db import transaction

from motcua.apps.documents import operations as documents
from motcua.apps.documents.sheets import SheetKind, ShiftLine, ShiftSheet
from motcua.apps.dossiers.printing import print_form
from motcua.apps.dossiers.printing.lists import letterhead_at, print_alone
from motcua.apps.payments import queries
from motcua.apps.payments.journal import PAYMENTS
from motcua.apps.payments.models import CashShift, Receipt
from motcua.domain.access import Actor
from motcua.domain.calendar import TIMEZONE
from motcua.domain.fees import amount_in_words


@transaction.atomic
def receipt_pdf(*, receipt_id: int, actor: Actor, at: datetime) -> bytes:
    """Return a receipt as PDF; whoever may have it has been asked before. The access is logged."""
    receipt = Receipt.objects.select_related("order").select_for_update(of=("self",)).get(pk=receipt_id)
    if receipt.sheet_id is None:
        sheet = print_form(
            SheetKind.FEE_RECEIPT, receipt.order.dossier_id, actor=PAYMENTS, at=at, seq=receipt.dossier_seq
        )
        receipt.sheet_id = sheet.pk
        receipt.save(update_fields=["sheet_id"])
    return documents.reprint(sheet_id=receipt.sheet_id, actor=actor, at=at)


@transaction.atomic
def shift_pdf(*, shift_id: int, actor: Actor, at: datetime) -> bytes:
    """Return the sheet of a closed till as PDF, numbered when it is printed first. The access is logged."""
    shift = CashShift.objects.select_for_update(of=("self",)).get(pk=shift_id, closed_at__isnull=False)
    if shift.sheet_id is None:
        shift.sheet_id = print_alone(_shift_sheet(shift, at), actor, at).pk
        shift.save(update_fields=["sheet_id"])
    return documents.reprint(sheet_id=shift.sheet_id, actor=actor, at=at)


def _shift_sheet(shift: CashShift, at: datetime) -> ShiftSheet:
    day = at.astimezone(TIMEZONE).date()
    assert shift.closed_at is not None
    expected, counted = shift.expected_vnd or 0, shift.counted_vnd or 0
    return ShiftSheet(
        letterhead=letterhead_at(shift.unit_id, day),
        number=documents.next_document_number(shift.agency_id, SheetKind.SHIFT_SHEET, day.year),
        officer=shift.officer_name,
        opened_at=shift.opened_at,
        closed_at=shift.closed_at,
        float_vnd=shift.float_vnd,
        items=tuple(
            ShiftLine(at=when, receipt=number if amount > 0 else "", reference=reference, amount_vnd=amount)
            for when, number, reference, amount in queries.shift_takings(shift)
        ),
        expected_vnd=expected,
        counted_vnd=counted,
        difference_vnd=counted - expected,
        counted_in_words=amount_in_words(counted),
        reason=shift.reason,
    )
