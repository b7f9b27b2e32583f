"""Trays: what an officer and a unit have to do, what is due next on top."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode
from uuid import uuid4

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.apps.dossiers import lawbook
from motcua.apps.dossiers.queries import worklist as trays
from motcua.apps.dossiers.queries.worklist import Choices, Filters, Mark, Tray
from motcua.channels.office.access import OfficerRequest, officer_page
from motcua.channels.office.frame import page
from motcua.channels.office.work import passing
from motcua.channels.office.work.rows import Shown, groups
from motcua.domain.access import Actor
from motcua.domain.access.policy import AGENCY_WIDE_ROLES, COUNTER_ROLES
from motcua.ui.context import Key

TABS: Final[dict[Tray, str | Promise]] = {
    Tray.MINE: gettext_lazy("Của tôi"),
    Tray.WAITING: gettext_lazy("Chờ nhận"),
    Tray.UNIT: gettext_lazy("Của phòng"),
    Tray.SENT: gettext_lazy("Vừa chuyển"),
}
TITLES: Final[dict[Tray, str | Promise]] = {
    Tray.MINE: gettext_lazy("Việc của tôi"),
    Tray.WAITING: gettext_lazy("Việc chờ nhận"),
    Tray.UNIT: gettext_lazy("Việc của phòng"),
    Tray.SENT: gettext_lazy("Hồ sơ vừa chuyển, chưa ai nhận"),
    Tray.CONSULTATIONS: gettext_lazy("Ý kiến được hỏi"),
}
EMPTY: Final[dict[Tray, str | Promise]] = {
    Tray.MINE: gettext_lazy("Bạn không giữ hồ sơ nào. Hồ sơ chờ nhận ở thẻ bên cạnh."),
    Tray.WAITING: gettext_lazy("Không có hồ sơ nào chờ nhận."),
    Tray.UNIT: gettext_lazy("Phòng không giữ hồ sơ nào."),
    Tray.SENT: gettext_lazy("Người nhận đã mở hết hồ sơ bạn chuyển; không còn hồ sơ nào lấy lại được."),
    Tray.CONSULTATIONS: gettext_lazy("Không có câu hỏi nào chờ bạn trả lời."),
}


@dataclass(frozen=True, slots=True)
class Tab:
    """A tray on top of the list."""

    label: str
    url: str
    count: int | None
    current: bool


@dataclass(frozen=True, slots=True)
class BulkAct:
    """An act on ticked rows, as `ui/bulk.html` shows it."""

    label: str
    key: str
    value: str


@officer_page
def home(request: OfficerRequest) -> HttpResponse:
    """Lead each officer to where their day begins."""
    return redirect("office:intake" if request.actor.has_role(*COUNTER_ROLES) else "office:worklist")


@officer_page
def worklist(request: OfficerRequest) -> HttpResponse:
    """Show one tray of the officer."""
    sizes = trays.tray_sizes(request.actor)
    tray = tray_of(request.GET) if "tray" in request.GET else _tray_at_first(sizes)
    context = _list(request, tray)
    context["tabs"] = _tabs(request.actor, tray, sizes)
    return page(
        request,
        "office/work/worklist.html",
        context,
        here="office:worklist",
        keys=_keys(),
        undo=passing.undo_of(request),
    )


@officer_page
def consultations(request: OfficerRequest) -> HttpResponse:
    """Show what other units have asked."""
    context = _list(request, Tray.CONSULTATIONS)
    return page(request, "office/work/worklist.html", context, here="office:consultations", keys=_keys()[:3])


def _tray_at_first(sizes: Mapping[Tray, int]) -> Tray:
    """Return the tray to begin with: one's own, unless it is empty and something waits to be taken up."""
    return Tray.WAITING if sizes.get(Tray.WAITING) and not sizes.get(Tray.MINE) else Tray.MINE


def parameters_of(came_from: str) -> QueryDict:
    """Return the parameters of a list's address, as a dossier's page carries them."""
    return QueryDict(came_from)


def tray_of(parameters: QueryDict) -> Tray:
    """Return the tray that an address names; one's own by default."""
    try:
        return Tray(parameters.get("tray", ""))
    except ValueError:
        return Tray.MINE


def filters_of(parameters: QueryDict, choices: Choices) -> Filters:
    """Return the filters that an address names; unknown ones filter nothing."""
    procedure = parameters.get("procedure", "")
    return Filters(
        procedure=procedure if procedure in choices.procedures else "",
        steps=choices.steps.get(parameters.get("step", ""), ()),
        text=parameters.get("text", "").strip(),
        late="late" in parameters,
        paused="paused" in parameters,
        priority="priority" in parameters,
    )


def _list(request: OfficerRequest, tray: Tray) -> dict[str, object]:
    actor, parameters = request.actor, request.GET
    choices = trays.choices(actor, tray)
    filters = filters_of(parameters, choices)
    found = trays.work_page(actor, tray, filters, at=request.at, after=Mark.read(parameters.get("after", "")))
    shown = Shown(
        at=request.at,
        calendar=lawbook.calendar_of(actor.posts[0].agency_id),
        account=actor.account_id,
        came_from=_without(parameters, "after", tray=tray.value),
        names_holder=tray in {Tray.UNIT, Tray.SENT},
    ) if actor.posts else None  # fmt: skip
    return {
        "title": _("Việc của cơ quan") if tray is Tray.UNIT and _oversees(actor) else TITLES[tray],
        "tray": tray.value,
        "groups": groups(found.lines, shown) if shown else [],
        "empty": _("Không có hồ sơ khớp bộ lọc.") if filters.any else EMPTY[tray],
        "filters": filters,
        "filtered": filters.any,
        "parameters": parameters,
        "choices": choices,
        "next_url": f"?{_without(parameters, 'after')}&after={found.after}" if found.after else "",
        "first_url": f"?{_without(parameters, 'after')}" if "after" in parameters else "",
        "plain_url": f"?tray={tray.value}",
        "back": _without(parameters, tray=tray.value),
        "token": uuid4().hex[:24],
        "same": _same(tray),
        "acts": _acts(tray),
        "shortest": min((line.due_at for line in found.lines if line.due_at), default=None),
    }


def _keys() -> list[Key]:
    return [
        Key.of(_("Di chuyển"), "↑", "↓"),
        Key.of(_("Chọn"), "Space"),
        Key.of(_("Mở"), "Enter"),
        Key.of(_("Chuyển bước"), "B"),
        Key.of(_("Giao việc"), "G"),
        Key.of(_("Tìm"), "/"),
    ]


def _tabs(actor: Actor, current: Tray, sizes: dict[Tray, int]) -> list[Tab]:
    wide = _oversees(actor)
    return [
        Tab(
            label=_("Của cơ quan") if wide and tray is Tray.UNIT else str(label),
            url=f"{reverse('office:worklist')}?{urlencode({'tray': tray.value})}",
            count=sizes.get(tray),
            current=tray is current,
        )
        for tray, label in TABS.items()
    ]


def _oversees(actor: Actor) -> bool:
    return actor.has_role(*AGENCY_WIDE_ROLES)


def _same(tray: Tray) -> BulkAct | None:
    if tray in {Tray.SENT, Tray.CONSULTATIONS}:
        return None
    return BulkAct(_("Chuyển bước"), "B", "hand-over")


def _acts(tray: Tray) -> list[BulkAct]:
    claim = BulkAct(_("Nhận việc"), "N", "claim")
    assign = BulkAct(_("Giao việc"), "G", "assign")
    return {
        Tray.MINE: [assign],
        Tray.WAITING: [claim, assign],
        Tray.UNIT: [assign],
        Tray.SENT: [BulkAct(_("Lấy lại"), "L", "recall")],
    }.get(tray, [])


def _without(parameters: QueryDict, *names: str, **more: str) -> str:
    kept = parameters.copy()
    for name in names:
        kept.pop(name, None)
    for name, value in more.items():
        kept[name] = value
    return kept.urlencode()
