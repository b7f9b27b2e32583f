"""Refuse forms that another site sends through a visitor's browser, without giving every visitor a cookie.

A lookup uses no session and changes nothing, so there is nothing for another site to gain but attempts at
proofs from its visitors' addresses. The browser itself says where a form comes from.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, ParamSpec
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

OURS: Final = frozenset({"same-origin", "none"})


def from_our_pages_only(view: View[P]) -> View[P]:
    """Take the place of the token of a form. Raises PermissionDenied for a form of another site."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method == "POST" and not _is_ours(request):
            raise PermissionDenied("a form of another site")
        return view(request, *args, **kwargs)

    return guarded


def _is_ours(request: HttpRequest) -> bool:
    """Believe what the browser says; one that says nothing is too old to be told from a program."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site in OURS
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    return urlsplit(origin).netloc == request.get_host() or origin in settings.CSRF_TRUSTED_ORIGINS
