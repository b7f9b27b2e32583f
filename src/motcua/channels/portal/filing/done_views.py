"""The proof of filing, on a page and as PDF."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.apps.catalog import queries as catalog
from motcua.apps.documents import operations as documents
from motcua.apps.documents import queries as sheets
from motcua.apps.documents.sheets import SheetKind
from motcua.apps.dossiers import lawbook, printing
from motcua.apps.dossiers.queries import desk, state_of
from motcua.apps.lookup.words import COLLECTION
from motcua.channels.portal import frame
from motcua.channels.portal import procedure_words as words
from motcua.channels.portal.access import CitizenRequest, citizen_page
from motcua.channels.portal.filing.pages import own_draft, procedure_link
from motcua.domain.dossier import DossierState
from motcua.ui import formatting


@citizen_page
@require_safe
def done(request: CitizenRequest, draft_id: UUID) -> HttpResponse:
    """Prove that the dossier was filed, and say what happens next and by when (R-A23)."""
    state = _filed(request, draft_id)
    if state is None:
        return redirect("portal:draft", draft_id)
    definition = catalog.procedure_version(state.procedure, state.procedure_version)
    answer_by = desk.check_by(state, state.lodged_at)
    waiting = not state.accepted and state.open_round() is None
    context = {
        "state": state,
        "definition": definition,
        "answer_by": formatting.moment_words(answer_by) if answer_by else "",
        "answer_title": _("Chúng tôi đã nhận được hồ sơ của bạn"),
        "answer_words": _("Bộ phận một cửa trả lời chậm nhất %s, trong 8 giờ làm việc.")
        % formatting.moment_words(answer_by)
        if answer_by and waiting
        else "",
        "received_by": lawbook.agency(state.receiving_agency).name,
        "decided_by": lawbook.agency(state.competent_agency).name,
        "limit": words.limit(definition.allowance_for(state.case)),
        "collection": COLLECTION[state.application.collect_by],
        "dossier_url": reverse("portal:my_dossier", args=[state.id]),
        "proof_url": reverse("portal:draft_proof", args=[draft_id]),
    }
    crumbs = [procedure_link(definition.key, definition.display_name)]
    return frame.page(request, "portal/filing/done.html", context, crumbs=crumbs)


@citizen_page
@require_safe
def proof_pdf(request: CitizenRequest, draft_id: UUID) -> HttpResponse:
    """Give the proof as PDF: made once, the same bytes each time."""
    state = _filed(request, draft_id)
    if state is None:
        raise Http404
    kind = SheetKind.FILING_PROOF
    actor = request.visitor.actor_with("follow")
    sheet = sheets.latest_sheet(state.id, kind.value)
    if sheet is None:
        sheet = printing.print_form(kind, state.id, actor=actor, at=request.at)
        pdf = sheets.reprint(sheet.pk)
    else:
        pdf = documents.reprint(sheet_id=sheet.pk, actor=actor, at=request.at)
    name = f"{state.slip}.pdf"
    return HttpResponse(
        pdf, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _filed(request: CitizenRequest, draft_id: UUID) -> DossierState | None:
    """Return what a draft has led to; None while it is not filed."""
    draft = own_draft(request, draft_id)
    if draft.filed is None:
        return None
    return state_of(draft.filed.dossier_id, actor=request.visitor.actor_with("follow"))
