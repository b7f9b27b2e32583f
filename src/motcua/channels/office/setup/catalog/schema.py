"""The editor of procedures as data: which parts stand on which page, and how each is typed."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kind(StrEnum):
    """How a part is typed."""

    LINE = "line"
    TEXT = "text"
    LINES = "lines"
    NUMBER = "number"
    FLAG = "flag"
    CHOICE = "choice"
    CHOICES = "choices"
    DAY = "day"
    CLOCK = "clock"
    ALLOWANCE = "allowance"
    CONDITION = "condition"
    DECIMAL = "decimal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One value: its place, how it is typed; `kept` flags are written even when they say no."""

    path: str
    kind: Kind = Kind.LINE
    optional: bool = True
    kept: bool = False
    default: bool = False
    wide: bool = False
    help: str | Promise = ""
    choices: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """A table: its place and its columns. A single column without a name makes a list of plain values."""

    path: str
    columns: tuple[Input, ...]
    add: str | Promise
    help: str | Promise = ""

    @property
    def plain(self) -> bool:
        """Tell whether its entries are plain values."""
        return not self.columns[0].path


@dataclass(frozen=True, slots=True)
class Section:
    """One page of the editor."""

    key: str
    title: str | Promise
    parts: tuple[Input | Rows, ...]


LINE, TEXT, LINES, NUMBER = Kind.LINE, Kind.TEXT, Kind.LINES, Kind.NUMBER
FLAG, CHOICE, CHOICES, DAY = Kind.FLAG, Kind.CHOICE, Kind.CHOICES, Kind.DAY

CASES: Final = Rows(
    path="cases",
    add=_("Thêm trường hợp"),
    help=_("Mỗi trường hợp có thời hạn riêng; mã gồm hai chữ số, ví dụ 01."),
    columns=(
        Input(path="code", optional=False), Input(path="label", optional=False, wide=True),
        Input(path="allowance", kind=Kind.ALLOWANCE, optional=False),
    ),
)  # fmt: skip
CASE_ANSWERS: Final = Rows(
    path="case_answers",
    add=_("Thêm câu trả lời"),
    help=_("Câu hỏi bằng lời thường dẫn người nộp đến đúng trường hợp; các dòng cùng câu hỏi là các câu trả lời của nó."),
    columns=(
        Input(path="question", optional=False, wide=True), Input(path="answer", optional=False, wide=True),
        Input(path="cases", kind=LINES, optional=False, help=_("Mã trường hợp còn lại sau câu trả lời, mỗi mã một dòng.")),
    ),
)  # fmt: skip
DOCUMENTS: Final = Rows(
    path="documents",
    add=_("Thêm giấy tờ"),
    columns=(
        Input(path="id", optional=False), Input(path="name", kind=TEXT, optional=False, wide=True),
        Input(path="originals", kind=NUMBER), Input(path="copies", kind=NUMBER),
        Input(path="required", kind=FLAG, kept=True, default=True), Input(path="form_no"),
        Input(path="condition", wide=True), Input(path="replaceable_by", wide=True),
        Input(path="needed_when", wide=True, help=_("Theo ô của biểu mẫu và trường hợp, ví dụ tu_cach = uy_quyen hoặc ma_truong_hop = 04.")),
    ),
)  # fmt: skip
FEES: Final = Rows(
    path="fees",
    add=_("Thêm khoản thu"),
    help=_("Bỏ trống mức thu khi chưa có văn bản quy định mức; 0 là miễn."),
    columns=(
        Input(path="label", optional=False, wide=True), Input(path="kind", kind=CHOICE, optional=False, choices="fees.kind"),
        Input(path="amount_vnd", kind=NUMBER), Input(path="per"), Input(path="channels", kind=CHOICES, choices="channels"),
        Input(path="case", wide=True), Input(path="fee"), Input(path="basis", kind=TEXT, wide=True),
        Input(path="valid_from", kind=DAY, optional=False), Input(path="valid_to", kind=DAY),
    ),
)  # fmt: skip

FIELD: Final = Section("field", _("Ô của biểu mẫu"), (
    Input(path="label", optional=False, wide=True),
    Input(path="name", optional=False, help=_("Chữ thường không dấu, chữ số, gạch dưới; dùng trong quy tắc.")),
    Input(path="type", kind=CHOICE, optional=False, choices="type"),
    Input(path="required", kind=FLAG),
    Rows(path="choices", add=_("Thêm lựa chọn"), help=_("Chỉ cho kiểu chọn một, chọn nhiều."),
         columns=(Input(path="value", optional=False), Input(path="label", optional=False, wide=True))),
    Rows(path="columns", add=_("Thêm cột"), help=_("Chỉ cho bảng nhiều dòng."),
         columns=(Input(path="name", optional=False), Input(path="label", optional=False),
                  Input(path="type", kind=CHOICE, optional=False, choices="type"), Input(path="required", kind=FLAG),
                  Input(path="rule"))),
    Input(path="max_rows", kind=NUMBER),
    Input(path="visible_when", kind=Kind.CONDITION, wide=True,
          help=_("Ví dụ: tu_cach = uy_quyen và không email đã điền. Chỉ hỏi về các ô đứng trước.")),
    Input(path="required_when", kind=Kind.CONDITION, wide=True),
    Input(path="rule", wide=True, help=_("So hai ngày hoặc hai số, ví dụ den_ngay<=tu_ngay+12 tháng; chữ khác là hướng dẫn cho người điền.")),
    Input(path="computed", wide=True, help=_("Ví dụ don_gia*so_luong hoặc sum(so_phi); chữ khác là ghi chú.")),
    Input(path="min", kind=Kind.DECIMAL), Input(path="max", kind=Kind.DECIMAL), Input(path="maxlen", kind=NUMBER),
    Input(path="pattern", help=_("Biểu thức chính quy mà chữ điền vào phải khớp.")),
    Input(path="level", kind=CHOICE, choices="level"), Input(path="prefill", help=_("Ví dụ vneid.ho_ten.")),
    Input(path="privacy", kind=CHOICE, choices="privacy"),
))  # fmt: skip

SECTIONS: Final = (
    Section("identity", _("Tên và đối tượng"), (
        Input(path="name", kind=TEXT, optional=False, wide=True),
        Input(path="short_name", wide=True, help=_("Tên người dân hay gọi; hiện ở mọi danh sách.")),
        Input(path="code", help=_("Ví dụ 1.004222; bỏ trống khi chưa có.")),
        Input(path="field", kind=CHOICE, optional=False, choices="fields"),
        Input(path="levels", kind=CHOICES, optional=False, choices="levels"),
        Input(path="subjects", kind=CHOICES, optional=False, choices="subjects"),
    )),
    Section("authority", _("Nơi thực hiện"), (
        Input(path="authority.decides", optional=False), Input(path="authority.receives"),
        Input(path="authority.handled_by"), Input(path="authority.handled_before"),
        Input(path="offer.kinds", kind=CHOICES, choices="kinds", help=_("Mọi cơ quan thuộc loại đã chọn đều thực hiện.")),
        Rows(path="offer.agencies", add=_("Thêm cơ quan"), columns=(Input(path="", kind=CHOICE, choices="agencies"),)),
        Input(path="offer.received_at", kind=CHOICES, choices="offer.received_at"),
        Input(path="offer.receiver", kind=CHOICE, choices="agencies"),
    )),
    Section("limits", _("Thời hạn và trường hợp"), (
        Input(path="allowance", kind=Kind.ALLOWANCE, optional=False, help=_("0 ngày là trả trong ngày.")),
        Input(path="clock_start", kind=CHOICE, optional=False, choices="clock_start"),
        Input(path="cutoff", kind=Kind.CLOCK, help=_("Hồ sơ nhận sau giờ này tính vào ngày làm việc sau; ví dụ 15:00.")),
        Input(path="immediate", kind=FLAG), Input(path="accepts", kind=FLAG, kept=True, default=True), CASES,
        CASE_ANSWERS,
    )),
    Section("documents", _("Thành phần hồ sơ"), (DOCUMENTS,)),
    Section("fees", _("Phí, lệ phí"), (FEES,)),
    Section("channels", _("Cách nộp và mức độ"), (
        Input(path="channels", kind=CHOICES, optional=False, choices="channels"),
        Input(path="service.information", kind=FLAG, kept=True, default=True), Input(path="service.forms", kind=FLAG),
        Input(path="service.online_filing", kind=FLAG), Input(path="service.online_payment", kind=FLAG),
        Input(path="service.result_delivery", kind=FLAG), Input(path="service.presence", kind=CHOICE, choices="service.presence"),
    )),
    Section("results", _("Kết quả"), (
        Rows(path="results", add=_("Thêm kết quả"), columns=(Input(path="name", optional=False, wide=True), Input(path="code"))),
    )),
    Section("law", _("Căn cứ và ghi chú"), (
        Input(path="legal_basis", kind=LINES, wide=True, help=_("Mỗi văn bản một dòng.")),
        Input(path="publishing_decision", wide=True),
        Input(path="partners", kind=LINES, wide=True, help=_("Mỗi cơ quan một dòng.")),
        Input(path="notes", kind=LINES, wide=True, help=_("Mỗi ghi chú một dòng.")),
        Input(path="weight", kind=NUMBER, help=_("Để xếp thứ tự khi chưa có số liệu.")),
    )),
)  # fmt: skip
BY_KEY: Final = {section.key: section for section in SECTIONS}


def section_of(path: str) -> str:
    """Return the key of the page on which a place of the data is edited."""
    for section in SECTIONS:
        for part in section.parts:
            if path == part.path or path.startswith((f"{part.path}.", f"{part.path}[")):
                return section.key
    first = path.partition(".")[0].partition("[")[0]
    if first == "form":
        return "form"
    return next((s.key for s in SECTIONS for p in s.parts if p.path.partition(".")[0] == first), "identity")
