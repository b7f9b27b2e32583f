"""Who may set what papers and messages say, and begin numbers."""

from motcua.apps.organization.permissions import managed_agencies
from motcua.apps.organization.roles import Role
from motcua.domain.access import Actor, ActorKind, NotPermitted


def require(actor: Actor, action: str, agency_id: int | None) -> None:
    """Let the provincial administrator through, a unit administrator for the own agency. Raises NotPermitted."""
    if not may(actor, agency_id):
        raise NotPermitted(action=action)


def may(actor: Actor, agency_id: int | None) -> bool:
    """Tell whether the actor sets what an agency prints; None stands for the province."""
    if actor.kind is ActorKind.SYSTEM or actor.has_role(Role.PROVINCE_ADMIN):
        return True
    return agency_id is not None and agency_id in managed_agencies(actor)


def sees(actor: Actor, agency_id: int | None) -> bool:
    """Tell whether the actor reads the settings of an agency; those of the province are open to all who set up."""
    return agency_id is None or may(actor, agency_id) or actor.has_role(Role.PROCEDURE_CONTROL)
