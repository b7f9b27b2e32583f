"""Taking back what was just handed over: kept in the session for half a minute, undone by recalls."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse

from motcua.apps.dossiers import lawbook
from motcua.apps.dossiers.operations import Outcome
from motcua.apps.dossiers.queries import page as pages
from motcua.channels.office.access import OfficerRequest
from motcua.domain.dossier.commands import Recall
from motcua.domain.dossier.events import HandedOver
from motcua.ui.context import Undo

UNDO_SECONDS = 30
GRACE = timedelta(seconds=15)
SESSION_KEY = "office.passed"


@dataclass(frozen=True, slots=True)
class Passed:
    """An item that somebody sent and that still lies unopened."""

    dossier_id: UUID
    item: int


def passed_by(request: OfficerRequest, outcomes: Iterable[Outcome]) -> list[Passed]:
    """Return the items that hand-overs opened and that the officer may recall: one of each fork is enough."""
    found = []
    for outcome in outcomes:
        if not any(isinstance(entry.event, HandedOver) for entry in outcome.recorded):
            continue
        offers = pages.offers_of(outcome.state, lawbook.law_of(outcome.state, request.at), request.actor)
        recalls = [offer.item for offer in offers if offer.command is Recall and offer.item is not None]
        found += [Passed(outcome.state.id, item) for item in recalls[:1]]
    return found


def remember(request: OfficerRequest, passed: Sequence[Passed], words: str) -> None:
    """Keep what was passed, so that the next page offers to take it back."""
    request.session[SESSION_KEY] = {
        "at": request.at.isoformat(),
        "words": words,
        "items": [[str(one.dossier_id), one.item] for one in passed],
    }


def undo_of(request: OfficerRequest) -> Undo | None:
    """Return the offer to take back what was passed last; None when its time is over."""
    kept = request.session.get(SESSION_KEY)
    if not kept:
        return None
    left = UNDO_SECONDS - int((request.at - datetime.fromisoformat(kept["at"])).total_seconds())
    return Undo(kept["words"], reverse("office:undo"), left) if left > 0 else None


def take_remembered(request: OfficerRequest) -> list[Passed]:
    """Return what may be taken back now and forget it; nothing after its time."""
    kept = request.session.pop(SESSION_KEY, None)
    if not kept:
        return []
    too_old = request.at - datetime.fromisoformat(kept["at"]) > timedelta(seconds=UNDO_SECONDS) + GRACE
    return [] if too_old else [Passed(UUID(dossier), item) for dossier, item in kept["items"]]
