"""Printing one form of one dossier."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from motcua.apps.documents import operations as documents
from motcua.apps.documents import queries as printed
from motcua.apps.documents.models import PrintedSheet
from motcua.apps.documents.queries import SheetSummary
from motcua.apps.documents.sheets import Sheet, SheetKind
from motcua.apps.dossiers.printing import forms, notes, proofs, slips
from motcua.apps.dossiers.printing.facts import Facts, NothingToPrint, facts_of
from motcua.apps.dossiers.queries.states import state_of
from motcua.domain.access import Actor
from motcua.domain.dossier.events import VerificationRecorded

BUILDERS: Final[Mapping[SheetKind, Callable[[Facts], Sheet]]] = {
    SheetKind.RECEIPT: forms.receipt,
    SheetKind.SUPPLEMENT_REQUEST: forms.supplement_request,
    SheetKind.REFUSAL: forms.refusal,
    SheetKind.APOLOGY: forms.apology,
    SheetKind.ROUTING_SLIP: slips.routing_slip,
    SheetKind.STOP_NOTICE: forms.stop_notice,
    SheetKind.VERIFICATION_RECORD: notes.verification_record,
    SheetKind.CONSULTATION_REQUEST: notes.consultation_request,
    SheetKind.TRANSFER_SLIP: slips.transfer_slip,
    SheetKind.FEE_RECEIPT: notes.fee_receipt,
    SheetKind.RATING_SLIP: forms.rating_slip,
    SheetKind.FILING_PROOF: proofs.filing_proof,
}
"""Who fills which form; registers and hand-overs of several dossiers are in `lists`."""

CAN_FILL: Final[Mapping[SheetKind, Callable[[Facts], bool]]] = {
    SheetKind.RECEIPT: lambda facts: facts.state.accepted,
    SheetKind.SUPPLEMENT_REQUEST: lambda facts: bool(facts.state.rounds),
    SheetKind.REFUSAL: forms.refused,
    SheetKind.APOLOGY: lambda facts: facts.state.extension is not None,
    SheetKind.ROUTING_SLIP: lambda facts: facts.state.accepted,
    SheetKind.STOP_NOTICE: lambda facts: any(forms.stops(entry.event) for entry in facts.journal),
    SheetKind.VERIFICATION_RECORD: lambda facts: facts.has(VerificationRecorded),
    SheetKind.CONSULTATION_REQUEST: lambda facts: bool(facts.state.consultations),
    SheetKind.TRANSFER_SLIP: lambda facts: facts.state.accepted,
    SheetKind.FEE_RECEIPT: lambda facts: any(notes.pays(entry.event) for entry in facts.journal),
    SheetKind.RATING_SLIP: lambda facts: facts.state.accepted,
    SheetKind.FILING_PROOF: lambda facts: bool(facts.state.owner),
}
"""Whether enough has happened for a form."""


@transaction.atomic
def print_form(
    kind: SheetKind, dossier_id: UUID, *, actor: Actor, at: datetime, seq: int | None = None
) -> PrintedSheet:
    """Fill a form from a dossier and print it; `seq` names the journal entry it is about, else the last that fits.

    Raises DossierNotFound, NothingToPrint, LettersNotPrintable.
    """
    if kind not in BUILDERS:
        raise NothingToPrint(kind=kind)
    facts = facts_of(kind, dossier_id, actor=actor, seq=seq)
    sheet = BUILDERS[kind](facts)
    return documents.print_sheet(sheet, regime=facts.state.regime, dossier_id=dossier_id, actor=actor, at=at)


def printable(dossier_id: UUID, *, actor: Actor) -> tuple[SheetKind, ...]:
    """Return the forms that a dossier's history can fill now, in the order of the law's set."""
    facts = facts_of(SheetKind.RECEIPT, dossier_id, actor=actor)
    return tuple(kind for kind in BUILDERS if CAN_FILL[kind](facts))


def sheets_of(dossier_id: UUID, *, actor: Actor) -> Sequence[SheetSummary]:
    """Return what has been printed for a dossier, oldest first. Raises DossierNotFound."""
    state_of(dossier_id, actor=actor)
    return printed.sheets_of(dossier_id)
