"""What each one-stop decree says about time, with its source, and how many dossiers it governs (table 0.4, R-0.1)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.apps.dossiers.queries.recounts import dossiers_by_regime
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.setup.frame import page, setup_page
from motcua.domain.deadlines import REGIMES, Regime, StopRule
from motcua.domain.deadlines.sources import DECREES, SOURCES, Source
from motcua.ui.context import Link


@dataclass(frozen=True, slots=True)
class Head:
    """One regime: its decree, when it is in force, how many dossiers keep it."""

    code: str
    decree: str
    period: str
    total: int
    running: int
    current: bool


@dataclass(frozen=True, slots=True)
class Value:
    """What one regime says on one point, and where."""

    regime: str
    words: str
    source: Source


@setup_page("calendars")
def regimes(request: OfficerRequest) -> HttpResponse:
    """Show the parameters; they are part of the program and cannot be edited here."""
    counts = dossiers_by_regime()
    heads = [
        Head(
            code=code,
            decree=DECREES[code],
            period=_period(regime),
            total=counts[code][0],
            running=counts[code][1],
            current=regime.until is None,
        )
        for code, regime in REGIMES.items()
    ]
    rows = [
        (label, [Value(code, tell(getattr(REGIMES[code], name)), SOURCES[name][code]) for code in REGIMES])
        for name, (label, tell) in PARAMETERS.items()
    ]
    context: dict[str, object] = {"title": _("Chế độ một cửa"), "heads": heads, "rows": rows}
    crumbs = [Link(_("Lịch làm việc"), reverse("office:calendars"))]
    return page(request, "office/setup/calendars/regimes.html", context, here="calendars", crumbs=crumbs)


def _period(regime: Regime) -> str:
    if regime.until is None:
        return _("từ %s") % regime.since.strftime("%d/%m/%Y")
    return _("từ %(since)s đến trước %(until)s") % {
        "since": regime.since.strftime("%d/%m/%Y"), "until": regime.until.strftime("%d/%m/%Y"),
    }  # fmt: skip


def _clock(value: StopRule) -> str:
    return _("Tính lại từ đầu") if value is StopRule.RESTART else _("Tính tiếp phần còn lại")


def _stated(template: str | Promise) -> Callable[[Any], str]:
    return lambda value: _("không quy định") if value is None else str(template) % value


def _lead(value: int | None) -> str:
    if value is None:
        return _("không quy định")
    return _("ít nhất %d ngày trước khi hết hạn") % value if value else _("cùng lúc với ngày hẹn mới")


PARAMETERS: Final[Mapping[str, tuple[str | Promise, Callable[[Any], str]]]] = {
    "supplement_clock": (gettext_lazy("Thời hạn sau khi bổ sung giấy tờ"), _clock),
    "return_notice_days": (
        gettext_lazy("Thông báo hồ sơ chưa đủ, kể từ khi tiếp nhận"),
        _stated(gettext_lazy("trong %d ngày làm việc")),
    ),
    "online_check_hours": (
        gettext_lazy("Trả lời hồ sơ nộp trực tuyến"),
        _stated(gettext_lazy("trong %d giờ làm việc")),
    ),
    "transfer_cutoff": (
        gettext_lazy("Giờ chốt chuyển hồ sơ trong ngày"),
        lambda value: _("không quy định giờ") if value is None else value.strftime("%H:%M"),
    ),
    "overdue_notice_lead_days": (gettext_lazy("Báo trước khi chậm trả"), _lead),
    "max_extensions": (gettext_lazy("Số lần hẹn lại"), _stated(gettext_lazy("tối đa %d lần"))),
    "max_supplements": (gettext_lazy("Số lần yêu cầu bổ sung"), _stated(gettext_lazy("tối đa %d lần"))),
    "auto_close": (
        gettext_lazy("Tự đóng hồ sơ không bổ sung"),
        lambda value: _("theo từng thủ tục") if value else _("không"),
    ),
    "form_set": (
        gettext_lazy("Bộ mẫu giấy tờ"),
        lambda value: _("của địa phương") if value == "local" else _("bộ mẫu năm %s") % value,
    ),
}
