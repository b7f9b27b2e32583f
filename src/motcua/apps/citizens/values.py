"""Words that the accounts share with whoever uses them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from motcua.domain.dossier.values import Party


class Channel(StrEnum):
    """How a code or an invitation reaches somebody."""

    SMS = "sms"
    EMAIL = "email"


class Right(StrEnum):
    """What a member or a proxy may do for another."""

    FILE = "file"
    FOLLOW = "follow"
    PAY = "pay"


class Purpose(StrEnum):
    """What a one-time code is for."""

    SIGN_UP = "sign-up"
    RECOVER = "recover"
    CONTACT = "contact"
    POWER = "power"


ALL_RIGHTS: Final = frozenset(right.value for right in Right)


@dataclass(frozen=True, slots=True)
class Contact:
    """A phone or an e-mail in its one spelling."""

    channel: Channel
    address: str


@dataclass(frozen=True, slots=True)
class Person:
    """A person with an account. `proven`: the identity number comes from the national identity."""

    id: int
    name: str
    phone: str
    email: str
    citizen_id: str
    born_on: str
    sex: str
    address: str
    proven: bool
    language: str

    @property
    def key(self) -> str:
        """Return whose matter a dossier of this person is."""
        return f"citizen:{self.id}"


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody for whom a person may act: oneself, a company, a principal.

    `key` is the owner of what is filed: "citizen:12", "company:5", or "power:7" for a power of attorney that the
    principal has not confirmed. `basis` says by what right, in words for officers and applicants; empty for oneself.
    """

    key: str
    label: str
    kind: str
    party: Party
    basis: str
    rights: frozenset[str]

    def may(self, right: str) -> bool:
        """Tell whether the person may do a thing here: "file", "follow" or "pay"."""
        return right in self.rights
