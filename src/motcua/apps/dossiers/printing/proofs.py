"""The proof that a dossier was filed online, made from how it was filed, whatever came after."""

from motcua.apps.documents.sheets import FilingProof, Paper
from motcua.apps.dossiers.printing import names
from motcua.apps.dossiers.printing.facts import Facts, NothingToPrint
from motcua.apps.dossiers.queries.desk import check_by
from motcua.domain.dossier import events as e
from motcua.domain.dossier.values import Paper as FiledPaper
from motcua.domain.dossier.values import PaperSource


def filing_proof(facts: Facts) -> FilingProof:
    """Fill the proof of an online filing. Raises NothingToPrint for one that nobody filed online."""
    found = facts.last(e.Lodged)
    event, application = found.event, found.event.application
    if not event.owner:
        raise NothingToPrint(kind=facts.kind)
    return FilingProof(
        letterhead=facts.letterhead(facts.state.receiving_agency, found.on),
        number=event.slip,
        applicant=names.applicant_of(application),
        filed_by=application.proxy.name if application.proxy else application.applicant.representative,
        procedure=facts.procedure,
        receiving_point=facts.point,
        decided_by=facts.agencies[facts.state.competent_agency].name,
        lodged_at=event.lodged_at,
        papers=tuple(Paper(name=paper.name, note=_note(paper)) for paper in application.papers),
        delivery=names.delivery_of(application, facts.point),
        answer_by=check_by(facts.state, event.lodged_at),
    )


def _note(paper: FiledPaper) -> str:
    if paper.files:
        return f"{len(paper.files)} tệp"
    return "Lấy từ cơ sở dữ liệu" if paper.source is PaperSource.DATABASE else "Điền qua mạng"
