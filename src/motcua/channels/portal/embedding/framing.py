"""Open a page to the frames of other sites; every other page of ours stays closed to them."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.clickjacking import xframe_options_exempt

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def embeddable(view: View[P]) -> View[P]:
    """Let the sites of `MOTCUA_EMBEDDING_SITES` frame a page (R-S19); by default every site of the web may.

    A widget knows no session and changes nothing, so a site that frames it by stealth gains nothing.
    """

    @wraps(view)
    def framed(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        sites = list(settings.MOTCUA_EMBEDDING_SITES) or ["*"]
        opened = csp_replace({"frame-ancestors": sites})(xframe_options_exempt(view))
        return cast(HttpResponse, opened(request, *args, **kwargs))

    return framed
