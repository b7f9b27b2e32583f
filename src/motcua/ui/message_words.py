"""What messages, their ways, states and kinds are called, for officers and citizens alike."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from motcua.domain.messages import MessageEvent
from motcua.domain.messages.routing import Group, Way

EVENTS: Final[Mapping[str, str | Promise]] = {
    MessageEvent.FILED: gettext_lazy("Đã nhận hồ sơ nộp trực tuyến"),
    MessageEvent.ACCEPTED: gettext_lazy("Đã tiếp nhận hồ sơ"),
    MessageEvent.NOT_ACCEPTED: gettext_lazy("Từ chối tiếp nhận"),
    MessageEvent.SUPPLEMENT_ASKED: gettext_lazy("Yêu cầu bổ sung giấy tờ"),
    MessageEvent.PAYMENT_ASKED: gettext_lazy("Yêu cầu nộp phí, lệ phí"),
    MessageEvent.RE_APPOINTED: gettext_lazy("Xin lỗi và hẹn lại"),
    MessageEvent.RECOUNTED: gettext_lazy("Ngày hẹn đổi theo lịch làm việc"),
    MessageEvent.RESULT_READY: gettext_lazy("Đã có kết quả"),
    MessageEvent.STOPPED: gettext_lazy("Dừng giải quyết"),
    MessageEvent.RETURNED: gettext_lazy("Đã trả kết quả"),
    MessageEvent.PAID: gettext_lazy("Đã nhận tiền"),
    MessageEvent.REPLIED: gettext_lazy("Trả lời người dân"),
    MessageEvent.RATING_ASKED: gettext_lazy("Mời đánh giá"),
    MessageEvent.ONE_TIME_CODE: gettext_lazy("Mã xác nhận"),
    MessageEvent.ACCOUNT_CHANGED: gettext_lazy("Tài khoản có thay đổi"),
    MessageEvent.MEMBER_INVITED: gettext_lazy("Mời vào tài khoản doanh nghiệp"),
    MessageEvent.POWER_ASKED: gettext_lazy("Đề nghị xác nhận ủy quyền"),
    "thread_written": gettext_lazy("Người nộp đã viết"),
    "due_soon": gettext_lazy("Sắp đến hạn"),
}
WAYS: Final[Mapping[str, str | Promise]] = {
    Way.SMS: gettext_lazy("Tin nhắn SMS"),
    Way.EMAIL: gettext_lazy("Thư điện tử"),
    Way.ZALO: gettext_lazy("Zalo"),
    Way.INBOX: gettext_lazy("Trên trang này"),
}
STATES: Final[Mapping[str, str | Promise]] = {
    "waiting": gettext_lazy("Chờ gửi"),
    "sending": gettext_lazy("Đang gửi"),
    "sent": gettext_lazy("Đã gửi"),
    "delivered": gettext_lazy("Đã đến máy"),
    "dead": gettext_lazy("Không gửi được"),
    "dropped": gettext_lazy("Người nhận không muốn nhận"),
}
OUTCOMES: Final[Mapping[str, str | Promise]] = {
    "taken": gettext_lazy("Nhà cung cấp đã nhận"),
    "refused": gettext_lazy("Nhà cung cấp từ chối"),
    "failed": gettext_lazy("Gửi lỗi, sẽ thử lại"),
    "lost": gettext_lazy("Không có trả lời, chờ báo cáo"),
    "delivered": gettext_lazy("Đã đến máy"),
    "undelivered": gettext_lazy("Không đến được máy"),
}
GROUPS: Final[Mapping[Group, str | Promise]] = {
    Group.NOTICES: gettext_lazy("Thông báo theo luật"),
    Group.PROGRESS: gettext_lazy("Tiến độ hồ sơ"),
    Group.PAYMENTS: gettext_lazy("Phí, lệ phí"),
    Group.INVITATIONS: gettext_lazy("Mời đánh giá"),
}
"""Kinds among which people choose; codes are not among them."""
GROUP_HELP: Final[Mapping[Group, str | Promise]] = {
    Group.NOTICES: gettext_lazy("Từ chối, yêu cầu bổ sung, xin lỗi và hẹn lại, dừng giải quyết."),
    Group.PROGRESS: gettext_lazy("Đã nhận, đã tiếp nhận, có kết quả, cơ quan trả lời."),
    Group.PAYMENTS: gettext_lazy("Khoản phải nộp, đã nhận tiền, biên lai."),
    Group.INVITATIONS: gettext_lazy("Hỏi ý kiến bạn sau khi trả kết quả, chỉ gửi ban ngày."),
}
CODES: Final[Mapping[str, str | Promise]] = {
    "no-carrier": gettext_lazy("Chưa nối nhà cung cấp cho kênh này"),
    "expired": gettext_lazy("Quá giờ dùng"),
    "no-template": gettext_lazy("Chưa có mẫu tin được duyệt"),
    "unreadable": gettext_lazy("Câu trả lời không đọc được"),
    "ConnectError": gettext_lazy("Không nối được máy chủ"),
    "ConnectTimeout": gettext_lazy("Không nối được máy chủ"),
    "ConnectionRefusedError": gettext_lazy("Không nối được máy chủ"),
    "ReadTimeout": gettext_lazy("Máy chủ không trả lời"),
}
"""Codes of carriers that we know a plain word for."""


def code_words(code: str) -> str:
    """Return what a carrier said, in words where we have some."""
    return str(CODES.get(code, code))
