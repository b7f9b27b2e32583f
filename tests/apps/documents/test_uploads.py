"""The content of an upload decides, not its name."""

import pytest
from pypdf import PdfWriter
from pypdf.annotations import Link
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from motcua.apps.documents import uploads
from tests.apps.documents import uploads_made as made

WORD, SHEET = made.package("word/document.xml"), made.package("xl/workbook.xml")


def recognize(name, content, allowed=uploads.EXTENSIONS, max_bytes=1_000_000):
    return uploads.recognize(name, content, allowed=allowed, max_bytes=max_bytes)


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("Đơn đề nghị.PDF", made.pdf(), "application/pdf"),
        ("anh.png", made.png(), "image/png"),
        ("anh.jpg", made.jpeg(), "image/jpeg"),
        ("anh.jpeg", made.jpeg(), "image/jpeg"),
        ("to-trinh.docx", WORD, uploads.WORD),
        ("bang.xlsx", SHEET, uploads.SPREADSHEET),
    ],
)
def test_each_allowed_type_is_recognized(name, content, media_type):
    assert recognize(name, content).media_type == media_type


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("a.pdf", b"", uploads.FileEmpty),
        ("a.pdf", b"x" * 1_000_001, uploads.FileTooLarge),
        ("a.exe", b"MZ" + bytes(100), uploads.FileTypeNotAllowed),
        ("a", made.pdf(), uploads.FileTypeNotAllowed),
        ("a.pdf.exe", made.pdf(), uploads.FileTypeNotAllowed),
        ("a.html", b"<script>alert(1)</script>", uploads.FileTypeNotAllowed),
        ("a.pdf", b"MZ" + bytes(100), uploads.FileNotWhatItSays),
        ("a.pdf", b"hello", uploads.FileNotWhatItSays),
        ("a.png", made.jpeg(), uploads.FileNotWhatItSays),
        ("a.jpg", made.png(), uploads.FileNotWhatItSays),
        ("a.docx", made.pdf(), uploads.FileNotWhatItSays),
        ("a.pdf", made.pdf()[:200], uploads.FileUnreadable),
        ("a.png", made.png()[:-12], uploads.FileUnreadable),
        ("a.jpg", made.jpeg()[:-20], uploads.FileUnreadable),
        ("a.docx", SHEET, uploads.FileUnreadable),
        ("a.xlsx", WORD, uploads.FileUnreadable),
        ("a.docx", WORD[:-30], uploads.FileUnreadable),
        ("a.docx", made.package("word/document.xml", "word/vbaProject.bin"), uploads.FileHasProgram),
    ],
)
def test_what_may_not_come_in_is_refused_by_name(name, content, refusal):
    with pytest.raises(refusal) as refused:
        recognize(name, content)

    assert type(refused.value) is refusal
    assert refused.value.name == name


def test_only_the_types_of_the_setting_are_taken():
    with pytest.raises(uploads.FileTypeNotAllowed) as refused:
        recognize("a.docx", WORD, allowed=("pdf", "png"))

    assert refused.value.allowed == ("pdf", "png")


def test_a_locked_pdf_cannot_be_read():
    with pytest.raises(uploads.FileUnreadable):
        recognize("a.pdf", made.pdf(lambda writer: writer.encrypt("mật khẩu", algorithm="RC4-128")))


def _script(writer: PdfWriter) -> None:
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    )
    writer.root_object[NameObject("/OpenAction")] = action


def _launch(writer: PdfWriter) -> None:
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("a.exe")}
    )
    writer.root_object[NameObject("/OpenAction")] = action


@pytest.mark.parametrize(
    "change",
    [
        _script,
        lambda writer: writer.add_attachment("a.exe", b"MZ"),
        _launch,
    ],
    ids=["script", "attachment", "launch"],
)
def test_a_pdf_that_runs_or_carries_something_is_refused(change):
    with pytest.raises(uploads.FileHasProgram):
        recognize("a.pdf", made.pdf(change))


def test_links_and_jumps_in_a_pdf_are_harmless():
    def with_link(writer):
        writer.add_annotation(0, Link(rect=(0, 0, 9, 9), url="https://vidu.example"))
        writer.open_destination = writer.pages[0]

    assert recognize("a.pdf", made.pdf(with_link)).media_type == "application/pdf"


def test_a_package_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(uploads, "LARGEST_UNPACKED", 5)

    with pytest.raises(uploads.FileUnreadable):
        recognize("a.docx", WORD)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("C:\\a\\b.pdf", "b.pdf"),
        ("../../etc/x.pdf", "x.pdf"),
        ("a\r\nb.pdf", "ab.pdf"),
        ("đơn.pdf", "đơn.pdf"),
    ],
)
def test_names_lose_folders_and_control_letters(name, plain):
    assert uploads.plain_name(name) == plain
