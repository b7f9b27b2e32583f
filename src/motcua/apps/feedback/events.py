"""What this app announces to the apps above and to those who write to people."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.domain.feedback.threads import Side


@dataclass(frozen=True, slots=True)
class DossierRated:
    """An applicant has rated a dossier, or changed the rating."""

    dossier_id: UUID
    agency_id: int
    satisfaction: str
    changed: bool


@dataclass(frozen=True, slots=True)
class MessageWritten:
    """Somebody wrote on the thread of a dossier; `side` is who spoke, `owners` whose matter it is."""

    dossier_id: UUID
    number: int
    side: Side
    owners: frozenset[str]
    at: datetime


@dataclass(frozen=True, slots=True)
class SubmissionMoved:
    """A question or petition was received or moved on; `phone` and `email` are where its sender is told, if anywhere."""

    submission_id: int
    code: str
    kind: str
    action: str
    author: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class IncidentReported:
    """An officer has reported an incident, or something was said about one."""

    incident_id: int
    kind: str
    state: str
    reporter_account_id: int
