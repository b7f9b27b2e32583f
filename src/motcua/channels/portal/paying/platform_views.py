"""Where the platform speaks to us, and where it sends the payer back."""

import json
from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from motcua.apps.payments import operations, queries

LONGEST_MESSAGE: Final = 20_000


@csrf_exempt  # The platform's checksum proves it.
@require_POST
def confirmed(request: HttpRequest) -> HttpResponse:
    """Take in a CONFIRM; what cannot be read is answered like what is forged."""
    message: object = None
    if len(request.body) <= LONGEST_MESSAGE:
        try:
            message = json.loads(request.body)
        except ValueError:
            message = None
    answer = operations.take_confirmation(
        message=message if isinstance(message, dict) else {}, at=timezone.now()
    )
    return JsonResponse(answer)


@require_safe
def come_back(request: HttpRequest) -> HttpResponse:
    """Lead a payer who comes from the platform to the order; what the address says of success is not believed."""
    order_id = queries.order_of_attempt(request.GET.get("ma", ""))
    if order_id is None:
        return redirect("portal:home")
    return redirect(f"{reverse('portal:payment_order', args=[order_id])}?cho=1")
