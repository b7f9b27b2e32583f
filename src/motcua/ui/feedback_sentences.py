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
    "feedback.too-often": _("Đã gửi hoặc thử quá nhiều lần. Hãy thử lại sau {until}."),
    "feedback.act-not-now": _("Việc này đã chuyển sang trạng thái khác. Hãy mở lại trang để xem."),
    "feedback.text-missing": _("Có mục chưa được viết. Hãy viết đủ rồi gửi."),
    "feedback.own-draft": _("Người soạn không tự duyệt câu trả lời của mình. Hãy nhờ người khác duyệt."),
    "feedback.judges-itself": _(
        "Ở cơ quan này chỉ còn những người bị phản ánh đọc được. Hãy chuyển đến cơ quan cấp trên."
    ),
    "feedback.already-there": _("Cơ quan này đang giữ việc rồi. Hãy chọn cơ quan khác."),
    "feedback.personal-data-left": _(
        "Nội dung còn số điện thoại, số giấy tờ, thư điện tử hoặc tên người gửi. Hãy bỏ đi rồi công bố."
    ),
    "feedback.not-publishable": _("Phản ánh về cán bộ chỉ trả lời cho người gửi, không công bố."),
    "feedback.looks-like-robot": _("Biểu mẫu được gửi quá nhanh. Hãy xem lại nội dung rồi gửi lần nữa."),
    "feedback.submission-not-found": _("Không có việc nào khớp mã và số bạn nhập. Hãy xem lại mã đã ghi."),
    "feedback.no-office-of-province": _(
        "Chưa thiết lập Văn phòng Ủy ban nhân dân tỉnh nên chưa nhận được. Hãy gọi số điện thoại hỗ trợ."
    ),
    "feedback.incident-not-found": _("Không có sự cố này, hoặc bạn không phải người báo."),
    "feedback.incident-way-closed": _("Sự cố không chuyển được sang trạng thái này. Hãy mở lại trang."),
    "feedback.only-reads": _(
        "Bạn xem được các tin nhắn này, còn trả lời là việc của cơ quan đang giải quyết hồ sơ."
    ),
}
