"""Papers of one dossier: what an act calls for is printed with it, everything else by hand."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.apps.documents.sheets import SheetKind
from motcua.apps.dossiers import printing, queries
from motcua.apps.dossiers.operations import Outcome
from motcua.channels.office.access import OfficerRequest, officer_page
from motcua.channels.office.desk.printing import printed
from motcua.channels.office.frame import page
from motcua.channels.office.work import showing
from motcua.domain.dossier import events as e
from motcua.domain.dossier.values import ResultKind
from motcua.ui import wording

TELLS: Final[Mapping[type[e.Event], SheetKind]] = {
    e.SupplementAsked: SheetKind.SUPPLEMENT_REQUEST,
    e.Extended: SheetKind.APOLOGY,
    e.Stopped: SheetKind.STOP_NOTICE,
    e.Closed: SheetKind.STOP_NOTICE,
    e.WithdrawalDecided: SheetKind.STOP_NOTICE,
    e.Consulted: SheetKind.CONSULTATION_REQUEST,
    e.VerificationRecorded: SheetKind.VERIFICATION_RECORD,
    e.ResultIssued: SheetKind.REFUSAL,
}


def called_for(event: e.Event) -> SheetKind | None:
    """Return the form that tells the applicant, or the office that was asked, what has just happened."""
    if isinstance(event, e.ResultIssued) and event.kind != ResultKind.REFUSED:
        return None
    if isinstance(event, e.WithdrawalDecided) and not event.granted:
        return None
    return TELLS.get(type(event))


def print_called_for(request: OfficerRequest, outcome: Outcome) -> None:
    """Print what the events of an act call for, and tell the officer where it lies."""
    happened = () if outcome.repeated else outcome.recorded
    for kind in sorted({kind for one in happened if (kind := called_for(one.event))}):
        if printed(request, kind, outcome.state.id) is not None:
            words = _("Đã lập “%s”; mở và in ở mục Phiếu của hồ sơ.")
            messages.info(request, words % wording.SHEETS[kind])


@officer_page
@require_http_methods(["GET", "POST"])
def print_sheet(request: OfficerRequest, dossier_id: UUID) -> HttpResponse:
    """List the forms that the dossier can fill now, and those printed before; a post prints one and shows it."""
    state = queries.state_of(dossier_id, actor=request.actor)
    kinds = printing.printable(dossier_id, actor=request.actor)
    here = reverse("office:print", args=[dossier_id])
    if request.method == "POST":
        kind = next((kind for kind in kinds if kind == request.POST.get("kind")), None)
        if kind is None:
            messages.error(request, _("Hồ sơ chưa có gì để lập phiếu này."))
            return redirect(here)
        sheet = printed(request, kind, dossier_id)
        return redirect("office:sheet", sheet) if sheet is not None else redirect(here)
    before = printing.sheets_of(dossier_id, actor=request.actor)
    context = {
        "state": state,
        "head": showing.head_of(state, request),
        "kinds": [(kind.value, wording.SHEETS[kind]) for kind in kinds],
        "sheets": [(wording.SHEETS[sheet.kind], sheet) for sheet in reversed(before)],
        "dossier_url": reverse("office:dossier", args=[dossier_id]),
    }
    return page(request, "office/work/print.html", context, here="office:worklist")
