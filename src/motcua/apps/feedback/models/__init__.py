"""The tables of this app."""

from motcua.apps.feedback.models.reports import Incident, IncidentNote, PageVote
from motcua.apps.feedback.models.said import Message, Rating, Thread
from motcua.apps.feedback.models.submissions import Attempts, Submission, SubmissionStep

__all__ = [
    "Attempts",
    "Incident",
    "IncidentNote",
    "Message",
    "PageVote",
    "Rating",
    "Submission",
    "SubmissionStep",
    "Thread",
]
