"""Who acts, under which mandate, and what that lets them do or see."""

from motcua.domain.access.actor import Actor, ActorKind, Post
from motcua.domain.access.explaining import Ground, Sight, Standing, explain, sights, standings
from motcua.domain.access.policy import (
    NotPermitted,
    Places,
    Reach,
    Right,
    Scope,
    Tray,
    find_post,
    may_see,
    owns,
    require,
    scope_of,
)

__all__ = [
    "Actor",
    "ActorKind",
    "Ground",
    "NotPermitted",
    "Places",
    "Post",
    "Reach",
    "Right",
    "Scope",
    "Sight",
    "Standing",
    "Tray",
    "explain",
    "find_post",
    "may_see",
    "owns",
    "require",
    "scope_of",
    "sights",
    "standings",
]
