"""For whom something is set: one agency, or the whole province; and the three parts of this place."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.apps.documents import settings
from motcua.apps.organization import queries as organization
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.setup.frame import page
from motcua.domain.text import search_key
from motcua.ui.context import Link


@dataclass(frozen=True, slots=True)
class Scope:
    """An agency (None: the province) whose papers and messages are looked at, and whether they may be set."""

    agency_id: int | None
    name: str
    may: bool

    @property
    def query(self) -> str:
        """Return the scope as the end of an address."""
        return f"?agency={self.agency_id or ''}"


def scope_of(request: OfficerRequest) -> Scope:
    """Return the scope that the address names, else the actor's own; one that may not be read does not exist."""
    typed = request.GET.get("agency")
    agencies = choices(request)
    if typed is None:
        own = next((post.agency_id for post in request.actor.posts if post.agency_id in agencies), None)
        agency_id = None if settings.may_set(request.actor, None) else own
    else:
        agency_id = int(typed) if typed.isdecimal() else None
    if agency_id is not None and agency_id not in agencies:
        raise Http404
    name = agencies[agency_id] if agency_id is not None else _("Cả tỉnh")
    return Scope(agency_id, name, settings.may_set(request.actor, agency_id))


def sent_to(request: OfficerRequest, scope: Scope) -> bool:
    """Tell whether a form was sent; whoever may not set anything for the scope is refused."""
    if request.method != "POST":
        return False
    if not scope.may:
        raise PermissionDenied("set_papers")
    return True


def choices(request: OfficerRequest) -> Mapping[int, str]:
    """Return the agencies with a counter that the actor may look into, by name."""
    addresses = organization.every_address()
    found = {a.agency_id: a.agency_name for a in addresses if a.unit_code == "counter"}
    seen = {key: name for key, name in found.items() if settings.may_read(request.actor, key)}
    return dict(sorted(seen.items(), key=lambda item: search_key(item[1])))


def show(
    request: OfficerRequest, template: str, context: Mapping[str, object], scope: Scope, *, part: str
) -> HttpResponse:
    """Render a page of this place with its scope and its parts."""
    parts = [
        Link(str(label), reverse(f"office:{name}") + scope.query, current=name == part)
        for name, label in (
            ("sheets", _("Mẫu in")),
            ("message_texts", _("Tin nhắn")),
            ("document_numbers", _("Số văn bản")),
            ("sheets_trail", _("Lịch sử")),
        )
    ]
    extended = {"scope": scope, "parts": parts, "agencies": choices(request).items(), **context}
    return page(request, template, extended, here="sheets")
