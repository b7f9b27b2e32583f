"""What is read of payments."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import segno
from django.db.models import Case, Count, F, Q, QuerySet, Sum, When

from motcua.apps.dossiers.models import Dossier
from motcua.apps.payments.accounts import TransferAccount, transfer_account
from motcua.apps.payments.journal import OrderNotFound, folded, state_of, still_due
from motcua.apps.payments.models import (
    CashShift,
    GatewayTalk,
    LedgerLine,
    OrderEvent,
    PaidOver,
    PaymentOrder,
    Receipt,
    StatementEntry,
)
from motcua.apps.payments.operations.shifts import expected_in
from motcua.apps.payments.permissions import agencies_of
from motcua.apps.payments.ports import gateway
from motcua.domain.access import Actor
from motcua.domain.dossier import DossierState
from motcua.domain.payments import references, vietqr
from motcua.domain.payments.ledger import CHANNELS
from motcua.domain.payments.orders import OrderFold

MOST_ASKED: Final = 50
MOST_LISTED: Final = 200
SHORTEST_PAUSE: Final = timedelta(seconds=4)


@dataclass(frozen=True, slots=True)
class Transfer:
    """How an order is paid by transfer; `qr` is the code as SVG."""

    account: TransferAccount
    amount_vnd: int
    reference: str
    qr: str


@dataclass(frozen=True, slots=True)
class OrderView:
    """An order with its fold; `due` tells whether it can be paid now."""

    row: PaymentOrder
    order: OrderFold
    state: DossierState
    due: bool

    @property
    def missing_vnd(self) -> int:
        """Return what is still to come."""
        return max(self.order.amount_vnd - self.order.held_vnd, 0)


def order(order_id: UUID) -> OrderView:
    """Return an order, whoever asks; channels decide what they show. Raises OrderNotFound."""
    row = PaymentOrder.objects.filter(pk=order_id).first()
    if row is None:
        raise OrderNotFound
    state = state_of(row.dossier_id)
    return OrderView(row, folded(row), state, still_due(row, state))


def dossier(dossier_id: UUID) -> DossierState | None:
    """Return a dossier, whoever asks; channels decide who may have orders opened."""
    try:
        return state_of(dossier_id)
    except Dossier.DoesNotExist:
        return None


def order_of_attempt(reference: str) -> UUID | None:
    """Return the order of an attempt at the platform; None for one we do not know."""
    known = PaymentOrder.objects.filter(reference=references.order_reference(reference))
    return known.values_list("pk", flat=True).first()


def may_ask_now(order_id: UUID, at: datetime) -> bool:
    """Tell whether an order waits for news and the platform was not asked in the last seconds."""
    waiting = PaymentOrder.objects.filter(pk=order_id, ask_at__isnull=False).exists()
    since = at - SHORTEST_PAUSE
    asked = GatewayTalk.objects.filter(order_id=order_id, kind="QUERY", at__gt=since).exists()
    return waiting and not asked and gateway() is not None


def orders_of(dossier_id: UUID) -> Sequence[PaymentOrder]:
    """Return the orders of a dossier, oldest first."""
    return list(PaymentOrder.objects.filter(dossier_id=dossier_id).order_by("created_at", "pk"))


def receipts_of(order_id: UUID) -> Sequence[Receipt]:
    """Return the receipts of an order, oldest first."""
    return list(Receipt.objects.filter(order_id=order_id).order_by("pk"))


def transfer_of(view: OrderView) -> Transfer | None:
    """Return how to transfer what is missing; None where the agency takes no transfers."""
    account = transfer_account(view.row.agency_id)
    if account is None or not view.missing_vnd:
        return None
    text = vietqr.payload(
        bank=account.bank,
        account=account.number,
        amount_vnd=view.missing_vnd,
        purpose=view.row.reference,
    )
    picture = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        picture, kind="svg", xmldecl=False, svgns=True, scale=5, border=4, light="#fff", omitsize=False
    )
    return Transfer(account, view.missing_vnd, view.row.reference, picture.getvalue().decode())


def orders_to_ask(at: datetime) -> Sequence[UUID]:
    """Return the orders about which the platform is to be asked now."""
    waiting = PaymentOrder.objects.filter(ask_at__lte=at).order_by("ask_at")
    return list(waiting.values_list("pk", flat=True)[:MOST_ASKED])


def orders_in_trouble(actor: Actor) -> QuerySet[PaymentOrder]:
    """Return the orders of the actor's agencies that somebody must look at, oldest first.

    Unclear ones, sums that differ, money to go back, and parts that do not suffice.
    """
    trouble = Q(ask_at__isnull=False) | ~Q(trouble="") | Q(held_vnd__gt=0) | Q(refunding_vnd__gt=0)
    found = PaymentOrder.objects.filter(trouble, agency_id__in=agencies_of(actor))
    return found.order_by("created_at")[:MOST_LISTED]


def visible_order(order_id: UUID, actor: Actor) -> OrderView:
    """Return an order of the actor's agencies. Raises OrderNotFound."""
    view = order(order_id)
    if view.row.agency_id not in agencies_of(actor):
        raise OrderNotFound
    return view


def talks_of(order_id: UUID) -> Sequence[GatewayTalk]:
    """Return what was said to and by the platform about an order, oldest first."""
    return list(GatewayTalk.objects.filter(order_id=order_id).order_by("pk"))


def events_of(order_id: UUID) -> Sequence[OrderEvent]:
    """Return what happened to an order, oldest first."""
    return list(OrderEvent.objects.filter(order_id=order_id).order_by("seq"))


def may_read_receipt(receipt_id: int, actor: Actor) -> bool:
    """Tell whether a receipt is of the actor's agencies."""
    return Receipt.objects.filter(pk=receipt_id, agency_id__in=agencies_of(actor)).exists()


def entries_open(actor: Actor) -> QuerySet[StatementEntry]:
    """Return the statement lines that wait for an officer, oldest first."""
    found = StatementEntry.objects.filter(agency_id__in=agencies_of(actor), settled="")
    return found.select_related("order").order_by("day", "pk")[:MOST_LISTED]


def entries_settled(actor: Actor) -> QuerySet[StatementEntry]:
    """Return the statement lines settled last."""
    found = StatementEntry.objects.filter(agency_id__in=agencies_of(actor)).exclude(settled="")
    return found.select_related("order").order_by("-settled_at", "-pk")[:30]


def open_shift(actor: Actor) -> tuple[CashShift, int] | None:
    """Return the actor's open till and what must lie in it."""
    shift = CashShift.objects.filter(account_id=actor.account_id or 0, closed_at__isnull=True).first()
    return (shift, expected_in(shift)) if shift else None


def shift_takings(shift: CashShift) -> Sequence[tuple[datetime, str, str, int]]:
    """Return what moved in a till: time, receipt number, dossier reference, signed sum."""
    rows = shift.lines.select_related("order").order_by("pk")
    numbers = dict(
        Receipt.objects.filter(order__in=[row.order_id for row in rows]).values_list("order_id", "number")
    )
    return [
        (
            row.at,
            numbers.get(row.order_id, ""),
            row.order.reference,
            row.amount_vnd if row.debit == "cash" else -row.amount_vnd,
        )
        for row in rows
    ]


def last_shifts(actor: Actor) -> Sequence[CashShift]:
    """Return the actor's closed tills, newest first."""
    closed = CashShift.objects.filter(account_id=actor.account_id or 0, closed_at__isnull=False)
    return list(closed.order_by("-closed_at")[:20])


def shift_of(shift_id: int, actor: Actor) -> CashShift | None:
    """Return a till that the actor may look at."""
    return CashShift.objects.filter(pk=shift_id, agency_id__in=agencies_of(actor)).first()


def receipts_in(agency_id: int, year: int) -> QuerySet[Receipt]:
    """Return the receipts of an agency's year in the order of their numbers."""
    found = Receipt.objects.filter(agency_id=agency_id, year=year)
    return found.select_related("order").order_by("-sequence", "-pk")[:MOST_LISTED]


@dataclass(frozen=True, slots=True)
class Settlement:
    """The money of one agency in one span: received and refunded by way, turned into fees, paid over."""

    received: tuple[tuple[str, int, int], ...]
    received_vnd: int
    refunded_vnd: int
    fees_vnd: int
    settled_vnd: int
    held_vnd: int
    receipts: int
    receipts_vnd: int
    cancelled_receipts: int
    paid_over: tuple[PaidOver, ...]
    paid_over_vnd: int

    @property
    def left_vnd(self) -> int:
        """Return what was received and is neither refunded nor paid over."""
        return self.received_vnd - self.refunded_vnd - self.paid_over_vnd


def settlement(agency_id: int, year: int, quarter: int, since: datetime, until: datetime) -> Settlement:
    """Return what the ledger says of an agency between two instants (R-A50, R-H15)."""
    ledger = LedgerLine.objects.filter(agency_id=agency_id, at__gte=since, at__lt=until)
    channels = sorted(channel.value for channel in CHANNELS)
    came = {
        row["debit"]: (row["count"], row["sum"])
        for row in ledger.filter(debit__in=channels).values("debit").annotate(sum=Sum("amount_vnd"), count=Count("id")).order_by("debit")
    }  # fmt: skip
    went = _sum(ledger.filter(credit__in=channels))
    fees = _signed(ledger, "fees")
    receipts = Receipt.objects.filter(agency_id=agency_id, issued_at__gte=since, issued_at__lt=until)
    counted: dict[str, Any] = receipts.aggregate(
        count=Count("id"), sum=Sum("amount_vnd"), cancelled=Count("id", filter=Q(cancelled_at__isnull=False))
    )
    over = tuple(PaidOver.objects.filter(agency_id=agency_id, year=year, quarter=quarter).order_by("pk"))
    return Settlement(
        received=tuple((name, *came.get(name, (0, 0))) for name in channels),
        received_vnd=sum(amount for _, amount in came.values()),
        refunded_vnd=went,
        fees_vnd=fees,
        settled_vnd=_sum(ledger.filter(credit="fees")),
        held_vnd=_signed(ledger, "held"),
        receipts=counted["count"],
        receipts_vnd=counted["sum"] or 0,
        cancelled_receipts=counted["cancelled"],
        paid_over=over,
        paid_over_vnd=sum(one.amount_vnd for one in over),
    )


def _sum(lines: QuerySet[Any]) -> int:
    return int(lines.aggregate(sum=Sum("amount_vnd"))["sum"] or 0)


def _signed(lines: QuerySet[Any], account: str) -> int:
    sign = Case(When(credit=account, then=F("amount_vnd")), default=-F("amount_vnd"))
    return int(lines.filter(Q(debit=account) | Q(credit=account)).aggregate(sum=Sum(sign))["sum"] or 0)
