"""One version: what it says, what it changes, and the acts that lead it to publication or back."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.apps.catalog import operations, processes
from motcua.apps.catalog.operations import ProcessNotSound
from motcua.apps.catalog.processes import ProcessDetail
from motcua.apps.dossiers.queries.versions import open_by_version
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.setup import versions
from motcua.channels.office.setup.frame import page, setup_page
from motcua.channels.office.setup.processes import comparing, shown
from motcua.channels.office.setup.processes.forms import DropForm, RemarksForm, ValidityForm, WithdrawForm
from motcua.channels.office.setup.processes.judging import judge
from motcua.channels.office.setup.processes.shown import PLACE
from motcua.domain.errors import DomainError
from motcua.ui import formatting, wording
from motcua.ui.forms import PageForm


@setup_page(PLACE)
def version(request: OfficerRequest, version_id: int) -> HttpResponse:
    """Show a version with what it changes, and the acts that are left."""
    return _version(request, shown.detail(version_id))


@require_POST
@setup_page(PLACE)
def publish(request: OfficerRequest, version_id: int) -> HttpResponse:
    """Publish a version that other people wrote, when it is sound (R-A61)."""
    found = shown.detail(version_id)
    try:
        operations.publish_process(version_id=version_id, actor=request.actor, at=request.at)
    except ProcessNotSound as error:
        messages.error(request, wording.sentence(error))
        return _version(request, found, status=422)
    except DomainError as error:
        messages.error(request, wording.sentence(error))
        return redirect("office:process_version", version_id)
    told = _("Đã công bố bản %(number)d, có hiệu lực từ %(since)s.") % {
        "number": found.line.number,
        "since": formatting.day(found.line.valid_from),
    }
    messages.success(request, told)
    return redirect("office:process", found.line.key)


@require_POST
@setup_page(PLACE)
def give_back(request: OfficerRequest, version_id: int) -> HttpResponse:
    """Give a version back to its author with what has to be changed."""
    found, form = shown.detail(version_id), RemarksForm(request.POST)
    if not form.is_valid():
        return _version(request, found, remarks=form, status=422)

    def act() -> None:
        remarks = form.cleaned_data["remarks"]
        operations.return_process(version_id=version_id, remarks=remarks, actor=request.actor, at=request.at)

    return _done(request, found, act, _("Đã trả lại bản này để sửa."))


@require_http_methods(["GET", "POST"])
@setup_page(PLACE)
def withdraw(request: OfficerRequest, version_id: int) -> HttpResponse:
    """Say what follows, then take a published version back before its day."""
    found = shown.detail(version_id)
    if found.line.status != "published":
        raise Http404("not published")
    form = WithdrawForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        operations.withdraw_process(
            version_id=version_id, reason=form.cleaned_data["reason"],
            on=formatting.local_day(request.at), actor=request.actor, at=request.at,
        )  # fmt: skip

    told = _("Bản %(number)d sẽ không có hiệu lực từ %(since)s nữa; bản trước tiếp tục được dùng.") % {
        "number": found.line.number,
        "since": formatting.day(found.line.valid_from),
    }
    done = _("Đã thu hồi bản %d.") % found.line.number
    return _confirmed(
        request, found, form, act, (_("Thu hồi bản chưa có hiệu lực"), _("Thu hồi"), told, done)
    )


@require_http_methods(["GET", "POST"])
@setup_page(PLACE)
def drop(request: OfficerRequest, version_id: int) -> HttpResponse:
    """Say what is lost, then throw a draft away."""
    found = shown.detail(version_id)
    if found.line.status != "draft":
        raise Http404("no draft")
    form = DropForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        operations.drop_process(version_id=version_id, actor=request.actor, at=request.at)

    told = _("Mọi thay đổi của bản nháp %d mất hẳn; bản đang dùng không đổi.") % found.line.number
    done = _("Đã xóa bản nháp %d.") % found.line.number
    return _confirmed(request, found, form, act, (_("Xóa bản nháp"), _("Xóa bản nháp"), told, done))


@require_http_methods(["GET", "POST"])
@setup_page(PLACE)
def validity(request: OfficerRequest, version_id: int) -> HttpResponse:
    """Set from when, by which decision and why a draft shall hold."""
    found = shown.detail(version_id)
    line = found.line
    if line.status != "draft":
        raise Http404("no draft")
    initial = {
        "since": line.valid_from,
        "until": line.valid_to,
        "decision": line.decision,
        "reason": line.reason,
        "revision": line.revision,
    }
    form = ValidityForm(request.POST if request.method == "POST" else None, initial=initial)

    def act() -> None:
        revision = form.cleaned_data["revision"]
        operations.set_process_validity(
            version_id=version_id, revision=line.revision if revision is None else revision,
            validity=form.validity, actor=request.actor, at=request.at,
        )  # fmt: skip

    told = _("Hồ sơ tiếp nhận từ ngày này đi theo bản mới; hồ sơ đang giải quyết giữ bản cũ.")
    return _confirmed(request, found, form, act, (_("Hiệu lực của bản nháp"), _("Lưu"), told, _("Đã lưu.")))


def _version(
    request: OfficerRequest, found: ProcessDetail, *, remarks: RemarksForm | None = None, status: int = 200
) -> HttpResponse:
    line = found.line
    units = shown.unit_names(request, line.key, found.process)
    limit = found.definition.allowance if found.definition else None
    before = processes.before(line)
    title = _("Sơ đồ quy trình %s") % found.name
    today = formatting.local_day(request.at)
    context: dict[str, object] = {
        "title": found.name,
        "found": found,
        "line": line,
        "chip": versions.chip(line),
        "period": versions.period(line),
        "before": before,
        "judgement": judge(found.process, limit, units, request.at, title=title),
        "rows": shown.rows(found.process, units),
        "changes": comparing.changes(processes.detail(before.id).process, found.process, units)
        if before
        else (),
        "open": sum(open_by_version(line.key).values()),
        "own": request.actor.account_id in {line.author_account_id, *line.editors},
        "late": line.valid_from < today,
        "coming": line.status == "published" and line.valid_from > today,
        "remarks": remarks or RemarksForm(),
    }
    return page(
        request, "office/setup/processes/version.html", context,
        here=PLACE, crumbs=shown.crumbs(line.key, found.name), status=status,
    )  # fmt: skip


def _done(request: OfficerRequest, found: ProcessDetail, act: Callable[[], None], told: str) -> HttpResponse:
    try:
        act()
    except DomainError as error:
        messages.error(request, wording.sentence(error))
        return redirect("office:process_version", found.line.id)
    messages.success(request, told)
    return redirect("office:process", found.line.key)


def _confirmed(
    request: OfficerRequest,
    found: ProcessDetail,
    form: PageForm,
    act: Callable[[], None],
    words: tuple[str, str, str, str],
) -> HttpResponse:
    """Show a form with its consequence; do the act once it is valid. `words`: title, button, consequence, done."""
    title, button, told, done = words
    if form.is_valid():
        try:
            act()
        except DomainError as error:
            form.add_error(None, wording.sentence(error))
        else:
            messages.success(request, done)
            return redirect("office:process", found.line.key)
    context = {"title": title, "found": found, "form": form, "button": button, "told": told}
    return page(
        request, "office/setup/processes/confirm.html", context,
        here=PLACE, crumbs=shown.crumbs(found.line.key, found.name), status=422 if form.errors else 200,
    )  # fmt: skip
