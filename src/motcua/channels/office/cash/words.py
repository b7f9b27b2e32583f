"""Words for money's codes."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = Mapping[str, str | Promise]

STATES: Final[Words] = {
    "opened": _("Chờ nộp"),
    "sent": _("Đang ở cổng thanh toán"),
    "paid": _("Đã nộp"),
    "failed": _("Không thành công"),
    "expired": _("Hết giờ chờ"),
    "cancelled": _("Đã hủy"),
}
CHANNELS: Final[Words] = {
    "bank": _("Chuyển khoản"),
    "cash": _("Tiền mặt"),
    "platform": _("Nền tảng thanh toán"),
}
EVENTS: Final[Words] = {
    "Opened": _("Lập khoản thanh toán"),
    "Sent": _("Chuyển người nộp đến cổng thanh toán"),
    "Received": _("Tiền đến"),
    "Proved": _("Sao kê xác nhận tiền đã đến"),
    "Paid": _("Ghi nhận đã nộp đủ"),
    "Failed": _("Cổng báo không thành công"),
    "Expired": _("Hết giờ chờ"),
    "Cancelled": _("Hủy"),
    "RefundAsked": _("Đề nghị hoàn tiền"),
    "RefundDone": _("Đã hoàn tiền"),
    "RefundDeclined": _("Từ chối hoàn tiền"),
}
VERDICTS: Final[Words] = {
    "exact": _("Khớp"),
    "proof": _("Khớp, quầy đã xác nhận"),
    "under": _("Nộp thiếu"),
    "over": _("Nộp thừa"),
    "not-owed": _("Khoản đã nộp hoặc không còn phải nộp"),
    "unknown": _("Không thấy mã thanh toán"),
}
SETTLED: Final[Words] = {"booked": _("Đã ghi vào khoản thanh toán"), "aside": _("Để riêng")}
OUTCOMES: Final[Words] = {
    "begun": _("Đã mở giao dịch"),
    "refused": _("Cổng từ chối"),
    "unavailable": _("Cổng không trả lời"),
    "success": _("Thành công"),
    "success-again": _("Thành công, đã biết"),
    "pending": _("Đang chờ"),
    "pending-again": _("Đang chờ"),
    "failed": _("Không thành công"),
    "failed-again": _("Không thành công, không đổi gì"),
    "amount-differs": _("Số tiền khác: không tin"),
    "not-genuine": _("Sai mã xác thực: không tin"),
    "unknown": _("Không có giao dịch này"),
}
