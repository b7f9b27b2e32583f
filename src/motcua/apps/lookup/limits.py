"""How often one may ask, and how often a proof may be tried (`MOTCUA_LOOKUP_LIMITS`).

Three quotas: `asks` of one asker, `tries` of proofs by one asker, `proofs` of one code by anybody. The first
keeps codes from being walked through, the others keep proofs from being guessed; five wrong proofs close a
code for twelve hours to proofs (after R-I14), never to the code alone.

A citizen's few questions cost no statement: each process lets an asker put some before it counts them in the
database, by batches. Several processes together so allow a little more than the quota, never much more.
"""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final, Protocol

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from motcua.domain.errors import DomainError

IPV6_NETWORK = 64
BATCH: Final = 10
KEPT_ASKERS: Final = 50_000


class TooManyQuestions(DomainError):
    """The quota is used up; asking is possible again from `until`."""

    code = "lookup.too-many-questions"

    def __init__(self, *, until: datetime) -> None:
        super().__init__(until.isoformat())
        self.until = until


class Scope(StrEnum):
    """What is counted."""

    ASKS = "asks"
    TRIES = "tries"
    PROOFS = "proofs"


@dataclass(frozen=True, slots=True)
class Quota:
    """At most so many in a window, which begins with the first; more than that closes for the time of the lock."""

    scope: Scope
    most: int
    window: timedelta
    lock: timedelta

    @property
    def unlimited(self) -> bool:
        """Tell whether nothing is counted."""
        return self.most == 0


USUAL: Final = (
    Quota(Scope.ASKS, 120, timedelta(minutes=10), timedelta(minutes=10)),
    Quota(Scope.TRIES, 20, timedelta(hours=1), timedelta(hours=1)),
    Quota(Scope.PROOFS, 5, timedelta(hours=12), timedelta(hours=12)),
)

Quotas = Mapping[Scope, Quota]


def parse(text: str) -> Quotas:
    """Return the quotas of a list such as `asks=300, proofs=5`; 0 is unlimited, what is left out stays usual.

    Raises ImproperlyConfigured.
    """
    chosen = {quota.scope: quota for quota in USUAL}
    for part in filter(None, map(str.strip, text.split(","))):
        name, _, number = (word.strip() for word in part.partition("="))
        if name not in set(Scope) or not number.isdecimal():
            raise ImproperlyConfigured(f"MOTCUA_LOOKUP_LIMITS: {part!r} is not of the form asks=120")
        chosen[Scope(name)] = replace(chosen[Scope(name)], most=int(number))
    return chosen


def current() -> Quotas:
    """Return the quotas of this installation. Raises ImproperlyConfigured."""
    return _parsed(getattr(settings, "MOTCUA_LOOKUP_LIMITS", ""))


_parsed = lru_cache(maxsize=8)(parse)


def by_address(address: str) -> str:
    """Return the asker behind an address: of IPv6 the network, as a household has many addresses."""
    if ":" not in address:
        return address
    try:
        parsed = ipaddress.IPv6Address(address)
    except ValueError:
        return address
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, IPV6_NETWORK), strict=False))


class Charge(Protocol):
    """Counts in the database and raises TooManyQuestions beyond the quota."""

    def __call__(self, quota: Quota, key: str, *, at: datetime, cost: int = 1) -> None: ...


@dataclass(slots=True)
class _Tally:
    until: datetime
    paid: int
    count: int = 0
    refused: TooManyQuestions | None = None


@dataclass(slots=True)
class Meter:
    """What one process knows of those who ask just now."""

    charge: Charge
    _tallies: dict[str, _Tally] = field(default_factory=dict)

    def note(self, asker: str, *, at: datetime) -> None:
        """Count one question. Raises TooManyQuestions."""
        quota = current()[Scope.ASKS]
        if quota.unlimited or not asker:
            return
        batch = max(min(BATCH, quota.most // 4), 1)
        tally = self._tallies.get(asker)
        if tally is None or tally.until <= at:
            tally = self._begin(asker, _Tally(at + quota.window, paid=batch))
        tally.count += 1
        if tally.refused:
            raise tally.refused
        if tally.count > tally.paid:
            self._pay(tally, quota, asker, batch, at)

    def forget(self) -> None:
        """Begin anew."""
        self._tallies.clear()

    def _begin(self, asker: str, tally: _Tally) -> _Tally:
        if len(self._tallies) >= KEPT_ASKERS:
            self._tallies.clear()
        self._tallies[asker] = tally
        return tally

    def _pay(self, tally: _Tally, quota: Quota, asker: str, batch: int, at: datetime) -> None:
        """Count the next batch in the database, and with the first one what was let pass before it."""
        cost = batch * 2 if tally.paid == batch else batch
        tally.paid += batch
        try:
            self.charge(quota, asker, at=at, cost=cost)
        except TooManyQuestions as refusal:
            tally.refused, tally.until = refusal, refusal.until
            raise
