"""Widgets for other sites (R-S5, R-S19): where is my dossier, which procedures are there, what one asks for.

A widget uses no cookie and no session, so that a browser which gives frames none shows it all the same.
"""

from pathlib import Path
from typing import Final

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from motcua.apps.catalog.snapshot import ProcedureNotInForce
from motcua.apps.lookup import procedures as public
from motcua.channels.portal import answer_page, asking, frame, procedure_views
from motcua.channels.portal import procedure_words as words
from motcua.channels.portal.asking import Refusal, unkept
from motcua.channels.portal.embedding.framing import embeddable
from motcua.channels.portal.embedding.guide import examples
from motcua.channels.portal.lookup_forms import LookupForm
from motcua.channels.portal.same_site import from_our_pages_only

SCRIPT: Final = (Path(__file__).parent / "motcua.js").read_text()
A_PAGE: Final = 8
AN_HOUR: Final = 3600


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """Give the line to copy for each widget, and what a strict site has to allow."""
    context = {
        "title": _("Nhúng vào trang của bạn"),
        "examples": examples(request),
        "origin": f"{request.scheme}://{request.get_host()}",
    }
    crumbs = [frame.crumb("portal:embedding", _("Nhúng vào trang của bạn"))]
    return frame.page(request, "portal/embed/guide.html", context, here="portal:embedding", crumbs=crumbs)


@cache_control(public=True, max_age=AN_HOUR)
@require_safe
def script(request: HttpRequest) -> HttpResponse:
    """Give the script that puts a widget where it stands."""
    return HttpResponse(SCRIPT, content_type="text/javascript; charset=utf-8")


@from_our_pages_only
@embeddable
@unkept
@sensitive_post_parameters("proof")
@require_http_methods(["GET", "HEAD", "POST"])
def lookup(request: HttpRequest) -> HttpResponse:
    """Ask for a code and answer in the frame, with the levels, limits and refusals of the lookup page."""
    form = LookupForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, "lookup", {"form": form})
    at = timezone.now()
    proof = form.cleaned_data["proof"] or None
    outcome = asking.ask(request, form.cleaned_data["code"], proof, channel="widget", at=at)
    if isinstance(outcome, Refusal):
        return outcome.mark(_page(request, "lookup", {"form": outcome.form}, status=outcome.status))
    return _page(request, "answer", {"page": answer_page.build(outcome, at)})


@embeddable
@require_safe
def procedures(request: HttpRequest) -> HttpResponse:
    """Find a procedure among all, or among those of a field or an agency."""
    directory = public.directory(procedure_views.today())
    chosen = procedure_views.select(request.GET, directory)
    page = Paginator(chosen.cards, A_PAGE).get_page(request.GET.get("page"))
    kept = {name: request.GET[name] for name in ("co-quan", "linh-vuc", "viec") if name in request.GET}
    context = {
        "title": chosen.title, "query": chosen.query, "page": page, "count": len(chosen.cards), "kept": kept,
        "lines": procedure_views.lines(page.object_list),
    }  # fmt: skip
    return _page(request, "procedures", context)


@embeddable
@require_safe
def procedure(request: HttpRequest, key: str) -> HttpResponse:
    """Tell one procedure in short: how long, how much, which papers, where; the rest is one link away."""
    try:
        found = public.procedure(key, procedure_views.today())
    except ProcedureNotInForce as unknown:
        raise Http404 from unknown
    definition = found.definition
    css, icon, scope = words.SCOPES[definition.online_scope]
    context = {
        "procedure": definition,
        "level": {"css": css, "icon": icon, "words": scope},
        "scope_sentence": words.SCOPE_SENTENCES[definition.online_scope],
        "deciders": words.deciders(found.deciders) or definition.authority.decides,
        "limit": words.limit(definition.allowance),
        "limit_sentence": words.limit_sentence(definition),
        "price": words.price(found.price),
        "papers": [paper.name for paper in definition.documents if not paper.condition],
        "list_url": reverse("portal:embedded_procedures"),
    }
    return _page(request, "procedure", context)


def _page(request: HttpRequest, name: str, context: dict[str, object], *, status: int = 200) -> HttpResponse:
    around = {"province": frame.province(), "help_phone": frame.help_phone()}
    return render(request, f"portal/embed/{name}.html", {**around, **context}, status=status)
