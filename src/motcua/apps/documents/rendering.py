"""From a sheet to a PDF: choose the template by name and regime, give it the data, let Typst set it.

Data reach Typst as one JSON text and are printed as text; nothing is ever pasted into a template, so no
name or reason can change a form. Law: R-B2, R-B7, R-Z2.
"""

import hashlib
import json
import re
import threading
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from motcua.apps.documents.barcodes import code128_svg, qr_svg
from motcua.apps.documents.sheets import RatingSlip, Receipt, RoutingSlip, Sheet, to_data
from motcua.domain.errors import DomainError

TEMPLATES = Path(__file__).parent / "templates"

BORROWS = {"REG-2025": "REG-2018", "REG-2015": "REG-2018", "REG-2007": "REG-2015"}
"""Whose form a regime uses while it has none of its own (R-B8, R-Z2)."""

FONT = "Tinos"
ARCHIVAL: Literal["a-2b"] = "a-2b"
LONG_WORD = re.compile(r"\S{27,}")  # Longer than any dossier code, which never breaks.
WORD_PART = re.compile(r"[^@._/\-]{12}|[@._/\-]")
ZERO_WIDTH_SPACE = "\u200b"
MISSING_LETTERS = re.compile(r'the text `"(.+?)"` could not be displayed')


class LettersNotPrintable(DomainError):
    """No font of this installation has these letters; correct them or add a font."""

    code = "documents.letters-not-printable"

    def __init__(self, *, letters: str) -> None:
        super().__init__(letters)
        self.letters = letters


class FormUnknown(LookupError):
    """No template exists for this name under this regime or those it borrows from."""


@dataclass(frozen=True)
class Rendered:
    """A finished PDF and the version of the templates that made it."""

    pdf: bytes
    template_version: str


def render(sheet: Sheet, *, regime: str, at: datetime) -> Rendered:
    """Return a sheet as PDF/A-2b; the same sheet at the same time gives the same bytes.

    Raises LettersNotPrintable, FormUnknown.
    """
    return typeset(sheet.kind, to_data(sheet), _images(sheet), regime=regime, at=at)


def typeset(
    name: str, data: dict[str, Any], images: dict[str, str], *, regime: str, at: datetime
) -> Rendered:
    """Return a template of a regime, set with data and SVG images of any names, as PDF/A-2b.

    The same data at the same time give the same bytes. Raises LettersNotPrintable, FormUnknown.
    """
    template = template_for(name, regime)
    inputs = {
        "sheet": json.dumps(_clean(data) | images, ensure_ascii=False),
        "regimes": json.dumps(chain(regime)),
    }
    return Rendered(_compile(template, inputs, at), _version(template))


def version_of(name: str, regime: str) -> str:
    """Return the version of the templates that make a form. Raises FormUnknown."""
    return _version(template_for(name, regime))


def chain(regime: str) -> list[str]:
    """Return a regime followed by those it borrows forms from."""
    borrowed = BORROWS.get(regime)
    return [regime, *(chain(borrowed) if borrowed else [])]


@cache
def template_for(kind: str, regime: str) -> Path:
    """Return the template of a form: the regime's own, else the nearest it borrows. Raises FormUnknown."""
    for name in chain(regime):
        template = TEMPLATES / name / f"{kind}.typ"
        if template.exists():
            return template
    raise FormUnknown(f"{kind} under {regime}")


@cache
def _version(template: Path) -> str:
    """Fingerprint a template together with all it shares with others."""
    sources = [template, *sorted((TEMPLATES / "shared").glob("*.typ"))]
    return hashlib.sha256(b"\0".join(source.read_bytes() for source in sources)).hexdigest()[:12]


@cache
def fonts() -> typst.Fonts:
    """Return the fonts of `MOTCUA_FONT_DIRS`, read once. Raises ImproperlyConfigured without Tinos."""
    directories = [Path(directory) for directory in getattr(settings, "MOTCUA_FONT_DIRS", ())]
    found = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[d for d in directories if d.is_dir()],
    )
    if FONT not in found.families():
        raise ImproperlyConfigured(f"{FONT} is in none of MOTCUA_FONT_DIRS: {directories}")
    return found


_of_this_thread = threading.local()  # A compiler remembers the inputs of its last call.


def _compiler() -> typst.Compiler:
    if not hasattr(_of_this_thread, "compiler"):
        _of_this_thread.compiler = typst.Compiler(
            root=TEMPLATES, font_paths=fonts(), ignore_system_fonts=True
        )
    compiler: typst.Compiler = _of_this_thread.compiler
    return compiler


def _compile(template: Path, inputs: dict[str, str], at: datetime) -> bytes:
    try:
        pdf = _compiler().compile(
            input=template,
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=ARCHIVAL,
            timestamp=int(at.timestamp()),
        )
    except typst.TypstError as error:
        if missing := MISSING_LETTERS.findall(str(error)):
            raise LettersNotPrintable(letters="".join(missing)) from error
        raise
    assert isinstance(pdf, bytes)
    return pdf


def _clean(value: Any) -> Any:
    """Bring texts to the composed form the font knows, drop what cannot be seen, let long words break."""
    if isinstance(value, str):
        composed = unicodedata.normalize("NFC", value)
        seen = "".join(
            letter for letter in composed if letter == "\n" or unicodedata.category(letter)[0] != "C"
        )
        return LONG_WORD.sub(lambda word: WORD_PART.sub(r"\g<0>" + ZERO_WIDTH_SPACE, word[0]), seen)
    if isinstance(value, list):
        return [_clean(item) for item in value]
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    return value


def _images(sheet: Sheet) -> dict[str, str]:
    images = {}
    if isinstance(sheet, Receipt | RoutingSlip):
        images["barcode"] = code128_svg(sheet.code)
    if isinstance(sheet, Receipt) and sheet.lookup_url:
        images["lookup_qr"] = qr_svg(sheet.lookup_url)
    rating = sheet if isinstance(sheet, RatingSlip) else getattr(sheet, "rating", None)
    if rating is not None and rating.rating_url:
        images["rating_qr"] = qr_svg(rating.rating_url)
    return images
