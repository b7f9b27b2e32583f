"""The places of the setup, and who finds which of them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from motcua.apps.organization.roles import Role
from motcua.domain.access import Actor
from motcua.ui.context import Link

ADMINISTRATORS = (Role.PROVINCE_ADMIN, Role.UNIT_ADMIN)
CONTROLLERS = (Role.PROCEDURE_CONTROL, Role.PROVINCE_ADMIN)


@dataclass(frozen=True, slots=True)
class Place:
    """One part of the setup: URL name of its first page, what it is called, what it is for, for whom."""

    url_name: str
    label: str | Promise
    purpose: str | Promise
    icon: str
    roles: tuple[Role, ...]


PLACES: tuple[Place, ...] = (
    Place(
        "organization",
        gettext_lazy("Cơ cấu tổ chức"),
        gettext_lazy(
            "Cơ quan, đơn vị qua các thời kỳ; lập, đổi tên, sáp nhập, chia tách, kết thúc từ một ngày."
        ),
        "diagram-2",
        ADMINISTRATORS,
    ),
    Place(
        "procedures",
        gettext_lazy("Thủ tục hành chính"),
        gettext_lazy("Tìm, sửa, so sánh, duyệt và công bố thủ tục cùng biểu mẫu điện tử; nơi nào thực hiện."),
        "journal-text",
        CONTROLLERS,
    ),
    Place(
        "processes",
        gettext_lazy("Quy trình"),
        gettext_lazy(
            "Các bước, thời gian, hướng chuyển của từng thủ tục; kiểm tra, chạy thử, duyệt và công bố."
        ),
        "diagram-3",
        CONTROLLERS,
    ),
    Place(
        "accounts",
        gettext_lazy("Tài khoản"),
        gettext_lazy("Ai đăng nhập được, giữ việc gì, từ ngày nào; biệt phái, vắng mặt, rà soát."),
        "people",
        ADMINISTRATORS,
    ),
    Place(
        "calendars",
        gettext_lazy("Lịch làm việc"),
        gettext_lazy("Ngày nghỉ, làm bù, giờ làm việc và giờ tiếp nhận; tính lại ngày hẹn khi lịch đổi."),
        "calendar3",
        (Role.PROVINCE_ADMIN, Role.UNIT_ADMIN, Role.PROCEDURE_CONTROL),
    ),
    Place(
        "sheets",
        gettext_lazy("Mẫu in và số"),
        gettext_lazy("Nội dung riêng trên giấy in, tin nhắn gửi người nộp, dãy số văn bản."),
        "printer",
        (Role.PROVINCE_ADMIN, Role.UNIT_ADMIN, Role.PROCEDURE_CONTROL),
    ),
)


def places_of(actor: Actor) -> list[Place]:
    """Return the places that an actor's roles open."""
    return [place for place in PLACES if actor.has_role(*place.roles)]


def tabs(actor: Actor, here: str) -> list[Link]:
    """Return the tabs above every page of the setup; `here` is the URL name of the place."""
    return [
        Link(
            str(place.label), reverse(f"office:{place.url_name}"), place.icon, current=place.url_name == here
        )
        for place in places_of(actor)
    ]
