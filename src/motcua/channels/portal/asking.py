"""Asking where a dossier is, for the pages and for the widget on other sites: one way, one answer, one refusal."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from motcua.apps.lookup import operations
from motcua.apps.lookup.answers import LookupAnswer, NoMatch
from motcua.apps.lookup.limits import TooManyQuestions, by_address
from motcua.channels.portal import frame
from motcua.channels.portal.lookup_forms import LookupForm
from motcua.domain.numbering import DossierCodeInvalid, normalize_dossier_code
from motcua.ui import formatting
from motcua.ui.asker import address_of

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no answer: the form with its sentence, the status, and when to come back (in seconds)."""

    form: LookupForm
    status: int
    retry_after: int | None = None

    def mark(self, response: HttpResponse) -> HttpResponse:
        """Say on a response when to come back."""
        if self.retry_after is not None:
            response["Retry-After"] = str(self.retry_after)
        return response


def unkept(view: View[P]) -> View[P]:
    """Keep an answer out of every cache and every search engine: it is true at this moment only (R-S6)."""

    @wraps(view)
    def kept_nowhere(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return kept_nowhere


def ask(
    request: HttpRequest, code: str, proof: str | None, *, channel: str, at: datetime
) -> LookupAnswer | Refusal:
    """Return the answer to a code, or the refusal that says the same for a wrong code and a wrong proof."""
    address = address_of(request)
    try:
        return operations.ask(
            code, proof=proof, asker=by_address(address), channel=channel, address=address or None, at=at
        )
    except NoMatch:
        words = _("Không có hồ sơ nào khớp mã và số bạn nhập. Hãy xem lại mã ở đầu giấy hẹn, hoặc gọi %s.")
        return Refusal(_form_with(code, words % frame.help_phone()), 404)
    except TooManyQuestions as refused:
        words = _("Đã tra cứu quá nhiều lần. Hãy thử lại sau %(time)s, hoặc gọi %(phone)s.") % {
            "time": formatting.moment_words(refused.until),
            "phone": frame.help_phone(),
        }
        return Refusal(_form_with(code, words), 429, max(int((refused.until - at).total_seconds()), 1))


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
