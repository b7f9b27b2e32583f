"""The rules of a procedure's fees as plain data and back (R-H11)."""

from dataclasses import fields
from datetime import date
from typing import Any

from motcua.domain.catalog.reading import Problem, Reader
from motcua.domain.errors import DomainError
from motcua.domain.fees import Channel, FeeKind, FeeRule


def fee_from_data(data: object, path: str, problems: list[Problem]) -> FeeRule:
    """Return the fee rule that data describes, noting what is wrong with it.

    An amount that is left out is one that nobody has set; it is never taken for zero.
    """
    reader = Reader(data, path, problems, known=[field.name for field in fields(FeeRule)])
    if not reader.has("valid_from"):
        reader.note("valid_from", "missing")
    try:
        return FeeRule(
            label=reader.text("label"),
            kind=reader.choice("kind", FeeKind),
            amount_vnd=reader.number("amount_vnd") if reader.has("amount_vnd") else None,
            valid_from=reader.day("valid_from") or date.min,
            valid_to=reader.day("valid_to"),
            per=reader.text("per", ""),
            channels=frozenset(reader.choices("channels", Channel, ())),
            case=reader.text("case", ""),
            basis=reader.text("basis", ""),
            fee=reader.text("fee", ""),
        )
    except DomainError:
        # The amount was checked while it was read: what is left is a period that ends before it begins.
        reader.note("valid_to", "out-of-range")
        return FeeRule(label="", kind=FeeKind.LEVY, amount_vnd=None, valid_from=date.min)


def fee_to_data(fee: FeeRule) -> dict[str, Any]:
    """Return the fee rule as plain data."""
    written: dict[str, Any] = {
        "label": fee.label,
        "kind": fee.kind.value,
        "amount_vnd": fee.amount_vnd,
        "per": fee.per,
        "channels": sorted(channel.value for channel in fee.channels),
        "case": fee.case,
        "fee": fee.fee,
        "basis": fee.basis,
        "valid_from": fee.valid_from.isoformat(),
        "valid_to": fee.valid_to.isoformat() if fee.valid_to else None,
    }
    return {name: value for name, value in written.items() if value or value == 0}
