"""Where is my dossier? By code typed or scanned; a PIN or the end of a phone number tells more.

The proof comes by POST only, so that it is in no address, history or log.
"""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from motcua.apps.lookup.answers import LookupAnswer
from motcua.apps.lookup.levels import Level
from motcua.channels.portal import answer_page, asking, frame, mould
from motcua.channels.portal.asking import Refusal, unkept
from motcua.channels.portal.lookup_forms import LookupForm
from motcua.channels.portal.same_site import from_our_pages_only
from motcua.ui.context import Link


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
    outcome = asking.ask(request, code, proof, channel="portal", at=at)
    if isinstance(outcome, Refusal):
        return outcome.mark(_form_page(request, outcome.form, status=outcome.status))
    return _answer_page(request, outcome, at)


def _answer_page(request: HttpRequest, answer: LookupAnswer, at: datetime) -> HttpResponse:
    if answer.level is Level.CODE:
        return mould.poured(answer, at)
    context = {"page": answer_page.build(answer, at), "help_phone": frame.help_phone()}
    return frame.page(request, "portal/answer.html", context, here="portal:lookup", crumbs=_here())


def _form_page(request: HttpRequest, form: LookupForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form}
    return frame.page(
        request, "portal/lookup.html", context, here="portal:lookup", crumbs=_here(), status=status
    )


def _here() -> list[Link]:
    return [frame.crumb("portal:lookup", _("Tra cứu hồ sơ"))]
