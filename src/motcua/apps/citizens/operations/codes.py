"""One-time codes: six digits to a phone or an e-mail, good for ten minutes and five tries."""

import hmac
import secrets
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q
from django.utils.crypto import salted_hmac

from motcua.apps.audit.announce import announce
from motcua.apps.citizens import limits
from motcua.apps.citizens.events import CodeIssued
from motcua.apps.citizens.journal import record
from motcua.apps.citizens.models import OneTimeCode
from motcua.apps.citizens.values import Channel, Contact, Purpose
from motcua.domain.access import Actor
from motcua.domain.errors import DomainError

DIGITS: Final = 6
GOOD_FOR: Final = timedelta(minutes=10)
TO_FINISH: Final = timedelta(minutes=30)
MOST_TRIES: Final = 5
ACTOR: Final = Actor.system("citizens")


class CodeWrong(DomainError):
    """The digits are not those that were sent; `left` tries remain for this code."""

    code = "citizens.code-wrong"

    def __init__(self, *, left: int) -> None:
        super().__init__(str(left))
        self.left = left


class CodeSpent(DomainError):
    """The code is too old, used, tried too often or was never sent: another one must be asked for."""

    code = "citizens.code-spent"


def issue(
    contact: Contact, *, purpose: Purpose, asker: str, at: datetime, person_id: int | None = None
) -> UUID:
    """Send a code and return its name, which only the browser that asked holds. Raises TooOften.

    Anybody may have codes sent to any contact, whether or not an account knows it: nothing is revealed.
    """
    for quota, subject in (
        (limits.CODES_OF_ASKER, asker),
        (limits.CODES_TO_ADDRESS, contact.address),
        (limits.CODES_A_DAY, contact.address),
    ):
        limits.spend(quota, subject, at=at)
    return _send(contact, purpose=purpose, at=at, person_id=person_id)


@transaction.atomic
def _send(contact: Contact, *, purpose: Purpose, at: datetime, person_id: int | None) -> UUID:
    name, digits = uuid4(), "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    OneTimeCode.objects.filter(
        _whose(person_id), address=contact.address, purpose=purpose, used_at=None, verified_at=None
    ).update(used_at=at)  # The last one sent is the one that counts.
    OneTimeCode.objects.create(
        id=name, channel=contact.channel, address=contact.address, purpose=purpose, person_id=person_id,
        digest=_digest(name, digits), created_at=at, expires_at=at + GOOD_FOR,
    )  # fmt: skip
    record(
        person_id, "code-issued", at=at, facts={"purpose": purpose.value, "channel": contact.channel.value}
    )
    announce(
        CodeIssued(contact.channel.value, contact.address, digits, purpose.value, at + GOOD_FOR),
        actor=ACTOR,
        at=at,
    )
    return name


def verify(name: UUID, digits: str, *, purpose: Purpose, at: datetime) -> Contact:
    """Return the contact that a code was sent to, now proven. Raises CodeWrong and CodeSpent.

    Every try is kept, whatever is done with the refusal.
    """
    left, contact = _try(name, "".join(digits.split()), purpose=purpose, at=at)
    if contact is None:
        raise CodeWrong(left=left)
    return contact


@transaction.atomic
def _try(name: UUID, digits: str, *, purpose: Purpose, at: datetime) -> tuple[int, Contact | None]:
    row = OneTimeCode.objects.select_for_update(of=("self",)).filter(pk=name, purpose=purpose).first()
    if row is None or row.used_at or row.verified_at or row.expires_at <= at or row.tries >= MOST_TRIES:
        raise CodeSpent
    row.tries += 1
    right = hmac.compare_digest(row.digest, _digest(name, digits))
    row.verified_at = at if right else None
    row.save(update_fields=["tries", "verified_at"])
    return MOST_TRIES - row.tries, Contact(Channel(row.channel), row.address) if right else None


def proven_by(name: UUID, *, purpose: Purpose, at: datetime) -> Contact:
    """Return the contact that a code has proven a short while ago, without using it up. Raises CodeSpent."""
    row = OneTimeCode.objects.filter(pk=name, purpose=purpose).first()
    return _proven(row, at)


def use(name: UUID, *, purpose: Purpose, at: datetime, person_id: int | None = None) -> Contact:
    """Use up a code that was proven; inside the transaction of what it is used for. Raises CodeSpent."""
    row = OneTimeCode.objects.select_for_update(of=("self",)).filter(
        _whose(person_id), pk=name, purpose=purpose
    ).first()  # fmt: skip
    contact = _proven(row, at)
    OneTimeCode.objects.filter(pk=name).update(used_at=at)
    return contact


def _whose(person_id: int | None) -> Q:
    return Q(person__isnull=True) if person_id is None else Q(person_id=person_id)


def _proven(row: OneTimeCode | None, at: datetime) -> Contact:
    if row is None or row.used_at or row.verified_at is None or row.verified_at + TO_FINISH <= at:
        raise CodeSpent
    return Contact(Channel(row.channel), row.address)


def _digest(name: UUID, digits: str) -> str:
    return salted_hmac(f"motcua.citizens.code.{name}", digits, algorithm="sha256").hexdigest()
