"""An order asks for some obligations of one dossier; what happens to it is a fold of events.

`decide_…` functions return events, `evolve` folds one. Money is believed only from a proven source: the platform's
checked message, a bank's statement line, a cashier. Money always enters as *held for the payer* and becomes a fee when
the order is still owed and enough is there; whatever stays held is to be paid back (R-H13, R-H16).

Each source names its money by a key, so that the same news told twice is heard once.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from motcua.domain.errors import DomainError
from motcua.domain.payments.ledger import CHANNELS, Account, Line, balance, in_channels


class OrderState(StrEnum):
    """How an order stands (R-A94). Every state but PAID may still become PAID: news may be late."""

    OPENED = "opened"
    SENT = "sent"
    PAID = "paid"
    FAILED = "failed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


WAITING: Final = frozenset({OrderState.OPENED, OrderState.SENT})
PAYABLE: Final = frozenset({OrderState.OPENED, OrderState.SENT, OrderState.FAILED, OrderState.EXPIRED})


class OrderClosed(DomainError):
    """The order is paid or cancelled; nothing more can be asked by it."""

    code = "payments.order-closed"

    def __init__(self, *, state: OrderState) -> None:
        super().__init__(state)
        self.state = state


class AmountDiffers(DomainError):
    """A message names another sum than the order; it is not believed."""

    code = "payments.amount-differs"

    def __init__(self, *, asked_vnd: int, told_vnd: int) -> None:
        super().__init__(f"asked {asked_vnd}, told {told_vnd}")
        self.asked_vnd = asked_vnd
        self.told_vnd = told_vnd


class NothingToRefund(DomainError):
    """More was to be paid back than has come in and is not yet on its way back."""

    code = "payments.nothing-to-refund"

    def __init__(self, *, available_vnd: int) -> None:
        super().__init__(str(available_vnd))
        self.available_vnd = available_vnd


class RefundNotOpen(DomainError):
    """The refund does not exist or has been decided."""

    code = "payments.refund-not-open"


class SecondPersonNeeded(DomainError):
    """Whoever asked for a refund or made a receipt may not decide on it as well."""

    code = "payments.second-person-needed"


class ReasonMissing(DomainError):
    """A cancellation, a refund or a difference needs its reason."""

    code = "payments.reason-missing"


@dataclass(frozen=True, slots=True)
class Opened:
    """The order began."""


@dataclass(frozen=True, slots=True)
class Sent:
    """The payer was sent to the platform with this reference."""

    reference: str


@dataclass(frozen=True, slots=True)
class Received:
    """Money came. `claimed`: a cashier's word that a transfer arrived; a statement line proves it later."""

    channel: Account
    key: str
    amount_vnd: int
    claimed: bool = False


@dataclass(frozen=True, slots=True)
class Proved:
    """A statement line shows the transfer that a cashier had confirmed; no new money."""

    key: str


@dataclass(frozen=True, slots=True)
class Paid:
    """The order is settled by this channel; the obligations become PAID in the same transaction."""

    channel: Account


@dataclass(frozen=True, slots=True)
class Failed:
    """The platform says that the attempt failed."""

    reference: str


@dataclass(frozen=True, slots=True)
class Expired:
    """Nothing came in time."""


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The order was given up, or what it asks for was paid in another way."""

    reason: str


@dataclass(frozen=True, slots=True)
class RefundAsked:
    """Somebody asks that money be paid back."""

    number: int
    amount_vnd: int
    reason: str
    asked_by: str


@dataclass(frozen=True, slots=True)
class RefundDone:
    """A second person has paid it back, from this account, with this proof."""

    number: int
    account: Account
    proof: str
    done_by: str


@dataclass(frozen=True, slots=True)
class RefundDeclined:
    """A second person has declined to pay it back."""

    number: int
    reason: str
    declined_by: str


OrderEvent = (
    Opened
    | Sent
    | Received
    | Proved
    | Paid
    | Failed
    | Expired
    | Cancelled
    | RefundAsked
    | RefundDone
    | RefundDeclined
)
Events = tuple[OrderEvent, ...]


class RefundState(StrEnum):
    """How a refund stands."""

    ASKED = "asked"
    DONE = "done"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Refund:
    """Money on its way back."""

    number: int
    amount_vnd: int
    reason: str
    asked_by: str
    state: RefundState = RefundState.ASKED
    decided_by: str = ""
    proof: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFold:
    """Where an order stands. `keys` name the money heard of, `references` the attempts at the platform."""

    id: UUID
    amount_vnd: int
    state: OrderState = OrderState.OPENED
    lines: tuple[Line, ...] = ()
    keys: frozenset[str] = frozenset()
    references: tuple[str, ...] = ()
    failed_references: frozenset[str] = frozenset()
    refunds: tuple[Refund, ...] = ()
    paid_by: Account | None = None
    unproven_vnd: int = 0

    @property
    def held_vnd(self) -> int:
        """Return what lies here and is no fee: an overpayment, or a part that does not suffice."""
        return balance(self.lines, Account.HELD)

    @property
    def received_vnd(self) -> int:
        """Return what came in, less what went back."""
        return in_channels(self.lines)

    @property
    def refunding_vnd(self) -> int:
        """Return what is asked back and not decided."""
        return sum(refund.amount_vnd for refund in self.refunds if refund.state == RefundState.ASKED)

    @property
    def refundable_vnd(self) -> int:
        """Return what may still be asked back: everything that is here, R-H16."""
        return self.received_vnd - self.refunding_vnd

    @property
    def refunded_vnd(self) -> int:
        """Return what went back."""
        return sum(refund.amount_vnd for refund in self.refunds if refund.state == RefundState.DONE)

    @property
    def overpaid_vnd(self) -> int:
        """Return what is held although nothing is waited for: it goes back to the payer."""
        return self.held_vnd if self.state in {OrderState.PAID, OrderState.CANCELLED} else 0


def open_order(order_id: UUID, amount_vnd: int) -> OrderFold:
    """Return an order nobody has acted on. Raises ValueError unless the sum is positive."""
    if amount_vnd <= 0:
        raise ValueError(amount_vnd)
    return OrderFold(id=order_id, amount_vnd=amount_vnd)


def decide_send(order: OrderFold, reference: str) -> Events:
    """Send the payer to the platform. Raises OrderClosed."""
    if order.state not in PAYABLE:
        raise OrderClosed(state=order.state)
    return () if reference in order.references else (Sent(reference),)


def decide_money(order: OrderFold, money: Received, *, still_due: bool) -> Events:
    """Take in money from a proven source; heard again under its key it changes nothing.

    `still_due`: the dossier owes exactly this order's sum now. A transfer that a cashier confirmed is proved by the
    statement line of the same sum. The order of the news does not matter: a late success pays what is still owed.
    """
    if money.key in order.keys:
        return ()
    if money.channel == Account.BANK and not money.claimed and money.amount_vnd == order.unproven_vnd:
        return (Proved(money.key),)
    enough = order.held_vnd + money.amount_vnd - order.refunding_vnd >= order.amount_vnd
    if order.state != OrderState.PAID and still_due and enough:
        return (money, Paid(money.channel))
    return (money,)


def decide_platform_money(order: OrderFold, money: Received, *, still_due: bool) -> Events:
    """Take in what the platform says has been paid. Raises AmountDiffers, and then nothing has changed."""
    if money.amount_vnd != order.amount_vnd:
        raise AmountDiffers(asked_vnd=order.amount_vnd, told_vnd=money.amount_vnd)
    return decide_money(order, money, still_due=still_due)


def decide_failure(order: OrderFold, reference: str) -> Events:
    """Note that an attempt failed; of an older attempt, or after success, it says nothing new."""
    if order.state == OrderState.SENT and order.references[-1] == reference:
        return (Failed(reference),)
    return ()


def decide_expiry(order: OrderFold) -> Events:
    """Give up waiting; news may still come."""
    return (Expired(),) if order.state in WAITING else ()


def decide_cancel(order: OrderFold, reason: str) -> Events:
    """Give the order up. Again it changes nothing. Raises OrderClosed when it is paid, ReasonMissing."""
    if order.state == OrderState.CANCELLED:
        return ()
    if order.state == OrderState.PAID:
        raise OrderClosed(state=order.state)
    return (Cancelled(_reason(reason)),)


def decide_refund(order: OrderFold, amount_vnd: int, *, reason: str, asked_by: str) -> Events:
    """Ask for money back. Raises NothingToRefund, ReasonMissing."""
    if not 0 < amount_vnd <= order.refundable_vnd:
        raise NothingToRefund(available_vnd=order.refundable_vnd)
    return (RefundAsked(len(order.refunds) + 1, amount_vnd, _reason(reason), asked_by),)


def decide_refund_done(
    order: OrderFold, number: int, account: Account, *, proof: str, done_by: str
) -> Events:
    """Pay back what was asked. Raises RefundNotOpen, SecondPersonNeeded, ReasonMissing without a proof."""
    _second_person(_open_refund(order, number), done_by)
    if account not in CHANNELS:
        raise ValueError(account)
    return (RefundDone(number, account, _reason(proof), done_by),)


def decide_refund_declined(order: OrderFold, number: int, *, reason: str, declined_by: str) -> Events:
    """Decline a refund. Raises RefundNotOpen, SecondPersonNeeded, ReasonMissing."""
    _second_person(_open_refund(order, number), declined_by)
    return (RefundDeclined(number, _reason(reason), declined_by),)


def _open_refund(order: OrderFold, number: int) -> Refund:
    found = next((one for one in order.refunds if one.number == number), None)
    if found is None or found.state != RefundState.ASKED:
        raise RefundNotOpen
    return found


def _second_person(refund: Refund, person: str) -> None:
    if refund.asked_by == person:
        raise SecondPersonNeeded


def _reason(text: str) -> str:
    if not text.strip():
        raise ReasonMissing
    return text.strip()


def lines_of(order: OrderFold, event: OrderEvent) -> tuple[Line, ...]:
    """Return the ledger lines an event writes, given the order before it."""
    match event:
        case Received(channel, _, amount):
            return (Line(channel, Account.HELD, amount),)
        case Paid():
            return (Line(Account.HELD, Account.FEES, order.amount_vnd),)
        case RefundDone(number, account):
            amount = _open_refund(order, number).amount_vnd
            from_held = min(amount, order.held_vnd)
            back = [Line(Account.HELD, account, from_held)] if from_held else []
            if amount > from_held:
                back.append(Line(Account.FEES, account, amount - from_held))
            return tuple(back)
        case _:
            return ()


def evolve(order: OrderFold, event: OrderEvent) -> OrderFold:
    """Fold one event."""
    changes: dict[str, Any] = {"lines": (*order.lines, *lines_of(order, event))}
    match event:
        case Sent(reference):
            changes |= {"state": OrderState.SENT, "references": (*order.references, reference)}
        case Received(_, key, amount, claimed):
            unproven = order.unproven_vnd + (amount if claimed else 0)
            changes |= {"keys": order.keys | {key}, "unproven_vnd": unproven}
        case Proved(key):
            changes |= {"keys": order.keys | {key}, "unproven_vnd": 0}
        case Paid(channel):
            changes |= {"state": OrderState.PAID, "paid_by": channel}
        case Failed(reference):
            failed = order.failed_references | {reference}
            changes |= {"state": OrderState.FAILED, "failed_references": failed}
        case Expired():
            changes |= {"state": OrderState.EXPIRED}
        case Cancelled():
            changes |= {"state": OrderState.CANCELLED}
        case _:
            changes |= {"refunds": _refunds(order.refunds, event)}
    return replace(order, **changes)


def _refunds(refunds: tuple[Refund, ...], event: OrderEvent) -> tuple[Refund, ...]:
    match event:
        case RefundAsked(number, amount, reason, asked_by):
            return (*refunds, Refund(number, amount, reason, asked_by))
        case RefundDone(number, _, proof, person):
            return _decided(refunds, number, RefundState.DONE, person, proof)
        case RefundDeclined(number, reason, person):
            return _decided(refunds, number, RefundState.DECLINED, person, reason)
        case _:
            return refunds


def _decided(
    refunds: tuple[Refund, ...], number: int, state: RefundState, person: str, proof: str
) -> tuple[Refund, ...]:
    return tuple(
        replace(one, state=state, decided_by=person, proof=proof) if one.number == number else one
        for one in refunds
    )


def fold(order: OrderFold, events: Iterable[OrderEvent]) -> OrderFold:
    """Fold many events in their order."""
    for event in events:
        order = evolve(order, event)
    return order
