"""Officers' incidents, and what visitors say of a page."""

from datetime import datetime

from django.db import transaction

from motcua.apps.audit.announce import announce
from motcua.apps.audit.operations import record
from motcua.apps.feedback import limits
from motcua.apps.feedback.events import IncidentReported
from motcua.apps.feedback.models import Incident, IncidentNote, PageVote
from motcua.domain.access import Actor, NotPermitted
from motcua.domain.calendar import TIMEZONE
from motcua.domain.errors import DomainError
from motcua.domain.feedback import incidents, submissions
from motcua.domain.feedback.incidents import IncidentKind, IncidentState
from motcua.domain.masking import mask_text
from motcua.domain.text import clean, clean_lines


class IncidentNotFound(DomainError):
    """There is no such incident, or it is somebody else's."""

    code = "feedback.incident-not-found"


@transaction.atomic
def report_incident(*, kind: IncidentKind, text: str, page: str, actor: Actor, at: datetime) -> int:
    """Tell the office of the province that something does not work, and return its number (R-S17).

    Raises NotPermitted for somebody without a post, TextMissing, TextTooLong.
    """
    if actor.account_id is None or not actor.posts:
        raise NotPermitted(action="report_incident")
    row = Incident.objects.create(
        kind=kind, state=IncidentState.OPEN, page=page[:200], text=submissions.checked_body(clean_lines(text)),
        reporter_account_id=actor.account_id, reporter_name=actor.name, agency_id=actor.posts[0].agency_id,
        reported_at=at,
    )  # fmt: skip
    record(
        action="feedback.incident-reported", object_type="incident", object_id=row.pk, actor=actor, at=at,
        payload={"kind": kind.value},
    )  # fmt: skip
    announce(IncidentReported(row.pk, kind.value, row.state, row.reporter_account_id), actor=actor, at=at)
    return row.pk


@transaction.atomic
def note_incident(*, incident_id: int, state: IncidentState, text: str, actor: Actor, at: datetime) -> None:
    """Answer an incident, move it on, or open it again. Raises IncidentNotFound, NotPermitted, IncidentWayClosed."""
    row = Incident.objects.select_for_update(of=("self",)).filter(pk=incident_id).first()
    if row is None or not (incidents.solves(actor) or row.reporter_account_id == actor.account_id):
        raise IncidentNotFound
    before = IncidentState(row.state)
    incidents.require_note(actor, reporter=row.reporter_account_id, before=before, after=state)
    said = submissions.checked_body(clean_lines(text))
    row.state = state
    row.solved_at = at if state is IncidentState.SOLVED else None
    row.save(update_fields=["state", "solved_at"])
    IncidentNote.objects.create(
        incident=row, state=state, text=said, by_account_id=actor.account_id or 0, by_name=actor.name, at=at
    )
    record(
        action="feedback.incident-noted", object_type="incident", object_id=row.pk, actor=actor, at=at,
        payload={"state": state.value},
    )  # fmt: skip
    announce(IncidentReported(row.pk, row.kind, row.state, row.reporter_account_id), actor=actor, at=at)


def vote(*, page: str, helped: bool, comment: str, asker: str, at: datetime) -> None:
    """Keep whether a page has helped, with nothing that tells who it was. Raises TooOften."""
    limits.count(limits.VOTES, asker, at=at)
    told = mask_text(clean(comment))[: incidents.LONGEST_REMARK]
    PageVote.objects.create(page=page, helped=helped, comment=told, on=at.astimezone(TIMEZONE).date())
