"""The simulator as a process of its own, and our site as a server it can call."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass

import httpx
import pytest

from motcua.connectors.payment.payplat import PayPlat
from motcua.domain.payments.payplat import Partner
from motcua.project.paths import CHECKOUT

PARTNER = Partner(code="MOTCUA", secret="loopback-only")


@dataclass
class Simulator:
    """The running simulator and our client to it."""

    address: str
    client: PayPlat

    def mode(self, *names):
        httpx.post(f"{self.address}/mode", content=json.dumps(names)).raise_for_status()

    def act(self, reference, act):
        return httpx.post(f"{self.address}/pay/{reference}", data={"act": act}, timeout=30)

    def again(self, reference):
        httpx.post(f"{self.address}/again/{reference}", timeout=30).raise_for_status()

    def answers(self):
        return httpx.get(f"{self.address}/answers").json()


@pytest.fixture
def simulator_at():
    """Start the simulator for a callback address; end it afterwards."""
    running = []

    def start(callback="http://127.0.0.1:9/"):
        command = [
            sys.executable, "-m", "motcua.project.cli", "simulate", "payplat", "--port", "0", "--callback", callback,
            "--partner", PARTNER.code, "--secret", PARTNER.secret, "--back", "http://127.0.0.1/back?ma={reference}",
        ]  # fmt: skip
        environment = {**os.environ, "PYTHONPATH": str(CHECKOUT / "src")}
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        running.append(process)
        address = process.stdout.readline().strip()
        client = PayPlat(url=address, partner=PARTNER, timeout=httpx.Timeout(1.0))
        return Simulator(address, client)

    yield start
    for process in running:
        process.terminate()
        process.wait(10)
        process.stdout.close()
