"""Why somebody may see a dossier or act on it: the policy's own grounds, put side by side.

Nothing is decided here. What is not explained is not allowed, for both read the same table.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from motcua.domain.access.actor import Actor, Post
from motcua.domain.access.policy import (
    Places,
    Reach,
    Right,
    grounds,
    reach_of,
    rights_of_role,
    seen_by,
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a post is good for, wherever dossiers are: how far it reads, which rights it can give."""

    post: Post
    reach: Reach
    rights: tuple[Right, ...]


@dataclass(frozen=True, slots=True)
class Sight:
    """A post that lets its holder read a dossier, and by what."""

    post: Post
    by: Reach


@dataclass(frozen=True, slots=True)
class Ground:
    """A right to an act, and the post that gives it."""

    right: Right
    post: Post


def standings(actor: Actor) -> tuple[Standing, ...]:
    """Return what each post of an actor is good for, in the order in which they are held."""
    return tuple(Standing(post, reach_of(post.role), rights_of_role(post.role)) for post in actor.posts)


def sights(actor: Actor, places: Places) -> tuple[Sight, ...]:
    """Return every post by which an actor may read a dossier; none for one that stays closed."""
    found = ((post, seen_by(post, places)) for post in actor.posts)
    return tuple(Sight(post, by) for post, by in found if by is not Reach.NOTHING)


def explain(actor: Actor, rights: Iterable[Right], places: Places) -> tuple[Ground, ...]:
    """Return every ground on which an actor may act, the one that is recorded with the act first."""
    return tuple(Ground(right, post) for right, post in grounds(actor, rights, places))
