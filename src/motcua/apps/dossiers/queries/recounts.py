"""Orders to count due times again, and how far they are (R-D18); dossiers by the regime that they keep (R-0.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Q

from motcua.apps.dossiers.models import Dossier, RecountLine, RecountOrder
from motcua.domain.calendar import TIMEZONE
from motcua.domain.deadlines import REGIMES
from motcua.domain.errors import DomainError

Outcome = RecountLine.Outcome


class OrderNotFound(DomainError):
    """There is no such order."""

    code = "dossier.recount-not-found"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFacts:
    """One order: what it rests on, who gave it when, and how many dossiers are done."""

    id: int
    calendar_code: str
    decision: str
    reason: str
    earlier_too: bool
    ordered_by: str
    ordered_at: datetime
    finished_at: datetime | None
    total: int
    moved: int
    unchanged: int
    refused: int

    @property
    def done(self) -> int:
        """Return how many dossiers have been looked at."""
        return self.moved + self.unchanged + self.refused

    @property
    def share(self) -> float:
        """Return how far the order is, between 0 and 1."""
        return self.done / self.total if self.total else 1.0


@dataclass(frozen=True, slots=True)
class LineFacts:
    """One dossier of an order: its code without anything personal, before, after, and what became of it."""

    code: str
    agency_id: int
    was_due_at: datetime
    due_at: datetime
    outcome: str
    refusal: str


def orders_of(calendar_code: str) -> list[OrderFacts]:
    """Return the orders for one calendar, the latest first."""
    rows = list(RecountOrder.objects.filter(calendar_code=calendar_code).order_by("-id"))
    counts = _counts([row.pk for row in rows])
    return [_facts(row, counts) for row in rows]


def order_facts(order_id: int) -> OrderFacts:
    """Return one order. Raises OrderNotFound."""
    row = RecountOrder.objects.filter(pk=order_id).first()
    if row is None:
        raise OrderNotFound
    return _facts(row, _counts([order_id]))


def lines_of(order_id: int) -> Sequence[LineFacts]:
    """Return the dossiers of an order, those refused first, then by their former due time."""
    lines = RecountLine.objects.filter(order_id=order_id).select_related("dossier")
    lines = lines.only(
        "was_due_at", "due_at", "outcome", "refusal", "dossier__code", "dossier__competent_agency_id"
    )
    found = [
        LineFacts(
            line.dossier.code or "", line.dossier.competent_agency_id, line.was_due_at, line.due_at,
            line.outcome, line.refusal,
        )
        for line in lines.order_by("was_due_at", "id")
    ]  # fmt: skip
    return sorted(found, key=lambda line: line.outcome != Outcome.REFUSED)


def dossiers_by_regime() -> dict[str, tuple[int, int]]:
    """Return how many dossiers each regime governs, all and those still running.

    A dossier keeps the regime of the day on which it was accepted.
    """
    counts = {}
    for regime in REGIMES.values():
        accepted = Q(accepted_at__gte=_begin(regime.since))
        if regime.until is not None:
            accepted &= Q(accepted_at__lt=_begin(regime.until))
        counts[regime.code] = Dossier.objects.filter(accepted).aggregate(
            total=Count("id"), running=Count("id", filter=Q(finished_at__isnull=True))
        )
    return {code: (count["total"], count["running"]) for code, count in counts.items()}


def _begin(day: date) -> datetime:
    return datetime.combine(day, time.min, TIMEZONE)


def _counts(orders: Sequence[int]) -> Mapping[tuple[int, str], int]:
    """Return how many lines of each order have each outcome."""
    lines = RecountLine.objects.filter(order_id__in=orders).order_by("order_id", "outcome")
    rows = lines.values_list("order_id", "outcome").annotate(count=Count("id"))
    return {(order, outcome): count for order, outcome, count in rows}


def _facts(row: RecountOrder, counts: Mapping[tuple[int, str], int]) -> OrderFacts:
    by_outcome = {outcome: counts.get((row.pk, outcome), 0) for outcome in Outcome.values}
    return OrderFacts(
        id=row.pk,
        calendar_code=row.calendar_code,
        decision=row.decision,
        reason=row.reason,
        earlier_too=row.earlier_too,
        ordered_by=row.ordered_by_name,
        ordered_at=row.ordered_at,
        finished_at=row.finished_at,
        total=sum(by_outcome.values()),
        moved=by_outcome[Outcome.MOVED],
        unchanged=by_outcome[Outcome.UNCHANGED],
        refused=by_outcome[Outcome.REFUSED],
    )
