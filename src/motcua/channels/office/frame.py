"""The frame around every officer's page: unit, rail by role, person, keys."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.apps.dossiers.queries.counts import TrayCounts, tray_counts
from motcua.apps.dossiers.queries.figures import may_read_figures
from motcua.apps.notifications.permissions import has_log
from motcua.apps.organization import queries as organization
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.places import places_of
from motcua.domain.access import Actor
from motcua.domain.access.policy import COUNTER_ROLES, EVERYTHING_ROLES
from motcua.ui import wording
from motcua.ui.context import Key, Link, OfficeFrame, Person, Undo


def page(
    request: OfficerRequest,
    template: str,
    context: dict[str, object],
    *,
    here: str,
    keys: Sequence[Key] = (),
    undo: Undo | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render a page inside the officers' frame; `here` is the URL name of its place in the rail."""
    frame = OfficeFrame(
        unit=_unit_name(request.actor),
        nav=rail(request.actor, tray_counts(request.actor, request.at), here),
        now=request.at,
        home_url=reverse("office:home"),
        command_url=reverse("office:command"),
        command_suggest_url=reverse("office:suggest"),
        sign_out_url=reverse("office:logout"),
        person=Person(request.actor.name, _line(request.actor), _menu(request.actor)),
        keys=keys,
        undo=undo,
    )
    return render(request, template, _joined(frame.context(), context), status=status)


def _joined(frame: dict[str, object], context: dict[str, object]) -> dict[str, object]:
    """Join the frame's variables and the page's own. Raises ValueError when one would hide the other."""
    if both := frame.keys() & context.keys():
        raise ValueError(f"The frame has these variables already: {sorted(both)}")
    return frame | context


def rail(actor: Actor, counts: TrayCounts, here: str) -> list[Link]:
    """Return only what the actor's roles do; a red count needs a look now."""
    links: list[Link] = []

    def add(name: str, label: str, icon: str, count: int = 0) -> None:
        links.append(Link(label, reverse(name), icon, count, current=name == here))

    if actor.has_role(*COUNTER_ROLES):
        add("office:intake", _("Tiếp nhận"), "inbox")
        add("office:return", _("Trả kết quả"), "box-arrow-right", counts.to_return)
        add("office:incoming", _("Chờ kiểm tra"), "globe", counts.to_check)
    if any(post.role not in EVERYTHING_ROLES for post in actor.posts):
        add("office:worklist", _("Công việc"), "list-check", counts.overdue)
    if actor.has_role(*COUNTER_ROLES):
        add("office:reconcile", _("Đối soát"), "arrow-left-right")
        add("office:payments", _("Thu tiền"), "cash-coin")
    else:
        add("office:consultations", _("Phối hợp"), "chat-square-text", counts.consultations)
    add("office:search", _("Tra cứu"), "search")
    add("office:messages", _("Người dân"), "chat-left-text")
    if may_read_figures(actor):
        add("office:figures", _("Số liệu kỳ"), "bar-chart")
    if places_of(actor):
        add("office:setup", _("Thiết lập"), "sliders")
    return links


def _unit_name(actor: Actor) -> str:
    if not actor.posts:
        return ""
    address = organization.address_of(actor.posts[0].unit_id)
    return (
        address.unit_name if address.unit_code == "counter" else f"{address.unit_name}, {address.agency_name}"
    )


def _line(actor: Actor) -> str:
    return str(wording.ROLES.get(actor.posts[0].role, "")) if actor.posts else _("Chưa được giao việc")


def _menu(actor: Actor) -> list[Link]:
    sent = [Link(_("Tin đã gửi"), reverse("office:messages"), "chat-left-text")] if has_log(actor) else []
    return [
        Link(_("Nhắc việc"), reverse("office:notices"), "bell"),
        *sent,
        Link(_("Nhận hồ sơ giấy"), reverse("office:receive_papers"), "folder-check"),
        Link(_("Báo sự cố"), reverse("office:incidents"), "bug"),
        Link(_("Tài khoản của tôi"), reverse("office:me"), "person-gear"),
        Link(_("Đổi mật khẩu"), reverse("office:change_password"), "key"),
    ]
