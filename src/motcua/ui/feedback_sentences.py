"""The sentences of ratings, messages, questions, petitions and incidents; see `sentences`."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FEEDBACK: Final[Mapping[str, str | Promise]] = {
    "feedback.rating-too-early": _(
        "Hồ sơ chưa có kết quả nên chưa đánh giá được. Hãy quay lại khi đã có kết quả."
    ),
    "feedback.rating-settled": _("Đánh giá chỉ sửa được trong 7 ngày, đến {until}. Cảm ơn bạn đã đánh giá."),
    "feedback.text-too-long": _(
        "Bạn viết {length} chữ cái, nhiều nhất {most}. Hãy viết gọn lại, hoặc gửi kèm tệp."
    ),
    "feedback.points-out-of-range": _("Hãy chọn một trong các câu trả lời có sẵn."),
    "feedback.rating-not-found": _("Không có đánh giá này. Hãy mở lại danh sách."),
    "feedback.nothing-to-moderate": _("Đánh giá này không còn lời góp ý để duyệt. Hãy mở lại danh sách."),
    "feedback.message-empty": _("Tin nhắn chưa có gì. Hãy viết vài dòng, hoặc gửi kèm tệp."),
    "feedback.too-many-files": _(
        "Có {count} tệp, mỗi lần gửi nhiều nhất {most} tệp. Hãy gửi thành nhiều lần."
    ),
    "feedback.file-not-stored": _("Tệp gửi kèm chưa được lưu. Hãy chọn lại tệp rồi gửi."),
    "feedback.only-reads": _(
        "Bạn xem được các tin nhắn này, còn trả lời là việc của cơ quan đang giải quyết hồ sơ."
    ),
}
