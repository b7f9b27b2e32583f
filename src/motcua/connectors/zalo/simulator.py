"""Zalo for trials: tokens that end and are good once, template messages, and misbehavior on demand."""

import json
import secrets
from dataclasses import dataclass
from typing import Any

from motcua.apps.notifications.misbehaving import PAGE, Behavior, HttpSimulator, Reply, Request

MESSAGE = "/message/template"
TOKEN = "/v4/oa/access_token"  # noqa: S105 - An address.


@dataclass(frozen=True, slots=True)
class Notification:
    """One message that Zalo has taken."""

    phone: str
    template_id: str
    data: dict[str, str]
    tracking_id: str


class ZaloSimulator(HttpSimulator):
    """`taken` holds what it has taken; `expire()` ends the access token, as Zalo does without notice."""

    def __init__(self, port: int = 0, *, refresh_token: str = "first", secret_key: str = "simulator") -> None:  # noqa: S107 - For trials only.
        super().__init__(port)
        self.taken: list[Notification] = []
        self.renewals = 0
        self._refresh = refresh_token
        self._secret = secret_key
        self._access = ""

    def expire(self) -> None:
        """End the access token."""
        self._access = ""

    def answer(self, request: Request) -> Reply:
        """Give a token, or take one message, or not."""
        if request.path == TOKEN:
            return self._renew(request)
        if request.path != MESSAGE:
            return _said({"error": -404, "message": "Not found"}, 404)
        behavior = self.moods.next()
        if (early := _without_taking(behavior)) is not None:
            return early
        if not self._access or request.headers.get("access_token") != self._access:
            return _said({"error": -124, "message": "Access token is invalid"})
        body = json.loads(request.body)
        self.taken.append(
            Notification(body["phone"], body["template_id"], body["template_data"], body["tracking_id"])
        )
        said = {"error": 0, "message": "Success", "data": {"msg_id": secrets.token_hex(8)}}
        return Reply(200, json.dumps(said), "application/json", wait=behavior is Behavior.LOSE)

    def _renew(self, request: Request) -> Reply:
        good = (request.fields.get("refresh_token"), request.headers.get("secret_key"))
        if good != (self._refresh, self._secret):
            return _said({"error": -14014, "error_name": "Invalid refresh token"})
        self.renewals += 1
        self._access, self._refresh = secrets.token_hex(16), secrets.token_hex(16)
        return _said({"access_token": self._access, "refresh_token": self._refresh, "expires_in": "90000"})


def _without_taking(behavior: Behavior) -> Reply | None:
    return {
        Behavior.HANG: Reply(0, "", wait=True),
        Behavior.BREAK: Reply(502, "<h1>Bad gateway</h1>", "text/html"),
        Behavior.BUSY: _said({"error": -32, "message": "Rate limit"}),
        Behavior.REFUSE: _said({"error": -118, "message": "Zalo account not existed"}),
        Behavior.PAGE: PAGE,
    }.get(behavior)


def _said(answer: dict[str, Any], status: int = 200) -> Reply:
    return Reply(status, json.dumps(answer), "application/json")
