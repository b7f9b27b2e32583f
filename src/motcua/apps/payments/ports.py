"""What the payments need from a platform outside."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from motcua.domain.errors import DomainError
from motcua.domain.payments.payplat import Bill, Outcome


class GatewayUnavailable(DomainError):
    """The platform did not answer, or not in its own language: what became of the message is unknown."""

    code = "payments.gateway-unavailable"


class GatewayRefused(DomainError):
    """The platform answered and refused."""

    code = "payments.gateway-refused"

    def __init__(self, *, answer: str) -> None:
        super().__init__(answer)
        self.answer = answer


@dataclass(frozen=True, slots=True)
class Told:
    """What the platform says of one attempt."""

    outcome: Outcome
    amount_vnd: int
    transaction: str


class PaymentGateway(Protocol):
    """A platform that takes payments online (R-H13)."""

    def begin(self, bill: Bill, *, reference: str, description: str, address: str, at: datetime) -> str:
        """Return where the payer goes. Raises GatewayUnavailable, GatewayRefused."""
        ...

    def ask(self, reference: str, *, at: datetime) -> Told:
        """Return how an attempt stands. Raises GatewayUnavailable, GatewayRefused when it is not known."""
        ...

    def bill(self, reference: str, *, at: datetime) -> bytes:
        """Return the platform's own receipt (C1-10/NS) as PDF. Raises GatewayUnavailable, GatewayRefused."""
        ...


_joined: list[PaymentGateway] = []


def join(gateway: PaymentGateway | None) -> None:
    """Have payments go by this platform; None: by none. Called once at start."""
    _joined[:] = [gateway] if gateway else []


def gateway() -> PaymentGateway | None:
    """Return the platform; None where the province has none."""
    return _joined[0] if _joined else None


@contextmanager
def joined(other: PaymentGateway | None) -> Iterator[None]:
    """Have payments go by another platform for the length of a block."""
    before = gateway()
    join(other)
    try:
        yield
    finally:
        join(before)
