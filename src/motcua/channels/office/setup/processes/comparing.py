"""Two versions of a process beside each other, and what differs step by step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from motcua.apps.catalog import processes
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.setup import versions
from motcua.channels.office.setup.frame import page, setup_page
from motcua.channels.office.setup.processes import shown
from motcua.channels.office.setup.processes.shown import PLACE, StepRow
from motcua.domain.workflow import Process
from motcua.ui.process_picture import draw


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One difference: of which step, in what, from what to what. `kind` is added, removed or changed."""

    kind: str
    icon: str
    step: str
    what: str
    before: str
    after: str


@setup_page(PLACE)
def comparison(request: OfficerRequest, before_id: int, after_id: int) -> HttpResponse:
    """Show two versions beside each other."""
    before, after = shown.detail(before_id), shown.detail(after_id)
    units = shown.unit_names(request, before.line.key, before.process)
    units |= shown.unit_names(request, after.line.key, after.process)
    pictures = [
        replace(
            draw(one.process, units, title=_("Sơ đồ bản %d") % one.line.number), key=f"version-{one.line.id}"
        )
        for one in (before, after)
    ]
    context = {
        "title": _("So sánh hai bản quy trình"),
        "name": after.name,
        "sides": [
            (one.line, versions.chip(one.line), versions.period(one.line), picture)
            for one, picture in zip((before, after), pictures, strict=True)
        ],
        "changes": changes(before.process, after.process, units),
        "versions": processes.versions_of(after.line.key),
        "before_id": before_id,
        "after_id": after_id,
    }
    return page(
        request, "office/setup/processes/comparison.html", context,
        here=PLACE, crumbs=shown.crumbs(after.line.key, after.name),
    )  # fmt: skip


@setup_page(PLACE)
def compare_chosen(request: OfficerRequest) -> HttpResponse:
    """Go to the comparison of the two versions that were chosen."""
    chosen = [request.GET.get(name, "") for name in ("before", "after")]
    if not all(text.isdecimal() for text in chosen):
        raise Http404("versions")
    return redirect("office:process_comparison", *map(int, chosen))


def changes(before: Process, after: Process, units: Mapping[str, str]) -> list[ChangeRow]:
    """Return what differs between two versions, step by step in the order of the later one."""
    old, new = _by_id(before, units), _by_id(after, units)
    found = []
    for step_id, row in new.items():
        if step_id not in old:
            found.append(ChangeRow("added", "plus-circle", row.name, _("thêm bước"), "", _told(row)))
        else:
            found += _differences(old[step_id], row)
    found += [
        ChangeRow("removed", "dash-circle", row.name, _("bỏ bước"), _told(row), "")
        for step_id, row in old.items()
        if step_id not in new
    ]
    return found


def _by_id(process: Process, units: Mapping[str, str]) -> dict[str, StepRow]:
    rows = shown.rows(process, units)
    return {step.id: row for step, row in zip(process.steps, rows, strict=True)}


def _told(row: StepRow) -> str:
    return f"{row.unit}, {row.role}, {row.time}"


def _differences(old: StepRow, new: StepRow) -> list[ChangeRow]:
    parts: Sequence[tuple[str, str, str]] = (
        (_("tên"), old.name, new.name),
        (_("đơn vị"), old.unit, new.unit),
        (_("vai trò"), old.role, new.role),
        (_("thời gian"), old.time, new.time),
        (_("được phép"), old.may, new.may),
        (_("bắt buộc"), old.must, new.must),
        (_("kết quả"), old.produces, new.produces),
        (_("hướng chuyển"), "; ".join(old.ways), "; ".join(new.ways)),
    )
    return [
        ChangeRow("changed", "pencil", new.name, what, before, after)
        for what, before, after in parts
        if before != after
    ]
