"""One dossier: its page, the reasons of its due date, its files, its printed sheets."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.apps.audit.operations import log_access
from motcua.apps.documents import operations as documents_operations
from motcua.apps.documents import queries as documents
from motcua.apps.documents.links import LinkNotValid
from motcua.apps.documents.queries import FileContent
from motcua.apps.documents.sheets import SheetKind
from motcua.apps.dossiers import lawbook, printing, queries
from motcua.apps.dossiers.operations import DossierNotFound
from motcua.apps.dossiers.queries import page as pages
from motcua.apps.dossiers.queries import sheets as printed
from motcua.apps.dossiers.queries import worklist as trays
from motcua.apps.dossiers.queries.page import DossierPage
from motcua.apps.dossiers.queries.worklist import Mark
from motcua.apps.feedback import queries as feedback
from motcua.channels.office.access import OfficerRequest, officer_page
from motcua.channels.office.frame import page
from motcua.channels.office.work import journal, listing, passing, path, showing
from motcua.channels.office.work.acts import BY_COMMAND, Button, act_url, button
from motcua.channels.office.work.forms.asking import ActForm, Asked
from motcua.domain.deadlines import Allowance
from motcua.domain.dossier import DossierState
from motcua.domain.dossier.values import ObligationState, Paper
from motcua.domain.errors import DomainError
from motcua.domain.feedback.threads import Side
from motcua.ui import due_calendar, formatting, wording
from motcua.ui.context import Key
from motcua.ui.due_calendar import DueCalendar

SHOWN_INLINE = {"application/pdf", "image/png", "image/jpeg"}
FRAMED = (
    "default-src 'none'; img-src 'self'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
)


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper of the dossier in the list, and where its preview is."""

    paper: Paper
    words: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """The file shown under the list of papers: a picture, a framed PDF, or a link to fetch it."""

    name: str
    url: str
    picture: bool
    framed: bool


@dataclass(frozen=True, slots=True)
class Next:
    """The first panel at the right: the primary act with its form or its link, the others, those beside.

    `later` names the ways out that become possible once the primary act is done.
    """

    primary: Button | None
    form: ActForm | None
    form_url: str
    others: tuple[Button, ...]
    dangerous: tuple[Button, ...]
    aside: tuple[Button, ...]
    later: str
    icon: str


@officer_page
def dossier(request: OfficerRequest, dossier_id: UUID) -> HttpResponse:
    """Show one dossier; opening it is remembered (R-I18)."""
    shown = pages.dossier_page(
        dossier_id, actor=request.actor, at=request.at, address=request.META.get("REMOTE_ADDR")
    )
    acts = _next(request, shown)
    seen = request.GET.get("since", "")
    context = {
        "head": showing.head_of_page(shown, request),
        "state": shown.state,
        "papers": _papers(request, shown),
        "preview": _preview(request, shown),
        "timeline": path.entries(shown, at=request.at),
        "journal": journal.lines(shown, seen=int(seen) if seen.isdecimal() else None),
        "acts": acts,
        "draft_url": _file_url(request, shown.state, shown.state.draft.file if shown.state.draft else ""),
        "draft_name": shown.files.get(shown.state.draft.file, ("", 0))[0] if shown.state.draft else "",
        "obligations": [(o, OBLIGATIONS[o.state]()) for o in shown.state.obligations],
        "sheets": [(wording.SHEETS.get(sheet.kind, sheet.kind), sheet) for sheet in shown.sheets],
        "papers_at": _place(shown, shown.state.papers_at),
        "papers_going_to": _place(shown, shown.state.papers_going_to),
        "unread": feedback.unread_of([dossier_id], Side.AGENCY).get(dossier_id, 0),
        "collect_by": COLLECT[shown.state.application.collect_by](),
        **_walk(request, shown.state),
    }
    return page(
        request,
        "office/work/dossier.html",
        context,
        here="office:worklist",
        keys=_keys(acts),
        undo=passing.undo_of(request),
    )


OBLIGATIONS = {
    ObligationState.DUE: lambda: _("chưa nộp"),
    ObligationState.PAID: lambda: _("đã nộp"),
    ObligationState.CANCELLED: lambda: _("không thu"),
}
COLLECT = {
    "counter": lambda: _("tại quầy"),
    "post": lambda: _("qua bưu chính"),
    "electronic": lambda: _("bản điện tử"),
}


@officer_page
def explain(request: OfficerRequest, dossier_id: UUID) -> HttpResponse:
    """Say day by day why the dossier is due when it is: a fragment for htmx, else a page."""
    state = queries.state_of(dossier_id, actor=request.actor)
    law = lawbook.law_of(state, request.at)
    context: dict[str, object] = {
        "calendar": _due_calendar(state, law, request.at),
        "basis": "; ".join(law.definition.legal_basis[:2]),
        "state": state,
        "back_url": reverse("office:dossier", args=[dossier_id]),
    }
    if request.headers.get("HX-Request"):
        return render(request, "office/work/why.html", context)
    context["head"] = showing.head_of(state, request)
    return page(request, "office/work/explain.html", context, here="office:worklist")


@officer_page
def file(request: OfficerRequest, dossier_id: UUID, token: str) -> HttpResponse:
    """Give out a file of a dossier by a short-lived link made for this officer; that it went out is remembered."""
    state = queries.state_of(dossier_id, actor=request.actor)
    try:
        found = documents.file_behind(token, reader=_reader(request), at=request.at)
    except LinkNotValid as refused:
        messages.warning(request, wording.sentence(refused))
        return redirect("office:dossier", dossier_id)
    except DomainError as refused:
        messages.error(request, wording.sentence(refused))
        return redirect("office:dossier", dossier_id)
    if found.sha256 not in pages.files_of(state):
        raise DossierNotFound
    log_access(
        action="download", subject_type="dossier", subject_ids=[dossier_id], actor=request.actor, at=request.at,
        channel="office", address=request.META.get("REMOTE_ADDR"), purpose=found.name[:200],
    )  # fmt: skip
    return file_response(found)


@officer_page
@require_POST
def slip(request: OfficerRequest, dossier_id: UUID) -> HttpResponse:
    """Print the routing slip (form 05) as the dossier stands now, and show it."""
    state = queries.state_of(dossier_id, actor=request.actor)
    try:
        sheet = printing.print_form(SheetKind.ROUTING_SLIP, state.id, actor=request.actor, at=request.at)
    except DomainError as refused:
        messages.error(request, wording.sentence(refused))
        return redirect("office:dossier", dossier_id)
    return redirect("office:sheet", sheet.pk)


@officer_page
def sheet(request: OfficerRequest, sheet_id: int) -> HttpResponse:
    """Show a printed sheet exactly as it was printed; that it left again is remembered."""
    found = printed.sheet_pdf(sheet_id, actor=request.actor)
    documents_operations.reprint(sheet_id=sheet_id, actor=request.actor, at=request.at)
    name = (found.number or str(found.id)).replace("/", "-")
    response = HttpResponse(found.pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{found.kind}-{name}.pdf"'
    return _framed(response)


def _due_calendar(state: DossierState, law: lawbook.Law, at: datetime) -> DueCalendar | None:
    explanation = pages.explanation_of(state, law)
    if explanation is None or state.allowance is None:
        return None
    limit = _limit_words(state.allowance)
    return due_calendar.build(explanation, limit_words=limit, today=formatting.local_day(at))


def _limit_words(allowance: Allowance) -> str:
    return wording.limit(allowance.amount, allowance.unit.name)


def file_response(found: FileContent) -> HttpResponse:
    """Return a file as it goes out: shown where it can be, doing nothing by itself, kept in no cache."""
    how = "inline" if found.media_type in SHOWN_INLINE else "attachment"
    response = HttpResponse(found.content, content_type=found.media_type)
    response.headers["Content-Disposition"] = _disposition(how, found.name)
    return _framed(response)


def _framed(response: HttpResponse) -> HttpResponse:
    """Let a page of our own frame a file, let the file itself do nothing, and keep it in no cache."""
    response["Content-Security-Policy"] = FRAMED
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cache-Control"] = "private, no-store"
    return response


def _disposition(how: str, name: str) -> str:
    return content_disposition_header(how == "attachment", name) or how


def _reader(request: OfficerRequest) -> str:
    return f"officer:{request.actor.account_id}"


def _file_url(request: OfficerRequest, state: DossierState, sha256: str) -> str:
    if not sha256:
        return ""
    token = documents.download_token(sha256, reader=_reader(request), at=request.at)
    return reverse("office:file", args=[state.id, token])


def _papers(request: OfficerRequest, shown: DossierPage) -> list[PaperRow]:
    chosen = _chosen_paper(request, shown.state)
    rows = []
    for paper in shown.state.application.papers:
        address = request.GET.copy()
        address["paper"] = paper.id
        current = chosen is not None and paper.id == chosen.id
        rows.append(PaperRow(paper, _paper_words(paper), f"?{address.urlencode()}#papers", current))
    return rows


def _paper_words(paper: Paper) -> str:
    parts = []
    if not paper.received:
        parts.append(_("chưa nộp"))
    if paper.originals:
        parts.append(_("%(n)d bản chính") % {"n": paper.originals})
    if paper.copies:
        parts.append(_("%(n)d bản sao") % {"n": paper.copies})
    parts.append(_("%(n)d tệp") % {"n": len(paper.files)} if paper.files else _("chưa quét"))
    return " · ".join(parts)


def _chosen_paper(request: OfficerRequest, state: DossierState) -> Paper | None:
    """Return the paper whose preview is shown: the chosen one, else the first that has a file."""
    papers = state.application.papers
    wanted = request.GET.get("paper")
    chosen = next((paper for paper in papers if paper.id == wanted), None)
    return chosen or next((paper for paper in papers if paper.files), None)


def _preview(request: OfficerRequest, shown: DossierPage) -> list[Preview]:
    paper = _chosen_paper(request, shown.state)
    if paper is None:
        return []
    previews = []
    for sha256 in paper.files:
        name = shown.files.get(sha256, ("", 0))[0]
        ending = name.rpartition(".")[2].lower()
        url = _file_url(request, shown.state, sha256)
        previews.append(Preview(name, url, ending in {"png", "jpg", "jpeg"}, ending == "pdf"))
    return previews


def _place(shown: DossierPage, unit: int | None) -> str:
    return shown.units[unit].unit_name if unit is not None and unit in shown.units else ""


def _next(request: OfficerRequest, shown: DossierPage) -> Next:
    state = shown.state
    buttons = [(offer, button(state, offer)) for offer in shown.offers]
    primary_offer = next((offer for offer in shown.offers if offer.primary), None)
    primary = button(state, primary_offer) if primary_offer else None
    form, form_url, icon = None, "", primary.icon if primary else ""
    if primary_offer is not None and (act := BY_COMMAND.get(primary_offer.command)) and act.form.short:
        asked = Asked(state=state, law=shown.law, offer=primary_offer, actor=request.actor, at=request.at)
        form = act.form(asked)
        form_url = _keep_list(request, act_url(state, act, primary_offer))
    rest = [one for offer, one in buttons if offer is not primary_offer and not one.lacks]
    later = [one.label for offer, one in buttons if offer is not primary_offer and one.lacks]
    return Next(
        primary=primary,
        form=form,
        form_url=form_url,
        others=tuple(one for one in rest if not one.danger and not one.aside),
        dangerous=tuple(one for one in rest if one.danger),
        aside=tuple(one for one in rest if one.aside),
        later="; ".join(later),
        icon=icon,
    )


def _keep_list(request: OfficerRequest, url: str) -> str:
    if "list" not in request.GET:
        return url
    kept = request.GET.copy()
    for name in set(kept) - {"list"}:
        del kept[name]
    return f"{url}{'&' if '?' in url else '?'}{kept.urlencode()}"


def _walk(request: OfficerRequest, state: DossierState) -> dict[str, str]:
    """Return where the list is and who stands before and after in it; nothing beyond the list itself otherwise."""
    came_from = request.GET.get("list")
    if came_from is None:
        return {"back_url": reverse("office:worklist"), "before_url": "", "after_url": ""}
    parameters = listing.parameters_of(came_from)
    tray = listing.tray_of(parameters)
    filters = listing.filters_of(parameters, trays.choices(request.actor, tray))
    here = next((Mark(item.due_at, state.id, item.id) for item in state.items), None)
    before = after = None
    if here is not None:
        before, after = trays.neighbors(request.actor, tray, filters, at=request.at, here=here)
    address = request.GET.copy()
    for name in set(address) - {"list"}:
        del address[name]

    def url(dossier_id: UUID | None) -> str:
        return f"{reverse('office:dossier', args=[dossier_id])}?{address.urlencode()}" if dossier_id else ""

    name = "office:consultations" if tray is trays.Tray.CONSULTATIONS else "office:worklist"
    return {"back_url": f"{reverse(name)}?{came_from}", "before_url": url(before), "after_url": url(after)}


def _keys(acts: Next) -> list[Key]:
    shown = [acts.primary, *acts.others, *acts.dangerous, *acts.aside]
    keys = [Key.of(one.label, one.key) for one in shown if one is not None and one.key]
    return [*keys[:5], Key.of(_("Hồ sơ sau, trước"), "J", "K"), Key.of(_("Về danh sách"), "Esc")]
