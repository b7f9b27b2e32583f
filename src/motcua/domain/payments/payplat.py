"""Messages of the national payment platform and the checksums that prove them (R-H13).

A checksum is the lower-case hexadecimal SHA-256 of some fields, in a fixed order and parted by bars, with the
partner's secret at the end. Field names are the platform's own.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from motcua.domain.calendar import TIMEZONE

VERSION: Final = "1.0.6"
SUCCESS: Final = "00"
REFUSED: Final = "99"
CHECKSUM: Final = "MaXacThuc"
LONGEST_NAME: Final = 250

SIGNED: Final[Mapping[str, tuple[str, ...]]] = {
    "INIT": (
        "LoaiBanTin", "PhienBan", "MaDoiTac", "MaThamChieu", "SoTien", "LoaiHinhThanhToan", "MaKenhThanhToan",
        "MaThietBi", "NgonNgu", "MaTienTe", "MaNganHang", "ThongTinGiaoDich", "ThoiGianGD", "Ip",
    ),
    "CONFIRM": (
        "LoaiBanTin", "MaLoi", "MaDoiTac", "MaThamChieu", "SoTien", "MaTienTe", "MaGiaoDich", "MaNganHang",
        "ThoiGianGD", "ThongTinGiaoDich",
    ),
    "QUERY": ("LoaiBanTin", "PhienBan", "MaDoiTac", "MaThamChieu", "ThoiGianGD"),
    "GET_BILL": ("LoaiBanTin", "PhienBan", "MaDoiTac", "MaThamChieu", "ThoiGianGD"),
}  # fmt: skip
"""Which fields each message signs, in which order."""


class Outcome(StrEnum):
    """What the platform knows of a transaction."""

    SUCCESS = "success"
    PENDING = "pending"
    FAILED = "failed"


STATUS: Final = {"1": Outcome.SUCCESS, "3": Outcome.PENDING, "4": Outcome.FAILED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """Who we are at the platform. The secret signs and is never sent."""

    code: str
    secret: str

    def __repr__(self) -> str:
        return f"Partner(code={self.code!r})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """One sum of an order; `levy`: lệ phí, else phí."""

    code: str
    label: str
    amount_vnd: int
    levy: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """What an order is for, as the platform's receipt says it."""

    procedure_code: str
    procedure: str
    agency_code: str
    agency: str
    dossier: str
    account: str
    account_bank: str
    account_name: str
    payer: str
    payer_identity: str = ""
    payer_address: str = ""
    fees: tuple[Fee, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """A checked CONFIRM: what became of one attempt."""

    reference: str
    transaction: str
    amount_vnd: int
    paid: bool


class NotGenuine(Exception):  # The platform is told no more than that.
    """A message is not from the platform, is not for us or cannot be read."""


def checksum(message: Mapping[str, Any], secret: str) -> str:
    """Return the checksum of a message of a kind in `SIGNED`; a field that is absent counts as empty."""
    values = [_text(message.get(name)) for name in SIGNED[_text(message.get("LoaiBanTin"))]]
    return hashlib.sha256("|".join([*values, secret]).encode()).hexdigest()


def signed(message: Mapping[str, Any], secret: str) -> dict[str, Any]:
    """Return a message with its checksum."""
    return {**message, CHECKSUM: checksum(message, secret)}


def genuine(message: Mapping[str, Any], secret: str) -> bool:
    """Tell whether a message carries the checksum its fields and the secret give."""
    if not secret or _text(message.get("LoaiBanTin")) not in SIGNED:
        return False
    told = _text(message.get(CHECKSUM)).lower()
    return hmac.compare_digest(told.encode(), checksum(message, secret).encode())


def init(
    partner: Partner, bill: Bill, *, reference: str, description: str, address: str, at: datetime
) -> dict[str, Any]:
    """Return the INIT message that begins an attempt to pay."""
    total = str(sum(fee.amount_vnd for fee in bill.fees))
    message = {
        "LoaiBanTin": "INIT",
        "PhienBan": VERSION,
        "MaDoiTac": partner.code,
        "MaThamChieu": reference,
        "SoTien": total,
        "LoaiHinhThanhToan": "PAY",
        "MaKenhThanhToan": "1",
        "MaThietBi": "1",
        "NgonNgu": "vi-VN",
        "MaTienTe": "VND",
        "MaNganHang": "PAYMENT",
        "ThongTinGiaoDich": description,
        "ThoiGianGD": stamp(at),
        "Ip": address,
        "ThongTinBienLai": _bill(bill, description),
    }
    return signed(message, partner.secret)


def _bill(bill: Bill, description: str) -> dict[str, Any]:
    return {
        "MaDichVu": "2",
        "MaDVC": bill.procedure_code,
        "TenDVC": bill.procedure[:LONGEST_NAME],
        "MaTTHC": bill.procedure_code,
        "TenTTHC": bill.procedure[:LONGEST_NAME],
        "MaDonVi": bill.agency_code,
        "TenDonVi": bill.agency,
        "MaHoSo": bill.dossier,
        "TKThuHuong": bill.account,
        "MaNHThuHuong": bill.account_bank,
        "TenTKThuHuong": bill.account_name,
        "PhiLePhi": [
            {
                "LoaiPhiLePhi": "2" if fee.levy else "1",
                "MaPhiLePhi": fee.code,
                "TenPhiLePhi": fee.label,
                "SoTien": str(fee.amount_vnd),
            }
            for fee in bill.fees
        ],
        "HoTenNguoiNop": bill.payer,
        "SoCMNDNguoiNop": bill.payer_identity,
        "DiaChiNguoiNop": bill.payer_address,
        "HuyenNguoiNop": "",
        "TinhNguoiNop": "",
        "NoiDungThanhToan": description,
        "DSKhoanNop": [{"NoiDung": fee.label, "SoTien": str(fee.amount_vnd)} for fee in bill.fees],
    }


def question(partner: Partner, kind: str, *, reference: str, at: datetime) -> dict[str, Any]:
    """Return a QUERY or a GET_BILL about one attempt. Raises KeyError for another kind."""
    message = {
        "LoaiBanTin": kind,
        "PhienBan": VERSION,
        "MaDoiTac": partner.code,
        "MaThamChieu": reference,
        "ThoiGianGD": stamp(at),
    }
    if kind not in {"QUERY", "GET_BILL"}:
        raise KeyError(kind)
    return signed(message, partner.secret)


def read_confirmation(message: Mapping[str, Any], partner: Partner) -> Confirmation:
    """Return what a CONFIRM says. Raises NotGenuine for whatever cannot be trusted."""
    for_us = _text(message.get("LoaiBanTin")) == "CONFIRM" and _text(message.get("MaDoiTac")) == partner.code
    if not for_us or not genuine(message, partner.secret) or _text(message.get("MaTienTe")) != "VND":
        raise NotGenuine
    return Confirmation(
        reference=_text(message["MaThamChieu"]),
        transaction=_text(message.get("MaGiaoDich")),
        amount_vnd=amount(message.get("SoTien")),
        paid=_text(message.get("MaLoi")) == SUCCESS,
    )


def amount(value: object) -> int:
    """Return a sum that came as a number or as digits in a text. Raises NotGenuine."""
    text = _text(value)
    if not text.isascii() or not text.isdigit() or len(text) > 15:
        raise NotGenuine
    return int(text)


def reply(partner: Partner, *, reference: str, accepted: bool, words: str, at: datetime) -> dict[str, str]:
    """Return the answer to a CONFIRM: `00` when it is known or taken in, else `99`, and it is sent again.

    No order of signed fields is published for the answer; its own fields are signed in the order they stand.
    """
    message = {
        "MaLoi": SUCCESS if accepted else REFUSED,
        "MoTaLoi": words,
        "MaDoiTac": partner.code,
        "MaThamChieu": reference,
        "ThoiGianGD": stamp(at),
    }
    text = "|".join([*message.values(), partner.secret])
    return {**message, CHECKSUM: hashlib.sha256(text.encode()).hexdigest()}


def stamp(at: datetime) -> str:
    """Return an instant as the platform writes it: Vietnamese time of 24 hours, `yyyyMMddHHmmss`."""
    return at.astimezone(TIMEZONE).strftime("%Y%m%d%H%M%S")


def _text(value: object) -> str:
    return "" if value is None else str(value)
