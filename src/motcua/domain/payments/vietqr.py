"""VietQR: a transfer to an account as an EMVCo merchant-presented code, read by every bank's app."""

import re
import unicodedata
from typing import Final

from motcua.domain.errors import DomainError

NAPAS: Final = "A000000727"
TO_ACCOUNT: Final = "QRIBFTTA"
DONG: Final = "704"
LONGEST_PURPOSE: Final = 25


class TransferNotPossible(DomainError):
    """A bank number, an account or a sum cannot stand in a VietQR code; `field` says which."""

    code = "payments.transfer-not-possible"

    def __init__(self, *, field: str) -> None:
        super().__init__(field)
        self.field = field


def payload(*, bank: str, account: str, amount_vnd: int | None = None, purpose: str = "") -> str:
    """Return the text of the code. `bank` is the six digits NAPAS gave it; without a sum the payer types one.

    `purpose` becomes letters without marks, at most 25. Raises TransferNotPossible.
    """
    if not re.fullmatch(r"\d{6}", bank):
        raise TransferNotPossible(field="bank")
    if not re.fullmatch(r"[0-9A-Za-z]{1,19}", account):
        raise TransferNotPossible(field="account")
    if amount_vnd is not None and not 0 < amount_vnd < 10**13:
        raise TransferNotPossible(field="amount")
    payee = _field("00", bank) + _field("01", account)
    text = _field("00", "01") + _field("01", "11" if amount_vnd is None else "12")
    text += _field("38", _field("00", NAPAS) + _field("01", payee) + _field("02", TO_ACCOUNT))
    text += _field("53", DONG)
    text += "" if amount_vnd is None else _field("54", str(amount_vnd))
    text += _field("58", "VN")
    if plain := _plain(purpose):
        text += _field("62", _field("08", plain))
    text += "6304"
    return text + f"{crc(text.encode()):04X}"


def crc(data: bytes) -> int:
    """Return CRC-16/CCITT-FALSE: polynomial 1021, begun with FFFF."""
    value = 0xFFFF
    for byte in data:
        value ^= byte << 8
        for _ in range(8):
            value = ((value << 1) ^ 0x1021 if value & 0x8000 else value << 1) & 0xFFFF
    return value


def _field(name: str, value: str) -> str:
    return f"{name}{len(value):02d}{value}"


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return re.sub(r"[^0-9A-Za-z .-]", "", letters)[:LONGEST_PURPOSE].strip()
