"""Whatever news comes in whatever order: money is counted once, fees are paid once, the rest is held to go back."""

from dataclasses import dataclass, field
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.payments import orders as o
from motcua.domain.payments.codec import decode, encode
from motcua.domain.payments.ledger import CHANNELS, Account, Line, balance

ID = UUID(int=7)
FEE = 50_000


@dataclass
class Till:
    """One dossier that owes one fee; orders for it, and what has really come in and gone back."""

    orders: list[o.OrderFold] = field(default_factory=lambda: [o.open_order(ID, FEE)])
    due: bool = True
    came: int = 0
    went: int = 0
    heard: set[str] = field(default_factory=set)

    def keep(self, index, events):
        for event in events:
            assert decode(*encode(event)) == event
            if isinstance(event, o.Received):
                self.came += event.amount_vnd
            if isinstance(event, o.Paid):
                assert self.due, "a fee is paid once"
                self.due = False
            if isinstance(event, o.RefundDone):
                self.went += self.orders[index].refunds[event.number - 1].amount_vnd
            self.orders[index] = o.evolve(self.orders[index], event)


AMOUNTS = st.sampled_from([FEE, 20_000, 30_000, 70_000])
INDEX = st.integers(0, 3)
STEPS = st.one_of(
    st.tuples(st.just("order")),
    st.tuples(st.just("send"), INDEX, st.sampled_from("abc")),
    st.tuples(st.just("platform"), INDEX, st.sampled_from("abc"), AMOUNTS),
    st.tuples(st.just("bank"), INDEX, st.sampled_from("def"), AMOUNTS),
    st.tuples(st.just("cash"), INDEX, st.sampled_from("gh")),
    st.tuples(st.just("claim"), INDEX, st.sampled_from("ij")),
    st.tuples(st.just("fail"), INDEX, st.sampled_from("abc")),
    st.tuples(st.just("expire"), INDEX),
    st.tuples(st.just("cancel"), INDEX),
    st.tuples(st.just("refund"), INDEX, AMOUNTS),
    st.tuples(st.just("refunded"), INDEX, st.integers(1, 3), st.sampled_from(sorted(CHANNELS))),
    st.tuples(st.just("declined"), INDEX, st.integers(1, 3)),
)


def events_of(till, step):  # noqa: C901, PLR0911  # One line for each kind of news.
    """Return what a step decides for the order it is about."""
    kind, index, *rest = step
    order = till.orders[index % len(till.orders)]
    match kind, rest:
        case "send", [reference]:
            return o.decide_send(order, reference)
        case "platform", [key, amount]:
            money = o.Received(Account.PLATFORM, f"{index}{key}", amount)
            return o.decide_platform_money(order, money, still_due=till.due)
        case "bank", [key, amount]:
            return o.decide_money(
                order, o.Received(Account.BANK, f"{index}{key}", amount), still_due=till.due
            )
        case "cash", [key]:
            return o.decide_money(order, o.Received(Account.CASH, f"{index}{key}", FEE), still_due=till.due)
        case "claim", [key]:
            claim = o.Received(Account.BANK, f"{index}{key}", FEE, claimed=True)
            return o.decide_money(order, claim, still_due=till.due)
        case "fail", [reference]:
            return o.decide_failure(order, reference)
        case "expire", []:
            return o.decide_expiry(order)
        case "cancel", []:
            return o.decide_cancel(order, "đổi cách nộp")
        case "refund", [amount]:
            return o.decide_refund(order, amount, reason="nộp thừa", asked_by="a")
        case "refunded", [number, account]:
            return o.decide_refund_done(order, number, account, proof="UNC 1", done_by="b")
        case _:
            return o.decide_refund_declined(order, rest[0], reason="không thừa", declined_by="b")


REFUSALS = (o.OrderClosed, o.AmountDiffers, o.NothingToRefund, o.RefundNotOpen)


@given(st.lists(STEPS, max_size=30))
def test_no_sequence_of_news_breaks_the_ledger(steps):
    till = Till()
    for step in steps:
        if step == ("order",):
            till.orders.append(o.open_order(ID, FEE))
            continue
        index = step[1] % len(till.orders)
        before = till.orders[index]
        try:
            events = events_of(till, step)
        except REFUSALS:
            assert till.orders[index] == before
            continue
        till.keep(index, events)
        if step[0] in {"platform", "bank", "cash", "claim"}:
            assert (
                not [e for e in events_of(till, step) if isinstance(e, o.Received | o.Paid)]
                or step[0] == "bank"
            )

    assert sum(order.received_vnd for order in till.orders) == till.came - till.went
    paid = [order for order in till.orders if order.state == o.OrderState.PAID]
    assert len(paid) == (0 if till.due else 1)
    for order in till.orders:
        fees = balance(order.lines, Account.FEES)
        assert order.held_vnd >= 0
        assert order.received_vnd == order.held_vnd + fees
        assert 0 <= fees <= (FEE if order in paid else 0)
        assert order.overpaid_vnd == (order.held_vnd if order.state in {"paid", "cancelled"} else 0)
        assert 0 <= order.refunding_vnd <= order.received_vnd
        assert order.refunding_vnd + order.refundable_vnd == order.received_vnd


def fold(*events):
    return o.fold(o.open_order(ID, FEE), events)


def money(amount=FEE, key="k", **changes):
    return o.Received(Account.PLATFORM, key, amount, **changes)


@pytest.mark.parametrize(
    "before",
    [(), (o.Sent("r"),), (o.Sent("r"), o.Failed("r")), (o.Expired(),), (o.Sent("r"), o.Cancelled("x"))],
)
def test_late_news_of_success_pays_what_is_still_owed(before):
    order = fold(*before)

    events = o.decide_platform_money(order, money(), still_due=True)

    assert o.fold(order, events).state is o.OrderState.PAID
    assert o.decide_platform_money(o.fold(order, events), money(), still_due=True) == ()


def test_success_after_the_fee_was_paid_elsewhere_is_held_to_go_back():
    order = o.fold(
        fold(o.Sent("r"), o.Cancelled("nộp tại quầy")), o.decide_money(fold(), money(), still_due=False)
    )

    assert (order.state, order.overpaid_vnd) == (o.OrderState.CANCELLED, FEE)


def test_a_refund_needs_a_second_person_and_a_proof():
    order = fold(
        money(), money(key="again"), o.Paid(Account.PLATFORM), o.RefundAsked(1, FEE, "nộp hai lần", "a")
    )

    with pytest.raises(o.SecondPersonNeeded):
        o.decide_refund_done(order, 1, Account.BANK, proof="UNC", done_by="a")
    with pytest.raises(o.ReasonMissing):
        o.decide_refund_done(order, 1, Account.BANK, proof=" ", done_by="b")
    with pytest.raises(ValueError, match="fees"):
        o.decide_refund_done(order, 1, Account.FEES, proof="UNC", done_by="b")
    with pytest.raises(o.NothingToRefund):
        o.decide_refund(order, FEE + 1, reason="x", asked_by="a")

    done = o.fold(order, o.decide_refund_done(order, 1, Account.BANK, proof="UNC 9", done_by="b"))
    assert (done.held_vnd, done.refunded_vnd, balance(done.lines, Account.FEES)) == (0, FEE, FEE)
    with pytest.raises(o.RefundNotOpen):
        o.decide_refund_done(done, 1, Account.BANK, proof="UNC 9", done_by="b")


def test_a_claimed_transfer_is_proved_by_its_statement_line():
    order = o.fold(
        fold(), o.decide_money(fold(), o.Received(Account.BANK, "word", FEE, claimed=True), still_due=True)
    )

    proved = o.fold(order, o.decide_money(order, o.Received(Account.BANK, "line", FEE), still_due=False))

    assert (proved.received_vnd, proved.unproven_vnd, proved.held_vnd) == (FEE, 0, 0)
    assert o.decide_money(proved, o.Received(Account.BANK, "line", FEE), still_due=False) == ()


def test_what_makes_no_sense_is_no_line_and_no_order():
    with pytest.raises(ValueError, match="0"):
        o.open_order(ID, 0)
    with pytest.raises(ValueError, match="Line"):
        Line(Account.HELD, Account.HELD, 1)
    assert o.lines_of(fold(), o.Opened()) == ()
    assert o.evolve(fold(), o.Opened()) == fold()


def test_an_attempt_that_failed_says_so_once_and_only_while_it_is_the_newest():
    order = fold(o.Sent("r"))

    assert o.decide_failure(order, "older") == ()
    (failed,) = o.decide_failure(order, "r")
    after = o.fold(order, (failed,))

    assert (after.state, o.decide_failure(after, "r")) == (o.OrderState.FAILED, ())


def test_a_refund_is_declined_by_another_person_with_the_reason():
    asked = fold(money(), o.Paid(Account.PLATFORM), o.RefundAsked(1, FEE, "không cần nữa", "a"))
    with pytest.raises(o.SecondPersonNeeded):
        o.decide_refund_declined(asked, 1, reason="đã làm xong", declined_by="a")

    declined = o.fold(asked, o.decide_refund_declined(asked, 1, reason="đã làm xong", declined_by="b"))

    assert (declined.refunds[0].state, declined.refunding_vnd, declined.received_vnd) == ("declined", 0, FEE)


def test_a_refund_beyond_what_is_held_comes_out_of_the_fees():
    order = fold(money(), o.Paid(Account.PLATFORM), o.RefundAsked(1, FEE, "trả lại phí", "a"))

    done = o.fold(order, o.decide_refund_done(order, 1, Account.BANK, proof="UNC 3", done_by="b"))

    assert (done.held_vnd, balance(done.lines, Account.FEES), done.received_vnd) == (0, 0, 0)
