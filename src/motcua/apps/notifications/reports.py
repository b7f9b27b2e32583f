"""Reading what carriers report about a message some time later."""

from motcua.apps.notifications import delivering

KINDS = {"1": True, "2": False, "16": False}
"""Kannel's kinds: delivered to the phone, not delivered, refused by the network. Others decide nothing yet."""


def reference_of(token: str) -> str | None:
    """Return the message that a report is about; None for a token that is not ours."""
    return delivering.reference_in(token)


def delivered(kind: str) -> bool | None:
    """Return what the kind of a report says; None while nothing is decided."""
    return KINDS.get(kind)
