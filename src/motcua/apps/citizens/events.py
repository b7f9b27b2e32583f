"""What this app announces. Contacts and codes are in no log: these events live in one transaction."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class CodeIssued:
    """A one-time code is to be sent. `purpose` is a `values.Purpose`; `channel` is "sms" or "email"."""

    channel: str
    address: str
    code: str
    purpose: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class MemberInvited:
    """Somebody is invited to take part in a company; they answer in an account with this phone or e-mail."""

    channel: str
    address: str
    company: str
    invited_by: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class PowerAsked:
    """A proxy asks a principal, who may have no account yet, to confirm a power of attorney."""

    phone: str
    proxy: str
    power_id: int


@dataclass(frozen=True, slots=True)
class AccountChanged:
    """Something that the person should hear about, on every contact that was verified before it.

    `what` is an action of the journal: "password-changed", "contact-changed", "passkey-added" ...
    """

    person_id: int
    what: str
    contacts: tuple[tuple[str, str], ...]
