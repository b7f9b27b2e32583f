"""Printed sheets, for those who may see what they are about."""

from dataclasses import dataclass
from uuid import UUID

from motcua.apps.documents import queries as documents
from motcua.apps.documents.models import PrintedSheet
from motcua.apps.dossiers.operations import DossierNotFound
from motcua.apps.dossiers.queries.states import state_of
from motcua.domain.access import Actor


@dataclass(frozen=True, slots=True)
class SheetPdf:
    """A printed sheet as it goes to the screen or the printer."""

    id: int
    kind: str
    number: str
    dossier_id: UUID | None
    pdf: bytes


def sheet_pdf(sheet_id: int, *, actor: Actor) -> SheetPdf:
    """Return a sheet of a dossier that the actor may see; a list of many dossiers only for who printed it.

    Raises DossierNotFound.
    """
    sheet = PrintedSheet.objects.filter(pk=sheet_id).first()
    if sheet is None:
        raise DossierNotFound
    if sheet.dossier_id is not None:
        state_of(sheet.dossier_id, actor=actor)
    elif sheet.printed_by_account_id != actor.account_id:
        raise DossierNotFound
    return SheetPdf(sheet_id, sheet.kind, sheet.number, sheet.dossier_id, documents.reprint(sheet_id))
