"""How a lower app lets higher ones react without knowing them.

`project/wiring.py` subscribes reactions once, at start. They run inside the transaction of the
operation that announces, in the order of subscription, and mostly enqueue jobs: when the operation
is undone, so is everything it caused.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Protocol

from django.db import transaction

from motcua.domain.access import Actor


class Reaction(Protocol):
    """Called with each event of the type it subscribed to; safe to repeat."""

    def __call__(self, event: Any, /, *, actor: Actor, at: datetime) -> None:
        """React to one event, inside the transaction of the operation that announced it."""


class AnnouncedOutsideTransaction(RuntimeError):
    """An operation announced without a transaction: its reactions could not be undone with it."""


_reactions: dict[type, tuple[Reaction, ...]] = {}


def subscribe(event_type: type, *reactions: Reaction) -> None:
    """Have the reactions called, in this order, for every event of exactly this type."""
    _reactions[event_type] = (*_reactions.get(event_type, ()), *reactions)


def reactions_to(event_type: type) -> tuple[Reaction, ...]:
    """Return the reactions subscribed to a type of event, in their order."""
    return _reactions.get(event_type, ())


def announce(event: object, *, actor: Actor, at: datetime) -> None:
    """Tell every subscriber what has happened. Raises AnnouncedOutsideTransaction."""
    if not transaction.get_connection().in_atomic_block:
        raise AnnouncedOutsideTransaction(type(event).__name__)
    for reaction in reactions_to(type(event)):
        reaction(event, actor=actor, at=at)


@contextmanager
def only_these_reactions(reactions: dict[type, tuple[Reaction, ...]]) -> Iterator[None]:
    """Replace every subscription for the length of a block: for tests of one app alone."""
    before = dict(_reactions)
    _reactions.clear()
    _reactions.update(reactions)
    try:
        yield
    finally:
        _reactions.clear()
        _reactions.update(before)
