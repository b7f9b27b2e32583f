"""Which papers an online dossier needs, how each is given, and the list that the dossier keeps.

A paper is given by files, by a database of the state that saves the applicant from handing it in (R-E20), or
by the electronic form that replaces it. Papers with a condition count once the applicant says that it holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from motcua.domain.catalog import ProcedureDefinition, RequiredDocument, needed_papers
from motcua.domain.dossier.values import Paper, PaperSource
from motcua.domain.forms import FormDefinition
from motcua.domain.text import search_key

_FORMS = ("to khai", "don ", "phieu de nghi", "giay de nghi", "van ban de nghi", "mau don")


@dataclass(frozen=True, slots=True)
class Mark:
    """What the applicant said about a paper: that its condition holds."""

    applies: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperState:
    """One paper with how it stands. `by_form`: the electronic form takes its place."""

    document: RequiredDocument
    applies: bool
    from_database: bool
    by_form: bool
    files: tuple[str, ...] = ()

    @property
    def given(self) -> bool:
        """Tell whether the reception gets to see it."""
        return self.by_form or self.from_database or bool(self.files)

    @property
    def missing(self) -> bool:
        """Tell whether it must still be given before filing."""
        return self.applies and not self.given

    @property
    def asked(self) -> bool:
        """Tell whether the applicant must say if its condition holds, as nothing else tells."""
        return bool(self.document.condition) and self.document.needed_when is None


def paper_states(
    definition: ProcedureDefinition,
    values: Mapping[str, object],
    case: str,
    marks: Mapping[str, Mark],
    files: Mapping[str, Sequence[str]],
) -> tuple[PaperState, ...]:
    """Return every paper of a procedure with how it stands; `files` are hashes by paper.

    The answers and the case tell what is needed where the procedure says how, the applicant elsewhere (R-C40).
    """
    by_form = replaced_by_form(definition)
    applying = [paper for paper, mark in marks.items() if mark.applies]
    needed = {paper.id for paper in needed_papers(definition, values, case, applying=applying)}
    return tuple(
        PaperState(
            document=document,
            applies=document.id in needed,
            from_database=bool(document.replaceable_by) and not files.get(document.id),
            by_form=document.id == by_form,
            files=tuple(files.get(document.id, ())),
        )
        for document in definition.documents
    )


def replaced_by_form(definition: ProcedureDefinition) -> str:
    """Return the paper in whose place the electronic form stands, or an empty text.

    That is the one with the form's official number, else the first that is a declaration or a request.
    """
    form = definition.form
    if form is None:
        return ""
    unconditional = [document for document in definition.documents if not document.condition]
    numbered = [document for document in unconditional if _is_numbered(form, document)]
    worded = [document for document in unconditional if _declares(document)]
    return next((document.id for document in (*numbered, *worded)), "")


def papers_of(states: Sequence[PaperState]) -> tuple[Paper, ...]:
    """Return the list of papers that the dossier keeps: what applies or was given anyway."""
    return tuple(_paper(state) for state in states if state.applies or state.files)


def _paper(state: PaperState) -> Paper:
    return Paper(
        id=state.document.id,
        name=state.document.name,
        received=state.given,
        source=PaperSource.DATABASE if state.from_database else PaperSource.ELECTRONIC,
        files=state.files,
    )


def _is_numbered(form: FormDefinition, document: RequiredDocument) -> bool:
    return bool(form.form_no) and form.form_no == document.form_no


def _declares(document: RequiredDocument) -> bool:
    return search_key(document.name).startswith(_FORMS)
