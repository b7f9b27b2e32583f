"""The frame around every citizens' page, and the few names it needs, kept for a minute."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.apps.notifications.queries import unread
from motcua.apps.organization import queries as organization
from motcua.channels.portal import access
from motcua.ui.context import Link, LinkGroup, PublicFrame

KEEP_SECONDS: Final = 60
HELP_PHONE: Final = "1022"
"""The number for questions to the state in every province, unless `MOTCUA_HOTLINE` names another."""


@dataclass(slots=True)
class _Kept:
    """The name of the province, at most a minute old: pages must not ask for it each time."""

    name: str = ""
    until: float = 0.0


_province = _Kept()


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    here: str = "",
    crumbs: Sequence[Link] = (),
    status: int = 200,
) -> HttpResponse:
    """Render a page inside the citizens' frame; `here` is the URL name of its place in the masthead."""
    around = replace(
        frame(here, crumbs),
        account=_account(request),
        acting_for=_acting_for(request),
        notices=_notices(request),
    )
    return render(request, template, {**around.context(), **context}, status=status)


def frame(here: str, crumbs: Sequence[Link] = ()) -> PublicFrame:
    """Return the masthead, the way here and the footer."""
    return PublicFrame(
        province=province(),
        nav=[_link(name, label, icon, here) for name, label, icon in _places()],
        home_url=reverse("portal:home"),
        help_phone=help_phone(),
        crumbs=[Link(_("Trang chủ"), reverse("portal:home")), *crumbs] if crumbs else (),
        footer_groups=_footer(),
    )


def province() -> str:
    """Return the name of the province within a sentence: "tỉnh Hưng Yên"."""
    if _province.until < time.monotonic():
        name = organization.province_name()
        _province.name = name[:1].lower() + name[1:]
        _province.until = time.monotonic() + KEEP_SECONDS
    return _province.name


def forget_province() -> None:
    """Ask for the name again next time; for tests."""
    _province.until = 0.0


def help_phone() -> str:
    """Return where people call (`MOTCUA_HOTLINE`)."""
    return getattr(settings, "MOTCUA_HOTLINE", "") or HELP_PHONE


def crumb(name: str, label: str) -> Link:
    """Return one step of the way to a page."""
    return Link(label, reverse(name))


def _account(request: HttpRequest) -> Link:
    visitor = access.visitor(request)
    if visitor is None:
        return Link(_("Đăng nhập"), reverse("portal:sign_in"))
    return Link(visitor.person.name, reverse("portal:account"))


def _notices(request: HttpRequest) -> Link | None:
    """Return the way to the notices of whoever is signed in, with how many are new."""
    visitor = access.visitor(request)
    if visitor is None:
        return None
    new = unread(person_id=visitor.person.id)
    return Link(
        _("Thông báo"),
        reverse("portal:notices"),
        "bell",
        new,
        current=request.path == reverse("portal:notices"),
    )


def _acting_for(request: HttpRequest) -> Link | None:
    """Return for whom the visitor acts, unless for oneself, and where that is changed."""
    visitor = access.visitor(request)
    if visitor is None or visitor.acting_for.kind == "self":
        return None
    return Link(visitor.acting_for.label, reverse("portal:acting_for"))


def _places() -> tuple[tuple[str, str, str], ...]:
    return (
        ("portal:procedures", _("Thủ tục"), "journal-text"),
        ("portal:lookup", _("Tra cứu hồ sơ"), "search"),
        ("portal:agencies", _("Cơ quan"), "building"),
        ("portal:about", _("Giới thiệu"), "info-circle"),
    )


def _link(name: str, label: str, icon: str, here: str) -> Link:
    return Link(label, reverse(name), icon, current=name == here)


def _footer() -> tuple[LinkGroup, ...]:
    services = [crumb("portal:procedures", _("Tất cả thủ tục")), crumb("portal:lookup", _("Tra cứu hồ sơ"))]
    services.append(crumb("portal:changes", _("Thay đổi thủ tục")))
    services += [
        crumb("portal:answers", _("Hỏi đáp")),
        crumb("portal:petition", _("Phản ánh, kiến nghị")),
        crumb("portal:rate", _("Đánh giá việc giải quyết")),
    ]
    about = [
        crumb("portal:about", _("Giới thiệu")),
        crumb("portal:privacy", _("Bảo vệ dữ liệu cá nhân")),
        crumb("portal:accessibility", _("Trợ năng và phím tắt")),
        crumb("portal:site_map", _("Sơ đồ trang")),
        crumb("portal:embedding", _("Nhúng vào trang của bạn")),
    ]
    return (LinkGroup(_("Dịch vụ"), services), LinkGroup(_("Về trang này"), about))
