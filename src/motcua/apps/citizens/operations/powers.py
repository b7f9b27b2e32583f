"""Acting for another by an authorization paper.

A power that only the proxy states stays unverified and opens nothing of the principal's; the principal confirms it in
an own account, with a code.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from motcua.apps.audit import operations as audit
from motcua.apps.audit.announce import announce
from motcua.apps.citizens import limits
from motcua.apps.citizens.events import PowerAsked
from motcua.apps.citizens.journal import record
from motcua.apps.citizens.models import Person, PowerOfAttorney
from motcua.apps.citizens.operations import codes
from motcua.apps.citizens.operations.accounts import NameMissing, actor, open_person
from motcua.apps.citizens.operations.companies import wanted_rights
from motcua.apps.citizens.values import Purpose
from motcua.domain.errors import DomainError
from motcua.domain.identity import parse_citizen_id, parse_phone
from motcua.domain.text import clean

LONGEST: Final = timedelta(days=5 * 366)
ASKED: Final = limits.Quota("powers", 10, timedelta(days=1), timedelta(days=1))


class PowerUnfounded(DomainError):
    """A power rests on a paper, or on a phone at which the principal can be asked."""

    code = "citizens.power-unfounded"


class PowerPeriodWrong(DomainError):
    """A power ends before it begins, is over, or lasts longer than five years."""

    code = "citizens.power-period-wrong"


class PowerMattersMissing(DomainError):
    """A power says what for."""

    code = "citizens.power-matters-missing"


class PowerOver(DomainError):
    """The power was answered or ended, or is none of this person's."""

    code = "citizens.power-over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a power says: who lets somebody do what, from when to when, and the paper that proves it."""

    principal_name: str
    principal_phone: str = ""
    principal_citizen_id: str = ""
    principal_address: str = ""
    matters: str
    rights: Iterable[str]
    valid_from: date
    valid_to: date
    paper: str = ""
    paper_name: str = ""


def state_power(*, proxy_id: int, said: Wording, at: datetime) -> int:
    """Note that somebody acts for a principal, ask the principal where a phone is given, and return its number.

    Whether the principal has an account is not told. Raises PowerUnfounded, PowerPeriodWrong, PowerMattersMissing,
    NameMissing, RightsMissing, PhoneInvalid, CitizenIdInvalid, TooOften.
    """
    limits.spend(ASKED, f"citizen:{proxy_id}", at=at)
    return _state(proxy_id, said, at)


@transaction.atomic
def _state(proxy_id: int, said: Wording, at: datetime) -> int:
    proxy = open_person(proxy_id, lock=True)
    _check(said, at)
    phone = parse_phone(said.principal_phone) if said.principal_phone.strip() else ""
    number = str(parse_citizen_id(said.principal_citizen_id)) if said.principal_citizen_id.strip() else ""
    if (not phone or phone == proxy.phone) and not said.paper:
        raise PowerUnfounded
    row = PowerOfAttorney.objects.create(
        proxy=proxy, principal_name=clean(said.principal_name)[:200], principal_phone=phone,
        principal_citizen_id=number, principal_address=clean(said.principal_address)[:300],
        matters=clean(said.matters)[:500], rights=wanted_rights(said.rights), valid_from=said.valid_from,
        valid_to=said.valid_to, paper=said.paper, paper_name=said.paper_name[:200], created_at=at,
    )  # fmt: skip
    _note(proxy, "power-stated", row, at, paper=said.paper)
    if phone:
        announce(PowerAsked(phone, proxy.name, row.pk), actor=actor(proxy), at=at)
    return row.pk


@transaction.atomic
def confirm_power(*, power_id: int, principal_id: int, code: UUID, at: datetime) -> None:
    """Let the proxy act, as the principal who has proven the phone once more. Raises PowerOver and CodeSpent."""
    person = open_person(principal_id, lock=True)
    row = _asked(power_id, person)
    codes.use(code, purpose=Purpose.POWER, at=at, person_id=principal_id)
    PowerOfAttorney.objects.filter(pk=row.pk).update(principal=person, confirmed_at=at)
    _note(person, "power-confirmed", row, at)


@transaction.atomic
def decline_power(*, power_id: int, principal_id: int, at: datetime) -> None:
    """Say that somebody does not act for one. Raises PowerOver."""
    person = open_person(principal_id, lock=True)
    row = _asked(power_id, person)
    PowerOfAttorney.objects.filter(pk=row.pk).update(principal=person, ended_at=at)
    _note(person, "power-declined", row, at)


@transaction.atomic
def end_power(*, power_id: int, person_id: int, at: datetime) -> None:
    """End a power, as its principal or as its proxy, from this moment on. Raises PowerOver."""
    person = open_person(person_id, lock=True)
    row = PowerOfAttorney.objects.select_for_update(of=("self",)).filter(pk=power_id, ended_at=None).first()
    if row is None or person_id not in {row.proxy_id, row.principal_id}:
        raise PowerOver
    PowerOfAttorney.objects.filter(pk=row.pk).update(ended_at=at)
    _note(person, "power-ended", row, at)


def _check(said: Wording, at: datetime) -> None:
    if not clean(said.principal_name):
        raise NameMissing
    if not clean(said.matters):
        raise PowerMattersMissing
    over = said.valid_to < at.date()
    if over or said.valid_to < said.valid_from or said.valid_to - said.valid_from > LONGEST:
        raise PowerPeriodWrong


def _asked(power_id: int, person: Person) -> PowerOfAttorney:
    row = PowerOfAttorney.objects.select_for_update(of=("self",)).filter(
        pk=power_id, principal=None, ended_at=None
    ).first()  # fmt: skip
    if row is None or not person.phone or row.principal_phone != person.phone or row.proxy_id == person.pk:
        raise PowerOver
    return row


def _note(person: Person, action: str, row: PowerOfAttorney, at: datetime, **facts: Any) -> None:
    record(person.pk, action, at=at, facts={"power": row.pk})
    audit.record(
        action=f"citizens.{action}",
        object_type="power",
        object_id=row.pk,
        actor=actor(person),
        at=at,
        payload=facts,
    )
