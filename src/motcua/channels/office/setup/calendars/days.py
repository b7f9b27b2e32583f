"""Deciding a day, alone or swapped with the day that makes up for it, and letting it follow the week again."""

from datetime import date

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.apps.deadlines import operations
from motcua.apps.deadlines import queries as deadlines
from motcua.apps.deadlines.queries import CalendarFacts
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.carrying_out import add_refusal
from motcua.channels.office.setup.calendars import fields, reviewing, words
from motcua.channels.office.setup.calendars.year import seen_or_404
from motcua.channels.office.setup.frame import page, setup_page
from motcua.domain.calendar import Change, DayKind, SpecialDay
from motcua.domain.errors import DomainError
from motcua.ui import formatting
from motcua.ui.forms import PageForm


class DayForm(PageForm):
    """One day of a calendar, and the Saturday on which it is made up for."""

    on = fields.day(gettext_lazy("Ngày"))
    kind = forms.ChoiceField(
        label=gettext_lazy("Là ngày"),
        choices=[(kind.value, words.KINDS[kind]) for kind in words.DECIDABLE],
        initial=DayKind.HOLIDAY.value,
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label=gettext_lazy("Tên gọi"),
        max_length=120,
        help_text=gettext_lazy("In trong phần giải thích ngày hẹn, ví dụ: Nghỉ phòng chống bão số 12."),
    )
    make_up_on = fields.day(
        gettext_lazy("Làm bù vào ngày"),
        required=False,
        help_text=gettext_lazy("Chỉ khi nghỉ hoán đổi: ngày nghỉ hằng tuần trở thành ngày làm việc."),
    )
    decision = fields.decision()

    def clean(self) -> dict[str, object]:
        """Refuse a make-up day without a swap, and one that is the day itself."""
        cleaned: dict[str, object] = super().clean() or {}
        make_up = cleaned.get("make_up_on")
        if make_up and cleaned.get("kind") != DayKind.SWAPPED_OFF:
            self.add_error("make_up_on", _("Chỉ ngày nghỉ hoán đổi mới có ngày làm bù."))
        elif make_up and make_up == cleaned.get("on"):
            self.add_error("make_up_on", _("Ngày làm bù phải khác ngày nghỉ."))
        return cleaned

    @property
    def days(self) -> tuple[SpecialDay, ...]:
        """Return the one or two days that were decided."""
        given = self.cleaned_data
        on, made_up, decision = given["on"], given["make_up_on"], given["decision"]
        first = SpecialDay(on, DayKind(given["kind"]), given["name"], decision)
        if made_up is None:
            return (first,)
        name = _("Làm bù cho ngày %s") % formatting.day(on)
        return (first, SpecialDay(made_up, DayKind.MAKE_UP, name, decision))


class WithdrawForm(PageForm):
    """What decides that a day follows the week again."""

    decision = fields.decision()


def changeable(request: OfficerRequest, code: str) -> CalendarFacts:
    """Return a calendar that the officer may change."""
    facts = seen_or_404(request, code)
    if not deadlines.may_change(request.actor, facts.agency_id):
        raise PermissionDenied("change_calendar")
    return facts


@setup_page("calendars")
def day(request: OfficerRequest, code: str) -> HttpResponse:
    """Decide a day after its effect has been seen."""
    facts = changeable(request, code)
    if request.method != "POST":
        return _form_page(request, facts, DayForm(initial=_as_it_is(facts, request.GET.get("on", ""))))
    form = DayForm(request.POST)
    if not form.is_valid() or reviewing.edited_again(request):
        return _form_page(request, facts, form)
    try:
        if reviewing.confirmed(request):
            return _decide(request, facts, form.days)
        lines = [words.day_line(one) for one in form.days]
        change = Change(days=form.days)
        _require_within(facts, change)
        return reviewing.review(
            request, facts, form, change, title=_("Xem lại trước khi thay đổi"), lines=lines
        )
    except DomainError as refused:
        add_refusal(form, refused)
        return _form_page(request, facts, form)


def _require_within(facts: CalendarFacts, change: Change) -> None:
    calendar = deadlines.calendar(facts.code)
    for one in change.days:
        calendar.day_kind(one.on)  # Raises CalendarExhausted: the year is approved first.


def _as_it_is(facts: CalendarFacts, text: str) -> dict[str, object]:
    on = fields.local_day_of(text)
    if on is None:
        return {}
    known = {day.on: day for day in deadlines.calendar(facts.code).special_days}
    if (one := known.get(on)) is None:
        return {"on": on}
    kind = one.kind.value if one.kind in words.DECIDABLE else DayKind.HOLIDAY.value
    return {"on": on, "kind": kind, "name": one.name}


def _form_page(request: OfficerRequest, facts: CalendarFacts, form: DayForm) -> HttpResponse:
    context = {"title": _("Quyết định một ngày"), "facts": facts, "form": form}
    return page(
        request, "office/setup/calendars/day.html", context, here="calendars",
        crumbs=reviewing.crumbs_to(facts),
    )  # fmt: skip


def _decide(request: OfficerRequest, facts: CalendarFacts, days: tuple[SpecialDay, ...]) -> HttpResponse:
    if len(days) == 1:
        operations.decide_day(calendar_code=facts.code, day=days[0], actor=request.actor, at=request.at)
    else:
        operations.decide_days(
            calendar_code=facts.code, days=days, withdrawn=(), decision=days[0].decision,
            actor=request.actor, at=request.at,
        )  # fmt: skip
    return done(request, facts, days[0].on.year)


def done(request: OfficerRequest, facts: CalendarFacts, year: int) -> HttpResponse:
    """Say what has been done and what has not, and show the year."""
    if facts.reception:
        messages.success(request, _("Đã ghi vào lịch tiếp nhận."))
    else:
        messages.success(
            request,
            _("Đã ghi vào lịch. Ngày hẹn của hồ sơ đang giải quyết giữ nguyên cho đến khi có lệnh tính lại."),
        )
    return redirect(f"{reverse('office:calendar', args=[facts.code])}?year={year}")


@setup_page("calendars")
def withdraw(request: OfficerRequest, code: str, on: str) -> HttpResponse:
    """Let a day follow the week again, after its effect has been seen."""
    facts, day_on = changeable(request, code), fields.local_day_of(on)
    found = next((one for one in _own_days(facts, day_on) if one.on == day_on), None)
    if day_on is None or found is None:
        raise Http404
    form = WithdrawForm(fields.posted(request))
    line = f"{words.large_day(found.on)}: {found.kind_name} ({found.name})"
    if request.method == "POST" and form.is_valid() and not reviewing.edited_again(request):
        try:
            if reviewing.confirmed(request):
                operations.withdraw_day(
                    calendar_code=code, on=day_on, decision=form.cleaned_data["decision"], actor=request.actor,
                    at=request.at,
                )  # fmt: skip
                return done(request, facts, day_on.year)
            change = Change(withdrawn=(day_on,))
            return reviewing.review(
                request, facts, form, change, title=_("Xem lại trước khi bỏ ngày này"),
                lines=[_("Bỏ: %s. Ngày này trở lại theo tuần làm việc.") % line],
            )  # fmt: skip
        except DomainError as refused:
            add_refusal(form, refused)
    context = {"title": _("Bỏ một ngày khỏi lịch"), "facts": facts, "form": form, "line": line}
    return page(
        request, "office/setup/calendars/withdraw.html", context, here="calendars",
        crumbs=reviewing.crumbs_to(facts),
    )  # fmt: skip


def _own_days(facts: CalendarFacts, on: date | None) -> list[deadlines.DayFacts]:
    return [] if on is None else deadlines.special_days(facts.code, on.year)
