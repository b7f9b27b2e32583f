"""Who holds which post, and under whose mandate."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import QuerySet

from motcua.apps.organization.models import Account, Assignment, Mandate
from motcua.apps.organization.queries.periods import LOCAL, valid_on
from motcua.domain.access import Actor, ActorKind, Post
from motcua.domain.errors import DomainError


class AccountNotActive(DomainError):
    """The account does not exist or was closed."""

    code = "organization.account-not-active"

    def __init__(self, *, account_id: int) -> None:
        super().__init__(str(account_id))
        self.account_id = account_id


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


_POSTS = """
SELECT account.id, account.full_name, post.id, unit.agency_id, post.unit_id, post.role, NULL::bigint, 0
FROM organization_account account
LEFT JOIN organization_assignment post
    ON post.account_id = account.id AND post.kind <> 'reserve'
    AND daterange(post.valid_from, post.valid_to) @> %(on)s::date
LEFT JOIN organization_unit unit ON unit.id = post.unit_id
WHERE account.id = ANY(%(accounts)s) AND account.is_active
UNION ALL
SELECT account.id, account.full_name, post.id, unit.agency_id, post.unit_id, post.role, mandate.id, 0
FROM organization_account account
JOIN organization_mandate mandate ON mandate.to_account_id = account.id
    AND daterange(mandate.valid_from, mandate.valid_to) @> %(on)s::date
    AND (mandate.revoked_at IS NULL OR mandate.revoked_at > %(at)s)
JOIN organization_assignment post ON post.id = mandate.from_assignment_id
    AND daterange(post.valid_from, post.valid_to) @> %(on)s::date
JOIN organization_unit unit ON unit.id = post.unit_id
WHERE account.id = ANY(%(accounts)s) AND account.is_active
UNION ALL
SELECT account.id, account.full_name, post.id, oversight.agency_id, post.unit_id, post.role, NULL::bigint, 1
FROM organization_account account
JOIN organization_assignment post
    ON post.account_id = account.id AND post.role = 'unit_admin' AND post.kind <> 'reserve'
    AND daterange(post.valid_from, post.valid_to) @> %(on)s::date
JOIN organization_unit unit ON unit.id = post.unit_id
JOIN organization_oversight oversight ON oversight.overseer_id = unit.agency_id
    AND daterange(oversight.valid_from, oversight.valid_to) @> %(on)s::date
WHERE account.id = ANY(%(accounts)s) AND account.is_active
ORDER BY 7 NULLS FIRST, 8, 3, 4
"""


def actor_for(account_id: int, at: datetime) -> Actor:
    """Return the person with every post held at that moment, own ones first, in one query.

    A reserve officer acts only under a mandate (R-A12). An administrator whose agency oversees another holds
    the post for that agency too (R-S10). Raises AccountNotActive.
    """
    found = actors_for([account_id], at)
    if account_id not in found:
        raise AccountNotActive(account_id=account_id)
    return found[account_id]


def actors_for(account_ids: Iterable[int], at: datetime) -> dict[int, Actor]:
    """Return persons with every post held at that moment, in one query; closed accounts are left out."""
    day = at.astimezone(LOCAL).date()
    with connection.cursor() as cursor:
        cursor.execute(_POSTS, {"accounts": list(account_ids), "on": day, "at": at})
        rows = cursor.fetchall()
    names = {account: name for account, name, *_ in rows}
    posts: dict[int, list[Post]] = {account: [] for account in names}
    for account, _, post, agency, unit, role, mandate, _ in rows:
        if post is not None:
            posts[account].append(Post(post, agency, unit, role, mandate))
    return {
        account: Actor(kind=ActorKind.OFFICER, name=name, account_id=account, posts=tuple(posts[account]))
        for account, name in names.items()
    }


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
