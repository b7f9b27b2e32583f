"""Beginning an account, its password and what it says about the person."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction

from motcua.apps.audit.announce import announce
from motcua.apps.citizens import limits, passwords
from motcua.apps.citizens.contacts import ContactTaken, contacts_of, holder_of
from motcua.apps.citizens.events import AccountChanged
from motcua.apps.citizens.journal import record
from motcua.apps.citizens.models import Person, SignedIn
from motcua.apps.citizens.operations import codes
from motcua.apps.citizens.values import Channel, Contact, Purpose
from motcua.domain.access import Actor
from motcua.domain.errors import DomainError
from motcua.domain.text import clean

LONGEST_NAME: Final = 200


class AccountClosed(DomainError):
    """There is no open account of this number."""

    code = "citizens.account-closed"


class NameMissing(DomainError):
    """An account needs the name of a person."""

    code = "citizens.name-missing"


def open_person(person_id: int, *, lock: bool) -> Person:
    """Return a person whose account is open. Raises AccountClosed."""
    people = Person.objects.select_for_update(of=("self",)) if lock else Person.objects
    person = people.filter(pk=person_id, closed_at=None).first()
    if person is None:
        raise AccountClosed
    return person


def actor(person: Person) -> Actor:
    """Return a person acting on the own account."""
    return Actor.citizen(person.name, {f"citizen:{person.pk}"})


def tell(
    person: Person, what: str, *, at: datetime, contacts: tuple[tuple[str, str], ...] | None = None
) -> None:
    """Announce a change of an account to its contacts, by default those of now."""
    known = contacts_of(person) if contacts is None else contacts
    announce(AccountChanged(person.pk, what, known), actor=actor(person), at=at)


@transaction.atomic
def sign_up(*, code: UUID, name: str, password: str, at: datetime, address: str | None = None) -> int:
    """Begin an account for whoever has proven a contact, and return its number.

    Raises CodeSpent, NameMissing, ContactTaken, PasswordTooWeak, PasswordGuessable.
    """
    contact = codes.use(code, purpose=Purpose.SIGN_UP, at=at)
    if not clean(name):
        raise NameMissing
    if holder_of(contact) is not None:
        raise ContactTaken
    person = Person(name=clean(name)[:LONGEST_NAME], created_at=at, password_changed_at=at)
    put_contact(person, contact)
    passwords.check_new(password, person)
    person.password = passwords.hashed(password)
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError as error:  # Two browsers at once.
        raise ContactTaken from error
    record(person.pk, "signed-up", at=at, address=address, facts={"channel": contact.channel.value})
    return person.pk


@transaction.atomic
def recover(*, code: UUID, password: str, at: datetime, address: str | None = None) -> int:
    """Set a new password with a proven contact, end all sessions and open the lock; return the account's number.

    The second factor stays: a stolen SIM card alone does not take an account that has one.
    Raises CodeSpent, AccountClosed, PasswordTooWeak, PasswordGuessable.
    """
    contact = codes.use(code, purpose=Purpose.RECOVER, at=at)
    holder = holder_of(contact)
    if holder is None:
        raise AccountClosed
    person = open_person(holder.pk, lock=True)
    set_password(person, password, at)
    end_all(person, at)
    for _, known in contacts_of(person):
        limits.forget(limits.PASSWORDS, known)
    record(person.pk, "recovered", at=at, address=address, facts={"channel": contact.channel.value})
    tell(person, "recovered", at=at)
    return person.pk


def put_contact(person: Person, contact: Contact) -> None:
    """Write a proven contact into a person that is saved afterwards."""
    if contact.channel is Channel.SMS:
        person.phone = contact.address
    else:
        person.email = contact.address


def end_all(person: Person, at: datetime, *, but: str = "") -> int:
    """End every session of a person but the one of a digest; return how many."""
    return SignedIn.objects.filter(person=person, ended_at=None).exclude(digest=but).update(ended_at=at)


def set_password(person: Person, password: str, at: datetime) -> None:
    """Write a new password that the person may take. Raises what `passwords.check_new` raises."""
    confirmed = (
        getattr(person, "second_factor", None) is not None and person.second_factor.confirmed_at is not None
    )
    passwords.check_new(password, person, with_second_factor=confirmed)
    person.password, person.password_changed_at = passwords.hashed(password), at
    person.save(update_fields=["password", "password_changed_at"])
