"""Small files of each kind, made in memory."""

import io
import zipfile

from PIL import Image
from pypdf import PdfWriter


def pdf(change=lambda writer: None) -> bytes:
    """Return a PDF of one empty page, after a change."""
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    change(writer)
    return _bytes(writer.write)


def png() -> bytes:
    """Return a small picture."""
    return _bytes(lambda file: Image.new("RGB", (4, 4), "red").save(file, "PNG"))


def jpeg() -> bytes:
    """Return a small photograph."""
    return _bytes(lambda file: Image.new("RGB", (4, 4), "red").save(file, "JPEG"))


def package(*parts: str) -> bytes:
    """Return an office file with these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in ("[Content_Types].xml", *parts):
            archive.writestr(part, "<x/>")
    return buffer.getvalue()


def _bytes(write) -> bytes:
    buffer = io.BytesIO()
    write(buffer)
    return buffer.getvalue()
