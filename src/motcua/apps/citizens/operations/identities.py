"""Accounts that the national identity vouches for."""

from datetime import datetime

from django.db import transaction

from motcua.apps.audit import operations as audit
from motcua.apps.citizens.journal import record
from motcua.apps.citizens.models import Identity, Passkey, Person
from motcua.apps.citizens.operations.accounts import LONGEST_NAME, AccountClosed, actor, open_person, tell
from motcua.apps.citizens.ports import Claims
from motcua.domain.errors import DomainError
from motcua.domain.text import clean


class IdentityTaken(DomainError):
    """This identity, or its number, belongs to another account here."""

    code = "citizens.identity-taken"


class LastWayIn(DomainError):
    """Without this nobody could sign in any more: a password or a passkey comes first."""

    code = "citizens.last-way-in"


@transaction.atomic
def enter_with_identity(*, claims: Claims, at: datetime) -> int:
    """Return whose identity it is; somebody new gets an account without a password.

    An account is found by issuer and subject, or by the number that the same provider has proven before; never by a
    phone or an e-mail that the provider names. Raises AccountClosed.
    """
    known = Identity.objects.select_for_update(of=("self",)).filter(
        issuer=claims.issuer, subject=claims.subject
    ).select_related("person").first()  # fmt: skip
    if known is not None:
        if known.person.closed_at is not None:
            raise AccountClosed
        Identity.objects.filter(pk=known.pk).update(used_at=at)
        person = open_person(known.person_id, lock=True)
    else:
        person = _proven(claims) or Person(created_at=at)
    _vouch(person, claims, at)
    if known is None:
        Identity.objects.update_or_create(
            person=person, issuer=claims.issuer,
            defaults={"subject": claims.subject, "reference": claims.reference, "linked_at": at, "used_at": at},
        )  # fmt: skip
    record(person.pk, "identity-used", at=at)
    return person.pk


@transaction.atomic
def link_identity(*, person_id: int, claims: Claims, at: datetime) -> None:
    """Let the national identity vouch for an account that exists. Raises IdentityTaken."""
    person = open_person(person_id, lock=True)
    held = Identity.objects.filter(issuer=claims.issuer, subject=claims.subject).first()
    if held is not None and held.person_id != person_id:
        raise IdentityTaken
    proven = _proven(claims)
    if proven is not None and proven.pk != person_id:
        raise IdentityTaken
    if person.proven_at is not None and claims.citizen_id and person.citizen_id != claims.citizen_id:
        raise IdentityTaken
    Identity.objects.update_or_create(
        person=person, issuer=claims.issuer,
        defaults={"subject": claims.subject, "reference": claims.reference, "linked_at": at, "used_at": at},
    )  # fmt: skip
    _vouch(person, claims, at)
    _note(person, "identity-linked", at)


@transaction.atomic
def unlink_identity(*, person_id: int, at: datetime) -> None:
    """Do without the national identity; the number is declared again, no longer proven. Raises LastWayIn."""
    person = open_person(person_id, lock=True)
    if not person.password and not Passkey.objects.filter(person=person).exists():
        raise LastWayIn
    Identity.objects.filter(person=person).delete()
    person.proven_at = None
    person.save(update_fields=["proven_at"])
    _note(person, "identity-unlinked", at)


def _proven(claims: Claims) -> Person | None:
    if not claims.citizen_id:
        return None
    people = Person.objects.select_for_update(of=("self",))
    return people.filter(citizen_id=claims.citizen_id, proven_at__isnull=False, closed_at=None).first()


def _vouch(person: Person, claims: Claims, at: datetime) -> None:
    """Write what the provider says over what the person had declared."""
    person.name = clean(claims.name)[:LONGEST_NAME] or person.name
    if claims.citizen_id:
        person.citizen_id, person.proven_at = claims.citizen_id, at
        person.born_on, person.sex = claims.born_on or person.born_on, claims.sex or person.sex
    person.address = person.address or clean(claims.address)[:300]
    person.save()


def _note(person: Person, action: str, at: datetime) -> None:
    record(person.pk, action, at=at)
    tell(person, action, at=at)
    audit.record(
        action=f"citizens.{action}", object_type="person", object_id=person.pk, actor=actor(person), at=at
    )  # fmt: skip
