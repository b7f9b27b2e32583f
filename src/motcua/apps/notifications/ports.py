"""What the app needs of those who carry messages, and of the place where their tokens are kept."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from motcua.domain.messages.routing import Way


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One message on its way out.

    `reference` is ours: a carrier that gets it twice should send it once. `report_token` goes into the address to
    which a carrier reports. `data` are the filled names, for carriers that have texts of their own.
    """

    reference: str
    event: str
    address: str
    title: str
    text: str
    at: datetime
    data: Mapping[str, str] = field(default_factory=dict)
    report_token: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """A carrier has taken a message over: its own reference, and the words with which it said so."""

    reference: str = ""
    code: str = ""


class NotTaken(Exception):
    """A carrier did not take a message; `for_good` when asking again would bring the same answer.

    `code` is short and free of personal data.
    """

    def __init__(self, code: str, *, for_good: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.for_good = for_good


class AnswerLost(Exception):
    """A carrier was asked and nothing came back: it may have taken the message or not."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Carrier(Protocol):
    """One account at one supplier: an SMS gateway, a mail server, a Zalo official account."""

    @property
    def name(self) -> str:
        """Its name in the settings and in the log of deliveries."""
        ...

    @property
    def way(self) -> Way:
        """How its messages reach people."""
        ...

    def send(self, message: Outgoing) -> Taken:
        """Hand one message over. Raises NotTaken, AnswerLost; nothing else."""
        ...


@dataclass(frozen=True, slots=True)
class Tokens:
    """What opens a carrier until a moment, and what brings the next one."""

    access: str
    refresh: str
    until: datetime


class TokenStore(Protocol):
    """Keeps the tokens of carriers for all workers."""

    def read(self, name: str) -> Tokens | None:
        """Return what is kept for a carrier."""
        ...

    def renewing(self, name: str) -> AbstractContextManager[Tokens | None]:
        """Let one worker renew at a time; yields what is kept by then."""
        ...

    def keep(self, name: str, tokens: Tokens) -> None:
        """Keep new tokens; within `renewing`."""
        ...
