"""Who offers a procedure where, from when to when."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.apps.catalog import operations, registry
from motcua.apps.catalog.registry import OfferLine
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.setup.catalog.forms import EndOfferForm, OfferForm
from motcua.channels.office.setup.catalog.listing import PLACE
from motcua.channels.office.setup.catalog.pages import crumbs
from motcua.channels.office.setup.frame import page, setup_page
from motcua.domain.catalog import ReceivingRule
from motcua.domain.errors import DomainError
from motcua.ui import formatting, procedure_parts, wording


@require_http_methods(["GET", "POST"])
@setup_page(PLACE)
def offers(request: OfficerRequest, key: str) -> HttpResponse:
    """List who offers a procedure; let one more agency take it on."""
    versions = registry.versions_of(key)
    if not versions:
        raise Http404(key)
    today = formatting.local_day(request.at)
    form = OfferForm(request.POST or None)
    form.fields["agency"].choices = [("", _("Chọn cơ quan")), *registry.agencies(today)]  # type: ignore[attr-defined]
    if form.is_valid() and _offered(request, key, form):
        messages.success(request, _("Đã thêm cơ quan thực hiện."))
        return redirect("office:procedure_offers", key)
    found = registry.offers_of(key)
    context = {
        "title": _("Cơ quan thực hiện"),
        "key": key,
        "form": form,
        "rows": [(one, _places(one), one.until is None or one.until > today) for one in found],
        "offering_now": sum(one.since <= today and (one.until is None or one.until > today) for one in found),
    }
    return page(request, "office/setup/catalog/offers.html", context, here=PLACE, crumbs=crumbs(versions[0]))


@require_http_methods(["GET", "POST"])
@setup_page(PLACE)
def end_offer(request: OfficerRequest, key: str, offering_id: int) -> HttpResponse:
    """Say what follows, then let an agency offer a procedure no longer."""
    versions = registry.versions_of(key)
    offer = next((one for one in registry.offers_of(key) if one.id == offering_id), None)
    if offer is None:
        raise Http404(key)
    form = EndOfferForm(request.POST or None)
    if form.is_valid():
        try:
            operations.end_offering(
                offering_id=offering_id, on=form.cleaned_data["on"], actor=request.actor, at=request.at
            )
        except DomainError as error:
            form.add_error("on", wording.sentence(error))
        else:
            messages.success(request, _("Đã ghi ngày thôi thực hiện của %s.") % offer.agency)
            return redirect("office:procedure_offers", key)
    told = (
        _("Từ ngày đó không nhận hồ sơ mới do %s giải quyết; hồ sơ đang giải quyết vẫn ở đó.") % offer.agency
    )
    context = {
        "title": _("Thôi thực hiện thủ tục"), "form": form, "button": _("Ghi ngày thôi thực hiện"), "told": told,
        "shown": registry.version(versions[0].id),
    }  # fmt: skip
    return page(request, "office/setup/catalog/confirm.html", context, here=PLACE, crumbs=crumbs(versions[0]))


def _offered(request: OfficerRequest, key: str, form: OfferForm) -> bool:
    typed = form.cleaned_data
    agency_id = registry.agency_id(typed["agency"])
    if agency_id is None:
        raise Http404(typed["agency"])
    try:
        operations.offer_procedure(
            procedure_key=key, agency_id=agency_id,
            received_at=[ReceivingRule(value) for value in typed["received_at"]],
            since=typed["since"], until=typed["until"], actor=request.actor, at=request.at,
        )  # fmt: skip
    except DomainError as error:
        form.add_error("agency", wording.sentence(error))
        return False
    return True


def _places(offer: OfferLine) -> str:
    found = [procedure_parts.choice(("offer", "received_at"), place) for place in offer.received_at]
    return "; ".join([*found, offer.receiver] if offer.receiver else found)
