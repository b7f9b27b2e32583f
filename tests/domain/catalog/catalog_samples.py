"""Procedures as data: the least that is accepted, and one that says everything."""

from typing import Any

FIELD = {"key": "ho-tich", "name": "Hộ tịch", "code": "G15-TP07"}


def least(**changes: Any) -> dict[str, Any]:
    """Return the smallest procedure that can be read, with some fields replaced."""
    return {
        "key": "khai-sinh",
        "name": "Đăng ký khai sinh",
        "field": FIELD,
        "levels": ["commune"],
        "subjects": ["citizen"],
        "authority": {"decides": "UBND cấp xã"},
        "offer": {"kinds": ["commune_committee"]},
        "allowance": {"working_days": 0},
        "channels": ["counter"],
        "results": [{"name": "Giấy khai sinh"}],
    } | changes


def full() -> dict[str, Any]:
    """Return a procedure that fills every field."""
    return least(
        code="1.001193",
        short_name="Khai sinh",
        cutoff="15:00",
        clock_start="filing",
        immediate=True,
        accepts=False,
        levels=["commune", "province"],
        subjects=["citizen", "foreigner", "organization"],
        authority={
            "decides": "UBND cấp xã",
            "receives": "Trung tâm Phục vụ hành chính công cấp xã",
            "handled_by": "UBND cấp xã",
            "handled_before": "UBND cấp xã cũ",
        },
        offer={
            "agencies": ["so-tp"],
            "kinds": ["commune_committee"],
            "received_at": ["competent_agency", "any_commune"],
            "receiver": "vpub",
        },
        channels=["counter", "post", "online"],
        service={
            "information": True,
            "forms": True,
            "online_filing": True,
            "online_payment": True,
            "result_delivery": True,
            "presence": "physical_presence",
        },
        cases=[
            {"code": "01", "label": "Trong ngày", "allowance": {"working_days": 0}},
            {"code": "02", "label": "Cần xác minh", "allowance": {"days": 3}},
            {"code": "03", "label": "Tính theo giờ", "allowance": {"hours": 8}},
            {"code": "04", "label": "Yếu tố nước ngoài", "allowance": {"months": 1}},
        ],
        case_answers=[
            {"question": "Giấy tờ đủ chưa?", "answer": "Đủ", "cases": ["01", "03", "04"]},
            {"question": "Giấy tờ đủ chưa?", "answer": "Chưa", "cases": ["02"]},
        ],
        documents=[
            {"id": "d1", "name": "Tờ khai", "originals": 1, "form_no": "Mẫu 01"},
            {"id": "d2", "name": "Giấy chứng sinh", "copies": 1, "replaceable_by": "CSDL hộ tịch"},
            {"id": "d3", "name": "Văn bản ủy quyền", "originals": 1, "condition": "ủy quyền"},
            {"id": "d4", "name": "Ảnh", "originals": 2, "required": False},
            {"id": "d5", "name": "Cam đoan", "originals": 1, "condition": "quá hạn", "required": True},
            {
                "id": "d6",
                "name": "Biên bản",
                "condition": "Cần xác minh",
                "needed_when": "ma_truong_hop trong (02, 04) và ho_ten đã điền",
            },
        ],
        fees=[
            {
                "label": "Lệ phí quá hạn",
                "kind": "levy",
                "amount_vnd": 5000,
                "per": "lần",
                "channels": ["counter", "post"],
                "case": "Quá hạn",
                "fee": "khai-sinh",
                "basis": "Nghị quyết của HĐND",
                "valid_from": "2025-07-01",
                "valid_to": "2027-01-01",
            },
            {"label": "Đúng hạn", "kind": "levy", "amount_vnd": 0, "valid_from": "2025-07-01"},
            {"label": "Phí bản sao", "kind": "charge", "valid_from": "2025-07-01"},
        ],
        results=[{"name": "Giấy khai sinh", "code": "KQ.G15.000033"}],
        form={
            "form_no": "Tờ khai 01",
            "sections": [
                {
                    "id": "tre",
                    "title": "Trẻ em",
                    "fields": [{"name": "ho_ten", "label": "Họ tên", "type": "text", "required": True}],
                }
            ],
        },
        branches=[
            {
                "id": "supplement",
                "kind": "supplement",
                "name": "Bổ sung",
                "at": ["intake", "appraise"],
                "within": {"days": 30},
                "on_silence": "closes",
                "max_times": 1,
            },
            {
                "id": "visit",
                "kind": "verification",
                "name": "Kiểm tra thực địa",
                "at": ["appraise"],
                "step": "site_visit",
                "partner": "UBND cấp xã",
                "unit": "agency:so-xd/clerk",
                "counts": False,
                "document": "Biên bản",
                "sends": "hồ sơ",
                "returns": "kết quả",
                "note": "khi cần",
            },
            {"id": "secret", "kind": "confidential", "name": "Giữ bí mật"},
        ],
        partners=["Công an cấp xã"],
        legal_basis=["Luật Hộ tịch"],
        publishing_decision="1872/QĐ-BTP",
        notes=["Ghi chú"],
        weight=5500,
    )
