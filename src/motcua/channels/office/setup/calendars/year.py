"""One calendar over one year: twelve months, and every day that departs from the week with its decision."""

from calendar import Calendar as Months
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.apps.deadlines import proposals
from motcua.apps.deadlines import queries as deadlines
from motcua.apps.deadlines.queries import CalendarFacts, CalendarNotFound
from motcua.apps.dossiers.queries import recounts
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.setup.calendars import words
from motcua.channels.office.setup.frame import page, setup_page
from motcua.domain.calendar import Calendar, DayKind, SpecialDay
from motcua.domain.calendar.vietnam import PENDING
from motcua.ui import formatting
from motcua.ui.context import Link

CSS = {
    DayKind.WORKING: "",
    DayKind.WEEKLY_REST: "rest",
    DayKind.HOLIDAY: "off",
    DayKind.COMPENSATORY: "off",
    DayKind.SWAPPED_OFF: "stopped",
    DayKind.MAKE_UP: "from",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of a month: its number, how it stands, a word where it departs from the week, and where that leads."""

    number: int
    css: str
    word: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Month:
    """One month as weeks of cells from Monday; an empty place is None."""

    name: str
    weeks: tuple[tuple[Cell | None, ...], ...]
    working_days: int


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day that departs from the week: what it is, why, whether it is only expected, and what may be done."""

    on: date
    kind: str
    name: str
    decision: str
    expected: bool
    inherited: bool
    change_url: str
    withdraw_url: str


def seen_or_404(request: OfficerRequest, code: str) -> CalendarFacts:
    """Return a calendar that the officer may look into; any other does not exist for them."""
    try:
        return deadlines.calendar_seen_by(request.actor, code)
    except CalendarNotFound as missing:
        raise Http404 from missing


@setup_page("calendars")
def year(request: OfficerRequest, code: str) -> HttpResponse:
    """Show a year of a calendar."""
    facts = seen_or_404(request, code)
    calendar = deadlines.calendar(code)
    this_year = formatting.local_day(request.at).year
    typed = request.GET.get("year", "")
    shown = int(typed) if typed.isdecimal() and len(typed) == 4 else this_year
    covered = proposals.is_covered(calendar, shown)
    may = deadlines.may_change(request.actor, facts.agency_id)
    rows = _rows(facts, calendar, shown, may=may)
    context = {
        "title": facts.name,
        "facts": facts,
        "shown": shown,
        "years": _years(facts, shown),
        "covered": covered,
        "months": [_month(facts, calendar, shown, n, request) for n in range(1, 13)] if covered else [],
        "working_days": _working_days(calendar, date(shown, 1, 1), date(shown, 12, 31)) if covered else 0,
        "rows": rows,
        "expected": any(row.expected for row in rows),
        "hours": words.week_lines(calendar.week),
        "may": may,
        "orders": recounts.orders_of(code)[:5],
    }
    crumbs = [Link(_("Lịch làm việc"), reverse("office:calendars"))]
    return page(request, "office/setup/calendars/year.html", context, here="calendars", crumbs=crumbs)


def _years(facts: CalendarFacts, shown: int) -> list[Link]:
    wanted = range(max(facts.since.year, shown - 2), min(facts.until.year, shown + 2) + 1)
    return [Link(str(one), f"?year={one}", current=one == shown) for one in wanted]


def _rows(facts: CalendarFacts, calendar: Calendar, shown: int, *, may: bool) -> list[DayRow]:
    own = {day.on for day in deadlines.special_days(facts.code, shown)}
    return [
        _day_row(facts, day, own=day.on in own, may=may)
        for day in calendar.special_days
        if day.on.year == shown
    ]


def _day_row(facts: CalendarFacts, day: SpecialDay, *, own: bool, may: bool) -> DayRow:
    return DayRow(
        on=day.on,
        kind=str(words.KINDS[day.kind]),
        name=day.name,
        decision=day.decision,
        expected=day.decision == PENDING,
        inherited=not own,
        change_url=_day_url(facts, day.on) if may else "",
        withdraw_url=reverse("office:calendar_withdraw", args=[facts.code, day.on.isoformat()])
        if may and own
        else "",
    )


def _day_url(facts: CalendarFacts, on: date) -> str:
    return f"{reverse('office:calendar_day', args=[facts.code])}?on={on.isoformat()}"


def _month(
    facts: CalendarFacts, calendar: Calendar, shown: int, number: int, request: OfficerRequest
) -> Month:
    today = formatting.local_day(request.at)
    weeks = tuple(
        tuple(_cell(facts, calendar, on, today) if on.month == number else None for on in week)
        for week in Months().monthdatescalendar(shown, number)
    )
    last = date(shown + number // 12, number % 12 + 1, 1) - timedelta(days=1)
    return Month(_("Tháng %d") % number, weeks, _working_days(calendar, date(shown, number, 1), last))


def _cell(facts: CalendarFacts, calendar: Calendar, on: date, today: date) -> Cell:
    kind, name = calendar.day_kind(on), calendar.day_name(on)
    css = f"{CSS[kind]} today" if on == today else CSS[kind]
    if not name:
        return Cell(on.day, css, "", "", "")
    title = f"{words.large_day(on)}: {name}"
    return Cell(on.day, css, str(words.SHORT[kind]), title, f"#day-{on.isoformat()}")


def _working_days(calendar: Calendar, first: date, last: date) -> int:
    return calendar.working_days_between(first, last) + calendar.is_working_day(first)
