"""The frame around every page of the setup: the officers' frame, and the tabs of its places."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import ParamSpec

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from motcua.channels.office import frame
from motcua.channels.office.access import OfficerRequest, PlainView, View, officer_page
from motcua.channels.office.places import PLACES, tabs
from motcua.ui.context import Key, Link

P = ParamSpec("P")


def page(
    request: OfficerRequest,
    template: str,
    context: dict[str, object],
    *,
    here: str,
    crumbs: Sequence[Link] = (),
    keys: Sequence[Key] = (),
    status: int = 200,
) -> HttpResponse:
    """Render a page of the setup; `here` is the URL name of its place, as in `PLACES`.

    Templates extend `office/setup/frame.html`.
    """
    extended = {"setup_tabs": tabs(request.actor, here), "crumbs": crumbs, **context}
    return frame.page(request, template, extended, here="office:setup", keys=keys, status=status)


def setup_page(place: str) -> Callable[[View[P]], PlainView[P]]:
    """Let those in whose roles open a place of the setup; what they may change there, operations decide."""

    def guarded(view: View[P]) -> PlainView[P]:
        @wraps(view)
        def open_to_some(request: OfficerRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not any(found.url_name == place and request.actor.has_role(*found.roles) for found in PLACES):
                raise PermissionDenied(place)
            return view(request, *args, **kwargs)

        return officer_page(open_to_some)

    return guarded
