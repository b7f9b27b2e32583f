"""Where carriers report what became of a message; the token in the address proves that we asked them."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from motcua.apps.notifications import operations, reports
from motcua.apps.notifications.errors import MessageNotFound


@csrf_exempt
@require_http_methods(["GET", "POST"])
def message_report(request: HttpRequest, carrier: str, token: str) -> HttpResponse:
    """Keep one report; said twice or too late it is taken as well, so that a carrier need not repeat it."""
    reference = reports.reference_of(token)
    kind = request.GET.get("type") or request.POST.get("type", "")
    if reference is None:
        return HttpResponse("unknown message", status=404, content_type="text/plain")
    delivered = reports.delivered(kind)
    if delivered is not None:
        try:
            operations.note_report(
                reference=reference, carrier=carrier, delivered=delivered, code=kind, at=timezone.now()
            )
        except MessageNotFound:
            return HttpResponse("unknown message", status=404, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")
