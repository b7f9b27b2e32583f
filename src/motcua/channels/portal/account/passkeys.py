"""Passkeys: a question to the device as JSON, its answer back. Without JavaScript the other ways stay."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from motcua.apps.citizens import operations
from motcua.channels.portal import access, frame
from motcua.channels.portal.access import CitizenRequest, citizen_page
from motcua.channels.portal.account import words
from motcua.domain.errors import DomainError
from motcua.ui import wording

PENDING: Final = "citizen_passkey"
KEPT_SECONDS: Final = 5 * 60


@citizen_page
@require_POST
def ask_new(request: CitizenRequest) -> HttpResponse:
    """Return what a device needs to make a key."""
    question, challenge = operations.ask_new_passkey(person_id=request.visitor.person.id, site=_site(request))
    _keep(request, challenge, "add")
    return HttpResponse(question, content_type="application/json")


@citizen_page
@require_POST
def add(request: CitizenRequest) -> HttpResponse:
    """Keep the key that the device has made."""
    try:
        operations.add_passkey(
            person_id=request.visitor.person.id, answer=request.body.decode(), challenge=_kept(request, "add"),
            site=_site(request), name=words.browser(request.headers.get("User-Agent", "")), at=request.at,
        )  # fmt: skip
    except DomainError as error:
        return JsonResponse({"problem": wording.sentence(error)}, status=422)
    messages.success(request, _("Đã thêm khóa truy cập. Lần sau bạn đăng nhập không cần mật khẩu."))
    return JsonResponse({"next": "/tai-khoan/bao-mat"})


@citizen_page
@require_POST
def drop(request: CitizenRequest, passkey_id: int) -> HttpResponse:
    """Forget a key."""
    operations.drop_passkey(person_id=request.visitor.person.id, passkey_id=passkey_id, at=request.at)
    messages.success(request, _("Đã bỏ khóa truy cập."))
    return redirect("portal:account_security")


@never_cache
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Return what a device needs to answer for somebody, whoever it is."""
    question, challenge = operations.ask_passkey(site=_site(request))
    _keep(request, challenge, "enter")
    return HttpResponse(question, content_type="application/json")


@never_cache
@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Sign in whose key has answered; the device has checked the person, so no further code is asked for."""
    at, way_on = timezone.now(), access.way_on(request)
    try:
        person_id = operations.check_passkey(
            answer=request.body.decode(), challenge=_kept(request, "enter"), site=_site(request), at=at
        )
    except DomainError as error:
        return JsonResponse({"problem": wording.sentence(error)}, status=422)
    access.enter(request, person_id, method="passkey", at=at)
    return JsonResponse({"next": way_on})


def _site(request: HttpRequest) -> operations.Site:
    host = request.get_host()
    name = host.rpartition(":")[0] if ":" in host and not host.endswith("]") else host
    return operations.Site(rp_id=name, origin=f"{request.scheme}://{host}", name=frame.province())


def _keep(request: HttpRequest, challenge: bytes, what: str) -> None:
    request.session[PENDING] = {
        "challenge": urlsafe_b64encode(challenge).decode(), "for": what, "at": timezone.now().timestamp()
    }  # fmt: skip


def _kept(request: HttpRequest, what: str) -> bytes:
    """Return the challenge of this browser, once, within five minutes. Raises PasskeyRefused."""
    kept: dict[str, Any] | None = request.session.pop(PENDING, None)
    if kept is None or kept["for"] != what or timezone.now().timestamp() - kept["at"] > KEPT_SECONDS:
        raise operations.PasskeyRefused
    return urlsafe_b64decode(kept["challenge"])
