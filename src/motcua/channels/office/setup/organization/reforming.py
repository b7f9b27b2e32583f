"""Plans of change: the list, one plan with its effects and progress, approving, a plan from a file."""

from typing import Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from motcua.apps.dossiers import succession
from motcua.apps.organization import permissions
from motcua.apps.organization.queries import LOCAL
from motcua.apps.organization.reform import operations
from motcua.apps.organization.reform.queries import ReformFacts, reform, reforms
from motcua.apps.organization.reform.structure import structure_now
from motcua.apps.organization.reform.words import sentence
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.setup.accounts.issuing import issued_page
from motcua.channels.office.setup.frame import page, setup_page
from motcua.channels.office.setup.organization.browsing import HERE, crumbs
from motcua.channels.office.setup.organization.words import STATUSES, told
from motcua.domain.access import NotPermitted
from motcua.domain.errors import DomainError
from motcua.domain.succession import flaws
from motcua.ui import wording
from motcua.ui.context import Link

OPEN: Final = frozenset({"review", "approved"})


@setup_page(HERE)
@require_GET
def plans(request: OfficerRequest) -> HttpResponse:
    """Show all plans, the latest first."""
    province_only(request)
    found = [(facts, STATUSES[facts.status]) for facts in reforms()]
    context: dict[str, object] = {"title": _("Phương án sắp xếp"), "plans": found}
    return page(request, "office/setup/organization/plans.html", context, here=HERE, crumbs=crumbs())


@setup_page(HERE)
@require_GET
def plan(request: OfficerRequest, reform_id: int) -> HttpResponse:
    """Show one plan: what changes, what follows, who drew it up, how far the dossiers are."""
    facts = _seen(request, reform_id)
    waits = facts.status in OPEN
    structure = structure_now()
    wrong = flaws(structure, facts.plan) if waits else ()
    today = request.at.astimezone(LOCAL).date()
    context: dict[str, object] = {
        "title": facts.title,
        "facts": facts,
        "status": STATUSES[facts.status],
        "told": told(facts.plan, structure, succession.effects_of(facts.plan, today))
        if waits and not wrong
        else None,
        "wrong": [sentence(flaw) for flaw in wrong],
        "may_approve": facts.status == "review"
        and permissions.may(request.actor, None)
        and request.actor.account_id != facts.proposed_by,
        "may_withdraw": waits and permissions.may(request.actor, None),
        "may_take_in": facts.people and not facts.people_at and permissions.may(request.actor, None),
        "left": len(succession.without_holder(request.at)) if facts.status == "applied" else 0,
        "share": facts.dossiers_passed / facts.dossiers if facts.dossiers else 1.0,
    }
    template = "office/setup/organization/plan.html"
    if request.headers.get("HX-Request"):
        template = "office/setup/organization/progress.html"
    path = [*crumbs(), Link(_("Phương án sắp xếp"), "../")]
    return page(request, template, context, here=HERE, crumbs=path)


@setup_page(HERE)
@never_cache
@require_POST
def decide(request: OfficerRequest, reform_id: int) -> HttpResponse:
    """Approve a plan of somebody else, or give a plan up."""
    province_only(request)
    try:
        if request.POST.get("act") == "approve":
            operations.approve_reform(reform_id=reform_id, actor=request.actor, at=request.at)
            messages.success(request, _("Đã duyệt."))
        else:
            remarks = request.POST.get("remarks", "")[:500]
            operations.withdraw_reform(
                reform_id=reform_id, remarks=remarks, actor=request.actor, at=request.at
            )
            messages.success(request, _("Đã bỏ phương án; cơ cấu giữ nguyên."))
    except operations.ReformNotFound as missing:
        raise Http404(reform_id) from missing
    except operations.ReformFlawed:
        messages.warning(request, _("Cơ cấu đã thay đổi nên phương án không còn áp dụng được."))
    except DomainError as refused:
        messages.warning(request, wording.sentence(refused))
    return redirect("office:reform", reform_id)


@setup_page(HERE)
@never_cache
@require_POST
def people(request: OfficerRequest, reform_id: int) -> HttpResponse:
    """Open the accounts that came with a plan and show their temporary passwords once (R-I11)."""
    province_only(request)
    try:
        issued = operations.take_in_people(reform_id=reform_id, actor=request.actor, at=request.at)
    except NotPermitted:
        raise
    except operations.ReformNotFound as missing:
        raise Http404(reform_id) from missing
    except DomainError as refused:
        messages.warning(request, wording.sentence(refused))
        return redirect("office:reform", reform_id)
    return issued_page(request, issued, back_url=reverse("office:reform", args=[reform_id]))


def _seen(request: OfficerRequest, reform_id: int) -> ReformFacts:
    """Whoever drew a plan up sees it, and everybody who looks after the province."""
    try:
        facts = reform(reform_id)
    except operations.ReformNotFound as missing:
        raise Http404(reform_id) from missing
    if not permissions.may(request.actor, None) and request.actor.account_id != facts.proposed_by:
        raise Http404(reform_id)
    return facts


def province_only(request: OfficerRequest) -> None:
    """Refuse whoever does not look after the whole province. Raises PermissionDenied."""
    if not permissions.may(request.actor, None):
        raise PermissionDenied("reforms")
