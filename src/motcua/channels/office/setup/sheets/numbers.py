"""The numbers of an agency's documents: where each sequence of the year stands, and beginning it further on."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.apps.documents import settings
from motcua.apps.documents.numbers import SYMBOLS, symbol_of
from motcua.apps.documents.sheets import SheetKind
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.carrying_out import add_refusal
from motcua.channels.office.setup.calendars.fields import posted
from motcua.channels.office.setup.frame import setup_page
from motcua.channels.office.setup.sheets.scope import Scope, scope_of, sent_to, show
from motcua.channels.office.setup.sheets.words import kind_name
from motcua.domain.errors import DomainError
from motcua.domain.numbering import DocumentNumber
from motcua.ui import formatting
from motcua.ui.forms import PageForm

RESULT_SYMBOL = "KQ"


class BeginForm(PageForm):
    """Which sequence goes on from which number, and why."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Loại văn bản"),
        choices=lambda: [(kind, kind_name(kind)) for kind in (*SYMBOLS, settings.RESULT)],
    )
    next_number = forms.IntegerField(
        label=gettext_lazy("Số kế tiếp"),
        min_value=2,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )
    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Ví dụ: các số 01 đến 40 đã cấp trên sổ giấy."),
    )


@dataclass(frozen=True, slots=True)
class Row:
    """One sequence: the last number given and the one that comes next, as they are printed."""

    name: str
    last: str
    next: str


@setup_page("sheets")
def numbers(request: OfficerRequest) -> HttpResponse:
    """Show the sequences of this year; set one further on with a reason."""
    scope, year = scope_of(request), formatting.local_day(request.at).year
    form = BeginForm(posted(request))
    if sent_to(request, scope) and scope.agency_id is not None and form.is_valid():
        try:
            settings.begin_sequence(
                agency_id=scope.agency_id, year=year, actor=request.actor, at=request.at, **form.cleaned_data
            )
        except DomainError as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("Đã ghi: số kế tiếp là %d.") % form.cleaned_data["next_number"])
            return redirect(reverse("office:document_numbers") + scope.query)
    context = {
        "title": _("Số văn bản năm %d") % year,
        "form": form,
        "rows": _rows(scope, year),
    }
    return show(request, "office/setup/sheets/numbers.html", context, scope, part="document_numbers")


def _rows(scope: Scope, year: int) -> list[Row]:
    if scope.agency_id is None:
        return []
    return [
        Row(kind_name(one.kind), _printed(one.kind, one.last), _printed(one.kind, one.last + 1))
        for one in settings.sequences_of(scope.agency_id, year)
    ]


def _printed(kind: str, number: int) -> str:
    if number < 1:
        return ""
    symbol = symbol_of(SheetKind(kind)) if kind in SYMBOLS else RESULT_SYMBOL
    return str(DocumentNumber(number, symbol))
