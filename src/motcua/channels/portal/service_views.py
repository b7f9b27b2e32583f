"""What machines ask: is it alive, what may be indexed, whom to tell about a fault."""

from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from motcua.apps.lookup import agencies
from motcua.apps.lookup import procedures as public
from motcua.channels.portal.procedure_views import today

PLAIN = "text/plain; charset=utf-8"
PAGES = (
    "home",
    "lookup",
    "procedures",
    "agencies",
    "changes",
    "embedding",
    "about",
    "privacy",
    "accessibility",
    "site_map",
    "answers",
    "ask",
    "petition",
)
SECURITY_NOTE_LASTS = timedelta(days=180)


@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Say whether this process reaches its database: 200 or 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database unreachable\n", status=503, content_type=PLAIN)
    return HttpResponse("ok\n", content_type=PLAIN)


@cache_control(public=True, max_age=86_400)
@require_safe
def icon(request: HttpRequest) -> HttpResponse:
    """Give the crest to whoever asks for an icon without reading the page, such as a viewer of PDFs."""
    return HttpResponseRedirect(static("ui/img/crest.svg"))


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Keep dossiers and the officers' web out of search engines."""
    lines = (
        "User-agent: *",
        f"Disallow: {reverse('portal:lookup')}/",
        "Disallow: /office/",
        f"Sitemap: {_whole(request, 'sitemap')}",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type=PLAIN)


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """List the pages worth finding (R-E28)."""
    addresses = [_whole(request, name) for name in PAGES]
    addresses += [_whole(request, "procedure", card.key) for card in public.directory(today()).cards]
    register = agencies.register(today())
    addresses += [_whole(request, "agency", entry.key) for entry in register.entries]
    body = render_to_string("portal/sitemap.xml", {"addresses": addresses})
    return HttpResponse(body, content_type="application/xml; charset=utf-8")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Say whom to tell about a security fault (RFC 9116; R-I23): `MOTCUA_SECURITY_CONTACT`, or the page about us."""
    contact = getattr(settings, "MOTCUA_SECURITY_CONTACT", "") or _whole(request, "about") + "#security"
    expires = (timezone.now() + SECURITY_NOTE_LASTS).replace(microsecond=0).isoformat()
    lines = (
        f"Contact: {contact}",
        f"Expires: {expires.replace('+00:00', 'Z')}",
        "Preferred-Languages: vi, en",
        f"Canonical: {_whole(request, 'security')}",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type=PLAIN)


def _whole(request: HttpRequest, name: str, *args: str) -> str:
    return request.build_absolute_uri(reverse(f"portal:{name}", args=args))
