"""The same act on many dossiers: hand over, claim, assign, take back; each succeeds or fails for itself."""

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from motcua.apps.dossiers import lawbook, operations, queries
from motcua.apps.dossiers.operations import DossierNotFound, Outcome
from motcua.channels.office.access import OfficerRequest, officer_page
from motcua.channels.office.frame import page
from motcua.channels.office.work import passing
from motcua.channels.office.work.forms.many import BatchForm, Held
from motcua.channels.office.work.passing import Passed
from motcua.domain.dossier import commands as c
from motcua.domain.errors import DomainError
from motcua.ui import wording

MOST = 200
TOKEN_LENGTH = 24
DONE: dict[str, Callable[[int], str]] = {
    "hand-over": lambda n: ngettext("Đã chuyển %(n)d hồ sơ.", "Đã chuyển %(n)d hồ sơ.", n) % {"n": n},
    "claim": lambda n: ngettext("Đã nhận %(n)d hồ sơ.", "Đã nhận %(n)d hồ sơ.", n) % {"n": n},
    "assign": lambda n: ngettext("Đã giao %(n)d hồ sơ.", "Đã giao %(n)d hồ sơ.", n) % {"n": n},
    "recall": lambda n: ngettext("Đã lấy lại %(n)d hồ sơ.", "Đã lấy lại %(n)d hồ sơ.", n) % {"n": n},
}


@dataclass(frozen=True, slots=True)
class Failure:
    """A dossier that was not acted on, and why."""

    dossier_id: UUID
    code: str
    applicant: str
    reason: str


@dataclass(slots=True)
class Result:
    """What became of a batch."""

    outcomes: list[Outcome] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)


@officer_page
@require_POST
def batch(request: OfficerRequest) -> HttpResponse:
    """Act on the ticked dossiers. What is still to be chosen is asked first, once for all of them."""
    act = request.POST.get("act", "")
    if act not in DONE:
        raise Http404(act)
    held = _held(request)
    if not held:
        messages.warning(request, _("Chưa chọn hồ sơ nào, hoặc hồ sơ đã chọn không còn ở khay của bạn."))
        return redirect(_back(request))
    if len({one.together(act) for one in held}) > 1:
        messages.warning(request, _("Chỉ chọn hồ sơ cùng một bước rồi thao tác một lần."))
        return redirect(_back(request))
    form = BatchForm(held, act, request.POST if "chosen" in request.POST else None, at=request.at)
    if form.asks and not (form.is_bound and form.is_valid()):
        return _ask(request, act, held, form)
    result = _carry_out(request, held, form)
    return _answer(request, act, result)


@officer_page
@require_POST
def undo(request: OfficerRequest) -> HttpResponse:
    """Take back what was handed over in the last half minute, where no receiver has opened it."""
    passed = passing.take_remembered(request)
    if not passed:
        messages.warning(request, _("Đã quá 30 giây. Hãy lấy lại từng hồ sơ ở thẻ “Vừa chuyển”."))
        return redirect("office:worklist")
    result = Result()
    for one in passed:
        _try(request, result, one, c.Recall(item=one.item, reason=_("Hoàn tác")), key=None)
    return _answer(request, "recall", result)


def _held(request: OfficerRequest) -> list[Held]:
    """Return the ticked items that are still open and that the officer may see."""
    found = []
    for text in dict.fromkeys(request.POST.getlist("dossier")[:MOST]):
        dossier, _dot, number = text.partition(".")
        try:
            state = queries.state_of(UUID(dossier), actor=request.actor)
        except (ValueError, DossierNotFound):
            continue
        item = state.item(int(number)) if number.isdecimal() else None
        if item is not None:
            found.append(Held(state, item, lawbook.law_of(state, request.at)))
    return found


def _carry_out(request: OfficerRequest, held: list[Held], form: BatchForm) -> Result:
    result = Result()
    token = request.POST.get("token", "")[:TOKEN_LENGTH]
    for one in held:
        passed = Passed(one.state.id, one.item.id)
        key = f"{token}.{one.state.id.hex}.{one.item.id}.{form.act}" if token else None
        _try(request, result, passed, form.command(one), key=key)
    return result


def _try(
    request: OfficerRequest, result: Result, one: Passed, command: c.Command, *, key: str | None
) -> None:
    try:
        outcome = operations.execute(
            command, dossier_id=one.dossier_id, actor=request.actor, at=request.at, key=key
        )
    except DomainError as refused:
        result.failures.append(_failure(request, one, refused))
    else:
        result.outcomes.append(outcome)


def _failure(request: OfficerRequest, one: Passed, refused: DomainError) -> Failure:
    try:
        state = queries.state_of(one.dossier_id, actor=request.actor)
    except DossierNotFound:
        return Failure(one.dossier_id, "", "", wording.sentence(refused))
    return Failure(state.id, state.code, state.application.applicant.name, wording.sentence(refused))


def _answer(request: OfficerRequest, act: str, result: Result) -> HttpResponse:
    done = DONE[act](len(result.outcomes)) if result.outcomes else ""
    passed = passing.passed_by(request, result.outcomes) if act == "hand-over" else []
    if passed:
        passing.remember(request, passed, done)
    if not result.failures:
        if done and not passed:
            messages.success(request, done)
        return redirect(_back(request))
    context: dict[str, object] = {"done": done, "failures": result.failures, "back": _back(request)}
    return page(
        request,
        "office/work/batch_result.html",
        context,
        here="office:worklist",
        undo=passing.undo_of(request) if passed else None,
    )


def _ask(request: OfficerRequest, act: str, held: list[Held], form: BatchForm) -> HttpResponse:
    context: dict[str, object] = {
        "act": act,
        "held": held,
        "form": form,
        "back": _back(request),
        "list": request.POST.get("list", ""),
        "token": request.POST.get("token", ""),
    }
    return page(request, "office/work/batch.html", context, here="office:worklist")


def _back(request: OfficerRequest) -> str:
    came_from = request.POST.get("list", "")
    return f"{reverse('office:worklist')}?{came_from}" if came_from else reverse("office:worklist")
