"""What a person reads about the own account, companies and powers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from motcua.apps.citizens.models import (
    AccountEvent,
    Identity,
    Invitation,
    Membership,
    Passkey,
    Person,
    PowerOfAttorney,
    RecoveryCode,
    SecondFactor,
    SignedIn,
)
from motcua.apps.citizens.operations.sessions import IDLE, LONGEST, digest_of

LISTED = 30


@dataclass(frozen=True, slots=True)
class Browser:
    """One session; `own` is the one in use."""

    id: int
    began_at: datetime
    seen_at: datetime
    address: str
    browser: str
    method: str
    own: bool


@dataclass(frozen=True, slots=True)
class WaysIn:
    """How somebody gets into the account."""

    password: bool
    password_changed_at: datetime | None
    factor: bool
    recovery_codes: int
    passkeys: tuple[tuple[int, str, datetime, datetime | None], ...]
    identity_since: datetime | None


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the journal of an account."""

    at: datetime
    action: str
    address: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who takes part in a company."""

    person_id: int
    name: str
    owner: bool
    rights: frozenset[str]
    since: datetime


@dataclass(frozen=True, slots=True)
class Offer:
    """An invitation that waits for its answer."""

    id: int
    company: str
    contact: str
    invited_by: str
    owner: bool
    rights: frozenset[str]
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class CompanyPage:
    """A company as its members see it."""

    id: int
    name: str
    tax_code: str
    verified: bool
    representative: str
    address: str
    owner: bool
    members: tuple[Member, ...]
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Power:
    """A power of attorney; `state` is asked, paper, confirmed, future, over or ended."""

    id: int
    proxy: str
    principal: str
    matters: str
    rights: frozenset[str]
    valid_from: date
    valid_to: date
    paper: str
    paper_name: str
    state: str

    @property
    def open(self) -> bool:
        """Tell whether it may still be ended."""
        return self.state not in {"over", "ended"}


def sessions_of(person_id: int, *, token: str, at: datetime) -> list[Browser]:
    """Return the browsers in which a person is signed in, the one in use first."""
    rows = SignedIn.objects.filter(
        person_id=person_id, ended_at=None, seen_at__gt=at - IDLE, began_at__gt=at - LONGEST
    ).order_by("-seen_at", "-id")
    own = digest_of(token)
    found = [
        Browser(
            row.pk, row.began_at, row.seen_at, row.address or "", row.browser, row.method, row.digest == own
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: not one.own)


def ways_in(person_id: int) -> WaysIn:
    """Return how a person gets into the account."""
    person = Person.objects.get(pk=person_id)
    keys = Passkey.objects.filter(person=person).order_by("created_at", "id")
    identity = Identity.objects.filter(person=person).order_by("linked_at").first()
    return WaysIn(
        password=bool(person.password),
        password_changed_at=person.password_changed_at,
        factor=SecondFactor.objects.filter(person=person, confirmed_at__isnull=False).exists(),
        recovery_codes=RecoveryCode.objects.filter(person=person, used_at=None).count(),
        passkeys=tuple((key.pk, key.name, key.created_at, key.used_at) for key in keys),
        identity_since=identity.linked_at if identity else None,
    )


def happenings_of(person_id: int) -> list[Happening]:
    """Return the latest lines of a person's journal."""
    rows = AccountEvent.objects.filter(person_id=person_id).order_by("-at", "-id")[:LISTED]
    return [Happening(row.at, row.action, row.address or "", row.facts) for row in rows]


def company_page(company_id: int, person_id: int, *, at: datetime) -> CompanyPage | None:
    """Return a company as one of its members sees it; None for everybody else. Owners see the invitations."""
    own = Membership.objects.filter(company_id=company_id, person_id=person_id, ended_at=None)
    row = own.select_related("company").first()
    if row is None:
        return None
    company = row.company
    members = (
        company.memberships.filter(ended_at=None).select_related("person").order_by("-owner", "since", "id")
    )
    offers = company.invitations.filter(answered_at=None, expires_at__gt=at).order_by("-created_at", "-id")
    return CompanyPage(
        id=company.pk, name=company.name, tax_code=company.tax_code, verified=company.verified_at is not None,
        representative=company.representative, address=company.address, owner=row.owner,
        members=tuple(
            Member(one.person_id, one.person.name, one.owner, frozenset(one.rights), one.since) for one in members
        ),
        offers=tuple(map(_offer, offers.select_related("company", "invited_by"))) if row.owner else (),
    )  # fmt: skip


def invitations_for(person_id: int, *, at: datetime) -> list[Offer]:
    """Return what a person is invited to, by the contacts that they have verified."""
    person = Person.objects.get(pk=person_id)
    known = [address for address in (person.phone, person.email.lower()) if address]
    rows = Invitation.objects.filter(address__in=known, answered_at=None, expires_at__gt=at)
    return [_offer(row) for row in rows.select_related("company", "invited_by").order_by("created_at", "id")]


def powers_held(person_id: int, on: date) -> list[Power]:
    """Return the powers by which a person acts or acted for others, the newest first."""
    rows = PowerOfAttorney.objects.filter(proxy_id=person_id)
    return [_power(row, on) for row in rows.select_related("proxy").order_by("-created_at", "-id")[:LISTED]]


def powers_given(person_id: int, on: date) -> list[Power]:
    """Return the powers that a person has given, the newest first."""
    rows = PowerOfAttorney.objects.filter(principal_id=person_id)
    return [_power(row, on) for row in rows.select_related("proxy").order_by("-created_at", "-id")[:LISTED]]


def powers_asked(person_id: int, on: date) -> list[Power]:
    """Return the powers that wait for a person's answer: those that name the phone they have verified."""
    person = Person.objects.get(pk=person_id)
    if not person.phone:
        return []
    waiting = Q(principal=None, ended_at=None, valid_to__gte=on, principal_phone=person.phone)
    rows = PowerOfAttorney.objects.filter(waiting).exclude(proxy=person)
    return [_power(row, on) for row in rows.select_related("proxy").order_by("created_at", "id")]


def paper_of(power_id: int, person_id: int) -> tuple[str, str] | None:
    """Return content hash and name of the paper of a power, for its proxy and its principal alone."""
    person = Person.objects.get(pk=person_id)
    theirs = Q(proxy=person) | Q(principal=person)
    if person.phone:
        theirs |= Q(principal=None, principal_phone=person.phone)
    row = PowerOfAttorney.objects.filter(theirs, pk=power_id).exclude(paper="").first()
    return None if row is None else (row.paper, row.paper_name)


def _offer(row: Invitation) -> Offer:
    return Offer(
        row.pk,
        row.company.name,
        row.address,
        row.invited_by.name,
        row.owner,
        frozenset(row.rights),
        row.expires_at,
    )


def _power(row: PowerOfAttorney, on: date) -> Power:
    if row.ended_at is not None:
        state = "ended"
    elif row.valid_to < on:
        state = "over"
    elif row.confirmed_at is not None:
        state = "future" if row.valid_from > on else "confirmed"
    else:
        state = "paper" if row.paper else "asked"
    return Power(
        row.pk, row.proxy.name, row.principal_name, row.matters, frozenset(row.rights), row.valid_from, row.valid_to,
        row.paper, row.paper_name, state,
    )  # fmt: skip
