"""Documents, procedures, fields, results and provinces have codes that read back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.numbering import (
    PROVINCES,
    CatalogCodeInvalid,
    DocumentNumber,
    DocumentNumberInvalid,
    FieldCode,
    FormerProvince,
    ProcedureCode,
    ProvinceUnknown,
    ResultCode,
    SubjectType,
    next_document_number,
    parse_document_number,
    parse_field_code,
    parse_procedure_code,
    parse_result_code,
    province_by_former_code,
)
from motcua.domain.numbering.provinces import MERGED_ON

symbols = st.sampled_from(["HDHS", "PXL", "QĐ-UBND", "TB-VP.1", "KH&ĐT", "ƯĐ"])


@pytest.mark.parametrize(
    ("text", "number", "written"),
    [
        pytest.param("05/HDHS", DocumentNumber(5, "HDHS"), "05/HDHS", id="R-B9-leading-zero"),
        pytest.param("5/hdhs", DocumentNumber(5, "HDHS"), "05/HDHS", id="as-typed"),
        pytest.param("Số: 123/QĐ-UBND", DocumentNumber(123, "QĐ-UBND"), "123/QĐ-UBND", id="with-label"),
        pytest.param("SỐ 10 / QÐ-UBND", DocumentNumber(10, "QĐ-UBND"), "10/QĐ-UBND", id="eth"),
        pytest.param(
            "04/2018/QĐ-UBND", DocumentNumber(4, "QĐ-UBND", 2018), "04/2018/QĐ-UBND", id="with-year"
        ),
        pytest.param("1375/QĐ-UBND", DocumentNumber(1375, "QĐ-UBND"), "1375/QĐ-UBND", id="four-digits"),
    ],
)
def test_document_numbers_are_read_and_written(text, number, written):
    assert parse_document_number(text) == number
    assert str(number) == written


@pytest.mark.parametrize(
    "text", ["", "05", "/HDHS", "05/", "0/HDHS", "05/-A", "05/HD HS", "x/HDHS", "05/2018/", "05/20/QĐ"]
)
def test_other_texts_are_no_document_number(text):
    with pytest.raises(DocumentNumberInvalid) as refusal:
        parse_document_number(text)

    assert refusal.value.code == "numbering.document-number-invalid"
    assert str(refusal.value) == refusal.value.text


def test_a_number_that_cannot_be_shows_how_it_would_read():
    with pytest.raises(DocumentNumberInvalid, match=r"^00/2026/HDHS$"):
        DocumentNumber(0, "HDHS", 2026)


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        pytest.param(None, "01/HDHS", id="first"),
        pytest.param((2026, 8), "09/HDHS", id="next"),
        pytest.param((2026, 99), "100/HDHS", id="hundredth"),
        pytest.param((2025, 812), "01/HDHS", id="new-year"),
    ],
)
def test_one_sequence_a_year_without_gaps(last, expected):
    assert str(next_document_number("HDHS", year=2026, last=last)) == expected


@given(st.integers(1, 10**6), symbols, st.none() | st.integers(1990, 2090))
def test_document_numbers_read_back(sequence, symbol, year):
    number = DocumentNumber(sequence, symbol, year)

    assert parse_document_number(str(number)) == number
    assert parse_document_number(f" số:  {str(number).lower()} ") == number


@pytest.mark.parametrize(
    ("text", "code", "written"),
    [
        pytest.param("1.000080", ProcedureCode("1.000080"), "1.000080", id="R-C30"),
        pytest.param("1.000080.01", ProcedureCode("1.000080", case="01"), "1.000080.01", id="R-C31"),
        pytest.param(
            "1.010708.000.00.00.H56",
            ProcedureCode("1.010708", agency="H56"),
            "1.010708.000.00.00.H56",
            id="R-C32",
        ),
        pytest.param(
            "1.010708.000.00.00.h56.02",
            ProcedureCode("1.010708", agency="H56", service="02"),
            "1.010708.000.00.00.H56.02",
            id="R-C32-service",
        ),
        pytest.param(
            "2.000815.H55", ProcedureCode("2.000815", agency="H55"), "2.000815.000.00.00.H55", id="short"
        ),
        pytest.param(" 6.123 456", ProcedureCode("6.123456"), "6.123456", id="spaces"),
    ],
)
def test_procedure_codes(text, code, written):
    assert parse_procedure_code(text) == code
    assert str(code) == written
    assert parse_procedure_code(written) == code


def test_field_and_result_codes():
    assert parse_field_code(" g15-tp07 ") == FieldCode("G15", "TP07")
    assert str(FieldCode("G15", "TP07")) == "G15-TP07"
    assert parse_result_code("KQ.G15.000033") == ResultCode("G15", "000033")
    assert str(ResultCode("G15", "000033")) == "KQ.G15.000033"


@pytest.mark.parametrize(
    ("parse", "kind", "text"),
    [
        (parse_procedure_code, "procedure", "7.000080"),
        (parse_procedure_code, "procedure", "0.000080"),
        (parse_procedure_code, "procedure", "1.00008"),
        (parse_procedure_code, "procedure", "1.000080.1"),
        (parse_procedure_code, "procedure", "1.000080.000.00.00"),
        (parse_procedure_code, "procedure", "1.000080.01.H56"),
        (parse_field_code, "field", "A15-TP07"),
        (parse_field_code, "field", "G15-T07"),
        (parse_result_code, "result", "KQ.G15.33"),
        (parse_result_code, "result", "G15.000033"),
    ],
)
def test_other_texts_are_no_catalog_code(parse, kind, text):
    with pytest.raises(CatalogCodeInvalid) as refusal:
        parse(text)

    assert refusal.value.code == "numbering.catalog-code-invalid"
    assert (refusal.value.kind, refusal.value.text) == (kind, text)
    assert str(refusal.value) == f"{kind}: {text}"


def test_subject_types_have_the_codes_of_the_catalog():
    assert [subject.value for subject in SubjectType] == [
        "ĐT1",
        "ĐT2",
        "ĐT3",
        "ĐT4",
        "ĐT6",
        "ĐT7",
        "ĐT8",
        "ĐT9",
        "ĐT10",
    ]


def test_thirty_four_provinces_were_made_of_sixty_three():
    former = [one for province in PROVINCES for one in province.merged]

    assert (len(PROVINCES), len(former)) == (34, 63)
    assert date(2025, 7, 1) == MERGED_ON
    assert len({province.code for province in PROVINCES}) == 34
    assert {one.h_code for one in former} == {f"H{number:02d}" for number in range(1, 64)}
    assert {province.name for province in PROVINCES if province.municipal} == {
        "Hà Nội", "Hải Phòng", "Huế", "Đà Nẵng", "Đồng Nai", "Hồ Chí Minh", "Cần Thơ",
    }  # fmt: skip


@pytest.mark.parametrize("province", PROVINCES, ids=lambda province: province.code)
def test_the_number_of_a_province_was_among_its_own_and_the_h_code_follows_the_name(province):
    assert province.code in {one.code for one in province.merged}
    assert FormerProvince(province.name, province.merged[0].code, province.h_code) == province.merged[0]


@pytest.mark.parametrize(
    ("former", "name", "code"),
    [
        ("27", "Bắc Ninh", "24"),
        ("64", "Gia Lai", "52"),
        ("34", "Hưng Yên", "33"),
        ("93", "Cần Thơ", "92"),
        ("02", "Tuyên Quang", "08"),
    ],
)
def test_a_former_code_leads_to_the_province_of_today(former, name, code):
    province = province_by_former_code(former)

    assert (province.name, province.code) == (name, code)


def test_an_unknown_province_is_refused():
    with pytest.raises(ProvinceUnknown, match=r"^03$") as refusal:
        province_by_former_code("03")

    assert (refusal.value.code, refusal.value.province_code) == ("numbering.province-unknown", "03")
