"""E-mail by SMTP, in steps: what happens before the text is handed over can be repeated without doubt."""

import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from email.utils import format_datetime
from typing import Any

from motcua.apps.notifications.ports import AnswerLost, NotTaken, Outgoing, Taken
from motcua.domain.messages.routing import Way


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpServer:
    """One account at a mail server. `security` is "starttls", "tls" or "none" for a server on this machine."""

    name: str
    host: str
    sender: str
    port: int = 587
    security: str = "starttls"
    username: str = ""
    password: str = ""
    sender_name: str = ""
    timeout: float = 10.0
    way: Way = Way.EMAIL

    @classmethod
    def of(cls, name: str, way: Way, entry: Mapping[str, Any]) -> "SmtpServer":
        """Return the server that the settings describe. Raises KeyError."""
        return cls(
            name=name, way=way, host=entry["host"], sender=entry["sender"], port=int(entry.get("port", 587)),
            security=entry.get("security", "starttls"), username=entry.get("username", ""),
            password=entry.get("password", ""), sender_name=entry.get("sender_name", ""),
            timeout=float(entry.get("timeout", 10)),
        )  # fmt: skip

    def send(self, message: Outgoing) -> Taken:
        """Hand one e-mail over. Raises NotTaken, AnswerLost."""
        try:
            with self._opened() as server:
                _step(server.mail(self.sender))
                _step(server.rcpt(message.address))
                return self._handed_over(server, message)
        except smtplib.SMTPAuthenticationError as refused:
            raise NotTaken(f"smtp-{refused.smtp_code}") from refused
        except (smtplib.SMTPException, OSError) as unreachable:
            raise NotTaken(type(unreachable).__name__) from unreachable

    def _handed_over(self, server: smtplib.SMTP, message: Outgoing) -> Taken:
        letter = self._letter(message)
        try:
            code, _words = server.data(letter.as_bytes(policy=POLICY))
        except smtplib.SMTPDataError as refused:
            code = refused.smtp_code
        except (smtplib.SMTPServerDisconnected, OSError) as lost:
            raise AnswerLost(type(lost).__name__) from lost
        _step((code, b""))
        return Taken(str(letter["Message-ID"]), str(code))

    def _letter(self, message: Outgoing) -> EmailMessage:
        letter = EmailMessage(policy=POLICY)
        letter["Subject"] = message.title
        letter["From"] = Address(self.sender_name, addr_spec=self.sender)
        letter["To"] = message.address
        letter["Date"] = format_datetime(message.at)
        letter["Message-ID"] = f"<{message.reference}@{self.sender.partition('@')[2]}>"
        letter["Auto-Submitted"] = "auto-generated"
        letter.set_content(message.text)
        return letter

    @contextmanager
    def _opened(self) -> Iterator[smtplib.SMTP]:
        secure = ssl.create_default_context()
        if self.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=self.timeout, context=secure
            )
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=self.timeout)
        try:
            if self.security == "starttls":
                server.starttls(context=secure)
            server.ehlo_or_helo_if_needed()
            if self.username:
                server.login(self.username, self.password)
            yield server
            _say_goodbye(server)
        finally:
            server.close()


def _say_goodbye(server: smtplib.SMTP) -> None:
    try:
        server.quit()
    except (smtplib.SMTPException, OSError):
        return  # The letter is over there already.


def _step(answer: tuple[int, bytes]) -> None:
    """Go on after a good answer. Raises NotTaken: for good where the server says 5xx about sender or receiver."""
    code, _words = answer
    if not 200 <= code < 400:
        raise NotTaken(f"smtp-{code}", for_good=500 <= code < 600)
