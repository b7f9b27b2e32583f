"""Whether an uploaded file is what its name says and may be taken in.

The content decides, never the name or what the browser claims: the signature is read, then the file
is opened as far as its format allows. Programs inside documents are refused.
"""

import io
import zipfile
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import PurePosixPath

import puremagic
from pypdf import PdfReader
from pypdf.errors import PdfReadError
from pypdf.generic import DictionaryObject, NullObject

from motcua.domain.errors import DomainError

LARGEST_UNPACKED = 200 * 1024 * 1024
MOST_MEMBERS = 5_000
PROGRAMS_IN_PDF = ("/JavaScript", "/JS", "/Launch", "/EmbeddedFiles", "/XFA")


class FileRefused(DomainError):
    """A file may not be taken in; `name` is what it is called."""

    code = "documents.file-refused"

    def __init__(self, *, name: str) -> None:
        super().__init__(name)
        self.name = name


class FileEmpty(FileRefused):
    """The file has no content."""

    code = "documents.file-empty"


class FileTooLarge(FileRefused):
    """The file is larger than allowed."""

    code = "documents.file-too-large"

    def __init__(self, *, name: str, size: int, limit: int) -> None:
        super().__init__(name=name)
        self.size = size
        self.limit = limit


class FileTypeNotAllowed(FileRefused):
    """Files of this type are not taken in."""

    code = "documents.file-type-not-allowed"

    def __init__(self, *, name: str, allowed: tuple[str, ...]) -> None:
        super().__init__(name=name)
        self.allowed = allowed


class FileNotWhatItSays(FileRefused):
    """The content is of another type than the extension."""

    code = "documents.file-not-what-it-says"


class FileUnreadable(FileRefused):
    """The file is broken or locked with a password."""

    code = "documents.file-unreadable"


class FileHasProgram(FileRefused):
    """The file carries a macro, a script or another file inside."""

    code = "documents.file-has-program"


class FileInfected(FileRefused):
    """The file was found to carry malicious software."""

    code = "documents.file-infected"


class _BrokenFile(Exception):
    """The content does not open as its format asks."""


class _ProgramInside(Exception):
    """The content opens but carries something that runs."""


@dataclass(frozen=True)
class FileFormat:
    """A format that can be recognized: its media type, extensions and what opens it."""

    media_type: str
    extensions: tuple[str, ...]
    signature: str
    open: Callable[[bytes], None]


def recognize(name: str, content: bytes, *, allowed: Collection[str], max_bytes: int) -> FileFormat:
    """Return the format of a file that may be taken in; `allowed` are extensions without dot.

    Raises FileEmpty, FileTooLarge, FileTypeNotAllowed, FileNotWhatItSays, FileUnreadable, FileHasProgram.
    """
    if not content:
        raise FileEmpty(name=name)
    if len(content) > max_bytes:
        raise FileTooLarge(name=name, size=len(content), limit=max_bytes)
    extension = PurePosixPath(name).suffix.lower().lstrip(".")
    file_format = next((known for known in FORMATS if extension in known.extensions), None)
    if file_format is None or extension not in allowed:
        raise FileTypeNotAllowed(name=name, allowed=tuple(sorted(allowed)))
    if file_format.signature not in _signatures(content):
        raise FileNotWhatItSays(name=name)
    try:
        file_format.open(content)
    except _BrokenFile:
        raise FileUnreadable(name=name) from None
    except _ProgramInside:
        raise FileHasProgram(name=name) from None
    return file_format


def plain_name(name: str) -> str:
    """Return the last part of a name without control letters, at most 200 letters of it."""
    last = name.replace("\\", "/").rsplit("/", maxsplit=1)[-1]
    return "".join(letter for letter in last if letter.isprintable())[-200:]


def _signatures(content: bytes) -> set[str]:
    try:
        return {match.extension.lstrip(".").lower() for match in puremagic.magic_string(content)}
    except puremagic.PureError:
        return set()


def _open_pdf(content: bytes) -> None:
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted or not reader.pages:
            raise _BrokenFile
        _refuse_programs(reader)
    except (PdfReadError, ValueError, KeyError, TypeError, RecursionError) as broken:
        raise _BrokenFile from broken


def _refuse_programs(reader: PdfReader) -> None:
    catalog = reader.root_object
    action = _dictionary(catalog, "/OpenAction")
    present = {*_dictionary(catalog, "/Names"), *_dictionary(catalog, "/AcroForm"), *action, action.get("/S")}
    if present & set(PROGRAMS_IN_PDF) or "/AA" in catalog:
        raise _ProgramInside


def _dictionary(catalog: DictionaryObject, key: str) -> DictionaryObject:
    value = catalog.get(key, NullObject()).get_object()
    return value if isinstance(value, DictionaryObject) else DictionaryObject()


def _open_png(content: bytes) -> None:
    if content[12:16] != b"IHDR" or b"IEND" not in content[-16:]:
        raise _BrokenFile


def _open_jpeg(content: bytes) -> None:
    if b"\xff\xd9" not in content[-4096:]:
        raise _BrokenFile


def _open_office(main_part: str) -> Callable[[bytes], None]:
    def open_package(content: bytes) -> None:
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                members = package.infolist()
                names = {member.filename for member in members}
                unpacked = sum(member.file_size for member in members)
                locked = any(member.flag_bits & 0x1 for member in members)
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as broken:
            raise _BrokenFile from broken
        if {"[Content_Types].xml", main_part} - names or locked:
            raise _BrokenFile
        if len(members) > MOST_MEMBERS or unpacked > LARGEST_UNPACKED:
            raise _BrokenFile
        if any(PurePosixPath(part).name.startswith("vbaProject") for part in names):
            raise _ProgramInside

    return open_package


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

FORMATS = (
    FileFormat("application/pdf", ("pdf",), "pdf", _open_pdf),
    FileFormat("image/png", ("png",), "png", _open_png),
    FileFormat("image/jpeg", ("jpg", "jpeg"), "jpg", _open_jpeg),
    FileFormat(WORD, ("docx",), "zip", _open_office("word/document.xml")),
    FileFormat(SPREADSHEET, ("xlsx",), "zip", _open_office("xl/workbook.xml")),
)
EXTENSIONS = tuple(extension for known in FORMATS for extension in known.extensions)
