"""Every part of a procedure by its name, every choice in words, and what is wrong with it.

Names go by the place in the data: `documents.copies`, or `copies` alone where it means the same everywhere.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from motcua.domain.catalog import Change, ChangeKind
from motcua.domain.catalog.reading import UNITS
from motcua.domain.forms import FormDataInvalid, condition_text
from motcua.domain.forms.conditions import condition_from_data
from motcua.ui import formatting, wording

Words = str | Promise

LABELS: Final[Mapping[str, Words]] = {
    "key": lazy("Mã trong địa chỉ"), "code": lazy("Mã"), "name": lazy("Tên"), "short_name": lazy("Tên gọi ngắn"),
    "procedure.code": lazy("Mã quốc gia"), "procedure.name": lazy("Tên đầy đủ"),
    "field": lazy("Lĩnh vực"), "field.key": lazy("Lĩnh vực"), "levels": lazy("Cấp thực hiện"),
    "subjects": lazy("Đối tượng thực hiện"), "authority": lazy("Thẩm quyền"),
    "authority.decides": lazy("Cơ quan quyết định"), "authority.receives": lazy("Nơi tiếp nhận"),
    "authority.handled_by": lazy("Người thực hiện"), "authority.handled_before": lazy("Trước 1/7/2025 do"),
    "offer": lazy("Nơi thực hiện"), "offer.agencies": lazy("Cơ quan thực hiện"),
    "offer.kinds": lazy("Mọi cơ quan thuộc loại"), "offer.received_at": lazy("Được nộp tại"),
    "offer.receiver": lazy("Cơ quan tiếp nhận thay"),
    "allowance": lazy("Thời hạn giải quyết"), "cutoff": lazy("Giờ chốt trong ngày"),
    "clock_start": lazy("Tính thời hạn từ"), "immediate": lazy("Trả kết quả ngay"),
    "accepts": lazy("Đang nhận hồ sơ mới"), "channels": lazy("Cách nộp"),
    "service": lazy("Dịch vụ công trực tuyến"), "service.information": lazy("Cung cấp đủ thông tin"),
    "service.forms": lazy("Có mẫu đơn để tải"), "service.online_filing": lazy("Nộp hồ sơ trực tuyến"),
    "service.online_payment": lazy("Nộp tiền trực tuyến"), "service.result_delivery": lazy("Trả kết quả tận nơi hoặc qua mạng"),
    "service.presence": lazy("Vì sao phải có mặt"),
    "cases": lazy("Trường hợp"), "cases.code": lazy("Mã"), "cases.label": lazy("Trường hợp"), "cases.allowance": lazy("Thời hạn"),
    "case_answers": lazy("Câu hỏi chọn trường hợp"), "case_answers.question": lazy("Câu hỏi"),
    "case_answers.answer": lazy("Câu trả lời"), "case_answers.cases": lazy("Trường hợp còn lại"),
    "documents": lazy("Thành phần hồ sơ"), "documents.id": lazy("Mã giấy tờ"), "documents.name": lazy("Giấy tờ"),
    "documents.originals": lazy("Bản chính"), "documents.copies": lazy("Bản sao"), "documents.form_no": lazy("Mẫu số"),
    "documents.condition": lazy("Chỉ cần khi"), "documents.needed_when": lazy("Tự biết là cần khi"), "documents.replaceable_by": lazy("Thay bằng dữ liệu"),
    "documents.required": lazy("Bắt buộc"),
    "fees": lazy("Phí, lệ phí"), "fees.label": lazy("Khoản thu"), "fees.kind": lazy("Loại"),
    "fees.amount_vnd": lazy("Mức thu (đồng)"), "fees.per": lazy("Tính theo"), "fees.channels": lazy("Cách nộp"),
    "fees.case": lazy("Trường hợp"), "fees.fee": lazy("Nhóm thay thế nhau"), "fees.basis": lazy("Căn cứ"),
    "fees.valid_from": lazy("Áp dụng từ"), "fees.valid_to": lazy("Đến trước ngày"),
    "results": lazy("Kết quả"), "results.name": lazy("Kết quả"), "results.code": lazy("Mã"),
    "branches": lazy("Tình huống rẽ nhánh"), "legal_basis": lazy("Căn cứ pháp lý"),
    "publishing_decision": lazy("Quyết định công bố"), "partners": lazy("Cơ quan phối hợp"), "notes": lazy("Ghi chú"),
    "weight": lazy("Số hồ sơ trong 100.000"), "form": lazy("Biểu mẫu điện tử"), "form.form_no": lazy("Mẫu số"),
    "sections": lazy("Phần"), "fields": lazy("Ô"), "columns": lazy("Cột"), "choices": lazy("Lựa chọn"),
    "label": lazy("Nhãn"), "type": lazy("Kiểu"), "required": lazy("Bắt buộc"), "title": lazy("Tên phần"),
    "pattern": lazy("Khuôn mẫu"), "min": lazy("Nhỏ nhất"), "max": lazy("Lớn nhất"), "maxlen": lazy("Dài nhất"),
    "rule": lazy("Quy tắc"), "computed": lazy("Tự tính"), "max_rows": lazy("Số dòng nhiều nhất"),
    "prefill": lazy("Điền sẵn từ"), "level": lazy("Cấp đơn vị"), "visible_when": lazy("Chỉ hiện khi"),
    "required_when": lazy("Bắt buộc khi"), "privacy": lazy("Dữ liệu cá nhân"), "value": lazy("Giá trị"), "id": lazy("Mã"),
}  # fmt: skip

LEVELS: Final[Mapping[str, Words]] = {
    "ministry": lazy("Cấp bộ"), "province": lazy("Cấp tỉnh"), "district": lazy("Cấp huyện"), "commune": lazy("Cấp xã"),
}  # fmt: skip
CHANNELS: Final[Mapping[str, Words]] = {
    "counter": lazy("Tại quầy"), "post": lazy("Qua bưu chính"), "online": lazy("Trực tuyến"),
}  # fmt: skip
CHOICES: Final[Mapping[str, Mapping[str, Words]]] = {
    "levels": LEVELS,
    "subjects": {
        "citizen": lazy("Công dân Việt Nam"), "organization": lazy("Doanh nghiệp, tổ chức"), "foreigner": lazy("Người nước ngoài"),
    },
    "channels": CHANNELS,
    "clock_start": {
        "valid_dossier": lazy("Khi đủ hồ sơ hợp lệ"), "filing": lazy("Khi nộp"),
        "declaration": lazy("Khi khai báo"), "case_opened": lazy("Khi thụ lý"),
    },
    "offer.received_at": {
        "competent_agency": lazy("Cơ quan giải quyết"), "provincial_center": lazy("Trung tâm phục vụ hành chính công của tỉnh"),
        "any_commune": lazy("Mọi xã, phường (phi địa giới)"),
    },
    "service.presence": {
        "physical_presence": lazy("Pháp luật yêu cầu có mặt"), "field_verification": lazy("Phải kiểm tra thực địa"),
        "technical_incident": lazy("Sự cố kỹ thuật"),
    },
    "fees.kind": {"charge": lazy("Phí"), "levy": lazy("Lệ phí")},
    "fees.channels": CHANNELS,
    "privacy": {"none": lazy("Không"), "personal": lazy("Dữ liệu cá nhân"), "sensitive": lazy("Nhạy cảm")},
    "level": {"tinh": lazy("Tỉnh"), "huyen": lazy("Huyện"), "xa": lazy("Xã")},
    "type": {
        "text": lazy("Chữ, một dòng"), "textarea": lazy("Chữ, nhiều dòng"), "integer": lazy("Số nguyên"), "decimal": lazy("Số thập phân"),
        "money": lazy("Số tiền (đồng)"), "boolean": lazy("Có hoặc không"), "radio": lazy("Chọn một, hiện hết"), "select": lazy("Chọn một, danh sách"),
        "multiselect": lazy("Chọn nhiều"), "date": lazy("Ngày"), "partial_date": lazy("Ngày, có thể chỉ tháng hoặc năm"),
        "datetime": lazy("Ngày giờ"), "partial_datetime": lazy("Ngày giờ, có thể thiếu"), "quarter": lazy("Quý"),
        "cccd": lazy("Số định danh cá nhân"), "mst": lazy("Mã số thuế"), "phone": lazy("Điện thoại"), "email": lazy("Thư điện tử"),
        "address": lazy("Địa chỉ"), "admin_unit": lazy("Đơn vị hành chính"), "admin_units": lazy("Nhiều đơn vị hành chính"),
        "country": lazy("Quốc gia"), "ethnicity": lazy("Dân tộc"), "school": lazy("Cơ sở giáo dục"), "bank_account": lazy("Tài khoản ngân hàng"),
        "file": lazy("Tệp"), "image": lazy("Ảnh"), "table": lazy("Bảng nhiều dòng"),
    },
}  # fmt: skip
UNIT_NAMES: Final[Mapping[str, Words]] = {
    "working_days": lazy("ngày làm việc"), "days": lazy("ngày"), "hours": lazy("giờ làm việc"), "months": lazy("tháng"),
}  # fmt: skip
LEVEL_NAMES: Final[Mapping[int, Words]] = {
    1: lazy("Cung cấp thông tin"), 2: lazy("Có mẫu đơn để tải"), 3: lazy("Nộp hồ sơ trực tuyến"), 4: lazy("Trả tiền và nhận kết quả không phải đến"),
}  # fmt: skip
SCOPES: Final[Mapping[str, Words]] = {
    "fully_online": lazy("Toàn trình"), "partly_online": lazy("Một phần"), "information_only": lazy("Cung cấp thông tin"),
}  # fmt: skip
KINDS: Final[Mapping[ChangeKind, tuple[str, Words]]] = {
    ChangeKind.ADDED: ("plus-circle", lazy("Thêm")),
    ChangeKind.REMOVED: ("dash-circle", lazy("Bỏ")),
    ChangeKind.CHANGED: ("pencil", lazy("Sửa")),
}

PROBLEMS: Final[Mapping[str, Words]] = {
    "missing": lazy("Hãy điền “{label}”."), "empty": lazy("Hãy điền “{label}”."),
    "unknown-field": lazy("Không có mục “{name}”."), "unknown-key": lazy("Không có mục “{name}”."),
    "wrong-type": lazy("“{value}” chưa đúng. Hãy xem lại “{label}”."),
    "unknown-value": lazy("“{value}” không có trong danh sách của “{label}”."),
    "out-of-range": lazy("“{label}” nằm ngoài khoảng cho phép."),
    "bad-format": lazy("“{value}” chưa đúng dạng của “{label}”."),
    "repeated": lazy("“{value}” bị lặp lại. Mỗi dòng một mã riêng."),
    "duplicate": lazy("“{value}” bị lặp lại. Mỗi tên dùng một lần trong biểu mẫu."),
    "not-an-object": lazy("Không đọc được mục này."), "not-text": lazy("Mục này phải là chữ."),
    "not-a-flag": lazy("Hãy chọn có hoặc không."), "not-a-number": lazy("“{value}” chưa phải là số."),
    "not-a-count": lazy("“{value}” chưa phải là số đếm từ 1 trở lên."), "not-a-list": lazy("Mục này phải là danh sách."),
    "not-a-value": lazy("Giá trị trong điều kiện chưa đúng."),
    "bad-name": lazy("Tên chỉ gồm chữ thường không dấu, chữ số và gạch dưới, bắt đầu bằng chữ."),
    "unknown-type": lazy("Không có kiểu “{value}”."), "bad-pattern": lazy("Khuôn mẫu “{value}” viết chưa đúng."),
    "bad-condition": lazy("Điều kiện viết chưa đúng. Ví dụ: tu_cach = uy_quyen và email đã điền."),
    "not-an-earlier-field": lazy("“{value}” phải là tên của một ô đứng trước."),
    "not-for-this-type": lazy("Kiểu này không dùng “{label}”."), "table-in-table": lazy("Bảng không chứa được bảng khác."),
    "unknown-privacy": lazy("Không có mức bảo vệ “{value}”."), "unknown-block": lazy("Không có khối dùng chung “{value}”."),
    "rule-mixes-types": lazy("Quy tắc “{value}” phải so hai ngày hoặc hai số."),
    "not-computable": lazy("“{value}” phải là tên của ô số hoặc cột số trong biểu mẫu."),
}  # fmt: skip


def label(fields: Sequence[str]) -> str:
    """Return the name of a place, given the names of the fields that lead to it."""
    if len(fields) == 1 and (own := LABELS.get(f"procedure.{fields[0]}")):
        return str(own)
    for start in range(len(fields)):
        if found := LABELS.get(".".join(fields[start:])):
            return str(found)
    return label(fields[:-1]) if len(fields) > 1 else "".join(fields)


def choice(fields: Sequence[str], value: object) -> str:
    """Return a value that comes from a list, in words; others as they are."""
    for start in range(len(fields)):
        if found := CHOICES.get(".".join(fields[start:])):
            return str(found.get(str(value), value))
    return str(value)


def value(fields: Sequence[str], given: Any) -> str:
    """Return what stands at a place in words."""
    if given is None or given in ("", [], {}):
        return _("không có")
    if isinstance(given, bool):
        return _("có") if given else _("không")
    if isinstance(given, Mapping):
        return _mapping(fields, given)
    if isinstance(given, list):
        return "; ".join(value(fields, one) for one in given)
    if fields[-1:] == ("amount_vnd",):
        return formatting.money(given) if isinstance(given, int) else str(given)
    return _day(str(given)) if fields[-1:] in (("valid_from",), ("valid_to",)) else choice(fields, given)


def allowance(given: Mapping[str, Any]) -> str:
    """Return a limit in words: "15 ngày làm việc"."""
    (unit, amount), *_rest = given.items()
    if unit in UNITS and isinstance(amount, int):
        return wording.limit(amount, UNITS[unit].name)
    return f"{amount} {UNIT_NAMES.get(unit, unit)}"


def where(change: Change) -> str:
    """Return the place of a change: "Thành phần hồ sơ › Đơn đề nghị › Bản sao"."""
    parts: list[str] = []
    walked: list[str] = []
    names = list(change.fields)
    for part in change.path:
        if names and part == names[0]:
            walked.append(names.pop(0))
            parts.append(label(walked))
        else:
            parts.append(choice(walked, part))
    return " › ".join(part for part in parts if part)


def sentence(change: Change) -> str:
    """Return a change in one line: "Sửa Thời hạn giải quyết: 5 ngày → 3 ngày làm việc"."""
    verb = str(KINDS[change.kind][1])
    place = where(change)
    if change.kind is ChangeKind.CHANGED:
        return f"{verb} {place}: {value(change.fields, change.before)} → {value(change.fields, change.after)}"
    given = change.after if change.kind is ChangeKind.ADDED else change.before
    entry = len(change.path) > len(change.fields) and change.path[-1] not in change.fields
    return f"{verb} {place}" if entry else f"{verb} {place}: {value(change.fields, given)}"


def problem(fact: str, *, name: str, label: str, value: str) -> str:
    """Return what is wrong at a place of a procedure or a form."""
    template = PROBLEMS.get(fact, lazy("“{label}” chưa đúng."))
    return str(template).format(name=name, label=label, value=value)


def _mapping(fields: Sequence[str], given: Mapping[str, Any]) -> str:
    if fields[-1] in ("allowance", "within"):
        return allowance(given)
    if fields[-1] in ("visible_when", "required_when"):
        return condition(given)
    if fields == ("field",):
        return str(given.get("name", ""))
    return "; ".join(
        f"{label((*fields, name))}: {value((*fields, name), one)}"
        for name, one in given.items()
        if not (name == "id" and "name" in given)
    )


def condition(given: object) -> str:
    """Return a condition as it is written in the editor; what cannot be read stays as it is."""
    if isinstance(given, str):
        return given
    try:
        return condition_text(condition_from_data(given, ""))
    except FormDataInvalid:
        return str(given)


def _day(text: str) -> str:
    year, *rest = text.split("-")
    return "/".join((*reversed(rest), year))
