"""Which way a message goes, how urgent it is, and what of it may leave the house.

A statutory notice cannot be switched off (R-A23: by e-mail and SMS; R-A39: by e-mail, SMS, phone or an approved
social network). Whoever chose Zalo gets it there, and by SMS where Zalo does not take it.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from types import MappingProxyType
from typing import Final

from motcua.domain.identity import is_mobile
from motcua.domain.masking import mask_email, mask_name, mask_phone
from motcua.domain.messages.events import MessageEvent


class Way(StrEnum):
    """How a message reaches a person; INBOX is the list of notices on this site."""

    SMS = "sms"
    EMAIL = "email"
    ZALO = "zalo"
    INBOX = "inbox"


class Priority(IntEnum):
    """What goes first; a greater one never waits behind a smaller one."""

    BULK = 0
    PROGRESS = 10
    DUE = 20
    PAYMENT = 30
    CODE = 40


class Group(StrEnum):
    """Kinds of messages as people choose among them."""

    SECURITY = "security"
    NOTICES = "notices"
    PROGRESS = "progress"
    PAYMENTS = "payments"
    INVITATIONS = "invitations"


STATUTORY: Final = frozenset({Group.SECURITY, Group.NOTICES})
"""What nobody can switch off."""

_E = MessageEvent
GROUPS: Final[Mapping[MessageEvent, Group]] = MappingProxyType(
    {
        _E.ONE_TIME_CODE: Group.SECURITY,
        _E.ACCOUNT_CHANGED: Group.SECURITY,
        _E.MEMBER_INVITED: Group.SECURITY,
        _E.POWER_ASKED: Group.SECURITY,
        _E.NOT_ACCEPTED: Group.NOTICES,
        _E.SUPPLEMENT_ASKED: Group.NOTICES,
        _E.RE_APPOINTED: Group.NOTICES,
        _E.RECOUNTED: Group.NOTICES,
        _E.STOPPED: Group.NOTICES,
        _E.FILED: Group.PROGRESS,
        _E.ACCEPTED: Group.PROGRESS,
        _E.RESULT_READY: Group.PROGRESS,
        _E.RETURNED: Group.PROGRESS,
        _E.REPLIED: Group.PROGRESS,
        _E.PAYMENT_ASKED: Group.PAYMENTS,
        _E.PAID: Group.PAYMENTS,
        _E.RATING_ASKED: Group.INVITATIONS,
    }
)
PRIORITIES: Final[Mapping[Group, Priority]] = MappingProxyType(
    {
        Group.SECURITY: Priority.CODE,
        Group.PAYMENTS: Priority.PAYMENT,
        Group.NOTICES: Priority.DUE,
        Group.PROGRESS: Priority.PROGRESS,
        Group.INVITATIONS: Priority.BULK,
    }
)


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a person can be reached; `inbox` tells that they have an account here."""

    phone: str = ""
    email: str = ""
    inbox: bool = False


@dataclass(frozen=True, slots=True)
class Route:
    """One message to be sent: the way, the address, and the ways to try when this one fails."""

    way: Way
    address: str
    otherwise: tuple[Way, ...] = ()


Choices = Mapping[tuple[Group, Way], bool]
"""What a person has chosen; what is missing is as `chosen_at_first` says."""


def chosen_at_first(way: Way) -> bool:
    """Tell whether a way is used for those who have chosen nothing: Zalo only when asked for."""
    return way is not Way.ZALO


def may_switch_off(group: Group, way: Way) -> bool:
    """Tell whether a person may do without: Zalo always, the others where no law asks for them."""
    return way is Way.ZALO or (group not in STATUTORY and way is not Way.INBOX)


def wants(choices: Choices, group: Group, way: Way) -> bool:
    """Tell whether a message of a group goes a way, the law before the choice (R-A23, R-A39)."""
    if not may_switch_off(group, way):
        return True
    return choices.get((group, way), chosen_at_first(way))


def routes(event: MessageEvent, reach: Reach, choices: Choices) -> tuple[Route, ...]:
    """Return the messages that an event leads to, at most one for each way and one for the phone.

    An invitation goes to nobody without an account, as nobody else can refuse it; a code goes to no inbox.
    """
    group = GROUPS[event]
    if group is Group.INVITATIONS and not reach.inbox:
        return ()
    found = []
    if reach.inbox and group is not Group.SECURITY:
        found.append(Route(Way.INBOX, ""))
    if is_mobile(reach.phone):
        if wants(choices, group, Way.ZALO) and group is not Group.SECURITY:
            sms = (Way.SMS,) if wants(choices, group, Way.SMS) else ()
            found.append(Route(Way.ZALO, reach.phone, sms))
        elif wants(choices, group, Way.SMS):
            found.append(Route(Way.SMS, reach.phone))
    if reach.email and wants(choices, group, Way.EMAIL):
        found.append(Route(Way.EMAIL, reach.email))
    return tuple(found)


def only(found: Iterable[Route], ways: Collection[Way]) -> tuple[Route, ...]:
    """Return the routes that start on one of some ways."""
    return tuple(route for route in found if route.way in ways)


def outward(values: Mapping[str, str], way: Way, *, see: str) -> Mapping[str, str]:
    """Return what a text may say on a way: no name in full, and a reason only where its reader is alone with it.

    A reason may name people and illnesses; an SMS lies on a lock screen, so it says `see` instead.
    """
    kept = dict(values)
    if "nguoi_nop" in kept:
        kept["nguoi_nop"] = mask_name(kept["nguoi_nop"])
    if way in {Way.SMS, Way.ZALO} and kept.get("ly_do"):
        kept["ly_do"] = see
    return kept


def masked(way: Way, address: str) -> str:
    """Return an address as logs and officers see it."""
    if not address:
        return ""
    return mask_email(address) if way is Way.EMAIL else mask_phone(address)


def dedupe_key(event: MessageEvent, subject: str, way: Way, receiver: str) -> str:
    """Return what two sendings of the same notice to the same receiver have in common: 64 hexadecimal digits.

    `subject` names what happened, such as a dossier and the number of its journal entry.
    """
    parts = "\x1f".join((event, subject, way, receiver))
    return hashlib.sha256(parts.encode()).hexdigest()
