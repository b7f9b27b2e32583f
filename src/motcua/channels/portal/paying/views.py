"""The page of an order: what is paid and why, how to pay, and what is true now."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.apps.catalog.queries import procedure_version
from motcua.apps.payments import operations, ports, printing, queries
from motcua.apps.payments.journal import OrderNotFound
from motcua.apps.payments.queries import OrderView
from motcua.channels.portal import frame
from motcua.channels.portal.access import CitizenRequest, citizen_page, visitor
from motcua.channels.portal.asker import address_of
from motcua.channels.portal.asking import unkept
from motcua.channels.portal.paying import shown
from motcua.domain.dossier.values import ObligationState
from motcua.domain.errors import DomainError
from motcua.ui import wording

MOST_WAITS: Final = 12
WAIT_SECONDS: Final = 5


@citizen_page
@require_POST
def begin(request: CitizenRequest, dossier_id: UUID) -> HttpResponse:
    """Open the order for everything that one's dossier owes, and go to it."""
    state = queries.dossier(dossier_id)
    if state is None or not shown.may_pay_for(request, state.owners):
        raise Http404
    due = tuple(one.id for one in state.obligations if one.state == ObligationState.DUE)
    try:
        row = operations.open_order(
            dossier_id=dossier_id, obligations=due, payer=request.visitor.acting_for.key, at=request.at
        )
    except operations.NothingDue as refused:
        messages.info(request, wording.sentence(refused))
        return redirect("portal:my_dossier", dossier_id)
    return redirect("portal:payment_order", row.pk)


@unkept
@require_safe
def order(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Show an order. The link alone shows the sum and the reference; whose it is, only the owner sees."""
    waits = _waits(request)
    if waits:
        _ask(order_id)
    view = _order(order_id)
    own = shown.owns(request, view)
    said = shown.said(view, back=waits > 0)
    payable = said.kind in shown.PAYABLE
    context = {
        "view": view,
        "said": said,
        "own": own,
        "procedure": procedure_version(view.state.procedure, view.state.procedure_version) if own else None,
        "receipts": queries.receipts_of(order_id) if own else (),
        "online": payable and ports.gateway() is not None,
        "transfer": queries.transfer_of(view) if payable else None,
        "payable": payable,
        "leads_on": said.kind == "sent" and bool(view.row.gateway_url),
        "signed_in": visitor(request) is not None,
    }
    response = frame.page(request, "portal/paying/order.html", context, crumbs=[])
    if said.kind == shown.WAITS and waits < MOST_WAITS:
        response["Refresh"] = f"{WAIT_SECONDS}; url={request.path}?cho={waits + 1}"
    elif context["leads_on"] and "di" in request.GET:
        response["Refresh"] = f"0; url={view.row.gateway_url}"
    return response


def _waits(request: HttpRequest) -> int:
    text = request.GET.get("cho", "")
    return min(int(text), MOST_WAITS) if text.isascii() and text.isdigit() else 0


def _ask(order_id: UUID) -> None:
    """Ask the platform, unless that was just done."""
    at = timezone.now()
    if queries.may_ask_now(order_id, at):
        operations.ask_platform(order_id=order_id, at=at)


@require_POST
def to_platform(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Begin at the platform; the next page leads there, as our policy lets no form go elsewhere."""
    _order(order_id)
    address = reverse("portal:payment_order", args=[order_id])
    try:
        operations.pay_by_platform(order_id=order_id, address=address_of(request), at=timezone.now())
    except DomainError as refused:
        messages.error(request, wording.sentence(refused))
        return redirect(address)
    return redirect(f"{address}?di=1")


@require_POST
def cancel(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Let the owner give an order up."""
    view = _order(order_id)
    found = visitor(request)
    if found is None or not shown.owns(request, view):
        raise Http404
    try:
        operations.cancel_order(
            order_id=order_id, reason=_("Người nộp hủy."), actor=found.actor, at=timezone.now()
        )
    except DomainError as refused:
        messages.error(request, wording.sentence(refused))
    return redirect("portal:payment_order", order_id)


@unkept
@require_safe
def code(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Return the VietQR code of what is missing."""
    view = _order(order_id)
    transfer = queries.transfer_of(view) if view.due else None
    if transfer is None:
        raise Http404
    return HttpResponse(transfer.qr, content_type="image/svg+xml")


@unkept
@require_safe
def receipt(request: HttpRequest, order_id: UUID, receipt_id: int) -> HttpResponse:
    """Return a receipt as PDF, to the owner alone."""
    view = _order(order_id)
    found = visitor(request)
    known = {one.pk for one in queries.receipts_of(order_id)}
    if found is None or not shown.owns(request, view) or receipt_id not in known:
        raise Http404
    pdf = printing.receipt_pdf(receipt_id=receipt_id, actor=found.actor, at=timezone.now())
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="bien-lai-{receipt_id}.pdf"'
    return response


def _order(order_id: UUID) -> OrderView:
    try:
        return queries.order(order_id)
    except OrderNotFound as missing:
        raise Http404 from missing
