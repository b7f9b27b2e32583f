"""Receipts: one for each payment, numbered without gaps by agency and year (R-H12, R-H14)."""

from datetime import datetime
from typing import Final

from motcua.apps.documents import operations as documents
from motcua.apps.documents.numbers import receipt_number
from motcua.apps.documents.sheets import SheetKind
from motcua.apps.payments.models import PaymentOrder, Receipt
from motcua.domain.calendar import TIMEZONE
from motcua.domain.payments.ledger import Account

KIND: Final = SheetKind.FEE_RECEIPT.value


def issue(row: PaymentOrder, channel: Account, dossier_seq: int, number: str, *, at: datetime) -> Receipt:
    """Keep the receipt whose number the dossier's entry has taken, or that the cashier tore from a paper book."""
    year = at.astimezone(TIMEZONE).year
    return Receipt.objects.create(
        order=row,
        agency_id=row.agency_id,
        year=year,
        sequence=_sequence(row.agency_id, year, number),
        number=number,
        dossier_seq=dossier_seq,
        amount_vnd=row.amount_vnd,
        channel=channel.value,
        issued_at=at,
    )


def _sequence(agency_id: int, year: int, number: str) -> int | None:
    """Return the place in our own sequence when the number was just taken from it; None for a paper book's."""
    last = documents.last_numbers(agency_id).get((agency_id, KIND, year))
    if last is None or number != receipt_number(last):
        return None
    used = Receipt.objects.filter(agency_id=agency_id, kind=KIND, year=year, sequence=last).exists()
    return None if used else last
