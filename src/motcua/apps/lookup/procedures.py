"""The procedures as everybody may read them (R-E1, R-E2): all that are in force and taken in on a day.

Built once per process, day and change of the catalog; asking costs the one small statement that tells
whether the catalog has changed.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from django.db.models import Count, QuerySet

from motcua.apps.catalog import queries as catalog
from motcua.apps.catalog.models import Offering, ProcedureVersion, Status
from motcua.apps.organization.queries import valid_on
from motcua.domain.catalog import (
    Level,
    OnlineScope,
    ProcedureDefinition,
    ServiceLevel,
    Subject,
    procedure_from_data,
)
from motcua.domain.deadlines import Allowance
from motcua.domain.dossier.offers import next_act
from motcua.domain.fees import FeeRule
from motcua.domain.text import Entry, SearchIndex
from motcua.domain.workflow import END, Process, Step

MANY: Final = ("commune_committee", "commune_police", "land_branch", "district_committee", "school")
"""Kinds of agencies that stand all over the province and are told by their number, not by name."""
MOST_HITS: Final = 60


class Cost(StrEnum):
    """What a procedure costs, as far as one figure can say it."""

    FREE = "free"
    FIXED = "fixed"
    FROM = "from"
    FREE_OR = "free_or"
    UNSET = "unset"


@dataclass(frozen=True, slots=True)
class Price:
    """The fee of a procedure in one look: the only amount, or the least of several; 0 where none is set."""

    cost: Cost
    amount_vnd: int = 0
    per: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A procedure in a list."""

    key: str
    code: str
    name: str
    full_name: str
    field_key: str
    field_name: str
    allowance: Allowance
    price: Price
    scope: OnlineScope
    level: ServiceLevel
    tiers: tuple[Level, ...]
    subjects: tuple[Subject, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class FieldCard:
    """A field of work with its number of procedures."""

    key: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class AgencyCard:
    """An agency with the number of procedures it decides."""

    key: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class GroupCard:
    """All agencies of a kind with the number of procedures they decide."""

    kind: str
    agencies: int
    count: int


@dataclass(frozen=True, slots=True)
class Deciders:
    """Who decides a procedure: agencies by name, and how many of each kind that stands all over the province."""

    agencies: tuple[str, ...]
    groups: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """All procedures of a day, those most asked for first."""

    on: date
    cards: tuple[Card, ...]
    fields: tuple[FieldCard, ...]
    agencies: tuple[AgencyCard, ...]
    groups: tuple[GroupCard, ...]
    index: SearchIndex
    by_key: Mapping[str, Card]

    def search(self, query: str) -> tuple[Card, ...]:
        """Return what fits words typed without marks, initials or a code, best first."""
        return tuple(self.by_key[hit.entry.key] for hit in self.index.search(query, limit=MOST_HITS))

    def matching(self, phrases: Iterable[str]) -> tuple[Card, ...]:
        """Return what fits all words of one of the phrases, each once, those of the first phrase first."""
        hits = (hit for phrase in phrases for hit in self.index.search(phrase, limit=MOST_HITS))
        keys = dict.fromkeys(hit.entry.key for hit in hits if hit.complete)
        return tuple(self.by_key[key] for key in keys)

    def of_fields(self, keys: Iterable[str]) -> tuple[Card, ...]:
        """Return the procedures of some fields."""
        wanted = frozenset(keys)
        return tuple(card for card in self.cards if card.field_key in wanted)

    def of_keys(self, keys: Iterable[str]) -> tuple[Card, ...]:
        """Return procedures by key; one that is no longer in force is left out."""
        wanted = frozenset(keys)
        return tuple(card for card in self.cards if card.key in wanted)


@dataclass(frozen=True, slots=True)
class PublicProcedure:
    """Everything a citizen may know of one procedure: what the law says, and the way inside."""

    definition: ProcedureDefinition
    price: Price
    way: tuple[Step, ...]
    deciders: Deciders
    fees: tuple[FeeRule, ...]


_kept: tuple[UUID | None, date, Directory] | None = None


def directory(on: date) -> Directory:
    """Return the procedures of a day; without a revision of the catalog nothing is kept."""
    global _kept  # noqa: PLW0603  one per process is the point
    revision = catalog.catalog().revision
    if _kept is None or revision is None or _kept[:2] != (revision, on):
        _kept = (revision, on, _build(on))
    return _kept[2]


def procedure(key: str, on: date) -> PublicProcedure:
    """Return one procedure. Raises ProcedureNotInForce."""
    snapshot = catalog.catalog()
    _, definition = snapshot.published_procedure(key, on)
    _, process = snapshot.current_process(key, on)
    return PublicProcedure(
        definition,
        price_of(definition, on),
        usual_way(process),
        _deciders(key, on),
        tuple(rule for rule in definition.fees if rule.in_force(on)),
    )


def decided_by(agency_key: str, on: date) -> frozenset[str]:
    """Return the keys of the procedures that an agency decides."""
    offered = Offering.objects.filter(valid_on(on), competent_agency__key=agency_key)
    return frozenset(offered.values_list("procedure__key", flat=True))


def decided_by_kind(kind: str, on: date) -> frozenset[str]:
    """Return the keys of the procedures that agencies of a kind decide."""
    offered = Offering.objects.filter(valid_on(on), competent_agency__kind=kind)
    return frozenset(offered.order_by().values_list("procedure__key", flat=True).distinct())


def deciding(key: str, on: date) -> tuple[str, ...]:
    """Return the keys of the agencies that decide a procedure, by tier and identifier."""
    offered = Offering.objects.filter(valid_on(on), procedure__key=key)
    found = offered.order_by("competent_agency__identifier", "competent_agency__key")
    return tuple(found.values_list("competent_agency__key", flat=True))


def usual_way(process: Process) -> tuple[Step, ...]:
    """Return the steps of a process that a dossier usually passes, each once, in order."""
    way: dict[str, Step] = {}
    waiting = [process.start]
    while waiting:
        step_id = waiting.pop(0)
        if step_id == END or step_id in way:
            continue
        step = way[step_id] = process.step(step_id)
        action = next_act(step, None).action
        waiting += action.targets if action else ()
    return tuple(way.values())


def price_of(definition: ProcedureDefinition, on: date) -> Price:
    """Return the fee in one look. An amount that nobody has set is never taken for zero."""
    amounts = {(rule.amount_vnd, rule.per) for rule in definition.fees if rule.in_force(on)}
    paid = sorted((amount, per) for amount, per in amounts if amount)
    free = any(amount == 0 for amount, _ in amounts)
    least, per = paid[0] if paid else (0, "")
    if not amounts or (free and not paid and not _unset(amounts)):
        return Price(Cost.FREE)
    if free:
        return Price(Cost.FREE_OR, least, per)
    if not paid:
        return Price(Cost.UNSET)
    return Price(Cost.FIXED if len(amounts) == 1 else Cost.FROM, least, per)


def _unset(amounts: Iterable[tuple[int | None, str]]) -> bool:
    return any(amount is None for amount, _ in amounts)


def _build(on: date) -> Directory:
    versions = ProcedureVersion.objects.filter(valid_on(on), status=Status.PUBLISHED, data__accepts=True)
    definitions = [procedure_from_data(data) for data in versions.values_list("data", flat=True)]
    cards = sorted((_card(one, on) for one in definitions), key=lambda card: (-card.weight, card.name))
    counts = Counter((card.field_key, card.field_name) for card in cards)
    fields = [FieldCard(key, name, count) for (key, name), count in counts.items()]
    offered = Offering.objects.filter(valid_on(on), procedure__key__in=[card.key for card in cards])
    return Directory(
        on=on,
        cards=tuple(cards),
        fields=tuple(sorted(fields, key=lambda field: (-field.count, field.name))),
        agencies=_agencies(offered),
        groups=_groups(offered),
        index=SearchIndex(map(_entry, cards)),
        by_key={card.key: card for card in cards},
    )


def _card(definition: ProcedureDefinition, on: date) -> Card:
    return Card(
        key=definition.key,
        code=definition.code,
        name=definition.display_name,
        full_name=definition.name,
        field_key=definition.field.key,
        field_name=definition.field.name,
        allowance=definition.allowance,
        price=price_of(definition, on),
        scope=definition.online_scope,
        level=definition.service_level,
        tiers=definition.levels,
        subjects=definition.subjects,
        weight=definition.weight,
    )


def _entry(card: Card) -> Entry:
    return Entry(
        key=card.key,
        name=card.name,
        code=card.code,
        aliases=(card.full_name, card.field_name),
        uses=card.weight,
    )


def _agencies(offered: QuerySet[Offering]) -> tuple[AgencyCard, ...]:
    rows = (
        offered.exclude(competent_agency__kind__in=MANY)
        .values_list("competent_agency__key", "competent_agency__name")
        .annotate(count=Count("procedure_id", distinct=True))
        .order_by("-count", "competent_agency__name")
    )
    return tuple(AgencyCard(key, name, count) for key, name, count in rows)


def _groups(offered: QuerySet[Offering]) -> tuple[GroupCard, ...]:
    rows = (
        offered.filter(competent_agency__kind__in=MANY)
        .values_list("competent_agency__kind")
        .annotate(
            agencies=Count("competent_agency_id", distinct=True),
            procedures=Count("procedure_id", distinct=True),
        )
        .order_by("-procedures", "competent_agency__kind")
    )
    return tuple(GroupCard(kind, agencies, count) for kind, agencies, count in rows)


def _deciders(key: str, on: date) -> Deciders:
    rows = Offering.objects.filter(valid_on(on), procedure__key=key).order_by("competent_agency__name")
    names = list(rows.values_list("competent_agency__name", "competent_agency__kind"))
    groups = Counter(kind for _, kind in names if kind in MANY)
    return Deciders(tuple(name for name, kind in names if kind not in MANY), groups)
