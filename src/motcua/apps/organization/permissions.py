"""Who may manage agencies, accounts and posts (R-S10)."""

from motcua.apps.organization.roles import ADMINISTRATORS, Role
from motcua.domain.access import Actor, ActorKind
from motcua.domain.access.policy import EVERYTHING_ROLES, NotPermitted
from motcua.domain.errors import DomainError

OF_THE_PROVINCE = frozenset({Role.PROVINCE_ADMIN, *EVERYTHING_ROLES})
"""Roles that reach beyond one agency: only the province gives them."""


class RightsForOneself(DomainError):
    """An administrator does not change the own rights or the own account: a colleague does."""

    code = "organization.rights-for-oneself"


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
    """Return the agencies of which the actor is unit administrator, by post or by oversight: for lists and choices."""
    return frozenset(post.agency_id for post in actor.posts if post.role == Role.UNIT_ADMIN)


def manages_everything(actor: Actor) -> bool:
    """Tell whether the actor looks after the whole province."""
    return may(actor, None)


def require_role_to_give(actor: Actor, role: str) -> None:
    """Let only the province give roles that reach beyond one agency (R-I37). Raises NotPermitted."""
    if role in OF_THE_PROVINCE:
        require(actor, "assign_role_of_the_province", None)


def roles_to_give(actor: Actor) -> tuple[Role, ...]:
    """Return the roles that the actor may give: for choices."""
    return tuple(role for role in Role if role not in OF_THE_PROVINCE or manages_everything(actor))


def roles_of_new_people(actor: Actor) -> tuple[Role, ...]:
    """Return the roles that the actor may give to people taken in: only the province makes administrators."""
    given = roles_to_give(actor)
    return given if manages_everything(actor) else tuple(role for role in given if role not in ADMINISTRATORS)


def require_somebody_else(actor: Actor, account_id: int) -> None:
    """Keep people from giving rights to themselves. Raises RightsForOneself."""
    if actor.account_id == account_id:
        raise RightsForOneself
