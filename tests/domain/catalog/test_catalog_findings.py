"""One check of a dossier: the case, the fields and the papers it needs (R-A22, R-C31, R-C40, R-E20)."""

from datetime import date

import pytest

from motcua.domain.catalog import DataInvalid, Finding, Place, findings, needed_papers, procedure_from_data
from tests.domain.catalog.catalog_samples import least

ON = date(2026, 11, 25)
FORM = {
    "sections": [
        {
            "id": "nguoi",
            "title": "Người nộp",
            "fields": [
                {"name": "ho_ten", "label": "Họ tên", "type": "text", "required": True},
                {"name": "so", "label": "Số định danh", "type": "cccd", "required": True},
                {"name": "ngay_sinh", "label": "Ngày sinh", "type": "partial_date", "rule": "<=ngay_nop"},
                {
                    "name": "tu_cach",
                    "label": "Tư cách",
                    "type": "select",
                    "required": True,
                    "choices": [{"value": "minh", "label": "Chính chủ"}, {"value": "thay", "label": "Nộp thay"}],
                },
            ],
        },
        {
            "id": "tien",
            "title": "Tiền",
            "fields": [
                {
                    "name": "khoan",
                    "label": "Khoản",
                    "type": "table",
                    "columns": [{"name": "so_tien", "label": "Số tiền", "type": "money", "required": True},
                                {"name": "ten", "label": "Tên", "type": "text"}],
                },
                {"name": "tong", "label": "Tổng", "type": "money", "required": True, "computed": "sum(so_tien)"},
            ],
        },
    ]
}  # fmt: skip
PROCEDURE = procedure_from_data(
    least(
        form=FORM,
        cases=[
            {"code": "01", "label": "Thường", "allowance": {"working_days": 1}},
            {"code": "02", "label": "Cần xác minh", "allowance": {"working_days": 5}},
        ],
        documents=[
            {"id": "don", "name": "Tờ khai", "originals": 1},
            {"id": "khai-sinh", "name": "Giấy khai sinh", "copies": 1, "replaceable_by": "CSDL hộ tịch"},
            {
                "id": "uy-quyen",
                "name": "Văn bản ủy quyền",
                "condition": "nộp thay",
                "needed_when": "tu_cach = thay",
            },
            {
                "id": "xac-minh",
                "name": "Biên bản",
                "condition": "xác minh",
                "needed_when": "ma_truong_hop = 02",
            },
            {"id": "khac", "name": "Giấy khác", "condition": "nếu có"},
            {"id": "anh", "name": "Ảnh", "required": False},
        ],
    )
)
GOOD = {
    "ho_ten": "Lê An", "so": "033091204716", "ngay_sinh": "1991", "tu_cach": "minh",
    "khoan": [{"so_tien": "1.000"}, {"so_tien": 500}],
}  # fmt: skip


def found(answers=GOOD, papers=("don",), case="01", **more):
    return findings(PROCEDURE, answers, papers, case, ON, **more)


def places(result):
    return [(one.place.value, one.path, one.code, one.section) for one in result]


def test_a_dossier_that_is_complete_has_nothing_to_mend():
    assert found() == ()


def test_fields_come_in_the_order_of_the_form_with_their_section_and_then_papers():
    result = found({**GOOD, "ho_ten": "", "khoan": [{"ten": "A"}], "so": "12"}, papers=())

    assert places(result) == [
        ("field", "ho_ten", "forms.required", "nguoi"),
        ("field", "so", "identity.citizen-id-invalid", "nguoi"),
        ("field", "khoan[0].so_tien", "forms.required", "tien"),
        ("field", "tong", "forms.required", "tien"),
        ("paper", "don", "catalog.paper-missing", ""),
    ]
    assert result[-1] == Finding(Place.PAPER, "don", "catalog.paper-missing", {"name": "Tờ khai"})


def test_a_day_to_come_is_no_day_of_birth():
    assert places(found({**GOOD, "ngay_sinh": "26/11/2026"})) == [
        ("field", "ngay_sinh", "forms.rule-broken", "nguoi")
    ]
    assert found({**GOOD, "ngay_sinh": "25/11/2026"}) == ()


def test_what_the_form_works_out_need_not_be_sent():
    assert "tong" not in GOOD
    assert found({**GOOD, "tong": 7}) == ()


@pytest.mark.parametrize(
    ("answers", "case", "applying", "needed"),
    [
        ({}, "01", (), ["don", "khai-sinh"]),
        ({"tu_cach": "thay"}, "01", (), ["don", "khai-sinh", "uy-quyen"]),
        ({}, "02", (), ["don", "khai-sinh", "xac-minh"]),
        ({}, "", (), ["don", "khai-sinh"]),
        ({}, "01", ("khac", "anh"), ["don", "khai-sinh", "khac", "anh"]),
    ],
    ids=["usual", "by the answers", "by the case", "case unknown", "somebody says so"],
)
def test_answers_case_and_people_tell_which_papers_are_needed(answers, case, applying, needed):
    papers = needed_papers(PROCEDURE, {**GOOD, **answers}, case, applying=applying)

    assert [paper.id for paper in papers] == needed


def test_a_paper_that_a_database_replaces_is_never_asked_for():
    missing = found({**GOOD, "tu_cach": "thay"}, papers=(), case="02", applying=("khai-sinh",))

    assert [one.path for one in missing] == ["don", "uy-quyen", "xac-minh"]


def test_a_case_the_procedure_does_not_have_is_found_first():
    assert places(found({}, case="09"))[0] == ("case", "09", "catalog.unknown-case", "")


def test_demonstration_people_of_the_22nd_century_are_welcome_where_they_may_be():
    invented = {**GOOD, "so": "033591204716", "ngay_sinh": "2191"}

    assert found(invented, allow_future_birth=True) == ()
    assert [one.path for one in found(invented)] == ["so", "ngay_sinh"]


def test_a_condition_may_only_ask_about_fields_of_the_form_and_the_case():
    with pytest.raises(DataInvalid) as refusal:
        procedure_from_data(
            least(documents=[{"id": "a", "name": "A", "needed_when": "la = 1"}, {"id": "b", "name": "B", "needed_when": "="}])
        )  # fmt: skip

    assert [(one.path, one.problem) for one in refusal.value.problems] == [
        ("documents[1].needed_when", "bad-condition"),
        ("documents[0].needed_when", "unknown-field"),
    ]


def test_a_procedure_without_a_form_asks_for_papers_alone():
    plain = procedure_from_data(least(documents=[{"id": "don", "name": "Đơn"}]))

    (missing,) = findings(plain, {"la": "1"}, (), "", ON)

    assert (missing.place, missing.path) == (Place.PAPER, "don")


def test_a_form_that_computes_nothing_is_checked_as_it_is():
    fields = [{"name": "ten", "label": "Tên", "type": "text", "required": True}]
    plain = procedure_from_data(
        least(documents=[], form={"sections": [{"id": "a", "title": "A", "fields": fields}]})
    )

    assert findings(plain, {"ten": "Ánh"}, (), "", ON) == ()
    assert [one.path for one in findings(plain, {}, (), "", ON)] == ["ten"]
