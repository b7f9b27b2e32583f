"""Drafts: begun, copied, written page by page, given their day, thrown away."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.apps.catalog import operations, registry
from motcua.apps.catalog.operations import DraftChangedMeanwhile, DraftOpenAlready
from motcua.apps.catalog.registry import VersionDetail
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.setup import versions
from motcua.channels.office.setup.catalog import words
from motcua.channels.office.setup.catalog.forms import CopyForm, ValidityForm
from motcua.channels.office.setup.catalog.listing import PLACE
from motcua.channels.office.setup.catalog.pages import change_rows, crumbs, detail
from motcua.channels.office.setup.catalog.schema import BY_KEY, SECTIONS, Section, section_of
from motcua.channels.office.setup.catalog.shown import Choosing, Page, summary
from motcua.channels.office.setup.catalog.typed import read
from motcua.channels.office.setup.frame import page, setup_page
from motcua.domain.catalog import compare, procedure_to_data
from motcua.domain.errors import DomainError
from motcua.ui import formatting, wording
from motcua.ui.context import Key, Link


@require_http_methods(["GET", "POST"])
@setup_page(PLACE)
def begin(request: OfficerRequest, version_id: int) -> HttpResponse:
    """Ask from when and why, then begin the next version with what this one says."""
    shown = detail(version_id)
    form = ValidityForm(request.POST or None)
    if form.is_valid():
        try:
            draft_id = operations.begin_draft(
                version_id=version_id, validity=form.validity, actor=request.actor, at=request.at
            )
        except DraftOpenAlready as error:
            messages.warning(request, wording.sentence(error))
            draft_id = error.version_id
        return redirect("office:procedure_edit", draft_id, SECTIONS[0].key)
    return _asking(request, shown, form, _("Soạn bản mới"), _("Bắt đầu soạn"))


@require_http_methods(["GET", "POST"])
@setup_page(PLACE)
def copy(request: OfficerRequest, version_id: int) -> HttpResponse:
    """Ask what the new procedure is called, then begin it with what this version says."""
    shown = detail(version_id)
    form = CopyForm(request.POST or None)
    if form.is_valid():
        try:
            draft_id = operations.copy_procedure(
                version_id=version_id, into=form.new_name, validity=form.validity,
                actor=request.actor, at=request.at,
            )  # fmt: skip
        except DomainError as error:
            form.add_error("key", wording.sentence(error))
        else:
            messages.success(request, _("Đã sao chép thành thủ tục mới cùng quy trình của nó."))
            return redirect("office:procedure_edit", draft_id, SECTIONS[0].key)
    return _asking(request, shown, form, _("Sao chép thành thủ tục mới"), _("Sao chép"))


@require_http_methods(["GET", "POST"])
@setup_page(PLACE)
def validity(request: OfficerRequest, version_id: int) -> HttpResponse:
    """Change from when and why a draft shall hold."""
    shown = writable(version_id)
    line = shown.line
    initial = {
        "since": line.valid_from, "until": line.valid_to, "decision": line.decision,
        "reason": line.reason, "revision": line.revision,
    }  # fmt: skip
    form = ValidityForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            operations.set_validity(
                version_id=version_id, revision=form.cleaned_data["revision"] or 0, validity=form.validity,
                actor=request.actor, at=request.at,
            )  # fmt: skip
        except DraftChangedMeanwhile as error:
            form.add_error(None, wording.sentence(error))
        else:
            messages.success(request, _("Đã lưu hiệu lực của bản nháp."))
            return redirect("office:procedure_review", version_id)
    return _asking(request, shown, form, _("Hiệu lực và lý do"), _("Lưu"), tabs=tabs(shown, "validity"))


@require_http_methods(["GET", "POST"])
@setup_page(PLACE)
def drop(request: OfficerRequest, version_id: int) -> HttpResponse:
    """Say what is lost, then throw a draft away."""
    shown = writable(version_id)
    if request.method == "POST":
        operations.drop_draft(version_id=version_id, actor=request.actor, at=request.at)
        messages.success(request, _("Đã xóa bản nháp số %d.") % shown.line.number)
        left = registry.versions_of(shown.line.key)
        return redirect(
            reverse("office:procedure", args=[shown.line.key]) if left else reverse("office:procedures")
        )
    context = {"title": _("Xóa bản nháp số %d") % shown.line.number, "shown": shown}
    return page(request, "office/setup/catalog/drop.html", context, here=PLACE, crumbs=crumbs(shown.line))


@require_http_methods(["GET", "POST"])
@setup_page(PLACE)
def edit(request: OfficerRequest, version_id: int, section: str) -> HttpResponse:
    """Show one page of a draft with what is wrong on it; save it, or add and take away rows."""
    if section not in BY_KEY:
        raise Http404(section)
    shown, chosen = writable(version_id), BY_KEY[section]
    if request.method == "GET":
        return _editor(request, shown, chosen, shown.data, revision=shown.line.revision)
    act, _colon, place = request.POST.get("act", "").partition(":")
    data = read(chosen, request.POST, shown.data, blanks=act in ROW_ACTS)
    revision = _number(request.POST.get("revision", ""))
    if act in ROW_ACTS:
        data = ROW_ACTS[act](data, place)
        extra = place if act == "add" else ""
        return _editor(request, shown, chosen, data, revision=revision, extra=extra, unsaved=True)
    try:
        operations.save_draft(
            version_id=version_id, revision=revision, data=tidy(data), actor=request.actor, at=request.at
        )
    except DraftChangedMeanwhile as error:
        return _editor(request, shown, chosen, data, revision=revision, conflict=error)
    return _after_saving(request, version_id, chosen)


def tidy(data: dict[str, Any]) -> dict[str, Any]:
    """Return data as it is written once it is right; what is not right yet stays as it was typed."""
    definition, _problems = registry.judged(data)
    return procedure_to_data(definition) if definition else data


def tabs(shown: VersionDetail, here: str) -> list[Link]:
    """Return the pages of the editor, each with the number of its problems."""
    faults = [section_of(problem.path) for problem in shown.problems]
    links = [
        Link(str(one.title), reverse("office:procedure_edit", args=[shown.line.id, one.key]),
             count=faults.count(one.key), current=one.key == here)
        for one in SECTIONS
    ]  # fmt: skip
    more = (
        ("form", _("Biểu mẫu điện tử"), "office:procedure_form"),
        ("validity", _("Hiệu lực và lý do"), "office:procedure_validity"),
        ("review", _("Kiểm tra và gửi duyệt"), "office:procedure_review"),
    )
    return links + [
        Link(label, reverse(name, args=[shown.line.id]), count=faults.count(key), current=key == here)
        for key, label, name in more
    ]


def conflict_of(
    request: OfficerRequest, shown: VersionDetail, error: DraftChangedMeanwhile
) -> dict[str, str]:
    """Return what the page says when somebody else saved the draft meanwhile."""
    return {
        "what": wording.sentence(error),
        "now": "",
        "changes_url": reverse("office:procedure_revisions", args=[shown.line.id]),
        "reload_url": request.get_full_path(),
    }


def _after_saving(request: OfficerRequest, version_id: int, chosen: Section) -> HttpResponse:
    now = registry.version(version_id)
    if wrong := len(summary(now.problems, chosen)):
        messages.warning(
            request, _("Đã lưu bản nháp. Trang này còn %d chỗ cần sửa trước khi gửi duyệt.") % wrong
        )
    else:
        messages.success(request, _("Đã lưu bản nháp."))
    if request.POST.get("act") == "next" and not wrong:
        place = SECTIONS.index(chosen) + 1
        if place < len(SECTIONS):
            return redirect("office:procedure_edit", version_id, SECTIONS[place].key)
        return redirect("office:procedure_form", version_id)
    return redirect("office:procedure_edit", version_id, chosen.key)


def _editor(
    request: OfficerRequest,
    shown: VersionDetail,
    chosen: Section,
    data: dict[str, Any],
    *,
    revision: int,
    extra: str = "",
    unsaved: bool = False,
    conflict: DraftChangedMeanwhile | None = None,
) -> HttpResponse:
    definition, problems = registry.judged(data)
    told = () if unsaved else problems
    today = formatting.local_day(request.at)
    context = {
        "title": shown.name,
        "shown": shown,
        "chip": versions.chip(shown.line),
        "period": versions.period(shown.line),
        "section": chosen,
        "tabs": tabs(shown, chosen.key),
        "parts": Page(data, told, Choosing(today)).parts(chosen, extra),
        "summary": summary(told, chosen),
        "revision": revision,
        "unsaved": unsaved,
        "conflict": conflict_of(request, shown, conflict) if conflict else None,
        "levels": words.levels(definition) if definition and chosen.key == "channels" else (),
    }
    keys = [Key.of(_("Lưu nháp"), "F9"), Key.of(_("Lưu, sang trang sau"), "F8")]
    status = 409 if conflict else 200
    return page(
        request, "office/setup/catalog/edit.html", context, here=PLACE, crumbs=crumbs(shown.line), keys=keys,
        status=status,
    )  # fmt: skip


@setup_page(PLACE)
def revisions(request: OfficerRequest, version_id: int) -> HttpResponse:
    """Show how a draft was saved: by whom, when, and what each saving changed."""
    shown = detail(version_id)
    saved = registry.revisions_of(version_id)
    source = registry.before(shown.line)
    first = registry.version(source.id).data if source else {}
    older = [one.data for one in saved[1:]] + [first]
    rows = (
        [(one, change_rows(compare(old, one.data))) for one, old in zip(saved, older, strict=True)]
        if saved
        else []
    )
    context = {"title": _("Các lần lưu của bản nháp"), "rows": rows, "shown": shown}
    return page(
        request, "office/setup/catalog/revisions.html", context, here=PLACE, crumbs=crumbs(shown.line)
    )


def _asking(
    request: OfficerRequest, shown: VersionDetail, form: ValidityForm, title: str, button: str,
    tabs: Sequence[Link] = (),
) -> HttpResponse:  # fmt: skip
    context = {"title": title, "shown": shown, "form": form, "button": button, "tabs": tabs}
    return page(request, "office/setup/catalog/validity.html", context, here=PLACE, crumbs=crumbs(shown.line))


def writable(version_id: int) -> VersionDetail:
    """Return a draft that may be written in; others have no such pages."""
    shown = detail(version_id)
    if shown.line.status != "draft":
        raise Http404("not a draft")
    return shown


def _add(data: dict[str, Any], place: str) -> dict[str, Any]:
    return data


def _drop(data: dict[str, Any], place: str) -> dict[str, Any]:
    return _with_rows(data, place, lambda rows, index: rows[:index] + rows[index + 1 :])


def _up(data: dict[str, Any], place: str) -> dict[str, Any]:
    def moved(rows: list[Any], index: int) -> list[Any]:
        return rows if index == 0 else [*rows[: index - 1], rows[index], rows[index - 1], *rows[index + 1 :]]

    return _with_rows(data, place, moved)


def _with_rows(
    data: dict[str, Any], place: str, change: Callable[[list[Any], int], list[Any]]
) -> dict[str, Any]:
    path, _bracket, number = place.rstrip("]").partition("[")
    names = path.split(".")
    holder: Any = data
    for name in names[:-1]:
        holder = holder.get(name, {})
    rows = holder.get(names[-1])
    if isinstance(rows, list) and number.isdigit() and int(number) < len(rows):
        holder[names[-1]] = change(rows, int(number))
    return data


def _number(text: str) -> int:
    return int(text) if text.isdigit() and len(text) < 9 else 0


ROW_ACTS: dict[str, Callable[[dict[str, Any], str], dict[str, Any]]] = {"add": _add, "drop": _drop, "up": _up}
