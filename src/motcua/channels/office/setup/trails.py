"""What was done to one object of the setup, in words: the same page for all of them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from motcua.apps.audit.queries import Act

Payload = Mapping[str, Any]
Tell = Callable[[Act], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One act: when, what, by whom, and what it changed, a line each (`office/setup/trail_table.html`)."""

    at: datetime
    what: str
    who: str
    details: tuple[str, ...]


def entries(acts: Iterable[Act], names: Mapping[str, str | Promise], tell: Tell) -> list[Entry]:
    """Return acts of the journal as people read them; one without a name here keeps its own."""
    return [
        Entry(act.at, str(names.get(act.action, act.action)), act.actor_name, tuple(tell(act)))
        for act in acts
    ]
