"""From a checked intake to the commands that carry it out (R-A22 to R-A26)."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from motcua.apps.documents.sheets import SheetKind
from motcua.apps.dossiers.operations import new_id
from motcua.channels.office import naming
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.desk.intake import Intake
from motcua.domain.dossier import DossierState
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.values import Application, Paper

Maker = Callable[[Intake, Application], tuple[c.Command, ...]]

ACCEPT, FINISH, SUPPLEMENT, REFUSE = "accept", "finish", "supplement", "refuse"
COMPLETE = frozenset({ACCEPT, FINISH})
"""Acts that need everything the receipt prints."""
PRINTS: Mapping[str, SheetKind | None] = {
    ACCEPT: SheetKind.RECEIPT,
    FINISH: None,  # R-A25: no receipt unless the applicant asks for one.
    SUPPLEMENT: SheetKind.SUPPLEMENT_REQUEST,
    REFUSE: SheetKind.REFUSAL,
}


def commands_for(act: str, request: OfficerRequest, intake: Intake) -> tuple[c.Command, ...]:
    """Return the commands of an act on an intake whose form is valid."""
    before = intake.state.application if intake.state else None
    application = intake.form.application((*intake.papers.papers(), *_unlisted(intake)), before)
    beginning = (
        _lodging(request, intake, application)
        if intake.state is None
        else _checked(intake.state, application)
    )
    return (*beginning, *_MAKERS[act](intake, application))


def _unlisted(intake: Intake) -> tuple[Paper, ...]:
    """Return the papers of a filing that the procedure's list does not name; checking never drops them."""
    listed = {row.document.id for row in intake.papers.rows}
    held = intake.state.application.papers if intake.state else ()
    return tuple(paper for paper in held if paper.id not in listed)


def _lodging(request: OfficerRequest, intake: Intake, application: Application) -> tuple[c.Command, ...]:
    assert intake.definition is not None
    assert intake.competent_id is not None
    lodge = c.Lodge(
        id=new_id(request.at),
        procedure=intake.definition.key,
        case=intake.case,
        channel=intake.channel,
        receiving_unit=intake.counter.unit_id,
        receiving_agency=intake.counter.agency_id,
        competent_agency=intake.competent_id,
        application=application,
        lodged_at=request.at,
    )
    return (lodge,)


def _checked(state: DossierState, application: Application) -> tuple[c.Command, ...]:
    """A filing in the system is completed by what came since and corrected by what the officer found."""
    found: list[c.Command] = []
    held = state.application
    if state.open_round() is not None:
        brought = tuple(paper for paper in application.papers if paper not in held.papers)
        found.append(c.Supplement(papers=brought))
        held = replace(held, papers=_with(held.papers, brought))
    if application != held:
        found.append(c.Correct(application=application, reason=_("Kiểm tra hồ sơ khi tiếp nhận")))
    return tuple(found)


def _with(papers: tuple[Paper, ...], brought: tuple[Paper, ...]) -> tuple[Paper, ...]:
    by_id = {paper.id: paper for paper in brought}
    kept = tuple(by_id.pop(paper.id, paper) for paper in papers)
    return (*kept, *by_id.values())


def _accept(intake: Intake, application: Application) -> tuple[c.Command, ...]:
    return (c.Accept(fees=intake.fees.to_pay()),)


def _finish(intake: Intake, application: Application) -> tuple[c.Command, ...]:
    taker = application.proxy or application.applicant
    deliver = c.DeliverResult(
        receiver=taker.representative or taker.name,
        capacity="proxy" if application.proxy else "applicant",
        identity=taker.citizen_id,
        originals_returned=any(paper.note for paper in application.papers),
    )
    finish = c.FinishOnSpot(summary=intake.summary, signer=intake.texts["signer"])
    return (*_accept(intake, application), finish, deliver)


def _supplement(intake: Intake, application: Application) -> tuple[c.Command, ...]:
    fields = tuple(name for name, _label, named in intake.fields_to_name if named)
    papers = tuple(paper for paper, _name, named in intake.papers_to_name if named)
    labels = {name: label for name, label, _named in (*intake.fields_to_name, *intake.papers_to_name)}
    asked = c.RequestSupplement(
        lines=tuple(intake.lines.splitlines()) or naming.lines_of(fields, papers, labels),
        fields=fields,
        papers=papers,
        reason=intake.reason,
        answer_by=intake.form.cleaned_data["answer_by"],
    )
    return (asked,)


def _refuse(intake: Intake, application: Application) -> tuple[c.Command, ...]:
    return (c.RefuseIntake(reason=intake.texts["refusal"]),)


_MAKERS: Mapping[str, Maker] = {
    ACCEPT: _accept,
    FINISH: _finish,
    SUPPLEMENT: _supplement,
    REFUSE: _refuse,
}
