"""Filings that came by post or online: the list, and the check of one (R-A22, R-A23, R-D10)."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from motcua.apps.dossiers import queries
from motcua.apps.dossiers.queries import desk
from motcua.apps.dossiers.queries.desk import Filing, counter_units
from motcua.channels.office.access import OfficerRequest, officer_page
from motcua.channels.office.desk import intake
from motcua.channels.office.desk.counter import Counter, counters_of
from motcua.channels.office.desk.intake_views import answer
from motcua.channels.office.frame import page
from motcua.domain.dossier import DossierState, Stage
from motcua.ui import chips, formatting
from motcua.ui.chips import Chip
from motcua.ui.context import Key

BEFORE_ACCEPTANCE = frozenset({Stage.LODGED, Stage.SUPPLEMENT_ASKED})


@dataclass(frozen=True, slots=True)
class Row:
    """A filing with the word on how urgent it is."""

    filing: Filing
    chip: Chip


@officer_page
@require_GET
def incoming(request: OfficerRequest) -> HttpResponse:
    """List what waits to be checked, what the law wants answered first on top."""
    counters_of(request)
    filings = desk.incoming(request.actor, request.at)
    keys = (Key.of(_("Di chuyển"), "↑", "↓"), Key.of(_("Mở"), "Enter"))
    rows = [Row(filing, _chip(filing, request)) for filing in filings]
    return page(request, "office/desk/incoming.html", {"rows": rows}, here="office:incoming", keys=keys)


def _chip(filing: Filing, request: OfficerRequest) -> Chip:
    if filing.asked_on is not None:
        return Chip("paused", "pause-circle", _("Chờ bổ sung từ %s") % formatting.short_day(filing.asked_on))
    if filing.check_by is None:
        return Chip("run", "envelope", _("Chờ kiểm tra"))
    return chips.due_chip(
        due_at=filing.check_by,
        now=request.at,
        stage=int(Stage.LODGED),
        finished_at=None,
        paused_ground=None,
        working_minutes_left=None,
        working_days_left=None,
    )


@officer_page
@require_http_methods(["GET", "POST"])
def check(request: OfficerRequest, dossier_id: UUID) -> HttpResponse:
    """Check one filing: correct it, then accept it, ask for what is missing, or refuse to receive it."""
    state = queries.state_of(dossier_id, actor=request.actor)
    if state.accepted or state.stage not in BEFORE_ACCEPTANCE:
        return redirect("office:dossier", dossier_id)
    shown = intake.read(request, _counter(request, state), state=state)
    return answer(request, shown)


def _counter(request: OfficerRequest, state: DossierState) -> Counter:
    if state.receiving_unit not in counter_units(request.actor):
        raise Http404
    return next(counter for counter in counters_of(request) if counter.unit_id == state.receiving_unit)
