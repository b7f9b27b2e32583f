"""Who may rate, write, read and moderate: the one policy of dossiers, and the roles that answer for an agency."""

from motcua.apps.organization.roles import Role
from motcua.domain.access import Actor, ActorKind, NotPermitted, owns
from motcua.domain.access.policy import LEADER_ROLES
from motcua.domain.dossier import DossierState
from motcua.domain.dossier.decide.checks import places_of

MODERATORS = LEADER_ROLES | {Role.OFFICE_HEAD, Role.PROCEDURE_CONTROL}


def receipt_of(state: DossierState) -> str:
    """Return the party of whoever has proved to hold the receipt of a dossier."""
    return f"receipt:{state.id}"


def require_rater(actor: Actor, state: DossierState) -> None:
    """Let the applicant rate, or whoever holds the receipt. Raises NotPermitted."""
    if not may_rate(actor, state):
        raise NotPermitted(action="rate")


def may_rate(actor: Actor, state: DossierState) -> bool:
    """Tell whether somebody may rate a dossier at all."""
    if actor.kind is not ActorKind.CITIZEN:
        return False
    return receipt_of(state) in actor.parties or owns(actor, places_of(state))


def moderated_agencies(actor: Actor) -> frozenset[int]:
    """Return the agencies whose ratings an officer reads and whose comments the officer moderates."""
    return frozenset(post.agency_id for post in actor.posts if post.role in MODERATORS)


def require_moderator(actor: Actor, agency_id: int) -> None:
    """Let those who answer for an agency moderate what is said of it. Raises NotPermitted."""
    if agency_id not in moderated_agencies(actor):
        raise NotPermitted(action="moderate_rating")
