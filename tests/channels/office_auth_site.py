"""The signing-in pages alone, with a page behind them that tells who has come through."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from motcua.channels.office import auth_urls


def home(request: HttpRequest) -> HttpResponse:
    """Name the person and whether a code was given."""
    verified = request.user.is_authenticated and request.user.is_verified()  # type: ignore[attr-defined]
    return HttpResponse(f"{request.user} {verified}")


def no_icon(request: HttpRequest) -> HttpResponse:
    """Answer browsers that look for a picture of the bare page."""
    return HttpResponse(status=204)


urlpatterns = [
    path("favicon.ico", no_icon),
    path("office/", include(([*auth_urls.urlpatterns, path("", home, name="home")], "office"))),
]
