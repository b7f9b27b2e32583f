"""The messages of one dossier for whom it belongs to: read, write, fetch a file."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.apps.documents import operations as documents_operations
from motcua.apps.documents import queries as documents
from motcua.apps.documents.links import LinkNotValid
from motcua.apps.dossiers import queries as dossiers
from motcua.apps.dossiers.operations import DossierNotFound
from motcua.apps.feedback import operations, queries
from motcua.channels.portal import frame
from motcua.channels.portal.access import CitizenRequest, Visitor, citizen_page
from motcua.channels.portal.questions.panels import reader_of, thread_panel
from motcua.channels.portal.questions.thread_forms import MessageForm
from motcua.domain.access import Actor
from motcua.domain.dossier import DossierState
from motcua.domain.errors import DomainError
from motcua.domain.feedback.threads import MOST_FILES
from motcua.ui import wording
from motcua.ui.context import Link


def own_dossier(dossier_id: UUID) -> str:
    """Return where the page of one's own dossier is."""
    return f"/ho-so/{dossier_id}"


@citizen_page
@require_http_methods(["GET", "HEAD", "POST"])
def messages_of_dossier(request: CitizenRequest, dossier_id: UUID) -> HttpResponse:
    """Show the messages of a dossier alone, and take another one."""
    actor = request.visitor.actor_with("follow")
    state = _own(dossier_id, actor)
    form = MessageForm(request.POST, request.FILES) if request.method == "POST" else MessageForm()
    if request.method == "POST" and form.is_valid() and _written(request, state, actor, form):
        messages.success(request, _("Đã gửi tin nhắn. Khi có trả lời, bạn đọc được ở đây."))
        return redirect("portal:messages_of_dossier", dossier_id)
    panel = thread_panel(state, actor=actor, at=request.at, form=form)
    context = {"thread": panel, "code": state.code or state.slip, "back_url": own_dossier(dossier_id)}
    crumbs = [Link(_("Hồ sơ %s") % (state.code or state.slip), own_dossier(dossier_id))]
    status = 422 if form.errors else 200
    return frame.page(request, "portal/questions/messages.html", context, crumbs=crumbs, status=status)


@citizen_page
@require_safe
def file(request: CitizenRequest, dossier_id: UUID, token: str) -> HttpResponse:
    """Give out a file of a message by a short-lived link made for this reader."""
    actor = request.visitor.actor_with("follow")
    state = _own(dossier_id, actor)
    try:
        found = documents.file_behind(token, reader=reader_of(actor), at=request.at)
        queries.file_of_message(state.id, found.sha256, actor=actor)
    except DossierNotFound as missing:
        raise Http404 from missing
    except LinkNotValid as refused:
        messages.warning(request, wording.sentence(refused))
        return redirect("portal:messages_of_dossier", dossier_id)
    except DomainError as refused:
        messages.error(request, wording.sentence(refused))
        return redirect("portal:messages_of_dossier", dossier_id)
    response = HttpResponse(found.content, content_type=found.media_type)
    response["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"  # noqa: FBT003
    response["Content-Security-Policy"] = "default-src 'none'"
    return response


def _own(dossier_id: UUID, actor: Actor) -> DossierState:
    try:
        return dossiers.state_of(dossier_id, actor=actor)
    except DossierNotFound as missing:
        raise Http404 from missing


def _written(request: CitizenRequest, state: DossierState, actor: Actor, form: MessageForm) -> bool:
    """Store the files and write the message; put a refusal on the form."""
    try:
        operations.write_message(
            dossier_id=state.id, author=_author(request.visitor, state, actor), text=form.cleaned_data["text"],
            files=_stored(form.cleaned_data["attachments"], actor, request), actor=actor, at=request.at,
        )  # fmt: skip
    except DomainError as refused:
        form.add_error(
            "attachments" if refused.code.startswith("documents.") else None, wording.sentence(refused)
        )
        return False
    return True


def _stored(uploads: "Sequence[UploadedFile[Any]]", actor: Actor, request: CitizenRequest) -> list[str]:
    return [
        documents_operations.store_file(upload, name=upload.name or "", actor=actor, at=request.at).sha256
        for upload in uploads[: MOST_FILES + 1]
    ]


def _author(visitor: Visitor, state: DossierState, actor: Actor) -> str:
    """Return the owner key for which somebody writes: whom they act for now, if it is that one's dossier."""
    keys = sorted(state.owners & actor.parties)
    return visitor.acting_for.key if visitor.acting_for.key in keys else keys[0]
