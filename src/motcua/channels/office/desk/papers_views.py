"""Paper dossiers on their way: handed from the counter to the divisions, acknowledged on arrival (R-A28, R-S8)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.apps.dossiers import operations, printing, queries
from motcua.apps.dossiers.operations import DossierNotFound
from motcua.apps.dossiers.queries import papers
from motcua.apps.dossiers.queries.desk import code_in
from motcua.apps.dossiers.queries.papers import ToSend
from motcua.channels.office.access import OfficerRequest, officer_page
from motcua.channels.office.desk.counter import counter_of
from motcua.channels.office.frame import page
from motcua.domain.calendar import TIMEZONE
from motcua.domain.dossier import commands as c
from motcua.domain.errors import DomainError
from motcua.ui import chips, wording
from motcua.ui.chips import Chip
from motcua.ui.context import Key


@dataclass(frozen=True, slots=True)
class Row:
    """A dossier to be sent, with until when; `chosen` when it must leave today."""

    dossier: ToSend
    chip: Chip
    chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """What goes to one unit."""

    unit_id: int
    name: str
    agency: str
    rows: tuple[Row, ...]


@officer_page
@require_http_methods(["GET", "POST"])
def hand_over(request: OfficerRequest) -> HttpResponse:
    """Hand paper dossiers over with the step of the counter, and print a list for every receiving unit."""
    counter = counter_of(request)
    waiting = papers.to_send(request.actor)
    if request.method == "POST":
        chosen = set(request.POST.getlist("dossier"))
        sheets = _send(request, [one for one in waiting if str(one.brief.id) in chosen], counter.unit_id)
        return redirect(f"{reverse('office:hand_over_papers')}?sheets={','.join(map(str, sheets))}")
    keys = (Key.of(_("Đánh dấu"), "Space"), Key.of(_("Bàn giao và in danh sách"), "F9"))
    context = {"groups": _groups(request, waiting), "sheets": _numbers(request.GET.get("sheets", ""))}
    return page(request, "office/desk/hand_over.html", context, here="office:reconcile", keys=keys)


def _send(request: OfficerRequest, chosen: Iterable[ToSend], counter: int) -> list[int]:
    sent: dict[int, list[UUID]] = defaultdict(list)
    for one in chosen:
        try:
            operations.execute(
                c.HandOver(item=one.item, action=one.action),
                dossier_id=one.brief.id,
                actor=request.actor,
                at=request.at,
                seen_version=one.version,
            )
        except DomainError as refused:
            messages.error(request, f"{one.brief.code}: {wording.sentence(refused)}")
        else:
            sent[one.unit_id].append(one.brief.id)
    if sent:
        count = sum(len(ids) for ids in sent.values())
        messages.success(request, _("Đã bàn giao %s hồ sơ.") % count)
    return [
        sheet for unit, ids in sent.items() if (sheet := _listed(request, ids, counter, unit)) is not None
    ]


def _listed(request: OfficerRequest, dossiers: list[UUID], counter: int, unit: int) -> int | None:
    try:
        sheet = printing.print_paper_hand_over(dossiers, counter, unit, actor=request.actor, at=request.at)
    except DomainError as refused:
        messages.error(request, _("Đã bàn giao nhưng chưa in được danh sách. %s") % wording.sentence(refused))
        return None
    return int(sheet.pk)


def _groups(request: OfficerRequest, waiting: Iterable[ToSend]) -> list[Group]:
    by_unit: dict[int, list[ToSend]] = defaultdict(list)
    for one in waiting:
        by_unit[one.unit_id].append(one)
    return [
        Group(unit, rows[0].unit_name, rows[0].agency_name, tuple(_row(one, request.at) for one in rows))
        for unit, rows in by_unit.items()
    ]


def _row(one: ToSend, at: datetime) -> Row:
    chip = chips.due_chip(
        due_at=one.due_at,
        now=at,
        stage=one.brief.stage,
        finished_at=None,
        paused_ground=None,
        working_minutes_left=None,
        working_days_left=None,
    )
    today = at.astimezone(TIMEZONE).date()
    chosen = one.due_at is None or one.due_at.astimezone(TIMEZONE).date() <= today
    return Row(one, chip, chosen)


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",") if part.isdecimal()]


@officer_page
@require_http_methods(["GET", "POST"])
def receive(request: OfficerRequest) -> HttpResponse:
    """Acknowledge papers that have arrived: by scanning one after the other, or by ticking."""
    if request.method == "POST":
        for dossier_id in _arrived(request):
            _acknowledge(request, dossier_id)
        return redirect("office:receive_papers")
    keys = (Key.of(_("Quét từng hồ sơ"), "Enter"), Key.of(_("Xác nhận các hồ sơ đã đánh dấu"), "F9"))
    context: dict[str, object] = {"coming": papers.papers_coming(request.actor)}
    return page(request, "office/desk/receive.html", context, here="office:receive_papers", keys=keys)


def _arrived(request: OfficerRequest) -> list[UUID]:
    scan = request.POST.get("scan", "").strip()
    if not scan:
        return [
            one.brief.id
            for one in papers.papers_coming(request.actor)
            if str(one.brief.id) in _ticked(request)
        ]
    found = queries.find_id_by_code(code_in(scan))
    if found is None:
        messages.error(request, _("Không có hồ sơ nào mang mã %s.") % code_in(scan))
    return [found] if found else []


def _ticked(request: OfficerRequest) -> set[str]:
    return set(request.POST.getlist("dossier"))


def _acknowledge(request: OfficerRequest, dossier_id: UUID) -> None:
    try:
        state = queries.state_of(dossier_id, actor=request.actor)
        going = state.papers_going_to or 0
        operations.execute(
            c.ReceivePapers(unit_id=going), dossier_id=dossier_id, actor=request.actor, at=request.at
        )
    except DossierNotFound:
        messages.error(request, _("Hồ sơ này không đi qua đơn vị của bạn."))
    except DomainError as refused:
        messages.error(request, wording.sentence(refused))
    else:
        messages.success(request, _("Đã nhận hồ sơ giấy %s.") % state.code)
