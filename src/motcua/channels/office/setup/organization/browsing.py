"""The tree of agencies, a search through it, one agency with its history and its audit trail."""

from typing import Final

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from motcua.apps.audit import queries as audit
from motcua.apps.organization import permissions
from motcua.apps.organization.queries import LOCAL
from motcua.apps.organization.queries.tree import (
    AgencyProfile,
    agency_profile,
    agency_tree,
    find_agencies,
    waiting_reforms,
)
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.setup import trails
from motcua.channels.office.setup.frame import page, setup_page
from motcua.channels.office.setup.organization import words
from motcua.channels.office.setup.organization.kinds import KINDS
from motcua.ui.context import Link

HERE: Final = "organization"


def crumbs(profile: AgencyProfile | None = None) -> list[Link]:
    """Return the path from the tree."""
    found = [Link(_("Cơ cấu tổ chức"), reverse("office:organization"))]
    if profile is not None:
        found.append(Link(profile.short_name, reverse("office:agency", args=[profile.id])))
    return found


def seen_or_404(request: OfficerRequest, agency_id: int) -> AgencyProfile:
    """Return an agency that the administrator looks after; any other does not exist for them."""
    profile = agency_profile(agency_id, request.actor, request.at.astimezone(LOCAL).date())
    if profile is None:
        raise Http404(agency_id)
    return profile


@setup_page(HERE)
@require_GET
def organization(request: OfficerRequest) -> HttpResponse:
    """Show the agencies below each other, or those that a search finds."""
    text, ended = request.GET.get("text", "").strip(), "ended" in request.GET
    today = request.at.astimezone(LOCAL).date()
    whole = permissions.may(request.actor, None)
    context: dict[str, object] = {
        "title": _("Cơ cấu tổ chức"),
        "text": text,
        "ended": ended,
        "found": find_agencies(request.actor, text) if text else None,
        "tree": () if text else agency_tree(request.actor, today, ended=ended),
        "whole_province": whole,
        "waiting": waiting_reforms() if whole else 0,
    }
    return page(request, "office/setup/organization/tree.html", context, here=HERE)


@setup_page(HERE)
@require_GET
def agency(request: OfficerRequest, agency_id: int) -> HttpResponse:
    """Show one agency: units, names in time, who came before and after, whom it serves."""
    profile = seen_or_404(request, agency_id)
    whole = permissions.may(request.actor, None)
    buttons = [
        (kind, reverse("office:agency_change", args=[agency_id, slug]))
        for slug, kind in KINDS.items()
        if profile.valid_to is None
        and (whole or kind.units_only)
        and (profile.open_units or not kind.units_only)
    ]
    context: dict[str, object] = {
        "title": profile.name,
        "agency": profile,
        "unit_acts": [button for button in buttons if button[0].units_only],
        "agency_acts": [button for button in buttons if not button[0].units_only],
    }
    return page(request, "office/setup/organization/agency.html", context, here=HERE, crumbs=crumbs())


@setup_page(HERE)
@require_GET
def trail(request: OfficerRequest, agency_id: int) -> HttpResponse:
    """Show everything that was done to an agency."""
    profile = seen_or_404(request, agency_id)
    acts = audit.acts_on(object_type="agency", object_id=agency_id)
    context: dict[str, object] = {
        "title": _("Lịch sử thay đổi"),
        "subject": profile.name,
        "entries": trails.entries(acts, words.ACTS, words.tell),
        "nothing": _("Chưa có thay đổi nào từ khi cơ quan được nạp."),
    }
    return page(request, "office/setup/trail.html", context, here=HERE, crumbs=crumbs(profile))
