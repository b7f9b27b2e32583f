"""Taking a dossier in at the counter, with everything on one page (R-A20 to R-A28)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.apps.catalog import operations as catalog_operations
from motcua.apps.catalog import queries as catalog
from motcua.apps.documents.sheets import SheetKind
from motcua.apps.dossiers import printing, queries
from motcua.apps.dossiers.queries import desk
from motcua.channels.office.access import OfficerRequest, officer_page
from motcua.channels.office.carrying_out import Conflict, attempt
from motcua.channels.office.desk import deciding, intake, picking
from motcua.channels.office.desk.counter import counter_of
from motcua.channels.office.desk.intake import Intake
from motcua.channels.office.desk.pages import aside_context, intake_page
from motcua.channels.office.desk.printing import printed
from motcua.domain.dossier import DossierState


@officer_page
@require_http_methods(["GET", "POST"])
def take_in(request: OfficerRequest) -> HttpResponse:
    """Show an empty intake, bring the page up to date, or carry the officer's decision out."""
    shown = intake.read(request, counter_of(request))
    return answer(request, shown)


def answer(request: OfficerRequest, shown: Intake) -> HttpResponse:
    """Carry the decision out that was sent, else show the page as it now stands."""
    act = request.POST.get("act", "")
    if act not in deciding.PRINTS:
        return intake_page(request, shown)
    shown = intake.judged(shown, complete=act in deciding.COMPLETE)
    conflict: Conflict | None = None
    if shown.form.is_valid():
        done = attempt(
            request,
            shown.form,
            *deciding.commands_for(act, request, shown),
            dossier_id=shown.state.id if shown.state else None,
        )
        if done.outcome is not None:
            return _done(request, act, done.outcome.state, repeated=done.outcome.repeated)
        conflict = done.conflict
    return intake_page(request, shown, conflict=conflict, refused=act)


def _done(request: OfficerRequest, act: str, state: DossierState, *, repeated: bool) -> HttpResponse:
    kind = deciding.PRINTS[act]
    if repeated:
        messages.info(request, _("Yêu cầu này đã được ghi trước đó; không tạo thêm hồ sơ."))
    elif kind is not None:
        printed(request, kind, state.id)
    return redirect("office:intake_done", state.id)


@officer_page
@require_http_methods(["GET", "POST"])
def done(request: OfficerRequest, dossier_id: UUID) -> HttpResponse:
    """Say what was done, offer its papers, and stand ready for the next person. A post prints once more."""
    state = queries.state_of(dossier_id, actor=request.actor)
    if request.method == "POST":
        kind = SheetKind(request.POST.get("print", SheetKind.RECEIPT.value))
        sheet = printed(request, kind, dossier_id)
        return redirect("office:sheet", sheet) if sheet else redirect("office:intake_done", dossier_id)
    shown = intake.read(request, counter_of(request))
    sheets = printing.sheets_of(dossier_id, actor=request.actor)
    return intake_page(request, shown, done=state, sheets=tuple(reversed(sheets)))


@officer_page
@require_GET
def procedures(request: OfficerRequest) -> HttpResponse:
    """Return the list under the picker for what was typed."""
    query = request.GET.get("q", "")
    found = picking.choices(request, counter_of(request), query)
    return render(request, "office/desk/choices.html", {"choices": found, "query": query})


@officer_page
@require_POST
def due(request: OfficerRequest) -> HttpResponse:
    """Return fees, due date and decision for what is ticked now, with the state of every paper (R-A24)."""
    shown = intake.read(request, counter_of(request), state=_being_checked(request))
    return render(request, "office/desk/aside.html", aside_context(shown) | {"swap": True})


def _being_checked(request: OfficerRequest) -> DossierState | None:
    checked = request.GET.get("checking", "")
    return queries.state_of(UUID(checked), actor=request.actor) if checked else None


@officer_page
@require_GET
def person(request: OfficerRequest) -> HttpResponse:
    """Return who has this number in earlier dossiers that the officer may see."""
    typed = next(
        (request.GET[name] for name in ("citizen_id", "tax_code", "phone") if name in request.GET), ""
    )
    found = desk.known_people(request.actor, typed)
    return render(request, "office/desk/people.html", {"people": found, "quiet": True})


@officer_page
@require_POST
def favorite(request: OfficerRequest) -> HttpResponse:
    """Keep the procedure at hand, or no longer; the page stays as it is."""
    key, account = request.POST.get("favorite", ""), request.actor.account_id
    assert account is not None
    if key in catalog.favorites(account):
        catalog_operations.drop_favorite(account_id=account, procedure_key=key)
    else:
        catalog_operations.keep_favorite(account_id=account, procedure_key=key)
    return intake_page(request, intake.read(request, counter_of(request)))
