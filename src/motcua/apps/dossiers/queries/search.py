"""Finding dossiers by what people type: a code, a number of a person, words of a name.

The reading right stands inside the same index condition as the words, so that a search never looks at
dossiers that the searcher may not see (R-I37).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet

from motcua.apps.catalog.queries import catalog
from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.permissions import visible_to
from motcua.apps.dossiers.projection import code_word
from motcua.domain.access import Actor
from motcua.domain.numbering import DossierCodeInvalid, normalize_dossier_code
from motcua.domain.text import search_key

MOST_FOUND: Final = 60
MOST_SORTED: Final = 2_000
NUMBERS: Final = "ipt"  # Identity, telephone, tax: see `projection.search_words`.
FEWEST_DIGITS: Final = 4
BEGINNING: Final = ":*"
"""Makes a search term stand for every word that begins with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One dossier in the answer of a search."""

    id: UUID
    code: str
    applicant: str
    procedure_name: str
    stage: int
    lodged_at: datetime
    due_at: datetime | None
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search found; `more` tells that the words fit more dossiers than are shown."""

    found: tuple[Found, ...]
    more: bool = False


def find(actor: Actor, text: str, *, limit: int = MOST_FOUND) -> Answer:
    """Return the dossiers that an actor may see and that a text names; nothing for a text without words.

    Words are taken as whole ones first. Only where they name nothing is the last one the beginning of a word,
    and then every one: the beginning of a common word stands in half of all dossiers, and the index has to
    gather them all before it can look at the next word.
    """
    answer = Answer(())
    for query in _readings(text):
        answer = answer_of(Dossier.objects.filter(visible_to(actor), search=query), limit=limit)
        if answer.found:
            break
    return answer


def _readings(text: str) -> list[SearchQuery]:
    """Return the conditions that a text may stand for, the strictest first."""
    if code := _code_term(text):
        return [_query([code])]
    words = _words(search_key(text))
    if not words:
        return []
    *others, last = words
    readings = (
        [_term(word) for word in words],
        [*(_term(word) for word in others), _term(last, BEGINNING)],
        [_term(word, BEGINNING) for word in words],
    )
    return [_query(terms) for number, terms in enumerate(readings) if terms not in readings[:number]]


def answer_of(dossiers: QuerySet[Dossier], *, limit: int) -> Answer:
    """Return rows with the names of their procedures, the newest first: ids grow with time.

    At most `MOST_SORTED` matches are looked at, so that a broad search stays cheap; and the ids are sorted here,
    or the database may walk all dossiers backwards in search of a rare word.
    """
    ids = sorted(dossiers.order_by().values_list("id", flat=True)[:MOST_SORTED], reverse=True)
    rows = list(
        Dossier.objects.filter(pk__in=ids[:limit])
        .order_by("-id")
        .values_list(
            "id", "code", "applicant_name", "procedure_key", "state__procedure_version", "stage", "accepted_at",
            "lodged_at", "due_at", "finished_at",
        )
    )  # fmt: skip
    snapshot = catalog() if rows else None
    found = tuple(
        Found(
            id=id_,
            code=code or "",
            applicant=applicant,
            procedure_name=snapshot.procedure_version(key, version).display_name if snapshot else "",
            stage=stage,
            lodged_at=accepted_at or lodged_at,
            due_at=due_at,
            finished_at=finished_at,
        )
        for id_, code, applicant, key, version, stage, accepted_at, lodged_at, due_at, finished_at in rows
    )
    return Answer(found, more=len(ids) > limit)


def words_query(text: str) -> SearchQuery | None:
    """Return the index condition for what somebody typed, or None when it has no letter or digit.

    A whole code stands for itself. Every other word is the beginning of a word of a name or subject; digits
    are also the beginning of an identity, tax or telephone number.
    """
    readings = _readings(text)
    return readings[-1] if readings else None


def _code_term(text: str) -> str:
    try:
        return code_word(normalize_dossier_code(text))
    except DossierCodeInvalid:
        return ""


def _query(terms: Iterable[str]) -> SearchQuery:
    return SearchQuery(" & ".join(terms), search_type="raw", config="simple")


def of_person(number: str) -> Q:
    """Return the condition that a party of a dossier has this identity, tax or telephone number."""
    digits = "".join(ch for ch in number if ch.isalnum()).lower()
    return Q(
        search=SearchQuery(
            _one_of(f"{letter}{digits}" for letter in NUMBERS), search_type="raw", config="simple"
        )
    )


def _words(key: str) -> list[str]:
    words = ("".join(ch for ch in word if ch.isalnum()) for word in key.split())
    return list(dict.fromkeys(word for word in words if word))


def _term(word: str, match: str = "") -> str:
    if word.isdecimal() and len(word) >= FEWEST_DIGITS:
        return _one_of(f"{letter}{word}{match}" for letter in ("", *NUMBERS))
    return f"{word}{match}"


def _one_of(terms: Iterable[str]) -> str:
    return f"({' | '.join(terms)})"
