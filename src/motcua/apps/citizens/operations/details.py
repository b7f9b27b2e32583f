"""What a person says about oneself: details, contacts, the password, and closing the account (R-I35)."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction

from motcua.apps.audit import operations as audit
from motcua.apps.citizens import limits, passwords
from motcua.apps.citizens.contacts import ContactTaken, contacts_of, holder_of
from motcua.apps.citizens.journal import record
from motcua.apps.citizens.models import (
    Identity,
    Invitation,
    Membership,
    OneTimeCode,
    Passkey,
    Person,
    PowerOfAttorney,
    RecoveryCode,
    SecondFactor,
    SignedIn,
)
from motcua.apps.citizens.operations import codes
from motcua.apps.citizens.operations.accounts import (
    LONGEST_NAME,
    NameMissing,
    actor,
    end_all,
    open_person,
    put_contact,
    set_password,
    tell,
)
from motcua.apps.citizens.operations.companies import require_other_owner
from motcua.apps.citizens.operations.sessions import digest_of
from motcua.apps.citizens.values import Channel, Purpose
from motcua.domain.errors import DomainError
from motcua.domain.identity import parse_citizen_id, parse_partial_date
from motcua.domain.text import clean

FRESH: Final = timedelta(minutes=10)
CLOSED_NAME: Final = "Tài khoản đã đóng"


class NotConfirmed(DomainError):
    """The current password is wrong, or, for who has none, the session began too long ago."""

    code = "citizens.not-confirmed"


class DetailProven(DomainError):
    """Name, number, birth and sex come from the national identity and are corrected there."""

    code = "citizens.detail-proven"


class LastContact(DomainError):
    """An account keeps at least one verified contact, else nobody could find back into it."""

    code = "citizens.last-contact"


def confirm_self(person_id: int, *, password: str, token: str, at: datetime) -> None:
    """Make sure that it is the person who is about to change how the account is entered.

    Wrong passwords count as they do at the door. Raises NotConfirmed, TooOften, AccountClosed.
    """
    person = open_person(person_id, lock=False)
    if not person.password:
        fresh = SignedIn.objects.filter(person=person, digest=digest_of(token), began_at__gt=at - FRESH)
        if not fresh.exists():
            raise NotConfirmed
        return
    subject = f"confirm:{person_id}"
    limits.require_open(limits.PASSWORDS, subject, at=at)
    if not passwords.matches(password, person):
        limits.count(limits.PASSWORDS, subject, at=at)
        record(person_id, "wrong-password", at=at)
        raise NotConfirmed
    limits.forget(limits.PASSWORDS, subject)


@transaction.atomic
def change_password(*, person_id: int, password: str, token: str, at: datetime) -> None:
    """Set another password and end every other session. Raises what `passwords.check_new` raises."""
    person = open_person(person_id, lock=True)
    set_password(person, password, at)
    end_all(person, at, but=digest_of(token))
    record(person_id, "password-changed", at=at)
    tell(person, "password-changed", at=at)


@transaction.atomic
def update_details(
    *, person_id: int, name: str, citizen_id: str, born_on: str, sex: str, address: str, at: datetime
) -> None:
    """Correct what a person declares. What the national identity says stays as it is (R-I35).

    Raises NameMissing, DetailProven, CitizenIdInvalid, PartialDateInvalid.
    """
    person = open_person(person_id, lock=True)
    said = {
        "name": clean(name)[:LONGEST_NAME],
        "citizen_id": str(parse_citizen_id(citizen_id)) if citizen_id.strip() else "",
        "born_on": str(parse_partial_date(born_on)) if born_on.strip() else "",
        "sex": sex if sex in {"male", "female"} else "",
    }
    if not said["name"]:
        raise NameMissing
    changed = [field for field, value in said.items() if getattr(person, field) != value]
    if changed and person.proven_at is not None:
        raise DetailProven
    for field in changed:
        setattr(person, field, said[field])
    person.address = clean(address)[:300]
    person.save(update_fields=[*said, "address"])
    record(person_id, "details-changed", at=at, facts={"fields": changed})


@transaction.atomic
def change_contact(*, person_id: int, code: UUID, at: datetime) -> None:
    """Add or replace the phone or e-mail that a code of this person has proven; the former one is told.

    Raises CodeSpent and ContactTaken.
    """
    person = open_person(person_id, lock=True)
    before = contacts_of(person)
    contact = codes.use(code, purpose=Purpose.CONTACT, at=at, person_id=person_id)
    holder = holder_of(contact)
    if holder is not None and holder.pk != person_id:
        raise ContactTaken
    put_contact(person, contact)
    try:
        with transaction.atomic():
            person.save(update_fields=["phone", "email"])
    except IntegrityError as error:
        raise ContactTaken from error
    record(person_id, "contact-changed", at=at, facts={"channel": contact.channel.value})
    tell(person, "contact-changed", at=at, contacts=before)


@transaction.atomic
def drop_contact(*, person_id: int, channel: Channel, at: datetime) -> None:
    """Do without the phone or the e-mail. Raises LastContact."""
    person = open_person(person_id, lock=True)
    before = contacts_of(person)
    if len([known for known, _ in before if known != channel.value]) == 0:
        raise LastContact
    person.phone, person.email = ("", person.email) if channel is Channel.SMS else (person.phone, "")
    person.save(update_fields=["phone", "email"])
    record(person_id, "contact-dropped", at=at, facts={"channel": channel.value})
    tell(person, "contact-changed", at=at, contacts=before)


@transaction.atomic
def close(*, person_id: int, at: datetime) -> None:
    """Close an account and delete what tells who it was; dossiers keep what the law has them keep (R-I35).

    Raises LastOwner for the only owner of a company with other members.
    """
    person = open_person(person_id, lock=True)
    for row in (
        Membership.objects.filter(person=person, ended_at=None).select_related("company").order_by("id")
    ):
        require_other_owner(row.company, leaving=row)
    tell(person, "closed", at=at)
    known = [address for _, address in contacts_of(person)]
    OneTimeCode.objects.filter(address__in=known).delete()
    OneTimeCode.objects.filter(person=person).delete()
    Invitation.objects.filter(address__in=known, answered_at=None).update(answered_at=at, address="")
    Membership.objects.filter(person=person, ended_at=None).update(ended_at=at)
    PowerOfAttorney.objects.filter(proxy=person, ended_at=None).update(ended_at=at)
    PowerOfAttorney.objects.filter(principal=person, ended_at=None).update(ended_at=at)
    for ways_in in (Passkey, Identity, SecondFactor, RecoveryCode, SignedIn):
        ways_in.objects.filter(person=person).delete()
    audit.record(
        action="citizens.account-closed", object_type="person", object_id=person_id, actor=actor(person), at=at
    )  # fmt: skip
    record(person_id, "closed", at=at)
    _empty(person, at)


def _empty(person: Person, at: datetime) -> None:
    for field in ("phone", "email", "citizen_id", "born_on", "sex", "address", "password"):
        setattr(person, field, "")
    person.name, person.closed_at, person.proven_at = CLOSED_NAME, at, None
    person.save()
