"""The front page and the pages about this site."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.apps.lookup import procedures as public
from motcua.apps.lookup.month import month_so_far
from motcua.channels.portal import agency_words, frame, life_events, procedure_words
from motcua.channels.portal.lookup_forms import LookupForm
from motcua.channels.portal.procedure_views import lines, today

MOST_USED = 6


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Ask one question: which procedure? And beside it: where is my dossier?"""
    directory = public.directory(today())
    context = {
        "ask": LookupForm(),
        "events": list(life_events.with_procedures(directory)),
        "often": lines(directory.cards[:MOST_USED]),
        "count": len(directory.cards),
        "figures": agency_words.figures(month_so_far(None, timezone.now())),
        "as_of": timezone.now(),
        "agencies": directory.agencies,
        "groups": [(one, procedure_words.group(one.kind, one.agencies)) for one in directory.groups],
    }
    return frame.page(request, "portal/home.html", context)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Tell what this site is and how to reach people, also about a security fault (R-I23)."""
    return _text(request, "portal/about.html", "portal:about", _("Giới thiệu"))


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Tell what is known about visitors and applicants, and who sees it (R-I31, R-I35)."""
    return _text(request, "portal/privacy.html", "portal:privacy", _("Bảo vệ dữ liệu cá nhân"))


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Tell how the site is used without a mouse or without seeing it (R-J1, R-J4, R-J7)."""
    return _text(request, "portal/accessibility.html", "portal:accessibility", _("Trợ năng và phím tắt"))


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """List every page (R-J4)."""
    directory = public.directory(today())
    context = {"fields": directory.fields, "events": list(life_events.with_procedures(directory))}
    crumbs = [frame.crumb("portal:site_map", _("Sơ đồ trang"))]
    return frame.page(request, "portal/site_map.html", context, here="portal:site_map", crumbs=crumbs)


def _text(request: HttpRequest, template: str, name: str, title: str) -> HttpResponse:
    context = {"title": title, "province": frame.province(), "help_phone": frame.help_phone()}
    return frame.page(request, template, context, here=name, crumbs=[frame.crumb(name, title)])
