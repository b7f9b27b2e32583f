"""Filing: the draft is closed and the dossier lodged in one transaction, once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.apps.audit.operations import log_access
from motcua.apps.citizens import queries as citizens
from motcua.apps.documents.uploads import FileInfected
from motcua.apps.dossiers.operations import execute, new_id
from motcua.apps.filing import preparing, queries
from motcua.apps.filing.models import FilingDraft
from motcua.apps.filing.operations.drafts import own
from motcua.apps.filing.preparing import Preparation
from motcua.apps.filing.values import DeclarationMissing, Filed, NotReady
from motcua.domain.access import Actor
from motcua.domain.calendar import TIMEZONE
from motcua.domain.dossier.commands import Lodge, PaidFee
from motcua.domain.dossier.values import Application, Channel, CollectBy, Party
from motcua.domain.fees import FeeRulesOverlap, known_at_filing
from motcua.domain.filing import filing_number


@transaction.atomic
def file(*, draft_id: UUID, person_id: int, declared: bool, actor: Actor, at: datetime) -> Filed:
    """File a draft: it is closed and its dossier lodged, both or neither; a second time returns the first filing.

    `declared`: who files answers for what is declared (R-S21). Raises DraftNotFound, DeclarationMissing,
    NotFiledOnline, NotReady with everything that is to be mended, FileInfected, and what the rules of lodging raise.
    """
    row = own(draft_id, person_id)
    if row.dossier_id is not None:
        return Filed(row.dossier_id, row.number or "", repeated=True)
    if not declared:
        raise DeclarationMissing
    prepared = preparing.prepare(queries.value_of(row), at)
    if findings := prepared.findings():
        raise NotReady(findings=findings)
    _refuse_infected(prepared)
    lodge = _lodge(prepared, _free_number(row), at)
    state = execute(lodge, actor=actor, at=at, key=f"filing:{row.pk}").state
    row.filed_at, row.dossier_id, row.number = at, state.id, state.slip
    row.typed, row.papers = {}, {}
    row.save()
    row.files.all().delete()
    row.uploads.all().delete()
    log_access(action="file", subject_type="dossier", subject_ids=[state.id], actor=actor, at=at)
    return Filed(state.id, state.slip)


def _refuse_infected(prepared: Preparation) -> None:
    """A file may have been found out since it came; one that still waits for the scanner goes along, marked."""
    for given in prepared.draft.files.values():
        for one in given:
            if one.scan == "infected":
                raise FileInfected(name=one.name)


def _lodge(prepared: Preparation, number: str, at: datetime) -> Lodge:
    place, choice = prepared.place, prepared.choice
    assert place is not None
    assert choice is not None
    return Lodge(
        id=new_id(at),
        procedure=prepared.definition.key,
        case=prepared.draft.case,
        channel=Channel.ONLINE,
        receiving_unit=place.receiving_unit,
        receiving_agency=place.receiving_agency,
        competent_agency=place.competent_agency,
        application=_application(prepared, choice),
        lodged_at=at,
        slip=number,
        owner=choice.key,
        fees=_fees(prepared, at),
    )


def _fees(prepared: Preparation, at: datetime) -> tuple[PaidFee, ...]:
    """Return what is certain to be paid, so that it can be paid now; acceptance settles the rest (R-H11)."""
    definition = prepared.definition
    chosen = [case.label for case in definition.cases if case.code == prepared.draft.case]
    try:
        lines = known_at_filing(definition.fees, at.astimezone(TIMEZONE).date(), chosen)
    except FeeRulesOverlap:
        return ()
    return tuple(PaidFee(label=line.rule.label, amount_vnd=line.amount_vnd or 0) for line in lines)


def _application(prepared: Preparation, choice: citizens.Choice) -> Application:
    draft = prepared.draft
    person = citizens.person(draft.person_id)
    assert person is not None
    answers: Mapping[str, Any] = prepared.checked().values
    by = CollectBy(draft.collect_by)
    return Application(
        applicant=preparing.applicant_of(choice, person, draft.phone, draft.email),
        proxy=_proxy(choice, person),
        proxy_basis=choice.basis if choice.kind == "principal" else "",
        answers=dict(answers),
        papers=prepared.paper_list(),
        collect_by=by,
        collect_address=draft.collect_address if by is CollectBy.POST else "",
    )


def _proxy(choice: citizens.Choice, person: citizens.Person) -> Party | None:
    """A principal's dossier names who files it; a company acts by its member, whom the journal names."""
    if choice.kind != "principal":
        return None
    return Party(
        name=person.name, citizen_id=person.citizen_id, born_on=person.born_on, sex=person.sex,
        phone=person.phone, email=person.email, address=person.address,
    )  # fmt: skip


def _free_number(row: FilingDraft) -> str:
    attempt = 0
    while FilingDraft.objects.filter(number=filing_number(row.pk, attempt)).exists():
        attempt += 1
    return filing_number(row.pk, attempt)
