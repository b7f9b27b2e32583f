"""Resumable uploads by the tus protocol 1.0.0: its core and the creation extension.

A file that is refused is told with the last piece, as a sentence in the answer's body.
"""

import base64
import binascii
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, ParamSpec
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.apps.filing import operations, queries
from motcua.apps.filing.operations import Target
from motcua.apps.filing.values import OffsetWrong, UploadNotFound
from motcua.channels.portal.access import CitizenRequest, citizen_page
from motcua.channels.portal.filing.dossier_views import own_dossier
from motcua.channels.portal.filing.pages import open_page
from motcua.channels.portal.filing.supplement_views import paper_names
from motcua.domain.dossier import DossierState
from motcua.domain.errors import DomainError
from motcua.ui import wording

P = ParamSpec("P")
View = Callable[Concatenate[CitizenRequest, P], HttpResponse]

VERSION: Final = "1.0.0"
PIECE: Final = "application/offset+octet-stream"
LARGEST_PIECE: Final = 5 * 1024 * 1024
LONGEST_METADATA: Final = 4_000


def tus(view: View[P]) -> View[P]:
    """Speak one version of the protocol, in every answer; refuse clients of another one."""

    @wraps(view)
    def speaking(request: CitizenRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != VERSION:
            response = HttpResponse(status=412, headers={"Tus-Version": VERSION})
        else:
            response = view(request, *args, **kwargs)
        response["Tus-Resumable"] = VERSION
        return response

    return speaking


@citizen_page
@require_http_methods(["OPTIONS", "POST"])
@tus
def uploads(request: CitizenRequest, draft_id: UUID) -> HttpResponse:
    """Expect a file for a paper of a draft."""
    if request.method == "OPTIONS":
        return _abilities()
    page = open_page(request, draft_id)
    if page.draft.filed:
        raise Http404
    purposes = [document.id for document in page.prepared.definition.documents]
    purposes += [field.name for field in page.prepared.form.fields()]
    return _begun(request, purposes, draft_id=draft_id)


@citizen_page
@require_http_methods(["OPTIONS", "POST"])
@tus
@own_dossier("file")
def answer_uploads(request: CitizenRequest, state: DossierState) -> HttpResponse:
    """Expect a file for the answer to a supplement request."""
    if request.method == "OPTIONS":
        return _abilities()
    asked = state.open_round()
    if asked is None:
        raise Http404
    return _begun(request, list(paper_names(state, asked)), dossier_id=state.id)


@citizen_page
@require_http_methods(["HEAD", "PATCH", "DELETE", "OPTIONS"])
@tus
def upload(request: CitizenRequest, upload_id: UUID) -> HttpResponse:
    """Say how much of a file has come, take the next piece, or forget the file."""
    if request.method == "OPTIONS":
        return _abilities()
    person = request.visitor.person.id
    try:
        if request.method == "PATCH":
            return _piece(request, upload_id)
        if request.method == "DELETE":
            operations.abandon_upload(
                upload_id=upload_id, person_id=person, actor=request.visitor.actor, at=request.at
            )
            return HttpResponse(status=204)
        found = queries.arrived(upload_id, person)
    except UploadNotFound as unknown:
        raise Http404 from unknown
    facts = {"Upload-Offset": str(found.offset), "Upload-Length": str(found.length)}
    return HttpResponse(headers={**facts, "Cache-Control": "no-store"})


def _abilities() -> HttpResponse:
    facts = {
        "Tus-Version": VERSION,
        "Tus-Extension": "creation,termination",
        "Tus-Max-Size": str(settings.MOTCUA_UPLOAD_MAX_BYTES),
    }
    return HttpResponse(status=204, headers=facts)


def _begun(
    request: CitizenRequest,
    purposes: list[str],
    *,
    draft_id: UUID | None = None,
    dossier_id: UUID | None = None,
) -> HttpResponse:
    length, told = request.headers.get("Upload-Length", ""), _metadata(request)
    if not length.isdecimal() or len(length) > 15 or told.get("purpose") not in purposes:
        return _refused(400, _("Không đọc được yêu cầu tải tệp. Hãy tải lại trang rồi thử lại."))
    target = Target(request.visitor.person.id, told["purpose"], draft_id=draft_id, dossier_id=dossier_id)
    try:
        upload_id = operations.begin_upload(
            target=target, name=told.get("filename", "") or "tep", length=int(length),
            actor=request.visitor.actor_with("file"), at=request.at,
        )  # fmt: skip
    except DomainError as refused:
        return _refused(413, wording.sentence(refused))
    return HttpResponse(status=201, headers={"Location": reverse("portal:upload", args=[upload_id])})


def _piece(request: CitizenRequest, upload_id: UUID) -> HttpResponse:
    offset = request.headers.get("Upload-Offset", "")
    if request.content_type != PIECE or not offset.isdecimal() or len(offset) > 15:
        return HttpResponse(status=415 if request.content_type != PIECE else 400)
    content = request.read(LARGEST_PIECE + 1)
    if len(content) > LARGEST_PIECE:
        return HttpResponse(status=413)
    try:
        arrived = operations.append(
            upload_id=upload_id, person_id=request.visitor.person.id, offset=int(offset), content=content,
            actor=request.visitor.actor_with("file"), at=request.at,
        )  # fmt: skip
    except OffsetWrong:
        return HttpResponse(status=409)
    except UploadNotFound:
        raise
    except DomainError as refused:
        return _refused(422, wording.sentence(refused))
    return HttpResponse(status=204, headers={"Upload-Offset": str(arrived.offset)})


def _refused(status: int, words: str) -> HttpResponse:
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")


def _metadata(request: CitizenRequest) -> dict[str, str]:
    """Return the metadata: pairs of a name and a text in base64, between commas."""
    found = {}
    for pair in request.headers.get("Upload-Metadata", "")[:LONGEST_METADATA].split(","):
        name, _space, value = pair.strip().partition(" ")
        try:
            found[name] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            continue
    return found
