"""The log of messages, one message with its tries, sending again, and an officer's own notices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.apps.notifications import operations, permissions, queries
from motcua.apps.notifications.errors import MessageNotFound
from motcua.channels.office.access import OfficerRequest, officer_page
from motcua.channels.office.frame import page
from motcua.channels.office.messages.forms import LogForm
from motcua.domain.errors import DomainError
from motcua.ui import wording
from motcua.ui.formatting import whole
from motcua.ui.message_words import EVENTS, OUTCOMES, STATES, WAYS, code_words
from motcua.ui.tables import Column, Table

if TYPE_CHECKING:
    from motcua.apps.notifications.models import Message

PER_PAGE = 50
STATE_CSS = {"delivered": "early", "sent": "early", "dead": "late", "dropped": "paused"}


@dataclass(frozen=True, slots=True)
class Line:
    """One message as it is listed."""

    id: int
    at: datetime
    event: str
    way: str
    masked: str
    dossier_id: UUID | None
    code: str
    state: str
    css: str
    why: str


@officer_page
@require_safe
def log(request: OfficerRequest) -> HttpResponse:
    """Show the messages of the officer's agency, how many there were of which kind, and the carriers."""
    _require_log(request)
    form = LogForm(request.GET or None)
    found = Paginator(queries.log(form.sought(), actor=request.actor), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context: dict[str, object] = {
        "form": form,
        "page": found,
        "lines": _lines(found),
        "counts": _counts(request),
        "carriers": _carriers(request.at),
        "dead": queries.dead(actor=request.actor),
    }
    return page(request, "office/messages/log.html", context, here="office:messages")


@officer_page
@require_safe
def message(request: OfficerRequest, message_id: int) -> HttpResponse:
    """Show one message, every try to deliver it, and the button to send it again."""
    _require_log(request)
    try:
        found, deliveries = queries.message(message_id, actor=request.actor)
    except MessageNotFound as missing:
        raise Http404 from missing
    tries = [
        (one.at, one.provider, str(OUTCOMES.get(one.outcome, one.outcome)), code_words(one.code))
        for one in deliveries
    ]
    context: dict[str, object] = {
        "message": found,
        "line": _line(found),
        "tries": tries,
        "may_resend": found.state == "dead" and bool(found.address and found.text),
    }
    return page(request, "office/messages/message.html", context, here="office:messages")


@officer_page
@require_POST
def resend(request: OfficerRequest, message_id: int) -> HttpResponse:
    """Send a message that was given up once more."""
    try:
        operations.resend(message_id=message_id, actor=request.actor, at=request.at)
    except MessageNotFound as missing:
        raise Http404 from missing
    except DomainError as refused:
        messages.error(request, wording.sentence(refused))
    else:
        messages.success(request, _("Đã xếp hàng gửi lại. Tình trạng hiện ở đây sau ít giây."))
    return redirect("office:message", message_id)


@officer_page
@require_http_methods(["GET", "POST"])
def notices(request: OfficerRequest) -> HttpResponse:
    """Show what the officer is reminded of; looking at it does not mark it, the button does."""
    account = request.actor.account_id or 0
    if request.method == "POST":
        operations.mark_all_read(account_id=account, at=request.at)
        return redirect("office:notices")
    found = Paginator(queries.inbox(account_id=account), PER_PAGE).get_page(request.GET.get("page"))
    items = queries.notices(list(found))
    context: dict[str, object] = {"page": found, "items": items, "unread": any(not one.read for one in items)}
    return page(request, "office/messages/notices.html", context, here="office:notices")


def _require_log(request: OfficerRequest) -> None:
    if not permissions.has_log(request.actor):
        raise PermissionDenied("read_messages")


def _lines(found: Page[Message]) -> list[Line]:
    return [_line(row) for row in found]


def _line(row: Message) -> Line:
    return Line(
        row.pk, row.created_at, str(EVENTS.get(row.event, row.event)), str(WAYS.get(row.way, row.way)), row.masked,
        row.dossier_id, row.dossier_code, str(STATES[row.state]), STATE_CSS.get(row.state, "run"),
        code_words(row.last_code) if row.state in {"dead", "waiting"} else "",
    )  # fmt: skip


def _counts(request: OfficerRequest) -> Table:
    rows = [
        [
            str(EVENTS.get(event, event)),
            whole(states.get("sent", 0) + states.get("delivered", 0)),
            whole(states.get("waiting", 0) + states.get("sending", 0)),
            whole(states.get("dead", 0)),
        ]
        for event, states in queries.counts(actor=request.actor, at=request.at)
    ]
    columns = [
        Column(_("Sự việc")), Column(_("Đã gửi"), "num"), Column(_("Chờ gửi"), "num"),
        Column(_("Không gửi được"), "num"),
    ]  # fmt: skip
    return Table(caption=_("Tin trong 7 ngày qua"), columns=columns, rows=rows)


def _carriers(at: datetime) -> list[tuple[queries.CarrierFacts, str, str]]:
    return [(one, str(WAYS[one.way]), code_words(one.last_code)) for one in queries.carrier_facts(at)]
