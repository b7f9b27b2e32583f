"""Questions and petitions before officers: lists, one of them, and what is done with it."""

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.apps.audit.operations import log_access
from motcua.apps.documents import queries as documents
from motcua.apps.feedback import operations, queries
from motcua.apps.feedback.matters import NoOfficeOfProvince
from motcua.apps.feedback.operations.submissions import SubmissionNotFound
from motcua.apps.feedback.queries import Opened
from motcua.apps.feedback.queries.submissions import Row
from motcua.channels.office.access import OfficerRequest, officer_page
from motcua.channels.office.questions.frame import page
from motcua.channels.office.questions.submission_forms import FORMS, LABELS, PRIMARY, SubmissionForm
from motcua.domain.access import NotPermitted
from motcua.domain.errors import DomainError
from motcua.domain.feedback.submissions import Act, Kind
from motcua.domain.masking import mask_text
from motcua.ui import formatting, wording
from motcua.ui.feedback_words import KINDS, STATE_CSS, STATES, STEPS

OPERATIONS: Final[dict[Act, Callable[..., None]]] = {
    Act.FORWARD: operations.forward,
    Act.TAKE: operations.take,
    Act.REFUSE: operations.refuse,
    Act.DRAFT: operations.draft_answer,
    Act.SEND_BACK: operations.send_back,
    Act.APPROVE: operations.approve,
    Act.PUBLISH: operations.publish,
    Act.UNPUBLISH: operations.unpublish,
}


@officer_page
@require_safe
def questions(request: OfficerRequest) -> HttpResponse:
    """List the questions that the officer's agency has to answer."""
    return _list(request, petitions=False)


@officer_page
@require_safe
def petitions(request: OfficerRequest) -> HttpResponse:
    """List the petitions that the officer may read."""
    return _list(request, petitions=True)


@officer_page
@require_http_methods(["GET", "HEAD", "POST"])
def submission(request: OfficerRequest, submission_id: int) -> HttpResponse:
    """Show one question or petition; a post does what its button says. That it was opened is remembered."""
    opened = _opened(request, submission_id)
    bound: tuple[Act, SubmissionForm] | None = None
    if request.method == "POST":
        act = _act(request.POST.get("act", ""))
        form = FORMS[act](request.POST, at=request.at)
        if form.is_valid() and _done(request, submission_id, act, form):
            return _after(request, submission_id, opened)
        bound = (act, form)
    else:
        log_access(
            action="view", subject_type="submission", subject_ids=[opened.row.code], actor=request.actor,
            at=request.at, channel="office", address=request.META.get("REMOTE_ADDR"),
        )  # fmt: skip
    context: dict[str, object] = {
        "title": opened.row.title,
        "one": opened,
        "kind": KINDS[opened.row.kind],
        "state": STATES[opened.row.state],
        "css": STATE_CSS[opened.row.state],
        "steps": [(STEPS[step.action], step) for step in reversed(opened.steps)],
        "files": [_file(request, opened, *one) for one in opened.files],
        "acts": _forms(request, opened, bound),
        "refused": bound[1] if bound else None,
        "back_url": reverse(f"office:{_tab(opened)}"),
    }
    status = 422 if bound else 200
    return page(request, "office/questions/submission.html", context, here=_tab(opened), status=status)


@officer_page
@require_safe
def submission_file(request: OfficerRequest, submission_id: int, token: str) -> HttpResponse:
    """Give out a file of a question or petition to the officer for whom the link was made."""
    opened = _opened(request, submission_id)
    try:
        found = documents.file_behind(token, reader=_reader(request), at=request.at)
    except DomainError as refused:
        messages.warning(request, wording.sentence(refused))
        return redirect("office:submission", submission_id)
    if found.sha256 not in {sha for sha, _name, _size in opened.files}:
        raise Http404
    log_access(
        action="download", subject_type="submission", subject_ids=[opened.row.code], actor=request.actor,
        at=request.at, channel="office", purpose=found.name[:200],
    )  # fmt: skip
    response = HttpResponse(found.content, content_type=found.media_type)
    response["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"  # noqa: FBT003
    response["Content-Security-Policy"] = "default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


def _list(request: OfficerRequest, *, petitions: bool) -> HttpResponse:
    if not queries.may_handle(request.actor, petitions=petitions):
        raise PermissionDenied("submissions")
    only = request.GET.get("only", "")
    raw = request.GET.get("from", "")
    first = int(raw) if raw.isdecimal() and len(raw) < 7 else 0
    rows, total = _rows(request, petitions=petitions, only=only, first=first)
    context: dict[str, object] = {
        "title": _("Phản ánh, kiến nghị") if petitions else _("Câu hỏi của người dân"),
        "rows": [(row, KINDS[row.kind], STATES[row.state], STATE_CSS[row.state]) for row in rows],
        "only": only,
        "petitions": petitions,
        "next_from": first + len(rows) if first + len(rows) < total else None,
    }
    here = "petitions" if petitions else "questions"
    return page(request, "office/questions/submissions.html", context, here=here)


def _rows(request: OfficerRequest, *, petitions: bool, only: str, first: int) -> tuple[list[Row], int]:
    """Return what the list shows; where no office receives anything, nothing, with the reason."""
    try:
        return queries.waiting(request.actor, petitions=petitions, at=request.at, only=only, first=first)
    except NoOfficeOfProvince as missing:
        messages.warning(request, wording.sentence(missing))
        return [], 0


def _opened(request: OfficerRequest, submission_id: int) -> Opened:
    try:
        return queries.opened(submission_id, actor=request.actor, at=request.at)
    except SubmissionNotFound as missing:
        raise Http404 from missing


def _act(name: str) -> Act:
    try:
        return Act(name)
    except ValueError:
        raise Http404 from None


def _done(request: OfficerRequest, submission_id: int, act: Act, form: SubmissionForm) -> bool:
    """Carry the act out; put a refusal on the form. Raises NotPermitted for a forged act."""
    try:
        OPERATIONS[act](submission_id=submission_id, actor=request.actor, at=request.at, **form.values)
    except NotPermitted:
        raise
    except DomainError as refused:
        form.add_error(None, wording.sentence(refused))
        return False
    messages.success(request, _("Đã làm: %s.") % LABELS[act])
    return True


def _after(request: OfficerRequest, submission_id: int, before: Opened) -> HttpResponse:
    """Stay on the page, or go back to the list when it is no longer the officer's to read."""
    try:
        queries.opened(submission_id, actor=request.actor, at=request.at)
    except SubmissionNotFound:
        return redirect(f"office:{_tab(before)}")
    return redirect("office:submission", submission_id)


def _forms(
    request: OfficerRequest, opened: Opened, bound: tuple[Act, SubmissionForm] | None
) -> list[dict[str, Any]]:
    order = {act: place for place, act in enumerate(PRIMARY)}
    acts = sorted(opened.acts, key=lambda act: order.get(act, len(PRIMARY)))
    return [
        {
            "act": act.value,
            "label": LABELS[act],
            "form": bound[1] if bound and bound[0] is act else _blank(request, opened, act),
            "open": place == 0 or bool(bound and bound[0] is act),
            "primary": place == 0,
        }
        for place, act in enumerate(acts)
    ]


def _blank(request: OfficerRequest, opened: Opened, act: Act) -> SubmissionForm:
    """Return a form with what is likely: the draft so far, or the wording to publish without numbers of people."""
    initial: dict[str, str] = {}
    if act is Act.DRAFT:
        initial = {"answer": opened.answer}
    if act is Act.PUBLISH:
        title, text, answer = opened.public
        initial = {
            "title": title or mask_text(opened.row.title),
            "text": text or mask_text(opened.text),
            "answer": answer or mask_text(opened.answer),
        }
    return FORMS[act](initial=initial, at=request.at, auto_id=f"id_{act.value}_%s")


def _tab(opened: Opened) -> str:
    return "questions" if opened.row.kind is Kind.QUESTION else "petitions"


def _file(request: OfficerRequest, opened: Opened, sha256: str, name: str, size: int) -> dict[str, str]:
    token = documents.download_token(sha256, reader=_reader(request), at=request.at)
    url = reverse("office:submission_file", args=[opened.row.id, token])
    return {"name": name, "size": formatting.size(size), "url": url}


def _reader(request: OfficerRequest) -> str:
    return f"officer:{request.actor.account_id}"
