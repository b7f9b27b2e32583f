"""The simulator's whole list of misbehavior against the running site: ledger, dossier and receipts stay right."""

import pytest
from django.urls import reverse

from motcua.apps.payments import operations, ports
from motcua.apps.payments.journal import state_of
from motcua.apps.payments.models import LedgerLine, PaymentOrder, Receipt
from motcua.domain.dossier import commands as c
from motcua.domain.dossier.values import ObligationState
from tests.apps.payments.till import PERSON, TOTAL, Till
from tests.connectors.payment.process import PARTNER


@pytest.fixture
def site(transactional_db, live_server, settings, simulator_at):
    settings.MOTCUA_PAYPLAT_PARTNER = PARTNER.code
    settings.MOTCUA_PAYPLAT_SECRET = PARTNER.secret
    till = Till()
    simulator = simulator_at(live_server.url + reverse("portal:payment_confirmed"))
    with ports.joined(simulator.client):
        yield Site(till, simulator)


class Site:
    """One dossier filed online, its order begun at the simulator."""

    def __init__(self, till, simulator):
        self.till, self.simulator = till, simulator
        self.dossier = till.filed().id
        self.order = PaymentOrder.objects.get(dossier_id=self.dossier)
        self.reference = ""

    def begin(self):
        url = operations.pay_by_platform(order_id=self.order.pk, address="192.0.2.1", at=self.till.now)
        self.reference = url.rsplit("/", 1)[1]

    def ask(self):
        return operations.ask_platform(order_id=self.order.pk, at=self.till.now)

    def pay(self, act="pay"):
        self.simulator.act(self.reference, act)

    def codes(self):
        return [answer.get("MaLoi", answer) for answer in self.simulator.answers()]

    def stands(self):
        """Return how the order stands, having seen that everything that follows from it agrees."""
        row = PaymentOrder.objects.get(pk=self.order.pk)
        paid = row.state == "paid"
        due = {one.state for one in state_of(self.dossier).obligations}
        rows = PaymentOrder.objects.filter(dossier_id=self.dossier)
        assert due == {ObligationState.PAID if rows.filter(state="paid").exists() else ObligationState.DUE}
        lines = list(LedgerLine.objects.filter(order=row))
        fees = sum(line.amount_vnd for line in lines if line.credit == "fees")
        came = sum(line.amount_vnd for line in lines if line.credit == "held")
        assert (fees, came - fees) == (TOTAL if paid else 0, row.held_vnd)
        numbers = list(Receipt.objects.order_by("sequence").values_list("sequence", flat=True))
        assert numbers == list(range(1, rows.filter(state="paid").count() + 1))
        return row.state, row.held_vnd


def test_a_payment_is_confirmed_and_may_be_accepted_afterwards(site):
    site.begin()
    site.pay()

    assert site.codes() == ["00"]
    assert site.stands() == ("paid", 0)
    site.till.do("reception", state_of(site.dossier), c.Accept())
    assert site.stands() == ("paid", 0)


@pytest.mark.parametrize("mode", ["forged", "wrong-amount"])
def test_what_is_forged_or_names_another_sum_changes_nothing(site, mode):
    site.begin()
    site.simulator.mode(mode)
    site.pay()

    assert site.codes() == ["99"]
    assert site.stands() == ("sent", 0)
    site.simulator.mode()
    assert site.ask() == "success", "the question tells the truth"
    assert site.stands() == ("paid", 0)


def test_news_told_twice_is_heard_once(site):
    site.begin()
    site.simulator.mode("duplicate")
    site.pay()
    site.simulator.again(site.reference)

    assert site.codes() == ["00", "00", "00"]
    assert site.stands() == ("paid", 0)


def test_failure_told_after_success_changes_nothing(site):
    site.begin()
    site.simulator.mode("out-of-order")
    site.pay()

    assert site.codes() == ["00", "00"]
    assert site.stands() == ("paid", 0)


def test_a_payer_who_closes_the_browser_still_has_paid(site):
    site.begin()
    site.simulator.mode("silent")
    site.pay()
    assert site.stands() == ("sent", 0)

    assert site.ask() == "success"

    assert site.stands() == ("paid", 0)


def test_a_payer_who_only_closes_the_browser_has_not_paid_and_is_not_waited_for_forever(site):
    site.begin()
    site.pay("leave")
    assert site.ask() == "pending"
    site.till.later(hours=25)
    site.ask()

    assert site.stands() == ("expired", 0)
    site.begin()
    site.pay()
    assert site.stands() == ("paid", 0)


@pytest.mark.parametrize("mode", ["timeout-after", "html", "expired-session"])
def test_an_attempt_whose_beginning_is_unclear_is_asked_about(site, mode):
    site.simulator.mode(mode)
    with pytest.raises(ports.GatewayUnavailable):
        site.begin()
    site.simulator.mode()

    assert site.ask() == "pending", "it had arrived"
    assert site.stands() == ("sent", 0)
    site.reference = f"{site.order.reference}-1"
    site.pay()
    assert site.stands() == ("paid", 0)


def test_a_failed_attempt_is_followed_by_another(site):
    site.begin()
    site.pay("fail")
    assert site.stands() == ("failed", 0)
    site.begin()
    site.pay()

    assert site.reference.endswith("-2")
    assert site.stands() == ("paid", 0)


def test_success_after_cancelling_counts_while_the_fee_is_owed(site):
    site.begin()
    operations.cancel_order(order_id=site.order.pk, reason="đổi ý", actor=PERSON, at=site.till.now)
    assert site.stands() == ("cancelled", 0)
    site.pay()

    assert site.stands() == ("paid", 0)


def test_success_after_paying_at_the_counter_is_held_to_go_back(site):
    site.begin()
    site.till.do("reception", state_of(site.dossier), c.Accept())
    site.till.do(
        "return_desk", state_of(site.dossier), c.ConfirmPayment(obligations=(1, 2), method="transfer")
    )
    assert site.stands() == ("paid", 0)
    site.pay()

    assert site.codes() == ["00"]
    assert site.stands() == ("paid", TOTAL)
    assert PaymentOrder.objects.get(pk=site.order.pk).overpaid_vnd == TOTAL


def test_a_platform_that_answers_questions_wrongly_is_not_believed(site):
    site.begin()
    site.simulator.mode("silent", "query-wrong-amount")
    site.pay()
    site.ask()

    assert site.stands() == ("sent", 0)
    assert PaymentOrder.objects.get(pk=site.order.pk).trouble == "amount-differs"
