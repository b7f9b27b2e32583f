"""What people save from a spreadsheet program is read the same whatever program and format it was."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.spreadsheets import (
    HeadingsMissing,
    Line,
    Sheet,
    SpreadsheetTooLarge,
    SpreadsheetUnreadable,
    lines,
    read_csv,
    read_spreadsheet,
    read_xlsx,
    sheets,
    write_xlsx,
)

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORKBOOK = f'<workbook xmlns="{MAIN}" xmlns:r="{RELS}"><sheets><sheet name="Cán bộ" sheetId="1" r:id="a"/></sheets></workbook>'


def workbook(sheet_data, *, shared="", styles="", target="worksheets/x.xml", **more):
    parts = {
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": f'<Relationships><Relationship Id="a" Target="{target}"/></Relationships>',
        "xl/worksheets/x.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{sheet_data}</sheetData></worksheet>',
        **more,
    }
    if shared:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{shared}</sst>'
    if styles:
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for path, text in parts.items():
            package.writestr(path, text)
    return stream.getvalue()


def rows_of(sheet_data, **more):
    (sheet,) = read_spreadsheet(workbook(sheet_data, **more))
    assert sheet.name == "Cán bộ"
    return sheet.rows


# ---- XLSX ----


def test_shared_and_inline_texts_and_numbers_are_read_as_texts():
    cells = (
        '<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="inlineStr"><is><t> Lan </t></is></c><c r="C1"><v>12</v></c>'
        '<c r="D1"><v>1.5</v></c><c r="E1" t="str"><v>a</v></c><c r="F1"/></row>'
    )
    shared = "<si><t>x</t></si><si><r><t>Đặng</t></r><r><t> Ánh</t></r></si>"

    assert rows_of(cells, shared=shared) == (("Đặng Ánh", "Lan", "12", "1.5", "a", ""),)


def test_rows_and_cells_that_are_left_out_keep_their_places():
    cells = '<row r="3"><c r="C3"><v>1</v></c><c><v>2</v></c><c r="AB3"><v>3</v></c></row><row><c><v>4</v></c></row>'

    found = rows_of(cells)

    assert found[:2] == ((), ())
    assert found[2] == ("", "", "1", "2", *[""] * 23, "3")
    assert found[3] == ("4",)


def test_days_are_recognized_by_their_format():
    styles = (
        '<numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy"/><numFmt numFmtId="171" formatCode="0.0 &quot;ngày d&quot;[Red]"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs>'
    )
    cells = (
        "<row>" + "".join(f'<c s="{n}"><v>46356</v></c>' for n in range(4)) + '<c s="1"><v>0</v></c></row>'
    )

    assert rows_of(cells, styles=styles) == (("46356", "2026-11-30", "2026-11-30", "46356", "0"),)
    assert rows_of('<row><c s="1"><v>46356</v></c></row>', styles="<fonts/>") == (("46356",),)


def test_a_sheet_may_be_named_from_the_root_of_the_package():
    assert rows_of("<row><c><v>1</v></c></row>", target="/xl/worksheets/x.xml") == (("1",),)


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 nothing",
        workbook("<row><c t='s'><v>7</v></c></row>"),
        workbook("<row><c><v>x</v></c></row>"),
        workbook("<row>"),
        workbook("", target="worksheets/y.xml"),
        workbook("", **{"xl/workbook.xml": f"<!DOCTYPE x [<!ENTITY a 'b'>]>{WORKBOOK}"}),
        b"\xff\xff\xff",
        b"a\0b",
        b'"' + b"x" * 200_000,
    ],
)
def test_other_files_are_refused(data):
    with pytest.raises(SpreadsheetUnreadable):
        read_spreadsheet(data)


def test_huge_tables_are_refused(monkeypatch):
    with pytest.raises(SpreadsheetTooLarge) as refusal:
        read_spreadsheet(workbook('<row r="20001"/>'))
    assert refusal.value.rows == 20_000
    with pytest.raises(SpreadsheetTooLarge):
        read_spreadsheet(workbook('<row><c r="ZZ1"/></row>'))
    with pytest.raises(SpreadsheetTooLarge):
        read_spreadsheet(b"," * 200)
    with pytest.raises(SpreadsheetTooLarge):
        read_spreadsheet(b"x" * (sheets.MOST_BYTES + 1))


def test_what_unpacks_to_more_than_allowed_is_refused():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/sharedStrings.xml", b" " * (sheets.MOST_BYTES + 1))

    with pytest.raises(SpreadsheetUnreadable):
        read_xlsx(bomb.getvalue())


texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=12).map(str.strip)


@given(rows=st.lists(st.lists(texts, min_size=1, max_size=4).map(tuple), max_size=5).map(tuple))
def test_what_is_written_is_read_again(rows):
    both = (Sheet("Một", rows), Sheet("Hai & ba", rows[:1]))

    assert read_spreadsheet(write_xlsx(both)) == both
    assert write_xlsx(both) == write_xlsx(both)


# ---- CSV ----


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_in_columns_is_read_however_it_was_saved(delimiter, encoding):
    text = f'Họ và tên{delimiter}Đơn vị\r\n Lan {delimiter}"a{delimiter}b"\r\n'

    assert read_csv(text.encode(encoding)).rows == (("Họ và tên", "Đơn vị"), ("Lan", f"a{delimiter}b"))


def test_an_empty_file_has_no_rows():
    assert read_spreadsheet(b"") == (Sheet("", ()),)


# ---- Lines ----

COLUMNS = {"name": "Họ và tên", "unit": "Đơn vị", "mail": "Thư điện tử"}


def test_lines_are_found_by_headings_in_any_spelling_and_order():
    sheet = Sheet(
        "x",
        (("Danh sách",), (), ("DON VI", "Ghi chú", "họ và  tên"), ("Quầy", "x", "Lan"), ("", ""), ("Phòng",)),
    )

    assert lines(sheet, COLUMNS, optional=frozenset({"mail"})) == (
        Line(4, {"unit": "Quầy", "name": "Lan"}),
        Line(6, {"unit": "Phòng", "name": ""}),
    )
    assert lines(sheet, COLUMNS, optional=frozenset({"mail"}))[0]["mail"] == ""


@pytest.mark.parametrize(
    ("rows", "missing"),
    [((), tuple(COLUMNS.values())), ((("Họ và tên", "Thư điện tử"),), ("Đơn vị",))],
)
def test_missing_headings_are_named(rows, missing):
    with pytest.raises(HeadingsMissing) as refusal:
        lines(Sheet("x", rows), COLUMNS)
    assert refusal.value.headings == missing
