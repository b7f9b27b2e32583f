"""One's own dossier: what to do, when it is due and why, its way, its files, and what the applicant may ask for.

What is not one's own does not exist. Whether an act fits is decided by the rules of the dossier alone.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.apps.audit.operations import log_access
from motcua.apps.catalog import queries as catalog
from motcua.apps.documents import application_forms
from motcua.apps.documents import queries as documents
from motcua.apps.dossiers.operations import DossierNotFound, execute
from motcua.apps.dossiers.queries import state_of
from motcua.apps.filing import queries
from motcua.apps.lookup import queries as lookup
from motcua.apps.lookup.levels import Level
from motcua.channels.portal import answer_page, frame
from motcua.channels.portal.access import CitizenRequest, citizen_page
from motcua.channels.portal.filing.dossier_forms import CollectionForm, WithdrawalForm
from motcua.channels.portal.filing.mine_views import card_of
from motcua.channels.portal.questions.panels import rating_panel, thread_panel
from motcua.domain.dossier import DossierState
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.decide import applies
from motcua.domain.dossier.stages import Stage
from motcua.domain.dossier.values import CollectBy
from motcua.domain.errors import DomainError
from motcua.ui import answers, formatting, wording
from motcua.ui.context import Link

View = Callable[Concatenate[CitizenRequest, DossierState, ...], HttpResponse]
Guarded = Callable[Concatenate[CitizenRequest, ...], HttpResponse]


def own_dossier(right: str) -> Callable[[View], Guarded]:
    """Give a view the dossier of its address if the visitor has this right on it; else there is none (R-I37)."""

    def guard(view: View) -> Guarded:
        @wraps(view)
        def guarded(request: CitizenRequest, /, *, dossier_id: UUID, **kwargs: Any) -> HttpResponse:
            try:
                state = state_of(dossier_id, actor=request.visitor.actor_with(right))
            except DossierNotFound as unknown:
                raise Http404 from unknown
            return view(request, state, **kwargs)

        return guarded

    return guard


@citizen_page
@require_safe
@own_dossier("follow")
def my_dossier(request: CitizenRequest, state: DossierState) -> HttpResponse:
    """Show one dossier."""
    definition = catalog.procedure_version(state.procedure, state.procedure_version)
    answer = lookup.answer_for(state, level=Level.OWNER, at=request.at)
    log_access(
        action="view", subject_type="dossier", subject_ids=[state.id], actor=request.visitor.actor,
        at=request.at, channel="portal",
    )  # fmt: skip
    follower = request.visitor.actor_with("follow")
    context = {
        "state": state,
        "card": card_of(state, request),
        "page": answer_page.build(answer, request.at),
        "definition": definition,
        "answers": answers.shown(definition.form, state.application.answers) if definition.form else (),
        "papers": _papers(state),
        "result": queries.result_file(state),
        "result_ready": _electronic(state),
        "may_withdraw": applies(state, c.RequestWithdrawal) and not state.ended,
        "may_change_collection": applies(state, c.ChangeCollection),
        "help_phone": frame.help_phone(),
        "thread": thread_panel(state, actor=follower, at=request.at),
        "rating": rating_panel(
            state, url=reverse("portal:rate_own", args=[state.id]), actor=follower, at=request.at
        ),
    }
    return _page(request, state, "portal/filing/dossier.html", context)


@citizen_page
@require_http_methods(["GET", "HEAD", "POST"])
@own_dossier("file")
def withdraw(request: CitizenRequest, state: DossierState) -> HttpResponse:
    """Ask for the dossier back, with the reason (stage 7)."""
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        command = c.RequestWithdrawal(reason=form.cleaned_data["reason"])
        done = _("Đã gửi yêu cầu rút hồ sơ. Chúng tôi sẽ trả lời bạn.")
        return _carry_out(request, state, command, done)
    context = {"form": form, "title": _("Rút hồ sơ"), "button": _("Gửi yêu cầu rút hồ sơ")}
    return _page(request, state, "portal/filing/ask.html", context, status=422 if form.errors else 200)


@citizen_page
@require_http_methods(["GET", "HEAD", "POST"])
@own_dossier("file")
def collection(request: CitizenRequest, state: DossierState) -> HttpResponse:
    """Choose another way to get the result (form 01, line 6)."""
    application = state.application
    initial = {"by": application.collect_by.value, "address": application.collect_address}
    definition = catalog.procedure_version(state.procedure, state.procedure_version)
    form = CollectionForm(
        request.POST or None, electronic=definition.service.result_delivery, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        by = CollectBy(form.cleaned_data["by"])
        command = c.ChangeCollection(collect_by=by, address=form.cleaned_data["address"])
        return _carry_out(request, state, command, _("Đã đổi cách nhận kết quả."))
    context = {"form": form, "title": _("Đổi cách nhận kết quả"), "button": _("Lưu cách nhận")}
    return _page(request, state, "portal/filing/ask.html", context, status=422 if form.errors else 200)


@citizen_page
@require_POST
@own_dossier("file")
def fetch_result(request: CitizenRequest, state: DossierState) -> HttpResponse:
    """Take the electronic result: it is handed over by being fetched (R-A40), once."""
    if state.stage is Stage.RETURNED:
        return redirect("portal:my_dossier", state.id)
    command = c.DeliverResult(
        receiver=request.visitor.person.name,
        capacity="applicant" if state.owner == request.visitor.person.key else "proxy",
        identity=request.visitor.person.citizen_id,
        method=CollectBy.ELECTRONIC,
    )
    return _carry_out(request, state, command, _("Bạn đã nhận kết quả. Tệp nằm ngay dưới đây."))


@citizen_page
@require_safe
@own_dossier("follow")
def fetch_file(request: CitizenRequest, state: DossierState, sha256: str) -> HttpResponse:
    """Give one of the dossier's files to its applicant: own papers, and the result once it is handed over."""
    if sha256 not in queries.files_of(state):
        raise Http404
    try:
        found = documents.file_content(sha256)
    except DomainError as refused:
        messages.error(request, wording.sentence(refused))
        return redirect("portal:my_dossier", state.id)
    log_access(
        action="download", subject_type="file", subject_ids=[sha256], actor=request.visitor.actor,
        at=request.at, channel="portal",
    )  # fmt: skip
    response = HttpResponse(found.content, content_type=found.media_type)
    response["Content-Disposition"] = _attachment(found.name)
    return response


@citizen_page
@require_safe
@own_dossier("follow")
def filled_form(request: CitizenRequest, state: DossierState) -> HttpResponse:
    """Give what was declared as a filled paper form; 404 where the procedure has none."""
    definition = catalog.procedure_version(state.procedure, state.procedure_version)
    if definition.form is None:
        raise Http404
    application = state.application
    pdf = application_forms.filled_form(
        definition,
        application.answers,
        filed_at=state.lodged_at,
        slip=state.code or state.slip,
        lookup_url=request.build_absolute_uri(reverse("portal:lookup_code", args=[state.code]))
        if state.code
        else "",
        applicant=application.applicant.name,
        papers=[paper.name for paper in application.papers],
    )
    log_access(
        action="download", subject_type="dossier", subject_ids=[state.id], actor=request.visitor.actor,
        at=request.at, channel="portal",
    )  # fmt: skip
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="to-khai-{state.code or state.slip}.pdf"'
    return response


def _carry_out(request: CitizenRequest, state: DossierState, command: c.Command, done: str) -> HttpResponse:
    """Do one thing; a refusal is told on the page of the dossier, which shows how it stands now."""
    try:
        execute(command, dossier_id=state.id, actor=request.visitor.actor_with("file"), at=request.at)
    except DomainError as refused:
        messages.error(request, wording.sentence(refused))
    else:
        messages.success(request, done)
    return redirect("portal:my_dossier", state.id)


def _papers(state: DossierState) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Return the papers with their files: name, hash and size."""
    named = documents.file_names([sha256 for paper in state.application.papers for sha256 in paper.files])
    return [
        (
            paper.name,
            [(named[one][0], one, formatting.size(named[one][1])) for one in paper.files if one in named],
        )
        for paper in state.application.papers
    ]


def _electronic(state: DossierState) -> bool:
    """Tell whether the applicant may fetch the result now."""
    by = state.application.collect_by
    return state.stage is Stage.DONE and by is CollectBy.ELECTRONIC and not state.unpaid_vnd


def _attachment(name: str) -> str:
    return content_disposition_header(as_attachment=True, filename=name) or "attachment"


def _page(
    request: CitizenRequest, state: DossierState, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    definition = catalog.procedure_version(state.procedure, state.procedure_version)
    crumbs: list[Link] = [frame.crumb("portal:my_dossiers", _("Hồ sơ của tôi"))]
    around = {"state": state, "name": definition.display_name, "number": state.code or state.slip}
    return frame.page(
        request, template, {**around, **context}, here="portal:my_dossiers", crumbs=crumbs, status=status
    )
