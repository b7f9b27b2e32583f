"""What a procedure asks for, told to everybody (R-E1, R-E23: three steps from the front page at most)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.apps.catalog.snapshot import ProcedureNotInForce
from motcua.apps.lookup import procedures as public
from motcua.apps.lookup.procedures import Card, Directory
from motcua.channels.portal import frame, life_events, linked_data, offices
from motcua.channels.portal import procedure_words as words
from motcua.domain.calendar import TIMEZONE
from motcua.domain.catalog import RequiredDocument
from motcua.domain.fees import Channel
from motcua.domain.workflow import Step
from motcua.ui.context import Link

A_PAGE = 30
LONGEST_QUERY = 200


@dataclass(frozen=True, slots=True)
class CardLine:
    """A procedure in a list, in words."""

    card: Card
    limit: str
    price: str
    level_css: str
    level_icon: str
    level_words: str


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper with how many of it."""

    paper: RequiredDocument
    copies: str
    condition: str


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step inside, as far as it concerns the applicant."""

    name: str
    place: str
    time: str


@dataclass(frozen=True, slots=True)
class Selection:
    """A part of the directory under its title."""

    title: str
    cards: tuple[Card, ...]
    query: str = ""


@require_safe
def procedures(request: HttpRequest) -> HttpResponse:
    """List all procedures, or those of a search, an event of life, a field or an agency."""
    directory = public.directory(today())
    chosen = select(request.GET, directory)
    page = Paginator(chosen.cards, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": chosen.title,
        "query": chosen.query,
        "page": page,
        "lines": lines(page.object_list),
        "count": len(chosen.cards),
        "fields": directory.fields,
    }
    return frame.page(request, "portal/procedures.html", context, here="portal:procedures", crumbs=_here())


@require_safe
def procedure(request: HttpRequest, key: str) -> HttpResponse:
    """Tell one procedure: who, where, how long, how much, which papers, which way."""
    try:
        found = public.procedure(key, today())
    except ProcedureNotInForce as unknown:
        raise Http404 from unknown
    definition = found.definition
    css, icon, scope = words.SCOPES[definition.online_scope]
    presence = definition.service.presence
    context = {
        "procedure": definition,
        "level": {"css": css, "icon": icon, "words": scope},
        "scope_sentence": words.SCOPE_SENTENCES[definition.online_scope],
        "presence": words.PRESENCE[presence] if presence else "",
        "people": words.people(definition),
        "channels": words.channels(definition),
        "deciders": words.deciders(found.deciders) or definition.authority.decides,
        "limit": words.limit(definition.allowance),
        "limit_sentence": words.limit_sentence(definition),
        "cases": [(case.label, words.limit(case.allowance)) for case in definition.cases],
        "price": words.price(found.price),
        "papers": [
            PaperLine(paper, words.copies(paper), words.condition(paper)) for paper in definition.documents
        ],
        "fee_table": words.fee_table(found),
        "fee_bases": list(dict.fromkeys(rule.basis for rule in found.fees if rule.basis)),
        "way": [_step(step) for step in found.way],
        "files_online": definition.accepts
        and definition.service.online_filing
        and Channel.ONLINE in definition.channels,
        "help_phone": frame.help_phone(),
        "levels": words.levels(definition.service),
        "receiving": words.receiving(definition.offer.received_at),
        "linked": linked_data.service(request, found),
        **offices.context(key, request.GET.get("co-quan", ""), timezone.now()),
    }
    return frame.page(request, "portal/procedure.html", context, here="portal:procedures", crumbs=_here())


def today() -> date:
    """Return the day in Vietnam."""
    return timezone.now().astimezone(TIMEZONE).date()


def lines(cards: Iterable[Card]) -> list[CardLine]:
    """Return procedures as their lists show them."""
    found = []
    for card in cards:
        css, icon, scope = words.SCOPES[card.scope]
        found.append(
            CardLine(card, words.limit(card.allowance), words.price(card.price), css, icon, str(scope))
        )
    return found


def select(asked: QueryDict, directory: Directory) -> Selection:
    """Return what an address asks for: a search, an event of life, a field, an agency, or all."""
    if query := asked.get("q", "").strip()[:LONGEST_QUERY]:
        return Selection(_("Thủ tục cho “%s”") % query, directory.search(query), query)
    if event := life_events.by_key(asked.get("viec", "")):
        return Selection(str(event.title), life_events.cards_of(event, directory))
    if field := next((one for one in directory.fields if one.key == asked.get("linh-vuc")), None):
        return Selection(field.name, directory.of_fields([field.key]))
    decided = _decided_by(asked.get("co-quan", ""), directory)
    return decided or Selection(_("Tất cả thủ tục"), directory.cards)


def _decided_by(name: str, directory: Directory) -> Selection | None:
    """Return what one agency decides, or what all of a kind do."""
    if agency := next((one for one in directory.agencies if one.key == name), None):
        return Selection(agency.name, directory.of_keys(public.decided_by(name, directory.on)))
    if group := next((one for one in directory.groups if one.kind == name), None):
        cards = directory.of_keys(public.decided_by_kind(name, directory.on))
        return Selection(words.group(name, group.agencies), cards)
    return None


def _here() -> list[Link]:
    return [frame.crumb("portal:procedures", _("Thủ tục"))]


def _step(step: Step) -> StepLine:
    return StepLine(step.name, words.step_place(step), words.step_time(step))
