"""A text with names in braces: checked when it is written, filled when it is sent. Plain text, never markup."""

import re
from collections.abc import Mapping

from motcua.domain.errors import DomainError
from motcua.domain.messages.events import ALLOWED, MessageEvent

LONGEST = 600
_NAME = re.compile(r"\{([^{}]*)\}")


class MessageEmpty(DomainError):
    """A text says nothing, or too much for a message."""

    code = "messages.empty-or-too-long"
    field = "text"

    def __init__(self, *, length: int) -> None:
        super().__init__(str(length))
        self.length = length
        self.longest = LONGEST


class PlaceholderBroken(DomainError):
    """A brace is opened and not closed, or the other way round."""

    code = "messages.placeholder-broken"
    field = "text"


class PlaceholderUnknown(DomainError):
    """A text names something that is not known when the event happens."""

    code = "messages.placeholder-unknown"
    field = "text"

    def __init__(self, *, names: tuple[str, ...], allowed: tuple[str, ...]) -> None:
        super().__init__(", ".join(names))
        self.names = names
        self.allowed = allowed


def placeholders(text: str) -> tuple[str, ...]:
    """Return the names in braces in the order in which they stand, each once. Raises PlaceholderBroken."""
    if re.search(r"[{}]", _NAME.sub("", text)):
        raise PlaceholderBroken
    return tuple(dict.fromkeys(name.strip() for name in _NAME.findall(text)))


def check(text: str, event: MessageEvent) -> str:
    """Return a text ready to be kept, without blanks around it.

    Raises MessageEmpty, PlaceholderBroken, PlaceholderUnknown.
    """
    kept = text.strip()
    if not 0 < len(kept) <= LONGEST:
        raise MessageEmpty(length=len(kept))
    unknown = tuple(name for name in placeholders(kept) if name not in ALLOWED[event])
    if unknown:
        raise PlaceholderUnknown(names=unknown, allowed=ALLOWED[event])
    return kept


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return a text with its names replaced once; a value with braces of its own stays as it is.

    Raises KeyError for a name without a value.
    """
    return _NAME.sub(lambda found: values[found[1].strip()], text)
