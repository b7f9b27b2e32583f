"""The one way in which a rule says no."""

from typing import ClassVar


class DomainError(Exception):
    """A rule said no and a person can act on it.

    Subclasses carry a stable `code` and the facts as attributes, never a sentence: the sentence
    is chosen where it is shown.
    """

    code: ClassVar[str]
