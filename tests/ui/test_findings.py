"""What is wrong with a dossier is said with where it is and what to do about it."""

from datetime import date

import pytest

from motcua.domain.catalog import findings, procedure_from_data
from motcua.domain.forms import Fault
from motcua.ui.findings import REMEDIES, all_said
from tests.domain.catalog.catalog_samples import least

ON = date(2026, 11, 25)


def procedure(*fields, **more):
    form = {"sections": [{"id": "a", "title": "Nội dung", "fields": list(fields)}]}
    return procedure_from_data(least(form=form, **more))


def day(name, label, rule=""):
    return {"name": name, "label": label, "type": "date", "rule": rule}


def number(name, label, rule=""):
    return {"name": name, "label": label, "type": "money", "rule": rule}


def said(definition, answers, papers=(), case=""):
    return all_said(definition, findings(definition, answers, papers, case, ON))


@pytest.mark.parametrize(
    ("fields", "answers", "sentence", "remedy"),
    [
        (
            [day("tu", "Từ ngày"), day("den", "Đến ngày", "den<=tu+12 tháng")],
            {"tu": "1/1/2026", "den": "2/1/2027"},
            "“Đến ngày” không được muộn hơn 12 tháng sau “Từ ngày”.",
            "Hãy sửa “Đến ngày” hoặc “Từ ngày” cho khớp với giấy tờ.",
        ),
        (
            [day("tu", "Từ ngày"), day("den", "Đến ngày", "den>tu")],
            {"tu": "1/1/2026", "den": "1/1/2026"},
            "“Đến ngày” phải sau “Từ ngày”.",
            "Hãy sửa “Đến ngày” hoặc “Từ ngày” cho khớp với giấy tờ.",
        ),
        (
            [day("tu", "Từ ngày", "tu>=ngay_nop+7")],
            {"tu": "26/11/2026"},
            "“Từ ngày” không được sớm hơn 7 ngày sau ngày nộp hồ sơ.",
            "Hãy xem lại “Từ ngày”; nếu đã ghi đúng, hãy hỏi bộ phận một cửa trước khi nộp.",
        ),
        (
            [day("nghi", "Ngày nghỉ việc", "ngay_nop<=nghi+3 tháng")],
            {"nghi": "1/1/2026"},
            "Ngày nộp hồ sơ không được muộn hơn 3 tháng sau “Ngày nghỉ việc”.",
            "Hãy xem lại “Ngày nghỉ việc”; nếu đã ghi đúng, hãy hỏi bộ phận một cửa trước khi nộp.",
        ),
        (
            [day("sinh", "Ngày sinh", "đủ 18 tuổi")],
            {"sinh": "26/11/2008"},
            "Phải đủ 18 tuổi tính đến ngày nộp hồ sơ.",
            "Hãy xem lại “Ngày sinh”; nếu đã ghi đúng, hãy hỏi bộ phận một cửa trước khi nộp.",
        ),
        (
            [number("tong", "Tổng vốn"), number("gop", "Vốn góp", "gop<=tong-5")],
            {"tong": 10, "gop": 6},
            "“Vốn góp” không được lớn hơn “Tổng vốn” trừ 5.",
            "Hãy sửa “Vốn góp” hoặc “Tổng vốn” cho khớp với giấy tờ.",
        ),
    ],
)
def test_a_broken_rule_is_said_in_the_labels_of_the_form(fields, answers, sentence, remedy):
    [finding] = said(procedure(*fields), answers)

    assert (finding.sentence, finding.remedy) == (sentence, remedy)
    assert finding.section == "Nội dung"


def test_a_rule_in_a_table_names_the_row():
    table = {"name": "dot", "label": "Các đợt", "type": "table",
             "columns": [day("tu", "Từ"), day("den", "Đến", "den>=tu")]}  # fmt: skip

    [finding] = said(procedure(table), {"dot": [{}, {"tu": "2/1/2026", "den": "1/1/2026"}]})

    assert finding.label == "Các đợt, dòng 2: Đến"
    assert finding.sentence == "“Đến” không được sớm hơn “Từ”."
    assert finding.anchor == "q-dot-1--den"


def test_a_pattern_is_said_in_words():
    field = {"name": "so", "label": "Số sổ", "type": "text", "pattern": r"^\d{10}$"}

    [finding] = said(procedure(field), {"so": "12"})

    assert finding.sentence == "Chưa đúng dạng. Cần đúng 10 chữ số."
    assert finding.remedy == "Ghi “Số sổ” đúng như trên giấy tờ."


def test_missing_papers_and_unknown_cases_say_what_to_do():
    definition = procedure(day("x", "X"), documents=[{"id": "don", "name": "Tờ khai", "originals": 1}])

    case, paper = said(definition, {}, case="09")

    assert case.remedy == "Chọn lại trường hợp."
    assert (paper.sentence, paper.remedy) == (
        "Chưa có “Tờ khai”.",
        "Thêm “Tờ khai”, hoặc hỏi bộ phận một cửa nếu không có.",
    )


def test_every_fault_of_a_field_has_a_remedy():
    assert {fault.value for fault in Fault} - set(REMEDIES) == {"forms.rule-broken"}
