"""Small forms for tests."""

from typing import Any, Final

from motcua.domain.forms import FieldType, FormDefinition, form_from_data

SMALL_FORM: Final[FormDefinition] = form_from_data(
    {
        "form_no": "Mẫu số 01",
        "fields": [
            {"name": "ho_ten", "label": "Họ và tên", "type": "text", "required": True},
            {"name": "dien_tich", "label": "Diện tích (m²)", "type": "decimal", "min": 1},
        ],
    }
)

_CHOICES: Final = [{"value": "mot", "label": "Một"}, {"value": "hai", "label": "Hai"}]
_LABELS: Final = {
    FieldType.TEXT: "Dòng chữ", FieldType.TEXTAREA: "Đoạn chữ", FieldType.INTEGER: "Số tròn", FieldType.DECIMAL: "Số lẻ",
    FieldType.MONEY: "Số tiền", FieldType.BOOLEAN: "Có hay không", FieldType.RADIO: "Chọn một", FieldType.SELECT: "Chọn một nữa",
    FieldType.MULTISELECT: "Chọn nhiều", FieldType.DATE: "Ngày", FieldType.PARTIAL_DATE: "Ngày hoặc năm",
    FieldType.DATETIME: "Ngày giờ", FieldType.PARTIAL_DATETIME: "Ngày, giờ nếu nhớ", FieldType.QUARTER: "Quý",
    FieldType.CCCD: "Số định danh", FieldType.MST: "Mã số thuế", FieldType.PHONE: "Điện thoại", FieldType.EMAIL: "Thư điện tử",
    FieldType.ADDRESS: "Địa chỉ", FieldType.ADMIN_UNIT: "Xã", FieldType.ADMIN_UNITS: "Các xã", FieldType.COUNTRY: "Nước",
    FieldType.ETHNICITY: "Dân tộc", FieldType.SCHOOL: "Trường", FieldType.BANK_ACCOUNT: "Số tài khoản",
    FieldType.FILE: "Tệp", FieldType.IMAGE: "Ảnh", FieldType.TABLE: "Những người cùng ở",
}  # fmt: skip


def _field(kind: FieldType) -> dict[str, Any]:
    field: dict[str, Any] = {"name": kind.value, "label": _LABELS[kind], "type": kind.value}
    if kind in (FieldType.RADIO, FieldType.SELECT, FieldType.MULTISELECT):
        field["choices"] = _CHOICES
    if kind is FieldType.TEXT:
        field["required"] = True
    if kind is FieldType.TABLE:
        field["columns"] = [
            {"name": "ten", "label": "Họ tên người", "type": "text"},
            {"name": "so", "label": "Số tiền góp", "type": "money"},
        ]
    return field


EVERY_TYPE: Final[FormDefinition] = form_from_data(
    {
        "form_no": "Mẫu số 01 Phụ lục II",
        "sections": [{"id": "moi", "title": "Mọi kiểu mục", "fields": [_field(kind) for kind in FieldType]}],
    }
)
"""A form with a field of every type, named by its type."""

EVERY_TYPE_ANSWERS: Final[dict[str, Any]] = {
    "text": "Nhà ở riêng lẻ", "textarea": "Dòng một\nDòng hai", "integer": 12345, "decimal": "118,4", "money": 1500000,
    "boolean": True, "radio": "mot", "select": "hai", "multiselect": ["mot", "hai"], "date": "2026-04-16",
    "partial_date": "1938", "datetime": "2026-04-16T08:30", "partial_datetime": "2026-04", "quarter": "2026-Q4",
    "cccd": "033591204716", "mst": "9999900006", "phone": "0912000318", "email": "mau@vidu.vn",
    "address": {"detail": "Số 1", "commune": "Xã Mẫu", "province": "Tỉnh Mẫu"}, "admin_unit": "12345",
    "admin_units": ["12345", "12346"], "country": "Việt Nam", "ethnicity": "Ê Đê", "school": "Trường Mẫu",
    "bank_account": "0123456789", "file": "a.pdf", "image": "b.jpg",
    "table": [{"ten": "Nguyễn Thị Ngọc Diễm", "so": 250000}, {"ten": "Vũ Văn Ưởng"}],
}  # fmt: skip
"""Kept answers to it."""
