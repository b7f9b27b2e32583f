"""The national payment platform over HTTP: INIT, QUERY, GET_BILL (R-H13).

Whatever is not a clear answer in the platform's language counts as no answer: a page of HTML with status 200, an
expired session in the exchange's wrapping, silence. The exchange wraps answers as `{error_code, message: "<json>"}`.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import httpx

from motcua.apps.payments.ports import GatewayRefused, GatewayUnavailable, Told
from motcua.domain.payments import payplat
from motcua.domain.payments.payplat import Bill, NotGenuine, Outcome, Partner

TIMEOUT: Final = httpx.Timeout(10.0, connect=5.0)
SUCCESSES: Final = frozenset({"00", "0"})
PDF: Final = b"%PDF"


class PayPlat:
    """Speaks for one partner to the platform at one address."""

    def __init__(self, *, url: str, partner: Partner, timeout: httpx.Timeout = TIMEOUT) -> None:
        self._url = url
        self._partner = partner
        self._timeout = timeout

    def begin(self, bill: Bill, *, reference: str, description: str, address: str, at: datetime) -> str:
        """Return where the payer goes. Raises GatewayUnavailable, GatewayRefused."""
        message = payplat.init(
            self._partner, bill, reference=reference, description=description, address=address, at=at
        )
        url = str(self._send(message).get("UrlThanhToan") or "")
        if not url.startswith(("https://", "http://")):
            raise GatewayUnavailable
        return url

    def ask(self, reference: str, *, at: datetime) -> Told:
        """Return how an attempt stands. Raises GatewayUnavailable, GatewayRefused."""
        answer = self._send(payplat.question(self._partner, "QUERY", reference=reference, at=at))
        outcome = payplat.STATUS.get(str(answer.get("TrangThaiGD") or ""))
        if outcome is None or answer.get("MaThamChieu") not in {reference, None, ""}:
            raise GatewayUnavailable
        try:
            amount = payplat.amount(answer.get("SoTien")) if outcome is Outcome.SUCCESS else 0
        except NotGenuine as unreadable:
            raise GatewayUnavailable from unreadable
        return Told(outcome, amount, str(answer.get("MaGiaoDich") or ""))

    def bill(self, reference: str, *, at: datetime) -> bytes:
        """Return the platform's own receipt. Raises GatewayUnavailable, GatewayRefused."""
        message = payplat.question(self._partner, "GET_BILL", reference=reference, at=at)
        response = self._post(message)
        if response.content.startswith(PDF):
            return response.content
        url = str(self._read(response).get("UrlBienLai") or "")
        if not url.startswith(("https://", "http://")):
            raise GatewayUnavailable
        try:
            fetched = httpx.get(url, timeout=self._timeout)
        except httpx.HTTPError as error:
            raise GatewayUnavailable from error
        if not fetched.content.startswith(PDF):
            raise GatewayUnavailable
        return fetched.content

    def _send(self, message: Mapping[str, Any]) -> dict[str, Any]:
        return self._read(self._post(message))

    def _post(self, message: Mapping[str, Any]) -> httpx.Response:
        try:
            response = httpx.post(self._url, json=message, timeout=self._timeout)
        except httpx.HTTPError as error:
            raise GatewayUnavailable from error
        if not response.is_success:
            raise GatewayUnavailable
        return response

    def _read(self, response: httpx.Response) -> dict[str, Any]:
        try:
            answer = _unwrapped(json.loads(response.content))
        except ValueError as error:
            raise GatewayUnavailable from error
        code = str(answer.get("MaLoi", ""))
        if not code:
            raise GatewayUnavailable
        if code not in SUCCESSES:
            raise GatewayRefused(answer=code[:20])
        return answer


def _unwrapped(answer: Any) -> dict[str, Any]:
    """Return the platform's answer inside the exchange's. Raises ValueError, GatewayUnavailable."""
    if not isinstance(answer, dict):
        raise GatewayUnavailable
    if "error_code" not in answer:
        return answer
    if str(answer["error_code"]) not in SUCCESSES:
        raise GatewayUnavailable
    inner = answer.get("message")
    return _unwrapped(json.loads(inner) if isinstance(inner, str) else inner)
