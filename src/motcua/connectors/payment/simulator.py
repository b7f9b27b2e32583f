"""The platform on loopback, for demonstrations and tests, with the misbehavior that is known of it.

The partner's messages come to `/`. `/pay/<reference>` is the page on which a payer pays, gives up or just goes away.
`/mode` (POST, JSON) switches misbehavior on: `forged`, `wrong-amount`, `duplicate`, `out-of-order`, `silent`,
`timeout-after`, `html`, `wrapped`, `expired-session`. `/again/<reference>` sends the confirmation once more.
"""

import html
import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import httpx

from motcua.domain.payments import payplat
from motcua.domain.payments.payplat import Partner

MODES: Final = frozenset(
    {
        "forged", "wrong-amount", "duplicate", "out-of-order", "silent", "timeout-after", "html", "wrapped",
        "expired-session", "query-wrong-amount", "query-pending",
    }
)  # fmt: skip
PENDING, PAID, FAILED = "3", "1", "4"
SLOW_SECONDS: Final = 1.5
BILL: Final = b"%PDF-1.4\n% C1-10/NS, simulated\n"


@dataclass(slots=True)
class Payment:
    """One attempt as the platform keeps it."""

    reference: str
    amount: str
    description: str
    status: str = PENDING


@dataclass(slots=True)
class Platform:
    """The platform's memory; shared by its threads under `lock`."""

    partner: Partner
    callback_url: str
    return_url: str
    address: str = ""
    modes: frozenset[str] = frozenset()
    payments: dict[str, Payment] = field(default_factory=dict)
    answers: list[Any] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def hear(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """Answer INIT, QUERY and GET_BILL."""
        kind = str(message.get("LoaiBanTin"))
        if not payplat.genuine(message, self.partner.secret):
            return {"MaLoi": "97", "MoTaLoi": "Sai mã xác thực"}
        reference = str(message["MaThamChieu"])
        with self.lock:
            known = self.payments.get(reference)
            if kind == "INIT":
                if known is not None:
                    return {"MaLoi": "94", "MoTaLoi": "Giao dịch đã tồn tại"}
                self.payments[reference] = Payment(
                    reference, str(message["SoTien"]), str(message["ThongTinGiaoDich"])
                )
                return {"MaLoi": "00", "UrlThanhToan": f"{self.address}/pay/{reference}"}
            if known is None:
                return {"MaLoi": "01", "MoTaLoi": "Không có giao dịch"}
            if kind == "GET_BILL":
                return {"MaLoi": "00", "UrlBienLai": f"{self.address}/bill/{reference}"}
            amount = str(int(known.amount) + 1000) if "query-wrong-amount" in self.modes else known.amount
            status = PENDING if "query-pending" in self.modes else known.status
            return {"MaLoi": "00", "MaThamChieu": reference, "TrangThaiGD": status, "SoTien": amount,
                    "MaGiaoDich": f"GD{reference}", "ThemTruongLa": ""}  # fmt: skip

    def end(self, reference: str, status: str) -> None:
        """End an attempt, and tell the partner as the modes say."""
        with self.lock:
            payment = self.payments[reference]
            payment.status = status
        if "silent" in self.modes:
            return
        if "out-of-order" in self.modes:  # The news of an earlier failure arrives after that of success.
            self.tell(payment, status)
            self.tell(payment, FAILED)
            return
        for _ in range(2 if "duplicate" in self.modes else 1):
            self.tell(payment, status)

    def tell(self, payment: Payment, status: str) -> None:
        """Send one CONFIRM and keep the answer."""
        amount = str(int(payment.amount) + 1000) if "wrong-amount" in self.modes else payment.amount
        message = payplat.signed(
            {
                "LoaiBanTin": "CONFIRM",
                "MaLoi": "00" if status == PAID else "02",
                "MaDoiTac": self.partner.code,
                "MaThamChieu": payment.reference,
                "SoTien": amount,
                "MaTienTe": "VND",
                "MaGiaoDich": f"GD{payment.reference}",
                "MaNganHang": "VCB",
                "ThoiGianGD": payplat.stamp(datetime.now(UTC)),  # noqa: TID251  # A party of its own has a clock of its own.
                "ThongTinGiaoDich": payment.description,
            },
            "someone-else" if "forged" in self.modes else self.partner.secret,
        )
        try:
            response = httpx.post(self.callback_url, json=message, timeout=10)
            self.answers.append(response.json())
        except (httpx.HTTPError, ValueError) as error:
            self.answers.append({"error": type(error).__name__})


PAGE: Final = """<!doctype html><html lang="vi"><meta charset="utf-8"><title>Cổng thanh toán thử</title>
<main><h1>Cổng thanh toán thử</h1><p>{description}: {amount} đồng</p><form method="post">
<button name="act" value="pay">Trả tiền</button> <button name="act" value="fail">Báo lỗi</button>
<button name="act" value="leave">Đóng trang</button></form></main></html>"""


class _Handler(BaseHTTPRequestHandler):
    platform: Platform

    def do_GET(self) -> None:  # The name http.server asks for.
        kind, _, reference = urlsplit(self.path).path.lstrip("/").partition("/")
        payment = self.platform.payments.get(reference)
        if kind == "bill" and payment:
            self._answer(BILL, "application/pdf")
        elif kind == "pay" and payment:
            text = PAGE.format(
                description=html.escape(payment.description), amount=html.escape(payment.amount)
            )
            self._answer(text.encode(), "text/html; charset=utf-8")
        elif kind == "answers":
            self._json(self.platform.answers)
        elif kind == "favicon.ico":
            self._answer(b"", "image/x-icon")
        else:
            self._answer(b"", "text/plain", HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:  # The name http.server asks for.
        kind, _, reference = urlsplit(self.path).path.lstrip("/").partition("/")
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        acts: dict[str, Callable[[str, bytes], None]] = {
            "mode": self._mode, "pay": self._pay, "again": self._again,
        }  # fmt: skip
        acts.get(kind, self._partner)(reference, body)

    def _mode(self, _: str, body: bytes) -> None:
        modes = frozenset(json.loads(body))
        if not modes <= MODES:
            self._json({"unknown": sorted(modes - MODES)}, HTTPStatus.BAD_REQUEST)
            return
        self.platform.modes = modes
        self._json(sorted(modes))

    def _pay(self, reference: str, body: bytes) -> None:
        act = parse_qs(body.decode()).get("act", ["leave"])[0]
        if act != "leave":
            self.platform.end(reference, PAID if act == "pay" else FAILED)
        self.send_response(HTTPStatus.SEE_OTHER)
        self.send_header("Location", self.platform.return_url.replace("{reference}", reference))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _again(self, reference: str, _: bytes) -> None:
        payment = self.platform.payments[reference]
        self.platform.tell(payment, payment.status)
        self._json("sent")

    def _partner(self, _: str, body: bytes) -> None:
        modes = self.platform.modes
        answer: Any = self.platform.hear(json.loads(body))
        if "timeout-after" in modes:
            time.sleep(SLOW_SECONDS)
        if "html" in modes:
            self._answer(b"<html>Bao tri</html>", "text/html")
            return
        if "expired-session" in modes:
            answer = {"error_code": "1", "message": "Phiên làm việc hết hạn"}
        elif "wrapped" in modes:
            answer = {"error_code": "0", "message": json.dumps(answer, ensure_ascii=False)}
        self._json(answer)

    def _json(self, value: Any, status: HTTPStatus = HTTPStatus.OK) -> None:
        self._answer(json.dumps(value, ensure_ascii=False).encode(), "application/json", status)

    def _answer(self, content: bytes, media_type: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # The name http.server gives it.
        """Say nothing: payers' references belong in no log."""


def serve(platform: Platform, port: int) -> ThreadingHTTPServer:
    """Return a server of the platform on loopback; the caller runs and closes it. Port 0: any free one."""
    handler = type("Handler", (_Handler,), {"platform": platform})
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    platform.address = f"http://127.0.0.1:{server.server_address[1]}"
    return server
