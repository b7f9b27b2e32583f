"""Who may manage agencies, accounts and posts (R-S10)."""

from motcua.apps.organization.roles import Role
from motcua.domain.access import Actor, ActorKind
from motcua.domain.access.policy import NotPermitted


def require(actor: Actor, action: str, agency_id: int | None) -> None:
    """Let through the provincial administrator everywhere, a unit administrator in the own agency only.

    `agency_id` is the agency that the act concerns; None stands for the province as a whole.
    Raises NotPermitted.
    """
    if not may(actor, agency_id):
        raise NotPermitted(action=action)


def may(actor: Actor, agency_id: int | None) -> bool:
    """Tell whether the actor manages an agency."""
    if actor.kind is ActorKind.SYSTEM or actor.has_role(Role.PROVINCE_ADMIN):
        return True
    return agency_id is not None and agency_id in managed_agencies(actor)


def managed_agencies(actor: Actor) -> frozenset[int]:
    """Return the agencies of which the actor is unit administrator: for lists and choices."""
    return frozenset(post.agency_id for post in actor.posts if post.role == Role.UNIT_ADMIN)


def require_role_to_give(actor: Actor, role: str) -> None:
    """Let only the province make administrators of the province. Raises NotPermitted."""
    if role == Role.PROVINCE_ADMIN:
        require(actor, "assign_province_admin", None)
