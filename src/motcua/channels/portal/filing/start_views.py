"""The first page of filing: who, how long, what is needed; and the beginning of a draft."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.apps.filing import operations, preparing, queries
from motcua.apps.filing.values import NotFiledOnline
from motcua.apps.lookup import procedures as public
from motcua.channels.portal import frame
from motcua.channels.portal import procedure_words as words
from motcua.channels.portal.access import CitizenRequest, citizen_page
from motcua.channels.portal.filing.pages import procedure_link
from motcua.channels.portal.procedure_views import PaperLine
from motcua.ui import formatting


@citizen_page
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: CitizenRequest, key: str) -> HttpResponse:
    """Say what filing a procedure takes, offer drafts to go on with; a post begins a draft."""
    on = formatting.local_day(request.at)
    try:
        definition = preparing.online_procedure(key, on)
    except NotFiledOnline as closed:
        raise Http404 from closed
    visitor = request.visitor
    if request.method == "POST":
        draft_id = operations.start(
            person_id=visitor.person.id, procedure=key, actor=visitor.actor, at=request.at,
            acting_for=visitor.acting_for.key,
        )  # fmt: skip
        return redirect("portal:draft", draft_id)
    found = public.procedure(key, on)
    context = {
        "definition": definition,
        "people": words.people(definition),
        "deciders": words.deciders(found.deciders) or definition.authority.decides,
        "limit": words.limit(definition.allowance),
        "limit_sentence": words.limit_sentence(definition),
        "price": words.price(found.price),
        "papers": [
            PaperLine(paper, words.copies(paper), words.condition(paper)) for paper in definition.documents
        ],
        "drafts": [line for line in queries.open_drafts(visitor.person.id) if line.procedure == key],
        "days": operations.KEPT.days,
        "help_phone": frame.help_phone(),
    }
    crumbs = [
        frame.crumb("portal:procedures", _("Thủ tục")),
        procedure_link(key, definition.display_name),
    ]
    return frame.page(request, "portal/filing/start.html", context, here="portal:procedures", crumbs=crumbs)
