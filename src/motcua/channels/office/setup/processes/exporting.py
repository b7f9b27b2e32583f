"""A version to take along: as BPMN 2.0 for any modeler, as a picture."""

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.setup.frame import setup_page
from motcua.channels.office.setup.processes import shown
from motcua.channels.office.setup.processes.shown import PLACE
from motcua.domain.workflow.bpmn import process_to_bpmn
from motcua.ui.process_picture import draw


@require_safe
@setup_page(PLACE)
def bpmn(request: OfficerRequest, version_id: int) -> HttpResponse:
    """Give a version as BPMN 2.0 with its diagram."""
    found = shown.detail(version_id)
    units = shown.unit_names(request, found.line.key, found.process)
    text = process_to_bpmn(found.process, name=found.name, lane_names=units)
    return _file(text, "application/xml", f"{found.line.key}-{found.line.number}.bpmn")


@require_safe
@setup_page(PLACE)
def svg(request: OfficerRequest, version_id: int) -> HttpResponse:
    """Give the picture of a version."""
    found = shown.detail(version_id)
    units = shown.unit_names(request, found.line.key, found.process)
    picture = draw(found.process, units, title=_("Sơ đồ quy trình %s") % found.name)
    text = render_to_string("ui/process_picture.html", {"picture": picture})
    return _file(text, "image/svg+xml", f"{found.line.key}-{found.line.number}.svg")


def _file(text: str, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        text,
        content_type=f"{kind}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
