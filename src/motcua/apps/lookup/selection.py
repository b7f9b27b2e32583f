"""Which procedures somebody wants to see: by words, field, agency, tier, subject and how far online; with counts."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from motcua.apps.lookup import procedures
from motcua.apps.lookup.procedures import Card, Directory
from motcua.domain.catalog import Level, OnlineScope, ServiceLevel, Subject

E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked for; an empty part asks for nothing in particular. `agency` is a key or a kind of agency."""

    query: str = ""
    field: str = ""
    agency: str = ""
    tier: Level | None = None
    subject: Subject | None = None
    scope: OnlineScope | None = None
    level: ServiceLevel | None = None


@dataclass(frozen=True, slots=True)
class Facets:
    """How many of some procedures there are of each kind; what has none is left out."""

    fields: Mapping[str, int]
    tiers: Mapping[Level, int]
    subjects: Mapping[Subject, int]
    scopes: Mapping[OnlineScope, int]


def select(directory: Directory, wanted: Wanted) -> tuple[Card, ...]:
    """Return the procedures that fit every part, best first for words, else those most asked for first."""
    cards: Iterable[Card] = directory.search(wanted.query) if wanted.query else directory.cards
    if wanted.agency:
        keys = of_agency(wanted.agency, directory)
        cards = (card for card in cards if card.key in keys)
    return tuple(card for card in cards if _fits(card, wanted))


def of_agency(name: str, directory: Directory) -> frozenset[str]:
    """Return the keys of what an agency, or every agency of a kind, decides."""
    if any(group.kind == name for group in directory.groups):
        return procedures.decided_by_kind(name, directory.on)
    return procedures.decided_by(name, directory.on)


def facets(cards: Iterable[Card]) -> Facets:
    """Count procedures by field, tier, subject and scope."""
    cards = tuple(cards)
    return Facets(
        fields=Counter(card.field_key for card in cards),
        tiers=_counted(Level, (tier for card in cards for tier in card.tiers)),
        subjects=_counted(Subject, (subject for card in cards for subject in card.subjects)),
        scopes=_counted(OnlineScope, (card.scope for card in cards)),
    )


def _fits(card: Card, wanted: Wanted) -> bool:
    return (
        (not wanted.field or card.field_key == wanted.field)
        and (wanted.tier is None or wanted.tier in card.tiers)
        and (wanted.subject is None or wanted.subject in card.subjects)
        and (wanted.scope is None or card.scope is wanted.scope)
        and (wanted.level is None or card.level == wanted.level)
    )


def _counted(kinds: type[E], found: Iterable[E]) -> dict[E, int]:
    counts = Counter(found)
    return {kind: counts[kind] for kind in kinds if counts[kind]}
