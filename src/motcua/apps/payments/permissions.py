"""Who handles money of an agency."""

from motcua.apps.organization.roles import Role
from motcua.domain.access import Actor, NotPermitted
from motcua.domain.access.policy import COUNTER_ROLES, LEADER_ROLES

CASHIERS = COUNTER_ROLES
DECIDERS = COUNTER_ROLES | LEADER_ROLES | {Role.UNIT_ADMIN.value}


def agencies_of(actor: Actor) -> tuple[int, ...]:
    """Return the agencies whose money an actor handles."""
    return tuple(dict.fromkeys(post.agency_id for post in actor.posts if post.role in DECIDERS))


def require_agency(actor: Actor, agency_id: int, action: str) -> None:
    """Let those through who handle money of this agency. Raises NotPermitted."""
    if agency_id not in agencies_of(actor):
        raise NotPermitted(action=action)


def till_of(actor: Actor, unit_id: int) -> int:
    """Return the agency of the counter at which an actor takes cash. Raises NotPermitted."""
    for post in actor.posts:
        if post.unit_id == unit_id and post.role in CASHIERS:
            return post.agency_id
    raise NotPermitted(action="cash")
