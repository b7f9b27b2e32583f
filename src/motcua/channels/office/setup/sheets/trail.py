"""Who changed what on an agency's papers, messages and numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from motcua.apps.audit import queries as audit
from motcua.apps.audit.queries import Act
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.setup.frame import setup_page
from motcua.channels.office.setup.sheets.scope import scope_of, show
from motcua.channels.office.setup.sheets.words import ACTIONS, EVENTS, kind_name
from motcua.domain.messages import MessageEvent


@dataclass(frozen=True, slots=True)
class Line:
    """One entry: what it is about, and what it said before and after."""

    at: datetime
    who: str
    what: str
    about: str
    details: tuple[str, ...]


@setup_page("sheets")
def trail(request: OfficerRequest) -> HttpResponse:
    """Show every change, the latest first."""
    scope = scope_of(request)
    acts = audit.acts_on(object_type="papers", object_id=scope.agency_id or "province")
    context = {"title": _("Lịch sử mẫu in, tin nhắn và số"), "lines": [_line(act) for act in acts]}
    return show(request, "office/setup/sheets/trail.html", context, scope, part="sheets_trail")


def _line(act: Act) -> Line:
    event, kind = act.payload.get("event"), act.payload.get("kind", "")
    about = str(EVENTS[MessageEvent(event)]) if event else kind_name(kind)
    return Line(
        act.at, act.actor_name, str(ACTIONS.get(act.action, act.action)), about, tuple(_details(act.payload))
    )


def _details(payload: Mapping[str, Any]) -> list[str]:
    if "next" in payload:
        words = _("Năm %(year)s: số kế tiếp %(next)s, trước đó đã cấp đến %(last)s. Lý do: %(reason)s")
        return [words % {**payload, "last": payload["last_before"]}]
    before, after = payload["before"], payload["after"]
    if isinstance(after, str):
        return [_("Trước: %s") % before, _("Sau: %s") % after]
    return [_("Sau: %s") % text for text in after.values() if text] or [_("Bỏ phần riêng")]
