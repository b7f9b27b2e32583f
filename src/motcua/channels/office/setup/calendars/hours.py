"""The hours of a week: of a calendar of the province, and of one agency's counter (R-D13)."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from motcua.apps.deadlines import operations
from motcua.apps.deadlines import queries as deadlines
from motcua.apps.deadlines.queries import CalendarFacts
from motcua.apps.organization import queries as organization
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.carrying_out import add_refusal
from motcua.channels.office.setup.calendars import reviewing, words
from motcua.channels.office.setup.calendars.days import changeable, done
from motcua.channels.office.setup.calendars.fields import HoursForm, hours_of, posted
from motcua.channels.office.setup.frame import page, setup_page
from motcua.domain.calendar import Calendar, Change
from motcua.domain.errors import DomainError
from motcua.ui import formatting


@setup_page("calendars")
def week(request: OfficerRequest, code: str) -> HttpResponse:
    """Give a calendar other hours, after the effect has been seen."""
    facts = changeable(request, code)
    calendar = deadlines.calendar(code)
    if request.method != "POST":
        return _form_page(request, facts, HoursForm(initial=hours_of(calendar.week)))
    if "drop" in request.POST and facts.agency_id is not None:
        return _drop(request, facts, calendar)
    form = HoursForm(request.POST)
    if not form.is_valid() or reviewing.edited_again(request):
        return _form_page(request, facts, form)
    try:
        if reviewing.confirmed(request):
            decision = form.cleaned_data["decision"]
            operations.change_week(
                calendar_code=code, week=form.week, decision=decision, actor=request.actor, at=request.at
            )
            return done(request, facts, formatting.local_day(request.at).year)
        return reviewing.review(
            request, facts, form, Change(week=form.week), title=_("Xem lại giờ làm việc mới"),
            lines=_differences(calendar, form),
        )  # fmt: skip
    except DomainError as refused:
        add_refusal(form, refused)
        return _form_page(request, facts, form)


def _differences(calendar: Calendar, form: HoursForm) -> list[str]:
    before, after = words.week_lines(calendar.week), words.week_lines(form.week)
    changed = [
        _("%(day)s: từ %(before)s thành %(after)s") % {"day": name, "before": was, "after": becomes}
        for (name, was), (_name, becomes) in zip(before, after, strict=True)
        if was != becomes
    ]
    return changed or [_("Giờ làm việc không khác hiện tại.")]


def _form_page(
    request: OfficerRequest, facts: CalendarFacts, form: HoursForm, *, title: str = ""
) -> HttpResponse:
    context = {"title": title or _("Giờ làm việc trong tuần"), "facts": facts, "form": form}
    return page(
        request, "office/setup/calendars/hours.html", context, here="calendars",
        crumbs=reviewing.crumbs_to(facts),
    )  # fmt: skip


def _drop(request: OfficerRequest, facts: CalendarFacts, calendar: Calendar) -> HttpResponse:
    form = HoursForm(request.POST)
    assert facts.agency_id is not None
    try:
        operations.drop_reception(
            agency_id=facts.agency_id,
            decision=request.POST.get("decision", ""),
            actor=request.actor,
            at=request.at,
        )
    except DomainError as refused:
        shown = HoursForm(initial=hours_of(calendar.week), data=form.data)
        shown.full_clean()
        add_refusal(shown, refused)
        return _form_page(request, facts, shown)
    return redirect("office:calendars")


@setup_page("calendars")
def reception(request: OfficerRequest, agency_id: int) -> HttpResponse:
    """Give an agency's counter hours of its own; they begin as those it has kept until now."""
    if not deadlines.may_change(request.actor, agency_id):
        raise PermissionDenied("change_calendar")
    agency = organization.agencies([agency_id]).get(agency_id)
    if agency is None:
        raise Http404
    kept = deadlines.reception_calendar(agency_id)
    form = HoursForm(posted(request), initial=hours_of(kept.week))
    if request.method == "POST" and form.is_valid():
        try:
            code = operations.put_reception_week(
                agency_id=agency_id, week=form.week, decision=form.cleaned_data["decision"],
                actor=request.actor, at=request.at,
            )  # fmt: skip
        except DomainError as refused:
            add_refusal(form, refused)
        else:
            return done(request, deadlines.facts_of(code), formatting.local_day(request.at).year)
    facts = deadlines.facts_of(kept.code)
    title = _("Giờ tiếp nhận riêng của %s") % agency.name
    return _form_page(request, facts, form, title=title)
