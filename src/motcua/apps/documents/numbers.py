"""The symbol of each numbered document, as in `05/HDHS`.

HDHS and PXL are those of the forms; the others are the province's choice and may be changed by the
setting `MOTCUA_DOCUMENT_SYMBOLS`. Law: R-B9, R-B23.
"""

from collections.abc import Mapping

from django.conf import settings

from motcua.apps.documents.sheets import SheetKind

SYMBOLS: Mapping[str, str] = {
    SheetKind.SUPPLEMENT_REQUEST: "HDHS",
    SheetKind.APOLOGY: "PXL",
    SheetKind.REFUSAL: "PTC",
    SheetKind.STOP_NOTICE: "TBD",
    SheetKind.TRANSFER_SLIP: "PCXL",
    SheetKind.VERIFICATION_RECORD: "BBXM",
    SheetKind.CONSULTATION_REQUEST: "PLYK",
    SheetKind.POST_HAND_OVER: "BBGN",
    SheetKind.PAPER_HAND_OVER: "BBBG",
    SheetKind.SHIFT_SHEET: "PKC",
}


RECEIPT_DIGITS = 7


def receipt_number(sequence: int) -> str:
    """Return the number of a fee receipt as it is printed: seven digits (R-H12)."""
    return f"{sequence:0{RECEIPT_DIGITS}d}"


def symbol_of(kind: SheetKind) -> str:
    """Return the symbol of a kind of document. Raises KeyError for one that carries no number."""
    chosen: Mapping[str, str] = settings.MOTCUA_DOCUMENT_SYMBOLS
    return chosen.get(kind) or SYMBOLS[kind]
