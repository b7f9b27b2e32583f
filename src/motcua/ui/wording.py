"""Every word the system says about its own facts: errors, stages, events, roles, channels, units of time.

Codes come from the domain; sentences live here and in `sentences.py` only. Vietnamese is the source.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from enum import Enum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.domain.errors import DomainError
from motcua.ui import formatting
from motcua.ui.sentences import FAULTS, FLAWS, SENTENCES, Sentences

Words = str | Promise

STAGES: Final[Mapping[int, Words]] = {  # R-A90: the labels of the national code list, letter for letter.
    1: gettext_lazy("Mới đăng ký"),
    2: gettext_lazy("Được tiếp nhận"),
    3: gettext_lazy("Không được tiếp nhận"),
    4: gettext_lazy("Đang xử lý"),
    5: gettext_lazy("Yêu cầu bổ sung giấy tờ"),
    6: gettext_lazy("Yêu cầu thực hiện nghĩa vụ tài chính"),
    7: gettext_lazy("Công dân yêu cầu rút hồ sơ"),
    8: gettext_lazy("Dừng xử lý"),
    9: gettext_lazy("Đã xử lý xong"),
    10: gettext_lazy("Đã trả kết quả"),
}
STAGE_ICONS: Final[Mapping[int, str]] = {
    1: "send", 2: "inbox", 3: "x-circle", 4: "gear", 5: "file-earmark-plus",
    6: "cash-coin", 7: "arrow-counterclockwise", 8: "pause-circle", 9: "box-seam", 10: "check2-all",
}  # fmt: skip
STAGE_CSS: Final[Mapping[int, str]] = {
    1: "run", 2: "run", 3: "done", 4: "run", 5: "paused", 6: "paused", 7: "run", 8: "paused", 9: "done", 10: "done",
}  # fmt: skip

STOP_GROUNDS: Final[Mapping[str, Words]] = {
    "supplement": gettext_lazy("Chờ bổ sung giấy tờ"),
    "payment": gettext_lazy("Chờ nộp phí, lệ phí"),
    "stopped": gettext_lazy("Dừng xử lý"),
    "withdrawn": gettext_lazy("Đã rút hồ sơ"),
    "closed": gettext_lazy("Đã đóng hồ sơ"),
    "excluded": gettext_lazy("Thời gian luật không tính vào thời hạn"),
}

CHANNELS: Final[Mapping[str, Words]] = {
    "counter": gettext_lazy("Nộp tại quầy"),
    "post": gettext_lazy("Nộp qua bưu chính"),
    "online": gettext_lazy("Nộp trực tuyến"),
}

RESULTS: Final[Mapping[str, Words]] = {  # R-A93
    "granted": gettext_lazy("Đã cấp kết quả"),
    "refused": gettext_lazy("Không giải quyết, có nêu lý do"),
    "returned": gettext_lazy("Trả lại hồ sơ"),
    "withdrawn": gettext_lazy("Người nộp rút hồ sơ"),
}

ROLES: Final[Mapping[str, Words]] = {
    "reception": gettext_lazy("Tiếp nhận hồ sơ"),
    "return_desk": gettext_lazy("Trả kết quả"),
    "specialist": gettext_lazy("Chuyên viên thụ lý"),
    "division_head": gettext_lazy("Lãnh đạo phòng"),
    "leader": gettext_lazy("Lãnh đạo cơ quan"),
    "clerk": gettext_lazy("Văn thư"),
    "land_officer": gettext_lazy("Viên chức đăng ký đất đai"),
    "land_head": gettext_lazy("Lãnh đạo văn phòng đăng ký đất đai"),
    "police_officer": gettext_lazy("Cán bộ công an"),
    "police_chief": gettext_lazy("Chỉ huy công an"),
    "office_specialist": gettext_lazy("Chuyên viên văn phòng"),
    "office_head": gettext_lazy("Lãnh đạo văn phòng"),
    "chairman": gettext_lazy("Chủ tịch Ủy ban nhân dân"),
    "province_admin": gettext_lazy("Quản trị hệ thống của tỉnh"),
    "unit_admin": gettext_lazy("Quản trị của cơ quan"),
    "procedure_control": gettext_lazy("Kiểm soát thủ tục hành chính"),
    "inspector": gettext_lazy("Thanh tra"),
    "post_operator": gettext_lazy("Nhân viên bưu chính"),
}

EVENTS: Final[Mapping[str, Words]] = {  # What the timeline says happened, by the name of the event.
    "Lodged": gettext_lazy("Đăng ký hồ sơ"),
    "Accepted": gettext_lazy("Tiếp nhận"),
    "IntakeRefused": gettext_lazy("Từ chối tiếp nhận"),
    "SupplementAsked": gettext_lazy("Yêu cầu bổ sung giấy tờ"),
    "Supplemented": gettext_lazy("Nhận giấy tờ bổ sung"),
    "CollectionChanged": gettext_lazy("Đổi cách nhận kết quả"),
    "Claimed": gettext_lazy("Nhận việc"),
    "Assigned": gettext_lazy("Phân công thụ lý"),
    "HandedOver": gettext_lazy("Chuyển bước"),
    "SentBack": gettext_lazy("Chuyển lại bước trước"),
    "Recalled": gettext_lazy("Lấy lại hồ sơ vừa chuyển"),
    "Consulted": gettext_lazy("Hỏi ý kiến"),
    "Answered": gettext_lazy("Trả lời ý kiến"),
    "ConsultationLapsed": gettext_lazy("Hết hạn, cơ quan được hỏi không trả lời"),
    "PaymentAsked": gettext_lazy("Yêu cầu nộp phí, lệ phí"),
    "PaymentConfirmed": gettext_lazy("Xác nhận đã nộp phí, lệ phí"),
    "Extended": gettext_lazy("Xin lỗi và hẹn lại"),
    "Recounted": gettext_lazy("Tính lại ngày hẹn theo lịch làm việc mới"),
    "TakenOver": gettext_lazy("Cơ quan kế nhiệm tiếp nhận hồ sơ"),
    "WithdrawalAsked": gettext_lazy("Người nộp xin rút hồ sơ"),
    "WithdrawalDecided": gettext_lazy("Quyết định việc rút hồ sơ"),
    "Stopped": gettext_lazy("Dừng xử lý"),
    "Resumed": gettext_lazy("Tiếp tục xử lý"),
    "Closed": gettext_lazy("Đóng hồ sơ"),
    "Drafted": gettext_lazy("Dự thảo kết quả"),
    "Signed": gettext_lazy("Ký kết quả"),
    "ResultNumbered": gettext_lazy("Vào sổ, lấy số"),
    "VerificationRecorded": gettext_lazy("Kiểm tra thực địa, lập biên bản"),
    "ResultIssued": gettext_lazy("Kết quả về bộ phận một cửa"),
    "ResultDelivered": gettext_lazy("Trả kết quả"),
    "PapersReturned": gettext_lazy("Trả lại giấy tờ"),
    "PapersReceived": gettext_lazy("Nhận hồ sơ giấy"),
    "Corrected": gettext_lazy("Sửa thông tin"),
    "FilesAttached": gettext_lazy("Đính kèm tệp quét"),
    "NoteAdded": gettext_lazy("Ghi chú nội bộ"),
}

VERSION_STATUSES: Final[Mapping[str, Words]] = {
    "draft": gettext_lazy("đang soạn"),
    "review": gettext_lazy("chờ duyệt"),
    "published": gettext_lazy("đã công bố"),
    "withdrawn": gettext_lazy("đã thu hồi"),
}

SHEETS: Final[Mapping[str, Words]] = {  # The forms that are printed, as sentences name them.
    "receipt": gettext_lazy("Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
    "supplement_request": gettext_lazy("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
    "refusal": gettext_lazy("Phiếu từ chối tiếp nhận giải quyết hồ sơ"),
    "apology": gettext_lazy("Phiếu xin lỗi và hẹn lại ngày trả kết quả"),
    "routing_slip": gettext_lazy("Phiếu kiểm soát quá trình giải quyết hồ sơ"),
    "register": gettext_lazy("Sổ theo dõi hồ sơ"),
    "stop_notice": gettext_lazy("Thông báo dừng giải quyết hồ sơ"),
    "transfer_slip": gettext_lazy("Phiếu chuyển hồ sơ"),
    "verification_record": gettext_lazy("Biên bản kiểm tra, xác minh"),
    "consultation_request": gettext_lazy("Văn bản lấy ý kiến"),
    "post_hand_over": gettext_lazy("Biên bản giao nhận với bưu chính"),
    "paper_hand_over": gettext_lazy("Biên bản giao nhận hồ sơ giấy"),
    "fee_receipt": gettext_lazy("Biên lai thu phí, lệ phí"),
    "shift_sheet": gettext_lazy("Phiếu kết ca thu tiền"),
    "rating_slip": gettext_lazy("Phiếu đánh giá"),
    "filing_proof": gettext_lazy("Giấy xác nhận nộp hồ sơ qua mạng"),
}

UNITS: Final[Mapping[str, Words]] = {
    "WORKING_DAY": gettext_lazy("ngày làm việc"),
    "DAY": gettext_lazy("ngày"),
    "HOUR": gettext_lazy("giờ làm việc"),
    "MONTH": gettext_lazy("tháng"),
}


def stage(number: int) -> str:
    """Return number and label: "4 · Đang xử lý"."""
    return f"{number} · {STAGES[number]}"


def limit(amount: int, unit: str) -> str:
    """Return a time limit with its unit always said; no time means within the day."""
    return _("trong ngày") if amount == 0 else f"{amount} {UNITS[unit]}"


def sentence(error: DomainError) -> str:
    """Return what a rule that said no means for the person at the screen.

    Facts of the error fill the sentence. A code without a sentence is named, so that it can be quoted.
    """
    return _filled(SENTENCES, error.code, _Attributes(error))


def fault(code: str, facts: Mapping[str, object]) -> str:
    """Return what is wrong with one field of an application form (`motcua.domain.forms`)."""
    return _filled({**SENTENCES, **FAULTS}, code, {name: fact(name, value) for name, value in facts.items()})


def flaw(code: str) -> str:
    """Return why a process may not be published yet."""
    return _filled(FLAWS, code, {})


def fact(name: str, value: object) -> str:
    """Return one fact in words: dates, sums and lists as people write them, known codes by their name."""
    if isinstance(value, Enum):
        return fact(name, value.value)
    if known := NAMED_FACTS.get(name, {}).get(str(value)):
        return str(known)
    if isinstance(value, int):
        return _figure(name, value)
    if isinstance(value, tuple | list | frozenset):
        return ", ".join(fact("", entry) for entry in value)
    return _plain(value)


SIZES: Final = frozenset({"size", "limit"})
NAMED_FACTS: Final[Mapping[str, Mapping[str, Words]]] = {
    "stage": {str(number): label for number, label in STAGES.items()},
    "ground": STOP_GROUNDS,
    "result": RESULTS,
    "role": ROLES,
    "draft": {"granted": gettext_lazy("cấp kết quả"), "refused": gettext_lazy("từ chối")},
    "missing": {
        "note": gettext_lazy("ý kiến xử lý"),
        "draft": gettext_lazy("dự thảo kết quả"),
        "signature": gettext_lazy("chữ ký"),
        "number": gettext_lazy("số văn bản"),
        "assignee": gettext_lazy("người thụ lý"),
    },
    "status": VERSION_STATUSES,
    "needed": VERSION_STATUSES,
    "kind": SHEETS,
}


class _Attributes(dict[str, str]):
    """The attributes of an error as words."""

    def __init__(self, error: DomainError) -> None:
        super().__init__()
        self.error = error

    def __missing__(self, name: str) -> str:
        return fact(name, getattr(self.error, name))


def _filled(sentences: Sentences, code: str, facts: Mapping[str, str]) -> str:
    template = sentences.get(code)
    if template is None:
        return (
            _("Chưa thực hiện được. Hãy tải lại trang rồi thử lại; nếu vẫn vậy, báo mã %s cho quản trị.")
            % code
        )
    return str(template).format_map(facts)


def _figure(name: str, value: int) -> str:
    if name.endswith("_vnd"):
        return formatting.money(value)
    return formatting.size(value) if name in SIZES else str(value)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return formatting.moment_words(value)
    if isinstance(value, date):
        return formatting.day(value)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return "" if value is None else str(value)
