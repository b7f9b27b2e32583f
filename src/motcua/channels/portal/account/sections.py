"""The frame of the account's pages: its parts at the side, which one is open."""

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.channels.portal import frame
from motcua.channels.portal.access import CitizenRequest
from motcua.ui.context import Link

SECTIONS: Final = (
    ("account", gettext_lazy("Tài khoản của tôi"), "person-circle"),
    ("details", gettext_lazy("Thông tin của tôi"), "person-vcard"),
    ("account_security", gettext_lazy("Đăng nhập và bảo mật"), "shield-lock"),
    ("sessions", gettext_lazy("Nơi đang đăng nhập"), "laptop"),
    ("companies", gettext_lazy("Doanh nghiệp, tổ chức"), "building"),
    ("powers", gettext_lazy("Ủy quyền"), "person-badge"),
    ("preferences", gettext_lazy("Cách nhận thông báo"), "bell"),
    ("who_looked", gettext_lazy("Ai đã xem hồ sơ của tôi"), "eye"),
)


def page(
    request: CitizenRequest, template: str, context: Mapping[str, Any], *, here: str, status: int = 200
) -> HttpResponse:
    """Render one part of the account."""
    parts = [
        Link(str(label), reverse(f"portal:{name}"), icon, current=name == here)
        for name, label, icon in SECTIONS
    ]
    crumbs = [frame.crumb("portal:account", _("Tài khoản của tôi"))]
    if here != "account":
        crumbs.append(Link(str(context["title"]), request.path))
    around = {"sections": parts, "visitor": request.visitor}
    return frame.page(request, template, {**around, **context}, crumbs=crumbs, status=status)
