"""The rows that follow from a fold: closed and open work items, and how long each stage lasted.

The shell saves these rows as events happen; `motcua rebuild` and `motcua audit verify` derive them again
from the journal with the same functions, so they cannot disagree by construction.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from motcua.domain.dossier import events as e
from motcua.domain.dossier.evolve import evolve, go_on
from motcua.domain.dossier.stages import Stage
from motcua.domain.dossier.state import DossierState
from motcua.domain.dossier.values import WorkItem

Step = Callable[[DossierState | None, e.Recorded], DossierState]
"""How a state becomes the next: `evolve` leaves the first one as it is, `go_on` does not."""


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
    """All items and intervals of one dossier; `touched_…` name those that changed since it began."""

    state: DossierState | None = None
    items: dict[int, TracedItem] = field(default_factory=dict)
    intervals: dict[int, Interval] = field(default_factory=dict)
    touched_items: set[int] = field(default_factory=set)
    touched_intervals: set[int] = field(default_factory=set)

    @classmethod
    def resume(cls, state: DossierState) -> "Trace":
        """Return a trace that goes on from a stored state; closed items and past intervals are left out."""
        return cls(
            state=state,
            items={item.id: TracedItem(item) for item in state.items},
            intervals={state.stage_seq: Interval(state.stage, state.stage_since, state.stage_seq)},
        )

    def add(self, entry: e.Recorded, *, step: Step = evolve) -> DossierState:
        """Fold one more event and follow its effect on items and stages."""
        items, stage_seq = (self.state.items, self.state.stage_seq) if self.state else ((), None)
        self.state = after = step(self.state, entry)
        if after.items is not items:
            self._follow_items(items, after, entry)
        if after.stage_seq != stage_seq:
            self._follow_stage(stage_seq, after, entry)
        return after

    def _follow_items(self, before: tuple[WorkItem, ...], after: DossierState, entry: e.Recorded) -> None:
        for item in after.items:
            known = self.items.get(item.id)
            if known is None or (known.item is not item and known.item != item):
                self.items[item.id] = TracedItem(item)
                self.touched_items.add(item.id)
        present = {item.id for item in after.items}
        for item in before:
            if item.id not in present:
                self.items[item.id] = TracedItem(
                    item, entry.at, entry.account_id, entry.seq, action_of(entry.event)
                )
                self.touched_items.add(item.id)

    def _follow_stage(self, before: int | None, after: DossierState, entry: e.Recorded) -> None:
        if before is not None:
            last = self.intervals[before]
            self.intervals[last.seq] = Interval(last.stage, last.since, last.seq, entry.at)
            self.touched_intervals.add(last.seq)
        self.intervals[entry.seq] = Interval(after.stage, entry.at, entry.seq)
        self.touched_intervals.add(entry.seq)


def trace(recorded: Iterable[e.Recorded]) -> Trace:
    """Return the trace of a whole journal."""
    result = Trace()
    for entry in recorded:
        result.add(entry, step=go_on)
    return result


def action_of(event: e.Event) -> str:
    """Return by which act an item was closed: the process action, or the event's name."""
    return event.action if isinstance(event, e.HandedOver) else type(event).__name__
