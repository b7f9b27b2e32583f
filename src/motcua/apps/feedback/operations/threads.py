"""Writing and reading the messages of one dossier."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.apps.audit.announce import announce
from motcua.apps.audit.operations import log_access
from motcua.apps.documents import queries as documents
from motcua.apps.dossiers import queries as dossiers
from motcua.apps.dossiers.models import Dossier
from motcua.apps.feedback.events import MessageWritten
from motcua.apps.feedback.models import Message, Thread
from motcua.domain.access import Actor, ActorKind
from motcua.domain.access.policy import EVERYTHING_ROLES, sees
from motcua.domain.dossier import DossierState
from motcua.domain.dossier.decide.checks import places_of
from motcua.domain.errors import DomainError
from motcua.domain.feedback import threads
from motcua.domain.feedback.threads import Side, Standing


class FileNotStored(DomainError):
    """A message names a file that was not uploaded."""

    code = "feedback.file-not-stored"


class OnlyReads(DomainError):
    """Supervision reads every thread and answers none: the agency that handles the dossier does."""

    code = "feedback.only-reads"


@transaction.atomic
def write_message(
    *, dossier_id: UUID, author: str, text: str, files: Sequence[str], actor: Actor, at: datetime
) -> int:
    """Add a message to the thread of a dossier and return its number; `files` are hashes of stored files.

    `author` is the owner key for which a citizen writes, or `account:<id>` of the officer. Raises DossierNotFound
    (also for one that the actor may not see), OnlyReads, MessageEmpty, TextTooLong, TooManyFiles, FileNotStored.
    """
    state = dossiers.state_of(dossier_id, actor=actor)
    Dossier.objects.select_for_update(of=("self",)).get(pk=dossier_id)
    thread = Thread.objects.filter(pk=dossier_id).first() or Thread(dossier_id=dossier_id, changed_at=at)

    side = side_of(actor)
    unit = _unit_of(actor, state) if side is Side.AGENCY else None
    kept = threads.checked_text(text, files)
    if len(documents.file_names(list(files))) != len(set(files)):
        raise FileNotStored
    standing = threads.spoken(standing_of(thread), side, at)

    _keep(thread, standing, at)
    thread.save()
    Message.objects.create(
        thread=thread, number=standing.last, side=side, author=author, author_name=actor.name, unit_id=unit,
        text=kept, files=list(files), at=at,
    )  # fmt: skip
    log_access(
        action="write", subject_type="dossier", subject_ids=[dossier_id], actor=actor, at=at,
        channel=_channel(side), purpose="message",
    )  # fmt: skip
    announce(MessageWritten(dossier_id, standing.last, side, state.owners, at), actor=actor, at=at)
    return standing.last


@transaction.atomic
def mark_seen(*, dossier_id: UUID, actor: Actor, at: datetime) -> int:
    """Note that a side has read the whole thread; return how many messages were new to it.

    Supervision leaves no mark: what it reads has not been read by those who answer. Raises DossierNotFound.
    """
    state = dossiers.state_of(dossier_id, actor=actor)
    side = side_of(actor)
    thread = Thread.objects.select_for_update(of=("self",)).filter(pk=dossier_id).first()
    if thread is None or (side is Side.AGENCY and not _takes_part(actor, state)):
        return 0
    before = standing_of(thread)
    new = threads.unread(before, side)
    if new:
        _keep(thread, threads.seen(before, side), thread.changed_at)
        thread.save()
        log_access(
            action="read", subject_type="dossier", subject_ids=[dossier_id], actor=actor, at=at,
            channel=_channel(side), purpose="message",
        )  # fmt: skip
    return new


def side_of(actor: Actor) -> Side:
    """Return for which side somebody speaks and reads."""
    return Side.APPLICANT if actor.kind is ActorKind.CITIZEN else Side.AGENCY


def standing_of(thread: Thread) -> Standing:
    """Return where a stored thread stands."""
    return Standing(thread.last, thread.seen_by_applicant, thread.seen_by_agency, thread.waiting_since)


def _keep(thread: Thread, standing: Standing, at: datetime) -> None:
    for name, value in asdict(standing).items():
        setattr(thread, name, value)
    thread.changed_at = at


def _takes_part(actor: Actor, state: DossierState) -> bool:
    places = places_of(state)
    return any(sees(post, places) for post in actor.posts if post.role not in EVERYTHING_ROLES)


def _unit_of(actor: Actor, state: DossierState) -> int:
    """Return the unit in whose name an officer answers: one that takes part in the dossier. Raises OnlyReads."""
    places = places_of(state)
    for post in actor.posts:
        if post.role not in EVERYTHING_ROLES and sees(post, places):
            return post.unit_id
    raise OnlyReads


def _channel(side: Side) -> str:
    return "portal" if side is Side.APPLICANT else "office"
