"""The settlement of a quarter: received by way, refunded, paid over, what is left (R-A50, R-H15)."""

import csv
import io
from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.apps.payments import operations, queries
from motcua.apps.payments.queries import Settlement
from motcua.channels.office.access import OfficerRequest, officer_page
from motcua.channels.office.cash import words
from motcua.channels.office.cash.forms import PaidOverForm
from motcua.channels.office.desk.counter import counter_of
from motcua.channels.office.figures.views import BYTE_ORDER_MARK
from motcua.channels.office.frame import page
from motcua.domain.calendar import TIMEZONE
from motcua.domain.errors import DomainError
from motcua.domain.spreadsheets.sheets import Sheet
from motcua.domain.spreadsheets.writing import write_xlsx
from motcua.ui import wording
from motcua.ui.formatting import money
from motcua.ui.tables import Column, Table

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@officer_page
@require_http_methods(["GET", "POST"])
def settlement(request: OfficerRequest) -> HttpResponse:
    """Show the settlement of a quarter of the officer's agency; record what was paid over."""
    counter = counter_of(request)
    year, quarter = _quarter(request)
    form = PaidOverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.record_paid_over(
                agency_id=counter.agency_id,
                year=year,
                quarter=quarter,
                amount_vnd=form.cleaned_data["amount_vnd"],
                document=form.cleaned_data["document"],
                actor=request.actor,
                at=request.at,
            )
            return redirect(f"{reverse('office:settlement')}?ky={year}-{quarter}")
        except DomainError as refused:
            form.add_error("amount_vnd", wording.sentence(refused))
    found = _found(counter.agency_id, year, quarter)
    context: dict[str, object] = {
        "counter": counter,
        "year": year,
        "quarter": quarter,
        "spans": _spans(request.at),
        "chosen": f"{year}-{quarter}",
        "found": found,
        "form": form,
        "table": _table(found),
        "receipts": list(queries.receipts_in(counter.agency_id, year)[:50]),
        "channels": words.CHANNELS,
    }
    return page(request, "office/cash/settlement.html", context, here="office:payments")


@officer_page
@require_safe
def download(request: OfficerRequest, form: str) -> HttpResponse:
    """Return the same settlement as CSV or XLSX."""
    if form not in {"csv", "xlsx"}:
        raise Http404
    counter = counter_of(request)
    year, quarter = _quarter(request)
    rows = _rows(_found(counter.agency_id, year, quarter), plain=True)
    head = [[_("Quyết toán phí, lệ phí"), counter.agency_name], [_("Quý"), f"{quarter}/{year}"]]
    name = f"quyet-toan-{year}-quy-{quarter}.{form}"
    if form == "xlsx":
        content = write_xlsx([Sheet(_("Quyết toán"), tuple(tuple(row) for row in (*head, *rows)))])
        response = HttpResponse(content, content_type=XLSX)
    else:
        text = io.StringIO()
        csv.writer(text).writerows([*head, *rows])
        response = HttpResponse(BYTE_ORDER_MARK + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _quarter(request: OfficerRequest) -> tuple[int, int]:
    """Return the quarter asked for, else the present one."""
    today = request.at.astimezone(TIMEZONE)
    year, _dash, quarter = request.GET.get("ky", "").partition("-")
    if (
        year.isascii()
        and year.isdigit()
        and 2000 <= int(year) <= today.year
        and quarter in {"1", "2", "3", "4"}
    ):
        return int(year), int(quarter)
    return today.year, (today.month - 1) // 3 + 1


def _spans(at: datetime) -> list[tuple[str, str]]:
    """Return this quarter and the seven before it."""
    today = at.astimezone(TIMEZONE)
    now = today.year * 4 + (today.month - 1) // 3
    return [
        (
            f"{number // 4}-{number % 4 + 1}",
            _("Quý %(quarter)s năm %(year)s") % {"quarter": number % 4 + 1, "year": number // 4},
        )
        for number in range(now, now - 8, -1)
    ]


def _found(agency_id: int, year: int, quarter: int) -> Settlement:
    since = datetime(year, quarter * 3 - 2, 1, tzinfo=TIMEZONE)
    last = quarter == 4
    until = datetime(year + last, 1 if last else quarter * 3 + 1, 1, tzinfo=TIMEZONE)
    return queries.settlement(agency_id, year, quarter, since, until)


def _rows(found: Settlement, *, plain: bool = False) -> list[list[str]]:
    shown = str if plain else money
    rows = [
        [_("Thu: %s") % words.CHANNELS[name], str(count), shown(amount)]
        for name, count, amount in found.received
    ]
    return [
        *rows,
        [_("Cộng thu"), "", shown(found.received_vnd)],
        [_("Đã hoàn cho người nộp"), "", shown(found.refunded_vnd)],
        [_("Biên lai đã lập"), str(found.receipts), shown(found.receipts_vnd)],
        [_("Trong đó biên lai đã hủy"), str(found.cancelled_receipts), ""],
        [_("Đang giữ, chờ hoàn hoặc chờ nộp đủ"), "", shown(found.held_vnd)],
        [_("Đã nộp ngân sách, chuyển cơ quan"), str(len(found.paid_over)), shown(found.paid_over_vnd)],
        [_("Còn lại"), "", shown(found.left_vnd)],
        [_("Chênh lệch giữa biên lai và sổ thu"), "", shown(found.receipts_vnd - found.settled_vnd)],
    ]


def _table(found: Settlement) -> Table:
    return Table(
        caption=_("Quyết toán trong quý"),
        columns=[Column(_("Khoản")), Column(_("Số lượng"), "num"), Column(_("Số tiền"), "num")],
        rows=_rows(found),
    )
