"""The living style page: every component with sample data, for those who build pages."""

from collections.abc import Mapping
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.ui import gallery as samples

PAGES: Final[Mapping[str, tuple[str, samples.Sample]]] = {
    "office": ("ui/gallery/office.html", samples.office),
    "worklist": ("ui/gallery/worklist.html", samples.worklist),
    "dossier": ("ui/gallery/dossier.html", samples.dossier),
    "public": ("ui/gallery/public.html", samples.public),
    "sign-in": ("ui/gallery/sign_in.html", samples.sign_in),
}


@require_safe
def gallery(request: HttpRequest, page: str = "office") -> HttpResponse:
    """Show one face of the design system; hidden outside development."""
    if not settings.DEBUG or page not in PAGES:
        raise Http404
    template, sample = PAGES[page]
    return render(request, template, sample())
