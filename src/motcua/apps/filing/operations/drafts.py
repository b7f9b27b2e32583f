"""Keeping drafts: begun, saved at every step, thrown away by their writer or after a month."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from motcua.apps.audit.operations import log_access
from motcua.apps.citizens import queries as citizens
from motcua.apps.filing import preparing, queries
from motcua.apps.filing.models import FilingDraft, Upload
from motcua.apps.filing.prefill import known_answers
from motcua.apps.filing.values import DraftFiled, DraftNotFound
from motcua.domain.access import Actor
from motcua.domain.calendar import TIMEZONE
from motcua.domain.filing import Mark

KEPT: Final = timedelta(days=30)
CLEANER: Final = Actor.system("filing")


@transaction.atomic
def start(*, person_id: int, procedure: str, acting_for: str = "", actor: Actor, at: datetime) -> UUID:
    """Begin a draft, filled from what is known of the applicant; return its id. Raises NotFiledOnline.

    `acting_for` is the key of the choice to begin with, else the first for whom the person may file.
    """
    definition = preparing.online_procedure(procedure, at.astimezone(TIMEZONE).date())
    row = FilingDraft.objects.create(
        person_id=person_id,
        procedure_key=procedure,
        case=definition.cases[0].code if len(definition.cases) == 1 else "",
        created_at=at,
        saved_at=at,
        expires_at=at + KEPT,
    )
    choices = preparing.prepare(queries.value_of(row), at).choices
    chosen = next((one for one in choices if one.key == acting_for), next(iter(choices), None))
    if chosen is not None:
        _act_for(row, chosen, actor, at)
    log_access(action="start", subject_type="draft", subject_ids=[row.pk], actor=actor, at=at)
    return row.pk


@transaction.atomic
def save_typed(
    *, draft_id: UUID, person_id: int, typed: Mapping[str, Any], done: Iterable[str] = (), at: datetime
) -> None:
    """Keep what was typed on one page, right or wrong. Raises DraftNotFound, DraftFiled."""
    row = locked(draft_id, person_id)
    row.typed = {**row.typed, **typed}
    _save(row, done, at)


@transaction.atomic
def choose_case(*, draft_id: UUID, person_id: int, case: str, at: datetime) -> None:
    """Keep which case it is. Raises DraftNotFound, DraftFiled."""
    row = locked(draft_id, person_id)
    row.case = case
    _save(row, ["case"], at)


@transaction.atomic
def choose_place(*, draft_id: UUID, person_id: int, place: str, at: datetime) -> None:
    """Keep for which place it is filed, by `preparing.place_key`. Raises DraftNotFound, DraftFiled."""
    row = locked(draft_id, person_id)
    row.place = place
    _save(row, ["place"], at)


@transaction.atomic
def choose_applicant(
    *, draft_id: UUID, person_id: int, acting_for: str, phone: str, email: str, actor: Actor, at: datetime
) -> None:
    """Keep for whom it is filed and how they are reached; another applicant's data fill the form anew.

    A key that is none of the person's choices chooses nobody. Raises DraftNotFound, DraftFiled.
    """
    row = locked(draft_id, person_id)
    if row.acting_for != acting_for:
        choices = preparing.prepare(queries.value_of(row), at).choices
        choice = next((one for one in choices if one.key == acting_for), None)
        if choice is not None:
            _act_for(row, choice, actor, at)
    row.phone, row.email = phone, email
    _save(row, ["applicant"], at)


@transaction.atomic
def choose_collection(*, draft_id: UUID, person_id: int, by: str, address: str, at: datetime) -> None:
    """Keep how the result is to come. Raises DraftNotFound, DraftFiled."""
    row = locked(draft_id, person_id)
    row.collect_by, row.collect_address = by, address
    _save(row, ["collection"], at)


@transaction.atomic
def mark_papers(
    *, draft_id: UUID, person_id: int, marks: Mapping[str, Mark], done: Iterable[str] = (), at: datetime
) -> None:
    """Keep what was said about papers: whether their condition holds. Raises DraftNotFound, DraftFiled."""
    row = locked(draft_id, person_id)
    said = {paper: {"applies": mark.applies} for paper, mark in marks.items()}
    row.papers = {**row.papers, **said}
    _save(row, done, at)


@transaction.atomic
def discard(*, draft_id: UUID, person_id: int, actor: Actor, at: datetime) -> None:
    """Throw a draft away. Raises DraftNotFound, DraftFiled."""
    row = locked(draft_id, person_id)
    row.delete()
    log_access(action="discard", subject_type="draft", subject_ids=[draft_id], actor=actor, at=at)


@transaction.atomic
def delete_expired(*, at: datetime) -> int:
    """Delete drafts that nobody went on with for a month, and uploads left unfinished; return how many drafts."""
    Upload.objects.filter(expires_at__lte=at).delete()
    old = FilingDraft.objects.filter(filed_at=None, expires_at__lte=at).order_by("id")
    ids = list(old.select_for_update(of=("self",), skip_locked=True).values_list("id", flat=True))
    FilingDraft.objects.filter(pk__in=ids).delete()
    log_access(action="expire", subject_type="draft", subject_ids=ids, actor=CLEANER, at=at)
    return len(ids)


def locked(draft_id: UUID, person_id: int) -> FilingDraft:
    """Return one's own draft, held until the transaction ends. Raises DraftNotFound, DraftFiled."""
    row = own(draft_id, person_id)
    if row.dossier_id is not None:
        raise DraftFiled(dossier_id=row.dossier_id, number=row.number or "")
    return row


def own(draft_id: UUID, person_id: int) -> FilingDraft:
    """Return one's own draft, filed or not, held until the transaction ends. Raises DraftNotFound."""
    rows = FilingDraft.objects.select_for_update(of=("self",))
    row = rows.filter(pk=draft_id, person_id=person_id).first()
    if row is None:
        raise DraftNotFound
    return row


def _save(row: FilingDraft, done: Iterable[str], at: datetime) -> None:
    row.done = list(dict.fromkeys([*row.done, *done]))
    row.saved_at, row.expires_at = at, at + KEPT
    row.save()


def _act_for(row: FilingDraft, choice: citizens.Choice, actor: Actor, at: datetime) -> None:
    """Fill the form for one applicant; what was typed of another one is not kept for questions that are filled."""
    person = citizens.person(row.person_id)
    assert person is not None
    definition = preparing.online_procedure(row.procedure_key, at.astimezone(TIMEZONE).date())
    row.acting_for = choice.key
    if definition.form is not None:
        earlier = queries.earlier_dossiers(choice.key, actor)
        row.typed = {**row.typed, **known_answers(definition.form, choice, person, earlier)}
    party = choice.party
    row.phone = row.phone or party.phone or person.phone or ""
    row.email = row.email or party.email or person.email or ""
    row.collect_address = row.collect_address or party.address or person.address or ""
    row.saved_at, row.expires_at = at, at + KEPT
    row.save()
