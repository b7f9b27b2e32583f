"""Printed forms: how each looks, what an agency adds to it from a day on, every version."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.apps.documents import previews, settings
from motcua.apps.documents.settings import Additions
from motcua.apps.documents.sheets import SheetKind
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.carrying_out import add_refusal
from motcua.channels.office.setup.calendars.fields import day, posted
from motcua.channels.office.setup.frame import setup_page
from motcua.channels.office.setup.sheets.scope import Scope, scope_of, sent_to, show
from motcua.domain.deadlines import REGIMES
from motcua.domain.errors import DomainError
from motcua.ui import formatting, wording
from motcua.ui.forms import PageForm

ALL_FORMS = "all"
FRAMED = (
    "default-src 'none'; img-src 'self'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
)
TEXTS = ("above", "place", "footer", "note")


class AdditionsForm(PageForm):
    """What stands on a paper beside its form; an empty line takes what the wider setting says."""

    above = forms.CharField(
        label=gettext_lazy("Dòng trên tên cơ quan"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Ví dụ cơ quan chủ quản. Để trống thì theo cài đặt chung."),
    )
    place = forms.CharField(
        label=gettext_lazy("Địa danh"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("Đứng trước ngày tháng, ví dụ: Phố Hiến."),
    )
    note = forms.CharField(
        label=gettext_lazy("Đoạn chữ riêng ở cuối mỗi bản"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Chữ thường, mỗi dòng một ý; không có tác dụng định dạng."),
    )
    footer = forms.CharField(label=gettext_lazy("Ghi chú chân trang"), required=False, max_length=160)
    valid_from = day(gettext_lazy("Áp dụng từ ngày"))

    @property
    def additions(self) -> Additions:
        """Return what was typed."""
        return Additions(**{name: self.cleaned_data[name] for name in TEXTS})


@dataclass(frozen=True, slots=True)
class Row:
    """One form in the list: its name, and the regimes that have a sheet of their own or borrow one."""

    kind: str
    name: str
    url: str


@setup_page("sheets")
def sheets(request: OfficerRequest) -> HttpResponse:
    """Show the forms of the law's sets, for an agency or the province."""
    scope = scope_of(request)
    rows = [Row(kind.value, str(wording.SHEETS[kind]), _url(kind.value, scope)) for kind in SheetKind]
    context = {
        "title": _("Mẫu in và số"),
        "rows": rows,
        "general": _url(ALL_FORMS, scope),
        "additions": settings.additions_for(scope.agency_id, "", on=formatting.local_day(request.at)),
    }
    return show(request, "office/setup/sheets/forms.html", context, scope, part="sheets")


@setup_page("sheets")
def sheet_setting(request: OfficerRequest, kind: str) -> HttpResponse:
    """Show one form as it would be printed, and take what an agency adds to it."""
    scope, stored = scope_of(request), _stored(kind)
    today = formatting.local_day(request.at)
    present = settings.additions_for(scope.agency_id, stored, on=today)
    own = next((row for row in settings.sheet_versions(scope.agency_id, stored)), None)
    initial = {name: getattr(own, name) for name in TEXTS} if own else {}
    form = AdditionsForm(posted(request), initial={**initial, "valid_from": today})
    shown = present
    if sent_to(request, scope) and form.is_valid():
        shown = form.additions
        if "look" not in request.POST:
            try:
                _set(request, scope, stored, form)
            except DomainError as refused:
                add_refusal(form, refused)
            else:
                return redirect(_url(kind, scope))
    regime = request.GET.get("regime", "")
    context = {
        "title": _("Mọi mẫu in") if not stored else wording.SHEETS[stored],
        "form": form,
        "kind": kind,
        "regimes": [
            (code, f"{_url(kind, scope)}&regime={code}", code == _regime(regime)) for code in REGIMES
        ],
        "preview_url": _preview_url(kind, scope, shown, _regime(regime)),
        "versions": settings.sheet_versions(scope.agency_id, stored),
        "looked": request.method == "POST" and not form.errors,
    }
    return show(request, "office/setup/sheets/form.html", context, scope, part="sheets")


def _set(request: OfficerRequest, scope: Scope, stored: str, form: AdditionsForm) -> None:
    settings.set_additions(
        agency_id=scope.agency_id, kind=stored, additions=form.additions,
        valid_from=form.cleaned_data["valid_from"], actor=request.actor, at=request.at,
    )  # fmt: skip
    messages.success(
        request,
        _("Đã ghi, áp dụng từ %s. Giấy đã in trước đó giữ nguyên.")
        % formatting.day(form.cleaned_data["valid_from"]),
    )


@setup_page("sheets")
def sheet_preview(request: OfficerRequest, kind: str) -> HttpResponse:
    """Give the PDF of a sample with what the address adds; nothing of it is kept."""
    scope = scope_of(request)
    additions = Additions(**{name: request.GET.get(name, "")[:500] for name in TEXTS})
    name = scope.name if scope.agency_id is not None else ""
    try:
        pdf = previews.preview(
            SheetKind(_stored(kind) or SheetKind.RECEIPT.value),
            regime=_regime(request.GET.get("regime", "")), agency_name=name, additions=additions, place="",
            at=request.at,
        )  # fmt: skip
    except DomainError as refused:
        return HttpResponse(wording.sentence(refused), content_type="text/plain; charset=utf-8", status=409)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{kind}-mau.pdf"'
    response["Content-Security-Policy"] = FRAMED
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cache-Control"] = "private, no-store"
    return response


def _stored(kind: str) -> str:
    if kind == ALL_FORMS:
        return ""
    if kind not in set(SheetKind):
        raise Http404
    return kind


def _regime(typed: str) -> str:
    return typed if typed in REGIMES else list(REGIMES)[-1]


def _url(kind: str, scope: Scope) -> str:
    return reverse("office:sheet_setting", args=[kind]) + scope.query


def _preview_url(kind: str, scope: Scope, shown: Additions, regime: str) -> str:
    texts = {name: getattr(shown, name) for name in TEXTS if getattr(shown, name)}
    query = urlencode({"agency": scope.agency_id or "", "regime": regime, **texts})
    return f"{reverse('office:sheet_preview', args=[kind])}?{query}"
