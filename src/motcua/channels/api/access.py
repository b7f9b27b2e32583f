"""Who may ask and how: everybody, from any site, by reading; kept copies are told apart by their ETag."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from typing import Concatenate, Final, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.apps.lookup.limits import TooManyQuestions
from motcua.channels.api import problems
from motcua.channels.api.problems import Problem
from motcua.domain.errors import DomainError

P = ParamSpec("P")
Reader = Callable[Concatenate[HttpRequest, P], Mapping[str, object]]
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

READING: Final = ("GET", "HEAD")
KEEP_SECONDS: Final = 60
PREFLIGHT_SECONDS: Final = 86_400


def readable(reader: Reader[P]) -> View[P]:
    """Turn a function that returns data into a view for everybody, with ETag and a short life in caches."""

    @wraps(reader)
    def view(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method == "OPTIONS":
            return opened(preflight(READING))
        try:
            require(request, READING)
            data = reader(request, *args, **kwargs)
        except (Problem, DomainError) as refusal:
            return opened(refused(refusal, timezone.now()))
        return opened(_kept(request, data))

    return view


def require(request: HttpRequest, methods: tuple[str, ...]) -> None:
    """Raise Problem for a method that an address does not take."""
    if request.method not in methods:
        words = _("Địa chỉ này chỉ nhận %s.") % ", ".join(methods)
        raise Problem("api.method-not-allowed", 405, words)


def refused(refusal: Problem | DomainError, at: datetime) -> HttpResponse:
    """Return a refusal as problem details; whoever asks too much learns when to come back."""
    if isinstance(refusal, Problem):
        answer = problems.response(refusal.body())
        if refusal.status == 405:
            answer["Allow"] = ", ".join((*READING, "OPTIONS"))
        return answer
    answer = problems.response(problems.of_rule(refusal))
    if isinstance(refusal, TooManyQuestions):
        answer["Retry-After"] = str(max(int((refusal.until - at).total_seconds()), 1))
    return answer


def opened(response: HttpResponse) -> HttpResponse:
    """Let pages of every site read an answer; no cookie or sign-in ever goes with the question."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, Retry-After, X-Request-Reference"
    response["Content-Language"] = get_language() or "vi"
    return response


def preflight(methods: tuple[str, ...]) -> HttpResponse:
    """Answer a browser that asks what a page of another site may send."""
    response = HttpResponse(status=204)
    response["Allow"] = ", ".join((*methods, "OPTIONS"))
    response["Access-Control-Allow-Methods"] = ", ".join((*READING, "OPTIONS"))
    response["Access-Control-Allow-Headers"] = "If-None-Match"
    response["Access-Control-Max-Age"] = str(PREFLIGHT_SECONDS)
    return response


def as_json(data: Mapping[str, object]) -> bytes:
    """Return data as it is sent."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _kept(request: HttpRequest, data: Mapping[str, object]) -> HttpResponse:
    body = as_json(data)
    etag = quote_etag(hashlib.blake2b(body, digest_size=12).hexdigest())
    answer = HttpResponse(body, content_type="application/json")
    answer["ETag"] = etag
    answer["Cache-Control"] = f"public, max-age={KEEP_SECONDS}"
    conditional = get_conditional_response(request, etag=etag, response=answer)
    return conditional if isinstance(conditional, HttpResponse) else answer
