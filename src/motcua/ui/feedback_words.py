"""The words of ratings, questions, petitions and incidents: codes come from the domain."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

from django.utils.translation import gettext_lazy as _

from motcua.domain.feedback.incidents import IncidentKind, IncidentState
from motcua.domain.feedback.ratings import Indicator, Satisfaction, Subject
from motcua.domain.feedback.submissions import Act, Kind, State

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Words: TypeAlias = "str | _StrPromise"

SATISFACTION: Final[Mapping[Satisfaction, Words]] = {  # R-E26
    Satisfaction.VERY_SATISFIED: _("Rất hài lòng"),
    Satisfaction.SATISFIED: _("Hài lòng"),
    Satisfaction.DISSATISFIED: _("Chưa hài lòng"),
}
SATISFACTION_CSS: Final[Mapping[Satisfaction, str]] = {
    Satisfaction.VERY_SATISFIED: "early",
    Satisfaction.SATISFIED: "run",
    Satisfaction.DISSATISFIED: "late",
}
INDICATORS: Final[Mapping[Indicator, tuple[Words, tuple[Words, Words, Words]]]] = {
    # R-F31, R-F33, R-F34, R-F37: the question, then the answers worth 2, 1 and 0 points.
    Indicator.TIME: (
        _("Bạn nhận kết quả khi nào?"),
        (_("Sớm hơn ngày hẹn"), _("Đúng ngày hẹn"), _("Sau ngày hẹn")),
    ),
    Indicator.CONTACTS: (
        _("Sau khi nộp, bạn phải đến hoặc liên hệ lại mấy lần để bổ sung hồ sơ?"),
        (_("Không lần nào"), _("Một lần"), _("Nhiều hơn một lần")),
    ),
    Indicator.AGENCIES: (
        _("Để xong việc này bạn phải đến bao nhiêu cơ quan?"),
        (_("Không phải đến đâu"), _("Chỉ bộ phận một cửa"), _("Nhiều hơn một nơi")),
    ),
    Indicator.ATTITUDE: (
        _("Thái độ phục vụ của cán bộ thế nào?"),
        (_("Tốt, đúng mực"), _("Bình thường"), _("Có điều phải phàn nàn")),
    ),
}
INDICATOR_NAMES: Final[Mapping[Indicator, Words]] = {
    Indicator.TIME: _("Thời gian"),
    Indicator.CONTACTS: _("Số lần liên hệ"),
    Indicator.AGENCIES: _("Số cơ quan"),
    Indicator.ATTITUDE: _("Thái độ"),
}
SUBJECTS: Final[Mapping[Subject, Words]] = {  # R-F46
    Subject.TIME: _("Thời gian giải quyết"),
    Subject.AGENCIES: _("Số cơ quan phải đến"),
    Subject.CONTACTS: _("Số lần phải liên hệ"),
    Subject.PUBLICATION: _("Thông tin thủ tục công khai chưa đủ, chưa đúng"),
    Subject.ATTITUDE: _("Thái độ phục vụ"),
    Subject.LEGALITY: _("Kết quả hoặc khoản thu chưa đúng quy định"),
    Subject.EXPLANATIONS: _("Giải thích, trả lời chưa rõ"),
    Subject.ONLINE: _("Nộp hồ sơ qua mạng"),
    Subject.OTHER: _("Điều khác"),
}

KINDS: Final[Mapping[Kind, Words]] = {
    Kind.QUESTION: _("Câu hỏi"),
    Kind.REGULATION: _("Phản ánh, kiến nghị về quy định, thủ tục"),
    Kind.CONDUCT: _("Phản ánh về việc làm của cán bộ, cơ quan"),
}
STATES: Final[Mapping[State, Words]] = {
    State.RECEIVED: _("Đã nhận, chờ xem xét"),
    State.HANDLING: _("Đang giải quyết"),
    State.REVIEW: _("Đang duyệt câu trả lời"),
    State.ANSWERED: _("Đã trả lời"),
    State.REFUSED: _("Không tiếp nhận, có nêu lý do"),
    State.STORED: _("Lưu lại, không giải quyết vì không rõ người gửi"),
}
STATE_CSS: Final[Mapping[State, str]] = {
    State.RECEIVED: "soon", State.HANDLING: "run", State.REVIEW: "run", State.ANSWERED: "early",
    State.REFUSED: "done", State.STORED: "done",
}  # fmt: skip
STEPS: Final[Mapping[str, Words]] = {
    "receive": _("Nhận"),
    Act.FORWARD.value: _("Chuyển đến cơ quan có thẩm quyền"),
    Act.TAKE.value: _("Tiếp nhận để giải quyết"),
    Act.REFUSE.value: _("Không tiếp nhận"),
    Act.DRAFT.value: _("Soạn câu trả lời"),
    Act.SEND_BACK.value: _("Yêu cầu soạn lại"),
    Act.APPROVE.value: _("Trả lời người gửi"),
    Act.PUBLISH.value: _("Công bố"),
    Act.UNPUBLISH.value: _("Thôi công bố"),
}
INCIDENT_KINDS: Final[Mapping[IncidentKind, Words]] = {
    IncidentKind.ERROR: _("Báo lỗi, không làm được"),
    IncidentKind.SLOW: _("Chạy chậm, mất kết nối"),
    IncidentKind.DATA: _("Dữ liệu sai hoặc thiếu"),
    IncidentKind.SECURITY: _("Nghi mất an toàn thông tin"),
    IncidentKind.OTHER: _("Việc khác"),
}
INCIDENT_STATES: Final[Mapping[IncidentState, Words]] = {
    IncidentState.OPEN: _("Chưa xem"),
    IncidentState.WORKING: _("Đang xử lý"),
    IncidentState.SOLVED: _("Đã xong"),
}
INCIDENT_CSS: Final[Mapping[IncidentState, str]] = {
    IncidentState.OPEN: "soon",
    IncidentState.WORKING: "run",
    IncidentState.SOLVED: "early",
}
