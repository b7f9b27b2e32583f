"""Before a version is published: what changes, whom it concerns, who has to look at it, and the acts."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.apps.catalog import operations, registry
from motcua.apps.catalog.registry import VersionDetail
from motcua.apps.dossiers.queries.versions import open_by_version
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.setup import versions
from motcua.channels.office.setup.catalog.drafting import tabs
from motcua.channels.office.setup.catalog.forms import EndForm, RemarksForm, WithdrawForm
from motcua.channels.office.setup.catalog.listing import PLACE
from motcua.channels.office.setup.catalog.pages import change_rows, crumbs, detail
from motcua.channels.office.setup.catalog.schema import section_of
from motcua.channels.office.setup.catalog.shown import sentence
from motcua.channels.office.setup.frame import page, setup_page
from motcua.domain.catalog import compare
from motcua.domain.errors import DomainError
from motcua.ui import formatting, wording
from motcua.ui.forms import PageForm


@setup_page(PLACE)
def review(request: OfficerRequest, version_id: int) -> HttpResponse:
    """Show what a version changes and what follows, with the acts that are left."""
    return _review(request, detail(version_id))


@require_POST
@setup_page(PLACE)
def submit(request: OfficerRequest, version_id: int) -> HttpResponse:
    """Send a draft to review."""
    shown = detail(version_id)

    def act() -> None:
        operations.submit_procedure(version_id=version_id, actor=request.actor, at=request.at)

    return _done(request, shown, act, _("Đã gửi duyệt. Người khác sẽ xem và công bố."))


@require_POST
@setup_page(PLACE)
def publish(request: OfficerRequest, version_id: int) -> HttpResponse:
    """Publish a version that another person wrote."""
    shown = detail(version_id)

    def act() -> None:
        operations.publish_procedure(version_id=version_id, actor=request.actor, at=request.at)

    told = _("Đã công bố bản %(number)d, có hiệu lực từ %(since)s.") % {
        "number": shown.line.number, "since": formatting.day(shown.line.valid_from),
    }  # fmt: skip
    return _done(request, shown, act, told)


@require_POST
@setup_page(PLACE)
def give_back(request: OfficerRequest, version_id: int) -> HttpResponse:
    """Give a version back to its author with what has to be changed."""
    shown, form = detail(version_id), RemarksForm(request.POST)
    if not form.is_valid():
        return _review(request, shown, remarks=form, status=422)

    def act() -> None:
        operations.return_procedure(
            version_id=version_id, remarks=form.cleaned_data["remarks"], actor=request.actor, at=request.at
        )

    return _done(request, shown, act, _("Đã trả lại bản này để sửa."))


@require_http_methods(["GET", "POST"])
@setup_page(PLACE)
def withdraw(request: OfficerRequest, version_id: int) -> HttpResponse:
    """Say what follows, then withdraw a version before its day."""
    shown = detail(version_id)
    if shown.line.status != "published":
        raise Http404("not published")
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        try:
            operations.withdraw_procedure(
                version_id=version_id, reason=form.cleaned_data["reason"],
                on=formatting.local_day(request.at), actor=request.actor, at=request.at,
            )  # fmt: skip
        except DomainError as error:
            form.add_error(None, wording.sentence(error))
        else:
            messages.success(request, _("Đã thu hồi bản %d.") % shown.line.number)
            return redirect("office:procedure", shown.line.key)
    told = _("Bản %(number)d sẽ không có hiệu lực từ %(since)s nữa; bản trước tiếp tục được dùng.") % {
        "number": shown.line.number, "since": formatting.day(shown.line.valid_from),
    }  # fmt: skip
    return _confirming(request, shown, form, _("Thu hồi bản chưa có hiệu lực"), _("Thu hồi"), told)


@require_http_methods(["GET", "POST"])
@setup_page(PLACE)
def end(request: OfficerRequest, key: str) -> HttpResponse:
    """Say what follows, then give a procedure up from a day on."""
    versions = [line for line in registry.versions_of(key) if line.status == "published"]
    if not versions:
        raise Http404(key)
    shown = registry.version(max(versions, key=lambda line: line.valid_from).id)
    form = EndForm(request.POST or None)
    if form.is_valid():
        try:
            operations.end_procedure(
                procedure_key=key, on=form.cleaned_data["on"], decision=form.cleaned_data["decision"],
                actor=request.actor, at=request.at,
            )  # fmt: skip
        except DomainError as error:
            form.add_error("on", wording.sentence(error))
        else:
            day = formatting.day(form.cleaned_data["on"])
            messages.success(request, _("Từ %s không tiếp nhận hồ sơ mới của thủ tục này.") % day)
            return redirect("office:procedure", key)
    count = sum(open_by_version(key).values())
    told = (
        _(
            "Từ ngày bãi bỏ, quầy và cổng không nhận hồ sơ mới. %d hồ sơ đang giải quyết vẫn theo bản cũ đến khi xong."
        )
        % count
    )
    return _confirming(request, shown, form, _("Bãi bỏ thủ tục"), _("Bãi bỏ"), told)


def _review(
    request: OfficerRequest, shown: VersionDetail, *, remarks: RemarksForm | None = None, status: int = 200
) -> HttpResponse:
    line = shown.line
    before = registry.before(line)
    old = registry.version(before.id).data if before else {}
    counted = open_by_version(line.key)
    wrote = {line.author_account_id, *(one.account_id for one in registry.revisions_of(line.id))}
    context = {
        "title": shown.name,
        "shown": shown,
        "chip": versions.chip(line),
        "period": versions.period(line),
        "tabs": tabs(shown, "review") if line.status == "draft" else (),
        "before": before,
        "changes": change_rows(compare(old, shown.data)) if before else (),
        "problems": [(section_of(problem.path), sentence(problem)) for problem in shown.problems],
        "open": sum(counted.values()),
        "counted": sorted((number, count) for number, count in counted.items() if number),
        "late": line.valid_from < formatting.local_day(request.at),
        "over_limit": bool(
            shown.definition and registry.over_limit(line.key, shown.definition, line.valid_from)
        ),
        "has_process": registry.has_process(line.key, line.valid_from),
        "own": request.actor.account_id in wrote,
        "remarks": remarks or RemarksForm(),
    }
    return page(
        request, "office/setup/catalog/review.html", context, here=PLACE, crumbs=crumbs(line), status=status
    )


def _done(request: OfficerRequest, shown: VersionDetail, act: Callable[[], None], told: str) -> HttpResponse:
    try:
        act()
    except DomainError as error:
        messages.error(request, wording.sentence(error))
        return redirect("office:procedure_review", shown.line.id)
    messages.success(request, told)
    return redirect("office:procedure", shown.line.key)


def _confirming(
    request: OfficerRequest, shown: VersionDetail, form: PageForm, title: str, button: str, told: str
) -> HttpResponse:
    context = {"title": title, "shown": shown, "form": form, "button": button, "told": told}
    return page(request, "office/setup/catalog/confirm.html", context, here=PLACE, crumbs=crumbs(shown.line))
