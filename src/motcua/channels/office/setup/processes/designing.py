"""The designer: the table of steps of a draft, its picture and what is wrong with it, saved again and again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_POST

from motcua.apps.catalog import operations, processes
from motcua.apps.catalog.operations import DraftChangedMeanwhile
from motcua.apps.catalog.processes import ProcessDetail
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.setup.frame import page, setup_page
from motcua.channels.office.setup.processes import shown, table
from motcua.channels.office.setup.processes.judging import Judgement, judge
from motcua.channels.office.setup.processes.shown import PLACE
from motcua.channels.office.setup.processes.table import Table, TypedAction, TypedStep
from motcua.domain.errors import DomainError
from motcua.domain.workflow import END, Process
from motcua.domain.workflow.bpmn import process_to_bpmn
from motcua.ui import process_words, wording
from motcua.ui.context import Key

Choices = Sequence[tuple[str, str]]
NOTHING_JUDGED: Final[Mapping[str, object]] = {
    "judgement": None, "times": None, "large": None, "bpmn": "", "wrong_nodes": "", "live": False,
}  # fmt: skip
IN_TABLE: Final = tuple(process_words.SHORT)
FLAGS: Final = (
    ("joins", lazy("Chờ đủ các nhánh")),
    ("automatic", lazy("Hệ thống tự làm")),
    ("excluded", lazy("Không tính vào thời hạn")),
)


@dataclass(frozen=True, slots=True)
class Box:
    """A tick box."""

    value: str
    label: str
    on: bool


@dataclass(frozen=True, slots=True)
class ActionRow:
    """A way out of a step with its inputs; `targets` end with an empty one, for a fork."""

    name: str
    place: int
    action: TypedAction
    targets: Sequence[str]
    faults: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class StepRow:
    """A row of the table with its inputs."""

    name: str
    place: int
    number: int
    step: TypedStep
    first: bool
    wrong: bool
    boxes: Sequence[Box]
    more: Sequence[Box]
    flags: Sequence[Box]
    actions: Sequence[ActionRow]
    ways: str
    faults: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything of one showing of the designer."""

    found: ProcessDetail
    table: Table
    revision: int
    faults: Mapping[str, str] = field(default_factory=dict)
    unsaved: bool = False
    conflict: DraftChangedMeanwhile | None = None


@require_http_methods(["GET", "POST"])
@setup_page(PLACE)
def design(request: OfficerRequest, version_id: int) -> HttpResponse:
    """Show the designer of a draft, change rows, save, send to review."""
    found = shown.detail(version_id)
    if found.line.status != "draft":
        return redirect("office:process_version", version_id)
    if request.method == "GET":
        return _shown(request, Sheet(found, table.of_process(found.process), found.line.revision))
    typed, act = table.of_form(request.POST), request.POST.get("act", "save")
    if (changed := table.changed(typed, act)) is not None:
        return _shown(request, Sheet(found, changed, _revision(request, found), unsaved=True))
    return _saved(request, found, typed, act)


def _saved(request: OfficerRequest, found: ProcessDetail, typed: Table, act: str) -> HttpResponse:
    line, revision = found.line, _revision(request, found)
    process, faults = table.process_of(typed, key=line.key, version=line.number)
    if process is None:
        return _shown(request, Sheet(found, typed, revision, faults, unsaved=True), status=422)
    try:
        operations.save_process(
            version_id=line.id, revision=revision, process=process, actor=request.actor, at=request.at
        )
    except DraftChangedMeanwhile as conflict:
        sheet = Sheet(found, typed, revision, unsaved=True, conflict=conflict)
        return _shown(request, sheet, status=409)
    if act == "submit":
        return _submitted(request, found, process)
    messages.success(request, _("Đã lưu bản nháp %d.") % line.number)
    return redirect("office:process_design", line.id)


@require_POST
@setup_page(PLACE)
def check(request: OfficerRequest, version_id: int) -> HttpResponse:
    """Judge what is in the table now, without saving: findings, picture and times as a part of the page."""
    found = shown.detail(version_id)
    typed = table.of_form(request.POST)
    process, faults = table.process_of(typed, key=found.line.key, version=found.line.number)
    context: dict[str, object] = {**NOTHING_JUDGED, "faults": faults, "live": True}
    if process is not None:
        context |= _judged(request, found, process)
    return render(request, "office/setup/processes/judged.html", context)


def _submitted(request: OfficerRequest, found: ProcessDetail, process: Process) -> HttpResponse:
    limit = found.definition.allowance if found.definition else None
    judgement = judge(process, limit, {}, request.at, title="")
    if judgement.troubles:
        count = len(judgement.troubles)
        messages.error(request, _("Chưa gửi duyệt được: quy trình còn %d lỗi. Bản nháp đã lưu.") % count)
        return redirect("office:process_design", found.line.id)
    try:
        operations.submit_process(version_id=found.line.id, actor=request.actor, at=request.at)
    except DomainError as error:
        messages.error(request, wording.sentence(error))
        return redirect("office:process_design", found.line.id)
    messages.success(request, _("Đã gửi duyệt. Người khác sẽ xem và công bố."))
    return redirect("office:process_version", found.line.id)


def _revision(request: OfficerRequest, found: ProcessDetail) -> int:
    text = request.POST.get("revision", "")
    return int(text) if text.isdecimal() and len(text) < 10 else found.line.revision


def _shown(request: OfficerRequest, sheet: Sheet, *, status: int = 200) -> HttpResponse:
    line, typed = sheet.found.line, sheet.table
    process, faults = table.process_of(typed, key=line.key, version=line.number)
    judged = _judged(request, sheet.found, process) if process else {}
    judgement = judged.get("judgement")
    wrong = judgement.wrong if isinstance(judgement, Judgement) else frozenset()
    units = shown.unit_names(request, line.key, sheet.found.process)
    context: dict[str, object] = {
        "title": sheet.found.name,
        "found": sheet.found,
        "line": line,
        "before": processes.before(line),
        "sheet": sheet,
        "faults": faults,
        "told_faults": sheet.faults,
        "rows": _rows(typed, sheet.faults, wrong),
        "unit_choices": sorted(
            units.items(), key=lambda entry: (entry[0] not in process_words.UNITS, entry[1])
        ),
        "role_choices": [(role, str(words)) for role, words in wording.ROLES.items()],
        "stage_choices": [(str(stage), wording.stage(stage)) for stage in wording.STAGES],
        "known_units": set(units),
        "target_choices": _targets(typed),
        "known_targets": {key for key, _words in _targets(typed)},
        "kind_choices": _choices(process_words.KINDS),
        "outcome_choices": _choices(process_words.OUTCOMES),
        "heads": [(name, str(words)) for name, words in process_words.SHORT.items()],
        **NOTHING_JUDGED,
        **judged,
    }
    keys = [
        Key.of(_("Thêm bước"), "Ins"),
        Key.of(_("Chạy thử"), "F5"),
        Key.of(_("Lưu nháp"), "Ctrl+S"),
    ]
    return page(
        request, "office/setup/processes/design.html", context,
        here=PLACE, crumbs=shown.crumbs(line.key, sheet.found.name), keys=keys, status=status,
    )  # fmt: skip


def _judged(request: OfficerRequest, found: ProcessDetail, process: Process) -> dict[str, object]:
    units = shown.unit_names(request, found.line.key, process)
    limit = found.definition.allowance if found.definition else None
    title = _("Sơ đồ quy trình %s") % found.name
    judgement = judge(process, limit, units, request.at, title=title)
    return {
        "judgement": judgement,
        "times": judgement.times,
        "large": replace(judgement.picture, key="large"),
        "bpmn": process_to_bpmn(process, name=found.name, lane_names=units),
        "wrong_nodes": " ".join(
            f"Step_{place}" for place, step in enumerate(process.steps) if step.id in judgement.wrong
        ),
    }


def _rows(typed: Table, faults: Mapping[str, str], wrong: frozenset[str]) -> list[StepRow]:
    ids = [step.id for step in typed.steps]
    start = typed.start if typed.start in ids else (ids[0] if ids else "")
    return [_row(typed, place, faults, start, wrong) for place in range(len(ids))]


def _row(typed: Table, place: int, faults: Mapping[str, str], start: str, wrong: frozenset[str]) -> StepRow:
    step, name = typed.steps[place], f"s{place}"
    switches = {**process_words.MAY, **process_words.MUST}
    boxes = [Box(key, str(words), key in step.switches) for key, words in switches.items()]
    return StepRow(
        name=name,
        place=place,
        number=place + 1,
        step=step,
        first=step.id == start,
        wrong=step.id in wrong,
        boxes=[box for key in IN_TABLE for box in boxes if box.value == key],
        more=[box for box in boxes if box.value not in IN_TABLE],
        flags=[Box(key, str(words), key in step.flags) for key, words in FLAGS],
        actions=[
            ActionRow(
                name=f"{name}-a{number}",
                place=number,
                action=action,
                targets=[*action.targets, ""],
                faults=_of(faults, f"{name}-a{number}-"),
            )
            for number, action in enumerate(step.actions)
        ],
        ways="; ".join(_way(typed, action) for action in step.actions),
        faults=_of(faults, f"{name}-"),
    )


class _Told(dict[str, str]):
    """Sentences by the name of an input; an input without a fault has an empty one."""

    def __missing__(self, name: str) -> str:
        return ""


def _of(faults: Mapping[str, str], prefix: str) -> _Told:
    named = faults.items()
    return _Told({name.removeprefix(prefix): told for name, told in named if name.startswith(prefix)})


def _way(typed: Table, action: TypedAction) -> str:
    named = dict(_targets(typed))
    targets = ", ".join(named.get(target, target) for target in action.targets) or "?"
    return f"{action.label} → {targets}"


def _targets(typed: Table) -> list[tuple[str, str]]:
    """Return where a step may lead: the steps by number and short name, and the end."""
    steps = [
        (step.id, f"{place} {step.name.partition(',')[0]}".strip())
        for place, step in enumerate(typed.steps, 1)
    ]
    return [*steps, (END, _("Kết thúc"))]


def _choices(words: Mapping[str, object]) -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in words.items()]
