"""An officer's till: open, see what must lie in it, count, close, print."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.apps.payments import operations, printing, queries
from motcua.channels.office.access import OfficerRequest, officer_page
from motcua.channels.office.cash.forms import CloseForm, OpenForm
from motcua.channels.office.desk.counter import counter_of, counters_of
from motcua.channels.office.frame import page
from motcua.domain.errors import DomainError
from motcua.ui import wording
from motcua.ui.context import Key


@officer_page
@require_http_methods(["GET", "POST"])
def till(request: OfficerRequest) -> HttpResponse:
    """Show the officer's till; open or close it."""
    counter, opened = counter_of(request), queries.open_shift(request.actor)
    form = (CloseForm if opened else OpenForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _carry_out(request, form.cleaned_data, counter.unit_id, closes=opened is not None)
            return redirect("office:till")
        except DomainError as refused:
            form.add_error("reason" if "reason" in form.fields else None, wording.sentence(refused))
    context: dict[str, object] = {
        "counter": counter,
        "counters": counters_of(request),
        "shift": opened[0] if opened else None,
        "expected": opened[1] if opened else 0,
        "takings": queries.shift_takings(opened[0]) if opened else (),
        "form": form,
        "shifts": queries.last_shifts(request.actor),
    }
    keys = (Key.of(_("Mở ca, kết ca"), "F9"),)
    return page(request, "office/cash/till.html", context, here="office:till", keys=keys)


def _carry_out(request: OfficerRequest, typed: dict[str, object], unit_id: int, *, closes: bool) -> None:
    if closes:
        shift = operations.close_shift(
            counted_vnd=int(str(typed["counted_vnd"])),
            reason=str(typed["reason"]),
            actor=request.actor,
            at=request.at,
        )
        messages.success(request, _("Đã kết ca. Hãy in và ký phiếu kết ca.") if shift.pk else "")
        return
    operations.open_shift(
        unit_id=unit_id, float_vnd=int(str(typed["float_vnd"])), actor=request.actor, at=request.at
    )
    messages.success(request, _("Đã mở ca thu tiền."))


@officer_page
@require_safe
def sheet(request: OfficerRequest, shift_id: int) -> HttpResponse:
    """Return the sheet of a closed till as PDF."""
    shift = queries.shift_of(shift_id, request.actor)
    if shift is None or shift.closed_at is None:
        raise Http404
    pdf = printing.shift_pdf(shift_id=shift_id, actor=request.actor, at=request.at)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="phieu-ket-ca-{shift_id}.pdf"'
    return response
