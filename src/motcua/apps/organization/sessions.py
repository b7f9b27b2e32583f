"""Where sessions are kept: in the database, each with the person whose it is.

What `remember` notes stays with the session when its key changes.
"""

from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions

from motcua.apps.organization.models import Session

ORIGIN: Final = "signed_in_from"


class SessionStore(DatabaseSessions):
    """Django's sessions in a table that names the account."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return the table."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row of a session, with what lists of sessions show."""
        row = super().create_model_instance(data)
        assert isinstance(row, Session)
        origin = data.get(ORIGIN, {})
        row.account_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.began_at = datetime.fromisoformat(origin["at"]) if origin else None
        row.address, row.browser = origin.get("address"), origin.get("browser", "")
        return row


def remember(session: SessionBase, *, address: str | None, browser: str, at: datetime) -> None:
    """Note in a session just begun when it began, from where and with what."""
    session[ORIGIN] = {"at": at.isoformat(), "address": address, "browser": browser[:200]}


def reference_of(session_key: str) -> str:
    """Return a name for a session by which nobody can enter it."""
    return sha256(session_key.encode()).hexdigest()[:16]
