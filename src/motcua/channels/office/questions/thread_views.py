"""Messages of citizens: those that wait for an answer, and the thread of one dossier."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from motcua.apps.audit.operations import log_access
from motcua.apps.documents import operations as documents_operations
from motcua.apps.documents import queries as documents
from motcua.apps.documents.links import LinkNotValid
from motcua.apps.dossiers import queries as dossiers
from motcua.apps.feedback import operations, queries
from motcua.apps.feedback.queries import ThreadView
from motcua.channels.office.access import OfficerRequest, officer_page
from motcua.channels.office.questions.frame import page
from motcua.channels.office.work import showing
from motcua.channels.office.work.reading import file_response
from motcua.domain.errors import DomainError
from motcua.domain.feedback.threads import MOST_FILES
from motcua.ui import formatting, wording
from motcua.ui.forms import PageForm
from motcua.ui.uploads import ManyFiles


class AnswerForm(PageForm):
    """What an officer writes to the applicant."""

    text = forms.CharField(
        label=gettext_lazy("Trả lời người nộp"), widget=forms.Textarea(attrs={"rows": 4}), required=False,
        max_length=4_000,
    )  # fmt: skip
    attachments = ManyFiles(label=gettext_lazy("Tệp gửi kèm"), required=False)


@officer_page
@require_safe
def waiting(request: OfficerRequest) -> HttpResponse:
    """List the threads that wait for an answer of the units that hold the dossiers, or all of them."""
    everything = "all" in request.GET
    rows = queries.waiting_threads(request.actor, everything=everything)
    context: dict[str, object] = {
        "title": _("Tin nhắn của người dân"),
        "rows": [(row, reverse("office:thread", args=[row.dossier_id])) for row in rows],
        "everything": everything,
    }
    return page(request, "office/questions/threads.html", context, here="messages")


@officer_page
@require_http_methods(["GET", "HEAD", "POST"])
def thread(request: OfficerRequest, dossier_id: UUID) -> HttpResponse:
    """Show the messages of a dossier, which have been read from then on, and answer them."""
    state = dossiers.state_of(dossier_id, actor=request.actor)
    form = AnswerForm(request.POST, request.FILES) if request.method == "POST" else AnswerForm()
    if form.is_valid() and request.method == "POST" and _answered(request, dossier_id, form):
        messages.success(request, _("Đã gửi trả lời cho người nộp."))
        return redirect("office:thread", dossier_id)
    view = queries.thread_of(dossier_id, actor=request.actor)
    operations.mark_seen(dossier_id=dossier_id, actor=request.actor, at=request.at)
    context: dict[str, object] = {
        "title": _("Tin nhắn về hồ sơ %s") % (state.code or state.slip),
        "head": showing.head_of(state, request),
        "state": state,
        "lines": _lines(request, view),
        "form": form,
    }
    return page(
        request, "office/questions/thread.html", context, here="messages", status=422 if form.errors else 200
    )


@officer_page
@require_safe
def file(request: OfficerRequest, dossier_id: UUID, token: str) -> HttpResponse:
    """Give out a file of a message by a short-lived link made for this officer; that it went out is remembered."""
    dossiers.state_of(dossier_id, actor=request.actor)
    try:
        found = documents.file_behind(token, reader=_reader(request), at=request.at)
    except LinkNotValid as refused:
        messages.warning(request, wording.sentence(refused))
        return redirect("office:thread", dossier_id)
    except DomainError as refused:
        messages.error(request, wording.sentence(refused))
        return redirect("office:thread", dossier_id)
    queries.file_of_message(dossier_id, found.sha256, actor=request.actor)
    log_access(
        action="download", subject_type="dossier", subject_ids=[dossier_id], actor=request.actor, at=request.at,
        channel="office", address=request.META.get("REMOTE_ADDR"), purpose=found.name[:200],
    )  # fmt: skip
    return file_response(found)


def _answered(request: OfficerRequest, dossier_id: UUID, form: AnswerForm) -> bool:
    """Store the files and write the message; put a refusal on the form."""
    try:
        operations.write_message(
            dossier_id=dossier_id, author=f"account:{request.actor.account_id}", text=form.cleaned_data["text"],
            files=_stored(request, form.cleaned_data["attachments"]), actor=request.actor, at=request.at,
        )  # fmt: skip
    except DomainError as refused:
        field = "attachments" if refused.code.startswith("documents.") else None
        form.add_error(field, wording.sentence(refused))
        return False
    return True


def _stored(request: OfficerRequest, uploads: "Sequence[UploadedFile[Any]]") -> list[str]:
    return [
        documents_operations.store_file(
            upload, name=upload.name or "", actor=request.actor, at=request.at
        ).sha256
        for upload in uploads[: MOST_FILES + 1]
    ]


def _lines(request: OfficerRequest, view: ThreadView) -> list[dict[str, object]]:
    return [
        {"line": line, "files": [_file(request, view.dossier_id, *one) for one in line.files]}
        for line in view.lines
    ]


def _file(request: OfficerRequest, dossier_id: UUID, sha256: str, name: str, size: int) -> dict[str, object]:
    token = documents.download_token(sha256, reader=_reader(request), at=request.at)
    return {
        "name": name,
        "size": formatting.size(size),
        "url": reverse("office:thread_file", args=[dossier_id, token]),
    }


def _reader(request: OfficerRequest) -> str:
    return f"officer:{request.actor.account_id}"
