"""The first page of the calendars: those of processing and of reception, and every counter's hours."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.apps.deadlines import queries as deadlines
from motcua.apps.deadlines.queries import CalendarFacts
from motcua.apps.organization import queries as organization
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.setup.calendars import words
from motcua.channels.office.setup.frame import page, setup_page
from motcua.domain.calendar import Opening
from motcua.domain.text import matches, search_key
from motcua.ui import formatting
from motcua.ui.chips import Chip

MOST_COUNTERS = 20


@dataclass(frozen=True, slots=True)
class Row:
    """One calendar of the province: its hours, and the years that nobody has confirmed yet."""

    facts: CalendarFacts
    hours: tuple[tuple[str, str], ...]
    expected: tuple[int, ...]
    url: str


@dataclass(frozen=True, slots=True)
class CounterRow:
    """One agency's counter: own hours or the province's, and whether it is open now."""

    agency_id: int
    name: str
    own: str
    chip: Chip
    url: str


@setup_page("calendars")
def calendars(request: OfficerRequest) -> HttpResponse:
    """Show the calendars of the province, and the counters that were searched for or have hours of their own."""
    seen = deadlines.calendars_seen_by(request.actor)
    query = request.GET.get("q", "").strip()
    own = {facts.agency_id: facts.code for facts in seen if facts.agency_id is not None}
    counters = _counters(request, own, query)
    context = {
        "title": _("Lịch làm việc"),
        "rows": [_row(facts) for facts in seen if facts.agency_id is None],
        "counters": [_counter_row(request, own, *counter) for counter in counters[:MOST_COUNTERS]],
        "more": max(0, len(counters) - MOST_COUNTERS),
        "query": query,
    }
    return page(request, "office/setup/calendars/list.html", context, here="calendars")


def _row(facts: CalendarFacts) -> Row:
    week = deadlines.calendar(facts.code).week
    return Row(
        facts,
        tuple(words.week_lines(week)),
        tuple(deadlines.expected_years(facts.code)),
        reverse("office:calendar", args=[facts.code]),
    )


def _counters(request: OfficerRequest, own: Mapping[int, str], query: str) -> list[tuple[int, str]]:
    """Return the counters that were searched for, else the actor's own and those with hours of their own."""
    mine = {post.agency_id for post in request.actor.posts}
    found = []
    for agency_id, name in sorted(_receiving().items(), key=lambda item: search_key(item[1])):
        wanted = matches(query, name) if query else agency_id in own or agency_id in mine
        if wanted and (agency_id in own or deadlines.may_change(request.actor, agency_id)):
            found.append((agency_id, name))
    return found


def _counter_row(request: OfficerRequest, own: Mapping[int, str], agency_id: int, name: str) -> CounterRow:
    code = own.get(agency_id, "")
    return CounterRow(
        agency_id,
        name,
        code,
        open_chip(deadlines.counter_now(agency_id, request.at), request),
        reverse("office:calendar", args=[code])
        if code
        else reverse("office:calendar_counter", args=[agency_id]),
    )


def _receiving() -> dict[int, str]:
    """Return the agencies that have a counter."""
    addresses = organization.every_address()
    return {a.agency_id: a.agency_name for a in addresses if a.unit_code == "counter"}


def open_chip(found: Opening | None, request: OfficerRequest) -> Chip:
    """Return whether a counter is open, in words."""
    if found is None:
        return Chip("done", "question-circle", _("Chưa có lịch"))
    if found.closes_at is not None:
        return Chip("early", "door-open", _("Đang mở đến %s") % formatting.clock(found.closes_at))
    if found.opens_at is None:
        return Chip("done", "door-closed", _("Đang đóng"))
    today = formatting.local_day(found.opens_at) == formatting.local_day(request.at)
    again = formatting.clock(found.opens_at) if today else formatting.moment_words(found.opens_at)
    return Chip("done", "door-closed", _("Đang đóng, mở lại %s") % again)
