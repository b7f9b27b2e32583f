"""What is still missing or wrong in a dossier: one check before filing, at the counter and before a partner is called.

Every finding names its place and carries a code and facts; the sentence and what to do about it are said by the
user interface.

Law: R-A22 for the check at the counter; R-C31, R-C40 for cases and papers; R-E20 for papers that a database replaces
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from motcua.domain.catalog.definition import CASE_NAME, ProcedureDefinition, RequiredDocument
from motcua.domain.forms import FormDefinition, Registers, Validation, computed, validate, validate_draft

PAPER_MISSING: Final = "catalog.paper-missing"
CASE_UNKNOWN: Final = "catalog.unknown-case"

_NO_REGISTERS: Registers = MappingProxyType({})


class Place(StrEnum):
    """Where something is wrong."""

    FIELD = "field"
    PAPER = "paper"
    CASE = "case"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend. `path` is that of a field (`thanh_vien[2].ho_ten`) or the id of a paper.

    `section` is the id of the section of the form, empty for papers and cases.
    """

    place: Place
    path: str
    code: str
    facts: Mapping[str, str | int] = dataclass_field(default_factory=dict)
    section: str = ""


def findings(
    definition: ProcedureDefinition,
    answers: Mapping[str, Any],
    papers: Collection[str],
    case: str,
    on: date,
    *,
    applying: Collection[str] = (),
    registers: Registers = _NO_REGISTERS,
    allow_future_birth: bool = False,
) -> tuple[Finding, ...]:
    """Return what is wrong with a dossier filed on a day: its case, then fields and papers in their order.

    `papers` are the ids of those that are there; `applying` the ids of papers whose condition somebody says to
    hold, beside those whose condition the answers themselves tell. A paper that a database replaces is never asked
    for. `allow_future_birth` welcomes invented people of the 22nd century, as demonstration data needs.
    """
    found = list(_case_findings(definition, case))
    values: Mapping[str, Any] = {}
    if definition.form is not None:
        how = {"filed_on": on, "registers": registers, "allow_future_birth": allow_future_birth}
        result = _checked(definition.form, answers, how)
        values = result.values
        found += _field_findings(definition.form, result)
    found += (
        Finding(Place.PAPER, paper.id, PAPER_MISSING, {"name": paper.name})
        for paper in needed_papers(definition, values, case, applying=applying)
        if paper.id not in papers and not paper.replaceable_by
    )
    return tuple(found)


def needed_papers(
    definition: ProcedureDefinition, values: Mapping[str, Any], case: str, *, applying: Collection[str] = ()
) -> tuple[RequiredDocument, ...]:
    """Return the papers a dossier with these kept answers must have, in the order of the list."""
    known = {**values, **({CASE_NAME: case} if case else {})}
    return tuple(paper for paper in definition.documents if _is_needed(paper, known, applying))


def _is_needed(paper: RequiredDocument, known: Mapping[str, Any], applying: Collection[str]) -> bool:
    if paper.id in applying:
        return True
    if paper.needed_when is not None:
        return paper.needed_when.holds(known)
    return paper.required and not paper.condition


def _case_findings(definition: ProcedureDefinition, case: str) -> Iterator[Finding]:
    if case and all(one.code != case for one in definition.cases):
        yield Finding(Place.CASE, case, CASE_UNKNOWN, {"case": case})


def _checked(form: FormDefinition, answers: Mapping[str, Any], how: Mapping[str, Any]) -> Validation:
    """Check answers after working out what the form computes by itself."""
    if any(field.computed for field in form.fields()):
        answers = {**answers, **computed(form, validate_draft(form, answers, **how).values)}
    return validate(form, answers, **how)


def _field_findings(form: FormDefinition, result: Validation) -> Iterator[Finding]:
    """Order errors as the form asks, not as the check came upon them."""
    sections = {field.name: section.id for section in form.sections for field in section.fields}
    order = {name: place for place, name in enumerate(sections)}
    for path, error in sorted(result.errors.items(), key=lambda item: order.get(_name(item[0]), len(order))):
        yield Finding(Place.FIELD, path, error.code, error.facts, sections.get(_name(path), ""))


def _name(path: str) -> str:
    return path.partition(".")[0].partition("[")[0]
