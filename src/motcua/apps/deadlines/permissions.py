"""Who may change working time."""

from motcua.apps.organization.permissions import managed_agencies
from motcua.apps.organization.roles import Role
from motcua.domain.access import Actor, ActorKind
from motcua.domain.access.policy import NotPermitted


def require(actor: Actor, action: str, agency_id: int | None = None) -> None:
    """Let the provincial administrator and the system itself through, a unit administrator to the own counter.

    `agency_id` is the agency whose reception calendar it is; None stands for the province (R-D18, R-S10).
    Raises NotPermitted.
    """
    if not may(actor, agency_id):
        raise NotPermitted(action=action)


def may(actor: Actor, agency_id: int | None = None) -> bool:
    """Tell whether the actor may change a calendar of the province, or of an agency's counter."""
    if actor.kind is ActorKind.SYSTEM or actor.has_role(Role.PROVINCE_ADMIN):
        return True
    return agency_id is not None and agency_id in managed_agencies(actor)


def sees(actor: Actor, agency_id: int | None) -> bool:
    """Tell whether the actor may look into a calendar: those of the province are open to all who set up."""
    return agency_id is None or may(actor, agency_id) or actor.has_role(Role.PROCEDURE_CONTROL)
