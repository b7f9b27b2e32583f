"""The living style page: every component with sample data, for those who build pages."""

from collections.abc import Mapping
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.ui import gallery as samples

PAGES: Final[Mapping[str, samples.Sample]] = {
    "office": samples.office,
    "worklist": samples.worklist,
    "dossier": samples.dossier,
    "public": samples.public,
    "sign-in": samples.sign_in,
}


@require_safe
def gallery(request: HttpRequest, page: str = "office") -> HttpResponse:
    """Show one face of the design system; hidden outside development."""
    if not settings.DEBUG or page not in PAGES:
        raise Http404
    return render(request, f"ui/gallery/{page.replace('-', '_')}.html", PAGES[page]())
