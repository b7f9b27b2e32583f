"""Every write of this app."""

from motcua.apps.feedback.operations.ratings import moderate, rate
from motcua.apps.feedback.operations.threads import mark_seen, write_message

__all__ = ["mark_seen", "moderate", "rate", "write_message"]
