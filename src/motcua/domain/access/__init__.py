"""Who acts, under which mandate, and what that lets them do or see."""

from motcua.domain.access.actor import Actor, ActorKind, Post
from motcua.domain.access.policy import (
    NotPermitted,
    Places,
    Right,
    Scope,
    Tray,
    find_post,
    may_see,
    require,
    scope_of,
)

__all__ = [
    "Actor",
    "ActorKind",
    "NotPermitted",
    "Places",
    "Post",
    "Right",
    "Scope",
    "Tray",
    "find_post",
    "may_see",
    "require",
    "scope_of",
]
