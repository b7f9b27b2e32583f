"""The payment platform's simulator as a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

from motcua.connectors.payment.payplat import PayPlat
from motcua.domain.payments.payplat import Partner
from motcua.project.paths import CHECKOUT

PARTNER = Partner(code="MOTCUA", secret="loopback-only")


@dataclass
class Simulator:
    """The running simulator and our client to it."""

    address: str
    client: PayPlat

    def mode(self, *names: str) -> None:
        """Misbehave from now on."""
        httpx.post(f"{self.address}/mode", content=json.dumps(names)).raise_for_status()

    def act(self, reference: str, act: str) -> httpx.Response:
        """Do at the platform's page what a payer does."""
        return httpx.post(f"{self.address}/pay/{reference}", data={"act": act}, timeout=30)

    def again(self, reference: str) -> None:
        """Send the confirmation once more."""
        httpx.post(f"{self.address}/again/{reference}", timeout=30).raise_for_status()

    def answers(self) -> list[dict[str, str]]:
        """Return what we answered to confirmations."""
        return list(httpx.get(f"{self.address}/answers").json())


@contextmanager
def running(
    callback: str = "http://127.0.0.1:9/", back: str = "http://127.0.0.1/back"
) -> Iterator[Simulator]:
    """Start the simulator for the address of our callback and the one payers come back to; end it afterwards."""
    command = [
        sys.executable, "-m", "motcua.project.cli", "simulate", "payplat", "--port", "0", "--callback", callback,
        "--partner", PARTNER.code, "--secret", PARTNER.secret, "--back", f"{back}?ma={{reference}}",
    ]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT / "src")}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        client = PayPlat(url=address, partner=PARTNER, timeout=httpx.Timeout(1.0))
        try:
            yield Simulator(address, client)
        finally:
            process.terminate()
            process.wait(10)
