"""Who may change the catalog."""

from motcua.apps.organization.roles import Role
from motcua.domain.access import Actor, ActorKind, NotPermitted

EDITORS = (Role.PROCEDURE_CONTROL, Role.PROVINCE_ADMIN)


def require(actor: Actor, action: str) -> None:
    """Let those who control procedures, and the system itself, through (R-A10). Raises NotPermitted."""
    if actor.kind is not ActorKind.SYSTEM and not actor.has_role(*EDITORS):
        raise NotPermitted(action=action)
