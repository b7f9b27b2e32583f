"""Taking in many people at once: accounts and posts together, or none of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from motcua.apps.organization.models import Account
from motcua.apps.organization.operations.accounts import IssuedPassword, create_account
from motcua.apps.organization.operations.posts import assign
from motcua.apps.organization.roles import ADMINISTRATORS
from motcua.domain.access import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPost:
    """A post that a new person gets."""

    unit_id: int
    role: str
    since: date
    until: date | None = None
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """A person to be taken in, with the agency that looks after the account."""

    username: str
    full_name: str
    agency_id: int
    posts: tuple[NewPost, ...]
    email: str = ""
    phone: str = ""

    @property
    def kind(self) -> str:
        """Return the kind of account that the posts need (R-I16)."""
        administers = any(post.role in ADMINISTRATORS for post in self.posts)
        return Account.Kind.ADMINISTRATION if administers else Account.Kind.PROFESSIONAL


@transaction.atomic
def create_people(*, people: Sequence[NewPerson], actor: Actor, at: datetime) -> list[IssuedPassword]:
    """Open an account for each person and give the posts; return the temporary passwords in the same order.

    Raises what `create_account` and `assign` raise; then nobody was taken in.
    """
    return [_take_in(person, actor, at) for person in people]


def _take_in(person: NewPerson, actor: Actor, at: datetime) -> IssuedPassword:
    issued = create_account(
        username=person.username, full_name=person.full_name, agency_id=person.agency_id, kind=person.kind,
        email=person.email, phone=person.phone, actor=actor, at=at,
    )  # fmt: skip
    for post in person.posts:
        assign(
            account_id=issued.account_id, unit_id=post.unit_id, role=post.role, title=post.title,
            since=post.since, until=post.until, actor=actor, at=at,
        )  # fmt: skip
    return issued
