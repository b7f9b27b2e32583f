"""What the pages of papers, messages and numbers call things."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.apps.documents import settings
from motcua.domain.messages import MessageEvent
from motcua.ui import wording

EVENTS: Final[Mapping[MessageEvent, str | Promise]] = {
    MessageEvent.ACCEPTED: gettext_lazy("Đã tiếp nhận hồ sơ"),
    MessageEvent.NOT_ACCEPTED: gettext_lazy("Từ chối tiếp nhận"),
    MessageEvent.SUPPLEMENT_ASKED: gettext_lazy("Yêu cầu bổ sung giấy tờ"),
    MessageEvent.PAYMENT_ASKED: gettext_lazy("Yêu cầu nộp phí, lệ phí"),
    MessageEvent.RE_APPOINTED: gettext_lazy("Xin lỗi và hẹn lại"),
    MessageEvent.RECOUNTED: gettext_lazy("Ngày hẹn đổi theo lịch làm việc"),
    MessageEvent.RESULT_READY: gettext_lazy("Đã có kết quả"),
    MessageEvent.STOPPED: gettext_lazy("Dừng giải quyết"),
}
ORIGINS: Final[Mapping[str, str | Promise]] = {
    "agency": gettext_lazy("Riêng của cơ quan"),
    "province": gettext_lazy("Chung của tỉnh"),
    "default": gettext_lazy("Có sẵn trong phần mềm"),
}
ACTIONS: Final[Mapping[str, str | Promise]] = {
    "documents.sheet-set": gettext_lazy("Đổi nội dung trên mẫu in"),
    "documents.message-set": gettext_lazy("Đổi nội dung tin nhắn"),
    "documents.sequence-begun": gettext_lazy("Đặt số kế tiếp"),
}


def kind_name(kind: str) -> str:
    """Return what a numbered document is called."""
    if kind == settings.RESULT:
        return _("Kết quả giải quyết")
    return str(wording.SHEETS.get(kind, kind)) if kind else _("Mọi mẫu in")
