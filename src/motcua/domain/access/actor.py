"""A person or machine that acts, with the posts held at that moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class ActorKind(StrEnum):
    """Where an act comes from."""

    OFFICER = "officer"
    CITIZEN = "citizen"
    SYSTEM = "system"
    PARTNER = "partner"


@dataclass(frozen=True, slots=True)
class Post:
    """One dated assignment or mandate: a role in a unit of an agency.

    `mandate_id` is set when the post is held for somebody else (substitution, delegation); acts under
    it are recorded with it (R-A12, R-B22).
    """

    assignment_id: int
    agency_id: int
    unit_id: int
    role: str
    mandate_id: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts now. An officer may hold several posts; the policy picks the one that allows the act.

    `parties` are those for whom a citizen may act, in the words of `Places.owners`: the own account, companies
    and principals who gave a power, and, once the identity is proven, the own identity number.
    """

    kind: ActorKind
    name: str
    account_id: int | None = None
    posts: tuple[Post, ...] = ()
    parties: frozenset[str] = frozenset()

    @classmethod
    def system(cls, name: str) -> "Actor":
        """Return the actor of timers, jobs and operator's commands."""
        return cls(kind=ActorKind.SYSTEM, name=name)

    @classmethod
    def citizen(cls, name: str, parties: Iterable[str]) -> "Actor":
        """Return a citizen who acts for some parties."""
        return cls(kind=ActorKind.CITIZEN, name=name, parties=frozenset(parties))

    def has_role(self, *roles: str) -> bool:
        """Tell whether any current post carries one of the roles."""
        return any(post.role in roles for post in self.posts)
