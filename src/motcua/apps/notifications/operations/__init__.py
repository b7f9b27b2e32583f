"""Every write of messages, choices and inboxes."""

from motcua.apps.notifications.operations.choosing import mark_all_read, mark_read, set_preferences
from motcua.apps.notifications.operations.handling import forget, note_report, resend
from motcua.apps.notifications.operations.sending import Receiver, remind_officer, send

__all__ = [
    "Receiver",
    "forget",
    "mark_all_read",
    "mark_read",
    "note_report",
    "remind_officer",
    "resend",
    "send",
    "set_preferences",
]
