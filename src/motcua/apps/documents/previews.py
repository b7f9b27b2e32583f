"""A form with invented data, as it would be printed for an agency on a day: looked at, never kept."""

from dataclasses import replace
from datetime import datetime

from motcua.apps.documents import options, rendering
from motcua.apps.documents.samples import EXAMPLES
from motcua.apps.documents.settings import Additions
from motcua.apps.documents.sheets import SheetKind
from motcua.domain.calendar import TIMEZONE


def preview(
    kind: SheetKind, *, regime: str, agency_name: str, additions: Additions, place: str, at: datetime
) -> bytes:
    """Return the PDF of a sample, marked as one (R-B6). Raises LettersNotPrintable, FormUnknown."""
    sheet = options.current().applied_to(EXAMPLES[kind])
    head = replace(
        sheet.letterhead,
        agency=agency_name or sheet.letterhead.agency,
        place=place or sheet.letterhead.place,
        on=at.astimezone(TIMEZONE).date(),
        sample=True,
    )
    shown = replace(sheet, letterhead=additions.applied_to(head))
    return rendering.render(shown, regime=regime, at=at).pdf
