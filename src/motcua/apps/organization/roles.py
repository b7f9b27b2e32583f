"""The roles of the one-stop shop: code and Vietnamese name, in one table.

A role is held in a unit (see `Assignment`); what it lets a person do is decided by `domain/access`.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """Codes as processes and posts name them."""

    RECEPTION = "reception", _("Công chức tiếp nhận hồ sơ")
    RETURN_DESK = "return_desk", _("Công chức trả kết quả, thu phí")
    SPECIALIST = "specialist", _("Chuyên viên thụ lý")
    DIVISION_HEAD = "division_head", _("Trưởng, phó phòng")
    LEADER = "leader", _("Lãnh đạo cơ quan")
    CLERK = "clerk", _("Văn thư")
    LAND_OFFICER = "land_officer", _("Viên chức Văn phòng Đăng ký đất đai")
    LAND_HEAD = "land_head", _("Giám đốc Văn phòng Đăng ký đất đai, Chi nhánh")
    POLICE_OFFICER = "police_officer", _("Cán bộ công an thụ lý")
    POLICE_CHIEF = "police_chief", _("Chỉ huy công an")
    OFFICE_SPECIALIST = "office_specialist", _("Chuyên viên Văn phòng UBND tỉnh")
    OFFICE_HEAD = "office_head", _("Lãnh đạo Văn phòng UBND tỉnh")
    CHAIRMAN = "chairman", _("Chủ tịch, Phó Chủ tịch UBND")
    PROVINCE_ADMIN = "province_admin", _("Quản trị hệ thống của tỉnh")
    UNIT_ADMIN = "unit_admin", _("Quản trị của cơ quan")
    PROCEDURE_CONTROL = "procedure_control", _("Đầu mối kiểm soát thủ tục hành chính")
    INSPECTOR = "inspector", _("Lãnh đạo, thanh tra xem báo cáo")
    POST_OPERATOR = "post_operator", _("Nhân viên bưu chính công ích")


ADMINISTRATORS = frozenset({Role.PROVINCE_ADMIN, Role.UNIT_ADMIN})
"""Held to the stricter rules of R-I12, R-I13 and R-I15."""


def name_of(role: str) -> str:
    """Return the Vietnamese name of a role code."""
    return str(Role(role).label)
