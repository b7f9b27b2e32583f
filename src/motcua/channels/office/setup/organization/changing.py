"""One change of one agency: its form, what it would do, and doing it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from motcua.apps.dossiers import succession
from motcua.apps.organization import permissions
from motcua.apps.organization.queries import LOCAL
from motcua.apps.organization.reform import operations
from motcua.apps.organization.reform.people import PersonLine
from motcua.apps.organization.reform.structure import plan_from_data, plan_to_data, structure_now
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.setup.frame import page, setup_page
from motcua.channels.office.setup.organization import forms
from motcua.channels.office.setup.organization.browsing import HERE, crumbs, seen_or_404
from motcua.channels.office.setup.organization.kinds import KINDS, Kind
from motcua.channels.office.setup.organization.words import told
from motcua.domain.access import NotPermitted
from motcua.domain.dossier.codec import decode, encode
from motcua.domain.errors import DomainError
from motcua.domain.succession import Plan, Structure, flaws
from motcua.ui import wording
from motcua.ui.context import Link

SALT: Final = "motcua.structure"
KEPT_SECONDS: Final = 3_600


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What a plan from a file brings along: people, and communes that a list does not name."""

    unnamed: Sequence[str] = ()
    people: Sequence[PersonLine] = ()


@setup_page(HERE)
@never_cache
@require_http_methods(["GET", "POST"])
def change(request: OfficerRequest, agency_id: int, what: str) -> HttpResponse:
    """Ask for a change; once it can be, show what it would do."""
    profile = seen_or_404(request, agency_id)
    kind = KINDS.get(what)
    if kind is None or profile.valid_to is not None:
        raise Http404(what)
    if not permissions.may(request.actor, agency_id if kind.units_only else None):
        raise PermissionDenied(what)
    structure = structure_now()
    form = _form(kind, request, structure, profile.key)
    if form.is_valid():
        plan = form.plan()
        if not (found := flaws(structure, plan)):
            title = f"{kind.label}: {profile.name}"
            return preview(request, plan, title, back_url=request.path, crumbs=crumbs(profile))
        form.explain(found)
    context: dict[str, object] = {
        "title": kind.label,
        "form": form,
        "hint": kind.hint,
        "agency": profile,
        "back_url": reverse("office:agency", args=[agency_id]),
    }
    status = 422 if form.errors else 200
    template = "office/setup/organization/change.html"
    return page(request, template, context, here=HERE, crumbs=crumbs(profile), status=status)


def _form(kind: Kind, request: OfficerRequest, structure: Structure, key: str) -> forms.ChangeForm:
    return kind.form(
        request.POST if request.method == "POST" else None,
        initial={"on": request.at.astimezone(LOCAL).date()},
        structure=structure,
        agency=structure[key],
    )


def preview(
    request: OfficerRequest,
    plan: Plan,
    title: str,
    *,
    back_url: str,
    crumbs: list[Link],
    review: Review | None = None,
) -> HttpResponse:
    """Show what a plan changes and what follows; the plan travels sealed with the button."""
    structure = structure_now()
    on = request.at.astimezone(LOCAL).date()
    kept: dict[str, Any] = {"title": title, "plan": plan_to_data(plan), "review": review is not None}
    if review is not None:
        kept["people"] = [encode(person) for person in review.people]
    context: dict[str, object] = {
        "title": title,
        "plan": plan,
        "told": told(plan, structure, succession.effects_of(plan, on)),
        "later": plan.on > on,
        "kept": signing.dumps(kept, salt=SALT, compress=True),
        "for_review": review is not None,
        "unnamed": review.unnamed if review else (),
        "people": len({person.username for person in review.people}) if review else 0,
        "back_url": back_url,
    }
    template = "office/setup/organization/preview.html"
    return page(request, template, context, here=HERE, crumbs=crumbs)


@setup_page(HERE)
@never_cache
@require_POST
def confirm(request: OfficerRequest) -> HttpResponse:
    """Do what was shown, or keep it for its day, or have it approved; the agencies may have changed meanwhile."""
    try:
        kept = signing.loads(request.POST.get("kept", ""), salt=SALT, max_age=KEPT_SECONDS)
    except signing.BadSignature:
        messages.warning(request, _("Bản xem trước đã quá một giờ hoặc bị sửa. Hãy làm lại."))
        return redirect("office:organization")
    plan = plan_from_data(kept["plan"])
    facts: dict[str, Any] = {"title": kept["title"], "plan": plan, "actor": request.actor, "at": request.at}
    try:
        if kept["review"]:
            people = [decode(PersonLine, row) for row in kept["people"]]
            reform_id = operations.propose_reform(**facts, people=people)
        else:
            reform_id = operations.change_structure(**facts)
    except operations.ReformFlawed:
        messages.warning(request, _("Cơ cấu vừa thay đổi nên bản xem trước không còn đúng. Hãy làm lại."))
        return redirect("office:organization")
    except NotPermitted:
        raise
    except DomainError as refused:
        messages.warning(request, wording.sentence(refused))
        return redirect("office:organization")
    if kept["review"]:
        messages.success(request, _("Đã gửi duyệt. Một quản trị khác của tỉnh phải duyệt trước khi áp dụng."))
    return redirect("office:reform", reform_id)
