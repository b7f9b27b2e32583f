"""Reading the organization as it stands, or stood, on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Q, QuerySet

from motcua.apps.organization.models import (
    Account,
    Agency,
    Assignment,
    Mandate,
    ServiceArea,
    Succession,
    Unit,
)
from motcua.domain.access import Actor, ActorKind, Post
from motcua.domain.errors import DomainError

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")


class AgencyNotFound(DomainError):
    """No agency has this key."""

    code = "organization.agency-not-found"

    def __init__(self, *, key: str) -> None:
        super().__init__(key)
        self.key = key


class UnitNotFound(DomainError):
    """No unit has this id."""

    code = "organization.unit-not-found"

    def __init__(self, *, unit_id: int) -> None:
        super().__init__(str(unit_id))
        self.unit_id = unit_id


class AccountNotActive(DomainError):
    """The account does not exist or was closed."""

    code = "organization.account-not-active"

    def __init__(self, *, account_id: int) -> None:
        super().__init__(str(account_id))
        self.account_id = account_id


@dataclass(frozen=True, slots=True)
class AgencyFacts:
    """An agency as other apps need it."""

    id: int
    key: str
    kind: str
    level: str
    parent_id: int | None
    identifier: str
    name: str
    short_name: str
    calendar_code: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class UnitAddress:
    """Where work goes: a unit, its agency and the names that papers print."""

    unit_id: int
    agency_id: int
    agency_key: str
    agency_name: str
    unit_code: str
    unit_name: str
    identifier: str


@dataclass(frozen=True, slots=True)
class Officer:
    """A person holding a post; `title` is printed under the signature."""

    account_id: int
    assignment_id: int
    full_name: str
    role: str
    title: str
    unit_id: int


@dataclass(frozen=True, slots=True)
class MandateFacts:
    """Under whose authority and on what basis somebody signs (R-B22)."""

    id: int
    kind: str
    signing_form: str
    basis: str
    from_name: str
    from_title: str
    to_name: str
    valid_from: date
    valid_to: date | None


def valid_on(on: date, prefix: str = "") -> Q:
    """Return the condition that a dated row, reached through `prefix`, holds on a day."""
    return Q(**{f"{prefix}valid_from__lte": on}) & (
        Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": on})
    )


_POSTS = """
SELECT account.full_name, post.id, unit.agency_id, post.unit_id, post.role, NULL::bigint
FROM organization_account account
LEFT JOIN organization_assignment post
    ON post.account_id = account.id AND post.kind <> 'reserve'
    AND daterange(post.valid_from, post.valid_to) @> %(on)s::date
LEFT JOIN organization_unit unit ON unit.id = post.unit_id
WHERE account.id = %(account)s AND account.is_active
UNION ALL
SELECT account.full_name, post.id, unit.agency_id, post.unit_id, post.role, mandate.id
FROM organization_account account
JOIN organization_mandate mandate ON mandate.to_account_id = account.id
    AND daterange(mandate.valid_from, mandate.valid_to) @> %(on)s::date
    AND (mandate.revoked_at IS NULL OR mandate.revoked_at > %(at)s)
JOIN organization_assignment post ON post.id = mandate.from_assignment_id
    AND daterange(post.valid_from, post.valid_to) @> %(on)s::date
JOIN organization_unit unit ON unit.id = post.unit_id
WHERE account.id = %(account)s AND account.is_active
ORDER BY 6 NULLS FIRST, 2
"""


def actor_for(account_id: int, at: datetime) -> Actor:
    """Return the person with every post held at that moment, own ones first, in one query.

    A reserve officer acts only under a mandate (R-A12). Raises AccountNotActive.
    """
    with connection.cursor() as cursor:
        cursor.execute(_POSTS, {"account": account_id, "on": at.astimezone(LOCAL).date(), "at": at})
        rows = cursor.fetchall()
    if not rows:
        raise AccountNotActive(account_id=account_id)
    posts = tuple(
        Post(assignment_id=post, agency_id=agency, unit_id=unit, role=role, mandate_id=mandate)
        for _, post, agency, unit, role, mandate in rows
        if post is not None
    )
    return Actor(kind=ActorKind.OFFICER, name=rows[0][0], account_id=account_id, posts=posts)


def agency_by_key(key: str) -> AgencyFacts:
    """Return one agency. Raises AgencyNotFound."""
    agency = Agency.objects.filter(key=key).first()
    if agency is None:
        raise AgencyNotFound(key=key)
    return _facts(agency)


def agencies(ids: Iterable[int]) -> dict[int, AgencyFacts]:
    """Return agencies by id, in one query."""
    return {agency.pk: _facts(agency) for agency in Agency.objects.filter(pk__in=set(ids))}


def agencies_of_kind(*kinds: str, on: date) -> list[AgencyFacts]:
    """Return the agencies of some kinds that exist on a day, in the order of their identifiers."""
    found = Agency.objects.filter(valid_on(on), kind__in=kinds).order_by("level", "identifier", "key")
    return [_facts(agency) for agency in found]


def agencies_serving(commune_id: int, kind: str, on: date) -> list[int]:
    """Return the agencies of a kind (police, land branch) that serve a commune on a day."""
    areas = ServiceArea.objects.filter(valid_on(on), commune_id=commune_id, agency__kind=kind)
    return list(areas.order_by("agency_id").values_list("agency_id", flat=True))


def successors_of(agency_id: int, on: date) -> list[int]:
    """Return who has taken over an agency's affairs by a day, through every step of succession."""
    handed: dict[int, list[int]] = {}
    for predecessor, successor in (
        Succession.objects.filter(on__lte=on)
        .order_by("successor_id")
        .values_list("predecessor_id", "successor_id")
    ):
        handed.setdefault(predecessor, []).append(successor)
    found: list[int] = []
    waiting = list(handed.get(agency_id, []))
    while waiting:
        current = waiting.pop(0)
        if current in found:
            continue
        if current in handed:
            waiting.extend(handed[current])
        else:
            found.append(current)
    return found


def name_on(agency_id: int, on: date) -> str:
    """Return what an agency was called on a day."""
    agency = Agency.objects.prefetch_related("former_names").get(pk=agency_id)
    for former in agency.former_names.all():
        if former.valid_from <= on < former.valid_to:
            return former.name
    return agency.name


def units_of(agency_id: int) -> dict[str, int]:
    """Return the ids of an agency's units by their codes."""
    return dict(Unit.objects.filter(agency_id=agency_id).order_by("id").values_list("code", "id"))


def address_of(unit_id: int) -> UnitAddress:
    """Return where a unit is. Raises UnitNotFound."""
    found = addresses([unit_id])
    if unit_id not in found:
        raise UnitNotFound(unit_id=unit_id)
    return found[unit_id]


def addresses(unit_ids: Iterable[int]) -> dict[int, UnitAddress]:
    """Return the addresses of units by id, in one query."""
    return {unit.pk: _address(unit) for unit in _units().filter(pk__in=set(unit_ids))}


def addresses_in(agency_ids: Iterable[int]) -> dict[tuple[str, str], UnitAddress]:
    """Return every unit of some agencies by (agency key, unit code), in one query."""
    units = _units().filter(agency_id__in=set(agency_ids)).order_by("agency_id", "id")
    return {(unit.agency.key, unit.code): _address(unit) for unit in units}


def addresses_by_key(agency_key: str) -> dict[str, UnitAddress]:
    """Return every unit of one agency by its code, in one query; empty for an unknown key."""
    return {unit.code: _address(unit) for unit in _units().filter(agency__key=agency_key).order_by("id")}


def officers_in(unit_id: int, role: str, on: date) -> list[Officer]:
    """Return who holds a role in a unit on a day, in the order of given names; no reserves."""
    posts = Assignment.objects.filter(valid_on(on), unit_id=unit_id, role=role, account__is_active=True)
    return _officers(posts)


def officers_of_agency(agency_id: int, on: date) -> list[Officer]:
    """Return every post of an agency on a day; one person may appear with several."""
    posts = Assignment.objects.filter(valid_on(on), unit__agency_id=agency_id, account__is_active=True)
    return _officers(posts)


def roles_in(unit_id: int, on: date) -> frozenset[str]:
    """Return the roles that somebody holds in a unit on a day: what a process can count on."""
    posts = Assignment.objects.filter(valid_on(on), unit_id=unit_id, account__is_active=True)
    return frozenset(posts.exclude(kind=Assignment.Kind.RESERVE).values_list("role", flat=True))


def officer_names(ids: Iterable[int]) -> dict[int, str]:
    """Return the full names of accounts, closed ones too."""
    return dict(Account.objects.filter(pk__in=set(ids)).values_list("id", "full_name"))


def posts(assignment_ids: Iterable[int]) -> dict[int, Officer]:
    """Return posts by id as they were held, whether or not they still are: for printing signatures."""
    found = Assignment.objects.filter(pk__in=set(assignment_ids)).select_related("account")
    return {post.pk: _officer(post) for post in found}


def mandates(ids: Iterable[int]) -> Mapping[int, MandateFacts]:
    """Return mandates by id with the names and titles that papers print."""
    found = Mandate.objects.filter(pk__in=set(ids))
    return {
        mandate.pk: _mandate(mandate)
        for mandate in found.select_related("from_assignment__account", "to_account")
    }


def mandates_of_agency(agency_id: int, on: date) -> list[MandateFacts]:
    """Return the mandates that hold in an agency on a day and were not revoked."""
    found = Mandate.objects.filter(
        valid_on(on), from_assignment__unit__agency_id=agency_id, revoked_at__isnull=True
    )
    related = found.select_related("from_assignment__account", "to_account")
    return [_mandate(mandate) for mandate in related.order_by("valid_from", "id")]


def _units() -> QuerySet[Unit]:
    return Unit.objects.select_related("agency")


def _officers(found: QuerySet[Assignment]) -> list[Officer]:
    related = found.exclude(kind=Assignment.Kind.RESERVE).select_related("account")
    officers = [_officer(post) for post in related.order_by("id")]
    return sorted(officers, key=lambda officer: (officer.full_name.split()[::-1], officer.assignment_id))


def _officer(post: Assignment) -> Officer:
    return Officer(
        account_id=post.account_id,
        assignment_id=post.pk,
        full_name=post.account.full_name,
        role=post.role,
        title=post.title,
        unit_id=post.unit_id,
    )


def _mandate(mandate: Mandate) -> MandateFacts:
    giver = mandate.from_assignment
    return MandateFacts(
        id=mandate.pk,
        kind=mandate.kind,
        signing_form=mandate.signing_form,
        basis=mandate.basis,
        from_name=giver.account.full_name,
        from_title=giver.title,
        to_name=mandate.to_account.full_name,
        valid_from=mandate.valid_from,
        valid_to=mandate.valid_to,
    )


def _address(unit: Unit) -> UnitAddress:
    return UnitAddress(
        unit_id=unit.pk,
        agency_id=unit.agency_id,
        agency_key=unit.agency.key,
        agency_name=unit.agency.name,
        unit_code=unit.code,
        unit_name=unit.name,
        identifier=unit.agency.identifier,
    )


def _facts(agency: Agency) -> AgencyFacts:
    return AgencyFacts(
        id=agency.pk,
        key=agency.key,
        kind=agency.kind,
        level=agency.level,
        parent_id=agency.parent_id,
        identifier=agency.identifier,
        name=agency.name,
        short_name=agency.short_name,
        calendar_code=agency.calendar_code,
        valid_from=agency.valid_from,
        valid_to=agency.valid_to,
    )
