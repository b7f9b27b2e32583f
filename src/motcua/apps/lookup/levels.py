"""What each level of a lookup shows (`MOTCUA_LOOKUP_LEVELS`).

`usual` reads the "level of completion" that anybody may see as stage, share of the way, promised day and
next step: nothing of it says who files or what. `strict` is R-A65 to the letter: with a code alone, and
with a code and a proof, the code and how far the dossier is.

Law: R-A65, R-I36; R-A88 for the officer's name, which no level shows unless the province says so.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Final

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class Fact(StrEnum):
    """One thing an answer may tell."""

    PROGRESS = "progress"
    STAGE = "stage"
    DUE = "due"
    NEXT = "next"
    PROCEDURE = "procedure"
    AGENCY = "agency"
    DIVISION = "division"
    OFFICER = "officer"
    TIMELINE = "timeline"
    WHY = "why"
    PAPERS = "papers"
    FEES = "fees"
    COLLECTION = "collection"


class Level(StrEnum):
    """How well the person asking is known."""

    CODE = "code"
    """Anybody who has the code."""
    PROOF = "proof"
    """Who also knows the PIN of the receipt or the end of the applicant's phone number."""
    OWNER = "owner"
    """The applicant, signed in."""


Levels = Mapping[Level, frozenset[Fact]]

_ANYBODY: Final = frozenset({Fact.PROGRESS, Fact.STAGE, Fact.DUE, Fact.NEXT})
_KNOWN: Final = frozenset(Fact) - {Fact.OFFICER}

USUAL: Final[Levels] = {Level.CODE: _ANYBODY, Level.PROOF: _KNOWN, Level.OWNER: _KNOWN}
STRICT: Final[Levels] = {
    Level.CODE: frozenset({Fact.PROGRESS}),
    Level.PROOF: frozenset({Fact.PROGRESS}),
    Level.OWNER: _KNOWN,
}
_NAMED: Final = {"usual": USUAL, "strict": STRICT}


def parse(text: str) -> Levels:
    """Return the levels of `usual`, `strict`, or a list such as `code=progress,stage; proof=progress,due`.

    A level that the list leaves out stays as usual. Raises ImproperlyConfigured.
    """
    if text.strip() in _NAMED:
        return _NAMED[text.strip()]
    chosen = dict(USUAL)
    for part in filter(None, map(str.strip, text.split(";"))):
        name, given, facts = part.partition("=")
        if not given:
            raise ImproperlyConfigured(
                f"MOTCUA_LOOKUP_LEVELS: {part!r} is neither usual, strict nor code=stage"
            )
        try:
            words = [word for word in map(str.strip, facts.split(",")) if word]
            chosen[Level(name.strip())] = frozenset(map(Fact, words)) | {Fact.PROGRESS}
        except ValueError as unknown:
            raise ImproperlyConfigured(f"MOTCUA_LOOKUP_LEVELS: {unknown}") from unknown
    return chosen


def current() -> Levels:
    """Return the levels of this installation. Raises ImproperlyConfigured."""
    return _parsed(getattr(settings, "MOTCUA_LOOKUP_LEVELS", "usual"))


_parsed = lru_cache(maxsize=8)(parse)
