"""The picker of procedures: what is typed without marks, initials, a code; favorites first (R-H11 rates aside)."""

from dataclasses import dataclass
from datetime import date

from motcua.apps.catalog import queries as catalog
from motcua.apps.catalog.snapshot import Snapshot
from motcua.channels.office.access import OfficerRequest
from motcua.channels.office.desk.counter import Counter
from motcua.domain.calendar import TIMEZONE
from motcua.domain.catalog import ProcedureDefinition
from motcua.domain.text import Segment
from motcua.ui import wording

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """A procedure on offer, its matched letters marked."""

    key: str
    code: str
    name: tuple[Segment, ...]
    limit: str
    decides: str
    field: str
    immediate: bool
    favorite: bool


def choices(request: OfficerRequest, counter: Counter, query: str) -> tuple[Choice, ...]:
    """Return what fits what was typed; the favorites and the most used when nothing was."""
    today = request.at.astimezone(TIMEZONE).date()
    kept = catalog.favorites(request.actor.account_id or 0)
    snapshot = catalog.catalog()
    if not query.strip():
        offered = sorted(
            snapshot.offered_at(counter.agency_id, today), key=lambda offer: offer.key not in kept
        )
        found = [(offer.key, _plain(offer.display_name)) for offer in offered[:SHOWN]]
    else:
        hits = snapshot.index_for(counter.agency_id, today).search(query, limit=SHOWN)
        found = [(hit.entry.key, hit.segments()) for hit in hits]
    return tuple(_choice(snapshot, key, name, today, favorite=key in kept) for key, name in found)


def _plain(name: str) -> tuple[Segment, ...]:
    return (Segment(name, matched=False),)


def _choice(
    snapshot: Snapshot, key: str, name: tuple[Segment, ...], today: date, *, favorite: bool
) -> Choice:
    definition: ProcedureDefinition = snapshot.published_procedure(key, today)[1]
    allowance = definition.allowance
    return Choice(
        key=key,
        code=definition.code,
        name=name,
        limit=wording.limit(allowance.amount, allowance.unit.name),
        decides=definition.authority.decides,
        field=definition.field.name,
        immediate=definition.immediate,
        favorite=favorite,
    )
