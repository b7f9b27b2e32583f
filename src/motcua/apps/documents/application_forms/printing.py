"""Print application forms.

Law: R-B20, R-B21 for the head, the letters and the page; R-C40 for the papers that go with it; R-B2 for the archive
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, Final

from motcua.apps.documents import rendering
from motcua.apps.documents.application_forms import layout
from motcua.apps.documents.application_forms.parts import ApplicationForm
from motcua.apps.documents.barcodes import qr_svg
from motcua.apps.documents.sheets import Letterhead, to_data
from motcua.domain.calendar import TIMEZONE
from motcua.domain.catalog import ProcedureDefinition, RequiredDocument
from motcua.domain.deadlines import regime_on
from motcua.domain.forms import FormDefinition

KEPT: Final = 200
TIMELESS: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""When a blank form claims to be made: the same words shall always be the same bytes."""

# Above what a citizen writes stands the state alone, no agency.
_NO_AGENCY: Final = Letterhead(agency="", counter="", place="", on=date(2000, 1, 1))


class NoForm(LookupError):
    """The procedure has no form of its own."""


@dataclass(frozen=True, slots=True)
class BlankForm:
    """A form to write on. `digest` is the SHA-256 of its bytes."""

    pdf: bytes
    digest: str


def blank_form(definition: ProcedureDefinition, *, on: date) -> BlankForm:
    """Return the form of a procedure to be filled in by hand, as PDF/A; printed once and then remembered.

    Raises NoForm.
    """
    sheet = ApplicationForm(
        filled=False,
        parts=layout.parts(_form_of(definition), None, {}),
        papers=tuple(map(_paper, definition.documents)),
        **_head(definition),
    )
    regime = regime_on(on).code
    data = json.dumps(to_data(sheet), ensure_ascii=False)
    return _printed_once(data, regime, rendering.version_of(ApplicationForm.kind, regime))


@lru_cache(maxsize=KEPT)
def _printed_once(data: str, regime: str, _version: str) -> BlankForm:
    pdf = rendering.typeset(ApplicationForm.kind, json.loads(data), {}, regime=regime, at=TIMELESS).pdf
    return BlankForm(pdf, hashlib.sha256(pdf).hexdigest())


def filled_form(
    definition: ProcedureDefinition,
    answers: Mapping[str, Any],
    *,
    filed_at: datetime,
    slip: str = "",
    lookup_url: str = "",
    addressee: str = "",
    place: str = "",
    applicant: str = "",
    papers: Sequence[str] = (),
    names: Mapping[str, str] | None = None,
) -> bytes:
    """Return the form of a procedure with the kept answers of a filing, as PDF/A.

    `slip` is the number of the filing, `lookup_url` what its QR code says, `papers` the names of what goes with it,
    `names` those of codes that registers keep. The same filing gives the same bytes. Raises NoForm,
    LettersNotPrintable.
    """
    form, on = _form_of(definition), filed_at.astimezone(TIMEZONE).date()
    sheet = ApplicationForm(
        filled=True,
        parts=layout.parts(form, answers, names or {}),
        papers=tuple(papers),
        slip=slip,
        addressee=addressee,
        place=place,
        filed_on=on,
        applicant=applicant,
        **_head(definition),
    )
    codes = {"lookup_qr": qr_svg(lookup_url)} if lookup_url else {}
    return rendering.typeset(
        ApplicationForm.kind, to_data(sheet), codes, regime=regime_on(on).code, at=filed_at
    ).pdf


def _form_of(definition: ProcedureDefinition) -> FormDefinition:
    if definition.form is None:
        raise NoForm(definition.key)
    return definition.form


def _head(definition: ProcedureDefinition) -> dict[str, Any]:
    return {
        "letterhead": _NO_AGENCY,
        "procedure": definition.display_name,
        "code": definition.code,
        "form_no": definition.form.form_no if definition.form else "",
    }


def _paper(paper: RequiredDocument) -> str:
    """Return one line of the list of papers: name, how many, and when it is needed."""
    kinds = ((paper.originals, "bản chính"), (paper.copies, "bản sao"))
    said = [f"{count:02d} {kind}" for count, kind in kinds if count]
    if paper.condition:
        said.append(f"nộp khi: {paper.condition}")
    if paper.replaceable_by:
        said.append(f"không phải nộp khi tra được trong {paper.replaceable_by}")
    return f"{paper.name} ({'; '.join(said)})" if said else paper.name
