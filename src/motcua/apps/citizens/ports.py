"""The outside party that vouches for people: the national identity, reached by OpenID Connect."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from motcua.domain.errors import DomainError


class IdentityRefused(DomainError):
    """The identity provider said no, or its answer is not to be trusted; the reason goes to the log alone."""

    code = "citizens.identity-refused"

    def __init__(self, *, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class IdentityUnreachable(DomainError):
    """The identity provider does not answer; other ways of signing in stay open."""

    code = "citizens.identity-unreachable"


@dataclass(frozen=True, slots=True)
class Attempt:
    """What a browser keeps between leaving for the provider and coming back; nothing of it may be guessed."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What a provider vouches for. `citizen_id` is empty for somebody whom it does not know by number.

    `reference` is the provider's own number of the person (TechID), `tax_code` set for an enterprise.
    """

    issuer: str
    subject: str
    name: str
    citizen_id: str = ""
    born_on: str = ""
    sex: str = ""
    address: str = ""
    reference: str = ""
    tax_code: str = ""


class IdentityProvider(Protocol):
    """Signs people in elsewhere and says who they are."""

    def begin(self, *, redirect_uri: str, at: datetime) -> tuple[str, Attempt]:
        """Return where to send the browser, and what it keeps meanwhile. Raises IdentityUnreachable."""

    def finish(self, *, code: str, attempt: Attempt, redirect_uri: str, at: datetime) -> Claims:
        """Return who came back with a code. Raises IdentityRefused and IdentityUnreachable."""


_joined: Final[dict[str, IdentityProvider]] = {}


def join(provider: IdentityProvider | None) -> None:
    """Say who vouches for people here; None for nobody."""
    _joined.clear()
    if provider is not None:
        _joined["national"] = provider


def national_identity() -> IdentityProvider | None:
    """Return who vouches for people; None where the province has joined nobody yet."""
    return _joined.get("national")
