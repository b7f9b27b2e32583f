"""What the pages of papers, messages and numbers call things."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.apps.documents import settings
from motcua.ui import wording
from motcua.ui.message_words import EVENTS

__all__ = ["ACTIONS", "EVENTS", "ORIGINS", "kind_name"]

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
