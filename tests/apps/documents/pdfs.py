"""Reading printed sheets back: their words, their size and the codes on them."""

import io
import re
from dataclasses import dataclass
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import zxingcpp
from pypdf import PdfReader

MM = 72 / 25.4


@dataclass(frozen=True)
class ArchivalFacts:
    """What makes a PDF fit for an archive and for a screen reader."""

    part: str
    conformance: str
    language: str
    title: str
    font_families: set[str]


def archival_facts(pdf: bytes) -> ArchivalFacts:
    """Read the claims of a PDF about itself and the fonts it embeds."""
    reader = PdfReader(io.BytesIO(pdf))
    catalog: Any = reader.trailer["/Root"]
    claims = catalog["/Metadata"].get_data().decode()
    pages: Any = reader.pages
    names = {font["/BaseFont"] for page in pages for font in page["/Resources"]["/Font"].values()}
    return ArchivalFacts(
        part=re.findall(r"<pdfaid:part>(\w)<", claims)[0],
        conformance=re.findall(r"<pdfaid:conformance>(\w)<", claims)[0],
        language=catalog["/Lang"],
        title=str((reader.metadata and reader.metadata.title) or ""),
        font_families={name.split("+")[1].split("-")[0] for name in names},
    )


def text_of(pdf: bytes) -> str:
    """Return the words of all pages; line breaks stay where the sheet breaks its lines."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def flat_text_of(pdf: bytes) -> str:
    """Return the words of all pages as one line."""
    return " ".join(text_of(pdf).replace("\N{NO-BREAK SPACE}", " ").split())


def page_sizes(pdf: bytes) -> list[tuple[int, int]]:
    """Return width and height of each page in millimeters."""
    boxes = [page.mediabox for page in PdfReader(io.BytesIO(pdf)).pages]
    return [(round(float(box.width) / MM), round(float(box.height) / MM)) for box in boxes]


def codes_on(pdf: bytes, page: int = 0) -> dict[str, str]:
    """Return what a scanner reads on a page, by kind of code."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        picture = document[page].render(scale=300 / 72).to_pil()
    finally:
        document.close()
    return {code.format.name: code.text for code in zxingcpp.read_barcodes(picture)}


def ink_beyond(pdf: bytes, *, margin_mm: float) -> list[int]:
    """Return the pages on which something is printed closer to an edge than the margin."""
    document = pypdfium2.PdfDocument(pdf)
    scale = 2
    margin = round(margin_mm * MM * scale)
    beyond = []
    try:
        for number, page in enumerate(document, start=1):
            picture = page.render(scale=scale, grayscale=True).to_pil()
            inner = picture.crop((margin, margin, picture.width - margin, picture.height - margin))
            dark = sum(picture.histogram()[:128]) - sum(inner.histogram()[:128])
            if dark:
                beyond.append(number)
    finally:
        document.close()
    return beyond
