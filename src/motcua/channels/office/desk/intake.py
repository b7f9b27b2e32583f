"""One intake as it stands on the screen: what was typed, what follows from it, what it would lead to.

A page is always made anew from what was sent, so that nothing typed is lost by an error and the page works
without scripts. Files that were sent are taken in at once; the page carries their hashes.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from motcua.apps.catalog import queries as catalog
from motcua.apps.catalog.offers import CompetentAgency
from motcua.apps.dossiers import lawbook
from motcua.apps.dossiers.queries import desk
from motcua.apps.dossiers.queries.desk import Brief, KnownPerson, Promise
from motcua.channels.office import naming
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.desk import fees, papers, people
from motcua.channels.office.desk.counter import Counter
from motcua.channels.office.desk.fees import FeeTable
from motcua.channels.office.desk.fields import IntakeForm, values_of
from motcua.channels.office.desk.papers import PaperList
from motcua.channels.office.windows import answer_by
from motcua.domain.calendar import TIMEZONE
from motcua.domain.catalog import Place, ProcedureDefinition
from motcua.domain.catalog import findings as findings_of
from motcua.domain.deadlines.regimes import regime_on
from motcua.domain.dossier import DossierState
from motcua.domain.dossier.values import Channel
from motcua.domain.errors import DomainError
from motcua.ui import answers, due_calendar, wording
from motcua.ui.due_calendar import DueCalendar
from motcua.ui.findings import SaidFinding, all_said

TEXTS = ("lines", "lines_offered", "reason", "refusal", "summary", "signer")
"""What is typed for the other ways out, kept like everything else; `lines_offered` is what stood there at first."""


NO_PAPERS = PaperList(())
NO_FEES = FeeTable()


@dataclass(frozen=True, kw_only=True)
class Intake:
    """Everything the page shows. `state` is given while a filing that lies in the system is being checked."""

    counter: Counter
    today: date
    values: Mapping[str, Any]
    form: IntakeForm
    texts: Mapping[str, str]
    definition: ProcedureDefinition | None = None
    competent: tuple[CompetentAgency, ...] = ()
    competent_id: int | None = None
    case: str = ""
    papers: PaperList = NO_PAPERS
    fees: FeeTable = NO_FEES
    promise: Promise | None = None
    problem: str = ""
    people: tuple[KnownPerson, ...] = ()
    looked_for_people: bool = False
    repeats: tuple[Brief, ...] = ()
    state: DossierState | None = None
    query: str = ""
    errors: tuple[str, ...] = ()
    named_fields: tuple[str, ...] = ()
    named_papers: tuple[str, ...] = ()

    @property
    def channel(self) -> Channel:
        """Return how the filing came."""
        return self.state.channel if self.state else Channel.COUNTER

    @property
    def answers(self) -> tuple[tuple[str, str], ...]:
        """Return what the applicant declared online, question and answer."""
        if self.state is None or self.definition is None or self.definition.form is None:
            return ()
        return answers.shown(self.definition.form, self.state.application.answers)

    @cached_property
    def findings(self) -> tuple[SaidFinding, ...]:
        """Return what is wrong with the applicant's declaration, by the rules it was checked with before filing."""
        if self.state is None or self.definition is None or not self.state.application.answers:
            return ()
        found = findings_of(
            self.definition,
            self.state.application.answers,
            (),
            self.case,
            self.filed_on,
            allow_future_birth=settings.MOTCUA_ALLOW_FUTURE_BIRTH,
        )
        return all_said(self.definition, [one for one in found if one.place is Place.FIELD])

    @property
    def filed_on(self) -> date:
        """Return the day on which it was filed."""
        return self.state.lodged_at.astimezone(TIMEZONE).date() if self.state else self.today

    @property
    def person_ready(self) -> bool:
        """Tell whether the applicant is named."""
        return bool(self.form["name"].value() or self.form["organization"].value())

    @property
    def calendar(self) -> DueCalendar | None:
        """Return the day grid of the promise."""
        if self.promise is None:
            return None
        allowance = self.promise.allowance
        words = wording.limit(allowance.amount, allowance.unit.name)
        return due_calendar.build(self.promise.explanation, limit_words=words, today=self.today)

    @property
    def limit_words(self) -> str:
        """Return the limit of the case in words."""
        if self.definition is None:
            return ""
        allowance = self.definition.allowance_for(self.case)
        return wording.limit(allowance.amount, allowance.unit.name)

    @property
    def decided_by(self) -> str:
        """Return the name of the agency that decides."""
        return next((agency.name for agency in self.competent if agency.id == self.competent_id), "")

    @property
    def fields_to_name(self) -> tuple[tuple[str, str, bool], ...]:
        """Return the questions that may be named in a request: name, label, ticked."""
        if self.state is None or self.definition is None:
            return ()
        named = naming.fields_to_name(self.definition, self.state)
        return tuple((name, label, name in self.named_fields) for name, label in named)

    @property
    def papers_to_name(self) -> tuple[tuple[str, str, bool], ...]:
        """Return the papers that may be named in a request; what is missing is named already."""
        if self.state is None or self.definition is None:
            return ()
        missing = {row.document.id for row in self.papers.rows if row.missing}
        named = naming.papers_to_name(self.definition, self.state)
        return tuple((paper, name, paper in self.named_papers or paper in missing) for paper, name in named)

    @property
    def lines(self) -> str:
        """Return what to ask for: what the officer typed, else what is missing now."""
        typed = self.texts["lines"]
        untouched = typed.splitlines() == self.texts["lines_offered"].splitlines()
        return self.lines_offered if untouched or not typed else typed

    @property
    def lines_offered(self) -> str:
        """Return what is missing and what is wrong in the declaration, a line each."""
        wrong = (f"{one.label}: {one.sentence} {one.remedy}" for one in self.findings)
        return "\n".join((*self.papers.missing, *wrong))

    @property
    def reason(self) -> str:
        """Return why it is asked for."""
        incomplete = _("Thành phần hồ sơ chưa đủ.")
        typed = self.texts["reason"]
        return typed if typed not in {"", incomplete} else incomplete if self.papers.missing else ""

    @property
    def summary(self) -> str:
        """Return what is handed out on the spot."""
        if self.texts["summary"] or self.definition is None:
            return self.texts["summary"]
        return self.definition.results[0].name

    @property
    def may_finish(self) -> bool:
        """Tell whether the result may be given at once (R-A25, R-A26)."""
        return self.definition is not None and self.definition.immediate

    @property
    def may_ask(self) -> bool:
        """Tell whether a supplement may be asked for now: not while one is awaited (R-A44)."""
        return self.state is None or self.state.open_round() is None

    @property
    def primary(self) -> str:
        """Return the next lawful act: the repair where something is missing."""
        if self.papers.missing and self.may_ask:
            return "supplement"
        if self.may_finish and self.fees.paid:
            return "finish"
        return "accept"


def read(request: OfficerRequest, counter: Counter, *, state: DossierState | None = None) -> Intake:
    """Return the intake as it was sent, to be shown again; nothing is judged yet."""
    values, errors = _values(request, state)
    return _build(request, counter, values, state=state, errors=errors)


def judged(intake: Intake, *, complete: bool) -> Intake:
    """Return the intake with its form checked; errors stand at their fields."""
    form = IntakeForm(dict(intake.values), complete=complete, today=intake.today)
    for error in (*intake.papers.errors, intake.fees.problem):
        if error:
            form.add_error(None, error)
    if intake.definition is None:
        form.add_error(None, _("Hãy chọn thủ tục."))
    elif intake.competent_id is None:
        form.add_error(None, _("Hãy chọn cơ quan giải quyết."))
    return replace(intake, form=form)


def _values(request: OfficerRequest, state: DossierState | None) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the fields of the form as sent, filled from a card or a person known already where asked for."""
    if request.method != "POST":
        values: dict[str, Any] = values_of(state.application) if state else {}
        return values | {"key": str(uuid.uuid4()), "version": state.version if state else ""}, ()
    values = {name: request.POST.get(name, "") for name in request.POST}
    return people.filled(request, values)


def _build(
    request: OfficerRequest,
    counter: Counter,
    values: dict[str, Any],
    *,
    state: DossierState | None,
    errors: tuple[str, ...],
) -> Intake:
    today = request.at.astimezone(TIMEZONE).date()
    definition, problem = _definition(request, state, today)
    facts: dict[str, Any] = {
        "named_fields": tuple(request.POST.getlist("named_fields")),
        "named_papers": tuple(request.POST.getlist("named_papers")),
        "counter": counter,
        "today": today,
        "values": values,
        "form": IntakeForm(initial=values, today=today),
        "texts": {name: str(values.get(name, "")) for name in TEXTS},
        "state": state,
        "query": request.POST.get("q", "") or request.GET.get("q", ""),
        "errors": errors,
        "problem": problem,
    }
    if request.POST.get("act") == "find":
        number = values.get("citizen_id") or values.get("tax_code") or values.get("phone") or ""
        facts |= {"people": desk.known_people(request.actor, number), "looked_for_people": True}
    if definition is not None:
        facts |= _of_procedure(request, counter, definition, values, state=state, today=today)
        facts["form"].initial.setdefault("answer_by", _answer_by(request, counter, definition, today))
    return Intake(**facts)


def _answer_by(
    request: OfficerRequest, counter: Counter, definition: ProcedureDefinition, today: date
) -> date | None:
    calendar = lawbook.calendar_of(counter.agency_id)
    return answer_by(definition, regime_on(today), calendar, at=request.at)


def _definition(
    request: OfficerRequest, state: DossierState | None, today: date
) -> tuple[ProcedureDefinition | None, str]:
    key = state.procedure if state else chosen_procedure(request)
    if not key:
        return None, ""
    try:
        return catalog.published_procedure(key, today)[1], ""
    except DomainError as refused:
        return None, wording.sentence(refused)


def chosen_procedure(request: OfficerRequest) -> str:
    """Return the procedure just chosen from the list, else the one chosen before."""
    return request.POST.get("choose") or request.POST.get("procedure") or request.GET.get("procedure", "")


def _of_procedure(
    request: OfficerRequest,
    counter: Counter,
    definition: ProcedureDefinition,
    values: Mapping[str, Any],
    *,
    state: DossierState | None,
    today: date,
) -> dict[str, Any]:
    same = request.POST.get("papers_for") == definition.key
    case = _case(definition, state.case if state else request.POST.get("case", "") if same else "")
    agencies, competent = _competent(request, counter, definition.key, state, today)
    promise, problem = _promise(definition.key, case, counter, competent, request)
    number = str(values.get("citizen_id") or values.get("tax_code") or "")
    return {
        "definition": definition,
        "case": case,
        "competent": agencies,
        "competent_id": competent,
        "papers": _papers(request, definition, state, same=same),
        "fees": fees.read(
            definition, case, request.POST, channel=state.channel if state else Channel.COUNTER, on=today
        ),
        "promise": promise,
        "problem": problem,
        "repeats": ()
        if state
        else desk.filed_today(request.actor, procedure=definition.key, number=number, at=request.at),
    }


def _case(definition: ProcedureDefinition, sent: str) -> str:
    """Return the case: the one sent, else the first; a procedure without cases has none."""
    codes = [case.code for case in definition.cases]
    return sent if sent in codes else next(iter(codes), "")


def _competent(
    request: OfficerRequest, counter: Counter, procedure: str, state: DossierState | None, today: date
) -> tuple[Sequence[CompetentAgency], int | None]:
    agencies = catalog.competent_agencies(procedure, counter.agency_id, today)
    if state is not None:
        return agencies, state.competent_agency
    sent = request.POST.get("competent", "")
    chosen = next((agency.id for agency in agencies if str(agency.id) == sent), None)
    likely = next((agency.id for agency in agencies if agency.likely), None)
    return agencies, chosen or likely


def _promise(
    procedure: str, case: str, counter: Counter, competent: int | None, request: OfficerRequest
) -> tuple[Promise | None, str]:
    if competent is None:
        return None, _("Quầy này chưa nhận được thủ tục này: chưa rõ cơ quan giải quyết.")
    try:
        found = desk.promise(
            procedure, case, receiving_unit=counter.unit_id, competent_agency=competent, at=request.at
        )
    except DomainError as refused:
        return None, wording.sentence(refused)
    return found, ""


def _papers(
    request: OfficerRequest, definition: ProcedureDefinition, state: DossierState | None, *, same: bool
) -> PaperList:
    if same:
        return papers.read(request, definition, state.application.papers if state else ())
    return papers.of_dossier(definition, state.application.papers) if state else papers.blank(definition)
