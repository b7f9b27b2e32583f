"""Everything that keeps an online dossier from being filed, told at once and each with its place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from motcua.domain.dossier.values import CollectBy, Party
from motcua.domain.filing.papers import PaperState
from motcua.domain.forms import FieldError


class FindingKind(StrEnum):
    """Where a finding is mended."""

    CASE = "case"
    PLACE = "place"
    APPLICANT = "applicant"
    FIELD = "field"
    PAPER = "paper"
    COLLECTION = "collection"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend: `subject` is the path of the field, the paper's id or what is missing."""

    kind: FindingKind
    subject: str
    error: FieldError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What was chosen for a filing, beside form and papers. `case_known`: the procedure has no or this case."""

    case_known: bool
    place_known: bool
    applicant: Party | None
    phone: str
    collect_by: str
    collect_address: str


def findings_of(
    prepared: Prepared, errors: Mapping[str, FieldError], papers: Sequence[PaperState]
) -> tuple[Finding, ...]:
    """Return what is to be mended before filing, in the order of the pages; nothing when it may be filed."""
    found = []
    if not prepared.case_known:
        found.append(Finding(FindingKind.CASE, ""))
    if not prepared.place_known:
        found.append(Finding(FindingKind.PLACE, ""))
    if prepared.applicant is None:
        found.append(Finding(FindingKind.APPLICANT, "applicant"))
    if not prepared.phone:
        found.append(Finding(FindingKind.APPLICANT, "phone"))
    found += [Finding(FindingKind.FIELD, path, error) for path, error in errors.items()]
    found += [Finding(FindingKind.PAPER, state.document.id) for state in papers if state.missing]
    if prepared.collect_by not in set(CollectBy):
        found.append(Finding(FindingKind.COLLECTION, "way"))
    elif prepared.collect_by == CollectBy.POST and not prepared.collect_address:
        found.append(Finding(FindingKind.COLLECTION, "address"))
    return tuple(found)
