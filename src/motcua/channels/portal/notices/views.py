"""The inbox of notices, and the choice of ways."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.apps.notifications import operations, queries
from motcua.channels.portal import frame
from motcua.channels.portal.access import CitizenRequest, citizen_page
from motcua.channels.portal.account import sections
from motcua.domain.messages.routing import Group, Way, may_switch_off, wants
from motcua.ui.context import Link
from motcua.ui.message_words import GROUP_HELP, GROUPS, WAYS

PER_PAGE = 20
CHOSEN_WAYS = (Way.SMS, Way.ZALO, Way.EMAIL)


@dataclass(frozen=True, slots=True)
class Box:
    """One choice: whether a group comes by a way, and whether the person may change that."""

    name: str
    label: str
    wanted: bool
    fixed: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One group with its choices."""

    group: str
    title: str
    help: str
    boxes: list[Box]


@citizen_page
@require_http_methods(["GET", "POST"])
def inbox(request: CitizenRequest) -> HttpResponse:
    """Show the notices of the signed-in person; the button marks all of them as read."""
    person_id = request.visitor.person.id
    if request.method == "POST":
        operations.mark_all_read(person_id=person_id, at=request.at)
        return redirect("portal:notices")
    found = Paginator(queries.inbox(person_id=person_id), PER_PAGE).get_page(request.GET.get("page"))
    items = queries.notices(list(found))
    title = _("Thông báo")
    context = {"title": title, "page": found, "items": items, "unread": any(not one.read for one in items)}
    return frame.page(request, "portal/notices/inbox.html", context, crumbs=[Link(title, request.path)])


@citizen_page
@require_http_methods(["GET", "POST"])
def preferences(request: CitizenRequest) -> HttpResponse:
    """Choose by which ways each group of messages comes; what the law asks for is fixed."""
    person = request.visitor.person
    if request.method == "POST":
        wanted = {
            (group, way): _name(group, way) in request.POST
            for group in GROUPS
            for way in CHOSEN_WAYS
            if may_switch_off(group, way)
        }
        operations.set_preferences(
            person_id=person.id, wanted=wanted, actor=request.visitor.actor, at=request.at
        )
        messages.success(request, _("Đã ghi cách bạn muốn nhận tin."))
        return redirect("portal:preferences")
    context = {"title": _("Cách nhận thông báo"), "rows": _rows(person.id), "person": person}
    return sections.page(request, "portal/notices/preferences.html", context, here="preferences")


def _rows(person_id: int) -> list[Row]:
    choices = queries.choices_of(person_id)
    return [
        Row(
            group,
            str(title),
            str(GROUP_HELP[group]),
            [
                Box(
                    _name(group, way),
                    str(WAYS[way]),
                    wants(choices, group, way),
                    not may_switch_off(group, way),
                )
                for way in CHOSEN_WAYS
            ],
        )
        for group, title in GROUPS.items()
    ]


def _name(group: Group, way: Way) -> str:
    return f"{group}-{way}"
