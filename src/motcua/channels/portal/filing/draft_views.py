"""The pages of a draft. Each keeps what was entered before it judges it, so that nothing is lost."""

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.apps.filing import operations
from motcua.apps.filing.values import DraftFiled
from motcua.channels.portal.access import CitizenRequest, citizen_page
from motcua.channels.portal.filing import choosing, papers, questions, steps
from motcua.channels.portal.filing.pages import Page, open_page, own_draft
from motcua.channels.portal.filing.steps import Step, StepKind
from motcua.ui import formatting

Handler = Callable[[Page, Step], HttpResponse | None]
HANDLERS: Final[Mapping[StepKind, Handler]] = {
    StepKind.CASE: choosing.case,
    StepKind.PLACE: choosing.place,
    StepKind.APPLICANT: choosing.applicant,
    StepKind.SECTION: questions.section,
    StepKind.PAPERS: papers.papers,
    StepKind.COLLECTION: choosing.collection,
}
"""Who shows a page, and keeps what was sent; None means that it is done and the next one follows."""


@citizen_page
@require_safe
def resume(request: CitizenRequest, draft_id: UUID) -> HttpResponse:
    """Go on where a draft was left, on whichever device."""
    draft = own_draft(request, draft_id)
    if draft.filed:
        return redirect("portal:draft_done", draft_id)
    page = open_page(request, draft_id)
    return redirect(steps.url(draft_id, steps.first_open(page.steps, draft.done)))


@sensitive_post_parameters()
@citizen_page
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: CitizenRequest, draft_id: UUID, slug: str) -> HttpResponse:
    """Show one page of a draft, or keep what was sent and go to the next."""
    if own_draft(request, draft_id).filed:
        return redirect("portal:draft_done", draft_id)
    page = open_page(request, draft_id)
    here = steps.find(page.steps, slug)
    if here is None or here.kind not in HANDLERS:
        raise Http404
    try:
        answer = HANDLERS[here.kind](page, here)
    except DraftFiled:  # By another window, a moment ago.
        return redirect("portal:draft_done", draft_id)
    if answer is not None:
        return answer
    return redirect(_way_on(request, page, here))


def _way_on(request: CitizenRequest, page: Page, here: Step) -> str:
    """Return to the review where one came from there; else go to the next page, which answers may have changed."""
    if request.POST.get("returns") == steps.CHECK:
        return steps.url(page.draft.id, page.steps[-1])
    fresh = open_page(request, page.draft.id)
    same = steps.find(fresh.steps, here.slug) or steps.first_open(fresh.steps, fresh.draft.done)
    return steps.url(page.draft.id, steps.after(fresh.steps, same))


@citizen_page
@require_POST
def discard(request: CitizenRequest, draft_id: UUID) -> HttpResponse:
    """Throw a draft away."""
    if own_draft(request, draft_id).filed:
        return redirect("portal:draft_done", draft_id)
    operations.discard(
        draft_id=draft_id, person_id=request.visitor.person.id, actor=request.visitor.actor, at=request.at
    )
    messages.success(request, _("Đã xóa bản nháp."))
    return redirect("portal:my_dossiers")


@sensitive_post_parameters()
@citizen_page
@require_POST
def autosave(request: CitizenRequest, draft_id: UUID, slug: str) -> HttpResponse:
    """Keep what stands on a page of questions while it is being typed; say when it was kept."""
    page = open_page(request, draft_id)
    here = steps.find(page.steps, slug)
    if here is None or here.section is None or page.draft.filed:
        raise Http404
    questions.keep_typed(page, here)
    return JsonResponse({"words": _("Đã lưu lúc %s") % formatting.clock(request.at)})
