"""Who may change working time."""

from motcua.apps.organization.roles import Role
from motcua.domain.access import Actor, ActorKind
from motcua.domain.access.policy import NotPermitted


def require(actor: Actor, action: str) -> None:
    """Let only the provincial administrator, and the system itself, through (R-D18). Raises NotPermitted."""
    if actor.kind is not ActorKind.SYSTEM and not actor.has_role(Role.PROVINCE_ADMIN):
        raise NotPermitted(action=action)
