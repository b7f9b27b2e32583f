"""Where is a dossier, for other software: the read model, levels, limits and refusals of every lookup.

A code alone is asked by GET, from any site. A proof comes in the body of a POST, so that it is in no address or log;
browsers of other sites may not send that (their preflight is told so): there the widget serves.
"""

import json
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from motcua.apps.lookup import operations
from motcua.apps.lookup.limits import by_address
from motcua.channels.api import representations as show
from motcua.channels.api.access import READING, as_json, opened, preflight, refused, require
from motcua.channels.api.problems import Problem
from motcua.domain.errors import DomainError
from motcua.ui.asker import address_of

METHODS: Final = (*READING, "POST")
LONGEST_BODY: Final = 1_000
LONGEST_PROOF: Final = 20


@csrf_exempt
def lookup(request: HttpRequest, code: str) -> HttpResponse:
    """Tell what a code shows, or a code with a proof: PIN of the receipt or last four digits of the telephone."""
    if request.method == "OPTIONS":
        return opened(preflight(METHODS))
    at = timezone.now()
    address = address_of(request)
    try:
        require(request, METHODS)
        answer = operations.ask(
            code,
            proof=_proof(request),
            asker=by_address(address),
            channel="api",
            address=address or None,
            at=at,
        )
        response = HttpResponse(as_json(show.answer(answer)), content_type="application/json")
    except (Problem, DomainError) as refusal:
        response = refused(refusal, at)
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return opened(response)


def _proof(request: HttpRequest) -> str | None:
    if request.method != "POST":
        return None
    if request.content_type != "application/json" or len(request.body) > LONGEST_BODY:
        raise Problem("api.bad-body", 400, _('Hãy gửi JSON dạng {"proof": "123456"}.'))
    try:
        body = json.loads(request.body)
    except ValueError:
        raise Problem("api.bad-body", 400, _('Hãy gửi JSON dạng {"proof": "123456"}.')) from None
    proof = body.get("proof") if isinstance(body, dict) else None
    if not isinstance(proof, str) or not 0 < len(proof) <= LONGEST_PROOF:
        raise Problem(
            "api.bad-parameter", 400, _("Thiếu proof: mã tra cứu hoặc 4 số cuối điện thoại."), "proof"
        )
    return proof
