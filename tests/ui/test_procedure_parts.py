"""Parts of procedures and their changes in words."""

import pytest

from motcua.domain.catalog import compare
from motcua.ui import procedure_parts as parts


def told(before, after):
    return [parts.sentence(change) for change in compare(before, after)]


@pytest.mark.parametrize(("before", "after", "sentence"), [
    ({"allowance": {"working_days": 5}}, {"allowance": {"days": 3}},
     "Sửa Thời hạn giải quyết: 5 ngày làm việc → 3 ngày"),
    ({}, {"code": "1.000001"}, "Thêm Mã quốc gia: 1.000001"),
    ({"levels": ["commune"]}, {"levels": ["commune", "province"]}, "Thêm Cấp thực hiện › Cấp tỉnh"),
    ({"immediate": True}, {}, "Bỏ Trả kết quả ngay: có"),
    ({"documents": [{"id": "a", "name": "Đơn", "copies": 1}]}, {"documents": [{"id": "a", "name": "Đơn", "copies": 2}]},
     "Sửa Thành phần hồ sơ › Đơn › Bản sao: 1 → 2"),
    ({"documents": []}, {"documents": [{"id": "a", "name": "Đơn"}]}, "Thêm Thành phần hồ sơ › Đơn"),
    ({"fees": [{"label": "Phí", "amount_vnd": 1000}]}, {"fees": [{"label": "Phí", "amount_vnd": 2000}]},
     "Sửa Phí, lệ phí › Phí › Mức thu (đồng): 1.000 đồng → 2.000 đồng"),
    ({"fees": [{"label": "Phí", "valid_from": "2026-01-02"}]}, {"fees": [{"label": "Phí", "valid_from": "2026-02-01"}]},
     "Sửa Phí, lệ phí › Phí › Áp dụng từ: 02/01/2026 → 01/02/2026"),
    ({"form": {"sections": [{"id": "s", "title": "Phần", "fields": [{"name": "a", "label": "A"}]}]}},
     {"form": {"sections": [{"id": "s", "title": "Phần", "fields": [{"name": "a", "label": "A", "visible_when": {"field": "b", "filled": True}}]}]}},
     "Thêm Biểu mẫu điện tử › Phần › Phần › Ô › A › Chỉ hiện khi: b đã điền"),
])  # fmt: skip
def test_changes_are_told_in_one_line(before, after, sentence):
    assert told(before, after) == [sentence]


def test_values_are_told_in_words():
    assert parts.value(("accepts",), False) == "không"
    assert parts.value(("notes",), []) == "không có"
    assert parts.value(("channels",), ["counter", "online"]) == "Tại quầy; Trực tuyến"
    assert parts.value(("field",), {"key": "a", "name": "Hộ tịch"}) == "Hộ tịch"
    assert parts.value(("documents",), {"id": "a", "name": "Đơn", "copies": 2}) == "Giấy tờ: Đơn; Bản sao: 2"
    assert parts.value(("allowance",), {"working_days": "năm"}) == "năm ngày làm việc"
    assert parts.condition({"khong": "doc duoc"}) == "{'khong': 'doc duoc'}"


def test_places_are_named_by_the_nearest_name():
    assert parts.label(("form", "sections", "fields", "label")) == "Nhãn"
    assert parts.label(("allowance", "working_days")) == "Thời hạn giải quyết"
    assert parts.label(("khong_co",)) == "khong_co"
    assert parts.label(()) == ""


def test_every_problem_of_the_domain_is_told():
    sentence = parts.problem("missing", name="name", label="Tên", value="")

    assert sentence == "Hãy điền “Tên”."
    assert parts.problem("la-lam", name="x", label="Tên", value="") == "“Tên” chưa đúng."
