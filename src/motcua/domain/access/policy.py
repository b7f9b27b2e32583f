"""The one policy: who may act on a dossier, and who may see it.

Law: R-A17, R-I37, R-A65. An act is judged against the dossier's places (where it was received, who is
competent, which tray it lies in); the post that allows it is returned and recorded with the act.
"""

from collections.abc import Callable, Iterable, Iterator
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
ADMINISTRATOR_ROLES = frozenset({"province_admin", "unit_admin"})


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
    APPLICANT = "applicant"


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
    """The places of a dossier that rights depend on. `holding_agencies` have it now (R-A73).

    `owners` are those whose matter it is: "citizen:12" or "company:5" who filed it, "id:…" and "tax:…" the
    numbers of the applicant.
    """

    receiving_unit: int
    receiving_agency: int
    competent_agency: int
    units: tuple[int, ...] = ()
    agencies: tuple[int, ...] = ()
    holding_agencies: tuple[int, ...] = ()
    owners: frozenset[str] = frozenset()
    tray: Tray | None = None


def owns(actor: Actor, places: Places) -> bool:
    """Tell whether a dossier is the matter of a citizen, or of somebody for whom the citizen may act."""
    return actor.kind is ActorKind.CITIZEN and not actor.parties.isdisjoint(places.owners)


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
    return post.unit_id == tray.unit_id


def _at_the_counter(actor: Actor, post: Post, places: Places) -> bool:
    return post.unit_id == places.receiving_unit


def _leads(actor: Actor, post: Post, places: Places) -> bool:
    answerable = (places.competent_agency, *places.holding_agencies)
    return post.agency_id in answerable


def _sent(actor: Actor, post: Post, places: Places) -> bool:
    tray = places.tray
    return tray is not None and tray.sent_by is not None and tray.sent_by == actor.account_id


def _heads_sender(actor: Actor, post: Post, places: Places) -> bool:
    tray = places.tray
    return tray is not None and post.unit_id == tray.sent_from


def _takes_part(actor: Actor, post: Post, places: Places) -> bool:
    return sees(post, places)


@dataclass(frozen=True, slots=True)
class Grant:
    """What a right asks of a post: its role, None for any that works on dossiers, and where it is held."""

    roles: frozenset[str] | None
    holds: Callable[[Actor, Post, Places], bool]

    def open_to(self, role: str) -> bool:
        """Tell whether a role can give the right anywhere."""
        return reach_of(role) is not Reach.NOTHING if self.roles is None else role in self.roles


GRANTS: Final[dict[Right, Grant]] = {
    Right.COUNTER: Grant(COUNTER_ROLES, _at_the_counter),
    Right.HOLDER: Grant(None, _holds),
    Right.HEAD: Grant(HEAD_ROLES, _heads),
    Right.LEADER: Grant(LEADER_ROLES, _leads),
    Right.SENDER: Grant(None, _sent),
    Right.SENDERS_HEAD: Grant(HEAD_ROLES, _heads_sender),
    Right.TAKES_PART: Grant(None, _takes_part),
}


class Reach(StrEnum):
    """How far a role reads: every dossier, those of its agency, of its unit, or none (R-I37)."""

    EVERYTHING = "everything"
    AGENCY = "agency"
    UNIT = "unit"
    NOTHING = "nothing"


def reach_of(role: str) -> Reach:
    """Return how far a role reads; administrators run accounts, not dossiers."""
    if role in EVERYTHING_ROLES:
        return Reach.EVERYTHING
    if role in ADMINISTRATOR_ROLES:
        return Reach.NOTHING
    return Reach.AGENCY if role in AGENCY_WIDE_ROLES else Reach.UNIT


def rights_of_role(role: str) -> tuple[Right, ...]:
    """Return the rights that a role can give, where its post and the dossier's places fit."""
    return tuple(right for right, grant in GRANTS.items() if grant.open_to(role))


def seen_by(post: Post, places: Places) -> Reach:
    """Return by what a post may read a dossier: NOTHING when it may not."""
    reach = reach_of(post.role)
    if reach is Reach.EVERYTHING:
        return reach
    if reach is Reach.AGENCY and post.agency_id in places.agencies:
        return reach
    return Reach.UNIT if reach is not Reach.NOTHING and post.unit_id in places.units else Reach.NOTHING


def sees(post: Post, places: Places) -> bool:
    """Tell whether a post may read a dossier: by counter, unit, agency-wide role or supervision (R-I37)."""
    return seen_by(post, places) is not Reach.NOTHING


def may_see(actor: Actor, places: Places) -> bool:
    """Tell whether any post of an actor may read a dossier; machines of our own may."""
    return (
        actor.kind == ActorKind.SYSTEM
        or owns(actor, places)
        or any(sees(post, places) for post in actor.posts)
    )


def grounds(actor: Actor, rights: Iterable[Right], places: Places) -> Iterator[tuple[Right, Post]]:
    """Yield every right that is held with the post that gives it, in the order in which they count.

    The first right counts first; own posts before those held for others.
    """
    posts = sorted(actor.posts, key=lambda post: post.mandate_id is not None)
    for right in rights:
        if right is Right.APPLICANT:  # Citizens hold no posts.
            continue
        grant = GRANTS[right]
        for post in posts:
            if grant.open_to(post.role) and grant.holds(actor, post, places):
                yield right, post


def find_post(actor: Actor, rights: Iterable[Right], places: Places) -> Post | None:
    """Return the first post that gives one of the rights; own posts before those held for others."""
    return next((post for _, post in grounds(actor, rights, places)), None)


def require(actor: Actor, action: str, rights: Iterable[Right], places: Places) -> Post | None:
    """Return the post that allows an act; None for our own timers and for applicants. Raises NotPermitted."""
    rights = tuple(rights)
    if actor.kind == ActorKind.SYSTEM or (Right.APPLICANT in rights and owns(actor, places)):
        return None
    post = find_post(actor, rights, places)
    if post is None:
        raise NotPermitted(action=action)
    return post


@dataclass(frozen=True, slots=True)
class Scope:
    """What an actor may see, in a form that a query can use. Same truth as `may_see`.

    A dossier is visible when `everything`, or its units meet `units`, its agencies `agencies`, its owners `owners`.
    """

    everything: bool = False
    units: frozenset[int] = frozenset()
    agencies: frozenset[int] = frozenset()
    owners: frozenset[str] = frozenset()

    def covers(self, places: Places) -> bool:
        """Tell whether a dossier lies in this scope."""
        return self.everything or not (
            self.units.isdisjoint(places.units)
            and self.agencies.isdisjoint(places.agencies)
            and self.owners.isdisjoint(places.owners)
        )


def scope_of(actor: Actor) -> Scope:
    """Compile the reading right of an actor."""
    if actor.kind == ActorKind.SYSTEM or actor.has_role(*EVERYTHING_ROLES):
        return Scope(everything=True)
    return Scope(
        units=frozenset(p.unit_id for p in actor.posts if reach_of(p.role) is not Reach.NOTHING),
        agencies=frozenset(p.agency_id for p in actor.posts if reach_of(p.role) is Reach.AGENCY),
        owners=actor.parties if actor.kind is ActorKind.CITIZEN else frozenset(),
    )
