"""Links to files of a dossier: short-lived, for one officer."""

from uuid import UUID

from django.urls import reverse

from motcua.apps.documents import queries as documents
from motcua.channels.office.access import OfficerRequest


def file_url(request: OfficerRequest, dossier_id: UUID, sha256: str) -> str:
    """Return where this officer may fetch a file now."""
    reader = f"officer:{request.actor.account_id}"
    token = documents.download_token(sha256, reader=reader, at=request.at)
    return reverse("office:file", args=[dossier_id, token])
