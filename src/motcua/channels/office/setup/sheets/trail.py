"""Who changed what on an agency's papers, messages and numbers."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.utils.translation import gettext as _

from motcua.apps.audit import queries as audit
from motcua.apps.audit.queries import Act
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.setup import trails
from motcua.channels.office.setup.frame import setup_page
from motcua.channels.office.setup.sheets.scope import scope_of, show
from motcua.channels.office.setup.sheets.words import ACTIONS, EVENTS, kind_name
from motcua.channels.office.setup.trails import Payload
from motcua.domain.messages import MessageEvent


@setup_page("sheets")
def trail(request: OfficerRequest) -> HttpResponse:
    """Show every change, the latest first."""
    scope = scope_of(request)
    acts = audit.acts_on(object_type="papers", object_id=scope.agency_id or "province")
    context = {
        "title": _("Lịch sử mẫu in, tin nhắn và số"),
        "entries": trails.entries(acts, ACTIONS, _told),
        "nothing": _("Chưa có thay đổi nào."),
    }
    return show(request, "office/setup/sheets/trail.html", context, scope, part="sheets_trail")


def _told(act: Act) -> Iterator[str]:
    event, kind = act.payload.get("event"), act.payload.get("kind", "")
    yield str(EVENTS[MessageEvent(event)]) if event else kind_name(kind)
    yield from _details(act.payload)


def _details(payload: Payload) -> list[str]:
    if "next" in payload:
        words = _("Năm %(year)s: số kế tiếp %(next)s, trước đó đã cấp đến %(last)s. Lý do: %(reason)s")
        return [words % {**payload, "last": payload["last_before"]}]
    before, after = payload["before"], payload["after"]
    if isinstance(after, str):
        return [_("Trước: %s") % before, _("Sau: %s") % after]
    return [_("Sau: %s") % text for text in after.values() if text] or [_("Bỏ phần riêng")]
