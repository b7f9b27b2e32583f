"""What the account's pages say for codes of the journal, of browsers and of looks."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.apps.citizens.own import Happening

Words = Mapping[str, str | Promise]

HAPPENINGS: Final[Words] = {
    "signed-up": gettext_lazy("Tạo tài khoản"),
    "signed-in": gettext_lazy("Đăng nhập"),
    "signed-out": gettext_lazy("Đăng xuất"),
    "wrong-password": gettext_lazy("Nhập sai mật khẩu"),
    "wrong-factor": gettext_lazy("Nhập sai mã xác thực"),
    "recovered": gettext_lazy("Đặt lại mật khẩu bằng mã"),
    "password-changed": gettext_lazy("Đổi mật khẩu"),
    "details-changed": gettext_lazy("Sửa thông tin"),
    "contact-changed": gettext_lazy("Đổi số điện thoại hoặc thư điện tử"),
    "contact-dropped": gettext_lazy("Bỏ số điện thoại hoặc thư điện tử"),
    "factor-on": gettext_lazy("Bật xác thực hai lớp"),
    "factor-off": gettext_lazy("Tắt xác thực hai lớp"),
    "recovery-codes-renewed": gettext_lazy("Tạo mã dự phòng mới"),
    "passkey-added": gettext_lazy("Thêm khóa truy cập"),
    "passkey-used": gettext_lazy("Dùng khóa truy cập"),
    "passkey-dropped": gettext_lazy("Bỏ khóa truy cập"),
    "identity-linked": gettext_lazy("Liên kết định danh điện tử"),
    "identity-unlinked": gettext_lazy("Bỏ liên kết định danh điện tử"),
    "identity-used": gettext_lazy("Xác thực bằng định danh điện tử"),
    "sessions-ended": gettext_lazy("Đăng xuất ở nơi khác"),
    "power-stated": gettext_lazy("Ghi giấy ủy quyền"),
    "power-confirmed": gettext_lazy("Xác nhận ủy quyền"),
    "power-declined": gettext_lazy("Từ chối ủy quyền"),
    "power-ended": gettext_lazy("Chấm dứt ủy quyền"),
    "company-created": gettext_lazy("Tạo tài khoản doanh nghiệp"),
    "company-verified": gettext_lazy("Xác thực mã số thuế của doanh nghiệp"),
    "invitation-accepted": gettext_lazy("Tham gia tài khoản doanh nghiệp"),
}

METHODS: Final[Words] = {
    "password": gettext_lazy("bằng mật khẩu"),
    "passkey": gettext_lazy("bằng khóa truy cập"),
    "identity": gettext_lazy("bằng định danh điện tử"),
    "sign-up": gettext_lazy("khi tạo tài khoản"),
}

LOOKS: Final[Words] = {
    "view": gettext_lazy("Xem hồ sơ để giải quyết"),
    "download": gettext_lazy("Mở tệp trong hồ sơ"),
    "explain-rights": gettext_lazy("Kiểm tra ai được quyền xem"),
    "print": gettext_lazy("In giấy tờ của hồ sơ"),
    "reprint": gettext_lazy("In lại giấy tờ của hồ sơ"),
    "export": gettext_lazy("Xuất dữ liệu"),
    "search": gettext_lazy("Tìm thấy trong danh sách"),
}

POWER_STATES: Final[Mapping[str, tuple[str | Promise, str, str]]] = {
    "asked": (gettext_lazy("Chờ người ủy quyền xác nhận"), "soon", "hourglass-split"),
    "paper": (gettext_lazy("Chưa kiểm chứng"), "soon", "exclamation-circle"),
    "confirmed": (gettext_lazy("Đã được xác nhận"), "early", "check-circle"),
    "future": (gettext_lazy("Đã được xác nhận, chưa đến ngày"), "run", "calendar"),
    "over": (gettext_lazy("Đã hết hạn"), "done", "calendar-x"),
    "ended": (gettext_lazy("Đã chấm dứt"), "done", "x-circle"),
}

RIGHTS: Final[Words] = {
    "file": gettext_lazy("nộp và bổ sung hồ sơ"),
    "follow": gettext_lazy("theo dõi"),
    "pay": gettext_lazy("thanh toán"),
}

_BROWSERS: Final = (("Edg", "Edge"), ("coc_coc", "Cốc Cốc"), ("OPR", "Opera"), ("Firefox", "Firefox"),
                    ("Chrome", "Chrome"), ("Safari", "Safari"))  # fmt: skip
_SYSTEMS: Final = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
                   ("Mac OS", "máy Mac"), ("Linux", "Linux"))  # fmt: skip


def happening(one: Happening) -> str:
    """Return a line of the journal in words; nothing for one that says nothing to its reader."""
    return str(HAPPENINGS.get(one.action, ""))


def browser(text: str) -> str:
    """Return a browser as people know it: "Chrome trên Android"."""
    name = next((shown for mark, shown in _BROWSERS if mark in text), "")
    system = next((shown for mark, shown in _SYSTEMS if mark in text), "")
    if name and system:
        return _("%(browser)s trên %(system)s") % {"browser": name, "system": system}
    return name or system or _("Trình duyệt không rõ")


def rights(held: frozenset[str]) -> str:
    """Return rights as words of a sentence."""
    return ", ".join(str(label) for right, label in RIGHTS.items() if right in held)


def look(action: str, purpose: str) -> str:
    """Return what for an officer looked; a purpose that the officer gave comes first."""
    return (
        purpose if purpose and action not in {"download", "view"} else str(LOOKS.get(action, LOOKS["view"]))
    )
