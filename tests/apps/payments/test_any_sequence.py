"""Whatever happens in whatever order to the money of a dossier: ledger, receipts and obligations stay right."""

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.apps.documents.models import Sequence
from motcua.apps.payments import operations, ports
from motcua.apps.payments.models import LedgerLine, OrderEvent, PaymentOrder, Receipt
from motcua.domain.access import Actor
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.values import ObligationState
from motcua.domain.errors import DomainError
from motcua.domain.payments.ledger import Account
from motcua.domain.payments.payplat import Outcome
from tests.factories.dossiers import MONDAY

PICK = st.integers(0, 5)
STEP = st.one_of(
    st.tuples(st.just("order"), st.sampled_from([(1, 2), (1,), (2,)])),
    st.tuples(st.just("initiate"), PICK),
    st.tuples(st.just("confirm"), PICK, st.sampled_from(["paid", "paid", "failed"])),
    st.tuples(st.just("forged"), PICK),
    st.tuples(st.just("wrong"), PICK),
    st.tuples(st.just("query"), PICK, st.sampled_from(["success", "pending", "failed", "wrong", "down"])),
    st.tuples(st.just("timeout"), PICK),
    st.tuples(st.just("cancel"), PICK),
    st.tuples(st.just("bank"), PICK, st.sampled_from([0, -10_000, 10_000]), st.integers(1, 3)),
    st.tuples(st.just("cash"), st.sampled_from([(1, 2), (1,), (2,)]), st.sampled_from(["cash", "transfer"])),
    st.tuples(st.just("accept")),
    st.tuples(st.just("refund"), PICK),
    st.tuples(st.just("refunded"), PICK),
)


class Story:
    """One dossier; `came` is the money that truly came in, by what tells it apart."""

    def __init__(self, till):
        self.till = till
        self.dossier = till.filed().id
        self.attempts: list[str] = []
        self.came: dict[object, int] = {}
        self.went = 0

    def orders(self):
        return list(PaymentOrder.objects.filter(dossier_id=self.dossier).order_by("created_at", "reference"))

    def pick(self, number):
        rows = self.orders()
        return rows[number % len(rows)] if rows else None

    def state(self):
        return operations.orders.journal.state_of(self.dossier)

    def do(self, step):
        kind, *rest = step
        getattr(self, kind)(*rest)

    def order(self, obligations):
        operations.open_order(
            dossier_id=self.dossier, obligations=obligations, payer="citizen:12", at=self.till.now
        )

    def initiate(self, number):
        if row := self.pick(number):
            self.till.pay(row)
            self.attempts = list(self.till.gateway.begun)

    def attempt(self, number):
        reference = self.attempts[number % len(self.attempts)]
        return reference, self.till.gateway.begun[reference]

    def confirm(self, number, end):
        if not self.attempts:
            return
        reference, amount = self.attempt(number)
        assert self.till.confirm(reference, amount=amount, paid=end == "paid") == "00"
        if end == "paid":
            self.came[reference] = amount

    def forged(self, number):
        if not self.attempts:
            return
        reference, amount = self.attempt(number)
        before = snapshot()
        assert self.till.confirm(reference, amount=amount, secret="guessed") == "99"
        assert snapshot() == before

    def wrong(self, number):
        if not self.attempts:
            return
        reference, amount = self.attempt(number)
        before = snapshot()
        assert self.till.confirm(reference, amount=amount + 1) == ("99" if reference else "")
        assert snapshot() == before

    def query(self, number, answer):
        if not (row := self.pick(number)):
            return
        open_before = operations.orders.journal.unheard(operations.orders.folded(row))
        gateway = self.till.gateway
        gateway.down = answer == "down"
        outcome = {"success": Outcome.SUCCESS, "wrong": Outcome.SUCCESS, "failed": Outcome.FAILED}.get(answer)
        for reference in open_before:
            amount = row.amount_vnd + (1 if answer == "wrong" else 0)
            gateway.answers[reference] = ports.Told(outcome or Outcome.PENDING, amount, "GD")
            if answer == "success":
                self.came[reference] = amount
        self.till.ask(row)
        gateway.down = False
        gateway.answers.clear()

    def timeout(self, number):
        self.till.later(hours=25)
        self.query(number, "pending")

    def cancel(self, number):
        if row := self.pick(number):
            operations.cancel_order(
                order_id=row.pk, reason="đổi cách", actor=Actor.system("thử"), at=self.till.now
            )

    def bank(self, number, more, line):
        if not (row := self.pick(number)):
            return
        amount = row.amount_vnd + more
        name = f"FT{row.reference}{amount}{line}"
        claims = operations.orders.folded(row).unproven_vnd
        self.till.statement((name, amount, f"chuyen tien {row.reference.lower()}"))
        entry = operations.statements.StatementEntry.objects.get(
            memo__contains=row.reference.lower(), amount_vnd=amount, key=key_of(name, amount, row)
        )
        if entry.settled == "":
            claims = operations.orders.folded(row).unproven_vnd
            operations.book_entry(
                entry_id=entry.pk,
                reference=row.reference,
                note="",
                actor=self.till.officer("return_desk"),
                at=self.till.now,
            )
        elif name in self.came:
            return
        self.came[name] = 0 if claims == amount else amount

    def cash(self, obligations, method):
        officer = self.till.do(
            "return_desk", self.state(), c.ConfirmPayment(obligations=obligations, method=method)
        )
        amounts = {one.id: one.amount_vnd for one in officer.obligations}
        self.came["counter", officer.version] = sum(amounts[number] for number in obligations)

    def accept(self):
        self.till.do("reception", self.state(), c.Accept())

    def refund(self, number):
        if row := self.pick(number):
            amount = row.overpaid_vnd or row.held_vnd
            operations.ask_refund(
                order_id=row.pk,
                amount_vnd=amount,
                reason="nộp thừa",
                actor=self.till.officer("return_desk"),
                at=self.till.now,
            )

    def refunded(self, number):
        if not (row := self.pick(number)):
            return
        order = operations.orders.folded(row)
        for refund in order.refunds:
            if refund.state == "asked":
                operations.pay_refund(
                    order_id=row.pk, number=refund.number, account=Account.BANK, proof="UNC 1",
                    actor=self.till.officer("reception"), at=self.till.now,
                )  # fmt: skip
                self.went += refund.amount_vnd


def key_of(name, amount, row):
    memo = f"chuyen tien {row.reference.lower()}"
    (line,) = operations.statements.read_statement(
        f"Ngày giao dịch;Số tham chiếu;Ghi có;Nội dung\n02/11/2026;{name};{amount};{memo}\n".encode()
    )
    return line.key


def snapshot():
    return (
        list(OrderEvent.objects.order_by("pk").values_list("pk", flat=True)),
        list(LedgerLine.objects.order_by("pk").values_list("pk", flat=True)),
        list(Receipt.objects.order_by("pk").values_list("pk", "number")),
        list(PaymentOrder.objects.order_by("pk").values_list("pk", "state", "held_vnd", "amount_vnd")),
    )


def check(story):
    lines = list(LedgerLine.objects.filter(order__dossier_id=story.dossier))
    channels = {"cash", "bank", "platform"}
    sums = {name: sum(x.amount_vnd * ((x.debit == name) - (x.credit == name)) for x in lines) for name in
            {x.debit for x in lines} | {x.credit for x in lines}}  # fmt: skip
    assert sum(sums.get(name, 0) for name in channels) == sum(story.came.values()) - story.went

    rows = story.orders()
    paid = [row for row in rows if row.state == "paid"]
    covered = [number for row in paid for number in row.obligations]
    state = story.state()
    settled = {one.id for one in state.obligations if one.state == ObligationState.PAID}
    assert sorted(covered) == sorted(settled), "an obligation is PAID exactly when one order of it is paid"
    back = sum(line.amount_vnd for line in lines if line.debit == "fees")
    assert -sums.get("fees", 0) == sum(row.amount_vnd for row in paid) - back
    assert -sums.get("held", 0) == sum(row.held_vnd for row in rows)
    for row in rows:
        if row.state in {"paid", "cancelled"}:
            assert row.held_vnd <= row.overpaid_vnd + row.refunding_vnd, "too much is known and goes back"

    receipts = list(Receipt.objects.filter(order__dossier_id=story.dossier).order_by("sequence"))
    assert [receipt.sequence for receipt in receipts] == list(range(1, len(paid) + 1))
    assert sorted(receipt.order_id for receipt in receipts) == sorted(row.pk for row in paid)
    last = Sequence.objects.filter(agency=story.till.agency, kind="fee_receipt").values_list(
        "last", flat=True
    )
    assert (list(last) or [0])[0] == len(paid)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, min_size=1, max_size=14))
def test_no_sequence_of_events_leaves_money_wrong(till, steps):
    with transaction.atomic():
        till.now = MONDAY
        till.gateway.begun.clear()
        story = Story(till)
        for step in (("order", (1, 2)), *steps):
            try:
                with transaction.atomic():
                    story.do(step)
            except DomainError:
                pass
            check(story)
        transaction.set_rollback(True)
