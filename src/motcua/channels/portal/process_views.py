"""How a procedure is handled inside, on one page with its picture, for everybody (R-A60)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.apps.catalog import processes
from motcua.apps.catalog import queries as catalog
from motcua.apps.catalog.snapshot import ProcedureNotInForce
from motcua.channels.portal import frame
from motcua.channels.portal import procedure_words as words
from motcua.channels.portal.procedure_views import today
from motcua.ui import process_words, wording
from motcua.ui.context import Link
from motcua.ui.process_picture import draw


@require_safe
def process(request: HttpRequest, key: str) -> HttpResponse:
    """Show the process in force as a picture and as a list."""
    on = today()
    try:
        _number, definition = catalog.published_procedure(key, on)
        number, found = catalog.current_process(key, on)
    except ProcedureNotInForce as unknown:
        raise Http404 from unknown
    named = {choice.reference: choice.name for choice in processes.units_for(key, found, on)}
    units = {reference: process_words.unit(reference, named) for reference in named}
    context = {
        "procedure": definition,
        "number": number,
        "limit": words.limit(definition.allowance),
        "picture": draw(found, units, title=_("Sơ đồ các bước của thủ tục %s") % definition.display_name),
        "steps": [
            (
                step.name,
                units.get(step.unit, step.unit),
                str(wording.ROLES.get(step.role, "")),
                words.step_time(step),
            )
            for step in found.steps
        ],
    }
    return frame.page(
        request,
        "portal/process.html",
        context,
        here="portal:procedures",
        crumbs=[
            frame.crumb("portal:procedures", _("Thủ tục")),
            Link(definition.display_name, reverse("portal:procedure", args=[key])),
        ],
    )
