"""The rows that follow from a fold: closed and open work items, and how long each stage lasted.

The shell saves these rows as events happen; `motcua rebuild` and `motcua audit verify` derive them again
from the journal with the same functions, so they cannot disagree by construction.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from motcua.domain.dossier import events as e
from motcua.domain.dossier.evolve import evolve
from motcua.domain.dossier.stages import Stage
from motcua.domain.dossier.state import DossierState
from motcua.domain.dossier.values import WorkItem


@dataclass(frozen=True, slots=True)
class TracedItem:
    """A work item as it stands, or as it stood when it was closed."""

    item: WorkItem
    closed_at: datetime | None = None
    closed_by: int | None = None
    closed_seq: int | None = None
    action: str = ""


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of time in one stage; `until` is None for the present one."""

    stage: Stage
    since: datetime
    seq: int
    until: datetime | None = None


@dataclass(slots=True)
class Trace:
    """All items and intervals of one dossier; `changed` holds the items touched since the last `take`."""

    state: DossierState | None = None
    items: dict[int, TracedItem] = field(default_factory=dict)
    intervals: list[Interval] = field(default_factory=list)

    def add(self, entry: e.Recorded) -> DossierState:
        """Fold one more event and follow its effect on items and stages."""
        before, after = self.state, evolve(self.state, entry)
        for item in after.items:
            self.items[item.id] = TracedItem(item)
        for gone in set() if before is None else {i.id for i in before.items} - {i.id for i in after.items}:
            self.items[gone] = TracedItem(
                self.items[gone].item, entry.at, entry.account_id, entry.seq, action_of(entry.event)
            )
        if before is None or before.stage != after.stage:
            if self.intervals:
                last = self.intervals[-1]
                self.intervals[-1] = Interval(last.stage, last.since, last.seq, entry.at)
            self.intervals.append(Interval(after.stage, entry.at, entry.seq))
        self.state = after
        return after


def trace(recorded: Iterable[e.Recorded]) -> Trace:
    """Return the trace of a whole journal."""
    result = Trace()
    for entry in recorded:
        result.add(entry)
    return result


def action_of(event: e.Event) -> str:
    """Return by which act an item was closed: the process action, or the event's name."""
    return event.action if isinstance(event, e.HandedOver) else type(event).__name__
