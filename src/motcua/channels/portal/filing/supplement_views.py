"""Answer a supplement request: just the fields and papers that it names (R-A33)."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from motcua.apps.catalog import queries as catalog
from motcua.apps.filing import operations, queries
from motcua.apps.filing.operations import Target
from motcua.apps.filing.values import AnswerIncomplete, NothingToAnswer
from motcua.channels.portal import frame
from motcua.channels.portal.access import CitizenRequest, citizen_page
from motcua.channels.portal.filing import papers
from motcua.channels.portal.filing.dossier_views import own_dossier
from motcua.domain.dossier import DossierState
from motcua.domain.dossier.values import SupplementRound
from motcua.domain.errors import DomainError
from motcua.domain.forms import FieldError, FormDefinition, Section
from motcua.ui import eform, wording
from motcua.ui.eform import Answers


@sensitive_post_parameters()
@citizen_page
@require_http_methods(["GET", "HEAD", "POST"])
@own_dossier("file")
def supplement(request: CitizenRequest, state: DossierState) -> HttpResponse:
    """Show what is asked; take in files as they come; send the answer once it is whole."""
    asked = state.open_round()
    if asked is None:
        messages.info(request, wording.sentence(NothingToAnswer()))
        return redirect("portal:my_dossier", state.id)
    if request.method != "POST":
        return _shown(request, state, asked, dict(state.application.answers), {}, {}, status=200)
    refused = _take_in(request, state, asked)
    form = _asked_form(state, asked)
    act, _colon, place = request.POST.get("act", "").partition(":")
    typed = eform.entered(form, request.POST)
    typed = eform.without_row(typed, place) if act == "drop-row" else typed
    shown = {**state.application.answers, **typed}
    if act != "send" or refused:
        return _shown(request, state, asked, shown, {}, refused, status=422 if refused else 200)
    try:
        operations.answer_supplement(
            dossier_id=state.id, person_id=request.visitor.person.id, typed=typed,
            note=request.POST.get("note", ""), actor=request.visitor.actor_with("file"), at=request.at,
        )  # fmt: skip
    except AnswerIncomplete as lacking:
        missing = {paper: _("Hãy tải tệp cho giấy này lên.") for paper in lacking.papers}
        if not lacking.errors and not missing:
            missing = {"": _("Hãy sửa câu trả lời, gửi giấy tờ hoặc ghi lời giải trình.")}
        return _shown(request, state, asked, shown, lacking.errors, missing, status=422)
    except DomainError as error:
        messages.error(request, wording.sentence(error))
        return redirect("portal:my_dossier", state.id)
    messages.success(request, _("Đã gửi bổ sung. Bạn không phải làm gì lúc này."))
    return redirect("portal:my_dossier", state.id)


def paper_names(state: DossierState, asked: SupplementRound) -> dict[str, str]:
    """Return the papers an answer may bring: those named, or all of the procedure where none is."""
    definition = catalog.procedure_version(state.procedure, state.procedure_version)
    known = {document.id: document.name for document in definition.documents}
    known |= {paper.id: paper.name for paper in state.application.papers}
    if asked.papers:
        return {paper: known.get(paper, paper) for paper in asked.papers}
    return {} if asked.fields else known


def _take_in(request: CitizenRequest, state: DossierState, asked: SupplementRound) -> dict[str, str]:
    actor, person = request.visitor.actor_with("file"), request.visitor.person.id
    act, _colon, rest = request.POST.get("act", "").partition(":")
    purpose, _colon, sha256 = rest.rpartition(":")
    if act == "drop" and purpose:
        target = Target(person, purpose, dossier_id=state.id)
        operations.drop_file(target=target, sha256=sha256, actor=actor, at=request.at)
    refused = {}
    for paper in paper_names(state, asked):
        target = Target(person, paper, dossier_id=state.id)
        files = request.FILES.getlist(f"paper-{paper}")
        if error := papers.give(request, target, files, request.POST.getlist(f"paper-{paper}-again")):
            refused[paper] = error
    return refused


def _asked_form(state: DossierState, asked: SupplementRound) -> FormDefinition:
    """Return the questions that were named, in their sections."""
    sections = []
    for section in operations.form_of(state).sections:
        fields = tuple(field for field in section.fields if field.name in asked.fields)
        if fields:
            sections.append(Section(section.id, section.title, fields))
    return FormDefinition(tuple(sections))


def _shown(
    request: CitizenRequest,
    state: DossierState,
    asked: SupplementRound,
    typed: Mapping[str, Any],
    errors: Mapping[str, FieldError],
    refused: Mapping[str, str],
    *,
    status: int,
) -> HttpResponse:
    person = request.visitor.person
    form, given = _asked_form(state, asked), queries.answer_files(state.id, person.id)
    names = paper_names(state, asked)
    act, _colon, place = request.POST.get("act", "").partition(":")
    shown = Answers(
        typed=typed, kept=state.application.answers, errors=errors, computed={},
        more_rows=place if act == "add" else "",
    )  # fmt: skip
    listed = eform.error_list(form, errors)
    listed += [(f"paper-{paper}-row", names.get(paper, ""), words) for paper, words in refused.items()]
    store = queries.store_of(person.id, request.visitor.actor_with("file"))
    context = {
        "asked": asked,
        "sections": eform.sections(form, shown),
        "papers": [
            (paper, name, papers.file_lines(given.get(paper, ())), refused.get(paper, ""))
            for paper, name in names.items()
        ],
        "errors": listed,
        "note": request.POST.get("note", ""),
        "store": papers.store_lines(store),
        "state": state,
        "name": catalog.procedure_version(state.procedure, state.procedure_version).display_name,
        "number": state.code or state.slip,
        **papers.upload_facts(),
    }
    crumbs = [frame.crumb("portal:my_dossiers", _("Hồ sơ của tôi"))]
    return frame.page(
        request, "portal/filing/supplement.html", context, here="portal:my_dossiers", crumbs=crumbs,
        status=status,
    )  # fmt: skip
