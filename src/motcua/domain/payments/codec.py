"""Events of orders as plain data and back."""

import dataclasses
from collections.abc import Mapping
from typing import Any, Final

from motcua.domain.payments import orders as o
from motcua.domain.payments.ledger import Account

_TYPES: Final[Mapping[str, type]] = {
    kind.__name__: kind
    for kind in (
        o.Opened, o.Sent, o.Received, o.Proved, o.Paid, o.Failed, o.Expired, o.Cancelled,
        o.RefundAsked, o.RefundDone, o.RefundDeclined,
    )
}  # fmt: skip
_ACCOUNTS: Final = frozenset({"channel", "account"})


def encode(event: o.OrderEvent) -> tuple[str, dict[str, Any]]:
    """Return an event's name and its fields."""
    return type(event).__name__, dataclasses.asdict(event)


def decode(name: str, fields: Mapping[str, Any]) -> o.OrderEvent:
    """Return an event again. Raises KeyError for a name nobody knows."""
    values = {key: Account(value) if key in _ACCOUNTS else value for key, value in fields.items()}
    event: o.OrderEvent = _TYPES[name](**values)
    return event
