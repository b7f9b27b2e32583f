"""What was done to an account, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
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


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: when, what, by whom, and what it was about."""

    at: datetime
    title: str
    who: str
    detail: str


def entries(acts: Iterable[Act]) -> list[Entry]:
    """Return acts of the journal as people read them."""
    return [
        Entry(act.at, str(ACTS.get(act.action, act.action)), act.actor_name, _detail(act.payload))
        for act in acts
    ]


def _detail(payload: Mapping[str, Any]) -> str:
    told = ((FACTS[name], payload[name]) for name in FACTS if payload.get(name))
    return "; ".join(f"{label} {_value(value)}" for label, value in told)


def _value(value: Any) -> str:
    text = str(value)
    if text in wording.ROLES:
        return str(wording.ROLES[text])
    try:
        return f"{date.fromisoformat(text):%d/%m/%Y}"
    except ValueError:
        return text
