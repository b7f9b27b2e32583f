"""Answering a supplement request: exactly the fields and papers that were asked for (R-A33)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from motcua.apps.audit.operations import log_access
from motcua.apps.catalog import queries as catalog
from motcua.apps.dossiers.operations import execute
from motcua.apps.dossiers.queries import state_of
from motcua.apps.filing import queries
from motcua.apps.filing.models import DraftFile, Upload
from motcua.apps.filing.values import AnswerIncomplete, NothingToAnswer
from motcua.domain.access import Actor
from motcua.domain.calendar import TIMEZONE
from motcua.domain.dossier import DossierState
from motcua.domain.dossier.commands import Supplement
from motcua.domain.dossier.values import Paper, PaperSource, SupplementRound
from motcua.domain.forms import FormDefinition, Validation, validate


@transaction.atomic
def answer_supplement(
    *, dossier_id: UUID, person_id: int, typed: Mapping[str, Any], note: str, actor: Actor, at: datetime
) -> DossierState:
    """Send what was asked for: new answers of the fields named, the files given for the papers, and a note.

    Raises DossierNotFound, NothingToAnswer when nothing is asked now, AnswerIncomplete with what is wrong or
    still missing, and what the rules of the dossier raise.
    """
    state = state_of(dossier_id, actor=actor)
    asked = state.open_round()
    if asked is None:
        raise NothingToAnswer
    files = queries.answer_files(dossier_id, person_id)
    brought = {purpose: tuple(file.sha256 for file in given) for purpose, given in files.items()}
    form = form_of(state)
    checked = checked_answers(form, state, asked, typed, at)
    errors = {path: error for path, error in checked.errors.items() if _belongs(path, asked)}
    missing = tuple(paper for paper in asked.papers if not brought.get(paper))
    changed = {name: checked.values[name] for name in asked.fields if name in checked.values}
    if errors or missing or not (changed or brought or note.strip()):
        raise AnswerIncomplete(errors=errors, papers=missing)
    command = Supplement(papers=_papers(state, brought), note=note.strip(), answers=changed)
    key = f"answer:{dossier_id}:{len(state.rounds)}"
    after = execute(command, dossier_id=dossier_id, actor=actor, at=at, key=key).state
    DraftFile.objects.filter(dossier_id=dossier_id, person_id=person_id).delete()
    Upload.objects.filter(dossier_id=dossier_id, person_id=person_id).delete()
    log_access(action="answer", subject_type="dossier", subject_ids=[dossier_id], actor=actor, at=at)
    return after


def form_of(state: DossierState) -> FormDefinition:
    """Return the form that was filled in; one without questions where there was none."""
    definition = catalog.procedure_version(state.procedure, state.procedure_version)
    return definition.form or FormDefinition(sections=())


def checked_answers(
    form: FormDefinition, state: DossierState, asked: SupplementRound, typed: Mapping[str, Any], at: datetime
) -> Validation:
    """Return the whole form checked with the new answers in place of the old ones; only asked fields may change."""
    known = {name: value for name, value in state.application.answers.items() if form.field(name)}
    fresh = {name: value for name, value in typed.items() if name in asked.fields}
    return validate(
        form, {**known, **fresh}, filed_on=at.astimezone(TIMEZONE).date(),
        allow_future_birth=settings.MOTCUA_ALLOW_FUTURE_BIRTH,
    )  # fmt: skip


def _belongs(path: str, asked: SupplementRound) -> bool:
    return path.partition("[")[0].partition(".")[0] in asked.fields


def _papers(state: DossierState, brought: Mapping[str, tuple[str, ...]]) -> tuple[Paper, ...]:
    """Return the papers that came; what came now takes the place of what was wrong, which the journal keeps."""
    definition = catalog.procedure_version(state.procedure, state.procedure_version)
    held = {paper.id: paper for paper in state.application.papers}
    names = {document.id: document.name for document in definition.documents}
    return tuple(
        replace(
            held.get(paper, Paper(id=paper, name=names.get(paper, paper))),
            received=True,
            source=PaperSource.ELECTRONIC,
            files=files,
        )
        for paper, files in brought.items()
        if files and (paper in held or paper in names)
    )
