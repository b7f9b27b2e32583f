"""Words for the parts of a process: switches, units every agency has, what was found in a BPMN file."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from motcua.domain.workflow.bpmn import Finding

Words = str | Promise

UNITS: Final[Mapping[str, Words]] = {
    "counter": lazy("Bộ phận một cửa"),
    "leaders": lazy("Lãnh đạo cơ quan"),
    "clerk": lazy("Văn thư"),
}
MAY: Final[Mapping[str, Words]] = {
    "may_request_supplement": lazy("Yêu cầu bổ sung"),
    "may_extend": lazy("Xin lỗi, hẹn lại"),
    "may_return": lazy("Chuyển lại người gửi"),
    "may_consult": lazy("Hỏi ý kiến"),
    "may_refuse": lazy("Từ chối"),
    "may_request_payment": lazy("Yêu cầu nộp phí"),
    "may_stop": lazy("Dừng xử lý"),
    "may_assign": lazy("Phân công"),
    "may_recall": lazy("Lấy lại hồ sơ vừa chuyển"),
}
MUST: Final[Mapping[str, Words]] = {
    "must_sign": lazy("Ký"),
    "must_attach_draft": lazy("Kèm dự thảo"),
    "must_number": lazy("Lấy số"),
    "must_assign": lazy("Giao người thụ lý"),
    "must_note": lazy("Ghi ý kiến"),
}
SHORT: Final[Mapping[str, Words]] = {  # In the head of the table; the full words stand at the box.
    "may_request_supplement": lazy("Bổ sung"),
    "may_extend": lazy("Gia hạn"),
    "may_return": lazy("Trả lại"),
    "must_sign": lazy("Ký số"),
    "must_attach_draft": lazy("Văn bản"),
}
KINDS: Final[Mapping[str, Words]] = {
    "forward": lazy("chuyển tiếp"),
    "return": lazy("trả lại"),
    "finish": lazy("kết thúc"),
}
OUTCOMES: Final[Mapping[str, Words]] = {"grant": lazy("đồng ý"), "refuse": lazy("từ chối")}

FINDINGS: Final[Mapping[str, Words]] = {
    "bpmn.not-understood": lazy("Không hiểu phần “{detail}” nên bỏ qua."),
    "bpmn.taken-as-step": lazy("Quy trình con được coi là một bước; các việc bên trong bỏ qua."),
    "bpmn.taken-as-choice": lazy("Cổng “{detail}” được coi là chọn một hướng."),
    "bpmn.event-passed": lazy("Sự kiện giữa đường “{detail}” được bỏ qua, hồ sơ đi tiếp."),
    "bpmn.pool-ignored": lazy("Bên khác của mô hình được bỏ qua; chỉ đọc quy trình có nhiều việc nhất."),
    "bpmn.start-ignored": lazy("Điểm bắt đầu thứ hai được bỏ qua."),
    "bpmn.start-guessed": lazy("Mô hình không có điểm bắt đầu; lấy bước này làm bước đầu."),
    "bpmn.step-added": lazy("Thêm một bước tự động tại đây để gộp hoặc chia nhánh."),
    "bpmn.flow-broken": lazy("Mũi tên không nối hai việc đã đọc được nên bỏ qua."),
    "bpmn.gateways-in-circle": lazy("Các cổng nối nhau thành vòng, không qua việc nào."),
    "bpmn.too-many-ways": lazy("Từ đây có quá nhiều hướng; chỉ đọc một phần."),
    "bpmn.unit-guessed": lazy("Đoán đơn vị là “{detail}”. Hãy chọn lại nếu chưa đúng."),
    "bpmn.role-guessed": lazy("Đoán vai trò là “{detail}”. Hãy chọn lại nếu chưa đúng."),
    "bpmn.time-missing": lazy("Mô hình không ghi thời gian. Hãy điền số giờ."),
    "bpmn.attribute-invalid": lazy("Thuộc tính “{detail}” không đọc được; dùng giá trị mặc định."),
}
UNREADABLE: Final[Mapping[str, Words]] = {
    "not-xml": lazy("Tệp không phải XML hợp lệ."),
    "doctype": lazy("Tệp có khai báo DOCTYPE nên không được đọc, để bảo đảm an toàn."),
    "too-large": lazy("Tệp quá lớn: nhiều nhất 4 MB và 300 bước."),
    "no-process": lazy("Tệp không có quy trình BPMN 2.0 nào."),
}


def finding(found: Finding) -> str:
    """Return what was found in a model, in a sentence."""
    return str(FINDINGS[found.code.value]).format(detail=found.detail)


def unit(reference: str, names: Mapping[str, str]) -> str:
    """Return the name of a unit reference; what every agency has bears the common name."""
    return str(UNITS.get(reference) or names.get(reference) or reference)


def step_time(minutes: int, *, working: bool) -> str:
    """Return a step's time: "2,25 giờ", "1,5 ngày"."""
    if working:
        return _("%s giờ") % number(minutes / 60)
    return _("%s ngày") % number(minutes / 1440)


def number(value: float) -> str:
    """Return a number with a comma and no needless digits."""
    return f"{value:.4f}".rstrip("0").rstrip(".").replace(".", ",")
