"""Beginning a process, or filling a draft anew: from a version, a usual chain, a step table, a BPMN file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_safe

from motcua.apps.catalog import operations, processes
from motcua.apps.catalog.operations import DraftOpenAlready
from motcua.apps.catalog.processes import ProcessDetail
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.setup.frame import page, setup_page
from motcua.channels.office.setup.processes import shown
from motcua.channels.office.setup.processes.forms import FileForm, ValidityForm
from motcua.channels.office.setup.processes.shown import PLACE
from motcua.domain.errors import DomainError
from motcua.domain.spreadsheets import Sheet, lines, read_spreadsheet, write_xlsx
from motcua.domain.text import search_key
from motcua.domain.workflow import Process, process_from_data, process_to_data
from motcua.domain.workflow.bpmn import BpmnUnreadable, read_bpmn
from motcua.domain.workflow.drafting import COLUMNS, OPTIONAL, TEMPLATES, process_from_rows, rows_from_lines
from motcua.ui import formatting, process_words, wording
from motcua.ui.process_picture import draw

SOURCES: Final[Mapping[str, str | Promise]] = {
    "current": lazy("Bản mới nhất của thủ tục này"),
    "department": lazy("Sở giải quyết, lãnh đạo Sở ký"),
    "province": lazy("Sở thẩm định, trình UBND tỉnh qua Văn phòng"),
    "commune": lazy("UBND cấp xã giải quyết"),
    "land_office": lazy("Văn phòng đăng ký đất đai giải quyết"),
    "immediate": lazy("Giải quyết ngay tại quầy"),
}
PROBLEMS: Final[Mapping[str, str | Promise]] = {
    "missing": lazy("Ô còn trống."),
    "not-understood": lazy("Không đọc được “{value}”. Ghi như 4 giờ, 0,5 ngày hoặc 30 phút."),
    "not-before": lazy("“{value}” không phải số thứ tự của một bước phía trước."),
}
SALT: Final = "motcua.process"
KEPT_SECONDS: Final = 3_600
SAMPLE: Final = (
    ("Tiếp nhận, kiểm tra hồ sơ", "Bộ phận một cửa", "Tiếp nhận hồ sơ", "0,5 ngày", "Giấy tiếp nhận", ""),
    ("Phân công thụ lý", "Phòng chuyên môn", "Lãnh đạo phòng", "2 giờ", "", ""),
    ("Thẩm định, dự thảo kết quả", "Phòng chuyên môn", "Chuyên viên thụ lý", "3 ngày", "Tờ trình; Dự thảo", ""),
    ("Soát xét dự thảo", "Phòng chuyên môn", "Lãnh đạo phòng", "4 giờ", "", "3"),
    ("Ký kết quả", "Lãnh đạo cơ quan", "Lãnh đạo cơ quan", "4 giờ", "", "3"),
    ("Vào sổ, phát hành", "Văn thư", "Văn thư", "2 giờ", "", ""),
    ("Trả kết quả", "Bộ phận một cửa", "Trả kết quả", "0 giờ", "", ""),
)  # fmt: skip


class BeginForm(ValidityForm):
    """With what a new version begins, from when it holds and why."""

    field_order = ("source",)
    source = forms.ChoiceField(label=lazy("Bắt đầu từ"), widget=forms.RadioSelect)

    def arrange(self) -> None:
        """Offer the newest version only where there is one."""
        choices = [(key, str(words)) for key, words in SOURCES.items()]
        field = self.fields["source"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices if self.initial.get("known") else choices[1:]


@dataclass(frozen=True, slots=True)
class Note:
    """Something to look at after reading a file: where, and what."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file gave: a process or only notes why not."""

    process: Process | None
    notes: Sequence[Note]


@require_http_methods(["GET", "POST"])
@setup_page(PLACE)
def begin(request: OfficerRequest, key: str) -> HttpResponse:
    """Ask with what the next version begins, then begin it."""
    name, versions = shown.name_of(key), processes.versions_of(key)
    initial = {"known": bool(versions), "source": "current" if versions else "department"}
    form = BeginForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        process = _source(request, key, form.cleaned_data["source"], versions[0].id if versions else None)
        try:
            version_id = operations.begin_process(
                procedure_key=key, process=process, validity=form.validity, actor=request.actor, at=request.at
            )
        except DraftOpenAlready as open_already:
            messages.warning(request, wording.sentence(open_already))
            return redirect("office:process_version", open_already.version_id)
        return redirect("office:process_design", version_id)
    context = {"title": _("Soạn bản mới của quy trình"), "name": name, "form": form}
    status = 422 if form.is_bound else 200
    return page(
        request, "office/setup/processes/begin.html", context,
        here=PLACE, crumbs=shown.crumbs(key, name), status=status,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@setup_page(PLACE)
def fill(request: OfficerRequest, version_id: int) -> HttpResponse:
    """Read a file, show what it gives and what was not understood, then take it into the draft."""
    found = shown.detail(version_id)
    if found.line.status != "draft":
        raise Http404("no draft")
    if kept := request.POST.get("kept", ""):
        return _taken(request, found, kept)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    reading = None
    if form.is_valid():
        reading = _read(request, found, form.cleaned_data["file"], form)
    context: dict[str, object] = {
        "title": _("Nhập các bước từ tệp"),
        "found": found,
        "form": form,
        "columns": [(heading, column not in OPTIONAL) for column, heading in COLUMNS.items()],
        "reading": reading,
        "kept": "",
    }
    if reading and reading.process:
        units = shown.unit_names(request, found.line.key, reading.process)
        context |= {
            "rows": shown.rows(reading.process, units),
            "picture": draw(reading.process, units, title=_("Sơ đồ đọc được từ tệp")),
            "kept": _kept(reading.process),
        }
    status = 422 if form.errors or (reading and not reading.process) else 200
    return page(
        request, "office/setup/processes/fill.html", context,
        here=PLACE, crumbs=shown.crumbs(found.line.key, found.name), status=status,
    )  # fmt: skip


@require_safe
@setup_page(PLACE)
def sample(request: OfficerRequest) -> HttpResponse:
    """Give a step table to be filled in."""
    sheet = Sheet("Các bước", (tuple(COLUMNS.values()), *SAMPLE))
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return HttpResponse(
        write_xlsx([sheet]),
        content_type=kind,
        headers={"Content-Disposition": 'attachment; filename="cac-buoc.xlsx"'},
    )


def _source(request: OfficerRequest, key: str, source: str, newest: int | None) -> Process:
    if source == "current" and newest is not None:
        return processes.detail(newest).process
    template = next(template for template in TEMPLATES if template.key == source)
    definition = processes.definition_of(key)
    return template.process(
        key=key,
        version=1,
        division=_division(request, key),
        limit=definition.allowance if definition else None,
    )


def _division(request: OfficerRequest, key: str) -> str:
    """Return the first division of the agencies that decide a procedure."""
    nothing = Process(key, 1, (), "")
    units = processes.units_for(key, nothing, formatting.local_day(request.at))
    found = [choice.reference for choice in units if choice.reference not in process_words.UNITS]
    return found[0] if found else "leaders"


def _read(
    request: OfficerRequest, found: ProcessDetail, file: "UploadedFile[bytes]", form: FileForm
) -> Reading | None:
    data = file.read()
    today = formatting.local_day(request.at)
    units = {
        search_key(choice.name): choice.reference
        for choice in processes.units_for(found.line.key, found.process, today)
    }
    try:
        if data.lstrip()[:1] == b"<" or (file.name or "").endswith((".bpmn", ".xml")):
            return _from_bpmn(data, units)
        return _from_table(data, units)
    except BpmnUnreadable as error:
        form.add_error("file", str(process_words.UNREADABLE[error.problem]))
    except DomainError as error:
        form.add_error("file", wording.sentence(error))
    return None


def _from_bpmn(data: bytes, units: Mapping[str, str]) -> Reading:
    reading = read_bpmn(data, units=units)
    notes = [
        Note(
            " ".join(part for part in (found.name, f"({found.element})") if part),
            process_words.finding(found),
        )
        for found in reading.findings
    ]
    return Reading(reading.process if reading.process.steps else None, notes)


def _from_table(data: bytes, units: Mapping[str, str]) -> Reading:
    roles = {search_key(str(words)): role for role, words in wording.ROLES.items()}
    sheet = read_spreadsheet(data)[0]
    rows, problems = rows_from_lines(lines(sheet, COLUMNS, optional=OPTIONAL), units=units, roles=roles)
    notes = [
        Note(
            _("Dòng %(row)d, cột %(column)s") % {"row": problem.row, "column": problem.column},
            str(PROBLEMS[problem.problem]).format(value=problem.value),
        )
        for problem in problems
    ]
    return Reading(None if problems or not rows else process_from_rows(rows, key="p", version=1), notes)


def _kept(process: Process) -> str:
    return signing.dumps(process_to_data(process), salt=SALT, compress=True)


def _taken(request: OfficerRequest, found: ProcessDetail, kept: str) -> HttpResponse:
    """Put what was read into the draft, as it was opened."""
    try:
        data = signing.loads(kept, salt=SALT, max_age=KEPT_SECONDS)
    except signing.BadSignature:
        messages.error(request, _("Kết quả đọc tệp đã quá một giờ hoặc bị sửa. Hãy gửi lại tệp."))
        return redirect("office:process_import", found.line.id)
    read = process_from_data(data)
    try:
        operations.save_process(
            version_id=found.line.id, revision=found.line.revision, actor=request.actor, at=request.at,
            process=replace(read, id=found.line.key, version=found.line.number),
        )  # fmt: skip
    except DomainError as error:
        messages.error(request, wording.sentence(error))
    else:
        messages.success(request, _("Đã lấy %d bước vào bản nháp.") % len(read.steps))
    return redirect("office:process_design", found.line.id)
