"""Who gets in: the one decorator of every officer's page."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from motcua.apps.dossiers.operations import DossierNotFound
from motcua.apps.organization import queries as organization
from motcua.apps.organization.queries import AccountNotActive
from motcua.apps.organization.roles import ADMINISTRATORS
from motcua.domain.access import Actor, NotPermitted

P = ParamSpec("P")
CODE_PENDING = "code_pending"
"""In a session whose person has given the password but not yet the code (R-I13)."""


class OfficerRequest(HttpRequest):
    """A request of a signed-in officer: who acts, and the one moment at which everything in it happens."""

    actor: Actor
    at: datetime


View = Callable[Concatenate[OfficerRequest, P], HttpResponse]
PlainView = Callable[Concatenate[HttpRequest, P], HttpResponse]


def officer_page(view: View[P]) -> PlainView[P]:
    """Let signed-in officers in, with their posts of today; the clock is read here and nowhere below.

    An issued password must be changed first (R-I11); administrators, and whoever has set up codes, need their
    second factor (R-I13). What the officer may not see does not exist for them; what they may not do is refused.
    """

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if (first := _first(request)) is not None:
            return first
        officer: OfficerRequest = request  # type: ignore[assignment]
        officer.at = timezone.now()
        try:
            officer.actor = organization.actor_for(int(request.user.pk or 0), officer.at)
        except AccountNotActive:
            return redirect_to_login(request.get_full_path())
        if officer.actor.has_role(*ADMINISTRATORS) and not request.user.is_verified():  # type: ignore[union-attr]  # django-otp adds it to every user
            return redirect("office:second_factor")
        try:
            return view(officer, *args, **kwargs)
        except DossierNotFound as missing:
            raise Http404 from missing
        except NotPermitted as refused:
            raise PermissionDenied(refused.code) from refused

    guarded.officers_only = True  # type: ignore[attr-defined]  # The guard of the code base looks for it.
    return guarded


def _first(request: HttpRequest) -> HttpResponse | None:
    """Return where somebody goes before anything else: to sign in, to a first password, to give the code."""
    user = request.user
    if not user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if user.must_change_password:
        return redirect("office:first_password")
    return redirect("office:second_factor") if request.session.get(CODE_PENDING) else None
