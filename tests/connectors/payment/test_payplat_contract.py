"""Our client and the simulator speak the same language, also when the platform misbehaves."""

from datetime import UTC, datetime

import httpx
import pytest

from motcua.apps.payments.ports import GatewayRefused, GatewayUnavailable, Told
from motcua.connectors.payment.payplat import PayPlat
from motcua.domain.payments.payplat import Outcome, Partner
from tests.domain.payments.test_payplat import BILL

AT = datetime(2026, 11, 25, 8, 30, tzinfo=UTC)


def begin(client, reference="MC1-1"):
    return client.begin(BILL, reference=reference, description="Nop phi", address="192.0.2.1", at=AT)


@pytest.fixture
def simulator(simulator_at):
    return simulator_at()


def test_an_attempt_is_begun_asked_about_and_billed(simulator):
    url = begin(simulator.client)
    assert url == f"{simulator.address}/pay/MC1-1"
    assert "58000" in httpx.get(url).text
    assert simulator.client.ask("MC1-1", at=AT) == Told(Outcome.PENDING, 0, "GDMC1-1")

    assert simulator.act("MC1-1", "pay").headers["location"] == "http://127.0.0.1/back?ma=MC1-1"

    assert simulator.client.ask("MC1-1", at=AT) == Told(Outcome.SUCCESS, 58_000, "GDMC1-1")
    assert simulator.client.bill("MC1-1", at=AT).startswith(b"%PDF")


def test_a_failure_and_a_closed_browser_are_told_apart(simulator):
    begin(simulator.client)
    simulator.act("MC1-1", "leave")
    assert simulator.client.ask("MC1-1", at=AT).outcome is Outcome.PENDING
    simulator.act("MC1-1", "fail")
    assert simulator.client.ask("MC1-1", at=AT).outcome is Outcome.FAILED


def test_the_exchanges_wrapping_is_taken_off(simulator):
    simulator.mode("wrapped")

    assert begin(simulator.client).endswith("/pay/MC1-1")
    assert simulator.client.ask("MC1-1", at=AT).outcome is Outcome.PENDING


@pytest.mark.parametrize("mode", ["html", "expired-session", "timeout-after"])
def test_what_is_no_clear_answer_is_none(simulator, mode):
    simulator.mode(mode)

    with pytest.raises(GatewayUnavailable):
        begin(simulator.client)

    simulator.mode()
    assert simulator.client.ask("MC1-1", at=AT).outcome is Outcome.PENDING, (
        "the message had arrived all the same"
    )


def test_a_reference_used_twice_an_unknown_one_and_a_wrong_secret_are_refused(simulator):
    begin(simulator.client)
    with pytest.raises(GatewayRefused):
        begin(simulator.client)
    with pytest.raises(GatewayRefused):
        simulator.client.ask("MC2-1", at=AT)
    with pytest.raises(GatewayRefused):
        begin(PayPlat(url=simulator.address, partner=Partner(code="MOTCUA", secret="guessed")), "MC3-1")


def test_nobody_there_is_no_answer():
    with pytest.raises(GatewayUnavailable):
        begin(PayPlat(url="http://127.0.0.1:9/", partner=Partner(code="MOTCUA", secret="x")))
