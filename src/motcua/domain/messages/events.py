"""On which events an applicant may be written to, what a text may name there, and what is said by default.

Law: R-A23, R-A39. The names in braces are those that administrators type, hence Vietnamese without marks.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class MessageEvent(StrEnum):
    """What has happened, mostly to a dossier."""

    FILED = "filed"
    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not_accepted"
    SUPPLEMENT_ASKED = "supplement_asked"
    PAYMENT_ASKED = "payment_asked"
    RE_APPOINTED = "re_appointed"
    RECOUNTED = "recounted"
    RESULT_READY = "result_ready"
    STOPPED = "stopped"
    RETURNED = "returned"
    PAID = "paid"
    REPLIED = "replied"
    RATING_ASKED = "rating_asked"
    ONE_TIME_CODE = "one_time_code"
    ACCOUNT_CHANGED = "account_changed"
    MEMBER_INVITED = "member_invited"
    POWER_ASKED = "power_asked"


SAMPLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ma_ho_so": "H31.100-261130-0007",
        "nguoi_nop": "Vũ Thị Hồng Nhung",
        "thu_tuc": "Cấp giấy phép xây dựng nhà ở riêng lẻ",
        "co_quan": "UBND phường Phố Hiến",
        "ngay_hen": "15/12/2026",
        "ngay_hen_cu": "11/12/2026",
        "noi_tra": "Trung tâm Phục vụ hành chính công phường Phố Hiến",
        "ly_do": "Thiếu bản vẽ mặt cắt",
        "han_bo_sung": "20/12/2026",
        "so_tien": "75.000 đồng",
        "tra_cuu": "mc.vidu.example/tra-cuu",
        "ma_xac_nhan": "482915",
        "so_phut": "5",
        "thay_doi": "đổi mật khẩu",
        "doanh_nghiep": "Công ty TNHH Sen Hồng",
        "trang": "mc.vidu.example",
    }
)
"""Every name that a text may use, with an invented value for the preview."""

_ALWAYS: Final = ("ma_ho_so", "nguoi_nop", "thu_tuc", "co_quan", "tra_cuu")
_MORE: Final[Mapping[MessageEvent, tuple[str, ...]]] = {
    MessageEvent.FILED: (),
    MessageEvent.ACCEPTED: ("ngay_hen", "noi_tra"),
    MessageEvent.NOT_ACCEPTED: ("ly_do",),
    MessageEvent.SUPPLEMENT_ASKED: ("ly_do", "han_bo_sung"),
    MessageEvent.PAYMENT_ASKED: ("so_tien",),
    MessageEvent.RE_APPOINTED: ("ngay_hen", "ngay_hen_cu", "ly_do"),
    MessageEvent.RECOUNTED: ("ngay_hen", "ngay_hen_cu", "ly_do"),
    MessageEvent.RESULT_READY: ("noi_tra", "so_tien"),
    MessageEvent.STOPPED: ("ly_do",),
    MessageEvent.RETURNED: (),
    MessageEvent.PAID: ("so_tien",),
    MessageEvent.REPLIED: (),
    MessageEvent.RATING_ASKED: (),
}
ALLOWED: Final[Mapping[MessageEvent, tuple[str, ...]]] = MappingProxyType(
    {event: (*_ALWAYS, *more) for event, more in _MORE.items()}
    | {
        MessageEvent.ONE_TIME_CODE: ("ma_xac_nhan", "so_phut"),
        MessageEvent.ACCOUNT_CHANGED: ("thay_doi", "trang"),
        MessageEvent.MEMBER_INVITED: ("doanh_nghiep", "trang"),
        MessageEvent.POWER_ASKED: ("trang",),
    }
)
OF_THE_PROVINCE: Final = frozenset(
    {
        MessageEvent.ONE_TIME_CODE,
        MessageEvent.ACCOUNT_CHANGED,
        MessageEvent.MEMBER_INVITED,
        MessageEvent.POWER_ASKED,
    }
)
"""Events that belong to no agency: only the province has a text for them."""

BUILT_IN: Final[Mapping[MessageEvent, str]] = MappingProxyType(
    {
        MessageEvent.FILED: "{co_quan} đã nhận hồ sơ nộp trực tuyến số {ma_ho_so} và sẽ trả lời trong 8 giờ làm việc. "
        "Xem tại {tra_cuu}.",
        MessageEvent.ACCEPTED: "{co_quan} đã tiếp nhận hồ sơ {ma_ho_so}. Hẹn trả kết quả ngày {ngay_hen}. "
        "Tra cứu tại {tra_cuu}.",
        MessageEvent.NOT_ACCEPTED: "{co_quan} chưa tiếp nhận được hồ sơ của bạn. Lý do: {ly_do}.",
        MessageEvent.SUPPLEMENT_ASKED: "Hồ sơ {ma_ho_so} cần bổ sung giấy tờ trước ngày {han_bo_sung}. "
        "Lý do: {ly_do}. Xem chi tiết tại {tra_cuu}.",
        MessageEvent.PAYMENT_ASKED: "Hồ sơ {ma_ho_so} có khoản phải nộp {so_tien}. Xem chi tiết tại {tra_cuu}.",
        MessageEvent.RE_APPOINTED: "{co_quan} xin lỗi bạn: hồ sơ {ma_ho_so} được hẹn lại ngày {ngay_hen} "
        "thay cho ngày {ngay_hen_cu}. Lý do: {ly_do}.",
        MessageEvent.RECOUNTED: "Ngày hẹn trả hồ sơ {ma_ho_so} chuyển từ {ngay_hen_cu} sang {ngay_hen} vì lịch "
        "làm việc thay đổi. Lý do: {ly_do}.",
        MessageEvent.RESULT_READY: "Hồ sơ {ma_ho_so} đã có kết quả. Mời bạn đến {noi_tra} nhận.",
        MessageEvent.STOPPED: "Hồ sơ {ma_ho_so} đã dừng giải quyết. Lý do: {ly_do}. Tra cứu tại {tra_cuu}.",
        MessageEvent.RETURNED: "Kết quả hồ sơ {ma_ho_so} đã được trả. Nếu bạn chưa nhận, hãy báo cho {co_quan}.",
        MessageEvent.PAID: "Đã nhận {so_tien} cho hồ sơ {ma_ho_so}. Biên lai có tại {tra_cuu}.",
        MessageEvent.REPLIED: "{co_quan} đã trả lời bạn về hồ sơ {ma_ho_so}. Xem tại {tra_cuu}.",
        MessageEvent.RATING_ASKED: "Mời bạn đánh giá việc giải quyết hồ sơ {ma_ho_so} tại {tra_cuu}.",
        MessageEvent.ONE_TIME_CODE: "Mã xác nhận của bạn là {ma_xac_nhan}, dùng trong {so_phut} phút. "
        "Không đưa mã này cho bất kỳ ai, kể cả cán bộ.",
        MessageEvent.ACCOUNT_CHANGED: "Tài khoản một cửa của bạn vừa có thay đổi: {thay_doi}. "
        "Nếu không phải bạn làm, hãy vào {trang} đổi mật khẩu ngay.",
        MessageEvent.MEMBER_INVITED: "Bạn được mời tham gia tài khoản của {doanh_nghiep}. Đăng nhập {trang} để trả lời.",
        MessageEvent.POWER_ASKED: "Có người đề nghị bạn xác nhận đã ủy quyền cho họ nộp hồ sơ. Đăng nhập {trang} "
        "để xem; nếu không biết việc này, bạn không phải làm gì.",
    }
)
"""What is said where neither the agency nor the province has a text of its own."""
