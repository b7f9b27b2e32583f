"""Moving promised days after a calendar has changed: seen, ordered apart, watched (R-D18)."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.apps.deadlines import queries as deadlines
from motcua.apps.deadlines.queries import CalendarFacts
from motcua.apps.dossiers import recounts
from motcua.apps.dossiers.queries import recounts as asked
from motcua.apps.organization import queries as organization
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.carrying_out import add_refusal
from motcua.channels.office.setup.calendars import fields, reviewing
from motcua.channels.office.setup.calendars.year import seen_or_404
from motcua.channels.office.setup.frame import page, setup_page
from motcua.domain.calendar import Change
from motcua.domain.errors import DomainError
from motcua.ui import wording
from motcua.ui.chips import Chip
from motcua.ui.context import Link
from motcua.ui.forms import PageForm

SHOWN_LINES = 200
OUTCOMES = {
    "waiting": ("done", "hourglass", gettext_lazy("Chờ")),
    "moved": ("early", "check-circle", gettext_lazy("Đã tính lại")),
    "unchanged": ("done", "dash-circle", gettext_lazy("Không đổi")),
    "refused": ("soon", "exclamation-circle", gettext_lazy("Để nguyên")),
}


class RecountForm(PageForm):
    """The order itself: what it rests on, why, how far it goes, and that it is meant."""

    decision = fields.decision(gettext_lazy("Căn cứ"))
    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        max_length=500,
        help_text=gettext_lazy("Người nộp đọc được khi tra cứu, ví dụ: nghỉ phòng chống bão số 12."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    earlier_too = forms.BooleanField(
        label=gettext_lazy("Dời cả những hồ sơ có ngày hẹn sớm hơn ngày đã hẹn"), required=False
    )
    meant = forms.BooleanField(
        label=gettext_lazy("Tôi hiểu: ngày hẹn trên giấy hẹn đã in sẽ khác ngày hẹn mới")
    )


@setup_page("calendars")
def recount(request: OfficerRequest, code: str) -> HttpResponse:
    """Show which promised days no longer fit the calendar, and take the order to move them."""
    facts = seen_or_404(request, code)
    if facts.reception or not deadlines.may_change(request.actor, None):
        raise PermissionDenied("order_recount")
    form = RecountForm(fields.posted(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            order_id = recounts.order(
                calendar_code=code, decision=given["decision"], reason=given["reason"],
                earlier_too=given["earlier_too"], actor=request.actor, at=request.at,
            )  # fmt: skip
        except DomainError as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("Đã ghi lệnh. Hệ thống đang tính lại từng hồ sơ."))
            return redirect("office:recount_order", order_id)
    return _recount_page(request, facts, form)


def _recount_page(request: OfficerRequest, facts: CalendarFacts, form: RecountForm) -> HttpResponse:
    context: dict[str, object] = {
        "title": _("Ngày hẹn không còn khớp lịch"),
        "facts": facts,
        "form": form,
        "orders": asked.orders_of(facts.code),
    }
    try:
        context["effect"] = reviewing.effect_of(request, facts, Change())
    except DomainError as refused:
        context["problem"] = wording.sentence(refused)
    return page(
        request, "office/setup/calendars/recount.html", context, here="calendars",
        crumbs=reviewing.crumbs_to(facts),
    )  # fmt: skip


@setup_page("calendars")
def order(request: OfficerRequest, order_id: int) -> HttpResponse:
    """Show an order, how far it is, and what became of each dossier; htmx asks again while it runs."""
    try:
        found = asked.order_facts(order_id)
    except asked.OrderNotFound as missing:
        raise Http404 from missing
    facts = seen_or_404(request, found.calendar_code)
    lines = asked.lines_of(order_id)
    names = organization.agencies(line.agency_id for line in lines[:SHOWN_LINES])
    context = {
        "title": _("Lệnh tính lại số %d") % found.id,
        "facts": facts,
        "order": found,
        "lines": [
            (line, names[line.agency_id].name, _outcome(line.outcome), _refusal(line.refusal))
            for line in lines[:SHOWN_LINES]
        ],
        "more": max(0, len(lines) - SHOWN_LINES),
    }
    if request.headers.get("HX-Request"):
        return render(request, "office/setup/calendars/progress.html", context)
    crumbs = [
        *reviewing.crumbs_to(facts),
        Link(_("Lệnh tính lại"), reverse("office:calendar_trail", args=[facts.code])),
    ]
    return page(request, "office/setup/calendars/order.html", context, here="calendars", crumbs=crumbs)


def _outcome(outcome: str) -> Chip:
    css, icon, label = OUTCOMES[outcome]
    return Chip(css, icon, str(label))


REFUSALS = {
    "dossier.clock-stands": gettext_lazy("hồ sơ đang tạm dừng; tự tính theo lịch mới khi đi tiếp"),
    "dossier.already-ended": gettext_lazy("hồ sơ đã có kết quả"),
    "dossier.wrong-stage": gettext_lazy("hồ sơ đã sang trạng thái khác"),
}


def _refusal(code: str) -> str:
    return str(REFUSALS.get(code, code))
