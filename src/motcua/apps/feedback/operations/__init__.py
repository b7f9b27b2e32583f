"""Every write of this app."""

from motcua.apps.feedback.operations.ratings import moderate, rate
from motcua.apps.feedback.operations.reports import note_incident, report_incident, vote
from motcua.apps.feedback.operations.submissions import (
    Receipt,
    Sent,
    approve,
    draft_answer,
    forward,
    prove,
    publish,
    receive,
    refuse,
    send,
    send_back,
    take,
    unpublish,
)
from motcua.apps.feedback.operations.threads import mark_seen, write_message

__all__ = [
    "Receipt",
    "Sent",
    "approve",
    "draft_answer",
    "forward",
    "mark_seen",
    "moderate",
    "note_incident",
    "prove",
    "publish",
    "rate",
    "receive",
    "refuse",
    "report_incident",
    "send",
    "send_back",
    "take",
    "unpublish",
    "vote",
    "write_message",
]
