"""A page for every agency: what it decides, where people come and when, who is there, how it keeps its promises."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.apps.lookup import agencies as public_agencies
from motcua.apps.lookup import procedures as public
from motcua.apps.lookup.month import month_so_far
from motcua.channels.portal import agency_words as words
from motcua.channels.portal import frame, linked_data
from motcua.channels.portal.procedure_views import LONGEST_QUERY, lines, today
from motcua.domain.text import matches
from motcua.ui.context import Link

A_PAGE = 40
A_LIST = 15
TIERS = ("province", "commune")


@require_safe
def agencies(request: HttpRequest) -> HttpResponse:
    """List the agencies of today by tier, or those whose name fits words typed without marks."""
    register = public_agencies.register(today())
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    tier = request.GET.get("cap", "")
    found = [
        entry
        for entry in register.entries
        if tier in {"", entry.level} and (not query or matches(query, entry.name))
    ]
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    tiers = [(one, public_agencies.tier_name(one)) for one in TIERS]
    context = {
        "title": _("Cơ quan và bộ phận một cửa"), "query": query, "tier": tier, "tiers": tiers, "page": page,
        "count": len(found),
    }  # fmt: skip
    return frame.page(request, "portal/agencies.html", context, here="portal:agencies", crumbs=_here())


@require_safe
def agency(request: HttpRequest, key: str) -> HttpResponse:
    """Show one agency; its electronic identifier leads here too."""
    on, at = today(), timezone.now()
    register = public_agencies.register(on)
    entry = register.by_key.get(key)
    if entry is None:
        known = register.by_identifier.get(key)
        if known is None:
            raise Http404
        return redirect("portal:agency", known.key, permanent=True)
    directory = public.directory(on)
    decided = directory.of_keys(public.decided_by(entry.key, on))
    page = Paginator(decided, A_LIST).get_page(request.GET.get("page"))
    hours = public_agencies.hours(entry.id, on)
    parent = register.by_key.get(entry.parent_key)
    context = {
        "agency": entry,
        "kind": public_agencies.kind_name(entry.kind),
        "parent": parent,
        "page": page,
        "lines": lines(page.object_list),
        "hours": words.hours(hours),
        "open_now": words.open_now(entry.id, at),
        "counters": public_agencies.counters(entry.id, on),
        "figures": words.figures(month_so_far(entry.id, at)),
        "as_of": at,
        "map_url": words.map_url(entry.street_address),
        "help_phone": frame.help_phone(),
        "linked": linked_data.office(request, entry, hours),
    }
    crumbs = [*_here(), Link(entry.short_name, request.path)]
    return frame.page(request, "portal/agency.html", context, here="portal:agencies", crumbs=crumbs)


def _here() -> list[Link]:
    return [frame.crumb("portal:agencies", _("Cơ quan"))]
