"""The return desk: scan the receipt, settle, hand over (R-A40); what waits and for how long (R-A48)."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.apps.catalog import queries as catalog
from motcua.apps.dossiers import operations, queries
from motcua.apps.dossiers.queries import desk
from motcua.apps.dossiers.queries.desk import WaitingResult, code_in, counter_units
from motcua.channels.office.access import OfficerRequest, officer_page
from motcua.channels.office.carrying_out import Conflict, attempt
from motcua.channels.office.desk import giving
from motcua.channels.office.desk.counter import counters_of
from motcua.channels.office.desk.giving import GiveForm
from motcua.channels.office.frame import page
from motcua.domain.dossier import DossierState, Stage
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.values import ResultKind
from motcua.ui import chips, wording
from motcua.ui.chips import Chip
from motcua.ui.context import Key

BESIDE, ON_A_PAGE = 6, 50
SOON_AFTER_DAYS, LONG_AFTER_DAYS = 3, 15


@dataclass(frozen=True, slots=True)
class Row:
    """A waiting result with the word on how long it has waited."""

    result: WaitingResult
    chip: Chip


@officer_page
@require_http_methods(["GET", "POST"])
def give(request: OfficerRequest) -> HttpResponse:
    """Show what waits, or one dossier to hand over; carry the handing over out."""
    counters_of(request)
    scan = request.POST.get("q", "") or request.GET.get("q", "")
    state = _found(request, scan) if scan else None
    if state is None:
        return _list(request, scan)
    if not _ready(state):
        return _page(request, {"state": state, "q": scan, "not_ready": _why_not(state)})
    return _one(request, state)


def _found(request: OfficerRequest, scan: str) -> DossierState | None:
    dossier_id = queries.find_id_by_code(code_in(scan))
    if dossier_id is None:
        return None
    state = queries.state_of(dossier_id, actor=request.actor)
    return state if state.receiving_unit in counter_units(request.actor) else None


def _ready(state: DossierState) -> bool:
    return state.stage == Stage.DONE or (state.stage == Stage.STOPPED and state.ended)


def _why_not(state: DossierState) -> str:
    if state.stage == Stage.RETURNED:
        return _("Hồ sơ này đã được trả.")
    return _("Kết quả của hồ sơ này chưa về quầy.")


def _list(request: OfficerRequest, scan: str) -> HttpResponse:
    after = _after(request.GET.get("after", ""))
    found = desk.waiting_results(request.actor, limit=ON_A_PAGE + 1, after=after)
    last = found[ON_A_PAGE - 1] if len(found) > ON_A_PAGE else None
    context: dict[str, Any] = {
        "rows": _rows(request, found[:ON_A_PAGE]),
        "more": f"{last.since.isoformat()}~{last.brief.id}" if last else "",
        "q": scan,
        "unknown": code_in(scan) if scan else "",
        "done": _just_done(request),
    }
    return _page(request, context)


def _after(text: str) -> tuple[datetime, UUID] | None:
    moment, _, dossier = text.partition("~")
    try:
        return datetime.fromisoformat(moment), UUID(dossier)
    except ValueError:
        return None


def _just_done(request: OfficerRequest) -> DossierState | None:
    done = request.GET.get("done", "")
    return queries.state_of(UUID(done), actor=request.actor) if done else None


def _one(request: OfficerRequest, state: DossierState) -> HttpResponse:
    act = request.POST.get("act", "")
    values, error = _values(request, state)
    form = GiveForm(initial=values, state=state)
    conflict: Conflict | None = None
    if act == "give":
        form = GiveForm(values, state=state)
        if form.is_valid():
            done = attempt(request, form, *form.commands(), dossier_id=state.id)
            if done.outcome is not None:
                return redirect(f"{reverse('office:return')}?done={state.id}")
            conflict = done.conflict
    elif act == "not-yet" and (answered := _not_yet(request, state)):
        return answered
    context = {
        "form": form,
        "state": state,
        "q": state.code,
        "conflict": conflict,
        "error": error,
        "scanned": bool(values.get("scanned")),
        "agreement": giving.agreement(state, values),
        "unpaid": giving.unpaid(state),
        "borrowed": giving.borrowed(state),
        "chip": _timeliness(request, state),
        "results": _results(state),
    }
    return _page(request, context, status=422 if form.errors else 200)


def _values(request: OfficerRequest, state: DossierState) -> tuple[dict[str, Any], str]:
    if request.method != "POST":
        return giving.first_values(state) | {"key": str(uuid.uuid4())}, ""
    values: dict[str, Any] = {name: request.POST.get(name, "") for name in request.POST}
    if scan := str(values.pop("scan", "") or ""):
        return giving.scanned(state, values, scan)
    if not values.get("act"):
        values = giving.switched(state, values)
    return values, ""


def _not_yet(request: OfficerRequest, state: DossierState) -> HttpResponse | None:
    """Leave a note on why nothing was handed over; the next in line is served. None without a reason."""
    words = request.POST.get("reason", "").strip()
    if not words:
        messages.error(request, _("Hãy ghi vì sao chưa trả được."))
        return None
    note = c.AddNote(text=_("Chưa trả được: %s") % words)
    operations.execute(
        note, dossier_id=state.id, actor=request.actor, at=request.at, key=request.POST.get("key")
    )
    messages.success(request, _("Đã ghi lại vì sao chưa trả được."))
    return redirect("office:return")


def _results(state: DossierState) -> str:
    """Return what the applicant gets, in words."""
    if state.draft is not None and state.draft.summary:
        return f"{state.draft.summary} ({state.draft.number})" if state.draft.number else state.draft.summary
    if state.result == ResultKind.GRANTED:
        definition = catalog.procedure_version(state.procedure, state.procedure_version)
        return definition.results[0].name
    return str(wording.RESULTS[state.result.value]) if state.result else ""


def _timeliness(request: OfficerRequest, state: DossierState) -> Chip:
    return chips.due_chip(
        due_at=state.original_due_at or state.due_at,
        now=request.at,
        stage=int(state.stage),
        finished_at=state.finished_at,
        paused_ground=None,
        working_minutes_left=None,
        working_days_left=None,
    )


def _rows(request: OfficerRequest, results: tuple[WaitingResult, ...]) -> list[Row]:
    return [Row(result, _age(result.days_waiting(request.at))) for result in results]


def _age(days: int) -> Chip:
    if days >= LONG_AFTER_DAYS:
        return Chip("late", "exclamation-triangle-fill", _("Chờ %s ngày") % days)
    if days >= SOON_AFTER_DAYS:
        return Chip("soon", "clock-history", _("Chờ %s ngày") % days)
    return Chip("early", "check-circle", _("Mới về") if days == 0 else _("Chờ %s ngày") % days)


def _page(request: OfficerRequest, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    state: DossierState | None = context.get("state")
    keys = [Key.of(_("Mở hồ sơ chờ trả"), "Enter")]
    if context.get("form"):
        keys = [
            Key.of(_("Nhận thay"), "F4"),
            Key.of(_("Trả kết quả"), "F9"),
            Key.of(_("Chưa trả được"), "F10"),
        ]
        keys.append(Key.of(_("Đánh dấu"), "Space"))
    facts: dict[str, Any] = {"takings": desk.takings(request.actor, request.at), "pays": dict(giving.PAY)}
    if state is not None:
        definition = catalog.procedure_version(state.procedure, state.procedure_version)
        waiting = desk.waiting_results(request.actor, limit=BESIDE + 1)
        others = tuple(one for one in waiting if one.brief.id != state.id)[:BESIDE]
        facts |= {"procedure": definition.display_name, "beside": _rows(request, others)}
    return page(
        request,
        "office/desk/return.html",
        {**context, **facts},
        here="office:return",
        keys=keys,
        status=status,
    )
