"""Reading the figures of a period, on screen, on paper and in a spreadsheet."""

import csv
from datetime import date, datetime
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.translation import gettext as _

from motcua.apps.dossiers.queries import figures
from motcua.apps.dossiers.queries.figures import Counts, PeriodFigures
from motcua.channels.office.access import OfficerRequest, officer_page
from motcua.channels.office.figures.forms import PeriodForm
from motcua.channels.office.frame import page
from motcua.domain.calendar import TIMEZONE
from motcua.ui.context import Key
from motcua.ui.formatting import whole
from motcua.ui.tables import Column, Table

BYTE_ORDER_MARK = "\ufeff"
"""Spreadsheet programs read Vietnamese in CSV only behind it."""


@officer_page
def period(request: OfficerRequest) -> HttpResponse:
    """Show the figures of a period; this half of the year at first."""
    form, found = _asked(request)
    context: dict[str, object] = {"form": form, "found": found, "asked": bool(request.GET)}
    keys = [Key.of(_("In bảng"), "F8")] if found and found.rows else []
    if found is not None:
        context |= {"table": _table(found), "query": urlencode(_values(form))}
    return page(request, "office/figures/period.html", context, here="office:figures", keys=keys)


@officer_page
def period_csv(request: OfficerRequest) -> HttpResponse:
    """Return the same figures for a spreadsheet; what cannot be asked is shown on the page instead."""
    _form, found = _asked(request)
    if found is None:
        return period(request)
    response = HttpResponse(BYTE_ORDER_MARK, content_type="text/csv; charset=utf-8")
    name = f"so-lieu-{found.since:%Y%m%d}-{found.until:%Y%m%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    writer = csv.writer(response)
    writer.writerow([str(label) for label in _headings()])
    writer.writerows([row.agency, *_numbers(row.counts)] for row in found.rows)
    writer.writerow([_("Cộng"), *_numbers(found.total)])
    return response


def _asked(request: OfficerRequest) -> tuple[PeriodForm, PeriodFigures | None]:
    allowed = figures.agencies_to_report(request.actor)
    agencies = figures.every_agency() if allowed is None else allowed
    values = request.GET or _values_at_first(request.at)
    form = PeriodForm(values, agencies=agencies, now=request.at)
    if not form.is_valid():
        return form, None
    chosen = form.agency_ids or (None if allowed is None else list(allowed))
    data = form.cleaned_data
    return form, figures.period_figures(chosen, data["since"], data["until"], form.moment)


def _values_at_first(at: datetime) -> dict[str, str]:
    today = at.astimezone(TIMEZONE).date()
    since = date(today.year, 1 if today.month <= 6 else 7, 1)
    return {"since": f"{since:%d/%m/%Y}", "until": f"{today:%d/%m/%Y}"}


def _values(form: PeriodForm) -> dict[str, str]:
    return {name: value for name in form.fields if (value := str(form[name].value() or ""))}


def _headings() -> list[str]:
    return [
        _("Cơ quan"), _("Tổng số"), _("Nhận trực tuyến"), _("Nhận trực tiếp, bưu chính"), _("Kỳ trước chuyển sang"),
        _("Đã giải quyết"), _("Trước hạn"), _("Đúng hạn"), _("Quá hạn"),
        _("Đang giải quyết"), _("Trong hạn"), _("Quá hạn, đang giải quyết"),
    ]  # fmt: skip


def _numbers(counts: Counts) -> list[int]:
    return [
        counts.total, counts.online, counts.other, counts.carried_over,
        counts.solved, counts.early, counts.on_time, counts.late,
        counts.in_progress, counts.within, counts.over,
    ]  # fmt: skip


def _table(found: PeriodFigures) -> Table:
    first, *others = _headings()
    return Table(
        caption=_("Tiếp nhận và giải quyết hồ sơ theo cơ quan"),
        columns=[Column(first), *(Column(label, "num") for label in others)],
        rows=[[row.agency, *map(whole, _numbers(row.counts))] for row in found.rows],
        total=[_("Cộng"), *map(whole, _numbers(found.total))] if found.rows else (),
    )
