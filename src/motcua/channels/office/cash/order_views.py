"""Orders that need a look, and everything about one of them."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.apps.payments import operations, ports, printing, queries
from motcua.apps.payments.journal import OrderNotFound
from motcua.channels.office.access import OfficerRequest, officer_page
from motcua.channels.office.cash import words
from motcua.channels.office.cash.forms import PayBackForm, ReasonForm, RefundForm
from motcua.channels.office.frame import page
from motcua.domain.errors import DomainError
from motcua.domain.payments.ledger import Account
from motcua.ui import wording


@officer_page
@require_safe
def unclear(request: OfficerRequest) -> HttpResponse:
    """List what is unclear at the platform, differs, is too little, or goes back."""
    rows = [(row, words.STATES[row.state]) for row in queries.orders_in_trouble(request.actor)]
    return page(request, "office/cash/unclear.html", {"rows": rows}, here="office:payments")


@officer_page
@require_safe
def find(request: OfficerRequest) -> HttpResponse:
    """Go to the order of a reference."""
    order_id = queries.order_of_attempt(request.GET.get("q", "").strip().upper())
    if order_id is None:
        messages.error(
            request, _("Không có khoản thanh toán mang mã này. Hãy xem lại mã: hai chữ MC và tám ký tự.")
        )
        return redirect("office:payments")
    return redirect("office:payment", order_id)


@officer_page
@require_http_methods(["GET", "POST"])
def order(request: OfficerRequest, order_id: UUID) -> HttpResponse:
    """Show one order; ask the platform, cancel, refund, cancel a receipt."""
    try:
        view = queries.visible_order(order_id, request.actor)
    except OrderNotFound as missing:
        raise Http404 from missing
    typed: dict[str, forms.Form] = {}
    if request.method == "POST":
        act = request.POST.get("act", "")
        form = _form(act, request.POST)
        if form is None or form.is_valid():
            try:
                _carry_out(request, order_id, act, form.cleaned_data if form else {})
                return redirect("office:payment", order_id)
            except DomainError as refused:
                messages.error(request, wording.sentence(refused))
        if form is not None:
            typed[act] = form
    first = {"amount_vnd": view.order.overpaid_vnd or view.order.held_vnd or ""}
    context: dict[str, object] = {
        "view": view,
        "state": words.STATES[view.row.state],
        "history": [(one, words.EVENTS[one.kind]) for one in queries.events_of(order_id)],
        "talks": [(one, words.OUTCOMES.get(one.outcome, one.outcome)) for one in queries.talks_of(order_id)],
        "receipts": queries.receipts_of(order_id),
        "channels": words.CHANNELS,
        "platform": ports.gateway() is not None and bool(view.order.references),
        "cancel_form": typed.get("cancel", ReasonForm(prefix="cancel")),
        "refund_form": typed.get("refund", RefundForm(prefix="refund", initial=first)),
        "back_form": typed.get("pay-back", PayBackForm(prefix="back")),
        "receipt_form": typed.get("receipt", ReasonForm(prefix="receipt")),
    }
    return page(request, "office/cash/order.html", context, here="office:payments")


def _form(act: str, data: Any) -> forms.Form | None:
    match act:
        case "cancel":
            return ReasonForm(data, prefix="cancel")
        case "refund":
            return RefundForm(data, prefix="refund")
        case "pay-back" | "decline":
            return PayBackForm(data, prefix="back")
        case "receipt":
            return ReasonForm(data, prefix="receipt")
        case _:
            return None


def _carry_out(request: OfficerRequest, order_id: UUID, act: str, typed: dict[str, Any]) -> None:
    who: dict[str, Any] = {"actor": request.actor, "at": request.at}
    number = request.POST.get("number", "")
    chosen = int(number) if number.isascii() and number.isdigit() else 0
    match act:
        case "ask":
            outcome = operations.ask_platform(order_id=order_id, **who)
            messages.info(request, str(words.OUTCOMES.get(outcome, _("Không có giao dịch nào đang chờ."))))
        case "cancel":
            operations.cancel_order(order_id=order_id, reason=typed["reason"], **who)
        case "refund":
            operations.ask_refund(
                order_id=order_id, amount_vnd=typed["amount_vnd"], reason=typed["reason"], **who
            )
        case "pay-back":
            account = Account(typed["account"])
            operations.pay_refund(
                order_id=order_id, number=chosen, account=account, proof=typed["proof"], **who
            )
        case "decline":
            operations.decline_refund(order_id=order_id, number=chosen, reason=typed["proof"], **who)
        case "receipt":
            operations.ask_to_cancel_receipt(receipt_id=chosen, reason=typed["reason"], **who)
        case "receipt-cancelled":
            operations.cancel_receipt(receipt_id=chosen, **who)


@officer_page
@require_safe
def receipt(request: OfficerRequest, receipt_id: int) -> HttpResponse:
    """Return a receipt of the officer's agency as PDF."""
    if not queries.may_read_receipt(receipt_id, request.actor):
        raise Http404
    pdf = printing.receipt_pdf(receipt_id=receipt_id, actor=request.actor, at=request.at)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="bien-lai-{receipt_id}.pdf"'
    return response
