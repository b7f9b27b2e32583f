"""Ledger lines in double entry: every sum leaves one account and reaches another, in integer đồng."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Account(StrEnum):
    """Where money lies: three ways in, what is held for the payer, what has become a fee."""

    CASH = "cash"
    BANK = "bank"
    PLATFORM = "platform"
    HELD = "held"
    FEES = "fees"


CHANNELS: Final = frozenset({Account.CASH, Account.BANK, Account.PLATFORM})


@dataclass(frozen=True, slots=True)
class Line:
    """A sum that moves from `credit` to `debit`; always positive."""

    debit: Account
    credit: Account
    amount_vnd: int

    def __post_init__(self) -> None:
        if self.amount_vnd <= 0 or self.debit == self.credit:
            raise ValueError(self)


def balance(lines: Iterable[Line], account: Account) -> int:
    """Return what lies on an account; ways in count what came, `HELD` and `FEES` what they owe or keep."""
    sign = 1 if account in CHANNELS else -1
    return sign * sum(
        line.amount_vnd * ((line.debit == account) - (line.credit == account)) for line in lines
    )


def in_channels(lines: Iterable[Line]) -> int:
    """Return the money that has really come in, less what went back."""
    kept = tuple(lines)
    return sum(balance(kept, account) for account in CHANNELS)
