"""What applicants are told on each event: text with names to fill, preview, parts of a short message, versions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.apps.catalog import queries as catalog
from motcua.apps.catalog import registry
from motcua.apps.documents import settings
from motcua.apps.documents.settings import MessageFacts
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.carrying_out import add_refusal
from motcua.channels.office.setup.calendars.fields import day, posted
from motcua.channels.office.setup.frame import setup_page
from motcua.channels.office.setup.sheets.scope import Scope, scope_of, sent_to, show
from motcua.channels.office.setup.sheets.words import EVENTS, ORIGINS
from motcua.domain.deadlines import REGIMES
from motcua.domain.errors import DomainError
from motcua.domain.messages import (
    ALLOWED,
    OF_THE_PROVINCE,
    SAMPLES,
    MessageEvent,
    SmsCount,
    check,
    count_sms,
    fill,
    without_marks,
)
from motcua.domain.text import search_key
from motcua.ui import formatting
from motcua.ui.forms import PageForm


class TextForm(PageForm):
    """One text: for which regime, in which letters, from when."""

    text = forms.CharField(
        label=gettext_lazy("Nội dung"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )
    plain = forms.BooleanField(label=gettext_lazy("Gửi không dấu"), required=False)
    regime = forms.ChoiceField(
        label=gettext_lazy("Cho hồ sơ theo chế độ"),
        required=False,
        choices=[("", gettext_lazy("mọi chế độ")), *((code, code) for code in REGIMES)],
    )
    procedure = forms.ChoiceField(label=gettext_lazy("Chỉ cho thủ tục"), required=False)
    valid_from = day(gettext_lazy("Áp dụng từ ngày"))

    def __init__(self, *args: Any, procedures: Mapping[str, str], **kwargs: Any) -> None:
        self._procedures = procedures
        super().__init__(*args, **kwargs)

    def arrange(self) -> None:
        """Offer the procedures that may have a text of their own."""
        choices = [("", _("mọi thủ tục")), *self._procedures.items()]
        cast("forms.ChoiceField", self.fields["procedure"]).choices = choices


@dataclass(frozen=True, slots=True)
class Preview:
    """A text filled with sample values, as it would be sent, and its length as a short message both ways."""

    sent: str
    with_marks: SmsCount
    plain: SmsCount


@dataclass(frozen=True, slots=True)
class Row:
    """One event in the list: what is said now and whose text that is."""

    name: str
    url: str
    text: str
    origin: str


@setup_page("sheets")
def texts(request: OfficerRequest) -> HttpResponse:
    """Show what is said on each event."""
    scope, today = scope_of(request), formatting.local_day(request.at)
    rows = []
    for event in _events_of(scope):
        said = settings.message_text(event, scope.agency_id, _present(), today)
        rows.append(Row(str(EVENTS[event]), _url(event, scope), said.text, str(ORIGINS[said.origin])))
    context = {"title": _("Tin nhắn gửi người nộp"), "rows": rows}
    return show(request, "office/setup/sheets/messages.html", context, scope, part="message_texts")


@setup_page("sheets")
def text(request: OfficerRequest, event: str) -> HttpResponse:
    """Show one text with its preview and versions, and take another one."""
    scope, today = scope_of(request), formatting.local_day(request.at)
    about = next((found for found in _events_of(scope) if found == event), None)
    if about is None:
        raise Http404
    procedures = _procedures(scope, today)
    chosen = request.GET.get("procedure", "")
    chosen = chosen if chosen in procedures else ""
    said = settings.message_text(about, scope.agency_id, _present(), today, procedure=chosen)
    initial = {"text": said.text, "plain": said.plain, "valid_from": today, "procedure": chosen}
    form = TextForm(posted(request), procedures=procedures, initial=initial)
    shown = said
    if sent_to(request, scope) and form.is_valid():
        try:
            shown = MessageFacts(check(form.cleaned_data["text"], about), form.cleaned_data["plain"], "")
            if "look" not in request.POST:
                _set(request, scope, about, form)
                return redirect(_url(about, scope, form.cleaned_data["procedure"]))
        except DomainError as refused:
            add_refusal(form, refused)
    context = {
        "title": EVENTS[about],
        "form": form,
        "said": said,
        "origin": ORIGINS[said.origin],
        "names": [(name, SAMPLES[name]) for name in ALLOWED[about]],
        "preview": _preview(shown),
        "versions": settings.message_versions(scope.agency_id, about),
    }
    return show(request, "office/setup/sheets/message.html", context, scope, part="message_texts")


def _set(request: OfficerRequest, scope: Scope, event: MessageEvent, form: TextForm) -> None:
    given = form.cleaned_data
    settings.set_message(
        agency_id=scope.agency_id, event=event, regime=given["regime"], text=given["text"], plain=given["plain"],
        valid_from=given["valid_from"], actor=request.actor, at=request.at, procedure=given["procedure"],
    )  # fmt: skip
    messages.success(request, _("Đã ghi nội dung tin, áp dụng từ %s.") % formatting.day(given["valid_from"]))


def _preview(said: MessageFacts) -> Preview:
    filled = fill(said.text, SAMPLES)
    bare = without_marks(filled)
    return Preview(bare if said.plain else filled, count_sms(filled), count_sms(bare))


def _present() -> str:
    return list(REGIMES)[-1]


def _url(event: MessageEvent, scope: Scope, procedure: str = "") -> str:
    only = f"&procedure={procedure}" if procedure else ""
    return reverse("office:message_text", args=[event.value]) + scope.query + only


def _events_of(scope: Scope) -> list[MessageEvent]:
    """Return the events for which a scope has texts: some belong to no agency."""
    return [event for event in MessageEvent if scope.agency_id is None or event not in OF_THE_PROVINCE]


def _procedures(scope: Scope, today: date) -> Mapping[str, str]:
    """Return the procedures that may have a text of their own here, by name: what an agency offers."""
    if scope.agency_id is not None:
        offered = catalog.offered_at(scope.agency_id, today)
        found = {offer.key: offer.display_name for offer in offered}
    else:
        found = {line.key: line.name for line in registry.find(registry.Filters(), today)}
    return dict(sorted(found.items(), key=lambda item: search_key(item[1])))
