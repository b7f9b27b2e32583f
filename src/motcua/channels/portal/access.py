"""Who visits the citizens' web: the signed-in person, for whom they act now, and the decorator of their pages."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme

from motcua.apps.citizens import operations, queries
from motcua.apps.citizens.values import Choice, Person
from motcua.channels.portal.asker import address_of
from motcua.domain.access import Actor, NotPermitted

P = ParamSpec("P")
SESSION: Final = "citizen"
"""In the session: {"token": …, "for": the key of whom the person acts for}."""
FOUND: Final = "found_visitor"
HOME: Final = "/tai-khoan"


@dataclass(frozen=True, slots=True)
class Visitor:
    """A signed-in person. `actor` may see everything of all `choices`; what is done is done for `acting_for`."""

    person: Person
    actor: Actor
    choices: tuple[Choice, ...]
    acting_for: Choice

    def may(self, right: str) -> bool:
        """Tell whether the person may "file", "follow" or "pay" for whom they act now."""
        return self.acting_for.may(right)

    def actor_with(self, right: str) -> Actor:
        """Return the actor with those parties alone for whom the person may do a thing."""
        parties = queries.parties_of(self.person, self.choices, right=right)
        return Actor.citizen(self.person.name, parties)


class CitizenRequest(HttpRequest):
    """A request of a signed-in person, and the one moment at which everything in it happens."""

    visitor: Visitor
    at: datetime


View = Callable[Concatenate[CitizenRequest, P], HttpResponse]
PlainView = Callable[Concatenate[HttpRequest, P], HttpResponse]


def citizen_page(view: View[P]) -> PlainView[P]:
    """Let signed-in people in, others to the sign-in page; the clock is read here and nowhere below.

    What is not theirs does not exist for them. Nothing of these pages is kept in a cache.
    """

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        citizen: CitizenRequest = request  # type: ignore[assignment]
        found = visitor(request)
        if found is None:
            return to_sign_in(request)
        citizen.visitor, citizen.at = found, timezone.now()
        try:
            response = view(citizen, *args, **kwargs)
        except NotPermitted as refused:
            raise PermissionDenied(refused.code) from refused
        except operations.AccountClosed as gone:
            raise Http404 from gone
        patch_cache_control(response, private=True, no_store=True)
        return response

    guarded.citizens_only = True  # type: ignore[attr-defined]  # The guard of the code base looks for it.
    return guarded


def visitor(request: HttpRequest) -> Visitor | None:
    """Return who is signed in, asked once a request; visitors without a session cost nothing."""
    if not hasattr(request, FOUND):
        setattr(request, FOUND, _find(request))
    found: Visitor | None = getattr(request, FOUND)
    return found


def enter(request: HttpRequest, person_id: int, *, method: str, at: datetime) -> None:
    """Sign a person in: a new session that nobody has known before, and nothing kept of the old one."""
    token = operations.begin(
        person_id=person_id, method=method, at=at, address=address_of(request) or None,
        browser=request.headers.get("User-Agent", ""),
    )  # fmt: skip
    leave(request, at=at)
    request.session.flush()
    request.session[SESSION] = {"token": token, "for": ""}
    forget(request)


def leave(request: HttpRequest, *, at: datetime) -> None:
    """Sign out whoever is signed in."""
    kept = _kept(request)
    if kept:
        operations.sign_out(token=kept["token"], at=at)
        request.session.flush()
    forget(request)


def act_for(request: HttpRequest, key: str) -> bool:
    """Act for somebody from now on; False for somebody who is none of the person's choices."""
    found = visitor(request)
    if found is None or key not in {choice.key for choice in found.choices}:
        return False
    request.session[SESSION] = {**_kept(request), "for": key}
    forget(request)
    return True


def token_of(request: HttpRequest) -> str:
    """Return the token of the session in use; empty without one."""
    return str(_kept(request).get("token", ""))


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send somebody to the sign-in page, from which they come back here."""
    back = request.get_full_path() if request.method in {"GET", "HEAD"} else HOME
    address = f"{reverse('portal:sign_in')}?{urlencode({'next': back})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)


def way_on(request: HttpRequest) -> str:
    """Return where to go after signing in: an address of this site that was asked for, or the account."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if is_ours(request, wanted) else HOME


def is_ours(request: HttpRequest, address: str) -> bool:
    """Tell whether an address is a path of this site, whatever it is dressed up as."""
    return address.startswith("/") and url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )


def today() -> date:
    """Return the day it is here."""
    return timezone.localdate()


def forget(request: HttpRequest) -> None:
    """Ask again who is there."""
    if hasattr(request, FOUND):
        delattr(request, FOUND)


def _find(request: HttpRequest) -> Visitor | None:
    kept = _kept(request)
    if not kept:
        return None
    person_id = operations.signed_in(kept["token"], at=timezone.now())
    person = None if person_id is None else queries.person(person_id)
    if person is None:
        return None
    choices = queries.choices_of(person.id, today())
    actor = Actor.citizen(person.name, queries.parties_of(person, choices))
    acting_for = next((choice for choice in choices if choice.key == kept["for"]), choices[0])
    return Visitor(person, actor, choices, acting_for)


def _kept(request: HttpRequest) -> dict[str, Any]:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return {}
    kept: dict[str, Any] = request.session.get(SESSION, {})
    return kept
