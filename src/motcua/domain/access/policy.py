"""The one policy: who may act on a dossier, and who may see it.

Law: R-A17, R-I37, R-A65. An act is judged against the dossier's places (where it was received, who is
competent, which tray it lies in); the post that allows it is returned and recorded with the act.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from motcua.domain.access.actor import Actor, ActorKind, Post
from motcua.domain.errors import DomainError

COUNTER_ROLES = frozenset({"reception", "return_desk"})
HEAD_ROLES = frozenset({"division_head", "leader", "chairman", "land_head", "police_chief", "office_head"})
LEADER_ROLES = frozenset({"leader", "chairman", "land_head", "police_chief"})
AGENCY_WIDE_ROLES = frozenset({"leader", "chairman", "clerk", "land_head", "police_chief", "office_head"})
EVERYTHING_ROLES = frozenset({"inspector", "procedure_control"})


class NotPermitted(DomainError):
    """None of the actor's current posts allows the act."""

    code = "access.not-permitted"

    def __init__(self, *, action: str) -> None:
        super().__init__(action)
        self.action = action


class Right(StrEnum):
    """The kinds of standing an act may ask for."""

    COUNTER = "counter"
    HOLDER = "holder"
    HEAD = "head"
    LEADER = "leader"
    SENDER = "sender"
    SENDERS_HEAD = "senders-head"
    TAKES_PART = "takes-part"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tray:
    """Where a work item lies: unit, role asked for, the officer it was given to; and who sent it from where."""

    unit_id: int
    agency_id: int
    role: str
    assignee: int | None = None
    sent_by: int | None = None
    sent_from: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The places of a dossier that rights depend on. `holding_agencies` have it now (R-A73)."""

    receiving_unit: int
    receiving_agency: int
    competent_agency: int
    units: tuple[int, ...] = ()
    agencies: tuple[int, ...] = ()
    holding_agencies: tuple[int, ...] = ()
    tray: Tray | None = None


def _holds(actor: Actor, post: Post, places: Places) -> bool:
    tray = places.tray
    if tray is None or post.unit_id != tray.unit_id:
        return False
    if tray.assignee is not None:
        return tray.assignee == actor.account_id or (post.mandate_id is not None and post.role == tray.role)
    return post.role == tray.role


def _heads(actor: Actor, post: Post, places: Places) -> bool:
    tray = places.tray
    if tray is None:
        return False
    if post.role in LEADER_ROLES:
        return post.agency_id == tray.agency_id
    return post.role in HEAD_ROLES and post.unit_id == tray.unit_id


def _at_the_counter(actor: Actor, post: Post, places: Places) -> bool:
    return post.role in COUNTER_ROLES and post.unit_id == places.receiving_unit


def _leads(actor: Actor, post: Post, places: Places) -> bool:
    answerable = (places.competent_agency, *places.holding_agencies)
    return post.role in LEADER_ROLES and post.agency_id in answerable


def _sent(actor: Actor, post: Post, places: Places) -> bool:
    tray = places.tray
    return tray is not None and tray.sent_by is not None and tray.sent_by == actor.account_id


def _heads_sender(actor: Actor, post: Post, places: Places) -> bool:
    tray = places.tray
    return tray is not None and post.role in HEAD_ROLES and post.unit_id == tray.sent_from


def _takes_part(actor: Actor, post: Post, places: Places) -> bool:
    return sees(post, places)


GRANTS: Final[dict[Right, Callable[[Actor, Post, Places], bool]]] = {
    Right.COUNTER: _at_the_counter,
    Right.HOLDER: _holds,
    Right.HEAD: _heads,
    Right.LEADER: _leads,
    Right.SENDER: _sent,
    Right.SENDERS_HEAD: _heads_sender,
    Right.TAKES_PART: _takes_part,
}


def sees(post: Post, places: Places) -> bool:
    """Tell whether a post may read a dossier: by counter, unit, agency-wide role or supervision (R-I37)."""
    if post.role in EVERYTHING_ROLES:
        return True
    if post.role in AGENCY_WIDE_ROLES and post.agency_id in places.agencies:
        return True
    return post.role not in {"province_admin", "unit_admin"} and post.unit_id in places.units


def may_see(actor: Actor, places: Places) -> bool:
    """Tell whether any post of an actor may read a dossier; machines of our own may."""
    return actor.kind == ActorKind.SYSTEM or any(sees(post, places) for post in actor.posts)


def find_post(actor: Actor, rights: Iterable[Right], places: Places) -> Post | None:
    """Return the first post that gives one of the rights; own posts before those held for others."""
    posts = sorted(actor.posts, key=lambda post: post.mandate_id is not None)
    return next(
        (post for right in rights for post in posts if GRANTS[right](actor, post, places)),
        None,
    )


def require(actor: Actor, action: str, rights: Iterable[Right], places: Places) -> Post | None:
    """Return the post that allows an act; None for our own timers. Raises NotPermitted."""
    if actor.kind == ActorKind.SYSTEM:
        return None
    post = find_post(actor, rights, places)
    if post is None:
        raise NotPermitted(action=action)
    return post


@dataclass(frozen=True, slots=True)
class Scope:
    """What an actor may see, in a form that a query can use. Same truth as `may_see`.

    A dossier is visible when `everything`, or its units meet `units`, or its agencies meet `agencies`.
    """

    everything: bool = False
    units: frozenset[int] = frozenset()
    agencies: frozenset[int] = frozenset()

    def covers(self, places: Places) -> bool:
        """Tell whether a dossier lies in this scope."""
        return self.everything or not (
            self.units.isdisjoint(places.units) and self.agencies.isdisjoint(places.agencies)
        )


def scope_of(actor: Actor) -> Scope:
    """Compile the reading right of an actor."""
    if actor.kind == ActorKind.SYSTEM or actor.has_role(*EVERYTHING_ROLES):
        return Scope(everything=True)
    return Scope(
        units=frozenset(p.unit_id for p in actor.posts if p.role not in {"province_admin", "unit_admin"}),
        agencies=frozenset(p.agency_id for p in actor.posts if p.role in AGENCY_WIDE_ROLES),
    )
