"""Signing in with a password, keeping track of browsers, signing out."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from django.db import transaction

from motcua.apps.citizens import limits, passwords
from motcua.apps.citizens.contacts import ContactInvalid, holder_of, parse_contact
from motcua.apps.citizens.journal import record
from motcua.apps.citizens.models import Person, SecondFactor, SignedIn
from motcua.apps.citizens.operations.accounts import end_all, open_person
from motcua.domain.errors import DomainError

IDLE: Final = timedelta(minutes=30)
"""Longer than for officers (R-I15): people look for their papers while they fill in a form at home."""
LONGEST: Final = timedelta(hours=12)
SEEN_EVERY: Final = timedelta(minutes=1)


class NotRecognized(DomainError):
    """Name and password do not fit, or there is no such name: the same answer to both."""

    code = "citizens.not-recognized"


@dataclass(frozen=True, slots=True)
class Recognized:
    """Whose password was right, and whether a code of the telephone must follow."""

    person_id: int
    needs_code: bool


def check_password(*, name: str, password: str, asker: str, at: datetime) -> Recognized:
    """Return whose phone or e-mail and password these are.

    Five failures close a name for twelve hours, whether or not there is such an account (R-I14); recovery opens it.
    Raises NotRecognized and TooOften, both alike for unknown names.
    """
    subject = _subject(name)
    limits.require_open(limits.PASSWORDS_OF_ASKER, asker, at=at)
    limits.require_open(limits.PASSWORDS, subject, at=at)
    person = _named(name)
    if not passwords.matches(password, person) or person is None:
        limits.count(limits.PASSWORDS_OF_ASKER, asker, at=at)
        limits.count(limits.PASSWORDS, subject, at=at)
        record(person.pk if person else None, "wrong-password", at=at, address=asker or None)
        raise NotRecognized
    limits.forget(limits.PASSWORDS, subject)
    needs_code = SecondFactor.objects.filter(person=person, confirmed_at__isnull=False).exists()
    return Recognized(person.pk, needs_code)


@transaction.atomic
def begin(*, person_id: int, method: str, at: datetime, address: str | None = None, browser: str = "") -> str:
    """Begin a session and return its token, which only the browser keeps. Raises AccountClosed."""
    person = open_person(person_id, lock=False)
    token = secrets.token_urlsafe(32)
    SignedIn.objects.create(
        person=person, digest=digest_of(token), method=method, began_at=at, seen_at=at,
        address=address or None, browser=browser[:200],
    )  # fmt: skip
    record(person.pk, "signed-in", at=at, address=address, facts={"method": method})
    return token


def signed_in(token: str, *, at: datetime) -> int | None:
    """Return whose session a token is while it lasts, and note at most once a minute that somebody is there."""
    row = SignedIn.objects.filter(
        digest=digest_of(token), ended_at=None, seen_at__gt=at - IDLE, began_at__gt=at - LONGEST,
        person__closed_at=None,
    ).first()  # fmt: skip
    if row is None:
        return None
    if at - row.seen_at >= SEEN_EVERY:
        SignedIn.objects.filter(pk=row.pk).update(seen_at=at)
    return row.person_id


@transaction.atomic
def sign_out(*, token: str, at: datetime) -> None:
    """End the session of a token; one that is over already stays so."""
    row = SignedIn.objects.filter(digest=digest_of(token), ended_at=None).first()
    if row is not None:
        SignedIn.objects.filter(pk=row.pk).update(ended_at=at)
        record(row.person_id, "signed-out", at=at)


@transaction.atomic
def end_elsewhere(*, person_id: int, token: str, at: datetime, only: int | None = None) -> int:
    """End one other session of a person, or all others; return how many."""
    person = open_person(person_id, lock=True)
    own = digest_of(token)
    if only is None:
        ended = end_all(person, at, but=own)
    else:
        rows = SignedIn.objects.filter(person=person, pk=only, ended_at=None).exclude(digest=own)
        ended = rows.update(ended_at=at)
    record(person.pk, "sessions-ended", at=at, facts={"sessions": ended})
    return ended


def digest_of(token: str) -> str:
    """Return what is kept of a token."""
    return sha256(token.encode()).hexdigest()


def _subject(name: str) -> str:
    try:
        return parse_contact(name).address
    except ContactInvalid:
        return name.strip().lower()


def _named(name: str) -> Person | None:
    try:
        person = holder_of(parse_contact(name))
    except ContactInvalid:
        return None
    return person if person is not None and person.closed_at is None else None
