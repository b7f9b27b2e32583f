"""SMS through a gateway that speaks as Kannel's `sendsms` does, which most brand-name gateways imitate.

Numbers and texts go in the body, not in the address, so that no log of a proxy keeps them; `"method": "GET"` is for
gateways that read nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

import httpx

from motcua.apps.notifications.ports import AnswerLost, NotTaken, Outgoing, Taken
from motcua.domain.messages import count_sms
from motcua.domain.messages.routing import Way

REPORT_MASK: Final = 1 | 2 | 16
"""Delivered to the phone, not delivered to the phone, refused by the network."""
TAKEN_WORDS: Final = ("0:", "3:")
"""Accepted for delivery; queued for later delivery."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KannelGateway:
    """One account at one gateway. `report_url` is where this site takes reports; empty for none."""

    name: str
    url: str
    username: str
    password: str
    sender: str
    report_url: str = ""
    method: str = "POST"
    timeout: float = 10.0
    way: Way = Way.SMS

    @classmethod
    def of(cls, name: str, way: Way, entry: Mapping[str, Any]) -> "KannelGateway":
        """Return the gateway that the settings describe. Raises KeyError."""
        return cls(
            name=name, way=way, url=entry["url"], username=entry["username"], password=entry["password"],
            sender=entry["sender"], report_url=entry.get("report_url", ""), method=entry.get("method", "POST"),
            timeout=float(entry.get("timeout", 10)),
        )  # fmt: skip

    def send(self, message: Outgoing) -> Taken:
        """Hand one short message over. Raises NotTaken, AnswerLost."""
        try:
            answer = self._asked(self._fields(message))
        except (httpx.ReadTimeout, httpx.ReadError, httpx.RemoteProtocolError) as lost:
            raise AnswerLost(type(lost).__name__) from lost
        except httpx.HTTPError as unreachable:
            raise NotTaken(type(unreachable).__name__) from unreachable
        return _read(answer)

    def _asked(self, fields: Mapping[str, str]) -> httpx.Response:
        if self.method == "GET":
            return httpx.get(self.url, params=fields, timeout=self.timeout)
        return httpx.post(self.url, data=fields, timeout=self.timeout)

    def _fields(self, message: Outgoing) -> dict[str, str]:
        fields = {
            "username": self.username, "password": self.password, "from": self.sender,
            "to": f"+84{message.address[1:]}", "text": message.text, "charset": "UTF-8",
            "coding": "0" if count_sms(message.text).basic else "2",
        }  # fmt: skip
        if self.report_url:
            token = quote(message.report_token, safe="")
            fields["dlr-mask"] = str(REPORT_MASK)
            fields["dlr-url"] = f"{self.report_url.rstrip('/')}/{self.name}/{token}?type=%d"
        return fields


def _read(answer: httpx.Response) -> Taken:
    """Return what a gateway said. A page for browsers, as of a proxy in between, takes no message."""
    words = answer.text.strip()
    if answer.is_success and words.startswith(TAKEN_WORDS):
        return Taken(code=words[:1])
    if answer.status_code in {400, 404} or "Do not try again" in words:
        raise NotTaken(f"http-{answer.status_code}", for_good=True)
    raise NotTaken("unreadable" if answer.is_success else f"http-{answer.status_code}")
