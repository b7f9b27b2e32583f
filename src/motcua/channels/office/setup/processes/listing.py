"""All procedures with where their process stands; one procedure's process through its versions; its journal."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from motcua.apps.audit import queries as audit
from motcua.apps.audit.queries import Act
from motcua.apps.catalog import processes
from motcua.apps.catalog.lines import VersionLine
from motcua.apps.catalog.processes import ProcessLine
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.setup import trails, versions
from motcua.channels.office.setup.frame import page, setup_page
from motcua.channels.office.setup.processes import shown
from motcua.channels.office.setup.processes.shown import PLACE
from motcua.ui import formatting
from motcua.ui.chips import Chip
from motcua.ui.context import Key
from motcua.ui.process_picture import draw

A_PAGE = 50
FILTERS: tuple[tuple[str, str | Promise], ...] = (
    ("", lazy("Tất cả")),
    ("draft", lazy("Đang soạn")),
    ("review", lazy("Chờ duyệt")),
    ("none", lazy("Chưa có quy trình")),
)
ACTS: dict[str, str | Promise] = {
    "catalog.process-drafted": lazy("Bắt đầu soạn bản mới"),
    "catalog.process-saved": lazy("Lưu bản nháp"),
    "catalog.process-draft-dropped": lazy("Xóa bản nháp"),
    "catalog.process-submitted": lazy("Gửi duyệt"),
    "catalog.process-returned": lazy("Trả lại để sửa"),
    "catalog.process-published": lazy("Duyệt và công bố"),
    "catalog.process-withdrawn": lazy("Thu hồi bản chưa có hiệu lực"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A procedure with the chip of its draft."""

    line: ProcessLine
    chip: Chip | None


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version in the list of all."""

    line: VersionLine
    chip: Chip
    period: str
    now: bool


@setup_page(PLACE)
def listing(request: OfficerRequest) -> HttpResponse:
    """List the processes that fit what is looked for."""
    query, status = request.GET.get("q", "").strip(), request.GET.get("status", "")
    found = processes.find(query, status, formatting.local_day(request.at))
    part = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rows = [
        Row(line, versions.chip(line.situation.draft) if line.situation.draft else None)
        for line in part.object_list
    ]
    context = {
        "title": _("Quy trình nội bộ"),
        "query": query,
        "status": status,
        "filters": FILTERS,
        "count": len(found),
        "page": part,
        "rows": rows,
    }
    keys = [Key.of(_("Tìm"), "S"), Key.of(_("Chọn quy trình"), "J", "K"), Key.of(_("Mở"), "Enter")]
    return page(request, "office/setup/processes/list.html", context, here=PLACE, keys=keys)


@setup_page(PLACE)
def process(request: OfficerRequest, key: str) -> HttpResponse:
    """Show the process in force, or the newest one, with its picture, steps and versions."""
    name, every = shown.name_of(key), processes.versions_of(key)
    today = formatting.local_day(request.at)
    held = next((line for line in every if line.holds(today)), every[0] if every else None)
    context: dict[str, object] = {
        "title": name,
        "key": key,
        "versions": [
            VersionRow(line, versions.chip(line), versions.period(line), line.holds(today)) for line in every
        ],
        "draft": next((line for line in every if line.open), None),
        "held": held,
        "in_force": False,
    }
    if held:
        found = processes.detail(held.id)
        units = shown.unit_names(request, key, found.process)
        context |= {
            "in_force": held.holds(today),
            "period": versions.period(held),
            "rows": shown.rows(found.process, units),
            "picture": draw(found.process, units, title=_("Sơ đồ quy trình %s") % name),
        }
    return page(request, "office/setup/processes/process.html", context, here=PLACE, crumbs=shown.crumbs())


@setup_page(PLACE)
def journal(request: OfficerRequest, key: str) -> HttpResponse:
    """Show everything that was done to a procedure's process, the latest first."""
    name = shown.name_of(key)
    acts = audit.acts_on(object_type="procedure", object_id=key)
    context: dict[str, object] = {
        "title": _("Nhật ký quy trình"),
        "subject": name,
        "entries": trails.entries((act for act in acts if act.action in ACTS), ACTS, _told),
        "nothing": _("Chưa có thay đổi nào từ khi quy trình được nạp."),
    }
    return page(request, "office/setup/trail.html", context, here=PLACE, crumbs=shown.crumbs(key, name))


def _told(act: Act) -> Iterator[str]:
    if number := act.payload.get("number"):
        yield _("bản %s") % number
    yield from (str(text) for name in ("decision", "reason", "remarks") if (text := act.payload.get(name)))
