"""What happens to every request before a channel sees it."""

import secrets
import select
import time
from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlencode

import structlog
from django.conf import settings
from django.contrib.auth import logout
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils import timezone

type_of_answer = Callable[[HttpRequest], HttpResponse]
log = structlog.get_logger("motcua.web")

SEEN_AT = "seen_at"
SEEN_EVERY_SECONDS = 60  # Noting each request would write the session each time.


def request_reference(get_response: type_of_answer) -> type_of_answer:
    """Give each request a reference that people can quote and every log line carries."""

    def middleware(request: HttpRequest) -> HttpResponse:
        reference = secrets.token_hex(5)
        request.reference = reference  # type: ignore[attr-defined]
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=reference)
        began = time.perf_counter()
        response = get_response(request)
        response["X-Request-Reference"] = reference
        match = request.resolver_match
        log.info(
            "web.request.finished",
            method=request.method,
            view=match.view_name if match else None,
            status=response.status_code,
            milliseconds=round((time.perf_counter() - began) * 1000, 1),
        )
        return response

    return middleware


def quiet_connection(get_response: type_of_answer) -> type_of_answer:
    """Spare a request the question whether the database still answers while its connection is silent.

    A server that ends a connection says so on it: whatever there is to read makes Django ask. A round trip for every
    request would cost the public lookup a quarter of its speed.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        known = connection.connection
        if known is not None and not known.closed and _is_silent(known.pgconn.socket):
            connection.health_check_done = True  # type: ignore[attr-defined]  # Django's own.
        return get_response(request)

    return middleware


def _is_silent(socket: int) -> bool:
    """Tell whether nothing has come in and nobody has hung up."""
    asked = select.poll()
    asked.register(socket, select.POLLIN)
    return not asked.poll(0)


def permissions_policy(get_response: type_of_answer) -> type_of_answer:
    """Say which devices of the visitor our pages may use."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Permissions-Policy", settings.MOTCUA_PERMISSIONS_POLICY)
        return response

    return middleware


def session_lock(get_response: type_of_answer) -> type_of_answer:
    """End a session that was left alone for too long (R-I15); the way back is the log-in page."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return get_response(request)
        at = timezone.now()
        if _left_alone(request, at):
            logout(request)
            return _to_login(request)
        response = get_response(request)
        _note(request, at)
        return response

    return middleware


def _left_alone(request: HttpRequest, at: datetime) -> bool:
    seen_at = request.session.get(SEEN_AT)
    administrator = getattr(request.user, "is_administrator", False)
    limit = settings.MOTCUA_SESSION_LOCK_ADMINISTRATOR if administrator else settings.MOTCUA_SESSION_LOCK
    return seen_at is not None and at.timestamp() - seen_at > limit.total_seconds()


def _note(request: HttpRequest, at: datetime) -> None:
    """Note that the person is still there, at most once a minute; a lock may come that much early."""
    if not request.user.is_authenticated:
        return
    if at.timestamp() - request.session.get(SEEN_AT, 0) >= SEEN_EVERY_SECONDS:
        request.session[SEEN_AT] = int(at.timestamp())


def _to_login(request: HttpRequest) -> HttpResponse:
    back_to = request.get_full_path() if request.method == "GET" else resolve_url(settings.LOGIN_REDIRECT_URL)
    address = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': back_to})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
