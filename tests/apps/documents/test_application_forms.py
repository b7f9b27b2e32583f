"""Application forms on paper: blank and filled in, from the same definition as the electronic ones."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from motcua.apps.documents.application_forms import blank_form, filled_form, layout, words
from motcua.domain.catalog import RequiredDocument
from motcua.domain.forms import Field, FieldType, form_from_data, parse_condition
from tests.apps.documents.pdfs import archival_facts, codes_on, flat_text_of, ink_beyond, page_sizes, text_of
from tests.factories.dossiers import definition
from tests.factories.forms import EVERY_TYPE, EVERY_TYPE_ANSWERS

ON = date(2026, 11, 25)
FILED_AT = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
PROCEDURE = definition(
    form=EVERY_TYPE,
    documents=(
        RequiredDocument(id="don", name="Đơn đề nghị", originals=1),
        RequiredDocument(id="anh", name="Ảnh chân dung", copies=2, condition="đi xa"),
        RequiredDocument(id="sinh", name="Giấy khai sinh", copies=1, replaceable_by="CSDL hộ tịch"),
    ),
)
URL = "https://motcua.vidu.vn/tra-cuu/TT-42"


def blank(procedure=PROCEDURE):
    return blank_form(procedure, on=ON).pdf


def filled(answers=EVERY_TYPE_ANSWERS, **more):
    facts = {
        "filed_at": FILED_AT, "slip": "TT-42", "lookup_url": URL, "place": "Phố Hiến", "applicant": "Lê Thị Mẫu",
        "addressee": "Ủy ban nhân dân phường Phố Hiến", "papers": ("Đơn đề nghị",),
    }  # fmt: skip
    return filled_form(PROCEDURE, answers, **(facts | more))


def test_a_blank_form_says_what_it_said_before(snapshot):
    assert text_of(blank()) == snapshot


def test_a_filled_form_says_what_it_said_before(snapshot):
    assert text_of(filled()) == snapshot


@pytest.mark.parametrize("printed", [blank, filled])
def test_both_are_archival_a4_with_margins_and_one_font(printed):
    """R-B21"""
    pdf = printed()
    facts = archival_facts(pdf)

    assert (facts.part, facts.conformance, facts.language) == ("2", "B", "vi-VN")
    assert facts.font_families == {"Tinos"}
    assert set(page_sizes(pdf)) == {(210, 297)}
    assert ink_beyond(pdf, margin_mm=10) == []


def test_a_blank_form_is_printed_once_and_is_always_the_same():
    first = blank_form(PROCEDURE, on=ON)

    assert blank_form(PROCEDURE, on=date(2026, 12, 1)) is first
    assert blank_form(replace(PROCEDURE, code="1.999002"), on=ON).digest != first.digest


def test_the_same_filing_is_printed_the_same():
    assert filled() == filled()


def test_a_blank_form_tells_how_to_fill_it_in_and_what_goes_with_it():
    text = flat_text_of(blank())

    assert "(Mã thủ tục: 1.999001)" in text
    assert "Mục có dấu (*) phải điền" in text
    assert "Ảnh chân dung (02 bản sao; nộp khi: đi xa)" in text
    assert "Giấy khai sinh (01 bản sao; không phải nộp khi tra được trong CSDL hộ tịch)" in text
    assert "1. Dòng chữ (*)" in text


def test_a_filled_form_carries_its_number_and_leads_to_its_dossier():
    pdf = filled()

    assert "Số hồ sơ trực tuyến: TT-42" in flat_text_of(pdf)
    assert "Phố Hiến, ngày 25 tháng 11 năm 2026" in flat_text_of(pdf)
    assert codes_on(pdf) == {"QRCode": URL}


def test_codes_of_registers_are_printed_by_their_names():
    assert "Xã Mẫu" in flat_text_of(filled(names={"12345": "Xã Mẫu"}))


def test_long_answers_and_long_tables_stay_inside_the_page_and_repeat_their_heads():
    rows = [{"ten": "Nguyễn" * 30, "so": 1_234_567}] * 60
    long_words = {**EVERY_TYPE_ANSWERS, "text": "x" * 500, "textarea": "chữ dài " * 400, "table": rows}

    pdf = filled(long_words)

    assert ink_beyond(pdf, margin_mm=10) == []
    assert text_of(pdf).count("Họ tên người") > 1


@pytest.mark.parametrize(
    ("kind", "value", "written"),
    [
        ("money", 1234567, "1.234.567 đồng"),
        ("decimal", "-1234,5", "-1.234,5"),
        ("integer", -12345, "-12.345"),
        ("date", "2026-04-16", "16/04/2026"),
        ("partial_date", "1938", "1938"),
        ("datetime", "2026-04-16T08:05", "08:05 ngày 16/04/2026"),
        ("partial_datetime", "2026-04", "04/2026"),
        ("quarter", "2026-Q4", "Quý 4 năm 2026"),
        ("boolean", False, "Không"),
        ("address", {"detail": "Số 1", "commune": "Xã A", "province": "Tỉnh B"}, "Số 1, Xã A, Tỉnh B"),
        ("admin_units", ["33", "12345"], "33; Xã Mẫu"),
        ("file", "don.pdf", "Gửi kèm"),
        ("text", None, ""),
    ],
)
def test_answers_are_written_as_people_write_them(kind, value, written):
    field = Field(name="a", label="A", type=FieldType(kind))

    assert words.answer(field, value, {"12345": "Xã Mẫu"}) == written


def test_conditions_are_told_on_paper_and_hide_what_was_not_asked():
    form = form_from_data(
        {
            "fields": [
                {"name": "loai", "label": "Loại", "type": "select", "choices": [{"value": "a", "label": "Nhà"}, {"value": "b", "label": "Đất"}]},
                {"name": "tang", "label": "Số tầng", "type": "integer", "visible_when": "loai = a"},
                {"name": "vi_sao", "label": "Vì sao", "type": "text", "required_when": "không (loai = b và tang đã điền)"},
            ]
        }
    )  # fmt: skip

    on_paper = [entry for part in layout.parts(form, None, {}) for entry in part.entries]
    answered = [entry for part in layout.parts(form, {"loai": "b"}, {}) for entry in part.entries]

    assert on_paper[1].hint == "chỉ khai khi “Loại” là Nhà"
    assert on_paper[2].hint == "phải khai khi không phải “Loại” là Đất và có điền “Số tầng”"
    assert [(entry.number, entry.label) for entry in answered] == [(1, "Loại"), (2, "Vì sao")]
    assert words.condition(form, parse_condition("loai trong (a, b)", path="")) == "“Loại” là Nhà hoặc Đất"


def test_what_was_left_empty_is_struck_out():
    entries = [entry for part in layout.parts(EVERY_TYPE, {}, {}) for entry in part.entries]

    assert {entry.value for entry in entries if not entry.ticks} == {layout.NOTHING}
