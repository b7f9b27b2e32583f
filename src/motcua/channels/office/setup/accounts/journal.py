"""What was done to an account, in words."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.apps.audit.queries import Act
from motcua.ui import wording

ACTS: Final[Mapping[str, str | Promise]] = {
    "organization.account-created": _("Tạo tài khoản"),
    "organization.account-changed": _("Sửa thông tin"),
    "organization.account-closed": _("Đóng tài khoản"),
    "organization.account-reopened": _("Mở lại tài khoản"),
    "organization.account-reviewed": _("Rà soát, xác nhận còn dùng"),
    "organization.account-unlocked": _("Mở khóa"),
    "organization.assigned": _("Giao việc"),
    "organization.assignment-ended": _("Kết thúc việc giao"),
    "organization.mandate-granted": _("Giao làm thay"),
    "organization.mandate-revoked": _("Thu hồi việc làm thay"),
    "organization.password-changed": _("Đổi mật khẩu"),
    "organization.password-reset": _("Cấp mật khẩu tạm"),
    "organization.second-factor-given-up": _("Tự tắt xác thực hai lớp"),
    "organization.second-factor-removed": _("Gỡ xác thực hai lớp"),
    "organization.second-factor-set": _("Bật xác thực hai lớp"),
    "organization.sessions-ended": _("Kết thúc phiên đăng nhập"),
}
FACTS: Final[Mapping[str, str | Promise]] = {
    "role": _("vai trò"),
    "since": _("từ"),
    "until": _("đến trước"),
    "on": _("từ ngày"),
    "reason": _("lý do"),
    "note": _("ghi chú"),
    "basis": _("căn cứ"),
    "form": _("hình thức ký"),
    "to": _("người làm thay"),
    "sessions": _("số phiên"),
}


def tell(act: Act) -> Iterator[str]:
    """Yield what an act was about."""
    for name, label in FACTS.items():
        if value := act.payload.get(name):
            yield f"{label} {_value(value)}"


def _value(value: Any) -> str:
    text = str(value)
    if text in wording.ROLES:
        return str(wording.ROLES[text])
    try:
        return f"{date.fromisoformat(text):%d/%m/%Y}"
    except ValueError:
        return text
