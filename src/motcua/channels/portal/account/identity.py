"""Through the national identity into an account, or an account linked with it."""

import hmac
from datetime import datetime
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.apps.citizens import operations
from motcua.apps.citizens.ports import Attempt, Claims, IdentityProvider, IdentityRefused, national_identity
from motcua.channels.portal import access
from motcua.domain.errors import DomainError
from motcua.ui import wording

PENDING: Final = "citizen_identity"
KEPT_SECONDS: Final = 15 * 60


@never_cache
@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    """Send the browser to the identity provider; a signed-in person links the account, others sign in."""
    provider, at = _provider(), timezone.now()
    try:
        place, attempt = provider.begin(redirect_uri=_back_here(request), at=at)
    except DomainError as error:
        return _refused(request, error)
    request.session[PENDING] = {
        "state": attempt.state, "nonce": attempt.nonce, "verifier": attempt.verifier, "at": at.timestamp(),
        "link": access.token_of(request) if access.visitor(request) else "", "next": access.way_on(request),
    }  # fmt: skip
    return HttpResponse(status=302, headers={"Location": place})


@never_cache
@require_safe
def finish(request: HttpRequest) -> HttpResponse:
    """Take back who comes from the provider: with the state of this very browser, once, within a quarter of an hour."""
    provider, at = _provider(), timezone.now()
    pending = request.session.pop(PENDING, None)
    try:
        if pending is None or at.timestamp() - pending["at"] > KEPT_SECONDS:
            raise IdentityRefused(reason="nobody waits")
        if not hmac.compare_digest(request.GET.get("state", "").encode(), pending["state"].encode()):
            raise IdentityRefused(reason="another state")
        if request.GET.get("error") or not request.GET.get("code"):
            raise IdentityRefused(reason="no code")
        attempt = Attempt(pending["state"], pending["nonce"], pending["verifier"])
        claims = provider.finish(
            code=request.GET["code"], attempt=attempt, redirect_uri=_back_here(request), at=at
        )
        return _arrived(request, claims, pending["link"], pending["next"], at)
    except DomainError as error:
        return _refused(request, error)


def _arrived(request: HttpRequest, claims: Claims, link: str, way_on: str, at: datetime) -> HttpResponse:
    visitor = access.visitor(request)
    if link:
        if visitor is None or access.token_of(request) != link:
            raise IdentityRefused(reason="somebody else is signed in now")
        if claims.tax_code:
            operations.verify_company(person_id=visitor.person.id, tax_code=claims.tax_code, at=at)
            messages.success(request, _("Đã xác thực mã số thuế của doanh nghiệp."))
            return redirect("portal:companies")
        operations.link_identity(person_id=visitor.person.id, claims=claims, at=at)
        messages.success(request, _("Đã liên kết định danh điện tử với tài khoản này."))
        return redirect("portal:account_security")
    if claims.tax_code:
        raise operations.CompanyUnknown(tax_code=claims.tax_code)
    person_id = operations.enter_with_identity(claims=claims, at=at)
    access.enter(request, person_id, method="identity", at=at)
    return redirect(way_on)


def _refused(request: HttpRequest, error: DomainError) -> HttpResponse:
    messages.error(request, wording.sentence(error))
    return redirect("portal:account_security" if access.visitor(request) else "portal:sign_in")


def _provider() -> IdentityProvider:
    provider = national_identity()
    if provider is None:
        raise Http404("identity")
    return provider


def _back_here(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("portal:identity_back"))
