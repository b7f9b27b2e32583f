"""What an officer may name when asking to complete a dossier: questions of its form, papers of its list.

Who filed online is led to just these places (R-A33); for a folder of paper the words of the request say it all.
"""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from motcua.domain.catalog import ProcedureDefinition
from motcua.domain.dossier import DossierState

Named = tuple[tuple[str, str], ...]


def fields_to_name(definition: ProcedureDefinition, state: DossierState) -> Named:
    """Return the questions that were asked online, with their labels; none where nobody filed online."""
    if not state.owner or definition.form is None:
        return ()
    answers = state.application.answers
    asked = (f for f in definition.form.fields() if f.visible_when is None or f.visible_when.holds(answers))
    return tuple((field.name, field.label) for field in asked if not field.computed)


def papers_to_name(definition: ProcedureDefinition, state: DossierState) -> Named:
    """Return the papers that may be asked for anew, those of the dossier first; none where nobody filed online."""
    if not state.owner:
        return ()
    named = {paper.id: paper.name for paper in state.application.papers if not paper.id.startswith("form-")}
    named |= {document.id: document.name for document in definition.documents if document.id not in named}
    return tuple(named.items())


def lines_of(fields: Iterable[str], papers: Iterable[str], labels: Mapping[str, str]) -> tuple[str, ...]:
    """Return what is named in words, a line each."""
    mend = tuple(_("Sửa lại mục “%s”") % labels[name] for name in fields if name in labels)
    bring = tuple(_("Gửi lại giấy “%s”") % labels[paper] for paper in papers if paper in labels)
    return (*mend, *bring)
