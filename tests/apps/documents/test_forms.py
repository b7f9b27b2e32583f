"""Each printed form: its words, its paper, its codes, and that nothing breaks it (R-B1 ... R-B11)."""

import io
import re
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from pypdf import PdfReader

from motcua.apps.documents import rendering
from motcua.apps.documents.application_forms.parts import ApplicationForm
from motcua.apps.documents.sheets import (
    ALL,
    Applicant,
    HandOver,
    Letterhead,
    Paper,
    ReasonMissing,
    RegisterEntry,
    Sheet,
    SheetKind,
    Signer,
    to_data,
)
from tests.apps.documents.pdfs import archival_facts, codes_on, flat_text_of, ink_beyond, page_sizes, text_of
from tests.factories import documents as examples
from tests.factories.documents import CODE, COUNTER, EXAMPLES, RATING, RECEIPT, REFUSAL, SUPPLEMENT_REQUEST

AT = datetime(2026, 5, 4, 2, 5, tzinfo=UTC)
A5, A5_LANDSCAPE, A4, A4_LANDSCAPE = (148, 210), (210, 148), (210, 297), (297, 210)
PAPER = {
    SheetKind.RECEIPT: A5,
    SheetKind.SUPPLEMENT_REQUEST: A5,
    SheetKind.REFUSAL: A5,
    SheetKind.APOLOGY: A5,
    SheetKind.ROUTING_SLIP: A5_LANDSCAPE,
    SheetKind.REGISTER: A4_LANDSCAPE,
    SheetKind.STOP_NOTICE: A5,
    SheetKind.TRANSFER_SLIP: A4,
    SheetKind.VERIFICATION_RECORD: A4,
    SheetKind.CONSULTATION_REQUEST: A4,
    SheetKind.POST_HAND_OVER: A4,
    SheetKind.PAPER_HAND_OVER: A4,
    SheetKind.FEE_RECEIPT: A5_LANDSCAPE,
    SheetKind.SHIFT_SHEET: A4,
    SheetKind.RATING_SLIP: A5,
    SheetKind.FILING_PROOF: A5,
}
LETTERS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"


def without_reason(sheet: Any) -> Any:
    return replace(sheet, reason=" \n")


def printed(sheet, regime="REG-2018"):
    return rendering.render(sheet, regime=regime, at=AT).pdf


@pytest.mark.parametrize("kind", SheetKind)
def test_each_form_says_what_it_said_before(kind, snapshot):
    assert text_of(printed(EXAMPLES[kind])) == snapshot


@pytest.mark.parametrize("regime", ["REG-2015", "REG-2025"])
@pytest.mark.parametrize("kind", [SheetKind.SUPPLEMENT_REQUEST, SheetKind.APOLOGY, SheetKind.STOP_NOTICE])
def test_other_regimes_have_their_own_titles_or_borrow(kind, regime, snapshot):
    assert text_of(printed(EXAMPLES[kind], regime)) == snapshot


@pytest.mark.parametrize("kind", SheetKind)
def test_each_form_is_printed_on_the_paper_the_circular_names(kind):
    assert set(page_sizes(printed(EXAMPLES[kind]))) == {PAPER[kind]}


@pytest.mark.parametrize("kind", SheetKind)
def test_each_form_is_an_archival_pdf_with_title_language_and_embedded_font(kind):
    facts = archival_facts(printed(EXAMPLES[kind]))

    assert (facts.part, facts.conformance, facts.language) == ("2", "B", "vi-VN")
    assert facts.title
    assert facts.font_families == {"Tinos"}


def test_the_same_sheet_at_the_same_time_gives_the_same_bytes():
    assert printed(RECEIPT) == printed(RECEIPT)


# ---- Words of the law ----


def test_form_01_has_every_label_in_its_order():
    """Law: B.3, form 01."""
    text = flat_text_of(printed(replace(RECEIPT, register_volume="02", register_entry="118")))

    labels = [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        f"Mã hồ sơ: {CODE}",
        "Phố Hiến, ngày 04 tháng 5 năm 2026",
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "(Liên: giao tổ chức, cá nhân)",
        "Bộ phận tiếp nhận và trả kết quả:",
        "Tiếp nhận hồ sơ của: VŨ THỊ HỒNG NHUNG",
        "Địa chỉ:",
        "Số điện thoại:",
        "Email:",
        "Nội dung yêu cầu giải quyết:",
        "1. Thành phần hồ sơ, yêu cầu và số lượng mỗi loại giấy tờ gồm:",
        "TT Tên giấy tờ Bản chính Bản sao Ghi chú",
        "2. Số lượng hồ sơ: 01 (bộ)",
        "3. Thời gian giải quyết hồ sơ theo quy định là: 15 ngày làm việc",
        "4. Thời gian nhận hồ sơ: 09 giờ 05 phút, ngày 04 tháng 5 năm 2026",
        "5. Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 25 tháng 5 năm 2026",
        "6. Đăng ký nhận kết quả tại:",
        "7. Phí, lệ phí (nếu có):",
        "Vào Sổ theo dõi hồ sơ, Quyển số: 02 Số thứ tự: 118",
        "NGƯỜI NỘP HỒ SƠ",
        "(Ký và ghi rõ họ tên)",
        "NGƯỜI TIẾP NHẬN HỒ SƠ",
        "(Liên: Lưu)",
    ]
    places = [text.find(label) for label in labels]
    assert -1 not in places, [label for label, place in zip(labels, places, strict=True) if place < 0]
    assert places == sorted(places)


def test_form_01_has_one_copy_to_give_and_one_to_keep_each_on_one_page():
    pages = PdfReader(io.BytesIO(printed(RECEIPT))).pages

    assert ["giao tổ chức" in page.extract_text() for page in pages] == [True, False]
    assert ["Liên: Lưu" in page.extract_text() for page in pages] == [False, True]


def test_only_the_given_copy_shows_the_pin():
    given, kept = PdfReader(io.BytesIO(printed(RECEIPT))).pages

    assert RECEIPT.pin in given.extract_text()
    assert RECEIPT.pin not in kept.extract_text()


def test_rows_without_content_are_not_printed():
    plain = replace(
        RECEIPT, fees=(), lookup_url="", lookup_address="", pin="", hotline="",
        applicant=replace(RECEIPT.applicant, identity=""),
    )  # fmt: skip
    text = text_of(printed(plain))

    assert not [word for word in ("Phí, lệ phí", "CCCD", "Tra cứu", "hỗ trợ", "Quyển số") if word in text]


@pytest.mark.parametrize("sheet", [RECEIPT, SUPPLEMENT_REQUEST, REFUSAL], ids=lambda sheet: sheet.kind)
def test_a_rating_slip_goes_out_with_forms_01_02_and_03(sheet):
    """Law: R-B5, R-F30."""
    alone, together = (
        PdfReader(io.BytesIO(printed(it))).pages for it in (sheet, replace(sheet, rating=RATING))
    )

    assert len(together) == len(alone) + 1
    slip = together[-1].extract_text()
    assert "PHIẾU ĐÁNH GIÁ" in slip
    assert RECEIPT.receiver not in slip


def test_a_sample_dossier_carries_mau_on_each_page():
    """Law: R-B6."""
    sample = replace(RECEIPT, letterhead=replace(COUNTER, sample=True))

    assert all("MẪU" in page.extract_text() for page in PdfReader(io.BytesIO(printed(sample))).pages)
    assert "MẪU" not in text_of(printed(RECEIPT))


@pytest.mark.parametrize(
    ("on", "written"),
    [
        (date(2026, 1, 9), "ngày 09 tháng 01 năm 2026"),
        (date(2026, 2, 10), "ngày 10 tháng 02 năm 2026"),
        (date(2026, 3, 1), "ngày 01 tháng 3 năm 2026"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_days_below_ten_and_months_below_three_get_a_leading_zero(on, written):
    """Law: R-B9."""
    text = flat_text_of(printed(replace(REFUSAL, letterhead=replace(COUNTER, on=on))))

    assert f"Phố Hiến, {written}" in text


def test_times_are_printed_as_the_clock_on_the_wall():
    accepted = replace(RECEIPT, accepted_at=datetime(2026, 12, 31, 17, 30, tzinfo=UTC))

    assert "00 giờ 30 phút, ngày 01 tháng 01 năm 2027" in flat_text_of(printed(accepted))
    with pytest.raises(ValueError, match="no time zone"):
        to_data(accepted.accepted_at.replace(tzinfo=None))


@pytest.mark.parametrize(
    "kind", [SheetKind.SUPPLEMENT_REQUEST, SheetKind.REFUSAL, SheetKind.APOLOGY, SheetKind.STOP_NOTICE]
)
def test_no_refusal_delay_or_request_without_a_reason(kind):
    """Law: R-A45."""
    with pytest.raises(ReasonMissing) as refused:
        without_reason(EXAMPLES[kind])

    assert refused.value.kind == kind


def test_unknown_moments_of_the_routing_slip_are_left_to_be_written_by_hand():
    slip = replace(examples.ROUTING_SLIP, hand_overs=(HandOver(),), blank_rows=2)

    assert flat_text_of(printed(slip)).count("…… giờ …… phút, ngày …… tháng …… năm ……") == 3


def test_a_register_that_is_still_open_has_no_closing_signature():
    """Law: R-B3."""
    closed, still_open = printed(examples.REGISTER), printed(replace(examples.REGISTER, closed_on=None))

    assert "khóa sổ ngày 31 tháng 12 năm 2026" in flat_text_of(closed)
    assert "ĐỨNG ĐẦU BỘ PHẬN MỘT CỬA" not in flat_text_of(still_open)


@pytest.mark.parametrize(
    ("regime", "title"),
    [
        ("REG-2007", "PHIẾU HƯỚNG DẪN HOÀN THIỆN HỒ SƠ"),
        ("REG-2015", "PHIẾU HƯỚNG DẪN HOÀN THIỆN HỒ SƠ"),
        ("REG-2018", "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ"),
        ("REG-2025", "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ"),
    ],
)
def test_the_title_follows_the_regime_of_the_dossier(regime, title):
    """Law: R-B7, R-B8."""
    assert title in flat_text_of(printed(SUPPLEMENT_REQUEST, regime))


def test_an_unknown_regime_has_no_forms():
    with pytest.raises(rendering.FormUnknown):
        printed(RECEIPT, "REG-1999")


# ---- Codes on paper ----


@pytest.mark.parametrize("page", [0, 1])
def test_a_scanner_reads_code_and_lookup_address_on_both_copies_of_the_receipt(page):
    """Law: R-B4."""
    codes = codes_on(printed(RECEIPT), page)

    assert codes == {"Code128": CODE, "QRCode": RECEIPT.lookup_url}


def test_a_scanner_reads_the_code_on_the_routing_slip():
    assert codes_on(printed(examples.ROUTING_SLIP)) == {"Code128": CODE}


@pytest.mark.parametrize("code", ["000.00.13.H30-211130-0001", "H31.100.12-260504-12345"])
def test_old_and_long_codes_are_read_too(code):
    """Law: R-C1, R-C2, R-C4."""
    assert codes_on(printed(replace(RECEIPT, code=code)))["Code128"] == code


def test_a_phone_reads_the_address_on_the_rating_slip():
    assert codes_on(printed(RATING)) == {"QRCode": RATING.rating_url}


# ---- Odd content ----

LONG = Applicant(
    name="Công ty trách nhiệm hữu hạn một thành viên đầu tư xây dựng và phát triển hạ tầng nông thôn " * 2,
    address="Nhà số 12A/45/7, ngách 8, ngõ 123, đường Nguyễn Thị Minh Khai kéo dài, thôn Đoàn Kết, " * 3,
    phone="0912 000 345, 0903 000 777",
    email="mot.dia.chi.thu.dien.tu.rat.dai.khong.co.cho.ngat.dong@phong.kinh.te.vidu.example",
    identity="0900000000-001",
    identity_label="Mã số thuế",
)
LONG_HEAD = Letterhead(
    agency="Ban quản lý các khu công nghiệp và khu kinh tế ven biển tỉnh Hưng Yên",
    counter="Bộ phận Tiếp nhận và Trả kết quả giải quyết thủ tục hành chính",
    place="Hoàng Hoa Thám",
    on=date(2026, 2, 2),
)


def stretched(sheet: Sheet) -> Sheet:
    """Fill a sheet with long names, long texts and many rows."""
    changes: dict[str, Any] = {"letterhead": LONG_HEAD}
    for field in fields(sheet):
        value = getattr(sheet, field.name)
        if field.name in {"applicant", "payer"}:
            changes[field.name] = LONG
        elif field.name in {"procedure", "reason", "content", "findings", "conclusion", "silence"}:
            changes[field.name] = f"{value} " * 6
        elif isinstance(value, tuple) and value:
            changes[field.name] = value * (30 // len(value))
        elif isinstance(value, Signer):
            changes[field.name] = replace(
                value, title="Phó Trưởng ban phụ trách quy hoạch, xây dựng và môi trường"
            )
    return replace(sheet, **changes)


@pytest.mark.parametrize("kind", SheetKind)
def test_long_names_and_thirty_rows_run_over_to_further_pages_and_stay_inside_the_margins(kind):
    pdf = printed(stretched(EXAMPLES[kind]))

    assert set(page_sizes(pdf)) == {PAPER[kind]}
    assert ink_beyond(pdf, margin_mm=3.5) == []


def test_pages_of_a_long_receipt_are_counted_for_each_copy():
    papers = tuple(Paper(name=f"Giấy tờ chứng minh số {n}", originals=1) for n in range(1, 31))
    pages = [
        page.extract_text() for page in PdfReader(io.BytesIO(printed(replace(RECEIPT, papers=papers)))).pages
    ]

    assert [re.findall(r"Trang (\d+/\d+)", page)[0] for page in pages] == ["1/2", "2/2", "1/2", "2/2"]
    assert all(f"Giấy tờ chứng minh số {n}" in "".join(pages) for n in range(1, 31))
    assert all("Tên giấy tờ" in page for page in pages)


def test_a_register_of_a_thousand_rows_repeats_its_head_on_each_page():
    first = examples.REGISTER.entries[0]
    entries = tuple(replace(first, number=n) for n in range(1, 1001))
    pages = PdfReader(io.BytesIO(printed(replace(examples.REGISTER, entries=entries)))).pages

    assert len(pages) > 20
    assert all("Phương thức" in page.extract_text() for page in pages[:-1])


@pytest.mark.parametrize(
    "name",
    [
        "#strong[Nguyễn] $x$ *y* _z_ @a <b> `c` // d",
        '"]; #panic("x"); #let a = [',
        "\\u{41} \\ \\n",
        "'; --",
        "{{ x }}",
    ],
)
def test_what_people_type_is_printed_and_never_obeyed(name):
    text = flat_text_of(printed(replace(REFUSAL, submitter=name, reason=f"Lý do: {name}")))

    assert " ".join(name.split()) in text.replace("’", "'").replace("“", '"').replace("”", '"')


def test_all_vietnamese_letters_are_in_the_font_composed_or_not():
    decomposed = "Nguye\u0302\u0303n Thi\u0323 Thu\u031b\u0323"
    letters = f"{LETTERS} {LETTERS.upper()} Ð – … • ½ № H'Hoa Niê"

    text = text_of(printed(replace(REFUSAL, reason=letters, submitter=decomposed))).replace("’", "'")

    assert all(letter in text for letter in letters)
    assert "Nguyễn Thị Thự" in text


def test_letters_that_no_font_has_are_named():
    with pytest.raises(rendering.LettersNotPrintable) as refused:
        printed(replace(REFUSAL, submitter="Lý 明 Tú"))

    assert refused.value.letters == "明"


def test_invisible_letters_are_dropped():
    assert "Lê Văn Tám" in flat_text_of(printed(replace(REFUSAL, submitter="Lê\u200b Văn\u0007 Tám\ufeff")))


# ---- Templates explain themselves ----

PRINTED = (*ALL, ApplicationForm)
TEMPLATES = sorted(rendering.TEMPLATES.glob("REG-*/*.typ"))
FIELD_LINE = re.compile(r"^//   ([a-z_]+) {2,}\S", re.MULTILINE)


def comment_of(template):
    return re.findall(r"\A(?://.*\n)+", template.read_text())[0]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_template_lists_exactly_the_fields_there_are(template):
    sheet = next(sheet for sheet in PRINTED if sheet.kind == template.stem)

    assert sorted(FIELD_LINE.findall(comment_of(template))) == sorted(field.name for field in fields(sheet))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_template_uses_only_fields_there_are(template):
    sheet = next(sheet for sheet in PRINTED if sheet.kind == template.stem)
    used = set(re.findall(r"sheet\.([a-z_]+)", template.read_text())) - {"at"}

    assert used <= {field.name for field in fields(sheet)} | {"barcode", "lookup_qr", "rating_qr"}


@pytest.mark.parametrize(
    ("part", "shared"),
    [(Letterhead, "header"), (Applicant, "header"), (Signer, "header"), (type(RATING), "rating")],
)
def test_shared_parts_list_their_fields_too(part, shared):
    listed = set(FIELD_LINE.findall(comment_of(rendering.TEMPLATES / "shared" / f"{shared}.typ")))

    assert {field.name for field in fields(part)} <= listed


@pytest.mark.parametrize("row", [Paper, HandOver, RegisterEntry, *(examples.ROWS)])
def test_fields_of_rows_are_listed_in_the_template_that_prints_them(row):
    comments = " ".join(comment_of(template) for template in TEMPLATES)

    assert all(re.search(rf"\b{field.name}\b", comments) for field in fields(row))


def test_every_kind_has_a_sheet_an_example_and_a_template():
    assert {sheet.kind for sheet in ALL} == set(SheetKind) == set(EXAMPLES)
    assert {template.stem for template in TEMPLATES} == {sheet.kind for sheet in PRINTED}


def test_the_template_version_changes_with_the_template_alone():
    receipt = rendering.render(RECEIPT, regime="REG-2018", at=AT).template_version

    assert (
        receipt
        == rendering.render(
            replace(RECEIPT, code="H31.100-260504-0008"), regime="REG-2025", at=AT
        ).template_version
    )
    assert receipt != rendering.render(REFUSAL, regime="REG-2018", at=AT).template_version
