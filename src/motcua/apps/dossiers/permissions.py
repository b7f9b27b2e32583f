"""The reading right as a condition on rows: the same truth as `domain.access.may_see`.

The units and agencies that take part in a dossier are words of its search column, so one index serves
both the right and the search.
"""

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q

from motcua.apps.dossiers.projection import owner_word
from motcua.apps.organization.roles import Role
from motcua.domain.access import Actor, ActorKind, NotPermitted, Scope, scope_of


def require_recount(actor: Actor) -> None:
    """Let the provincial administrator alone order due times to be counted again (R-D18). Raises NotPermitted."""
    if actor.kind is not ActorKind.SYSTEM and not actor.has_role(Role.PROVINCE_ADMIN):
        raise NotPermitted(action="order_recount")


def visible_to(actor: Actor, prefix: str = "") -> Q:
    """Return the condition that an actor may read a dossier, reached through `prefix`."""
    return in_scope(scope_of(actor), prefix)


def in_scope(scope: Scope, prefix: str = "") -> Q:
    """Return the condition that a dossier lies in a scope."""
    if scope.everything:
        return Q()
    if not (words := scope_words(scope)):
        return Q(**{f"{prefix}id__isnull": True})
    return Q(**{f"{prefix}search": SearchQuery(" | ".join(words), search_type="raw", config="simple")})


def scope_words(scope: Scope) -> list[str]:
    """Return the search words of a scope's units, agencies and owners."""
    return [
        *(f"u{unit}" for unit in sorted(scope.units)),
        *(f"a{agency}" for agency in sorted(scope.agencies)),
        *(owner_word(owner) for owner in sorted(scope.owners)),
    ]
