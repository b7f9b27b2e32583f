"""Zalo Notification Service: a template approved by Zalo, its values, and a token that is renewed by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import httpx

from motcua.apps.notifications.ports import AnswerLost, NotTaken, Outgoing, Taken, Tokens, TokenStore
from motcua.domain.messages.routing import Way

SEND_URL: Final = "https://business.openapi.zalo.me/message/template"
TOKEN_URL: Final = "https://oauth.zaloapp.com/v4/oa/access_token"  # noqa: S105 - An address.
TOKEN_NOT_GOOD: Final = {"-124", "-216"}
NOT_FOR_THIS_NUMBER: Final = {"-108", "-114", "-118", "-119", "-139", "-140", "-141"}
"""No such number, no account, switched off, refused by the person: an SMS reaches them instead."""
LIMITS: Final[Mapping[str, int]] = {"ma_ho_so": 30, "trang_thai": 30, "ten_dich_vu": 200, "loi_nhan": 200}
"""Characters that the parameters of a template take."""
EARLY: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class ZaloAccount:
    """One official account. `templates` gives the approved template of each event; without one nothing is sent.

    `refresh_token` is the first one, made by hand; later ones are kept in `tokens`.
    """

    name: str
    app_id: str
    secret_key: str
    refresh_token: str
    templates: Mapping[str, str]
    tokens: TokenStore
    send_url: str = SEND_URL
    token_url: str = TOKEN_URL
    timeout: float = 10.0
    way: Way = Way.ZALO

    @classmethod
    def of(cls, name: str, way: Way, entry: Mapping[str, Any], *, tokens: TokenStore) -> "ZaloAccount":
        """Return the account that the settings describe. Raises KeyError."""
        return cls(
            name=name, way=way, app_id=entry["app_id"], secret_key=entry["secret_key"],
            refresh_token=entry["refresh_token"], templates=entry["templates"], tokens=tokens,
            send_url=entry.get("send_url", SEND_URL), token_url=entry.get("token_url", TOKEN_URL),
            timeout=float(entry.get("timeout", 10)),
        )  # fmt: skip

    def send(self, message: Outgoing) -> Taken:
        """Hand one message over. Raises NotTaken, AnswerLost."""
        template = self.templates.get(message.event)
        if not template:
            raise NotTaken("no-template", for_good=True)
        body = {
            "phone": f"84{message.address[1:]}",
            "template_id": template,
            "template_data": parameters(message),
            "tracking_id": message.reference,
        }
        token = self._token(message.at)
        answer = self._post(body, token)
        if _error(answer) in TOKEN_NOT_GOOD:
            answer = self._post(body, self._token(message.at, instead_of=token))
        return _read(answer)

    def _post(self, body: Mapping[str, Any], token: str) -> Mapping[str, Any]:
        return _asked(self.send_url, {"json": body}, {"access_token": token}, self.timeout)

    def _token(self, at: datetime, *, instead_of: str = "") -> str:
        """Return a token that is good now; renewed by one worker for all."""
        kept = self.tokens.read(self.name)
        if kept and kept.access != instead_of and kept.until - EARLY > at:
            return kept.access
        with self.tokens.renewing(self.name) as by_now:
            if by_now and by_now.access != instead_of and by_now.until - EARLY > at:
                return by_now.access
            new = self._renewed(by_now.refresh if by_now else self.refresh_token, at)
            self.tokens.keep(self.name, new)
            return new.access

    def _renewed(self, refresh: str, at: datetime) -> Tokens:
        fields = {"refresh_token": refresh, "app_id": self.app_id, "grant_type": "refresh_token"}
        try:
            found = _asked(self.token_url, {"data": fields}, {"secret_key": self.secret_key}, self.timeout)
        except AnswerLost as lost:
            raise NotTaken(f"token-{lost.code}") from lost  # No message was sent yet.
        if not found.get("access_token"):
            raise NotTaken("token-refused")
        lifetime = timedelta(seconds=int(found.get("expires_in") or 3600))
        return Tokens(str(found["access_token"]), str(found.get("refresh_token") or refresh), at + lifetime)


def parameters(message: Outgoing) -> dict[str, str]:
    """Return the values of a template, each as long as Zalo takes it."""
    data = message.data
    values = {
        "ma_ho_so": data.get("ma_ho_so", ""),
        "trang_thai": message.title.partition(":")[0],
        "ten_dich_vu": data.get("thu_tuc", ""),
        "loi_nhan": message.text,
    }
    return {name: value[: LIMITS[name]] for name, value in values.items()}


def _asked(
    url: str, content: Mapping[str, Any], headers: Mapping[str, str], timeout: float
) -> Mapping[str, Any]:
    try:
        answer = httpx.post(url, headers=dict(headers), timeout=timeout, **content)
    except (httpx.ReadTimeout, httpx.ReadError, httpx.RemoteProtocolError) as lost:
        raise AnswerLost(type(lost).__name__) from lost
    except httpx.HTTPError as unreachable:
        raise NotTaken(type(unreachable).__name__) from unreachable
    try:
        found = answer.json()
    except ValueError as unreadable:
        code = "unreadable" if answer.is_success else f"http-{answer.status_code}"
        raise NotTaken(code) from unreadable
    if not isinstance(found, dict) or not answer.is_success:
        raise NotTaken(f"http-{answer.status_code}")
    return found


def _error(answer: Mapping[str, Any]) -> str:
    """Return the error as text: Zalo spells success `0`, and some of its services "0"."""
    return str(answer.get("error", ""))


def _read(answer: Mapping[str, Any]) -> Taken:
    error = _error(answer)
    if error in {"0", "00"}:
        data = answer.get("data")
        return Taken(str(data.get("msg_id", "")) if isinstance(data, dict) else "", error)
    raise NotTaken(f"zalo{error}", for_good=error in NOT_FOR_THIS_NUMBER)
