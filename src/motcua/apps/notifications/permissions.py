"""Who reads the log of messages and sends again: an agency's counter and administrators, and the province."""

from typing import Final

from motcua.apps.organization.permissions import managed_agencies
from motcua.apps.organization.roles import Role
from motcua.domain.access import Actor, ActorKind, NotPermitted
from motcua.domain.access.policy import COUNTER_ROLES

HANDLING: Final = (*COUNTER_ROLES, Role.UNIT_ADMIN)


def agencies(actor: Actor) -> frozenset[int] | None:
    """Return the agencies whose messages an actor reads; None for all of them."""
    if actor.kind is ActorKind.SYSTEM or actor.has_role(Role.PROVINCE_ADMIN):
        return None
    own = {post.agency_id for post in actor.posts if post.role in HANDLING}
    managed = managed_agencies(actor) if actor.has_role(Role.UNIT_ADMIN) else ()
    return frozenset({*own, *managed})


def may_read(actor: Actor, agency_id: int | None) -> bool:
    """Tell whether an actor reads the messages of an agency; those of none belong to the province."""
    allowed = agencies(actor)
    return allowed is None or agency_id in allowed


def has_log(actor: Actor) -> bool:
    """Tell whether there is any log for an actor."""
    allowed = agencies(actor)
    return allowed is None or bool(allowed)


def require(actor: Actor, action: str, agency_id: int | None) -> None:
    """Let those through who read the messages of an agency. Raises NotPermitted."""
    if not may_read(actor, agency_id):
        raise NotPermitted(action=action)
