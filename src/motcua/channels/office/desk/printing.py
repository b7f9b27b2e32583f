"""Print what an act calls for. A paper that cannot be printed never undoes the act (see office.md: errors)."""

from uuid import UUID

from django.contrib import messages
from django.utils.translation import gettext as _

from motcua.apps.documents.sheets import SheetKind
from motcua.apps.dossiers.printing import print_form
from motcua.channels.office.access import OfficerRequest
from motcua.domain.errors import DomainError
from motcua.ui import wording


def printed(request: OfficerRequest, kind: SheetKind, dossier_id: UUID) -> int | None:
    """Print a form and return its sheet; None, with a word to the officer, when it could not be printed."""
    try:
        return print_form(kind, dossier_id, actor=request.actor, at=request.at).pk
    except DomainError as refused:
        why = wording.sentence(refused)
        messages.error(request, _("Hồ sơ đã được ghi nhưng chưa in được giấy. %s") % why)
        return None
