"""Where is my dossier? By code typed or scanned; a PIN or the end of a phone number tells more.

The proof comes by POST only, so that it is in no address, history or log.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from motcua.apps.lookup import operations
from motcua.apps.lookup.answers import LookupAnswer, NoMatch
from motcua.apps.lookup.levels import Level
from motcua.apps.lookup.limits import TooManyQuestions, by_address
from motcua.channels.portal import answer_page, frame, mould
from motcua.channels.portal.asker import address_of
from motcua.channels.portal.lookup_forms import LookupForm
from motcua.channels.portal.same_site import from_our_pages_only
from motcua.domain.numbering import DossierCodeInvalid, normalize_dossier_code
from motcua.ui import formatting
from motcua.ui.context import Link

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def unkept(view: View[P]) -> View[P]:
    """Keep an answer out of every cache and every search engine: it is true at this moment only (R-S6)."""

    @wraps(view)
    def kept_nowhere(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return kept_nowhere


@from_our_pages_only
@unkept
@sensitive_post_parameters("proof")
@require_http_methods(["GET", "HEAD", "POST"])
def lookup(request: HttpRequest) -> HttpResponse:
    """Ask for a code, and answer a code with a proof."""
    form = LookupForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _form_page(request, form)
    code, proof = form.cleaned_data["code"], form.cleaned_data["proof"]
    if not proof:
        return redirect("portal:lookup_code", code, permanent=False)
    return _answered(request, code, proof)


@unkept
@require_safe
def lookup_code(request: HttpRequest, code: str) -> HttpResponse:
    """Answer a code from the QR of the receipt, or one that was typed."""
    return _answered(request, code, None)


def _answered(request: HttpRequest, code: str, proof: str | None) -> HttpResponse:
    at = timezone.now()
    address = address_of(request)
    try:
        answer = operations.ask(
            code, proof=proof, asker=by_address(address), channel="portal", address=address or None, at=at
        )
    except NoMatch:
        return _no_match(request, code)
    except TooManyQuestions as refused:
        return _too_many(request, code, refused, at)
    return _answer_page(request, answer, at)


def _answer_page(request: HttpRequest, answer: LookupAnswer, at: datetime) -> HttpResponse:
    if answer.level is Level.CODE:
        return mould.poured(answer, at)
    context = {"page": answer_page.build(answer, at), "help_phone": frame.help_phone()}
    return frame.page(request, "portal/answer.html", context, here="portal:lookup", crumbs=_here())


def _no_match(request: HttpRequest, code: str) -> HttpResponse:
    """Say the same, whether the code or the proof is wrong."""
    words = _("Không có hồ sơ nào khớp mã và số bạn nhập. Hãy xem lại mã ở đầu giấy hẹn, hoặc gọi %s.")
    return _form_page(request, _form_with(code, words % frame.help_phone()), status=404)


def _too_many(request: HttpRequest, code: str, refused: TooManyQuestions, at: datetime) -> HttpResponse:
    words = _("Đã tra cứu quá nhiều lần. Hãy thử lại sau %(time)s, hoặc gọi %(phone)s.") % {
        "time": formatting.moment_words(refused.until),
        "phone": frame.help_phone(),
    }
    response = _form_page(request, _form_with(code, words), status=429)
    response["Retry-After"] = str(max(int((refused.until - at).total_seconds()), 1))
    return response


def _form_with(code: str, error: str) -> LookupForm:
    """Return the form again with the code as it was given and never the proof."""
    form = LookupForm({"code": _shown(code)})
    if form.is_valid():  # Else the code itself is the trouble, and its field says so.
        form.add_error(None, error)
    return form


def _shown(code: str) -> str:
    try:
        return normalize_dossier_code(code)
    except DossierCodeInvalid:
        return code


def _form_page(request: HttpRequest, form: LookupForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form}
    return frame.page(
        request, "portal/lookup.html", context, here="portal:lookup", crumbs=_here(), status=status
    )


def _here() -> list[Link]:
    return [frame.crumb("portal:lookup", _("Tra cứu hồ sơ"))]
