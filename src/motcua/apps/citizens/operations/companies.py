"""Accounts of companies: begun by a person, shared with members, never without an owner."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction

from motcua.apps.audit import operations as audit
from motcua.apps.audit.announce import announce
from motcua.apps.citizens import limits
from motcua.apps.citizens.events import MemberInvited
from motcua.apps.citizens.journal import record
from motcua.apps.citizens.models import Company, Invitation, Membership, Person
from motcua.apps.citizens.operations.accounts import NameMissing, actor, open_person
from motcua.apps.citizens.values import ALL_RIGHTS, Channel, Contact
from motcua.domain.access import NotPermitted
from motcua.domain.errors import DomainError
from motcua.domain.identity import parse_tax_code
from motcua.domain.text import clean

INVITATION_LASTS: Final = timedelta(days=14)
INVITATIONS: Final = limits.Quota("invitations", 30, timedelta(days=1), timedelta(days=1))


class LastOwner(DomainError):
    """A company with members keeps an owner: somebody else becomes one first."""

    code = "citizens.last-owner"

    def __init__(self, *, company: str) -> None:
        super().__init__("")
        self.company = company


class RightsMissing(DomainError):
    """A member or a proxy without any right could do nothing."""

    code = "citizens.rights-missing"


class InvitationOver(DomainError):
    """The invitation was answered, withdrawn or is too old, or went to somebody else."""

    code = "citizens.invitation-over"


class CompanyUnknown(DomainError):
    """Nobody who is signed in owns the account of a company with this tax code."""

    code = "citizens.company-unknown"

    def __init__(self, *, tax_code: str) -> None:
        super().__init__("")
        self.tax_code = tax_code


class CompanyTaken(DomainError):
    """Another account is the verified one of this tax code."""

    code = "citizens.company-taken"


class AlreadyMember(DomainError):
    """The person takes part in this company already."""

    code = "citizens.already-member"


@transaction.atomic
def create_company(
    *, person_id: int, name: str, tax_code: str, representative: str, address: str, at: datetime
) -> int:
    """Begin the account of a company, with the person as its first owner, and return its number.

    The tax code is declared, not verified, and shown so. Raises NameMissing, TaxCodeInvalid, AlreadyMember.
    """
    person = open_person(person_id, lock=True)
    number = str(parse_tax_code(tax_code))
    if not clean(name):
        raise NameMissing
    if Membership.objects.filter(person=person, company__tax_code=number, ended_at=None).exists():
        raise AlreadyMember
    company = Company.objects.create(
        name=clean(name)[:300], tax_code=number, representative=clean(representative)[:200],
        address=clean(address)[:300], created_at=at,
    )  # fmt: skip
    Membership.objects.create(company=company, person=person, owner=True, rights=sorted(ALL_RIGHTS), since=at)
    _note(person, "company-created", company, at)
    return company.pk


@transaction.atomic
def change_company(
    *, company_id: int, by: int, name: str, representative: str, address: str, at: datetime
) -> None:
    """Correct what a company says about itself; the tax code stays. Raises NotPermitted and NameMissing."""
    person, company = _owner(company_id, by)
    if not clean(name):
        raise NameMissing
    company.name, company.representative = clean(name)[:300], clean(representative)[:200]
    company.address = clean(address)[:300]
    company.save(update_fields=["name", "representative", "address"])
    _note(person, "company-changed", company, at)


def invite(
    *, company_id: int, by: int, contact: Contact, rights: Iterable[str], owner: bool, at: datetime
) -> int:
    """Invite whoever holds a contact, with or without an account. Raises NotPermitted, RightsMissing, TooOften."""
    limits.spend(INVITATIONS, f"company:{company_id}", at=at)
    return _invite(company_id, by, contact, wanted_rights(rights, owner=owner), owner=owner, at=at)


@transaction.atomic
def _invite(
    company_id: int, by: int, contact: Contact, rights: list[str], *, owner: bool, at: datetime
) -> int:
    person, company = _owner(company_id, by)
    open_ones = Invitation.objects.filter(company=company, address=contact.address, answered_at=None)
    open_ones.update(answered_at=at)  # The newest one counts.
    invitation = Invitation.objects.create(
        company=company, channel=contact.channel, address=contact.address, owner=owner, rights=rights,
        invited_by=person, created_at=at, expires_at=at + INVITATION_LASTS,
    )  # fmt: skip
    _note(person, "member-invited", company, at, rights=rights, owner=owner)
    announce(
        MemberInvited(contact.channel.value, contact.address, company.name, person.name, invitation.expires_at),
        actor=actor(person), at=at,
    )  # fmt: skip
    return invitation.pk


@transaction.atomic
def answer_invitation(*, invitation_id: int, person_id: int, accept: bool, at: datetime) -> None:
    """Take part in a company, or not. Only who has verified the contact that was invited may answer.

    Raises InvitationOver and AlreadyMember.
    """
    person = open_person(person_id, lock=True)
    row = Invitation.objects.select_for_update(of=("self",)).filter(
        pk=invitation_id, answered_at=None, expires_at__gt=at
    ).select_related("company").first()  # fmt: skip
    if row is None or not _is_for(row, person):
        raise InvitationOver
    Invitation.objects.filter(pk=row.pk).update(answered_at=at)
    if accept:
        if Membership.objects.filter(company=row.company, person=person, ended_at=None).exists():
            raise AlreadyMember
        Membership.objects.create(
            company=row.company, person=person, owner=row.owner, rights=row.rights, since=at
        )
    _note(person, "invitation-accepted" if accept else "invitation-declined", row.company, at)


@transaction.atomic
def withdraw_invitation(*, invitation_id: int, by: int, at: datetime) -> None:
    """Take an invitation back. Raises InvitationOver and NotPermitted."""
    row = (
        Invitation.objects.select_for_update(of=("self",)).filter(pk=invitation_id, answered_at=None).first()
    )
    if row is None:
        raise InvitationOver
    person, company = _owner(row.company_id, by)
    Invitation.objects.filter(pk=row.pk).update(answered_at=at)
    _note(person, "invitation-withdrawn", company, at)


@transaction.atomic
def change_member(
    *, company_id: int, by: int, person_id: int, rights: Iterable[str], owner: bool, at: datetime
) -> None:
    """Give a member other rights. Raises NotPermitted, RightsMissing, LastOwner."""
    person, company = _owner(company_id, by)
    row = _member(company, person_id)
    if row.owner and not owner:
        require_other_owner(company, leaving=row, whoever=True)
    row.rights, row.owner = wanted_rights(rights, owner=owner), owner
    row.save(update_fields=["rights", "owner"])
    _note(person, "member-changed", company, at, member=person_id, rights=row.rights, owner=owner)


@transaction.atomic
def end_membership(*, company_id: int, by: int, person_id: int, at: datetime) -> None:
    """Leave a company, or, as an owner, remove a member. Raises NotPermitted and LastOwner."""
    if by == person_id:
        person, company = open_person(by, lock=False), _locked(company_id)
    else:
        person, company = _owner(company_id, by)
    row = _member(company, person_id)
    require_other_owner(company, leaving=row)
    Membership.objects.filter(pk=row.pk).update(ended_at=at)
    _note(person, "member-left", company, at, member=person_id)


@transaction.atomic
def verify_company(*, person_id: int, tax_code: str, at: datetime) -> int:
    """Note that the national identity of an enterprise stands behind an owner's company, and return its number.

    Raises CompanyUnknown when the person owns none of this tax code, CompanyTaken when another is verified.
    """
    person = open_person(person_id, lock=True)
    number = str(parse_tax_code(tax_code))
    row = Membership.objects.filter(
        person=person, owner=True, ended_at=None, company__tax_code=number
    ).order_by("id").first()  # fmt: skip
    if row is None:
        raise CompanyUnknown(tax_code=number)
    company = _locked(row.company_id)
    if Company.objects.filter(tax_code=number, verified_at__isnull=False).exclude(pk=company.pk).exists():
        raise CompanyTaken
    Company.objects.filter(pk=company.pk).update(verified_at=at)
    _note(person, "company-verified", company, at)
    return company.pk


def require_other_owner(company: Company, *, leaving: Membership, whoever: bool = False) -> None:
    """Raise LastOwner when an owner goes and leaves members without one; `whoever`: even when nobody is left."""
    _locked(company.pk)
    others = Membership.objects.filter(company=company, ended_at=None).exclude(pk=leaving.pk)
    if leaving.owner and (whoever or others.exists()) and not others.filter(owner=True).exists():
        raise LastOwner(company=company.name)


def wanted_rights(rights: Iterable[str], *, owner: bool = False) -> list[str]:
    """Return known rights in one order; an owner has all. Raises RightsMissing."""
    wanted = ALL_RIGHTS if owner else ALL_RIGHTS & set(rights)
    if not wanted:
        raise RightsMissing
    return sorted(wanted)


def _owner(company_id: int, by: int) -> tuple[Person, Company]:
    company = _locked(company_id)
    person = open_person(by, lock=False)
    if not Membership.objects.filter(company=company, person=person, owner=True, ended_at=None).exists():
        raise NotPermitted(action="company")
    return person, company


def _locked(company_id: int) -> Company:
    company = Company.objects.select_for_update(of=("self",)).filter(pk=company_id).first()
    if company is None:
        raise NotPermitted(action="company")
    return company


def _member(company: Company, person_id: int) -> Membership:
    row = Membership.objects.filter(company=company, person_id=person_id, ended_at=None).first()
    if row is None:
        raise NotPermitted(action="company")
    return row


def _is_for(row: Invitation, person: Person) -> bool:
    known = person.phone if row.channel == Channel.SMS else person.email.lower()
    return bool(known) and known == row.address


def _note(person: Person, action: str, company: Company, at: datetime, **facts: Any) -> None:
    record(person.pk, action, at=at, facts={"company": company.pk, **facts})
    audit.record(
        action=f"citizens.{action}", object_type="company", object_id=company.pk, actor=actor(person), at=at,
        payload=facts,
    )  # fmt: skip
