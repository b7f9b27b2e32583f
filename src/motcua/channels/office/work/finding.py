"""Finding: the command bar, its suggestions, and the page of results."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from motcua.apps.catalog import queries as catalog
from motcua.apps.dossiers import lawbook, queries
from motcua.apps.dossiers.operations import DossierNotFound
from motcua.apps.dossiers.queries import people
from motcua.apps.dossiers.queries import search as searching
from motcua.apps.dossiers.queries.search import Found
from motcua.channels.office.access import OfficerRequest, officer_page
from motcua.channels.office.frame import page
from motcua.channels.office.work.rows import left
from motcua.domain.access import Actor
from motcua.domain.access.policy import COUNTER_ROLES
from motcua.domain.calendar import Calendar
from motcua.domain.dossier import DossierState, Stage
from motcua.domain.identity import parse_cccd_qr
from motcua.domain.identity.cards import CardUnreadable
from motcua.ui import formatting
from motcua.ui.chips import Chip, due_chip

SUGGESTED: Final = 8
PROCEDURES_SUGGESTED: Final = 4
NUMBER_OF_PERSON: Final = re.compile(r"[0-9]{9,13}")
LOOKUP_ADDRESS: Final = re.compile(r"https?://\S*/([^/\s?#]+)/?$")


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A found dossier as a row."""

    found: Found
    chip: Chip


@officer_page
def command(request: OfficerRequest) -> HttpResponse:
    """Understand what was scanned or typed: a code opens its dossier at the step this person may do."""
    text = request.GET.get("q", "").strip()
    if address := LOOKUP_ADDRESS.match(text):
        text = address[1]
    dossier_id = queries.find_id_by_code(text)
    if dossier_id is not None:
        try:
            return redirect(_where_to(request.actor, queries.state_of(dossier_id, actor=request.actor)))
        except DossierNotFound:
            pass  # The search says the same as for a code that does not exist (R-I37).
    return redirect(f"{reverse('office:search')}?{urlencode({'q': _person_on_card(text)})}")


@officer_page
def search(request: OfficerRequest) -> HttpResponse:
    """Show the dossiers that words or a number of a person name."""
    text = request.GET.get("q", "").strip()
    number = "".join(text.split())
    by_number = bool(NUMBER_OF_PERSON.fullmatch(number))
    finder = people.dossiers_of_person if by_number else searching.find
    answer = finder(request.actor, number if by_number else text)
    calendar = lawbook.calendar_of(request.actor.posts[0].agency_id) if request.actor.posts else None
    context = {
        "text": text,
        "by_number": by_number,
        "rows": [ResultRow(found, _chip(found, request, calendar)) for found in answer.found],
        "more": answer.more,
    }
    return page(request, "office/work/search.html", context, here="office:search")


@officer_page
def suggest(request: OfficerRequest) -> HttpResponse:
    """Answer the command bar while somebody types: dossiers they may see, procedures they receive."""
    text = request.GET.get("q", "").strip()
    found = searching.find(request.actor, text, limit=SUGGESTED).found if len(text) > 1 else ()
    context = {"found": found, "procedures": _procedures(request, text), "text": text}
    return render(request, "office/work/suggest.html", context)


def _where_to(actor: Actor, state: DossierState) -> str:
    at_this_counter = any(
        post.role in COUNTER_ROLES and post.unit_id == state.receiving_unit for post in actor.posts
    )
    if at_this_counter and (state.stage == Stage.DONE or (state.stage == Stage.STOPPED and state.ended)):
        return f"{reverse('office:return')}?{urlencode({'q': state.code})}"
    return reverse("office:dossier", args=[state.id])


def _person_on_card(text: str) -> str:
    try:
        return str(parse_cccd_qr(text).citizen_id)
    except CardUnreadable:
        return text


def _procedures(request: OfficerRequest, text: str) -> list[dict[str, str]]:
    post = next((post for post in request.actor.posts if post.role in COUNTER_ROLES), None)
    if post is None or len(text) < 2:
        return []
    hits = catalog.search_offered(
        post.agency_id, formatting.local_day(request.at), text, limit=PROCEDURES_SUGGESTED
    )
    intake = reverse("office:intake")
    return [
        {
            "name": hit.entry.name,
            "code": hit.entry.code,
            "url": f"{intake}?{urlencode({'procedure': hit.entry.key})}",
        }
        for hit in hits
        if hit.complete
    ]


def _chip(found: Found, request: OfficerRequest, calendar: Calendar | None) -> Chip:
    nothing = {"working_minutes_left": None, "working_days_left": None}
    return due_chip(
        due_at=found.due_at,
        now=request.at,
        stage=found.stage,
        finished_at=found.finished_at,
        paused_ground=None,
        **(left(found.due_at, request.at, calendar) if calendar else nothing),
    )
