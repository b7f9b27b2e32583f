"""Numbers of papers that are numbered when they are printed; a paper printed again keeps its number."""

from collections.abc import Mapping
from uuid import UUID

from motcua.apps.documents import operations as documents
from motcua.apps.documents.models import PrintedSheet
from motcua.apps.documents.numbers import receipt_number
from motcua.apps.documents.sheets import SheetKind, to_data


def number_of(
    kind: SheetKind, *, agency_id: int, year: int, dossier_id: UUID, about: Mapping[str, object]
) -> str:
    """Return the number of an earlier sheet that says the same in the fields of `about`, else the next (R-B23)."""
    same = {f"data__{name}": to_data(value) for name, value in about.items()}
    earlier = PrintedSheet.objects.filter(dossier_id=dossier_id, kind=kind, **same).order_by("-id")
    known = earlier.values_list("data__number", flat=True).first()
    return str(known) if known else _next(kind, agency_id, year)


def _next(kind: SheetKind, agency_id: int, year: int) -> str:
    if kind == SheetKind.FEE_RECEIPT:
        return receipt_number(documents.next_number(agency_id, kind, year))
    return documents.next_document_number(agency_id, kind, year)
